//! A progress file that disappears or is replaced during a session: nothing is written until the person decides.

use std::io::{BufRead, Write};

use anyhow::{Result, bail};

use super::session::LineSession;
use crate::sanitize;
use crate::store::StoreError;

/// The question.
const ASK: &str = "Write your marks to the file, take the file as is, or quit? ";

impl<R: BufRead, W: Write> LineSession<R, W> {
    /// Says what happened to the file, and asks what to do. Without an answer, or if it is to quit, the session ends.
    pub(super) fn resolve_lost_file(&mut self, error: &StoreError) -> Result<()> {
        if self.lost.is_some() {
            return Ok(());
        }
        let description = self.description(error);
        self.lost = Some(description.clone());
        self.prompt.say(&description)?;
        loop {
            let answer = self.prompt.ask(ASK)?;
            let word = answer
                .as_deref()
                .and_then(|answer| answer.split_whitespace().next());
            match word {
                Some("write") if self.controller.store().read_only().is_none() => {
                    return self.write_marks();
                }
                Some("take") if self.take_file()? => return Ok(()),
                Some("take") => {}
                Some("quit" | "q") => return Ok(()),
                Some(_) => self.prompt.say("Type write, take or quit.")?,
                None if answer.is_none() => return Ok(()),
                None => {}
            }
        }
    }

    fn description(&self, error: &StoreError) -> String {
        let file = self
            .controller
            .store()
            .path()
            .map(sanitize::path)
            .unwrap_or_default();
        let lost = if let StoreError::Replaced { changes, .. } = error {
            let missing = if *changes == 1 {
                "1 change is"
            } else {
                &format!("{changes} changes are")
            };
            format!("PROGRESS FILE REPLACED: {missing} missing in {file}.")
        } else {
            format!("PROGRESS FILE GONE: {file}.")
        };
        let document = match (
            self.controller.store().is_document_gone(),
            self.has_new_document,
        ) {
            (true, _) => " The checklist is gone too.",
            (false, true) => " The checklist changed too.",
            (false, false) => "",
        };
        format!("{lost}{document}")
    }

    fn write_marks(&mut self) -> Result<()> {
        self.lost = None;
        if let Err(error) = self.controller.save_anyway().result {
            self.save_error = Some(error.to_string());
            return Ok(self.prompt.say(&format!(
                "NOT SAVED: {error}. Retrying before every prompt."
            ))?);
        }
        self.save_error = None;
        Ok(self.prompt.say("Your marks were written to the file.")?)
    }

    /// Takes the file as it is, and puts other marks aside. Returns whether that worked.
    fn take_file(&mut self) -> Result<bool> {
        match self.controller.take_files() {
            Ok(aside) => {
                (self.lost, self.save_error) = (None, None);
                self.prompt.say("Progress reloaded.")?;
                if let Some(path) = aside {
                    let command = self.controller.store().merge_command(&path);
                    let path = sanitize::path(&path);
                    self.prompt.say(&format!(
                        "Your marks are in {path}; to merge them: {command}"
                    ))?;
                }
                Ok(true)
            }
            Err(error) => {
                self.prompt.say(&format!("Nothing changed: {error}"))?;
                Ok(false)
            }
        }
    }

    /// Puts the person's marks aside, because they leave without an answer.
    pub(super) fn put_aside(&mut self, description: &str, has_output: bool) -> Result<()> {
        if self.controller.store().read_only().is_some() {
            return Ok(());
        }
        match self
            .controller
            .store()
            .put_aside(self.controller.workbook())
        {
            Ok(path) => {
                let command = self.controller.store().merge_command(&path);
                let told = format!(
                    "Your marks are in {}; to merge them: {command}",
                    sanitize::path(&path)
                );
                if !has_output || self.prompt.say(&told).is_err() {
                    bail!("{description} {told}");
                }
                Ok(())
            }
            Err(error) => bail!("{description} Your marks are not saved: {error}"),
        }
    }
}
