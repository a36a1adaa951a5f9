//! A line mode session: the current step, and the loop from one prompt to the next.

use std::io::{BufRead, Write};

use anyhow::{Result, bail};

use super::command::{self, LineCommand, parse};
use super::prompt::{Prompt, PromptError};
use crate::checklist::EntryId;
use crate::config;
use crate::controller::{Controller, SaveReport};
use crate::progress::{Author, Stamp};
use crate::sanitize;
use crate::workbook::{Workbook, describe};

/// The prompt at every step.
const PROMPT: &str = "> ";

/// A session.
pub(super) struct LineSession<R, W> {
    pub(super) controller: Controller,
    pub(super) prompt: Prompt<R, W>,
    author: Author,
    /// The current step; `None` if the checklist has none.
    pub(super) here: Option<EntryId>,
    /// The section that was read last.
    section: Option<String>,
    /// The text that was searched for last.
    pub(super) last_search: String,
    /// The reason why the last save failed.
    pub(super) save_error: Option<String>,
    /// The fate of a progress file that is gone or replaced, until the person decides.
    pub(super) lost: Option<String>,
    /// `true` if the document was edited since the last prompt.
    pub(super) has_new_document: bool,
    /// The last message about files of others, to say it only once.
    last_notice: Option<String>,
}

impl<R: BufRead, W: Write> LineSession<R, W> {
    pub(super) fn new(
        controller: Controller,
        author: Author,
        prompt: Prompt<R, W>,
    ) -> LineSession<R, W> {
        let here = controller.workbook().checklist().steps().next();
        LineSession {
            here,
            controller,
            prompt,
            author,
            section: None,
            last_search: String::new(),
            save_error: None,
            lost: None,
            has_new_document: false,
            last_notice: None,
        }
    }

    /// Runs until the person quits or input ends, and saves everything. If the output is closed, it ends there with an
    /// error: the rest was not done.
    pub(super) fn run(mut self) -> Result<()> {
        let dialog = self.dialog();
        let ended = self.end(dialog.is_ok());
        match (dialog, ended) {
            (Err(error), Ok(())) => {
                Err(error.context("ended early; all changes up to then are saved"))
            }
            (Err(error), Err(save_error)) => Err(save_error.context(error)),
            // Only the farewell was left to say.
            (Ok(()), Err(error)) if matches!(error.downcast_ref(), Some(PromptError::Closed)) => {
                Ok(())
            }
            (Ok(()), ended) => ended,
        }
    }

    fn dialog(&mut self) -> Result<()> {
        let checklist = self.controller.workbook().checklist();
        let name = checklist
            .title()
            .map(|title| self.controller.workbook().reading(title));
        let name = name.unwrap_or_else(|| self.controller.workbook().progress().checklist.clone());
        let run = self
            .controller
            .workbook()
            .progress()
            .run
            .as_ref()
            .map(|run| format!(", run {run}"))
            .unwrap_or_default();
        self.prompt
            .say(&describe::with_stop(&format!("{name}{run}")))?;
        self.prompt.say(&describe::status(
            self.controller.workbook(),
            self.stamp()?.at,
        ))?;
        if let Some(greeting) = self.controller.workbook().greeting() {
            self.prompt.say(&greeting)?;
        }
        for suggestion in self
            .controller
            .store()
            .suggestions(self.controller.workbook())
        {
            // No full stop: a command comes last.
            self.prompt.say(&sanitize::capitalized(&suggestion))?;
        }
        if let Some(why) = self.controller.store().read_only() {
            self.prompt.say(&describe::sentence(&why.to_string()))?;
        }
        self.say_empty_variables()?;
        self.prompt.say("Type help for commands.")?;
        self.say_step()?;
        loop {
            self.sync()?;
            if self.lost.is_some() {
                // The person was asked, and chose to quit.
                return Ok(());
            }
            let Some(line) = self.prompt.ask(PROMPT)? else {
                return Ok(());
            };
            match parse(&line) {
                Ok(LineCommand::Quit) => return Ok(()),
                Ok(command) => self.execute(command)?,
                Err(error) => self.prompt.say(&error.to_string())?,
            }
        }
    }

    fn execute(&mut self, command: LineCommand) -> Result<()> {
        match command {
            LineCommand::Next => self.go_next(),
            LineCommand::Back => self.go_back(),
            LineCommand::Skip => self.skip_section(),
            LineCommand::Todo => self.go_to_todo(),
            LineCommand::Item(number) => self.go_to_item(number),
            LineCommand::Find(text) => self.find(&text),
            LineCommand::Set(state, why) => self.set(state, &why),
            LineCommand::Fill(value) => self.fill(&value),
            LineCommand::SetSection(state, why) => self.set_section(state, &why),
            LineCommand::Variables => self.variables(),
            LineCommand::Link(name) => self.link(&name),
            LineCommand::Measure(value) => self.measure(&value),
            LineCommand::Sign(why) => self.sign(&why),
            LineCommand::Note(text) => self.note(text),
            LineCommand::More => self.say(describe::more),
            LineCommand::Where => self.say_place(),
            LineCommand::List => self.say(describe::list),
            LineCommand::Status => Ok(self.prompt.say(&describe::status(
                self.controller.workbook(),
                self.stamp()?.at,
            ))?),
            LineCommand::Undo => self.undo(),
            LineCommand::Redo => self.redo(),
            LineCommand::Help => Ok(self.prompt.say(&command::help())?),
            LineCommand::Quit => Ok(()),
        }
    }

    /// Reads something about the current step.
    fn say(&mut self, what: fn(&Workbook, EntryId) -> String) -> Result<()> {
        match self.here {
            Some(here) => self.prompt.say(&what(self.controller.workbook(), here))?,
            None => self
                .prompt
                .say("Nothing to step through: no items or blanks.")?,
        }
        Ok(())
    }

    /// Reads the current step, and its section if that is another than before.
    pub(super) fn say_step(&mut self) -> Result<()> {
        let section = self
            .here
            .and_then(|here| describe::section(self.controller.workbook(), here));
        if section != self.section {
            self.prompt
                .say(section.as_deref().unwrap_or("Not in a section."))?;
            self.section = section;
        }
        self.say(describe::step)
    }

    fn say_place(&mut self) -> Result<()> {
        self.section = None;
        if let Some(here) = self.here {
            let line = self.controller.workbook().checklist().entry(here).line;
            self.prompt.say(&format!("Line {line} of the document."))?;
            self.prompt
                .say(&describe::section_text(self.controller.workbook(), here))?;
        }
        self.say_step()
    }

    pub(super) fn stamp(&self) -> Result<Stamp> {
        Ok(self.author.at(config::now()?))
    }

    /// Returns whether changes are refused, and says why.
    pub(super) fn refuse_change(&mut self) -> Result<bool> {
        let why = self.controller.store().read_only();
        if let Some(why) = &why {
            self.prompt.say(&describe::sentence(&why.to_string()))?;
        }
        Ok(why.is_some())
    }

    /// Saves, and says what others did in the meantime, and what is new about where progress is kept.
    pub(super) fn save(&mut self) -> Result<()> {
        let SaveReport {
            result,
            remote_changes,
            notice,
            ..
        } = self.controller.save();
        let failed = match result {
            Err(error) if error.is_lost() => return self.resolve_lost_file(&error),
            saved => saved.err().map(|error| error.to_string()),
        };
        // The failure is recorded before it is said, since the output may be closed.
        let known = std::mem::replace(&mut self.save_error, failed.clone());
        if let Some(why) = failed.as_ref().filter(|why| known.as_ref() != Some(why)) {
            self.prompt
                .say(&format!("NOT SAVED: {}", describe::with_stop(why)))?;
            self.prompt.say("Retrying before every prompt.")?;
        } else if failed.is_none() && known.is_some() {
            self.prompt.say("Everything is saved now.")?;
        }
        if let Some(changes) = remote_changes {
            self.prompt.say(&changes)?;
        }
        if let Some(notice) = notice {
            self.prompt.say(&describe::sentence(&notice))?;
        }
        Ok(())
    }

    /// Before every prompt: retries a failed save, and reloads what others saved and edited.
    pub(super) fn sync(&mut self) -> Result<()> {
        if self.save_error.is_some() {
            self.save()?;
        }
        let mut told = None;
        let edited = self.controller.edited_document();
        self.has_new_document = !matches!(edited, Ok(None));
        match edited {
            Ok(Some(checklist)) => self.replace_checklist(checklist)?,
            Ok(None) => {}
            Err(error) => told = Some(describe::sentence(&error.to_string())),
        }
        self.reload(told)
    }

    /// Reloads what others saved, and says so, or says `told` if there is nothing to say. The document isn't reloaded,
    /// so that this works between a question and its answer.
    pub(super) fn reload(&mut self, mut told: Option<String>) -> Result<()> {
        match self.controller.reload() {
            Ok(None) => {}
            Ok(Some(reloaded)) => {
                told = reloaded.remote_changes.or(told);
                // It lacks marks that weren't saved yet.
                if reloaded.is_behind && self.controller.store().read_only().is_none() {
                    self.save()?;
                }
            }
            Err(error) if error.is_lost() => self.resolve_lost_file(&error)?,
            Err(error) => told = Some(describe::sentence(&error.to_string())),
        }
        if let Some(told) = told
            .as_ref()
            .filter(|told| self.last_notice.as_ref() != Some(told))
        {
            self.prompt.say(told)?;
        }
        self.last_notice = told;
        Ok(())
    }

    /// Saves everything at the end, in another place if the usual one fails. Says nothing if the output is closed.
    fn end(&mut self, has_output: bool) -> Result<()> {
        if let Some(lost) = self.lost.take() {
            return self.put_aside(&lost, has_output);
        }
        if self.save_error.is_some() {
            // The reason of a failure is kept; closed output is no reason to stop here.
            let _ = self.save();
        }
        let Some(why) = self.save_error.clone() else {
            if has_output {
                self.prompt.say(&format!(
                    "Everything is saved. {}",
                    describe::status(self.controller.workbook(), self.stamp()?.at)
                ))?;
            }
            return Ok(());
        };
        let Some(path) = self.controller.store().last_resort() else {
            bail!("not everything is saved: {why}")
        };
        match self.controller.save_elsewhere(&path).result {
            Ok(()) => {
                let path = sanitize::path(&path);
                let told = format!("Everything was saved to {path} instead.");
                if !has_output || self.prompt.say(&told).is_err() {
                    bail!("everything was saved to {path} instead: {why}");
                }
            }
            Err(error) => {
                bail!("not everything is saved: {why}; saving elsewhere failed too: {error}")
            }
        }
        Ok(())
    }
}
