//! Lines out and lines in. All that is said passes [`shown`], line by line.

use std::io::{self, BufRead, Write};

use crate::shown;

/// A talk with a person, or with a program that takes the part of one.
pub(super) struct Talk<R, W> {
    input: R,
    output: W,
}

impl<R: BufRead, W: Write> Talk<R, W> {
    pub(super) fn new(input: R, output: W) -> Talk<R, W> {
        Talk { input, output }
    }

    /// Says something, on as many lines as it has.
    pub(super) fn say(&mut self, text: &str) -> io::Result<()> {
        for line in shown::lines(text) {
            writeln!(self.output, "{line}")?;
        }
        Ok(())
    }

    /// Asks, and waits for a line. Nothing where input has ended; the line of the question is then ended too.
    pub(super) fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.output, "{}", shown::one_line(question))?;
        self.output.flush()?;
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }
}
