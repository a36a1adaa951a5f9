//! The program: parses the arguments, runs, and turns a failure into a message and an exit status.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gonogo::cli::Cli;
use gonogo::commands::CommandOutcome;
use gonogo::sanitize;
use signal_hook::consts::SIGXFSZ;

fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        let thread = std::thread::current();
        tell(&format!(
            "gonogo: thread {} {info}",
            thread.name().unwrap_or("unnamed")
        ));
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            tell(&backtrace.to_string());
        }
    }));
    // With a handler, exceeding the file size limit makes a write fail instead of ending the process.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let cli = match Cli::read(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(cli) => cli,
        Err(status) => return status.into(),
    };
    match cli.run() {
        Ok(CommandOutcome::Done) => ExitCode::SUCCESS,
        Ok(
            CommandOutcome::NoGo
            | CommandOutcome::Findings
            | CommandOutcome::Nothing
            | CommandOutcome::Differences,
        ) => ExitCode::from(1),
        Err(error) => {
            tell(&format!("gonogo: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Prints a text on standard error, line by line. If that fails, the exit status still reports the error.
fn tell(text: &str) {
    for line in sanitize::lines(text) {
        let _ = writeln!(io::stderr(), "{line}");
    }
}
