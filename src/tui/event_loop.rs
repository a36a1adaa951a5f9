//! What is on the screen at the moment, and the loop that brings keys to it.
//!
//! One turn of the loop: all input that has arrived is applied, the screen is drawn once, the effects are
//! performed (one save), the screen is drawn again where that changed it, and only then is more input read. About
//! once a second it is looked whether others saved; where nothing changed, nothing is drawn. While the window is
//! being dragged to another size, the drawing waits until it rests.

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
use super::input::{Arrived, Call, Input};
use super::key::Key;
use super::picker::{Picker, PickerRequest};
use super::runtime::Runtime;

/// What is on the screen.
#[derive(Debug)]
pub enum Root {
    /// The choice of a checklist, and what was wished for.
    Picker(Box<Picker>, Option<PickerRequest>),
    /// A walk through a checklist.
    Checklist(Box<Runtime>),
}

/// How often it is looked whether others saved, or the document was edited.
pub const GLANCE: Duration = Duration::from_secs(1);

/// Changes of size that follow each other faster are one.
const STORM: Duration = Duration::from_millis(30);
/// A storm of them that lasts longer is drawn all the same.
const LONGEST_STORM: Duration = Duration::from_millis(300);

/// What the events of one turn ask for.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    /// Draw every cell anew.
    redraw: bool,
    /// Rest in the background.
    suspend: bool,
}

impl Root {
    fn draw(&self, frame: &mut ratatui::Frame) {
        match self {
            Root::Picker(picker, _) => draw::picker(picker, frame),
            Root::Checklist(runtime) => draw::app(runtime.app(), frame),
        }
    }

    /// It was drawn.
    fn note_drawn(&mut self) {
        match self {
            Root::Picker(picker, _) => picker.note_drawn(),
            Root::Checklist(runtime) => runtime.app.note_drawn(),
        }
    }

    fn resize(&mut self, size: Size) {
        match self {
            Root::Picker(picker, _) => picker.resize(size),
            Root::Checklist(runtime) => runtime.resize(size),
        }
    }

    /// Applies one event. Returns what it asks for of the terminal.
    fn take(&mut self, event: Event) -> Vec<Effect> {
        match (self, event) {
            (root, Event::Resize(width, height)) => root.resize(Size::new(width, height)),
            (Root::Picker(picker, wish), Event::Key(key)) => {
                match Key::pressed(key).and_then(|key| picker.key(key)) {
                    Some(PickerRequest::Redraw) => return vec![Effect::Redraw],
                    Some(PickerRequest::Rest) => return vec![Effect::Suspend],
                    new => *wish = wish.take().or(new),
                }
            }
            (Root::Checklist(runtime), Event::Key(key)) => {
                if let Some(key) = Key::pressed(key) {
                    runtime.key(key);
                }
                return runtime.take_terminal_effects();
            }
            (Root::Picker(picker, wish), Event::Mouse(event)) => {
                *wish = wish.take().or(picker.click(event));
            }
            (Root::Checklist(runtime), Event::Mouse(event)) => runtime.mouse(event),
            (Root::Picker(picker, _), Event::Paste(text)) => picker.paste(&text),
            (Root::Checklist(runtime), Event::Paste(text)) => runtime.paste(&text),
            _ => {}
        }
        Vec::new()
    }

    /// Says something on the last row.
    fn say(&mut self, message: &str) {
        match self {
            Root::Picker(picker, _) => picker.say(message.to_owned()),
            Root::Checklist(runtime) => runtime.app.info(message.to_owned()),
        }
    }

    /// Whether an errand has to be run before more keys mean what was meant by them.
    fn has_errand(&self) -> bool {
        match self {
            Root::Picker(..) => false,
            Root::Checklist(runtime) => runtime.has_errand(),
        }
    }

    /// Performs what the events asked for. Returns whether that changed what is to be seen.
    fn perform(&mut self) -> bool {
        match self {
            Root::Picker(..) => false,
            Root::Checklist(runtime) => runtime.perform(),
        }
    }

    /// What is to be sent to the terminal beside the frames.
    fn take_outgoing(&mut self) -> Option<String> {
        match self {
            Root::Picker(..) => None,
            Root::Checklist(runtime) => runtime.take_outgoing(),
        }
    }

    /// Looks whether others changed something. Returns whether that changed what is to be seen.
    fn look_around(&mut self) -> bool {
        match self {
            Root::Picker(..) => false,
            Root::Checklist(runtime) => runtime.look_around(),
        }
    }

    /// Whether clicks and the wheel are taken.
    fn wants_mouse(&self) -> bool {
        match self {
            Root::Picker(picker, _) => picker.mouse,
            Root::Checklist(runtime) => runtime.app().mouse,
        }
    }

    /// The file that the person wants to go on with in their editor.
    fn to_edit(&self) -> Option<PathBuf> {
        match self {
            Root::Picker(..) => None,
            Root::Checklist(runtime) => runtime.to_edit(),
        }
    }

    fn end_editing(&mut self, ended: Result<(), EditorError>) {
        if let Root::Checklist(runtime) = self {
            runtime.end_editing(ended);
        }
    }

    /// Whether no more input is wanted.
    fn is_over(&self) -> bool {
        match self {
            Root::Picker(_, wish) => wish.is_some(),
            Root::Checklist(runtime) => runtime.is_over(),
        }
    }

    /// Whether all that was done is on disk somewhere.
    pub fn is_all_kept(&self) -> bool {
        match self {
            Root::Picker(..) => true,
            Root::Checklist(runtime) => runtime.is_all_kept(),
        }
    }

    /// Saves what is not saved yet, if need be elsewhere; what a person should know of it.
    pub fn save_now(&mut self) -> Option<String> {
        match self {
            Root::Picker(..) => None,
            Root::Checklist(runtime) => runtime.save_now(),
        }
    }
}

/// Takes the root, also after a panic: what it holds is still to be saved.
pub fn lock(root: &Mutex<Root>) -> MutexGuard<'_, Root> {
    root.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs until the root is over, or input ends. The root is held but for the time of waiting for input.
///
/// # Errors
///
/// Where the terminal is gone.
pub fn drive<B>(
    root: &Mutex<Root>,
    terminal: &mut Terminal<B>,
    input: &mut dyn Input,
) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    let mut held = lock(root);
    held.resize(terminal.size().map_err(io::Error::other)?);
    input.hold_mouse(held.wants_mouse())?;
    show(&mut held, terminal)?;
    let mut looked = Instant::now();
    let mut ended = false;
    while !held.is_over() && !ended {
        drop(held);
        let arrived = input.wait(GLANCE)?;
        held = lock(root);
        let first = match arrived {
            Arrived::End => break,
            Arrived::Nothing => {
                looked = Instant::now();
                if held.look_around() {
                    show(&mut held, terminal)?;
                }
                continue;
            }
            Arrived::Event(event) => event,
        };
        let mut asked;
        (asked, ended) = take_all(&mut held, first, input)?;
        let call = input.call();
        if call == Some(Call::Wake) {
            input.wake()?;
            asked.redraw = true;
        }
        if asked.redraw {
            redraw(&mut held, terminal)?;
        }
        input.hold_mouse(held.wants_mouse())?;
        show(&mut held, terminal)?;
        let mut changed = held.perform();
        if let Some(file) = held.to_edit() {
            drop(held);
            let ended = input.edit(&file)?;
            held = lock(root);
            held.end_editing(ended);
            redraw(&mut held, terminal)?;
            changed = true;
        }
        if let Some(sequence) = held.take_outgoing() {
            input.send(&sequence)?;
        }
        // Somebody who types without a pause hears of the others too.
        if looked.elapsed() >= GLANCE {
            looked = Instant::now();
            changed |= held.look_around();
        }
        if asked.suspend && !input.ask_to_rest()? {
            held.say("No shell waits behind this program that could bring it back.");
            changed = true;
        }
        if changed {
            show(&mut held, terminal)?;
        }
        if call == Some(Call::Rest) {
            input.rest()?;
        }
    }
    Ok(())
}

/// Takes an event and all that have arrived after it. Where the size changes, what comes right after belongs to the
/// same change. Returns what was asked for, and whether input ended.
fn take_all(held: &mut Root, first: Event, input: &mut dyn Input) -> io::Result<(Asked, bool)> {
    let until = Instant::now() + LONGEST_STORM;
    let mut asked = Asked::default();
    let mut next = Some(first);
    let mut is_storm = false;
    while let Some(event) = next {
        is_storm |= matches!(event, Event::Resize(..));
        let effects = held.take(event);
        asked.redraw |= effects.contains(&Effect::Redraw);
        asked.suspend |= effects.contains(&Effect::Suspend);
        if held.is_over() || held.has_errand() {
            break;
        }
        next = input.more()?;
        if next.is_none() && is_storm && Instant::now() < until {
            next = match input.wait(STORM) {
                Ok(Arrived::Event(event)) => Some(event),
                Ok(Arrived::End) => return Ok((asked, true)),
                // A terminal that is gone says so again, when what was typed is saved.
                Ok(Arrived::Nothing) | Err(_) => None,
            };
        }
    }
    Ok((asked, false))
}

/// Takes the size on again, which forgets what is on the screen and asks the terminal nothing.
fn redraw<B>(root: &mut Root, terminal: &mut Terminal<B>) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    let size = terminal.size().map_err(io::Error::other)?;
    root.resize(size);
    terminal
        .resize(Rect::from((Position::ORIGIN, size)))
        .map_err(io::Error::other)
}

fn show<B>(root: &mut Root, terminal: &mut Terminal<B>) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    terminal
        .draw(|frame| root.draw(frame))
        .map_err(io::Error::other)?;
    root.note_drawn();
    Ok(())
}
