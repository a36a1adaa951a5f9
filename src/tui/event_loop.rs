//! The root of the interface, and the loop that brings keys to it.
//!
//! In one turn of the loop, all input that has arrived is applied, the screen is drawn once, the effects are carried out
//! (one save), the screen is drawn again if that changed it, and only then is more input read. About once a second it
//! checks whether others saved; without changes, nothing is drawn. While the window is being resized, drawing waits.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::Event;
use ratatui::layout::{Position, Rect, Size};

use super::draw;
use super::editor::EditorError;
use super::effect::Effect;
use super::input::{Input, InputEvent, SignalRequest};
use super::key::Key;
use super::picker::{Picker, PickerRequest};
use super::runtime::Runtime;

/// The root of the user interface.
#[derive(Debug)]
pub enum RootView {
    /// The choice of a checklist, and what was wished for.
    Picker(Box<Picker>, Option<PickerRequest>),
    /// A walk through a checklist.
    Checklist(Box<Runtime>),
}

/// The interval for checking whether others saved, or edited the document.
pub const GLANCE: Duration = Duration::from_secs(1);

/// Changes of size that follow each other faster are one.
const STORM: Duration = Duration::from_millis(30);
/// A longer storm is drawn in between.
const LONGEST_STORM: Duration = Duration::from_millis(300);

/// The requests to the terminal from the events of one turn.
#[derive(Debug, Clone, Copy, Default)]
struct LoopRequests {
    /// Redraw every cell.
    redraw: bool,
    /// Rest in the background.
    suspend: bool,
}

impl RootView {
    fn draw(&self, frame: &mut ratatui::Frame) {
        match self {
            RootView::Picker(picker, _) => draw::picker(picker, frame),
            RootView::Checklist(runtime) => draw::app(runtime.app(), frame),
        }
    }

    /// It was drawn.
    fn note_drawn(&mut self) {
        match self {
            RootView::Picker(picker, _) => picker.note_drawn(),
            RootView::Checklist(runtime) => runtime.app.note_drawn(),
        }
    }

    fn resize(&mut self, size: Size) {
        match self {
            RootView::Picker(picker, _) => picker.resize(size),
            RootView::Checklist(runtime) => runtime.resize(size),
        }
    }

    /// Applies one event. Returns what it asks for of the terminal.
    fn take(&mut self, event: Event) -> Vec<Effect> {
        match (self, event) {
            (root, Event::Resize(width, height)) => root.resize(Size::new(width, height)),
            (RootView::Picker(picker, wish), Event::Key(key)) => {
                match Key::pressed(key).and_then(|key| picker.key(key)) {
                    Some(PickerRequest::Redraw) => return vec![Effect::Redraw],
                    Some(PickerRequest::Suspend) => return vec![Effect::Suspend],
                    new => *wish = wish.take().or(new),
                }
            }
            (RootView::Checklist(runtime), Event::Key(key)) => {
                if let Some(key) = Key::pressed(key) {
                    runtime.key(key);
                }
                return runtime.take_terminal_effects();
            }
            (RootView::Picker(picker, wish), Event::Mouse(event)) => {
                *wish = wish.take().or(picker.click(event));
            }
            (RootView::Checklist(runtime), Event::Mouse(event)) => runtime.mouse(event),
            (RootView::Picker(picker, _), Event::Paste(text)) => picker.paste(&text),
            (RootView::Checklist(runtime), Event::Paste(text)) => runtime.paste(&text),
            _ => {}
        }
        Vec::new()
    }

    /// Says something on the last row.
    fn say(&mut self, message: &str) {
        match self {
            RootView::Picker(picker, _) => picker.say(message.to_owned()),
            RootView::Checklist(runtime) => runtime.app.info(message.to_owned()),
        }
    }

    /// Returns whether a task has to be carried out before more keys are applied.
    fn has_task(&self) -> bool {
        match self {
            RootView::Picker(..) => false,
            RootView::Checklist(runtime) => runtime.has_task(),
        }
    }

    /// Carries out the effects. Returns whether that changed what is displayed.
    fn perform(&mut self) -> bool {
        match self {
            RootView::Picker(..) => false,
            RootView::Checklist(runtime) => runtime.perform(),
        }
    }

    /// Takes the bytes to send to the terminal beside the frames.
    fn take_outgoing(&mut self) -> Option<String> {
        match self {
            RootView::Picker(..) => None,
            RootView::Checklist(runtime) => runtime.take_outgoing(),
        }
    }

    /// Checks whether others changed something. Returns whether that changed what is displayed.
    fn check_files(&mut self) -> bool {
        match self {
            RootView::Picker(..) => false,
            RootView::Checklist(runtime) => runtime.check_files(),
        }
    }

    /// Returns whether clicks and the wheel are taken.
    fn wants_mouse(&self) -> bool {
        match self {
            RootView::Picker(picker, _) => picker.mouse,
            RootView::Checklist(runtime) => runtime.app().mouse,
        }
    }

    /// Returns the file to open in the user's editor.
    fn to_edit(&self) -> Option<PathBuf> {
        match self {
            RootView::Picker(..) => None,
            RootView::Checklist(runtime) => runtime.to_edit(),
        }
    }

    fn finish_editor(&mut self, ended: Result<(), EditorError>) {
        if let RootView::Checklist(runtime) = self {
            runtime.finish_editor(ended);
        }
    }

    /// Returns whether no more input is wanted.
    fn is_over(&self) -> bool {
        match self {
            RootView::Picker(_, wish) => wish.is_some(),
            RootView::Checklist(runtime) => runtime.is_over(),
        }
    }

    /// Returns whether all that was done is on disk somewhere.
    pub fn is_everything_saved(&self) -> bool {
        match self {
            RootView::Picker(..) => true,
            RootView::Checklist(runtime) => runtime.is_everything_saved(),
        }
    }

    /// Saves unsaved changes, if needed elsewhere. Returns what the user should know about it.
    pub fn save_now(&mut self) -> Option<String> {
        match self {
            RootView::Picker(..) => None,
            RootView::Checklist(runtime) => runtime.save_now(),
        }
    }
}

/// Takes the root, also after a panic: what it holds is still to be saved.
pub fn lock(root: &Mutex<RootView>) -> MutexGuard<'_, RootView> {
    root.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs until the root is over, or input ends. The root is held but for the time of waiting for input.
///
/// # Errors
///
/// Where the terminal is gone.
pub fn drive<B>(
    root: &Mutex<RootView>,
    terminal: &mut Terminal<B>,
    input: &mut dyn Input,
) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    let mut held = lock(root);
    held.resize(terminal.size().map_err(io::Error::other)?);
    input.set_mouse(held.wants_mouse())?;
    show(&mut held, terminal)?;
    let mut looked = Instant::now();
    let mut ended = false;
    while !held.is_over() && !ended {
        drop(held);
        let arrived = input.wait(GLANCE)?;
        held = lock(root);
        let first = match arrived {
            InputEvent::End => break,
            InputEvent::Nothing => {
                looked = Instant::now();
                if held.check_files() {
                    show(&mut held, terminal)?;
                }
                continue;
            }
            InputEvent::Event(event) => event,
        };
        let mut asked;
        (asked, ended) = take_all(&mut held, first, input)?;
        let call = input.call();
        if call == Some(SignalRequest::Wake) {
            input.wake()?;
            asked.redraw = true;
        }
        if asked.redraw {
            redraw(&mut held, terminal)?;
        }
        input.set_mouse(held.wants_mouse())?;
        show(&mut held, terminal)?;
        let mut changed = held.perform();
        if let Some(file) = held.to_edit() {
            drop(held);
            let ended = input.edit(&file)?;
            held = lock(root);
            held.finish_editor(ended);
            redraw(&mut held, terminal)?;
            changed = true;
        }
        if let Some(sequence) = held.take_outgoing() {
            input.send(&sequence)?;
        }
        // Somebody who types without a pause hears of the others too.
        if looked.elapsed() >= GLANCE {
            looked = Instant::now();
            changed |= held.check_files();
        }
        if asked.suspend && !input.request_suspend()? {
            held.say("Can't suspend: no shell with job control.");
            changed = true;
        }
        if changed {
            show(&mut held, terminal)?;
        }
        if call == Some(SignalRequest::Rest) {
            input.rest()?;
        }
    }
    Ok(())
}

/// Applies an event and all that have arrived after it. After a resize, the events right behind it
/// belong to the same change. Returns the requests, and whether input ended.
fn take_all(
    held: &mut RootView,
    first: Event,
    input: &mut dyn Input,
) -> io::Result<(LoopRequests, bool)> {
    let until = Instant::now() + LONGEST_STORM;
    let mut asked = LoopRequests::default();
    let mut next = Some(first);
    let mut is_storm = false;
    while let Some(event) = next {
        is_storm |= matches!(event, Event::Resize(..));
        let effects = held.take(event);
        asked.redraw |= effects.contains(&Effect::Redraw);
        asked.suspend |= effects.contains(&Effect::Suspend);
        if held.is_over() || held.has_task() {
            break;
        }
        next = input.more()?;
        if next.is_none() && is_storm && Instant::now() < until {
            next = match input.wait(STORM) {
                Ok(InputEvent::Event(event)) => Some(event),
                Ok(InputEvent::End) => return Ok((asked, true)),
                // A lost terminal is reported again after saving.
                Ok(InputEvent::Nothing) | Err(_) => None,
            };
        }
    }
    Ok((asked, false))
}

/// Takes the size on again, which forgets what is on the screen and asks the terminal nothing.
fn redraw<B>(root: &mut RootView, terminal: &mut Terminal<B>) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    let size = terminal.size().map_err(io::Error::other)?;
    root.resize(size);
    terminal
        .resize(Rect::from((Position::ORIGIN, size)))
        .map_err(io::Error::other)
}

fn show<B>(root: &mut RootView, terminal: &mut Terminal<B>) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    terminal
        .draw(|frame| root.draw(frame))
        .map_err(io::Error::other)?;
    root.note_drawn();
    Ok(())
}
