//! Carries out the effects that take the disk, after the keys that asked for them.

use std::path::Path;

use anyhow::Result;

use super::action::Action;
use super::app::App;
use super::clipboard;
use super::effect::Effect;
use super::model::SaveState;
use super::notice::Notice;
use super::overlay::Overlay;
use super::runtime::Runtime;
use super::sheets::runs::{RunOrigin, RunsSheet};
use super::snapshot;
use crate::sanitize;
use crate::store::ViewState;

/// Columns for the copied text in a notice: a text that is copied unseen fits.
const GIST: usize = 120;

impl Runtime {
    /// Carries out a task. Saving, quitting and effects on the terminal are done elsewhere.
    pub(super) fn carry_out(&mut self, task: Effect) -> Result<()> {
        match task {
            Effect::Save | Effect::Quit | Effect::Redraw | Effect::Suspend => Ok(()),
            Effect::ListRuns => self.list_runs(),
            Effect::OpenRun(name) => self.open_run(name.as_deref()),
            Effect::StartRun { name, carry_from } => self.start_run(&name, carry_from.as_ref()),
            Effect::SaveElsewhere(path) => self.save_elsewhere(&path),
            Effect::Copy(text) => {
                self.copy(&text);
                Ok(())
            }
            Effect::WriteCopy(text) => self.write_copy(&text),
            Effect::WriteMine => {
                self.write_mine();
                Ok(())
            }
            Effect::TakeFile => self.take_file(),
            Effect::SetReadOnly(only) => {
                self.set_read_only_mode(only);
                Ok(())
            }
            Effect::EditInEditor { then_save } => self.start_editor(then_save),
        }
    }

    /// Turns read-only mode on or off; what others save is still loaded.
    fn set_read_only_mode(&mut self, only: bool) {
        let key = self.app.model.key_of(Action::ReadOnly);
        if only {
            self.store
                .set_read_only(format!("read-only mode is on ({key} to turn it off)"));
        } else {
            self.store.end_read_only();
        }
        self.app.model.read_only = self.store.read_only().map(|why| why.to_string());
        self.app.is_read_only_by_choice = only;
        self.app.info(match &self.app.model.read_only {
            Some(_) if only => format!("Read-only mode ({key} to turn it off)"),
            Some(why) => why.clone(),
            None => "Read-only mode is off.".to_owned(),
        });
        if !only {
            // Changes that the files lost in between are saved again.
            self.hear();
        }
    }

    fn list_runs(&mut self) -> Result<()> {
        let runs = self.run_loader.runs(self.app.model.checklist())?;
        let open = self.app.model.workbook.progress().run.clone();
        self.app.overlay = Some(Overlay::Runs(RunsSheet::new(runs, open.as_deref())));
        Ok(())
    }

    /// Goes to another run. The selection stays where it is, and what could be undone stays with the run.
    fn open_run(&mut self, name: Option<&str>) -> Result<()> {
        let (workbook, mut store) = self.run_loader.open(name)?;
        store.copy_read_only_from(&self.store);
        self.keep_place();
        let theme = self.app.model.theme;
        let mut before = std::mem::replace(&mut self.app, App::new(workbook, theme));
        self.app.is_read_only_by_choice = before.is_read_only_by_choice;
        self.app.model.keymap = std::mem::take(&mut before.model.keymap);
        self.store = store;
        self.sync_with_store();
        self.app.resize(before.model.size);
        (self.app.model.detail, self.app.mouse) = (before.model.detail, before.mouse);
        self.app.model.now = before.model.now;
        snapshot::give(
            &ViewState {
                drafts: Vec::new(),
                ..snapshot::of(&before)
            },
            &mut self.app,
        );
        self.app.take_filter(before.model.outline.filter().cloned());
        // The place stays; of what was left in that run, the drafts are offered.
        let left = self.open_view_state();
        self.offer(&ViewState {
            drafts: left.drafts,
            ..ViewState::default()
        });
        self.suggest();
        Ok(())
    }

    /// Starts a run, with values of another where that is wanted.
    fn start_run(&mut self, name: &str, carry_from: Option<&RunOrigin>) -> Result<()> {
        let other = carry_from
            .map(|from| self.run_loader.open(from.run.as_deref()))
            .transpose()?;
        self.open_run(Some(name))?;
        let carried = match other {
            Some((other, _)) => {
                let stamp = self.stamp();
                self.app
                    .change(|workbook| workbook.carry_over(&other, &stamp))
            }
            None => 0,
        };
        if carried > 0 {
            self.save();
        }
        if self.app.model.saved == SaveState::All {
            let carried = match carried {
                0 => String::new(),
                1 => " Copied 1 value; confirm it.".to_owned(),
                many => format!(" Copied {many} values; confirm each."),
            };
            self.app.info(if carried.is_empty() {
                format!("Run {name} started; the first change creates its file.")
            } else {
                format!("Run {name} started.{carried}")
            });
        }
        Ok(())
    }

    /// Sends a text to the clipboard. Terminals don't confirm that it arrives.
    fn copy(&mut self, text: &str) {
        let gist = match text.lines().count() {
            0 | 1 => format!("“{}”", sanitize::fit(&sanitize::one_line(text), GIST, "…")),
            lines => format!("{lines} lines"),
        };
        let write = self.app.model.key_of(Action::WriteCopy);
        self.outgoing = clipboard::sequence(text);
        self.app.info(if self.outgoing.is_some() {
            format!(
                "Sent to the clipboard: {gist}. Nothing to paste? Write it to a file ({write})."
            )
        } else {
            let (length, most) = (text.len(), clipboard::LONGEST);
            format!(
                "{gist}: {length} bytes, too long for a terminal's clipboard (max {most}). Write it to a file ({write})."
            )
        });
    }

    /// Writes a text to a file of the person's own.
    fn write_copy(&mut self, text: &str) -> Result<()> {
        let folder = self.run_loader.state.as_deref().and_then(Path::parent);
        let path = self.store.write_copied(folder, text)?;
        self.app
            .info(format!("Written to {}", sanitize::path(&path)));
        Ok(())
    }

    /// Saves in another file, then quits.
    fn save_elsewhere(&mut self, path: &Path) -> Result<()> {
        self.store
            .save_elsewhere(&mut self.app.model.workbook, path)?;
        self.app.model.saved = SaveState::All;
        self.app.notice = self.store.notice().map(Notice::warning);
        self.leave();
        Ok(())
    }
}
