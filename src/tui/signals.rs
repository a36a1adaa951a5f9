//! Saves and exits on signals and hang-up. Suspending and continuing are passed to the event loop.
//!
//! Two threads wait, one for signals and one for the terminal to hang up; both end the process the same way: save, restore
//! the terminal, exit with 128 + the signal. Neither relies on the event loop, which may be waiting for input that never
//! comes: where the parent ignores SIGHUP, reading from a terminal that is gone can spin forever.

use std::fs::{self, File};
use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
};
use signal_hook::iterator::{Handle, Signals};

use super::event_loop::RootView;
use super::input::SignalRequest;
use super::save;
use super::terminal;
use crate::sanitize;

/// The time that the exit waits for the event loop: longer than a save waits for another process,
/// so that a failed save is retried elsewhere.
const PATIENCE: Duration = save::PATIENCE.saturating_add(Duration::from_secs(1));
/// The time that it waits for a terminal that accepts no bytes.
const FAREWELL: Duration = Duration::from_millis(500);
/// The time for keys that arrived together with the signal, like the last ones before a connection
/// is cut.
const LAST_KEYS: Duration = Duration::from_millis(20);
/// The interval between two checks.
const PAUSE: Duration = Duration::from_millis(5);

/// The signals that end a program and are sent by schedulers, limits and other programs. Faults
/// such as SIGSEGV aren't among them: the process can't continue after those.
const ENDINGS: [i32; 9] = [
    SIGABRT, SIGALRM, SIGIO, SIGPROF, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGPWR,
];
/// A power failure. Systems other than Linux have no such signal.
const SIGPWR: i32 = if cfg!(target_os = "linux") {
    30
} else {
    SIGUSR1
};
/// The signals that are free for any use (signal(7), “Real-time signals”); the C library keeps the first ones.
const FREE: std::ops::RangeInclusive<i32> = 34..=64;

/// The message where the event loop is stuck, for example because the terminal accepts no bytes.
const BUSY: &str = "the last change may not be saved: gonogo was stopped while saving; reopen the checklist to check";

/// A request of a signal to the event loop.
#[derive(Debug, Default)]
pub struct SignalRequests {
    rest: AtomicBool,
    wake: AtomicBool,
    lent: AtomicBool,
}

impl SignalRequests {
    /// Returns the next request. A suspend followed by a continue before either was handled is only
    /// a continue.
    pub fn take(&self) -> Option<SignalRequest> {
        let (wake, rest) = (
            self.wake.swap(false, Ordering::SeqCst),
            self.rest.swap(false, Ordering::SeqCst),
        );
        if wake {
            Some(SignalRequest::Wake)
        } else {
            rest.then_some(SignalRequest::Rest)
        }
    }

    /// True while another program has the terminal.
    pub fn set_lent(&self, lent: bool) {
        self.lent.store(lent, Ordering::SeqCst);
    }

    /// Does for a signal what it asks for, where this can be done without the loop. Returns whether it was done.
    fn is_done(&self, signal: i32) -> bool {
        let is_typed = matches!(signal, SIGINT | SIGQUIT | SIGTSTP | SIGCONT);
        if !self.lent.load(Ordering::SeqCst) || !is_typed {
            return false;
        }
        // The editor rests, and all of its job has to, or the shell waits for ever.
        if signal == SIGTSTP && terminal::can_be_woken().unwrap_or(false) {
            let _ = signal_hook::low_level::raise(SIGSTOP);
        }
        true
    }

    /// Passes a signal on, and wakes the loop from its waiting: a change of the window's size does that.
    fn call(&self, signal: i32) {
        let flag = if signal == SIGTSTP {
            &self.rest
        } else {
            &self.wake
        };
        flag.store(true, Ordering::SeqCst);
        let _ = signal_hook::low_level::raise(SIGWINCH);
    }
}

/// Starts both threads.
///
/// # Errors
///
/// Where the system gives no signals or no threads.
pub fn start(root: &Arc<Mutex<RootView>>) -> std::io::Result<Arc<SignalRequests>> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT])?;
    watch_hang_up(&signals.handle());
    let for_signals = Arc::clone(root);
    let calls = Arc::new(SignalRequests::default());
    let for_loop = Arc::clone(&calls);
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                match signal {
                    // What is typed while the terminal is lent is meant for the program that has it.
                    signal if calls.is_done(signal) => {}
                    SIGTSTP | SIGCONT => calls.call(signal),
                    signal => end(&for_signals, signal),
                }
            }
        })?;
    // The terminal itself, not standard input, which may be a pipe.
    if let Ok(tty) = File::open("/dev/tty") {
        let for_terminal = Arc::clone(root);
        thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || {
                if wait_for_hang_up(&tty) {
                    end(&for_terminal, SIGHUP);
                }
            })?;
    }
    Ok(for_loop)
}

/// Watches for the other signals that end a program, but for those that its parent has it ignore: they end nothing.
fn watch_hang_up(signals: &Handle) {
    let ignored = ignored();
    let free = FREE.filter(|_| cfg!(target_os = "linux"));
    for signal in ENDINGS.into_iter().chain(free) {
        if ignored >> (signal - 1) & 1 == 0 {
            // A system that lacks one never sends it.
            let _ = signals.add_signal(signal);
        }
    }
}

/// Returns the signals that this process ignores, one bit each, from Linux (proc(5), `SigIgn`);
/// none elsewhere.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or_default()
}

/// Waits until the terminal hangs up. No event is requested: hang-up and error are always reported.
fn wait_for_hang_up(tty: &File) -> bool {
    loop {
        let mut watched = [PollFd::new(tty, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_)
                if watched[0]
                    .revents()
                    .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) =>
            {
                return true;
            }
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// Saves, gives the terminal back and ends the process.
pub fn end(root: &Mutex<RootView>, signal: i32) -> ! {
    let failed = save(root);
    // Restoring writes to the terminal, and a stopped one accepts no bytes: don't wait for long.
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        terminal::give_back();
        if let Some(why) = failed {
            let _ = writeln!(io::stderr(), "gonogo: {}", sanitize::one_line(&why));
        }
        let _ = done.send(());
    });
    let _ = wait.recv_timeout(FAREWELL);
    process::exit(128 + signal)
}

/// Saves unsaved changes. Returns what the user should know about it.
fn save(root: &Mutex<RootView>) -> Option<String> {
    let until = Instant::now() + PATIENCE;
    thread::sleep(LAST_KEYS);
    loop {
        match root.try_lock() {
            Ok(mut held) => {
                let failed = held.save_now();
                // The loop must not go on with a root that has been closed.
                std::mem::forget(held);
                return failed;
            }
            Err(TryLockError::Poisoned(held)) => return held.into_inner().save_now(),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Some(BUSY.to_owned()),
        }
    }
}
