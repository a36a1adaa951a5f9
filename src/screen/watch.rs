//! Ending well when the person cannot say goodbye: signals, and a terminal that is gone.
//!
//! Two threads wait, one for signals and one for the terminal to hang up; both end the process in one way:
//! save, give the terminal back, exit with 128 + the signal. Neither relies on the loop, which may be waiting
//! for input that never comes: where the parent ignores SIGHUP, reading from a terminal that is gone can spin
//! for ever.

use std::fs::File;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use super::stage::Stage;
use super::terminal;
use crate::shown;

/// How long the end waits for the loop to let go of the stage.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long it waits for a terminal that takes no bytes.
const FAREWELL: Duration = Duration::from_millis(500);
/// How long it waits before looking again.
const PAUSE: Duration = Duration::from_millis(5);

/// Whether another program has the terminal.
static LENT: AtomicBool = AtomicBool::new(false);

/// Another program has the terminal from now on: an interrupt that is typed there does not end this one.
pub fn lend() {
    LENT.store(true, Ordering::SeqCst);
}

/// It has given the terminal back.
pub fn take_back() {
    LENT.store(false, Ordering::SeqCst);
}

/// Starts both threads.
///
/// # Errors
///
/// Where the system gives no signals or no threads.
pub fn start(stage: &Arc<Mutex<Stage>>) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    let for_signals = Arc::clone(stage);
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        // What is typed while the terminal is lent is meant for the program that has it.
        let is_for_us = |signal: &i32| !(matches!(*signal, SIGINT | SIGQUIT) && LENT.load(Ordering::SeqCst));
        if let Some(signal) = signals.forever().find(is_for_us) {
            end(&for_signals, signal);
        }
    })?;
    // The terminal itself, not standard input, which may be a pipe.
    if let Ok(tty) = File::open("/dev/tty") {
        let for_terminal = Arc::clone(stage);
        thread::Builder::new().name("terminal".to_owned()).spawn(move || {
            if wait_for_hang_up(&tty) {
                end(&for_terminal, SIGHUP);
            }
        })?;
    }
    Ok(())
}

/// Waits until the terminal hangs up. Asking for no event leaves the ones that are always told: hang-up, error.
fn wait_for_hang_up(tty: &File) -> bool {
    loop {
        let mut watched = [PollFd::new(tty, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => {
                return true;
            }
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// Saves, gives the terminal back and ends the process.
pub fn end(stage: &Mutex<Stage>, signal: i32) -> ! {
    let failed = save(stage);
    // Giving back writes to the terminal, and one that is stopped takes no bytes: don't wait for it for long.
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        terminal::give_back();
        if let Some(why) = failed {
            eprintln!("gonogo: {}", shown::one_line(&why));
        }
        let _ = done.send(());
    });
    let _ = wait.recv_timeout(FAREWELL);
    process::exit(128 + signal)
}

/// Saves what is not saved; what a person should know of it.
fn save(stage: &Mutex<Stage>) -> Option<String> {
    let until = Instant::now() + PATIENCE;
    loop {
        match stage.try_lock() {
            Ok(mut held) => {
                let failed = held.save_now();
                // The loop must not go on with a stage that has been closed.
                std::mem::forget(held);
                return failed;
            }
            Err(TryLockError::Poisoned(held)) => return held.into_inner().save_now(),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}
