//! Taking the terminal over and giving it back.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use ratatui::crossterm::style::force_color_output;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{execute, queue};

use super::clipboard;
use super::stage::{Arrived, Input};
use crate::config;

/// Room for a whole frame, so that it goes out in one write.
const FRAME: usize = 64 * 1024;
/// How long to wait for input that has arrived already. With no time at all the terminal is not even asked.
const ARRIVED: Duration = Duration::from_micros(100);

/// The terminal that the screen is drawn on.
pub type Screen = Terminal<CrosstermBackend<FrameWriter>>;

/// Whether there is a terminal to draw on and to read keys from.
pub fn is_there() -> bool {
    io::stdout().is_terminal() && (io::stdin().is_terminal() || std::fs::File::open("/dev/tty").is_ok())
}

/// Takes the terminal over. It is asked nothing, as an answer may never come.
///
/// # Errors
///
/// Where it is gone.
pub fn take() -> io::Result<Screen> {
    // Whether to use colour is decided by the theme alone.
    force_color_output(true);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    Terminal::new(CrosstermBackend::new(FrameWriter(BufWriter::with_capacity(FRAME, io::stdout()))))
}

/// Gives the terminal back as it was. Errors are passed over: a terminal that is gone needs nothing back.
pub fn give_back() {
    let _ = execute!(io::stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Sends each frame as one synchronized update, which terminals that know it show at once.
#[derive(Debug)]
pub struct FrameWriter(BufWriter<Stdout>);

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.buffer().is_empty() {
            queue!(self.0, BeginSynchronizedUpdate)?;
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.0.buffer().is_empty() {
            queue!(self.0, EndSynchronizedUpdate)?;
        }
        self.0.flush()
    }
}

/// Keys from the terminal.
#[derive(Debug, Default)]
pub struct Keyboard;

impl Input for Keyboard {
    fn send(&mut self, sequence: &str) -> io::Result<()> {
        // Every frame is flushed, so nothing is in between.
        let mut out = io::stdout();
        let wrapped = config::is_in_gnu_screen().then(|| clipboard::through_screen(sequence));
        out.write_all(wrapped.as_deref().unwrap_or(sequence).as_bytes())?;
        out.flush()
    }

    fn wait(&mut self, patience: Duration) -> io::Result<Arrived> {
        if event::poll(patience)? { event::read().map(Arrived::Event) } else { Ok(Arrived::Nothing) }
    }

    fn more(&mut self) -> io::Result<Option<Event>> {
        if event::poll(ARRIVED)? { event::read().map(Some) } else { Ok(None) }
    }
}
