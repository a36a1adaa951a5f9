//! Input and output lines. All output passes [`sanitize`], line by line.

use std::io::{self, BufRead, ErrorKind, Write};

use thiserror::Error;

use crate::sanitize;

/// The error that ends a session.
#[derive(Debug, Error)]
pub(super) enum PromptError {
    /// The reader of the output is gone.
    #[error("standard output was closed")]
    Closed,
    /// Output can't be written, for example because the disk is full.
    #[error("standard output: can't write: {0}")]
    Output(io::Error),
    /// Input can't be read.
    #[error("standard input: can't read: {0}")]
    Input(io::Error),
}

/// The dialog with a person, or with a program in their place.
pub(super) struct Prompt<R, W> {
    input: R,
    output: W,
}

impl<R: BufRead, W: Write> Prompt<R, W> {
    pub(super) fn new(input: R, output: W) -> Prompt<R, W> {
        Prompt { input, output }
    }

    /// Prints a text, on as many lines as it has.
    pub(super) fn say(&mut self, text: &str) -> Result<(), PromptError> {
        for line in sanitize::lines(text) {
            writeln!(self.output, "{line}").map_err(output_error)?;
        }
        Ok(())
    }

    /// Asks, and waits for a line. Returns `None` at the end of input, after ending the line of the question.
    pub(super) fn ask(&mut self, question: &str) -> Result<Option<String>, PromptError> {
        write!(self.output, "{}", sanitize::one_line(question)).map_err(output_error)?;
        self.output.flush().map_err(output_error)?;
        let mut line = Vec::new();
        if self
            .input
            .read_until(b'\n', &mut line)
            .map_err(PromptError::Input)?
            == 0
        {
            writeln!(self.output).map_err(output_error)?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }
}

fn output_error(error: io::Error) -> PromptError {
    if error.kind() == ErrorKind::BrokenPipe {
        PromptError::Closed
    } else {
        PromptError::Output(error)
    }
}
