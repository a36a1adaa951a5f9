//! What is on the screen at the moment, and the loop that brings keys to it.
//!
//! One turn of the loop: all input that has arrived is applied, the screen is drawn once, the effects are
//! performed (one save), the screen is drawn again where that changed it, and only then is more input read. About
//! once a second it is looked whether others saved; where nothing changed, nothing is drawn.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::Event;
use ratatui::layout::{Position, Rect, Size};

use super::desk::Desk;
use super::draw;
use super::key::Key;
use super::picker::{Picker, Wish};

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

/// What came of waiting for input.
#[derive(Debug)]
pub enum Arrived {
    /// An event.
    Event(Event),
    /// None in that time.
    Nothing,
    /// There will be none any more.
    End,
}

/// Where input comes from.
pub trait Input {
    /// Waits for an event, for so long.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    fn wait(&mut self, patience: Duration) -> io::Result<Arrived>;

    /// An event that has arrived already.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    fn more(&mut self) -> io::Result<Option<Event>>;

    /// Sends the terminal behind it something else than a frame.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    fn send(&mut self, sequence: &str) -> io::Result<()>;
}

impl Stage {
    fn draw(&self, frame: &mut ratatui::Frame) {
        match self {
            Stage::Picker(picker, _) => draw::picker(picker, frame),
            Stage::Desk(desk) => draw::session(desk.session(), frame),
        }
    }

    fn resize(&mut self, size: Size) {
        match self {
            Stage::Picker(picker, _) => picker.resize(size),
            Stage::Desk(desk) => desk.resize(size),
        }
    }

    /// Takes one event. Returns whether all has to be drawn anew.
    fn take(&mut self, event: Event) -> bool {
        match (self, event) {
            (stage, Event::Resize(width, height)) => stage.resize(Size::new(width, height)),
            (Stage::Picker(picker, wish), Event::Key(key)) => {
                let new = Key::pressed(key).and_then(|key| picker.key(key));
                if new == Some(Wish::Redraw) {
                    return true;
                }
                *wish = wish.take().or(new);
            }
            (Stage::Desk(desk), Event::Key(key)) => {
                return Key::pressed(key).is_some_and(|key| desk.key(key));
            }
            (Stage::Picker(picker, _), Event::Paste(text)) => picker.paste(&text),
            (Stage::Desk(desk), Event::Paste(text)) => desk.paste(&text),
            _ => {}
        }
        false
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
pub fn drive<B>(stage: &Mutex<Stage>, terminal: &mut Terminal<B>, input: &mut dyn Input) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    let mut held = lock(stage);
    held.resize(terminal.size().map_err(io::Error::other)?);
    show(&held, terminal)?;
    let mut looked = Instant::now();
    while !held.is_over() {
        drop(held);
        let arrived = input.wait(GLANCE)?;
        held = lock(stage);
        let first = match arrived {
            Arrived::End => break,
            Arrived::Nothing => {
                looked = Instant::now();
                if held.look_around() {
                    show(&held, terminal)?;
                }
                continue;
            }
            Arrived::Event(event) => event,
        };
        let mut anew = held.take(first);
        while !held.is_over() && !held.has_errand() {
            let Some(event) = input.more()? else { break };
            anew |= held.take(event);
        }
        if anew {
            // Taking the size on again forgets what is on the screen, and asks the terminal nothing.
            let size = terminal.size().map_err(io::Error::other)?;
            terminal.resize(Rect::from((Position::ORIGIN, size))).map_err(io::Error::other)?;
        }
        show(&held, terminal)?;
        let mut changed = held.perform();
        if let Some(sequence) = held.take_outgoing() {
            input.send(&sequence)?;
        }
        // Somebody who types without a pause hears of the others too.
        if looked.elapsed() >= GLANCE {
            looked = Instant::now();
            changed |= held.look_around();
        }
        if changed {
            show(&held, terminal)?;
        }
    }
    Ok(())
}

fn show<B>(stage: &Stage, terminal: &mut Terminal<B>) -> io::Result<()>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    terminal.draw(|frame| stage.draw(frame)).map(|_| ()).map_err(io::Error::other)
}
