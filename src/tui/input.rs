//! Everything that the event loop needs of a terminal beside frames: events, signals, suspending, the user's editor.
//!
//! The terminal implements it (`terminal`), and so do tests with a script.

use std::io;
use std::path::Path;
use std::time::Duration;

use ratatui::crossterm::event::Event;

use super::editor::EditorError;

/// A request of a signal to the event loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalRequest {
    /// Release the terminal and suspend.
    Rest,
    /// Take the terminal over again.
    Wake,
}

/// The result of waiting for input.
#[derive(Debug)]
pub enum InputEvent {
    /// An event.
    Event(Event),
    /// None in that time.
    Nothing,
    /// There will be none any more.
    End,
}

/// The source of input.
pub trait Input {
    /// Waits for an event, for so long.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    fn wait(&mut self, patience: Duration) -> io::Result<InputEvent>;

    /// Returns an event that has already arrived.
    ///
    /// # Errors
    ///
    /// None: the next [`KeyReader::wait`](super::reader::KeyReader::wait) reports the end of input.
    fn more(&mut self) -> io::Result<Option<Event>>;

    /// Sends the terminal behind it something else than a frame.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    fn send(&mut self, sequence: &str) -> io::Result<()>;

    /// Returns the request of a signal.
    fn call(&mut self) -> Option<SignalRequest> {
        None
    }

    /// Lets clicks and the wheel come as events, or leaves them to the terminal.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    fn set_mouse(&mut self, _held: bool) -> io::Result<()> {
        Ok(())
    }

    /// Asks to suspend this job. Returns whether there is a shell to continue it.
    ///
    /// # Errors
    ///
    /// Where the system refuses.
    fn request_suspend(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    /// Releases the terminal and suspends; returns when the process is continued.
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
