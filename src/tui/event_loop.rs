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
use super::effect::Ask;
use super::input::{Arrived, Call, Input};
use super::key::Key;
use super::picker::{Picker, Wish};
use super::runtime::Desk;

/// What is on the screen.
#[derive(Debug)]
pub enum Stage {
    /// The choice of a checklist, and what was wished for.
    Picker(Box<Picker>, Option<Wish>),
    /// A walk through a checklist.
    Desk(Box<Desk>),
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
    anew: bool,
    /// Rest in the background.
    rest: bool,
}

impl Stage {
    fn draw(&self, frame: &mut ratatui::Frame) {
        match self {
            Stage::Picker(picker, _) => draw::picker(picker, frame),
            Stage::Desk(desk) => draw::session(desk.session(), frame),
        }
    }

    /// It was drawn.
    fn note_drawn(&mut self) {
        match self {
            Stage::Picker(picker, _) => picker.note_drawn(),
            Stage::Desk(desk) => desk.session.note_drawn(),
        }
    }

    fn resize(&mut self, size: Size) {
        match self {
            Stage::Picker(picker, _) => picker.resize(size),
            Stage::Desk(desk) => desk.resize(size),
        }
    }

    /// Takes one event.
    fn take(&mut self, event: Event) -> Option<Ask> {
        match (self, event) {
            (stage, Event::Resize(width, height)) => stage.resize(Size::new(width, height)),
            (Stage::Picker(picker, wish), Event::Key(key)) => {
                match Key::pressed(key).and_then(|key| picker.key(key)) {
                    Some(Wish::Redraw) => return Some(Ask::Redraw),
                    Some(Wish::Rest) => return Some(Ask::Rest),
                    new => *wish = wish.take().or(new),
                }
            }
            (Stage::Desk(desk), Event::Key(key)) => {
                return Key::pressed(key).and_then(|key| desk.key(key));
            }
            (Stage::Picker(picker, wish), Event::Mouse(event)) => {
                *wish = wish.take().or(picker.click(event));
            }
            (Stage::Desk(desk), Event::Mouse(event)) => desk.mouse(event),
            (Stage::Picker(picker, _), Event::Paste(text)) => picker.paste(&text),
            (Stage::Desk(desk), Event::Paste(text)) => desk.paste(&text),
            _ => {}
        }
        None
    }

    /// Says something on the last row.
    fn say(&mut self, message: &str) {
        match self {
            Stage::Picker(picker, _) => picker.say(message.to_owned()),
            Stage::Desk(desk) => desk.session.message = Some(message.to_owned()),
        }
    }

    /// Whether an errand has to be run before more keys mean what was meant by them.
    fn has_errand(&self) -> bool {
        match self {
            Stage::Picker(..) => false,
            Stage::Desk(desk) => desk.has_errand(),
        }
    }

    /// Performs what the events asked for. Returns whether that changed what is to be seen.
    fn perform(&mut self) -> bool {
        match self {
            Stage::Picker(..) => false,
            Stage::Desk(desk) => desk.perform(),
        }
    }

    /// What is to be sent to the terminal beside the frames.
    fn take_outgoing(&mut self) -> Option<String> {
        match self {
            Stage::Picker(..) => None,
            Stage::Desk(desk) => desk.take_outgoing(),
        }
    }

    /// Looks whether others changed something. Returns whether that changed what is to be seen.
    fn look_around(&mut self) -> bool {
        match self {
            Stage::Picker(..) => false,
            Stage::Desk(desk) => desk.look_around(),
        }
    }

    /// Whether clicks and the wheel are taken.
    fn wants_mouse(&self) -> bool {
        match self {
            Stage::Picker(picker, _) => picker.mouse,
            Stage::Desk(desk) => desk.session().mouse,
        }
    }

    /// The file that the person wants to go on with in their editor.
    fn to_edit(&self) -> Option<PathBuf> {
        match self {
            Stage::Picker(..) => None,
            Stage::Desk(desk) => desk.to_edit(),
        }
    }

    fn end_editing(&mut self, ended: Result<(), EditorError>) {
        if let Stage::Desk(desk) = self {
            desk.end_editing(ended);
        }
    }

    /// Whether no more input is wanted.
    fn is_over(&self) -> bool {
        match self {
            Stage::Picker(_, wish) => wish.is_some(),
            Stage::Desk(desk) => desk.is_over(),
        }
    }

    /// Whether all that was done is on disk somewhere.
    pub fn is_all_kept(&self) -> bool {
        match self {
            Stage::Picker(..) => true,
            Stage::Desk(desk) => desk.is_all_kept(),
        }
    }

    /// Saves what is not saved yet, if need be elsewhere; what a person should know of it.
    pub fn save_now(&mut self) -> Option<String> {
        match self {
            Stage::Picker(..) => None,
            Stage::Desk(desk) => desk.save_now(),
        }
    }
}

/// Takes the stage, also after a panic: what it holds is still to be saved.
pub fn lock(stage: &Mutex<Stage>) -> MutexGuard<'_, Stage> {
    stage.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs until the stage is over, or input ends. The stage is held but for the time of waiting for input.
///
/// # Errors
///
/// Where the terminal is gone.
pub fn drive<B>(
    stage: &Mutex<Stage>,
    terminal: &mut Terminal<B>,
    input: &mut dyn Input,
) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    let mut held = lock(stage);
    held.resize(terminal.size().map_err(io::Error::other)?);
    input.hold_mouse(held.wants_mouse())?;
    show(&mut held, terminal)?;
    let mut looked = Instant::now();
    let mut ended = false;
    while !held.is_over() && !ended {
        drop(held);
        let arrived = input.wait(GLANCE)?;
        held = lock(stage);
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
            asked.anew = true;
        }
        if asked.anew {
            draw_anew(&mut held, terminal)?;
        }
        input.hold_mouse(held.wants_mouse())?;
        show(&mut held, terminal)?;
        let mut changed = held.perform();
        if let Some(file) = held.to_edit() {
            drop(held);
            let ended = input.edit(&file)?;
            held = lock(stage);
            held.end_editing(ended);
            draw_anew(&mut held, terminal)?;
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
        if asked.rest && !input.ask_to_rest()? {
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
fn take_all(held: &mut Stage, first: Event, input: &mut dyn Input) -> io::Result<(Asked, bool)> {
    let until = Instant::now() + LONGEST_STORM;
    let mut asked = Asked::default();
    let mut next = Some(first);
    let mut is_storm = false;
    while let Some(event) = next {
        is_storm |= matches!(event, Event::Resize(..));
        let ask = held.take(event);
        asked.anew |= ask == Some(Ask::Redraw);
        asked.rest |= ask == Some(Ask::Rest);
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
fn draw_anew<B>(stage: &mut Stage, terminal: &mut Terminal<B>) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    let size = terminal.size().map_err(io::Error::other)?;
    stage.resize(size);
    terminal
        .resize(Rect::from((Position::ORIGIN, size)))
        .map_err(io::Error::other)
}

fn show<B>(stage: &mut Stage, terminal: &mut Terminal<B>) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    terminal
        .draw(|frame| stage.draw(frame))
        .map_err(io::Error::other)?;
    stage.note_drawn();
    Ok(())
}
