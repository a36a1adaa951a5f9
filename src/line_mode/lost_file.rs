//! A progress file that disappears or is replaced during a session: nothing is written until the person decides.

use std::io::{BufRead, Write};

use anyhow::{Result, bail};

use super::session::Walk;
use crate::sanitize;
use crate::store::StoreError;

/// The question.
const ASK: &str = "Write your marks to the file, take the file as it is, or quit? ";

impl<R: BufRead, W: Write> Walk<R, W> {
    /// Says what happened to the file, and asks what to do. Without an answer, or if it is to quit, the session ends.
    pub(super) fn ask_what_to_do(&mut self, error: &StoreError) -> Result<()> {
        if self.lost.is_some() {
            return Ok(());
        }
        let happened = self.happened(error);
        self.lost = Some(happened.clone());
        self.talk.say(&happened)?;
        loop {
            let answer = self.talk.ask(ASK)?;
            let word = answer
                .as_deref()
                .and_then(|answer| answer.split_whitespace().next());
            match word {
                Some("write") if self.controller.store().read_only().is_none() => {
                    return self.write_mine();
                }
                Some("take") if self.take_file()? => return Ok(()),
                Some("take") => {}
                Some("quit" | "q") => return Ok(()),
                Some(_) => self.talk.say("Type write, take or quit.")?,
                None if answer.is_none() => return Ok(()),
                None => {}
            }
        }
    }

    fn happened(&self, error: &StoreError) -> String {
        let file = self
            .controller
            .store()
            .path()
            .map(sanitize::path)
            .unwrap_or_default();
        let lost = match error {
            StoreError::Replaced { changes: 1, .. } => {
                format!("PROGRESS FILE REPLACED: 1 change is missing in {file}.")
            }
            StoreError::Replaced { changes, .. } => {
                format!("PROGRESS FILE REPLACED: {changes} changes are missing in {file}.")
            }
            _ => format!("PROGRESS FILE GONE: {file}."),
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

    fn write_mine(&mut self) -> Result<()> {
        self.lost = None;
        if let Err(error) = self.controller.save_anyway().result {
            self.unsaved = Some(error.to_string());
            return Ok(self.talk.say(&format!(
                "NOT SAVED: {error}. Retrying before every prompt."
            ))?);
        }
        self.unsaved = None;
        Ok(self.talk.say("Your marks were written to the file.")?)
    }

    /// Takes the file as it is, and puts other marks aside. Returns whether that worked.
    fn take_file(&mut self) -> Result<bool> {
        match self.controller.take_files() {
            Ok(aside) => {
                (self.lost, self.unsaved) = (None, None);
                self.talk.say("Progress reloaded.")?;
                if let Some(path) = aside {
                    let command = self.controller.store().command_to_unite(&path);
                    let path = sanitize::path(&path);
                    self.talk.say(&format!(
                        "Your marks are in {path}; to merge them: {command}"
                    ))?;
                }
                Ok(true)
            }
            Err(error) => {
                self.talk.say(&format!("Nothing changed: {error}"))?;
                Ok(false)
            }
        }
    }

    /// Puts the person's marks aside, because they leave without an answer.
    pub(super) fn leave_aside(&mut self, happened: &str, is_heard: bool) -> Result<()> {
        if self.controller.store().read_only().is_some() {
            return Ok(());
        }
        match self
            .controller
            .store()
            .put_aside(self.controller.workbook())
        {
            Ok(path) => {
                let command = self.controller.store().command_to_unite(&path);
                let told = format!(
                    "Your marks are in {}; to merge them: {command}",
                    sanitize::path(&path)
                );
                if !is_heard || self.talk.say(&told).is_err() {
                    bail!("{happened} {told}");
                }
                Ok(())
            }
            Err(error) => bail!("{happened} Your marks are not saved: {error}"),
        }
    }
}
