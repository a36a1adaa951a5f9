//! What the loop hears, and what it asks of the terminal beside frames: events, signals, a rest, the person's editor.
//!
//! The terminal gives it (`terminal`), and tests do with a script in its place.

use std::io;
use std::path::Path;
use std::time::Duration;

use ratatui::crossterm::event::Event;

use super::editor::EditorError;

/// What signals ask of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Give the terminal back and rest until somebody wakes the process.
    Rest,
    /// Take the terminal over again.
    Wake,
}

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

    /// What a signal asks for.
    fn call(&mut self) -> Option<Call> {
        None
    }

    /// Lets clicks and the wheel come as events, or leaves them to the terminal.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    fn hold_mouse(&mut self, _held: bool) -> io::Result<()> {
        Ok(())
    }

    /// Asks this job to rest, as a shell's user does. Returns whether there is a shell to wake it again.
    ///
    /// # Errors
    ///
    /// Where the system refuses.
    fn ask_to_rest(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    /// Gives the terminal back and stops; returns when somebody lets the process go on.
    ///
    /// # Errors
    ///
    /// Where the system refuses.
    fn rest(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Takes the terminal over again.
    ///
    /// # Errors
    ///
    /// Where it is gone.
    fn wake(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Lends the terminal to the person's editor until it ends.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone; and inside, what the editor did wrong.
    fn edit(&mut self, _file: &Path) -> io::Result<Result<(), EditorError>> {
        Ok(Err(EditorError::NoTerminal))
    }
}
