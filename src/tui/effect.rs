//! Effects: everything that the app can't do itself. The runtime saves and reaches the disk, the event loop has the
//! terminal.

use std::path::PathBuf;

use super::sheets::runs::RunOrigin;

/// Something to be done outside of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Save.
    Save,
    /// Quit.
    Quit,
    /// Redraw every cell.
    Redraw,
    /// Suspend, until the shell's `fg`.
    Suspend,
    /// List the runs of the checklist.
    ListRuns,
    /// Switch to another run.
    OpenRun(Option<String>),
    /// Start a run.
    StartRun {
        /// Its name.
        name: String,
        /// The run to copy values from, if any.
        carry_from: Option<RunOrigin>,
    },
    /// Save in another file, since the usual one can't be written.
    SaveElsewhere(PathBuf),
    /// Turn read-only mode on or off.
    SetReadOnly(bool),
    /// Write the marks in memory to a progress file that is missing or was replaced.
    WriteMine,
    /// Take such a file as it is.
    TakeFile,
    /// Send a text to the clipboard.
    Copy(String),
    /// Write a text to a file of its own.
    WriteCopy(String),
    /// Edit the text of the open field in the user's own editor.
    EditInEditor {
        /// True if what the editor leaves is saved at once.
        then_save: bool,
    },
}

impl Effect {
    /// Returns whether it takes the disk, and later keys depend on it: no more input is applied
    /// before it is done.
    pub fn is_task(&self) -> bool {
        match self {
            Effect::Save | Effect::Quit | Effect::Redraw | Effect::Suspend => false,
            Effect::ListRuns
            | Effect::OpenRun(_)
            | Effect::StartRun { .. }
            | Effect::SaveElsewhere(_)
            | Effect::SetReadOnly(_)
            | Effect::WriteMine
            | Effect::TakeFile
            | Effect::Copy(_)
            | Effect::WriteCopy(_)
            | Effect::EditInEditor { .. } => true,
        }
    }
}
