//! The program: reads the arguments, runs, and turns a failure into a sentence and an exit status.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gonogo::cli::Cli;
use gonogo::commands::Outcome;
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
    // A limit on the size of files then makes a write fail, which is told, and does not end the process.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let cli = match Cli::read(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(cli) => cli,
        Err(status) => return status.into(),
    };
    match cli.run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NoGo | Outcome::Findings | Outcome::Nothing | Outcome::Differences) => {
            ExitCode::from(1)
        }
        Err(error) => {
            tell(&format!("gonogo: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Says something on standard error, line by line. Where nobody can be told, the exit status still tells it.
fn tell(text: &str) {
    for line in sanitize::lines(text) {
        let _ = writeln!(io::stderr(), "{line}");
    }
}
