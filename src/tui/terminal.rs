//! Takes over and restores the terminal: at the start, at the end, and around a suspend. It reads bytes, which `decoder`
//! decodes.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Stdout, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::crossterm::event::Event;
use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{SIGSTOP, SIGWINCH};
use signal_hook::low_level::pipe;

use super::backend::DiffBackend;
use super::clipboard;
use super::editor::{self, EditorError};
use super::input::{Input, InputEvent, SignalRequest};
use super::reader::{KeyReader, ReaderEvent, Source};
use super::signals::SignalRequests;
use crate::config;

/// So many bytes are read at once.
const BYTES: usize = 4096;
/// The alternate screen, with bracketed paste and without a cursor (private modes 1049, 2004 and 25).
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// The codes that restore the terminal: they end an open frame and turn the mouse off.
const LEAVE: &str = "\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[m\x1b[?1049l\x1b[?25h";
/// Turns on presses and the wheel (mode 1000) in decimal numbers (1006). Motion isn't reported.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1000l";

/// True if the terminal is taken over at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal that the screen is drawn on.
pub type Screen = Terminal<DiffBackend<Stdout>>;

/// Returns whether there is a terminal to draw on and to read keys from; `behind` standard input,
/// if that is taken.
pub fn is_there(behind: bool) -> bool {
    let keys = if behind {
        std::fs::File::open("/dev/tty").is_ok()
    } else {
        io::stdin().is_terminal()
    };
    io::stdout().is_terminal() && keys
}

/// Takes the terminal over. It is asked nothing, as an answer may never come.
///
/// # Errors
///
/// Where it is gone.
pub fn take() -> io::Result<Screen> {
    seize()?;
    let size = || size().map(|(width, height)| Size { width, height });
    Terminal::new(DiffBackend::new(io::stdout(), size))
}

fn seize() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    send(ENTER)
}

/// Gives the terminal back as it was, if it is taken. Errors are passed over: a terminal that is gone needs nothing
/// back.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = send(LEAVE);
        let _ = disable_raw_mode();
    }
}

fn send(codes: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(codes.as_bytes())?;
    out.flush()
}

/// The bytes of the terminal, and the word that its size has changed.
#[derive(Debug)]
struct Tty {
    keys: File,
    /// Something to read comes here with every SIGWINCH.
    resized: UnixStream,
}

impl Tty {
    /// The terminal of standard input, or the one behind it, if that is taken.
    fn open() -> io::Result<Tty> {
        let stdin = io::stdin();
        let keys = if stdin.is_terminal() {
            File::from(stdin.as_fd().try_clone_to_owned()?)
        } else {
            File::open("/dev/tty")?
        };
        let (resized, told) = UnixStream::pair()?;
        resized.set_nonblocking(true)?;
        told.set_nonblocking(true)?;
        pipe::register(SIGWINCH, told)?;
        Ok(Tty { keys, resized })
    }
}

impl Source for Tty {
    fn read(&mut self, patience: Duration, bytes: &mut Vec<u8>) -> io::Result<ReaderEvent> {
        let patience = Timespec::try_from(patience).map_err(io::Error::other)?;
        let (keys, resized) = loop {
            let mut both = [
                PollFd::new(&self.keys, PollFlags::IN),
                PollFd::new(&self.resized, PollFlags::IN),
            ];
            match poll(&mut both, Some(&patience)) {
                Ok(_) => break (both[0].revents(), both[1].revents()),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        };
        if !keys.is_empty() {
            let mut read = [0; BYTES];
            // A terminal that is gone is always ready, and gives nothing.
            return match self.keys.read(&mut read) {
                Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(length) => {
                    bytes.extend_from_slice(&read[..length]);
                    Ok(ReaderEvent::Bytes)
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(ReaderEvent::Bytes),
                Err(error) => Err(error),
            };
        }
        if resized.is_empty() {
            return Ok(ReaderEvent::Nothing);
        }
        // Several signals are one resize.
        while self
            .resized
            .read(&mut [0; BYTES])
            .is_ok_and(|length| length > 0)
        {}
        size().map(|(width, height)| ReaderEvent::Size(width, height))
    }
}

/// The keyboard and the mouse of the terminal, and what signals ask for.
#[derive(Debug)]
pub struct Keyboard {
    reader: KeyReader<Tty>,
    calls: Arc<SignalRequests>,
    mouse: bool,
}

impl Keyboard {
    /// Creates the keyboard, with these signals. From now on no resize is missed.
    ///
    /// # Errors
    ///
    /// Without a terminal to read from, or where the system reports no resizes.
    pub fn new(calls: Arc<SignalRequests>) -> io::Result<Keyboard> {
        Ok(Keyboard {
            reader: KeyReader::new(Tty::open()?),
            calls,
            mouse: false,
        })
    }
}

impl Input for Keyboard {
    fn send(&mut self, sequence: &str) -> io::Result<()> {
        // Every frame is flushed, so nothing is in between.
        let mut out = io::stdout();
        let wrapped = config::is_in_gnu_screen().then(|| clipboard::through_screen(sequence));
        out.write_all(wrapped.as_deref().unwrap_or(sequence).as_bytes())?;
        out.flush()
    }

    fn wait(&mut self, patience: Duration) -> io::Result<InputEvent> {
        self.reader.wait(patience)
    }

    fn more(&mut self) -> io::Result<Option<Event>> {
        self.reader.more()
    }

    /// Keys typed meanwhile are for the editor, interrupts and suspends too.
    fn edit(&mut self, file: &Path) -> io::Result<Result<(), EditorError>> {
        let command = config::editor();
        self.calls.set_lent(true);
        give_back();
        let ended = editor::run(&command, file);
        let woken = self.wake();
        self.calls.set_lent(false);
        woken.map(|()| ended)
    }

    fn call(&mut self) -> Option<SignalRequest> {
        self.calls.take()
    }

    fn set_mouse(&mut self, held: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.mouse, held) == held {
            return Ok(());
        }
        send(if held { MOUSE } else { NO_MOUSE })
    }

    /// Asks all of this job to rest, as the terminal itself would: what else is part of it rests too. This process
    /// hears of it as of a signal from anywhere.
    fn request_suspend(&mut self) -> io::Result<bool> {
        if !can_be_woken()? {
            return Ok(false);
        }
        kill_current_process_group(Signal::TSTP)?;
        Ok(true)
    }

    fn rest(&mut self) -> io::Result<()> {
        if can_be_woken()? {
            give_back();
            signal_hook::low_level::raise(SIGSTOP)?;
        }
        Ok(())
    }

    /// The shell may have changed the terminal: all modes are set again.
    fn wake(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        seize()?;
        send(if self.mouse { MOUSE } else { "" })
    }
}

/// Returns whether a shell could continue this process. Shells with job control give every job its
/// own group; a process in the group of the session's leader was started by no such shell, and the
/// system doesn't stop it either (POSIX, “orphaned process group”).
pub(super) fn can_be_woken() -> io::Result<bool> {
    Ok(getpgrp() != getsid(None)?)
}
