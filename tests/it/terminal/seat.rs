//! The real binary in a pseudo-terminal, for tests and pictures.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::progress_schema::Watched;

/// Longer than anything here takes, so that a hang becomes a failure.
const PATIENCE: Duration = Duration::from_secs(20);

/// The user's state folder, inside the folder of the checklist.
pub const STATE: &str = ".state";

/// The program in a pseudo-terminal. In the end, what it saved has to keep to the schema.
pub struct Seat {
    folder: PathBuf,
    watched: Watched,
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    /// Tells the reader to let go of the terminal.
    leaving: Arc<AtomicBool>,
    screen: vt100::Parser,
    /// What was written and not yet asked for.
    written: Vec<u8>,
}

/// Asks the shell for job control; it says when the program rests, waits for a line, and wakes it.
const SHELL: &str = "\
set -m
sh -c 'echo $$ >pid; exec \"$0\" \"$@\"' \"$0\" \"$@\"
status=$?
while test $status -ge 147; do n=$((n + 1)); echo resting $n; read line; fg >/dev/null; status=$?; done
echo over";
impl Drop for Seat {
    fn drop(&mut self) {
        self.watched.look_again(&self.folder);
    }
}

impl Seat {
    /// Starts the program in `folder` with these arguments, on a terminal of 80 by 24.
    pub fn start(folder: &Path, arguments: &[&str]) -> Seat {
        Seat::start_with(folder, arguments, &[])
    }

    /// Starts it with these variables besides the usual ones.
    pub fn start_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Seat {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gonogo"));
        command.args(arguments);
        Seat::spawn(folder, command, &[], variables)
    }

    /// Starts it under a parent that ignores SIGHUP, as `nohup` does.
    pub fn start_ignoring_hang_up(folder: &Path, arguments: &[&str]) -> Seat {
        Seat::start_ignoring(folder, "HUP", arguments)
    }

    /// Starts it under a parent that ignores signals, with their names as the shell has them.
    pub fn start_ignoring(folder: &Path, signals: &str, arguments: &[&str]) -> Seat {
        let mut shell = CommandBuilder::new("sh");
        let run = format!("trap '' {signals}; exec \"$0\" \"$@\"");
        shell.args(["-c", &run, env!("CARGO_BIN_EXE_gonogo")]);
        Seat::spawn(folder, shell, arguments, &[])
    }

    /// Starts it under a umask, as the shell has it.
    pub fn start_under_umask(folder: &Path, umask: &str, arguments: &[&str]) -> Seat {
        let mut shell = CommandBuilder::new("sh");
        let run = format!("umask {umask}; exec \"$0\" \"$@\"");
        shell.args(["-c", &run, env!("CARGO_BIN_EXE_gonogo")]);
        Seat::spawn(folder, shell, arguments, &[])
    }

    /// Starts it as a job of a shell, which is told `go` to wake it when it rests.
    pub fn start_as_job(folder: &Path, arguments: &[&str]) -> Seat {
        Seat::start_as_job_with(folder, arguments, &[])
    }

    /// Starts it as a job of a shell, with these variables besides the usual ones.
    pub fn start_as_job_with(
        folder: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Seat {
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-c", SHELL, env!("CARGO_BIN_EXE_gonogo")]);
        Seat::spawn(folder, shell, arguments, variables)
    }

    /// Starts it in a tmux of its own, which waits as long for what follows Esc as it does by default.
    pub fn start_in_tmux(folder: &Path, arguments: &[&str]) -> Seat {
        let mut tmux = CommandBuilder::new("tmux");
        tmux.args([
            "-S",
            "tmux",
            "-f",
            "/dev/null",
            "new-session",
            env!("CARGO_BIN_EXE_gonogo"),
        ]);
        Seat::spawn(folder, tmux, arguments, &[])
    }

    fn spawn(
        folder: &Path,
        mut command: CommandBuilder,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Seat {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        command.args(["--by", "lead@bastion-1"]);
        command.args(arguments);
        command.cwd(folder);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/bin:/bin"),
            ("GONOGO_NOW", "2026-11-21T21:04:05Z"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", folder);
        command.env("XDG_STATE_HOME", folder.join(STATE));
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = Some(pair.master.take_writer().unwrap());
        let (send, output) = mpsc::channel();
        let leaving = Arc::new(AtomicBool::new(false));
        let left = Arc::clone(&leaving);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                if send.send(bytes[..length].to_vec()).is_err() || left.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(24, 80, 0);
        Seat {
            folder: folder.to_owned(),
            watched: Watched::folder(folder),
            child,
            master: Some(pair.master),
            keys,
            output,
            reader: Some(reader),
            leaving,
            screen,
            written: Vec::new(),
        }
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self.screen.screen_mut().set_size(height, width);
    }

    /// What was written since this was asked before.
    pub fn written(&mut self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut self.written)).into_owned()
    }

    /// The id of the program, where it is a shell's job.
    pub fn job(&self) -> Pid {
        let text = fs::read_to_string(self.folder.join("pid")).unwrap();
        Pid::from_raw(text.trim().parse().unwrap()).unwrap()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.written.extend(bytes);
    }

    /// Types keys.
    pub fn type_keys(&mut self, keys: &str) {
        self.type_bytes(keys.as_bytes());
    }

    /// Types bytes, which need not be text.
    pub fn type_bytes(&mut self, bytes: &[u8]) {
        self.keys.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Waits until the screen shows what is looked for.
    pub fn wait_until(&mut self, what: &str, seen: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        while self.is_in_frame() || !seen(&self.screen.screen().contents()) {
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("{what}: {error}\n{}", self.screen.screen().contents()),
            }
        }
    }

    /// Whether only a part of a frame has arrived.
    fn is_in_frame(&self) -> bool {
        let last = |code: &[u8]| {
            self.written
                .windows(code.len())
                .rposition(|bytes| bytes == code)
        };
        last(b"\x1b[?2026h") > last(b"\x1b[?2026l")
    }

    /// Waits until something holds that the screen does not show; looks again with every change and now and then.
    pub fn wait_until_true(&mut self, what: &str, holds: impl Fn() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !holds() {
            assert!(
                Instant::now() < until,
                "{what}\n{}",
                self.screen.screen().contents()
            );
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.screen.process(&bytes);
            }
        }
    }

    /// Waits until the program has ended, where another still holds the terminal.
    pub fn wait_for_exit(&mut self) {
        self.child.wait().unwrap();
    }

    /// What is to be seen.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// Takes the terminal away, as a dropped connection does. Letting go of its writing side sends a line feed and an
    /// end of file (a courtesy of the crate to shells), so a field of one line may be taken with it.
    pub fn hang_up(&mut self) {
        // The reader holds the terminal too, and waits: the key makes the program write, which wakes it.
        self.leaving.store(true, Ordering::SeqCst);
        self.type_keys("j");
        self.reader.take().unwrap().join().unwrap();
        self.keys = None;
        self.master = None;
    }

    /// Waits for the end, and returns the exit status.
    pub fn end(&mut self) -> u32 {
        // The terminal's other side closes when the program ends, and with it the output.
        let until = Instant::now() + PATIENCE;
        while let Ok(bytes) = self
            .output
            .recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            self.take(&bytes);
        }
        assert!(
            Instant::now() < until,
            "it does not end\n{}",
            self.screen.screen().contents()
        );
        self.child.wait().unwrap().exit_code()
    }

    /// The progress file of `launch.md`; nothing where there is none.
    pub fn progress(&self) -> String {
        fs::read_to_string(self.folder.join("launch.gonogo.json")).unwrap_or_default()
    }

    /// The names in the folder, apart from the state folder of the tests.
    pub fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| name != STATE);
        names.sort();
        names
    }

    /// Fails where the terminal is not as it was before.
    pub fn assert_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
    }
}
