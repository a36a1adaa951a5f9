//! The program: reads the arguments, runs, and turns a failure into a sentence and an exit status.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gonogo::cli::Cli;
use gonogo::commands::Outcome;
use gonogo::shown;
use signal_hook::consts::SIGXFSZ;

fn main() -> ExitCode {
    // A limit on the size of files then makes a write fail, which is told, and does not end the process.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    match Cli::read(env::args_os()).unwrap_or_else(|error| error.exit()).run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NoGo | Outcome::Findings | Outcome::Nothing | Outcome::Differences) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            for line in shown::lines(&format!("gonogo: {error:#}")) {
                // Where nobody can be told any more, the exit status still tells it.
                let _ = writeln!(io::stderr(), "{line}");
            }
            ExitCode::from(2)
        }
    }
}

/// Whoever reads the output has seen enough: that is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
