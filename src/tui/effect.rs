//! What the app asks for that it cannot do itself: to save, to leave, something of the terminal, an errand. It only
//! names these things: the runtime saves and runs errands, the loop has the terminal.

use std::path::PathBuf;

use super::runs::Origin;

/// What has to be done outside of the app.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    /// Save.
    pub save: bool,
    /// What to do with the terminal.
    pub ask: Option<Ask>,
    /// End.
    pub quit: bool,
    /// What goes beyond this walk.
    pub errand: Option<Errand>,
}

/// What can be asked for of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Draw every cell anew.
    Redraw,
    /// Rest in the background.
    Rest,
}

impl Effects {
    /// Something to be done with the terminal.
    pub fn ask(ask: Ask) -> Effects {
        Effects {
            ask: Some(ask),
            ..Effects::default()
        }
    }

    /// One errand.
    pub fn errand(errand: Errand) -> Effects {
        Effects {
            errand: Some(errand),
            ..Effects::default()
        }
    }

    /// Both effects.
    #[must_use]
    pub fn and(self, other: Effects) -> Effects {
        Effects {
            save: self.save || other.save,
            ask: other.ask.or(self.ask),
            quit: self.quit || other.quit,
            errand: other.errand.or(self.errand),
        }
    }
}

/// What goes beyond this walk, and takes the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Look which runs there are.
    ListRuns,
    /// Go to another run.
    OpenRun(Option<String>),
    /// Start a run.
    StartRun {
        /// Its name.
        name: String,
        /// The run to carry values over from, if that is wanted.
        carry_from: Option<Origin>,
    },
    /// Save in another file, as the usual place fails.
    SaveElsewhere(PathBuf),
    /// Change nothing from now on, or make changes again.
    OnlyLook(bool),
    /// Write what is here to a progress file that is gone or replaced.
    WriteMine,
    /// Take such a file as it is.
    TakeFile,
    /// Send a text to the clipboard.
    Copy(String),
    /// Write a text to a file of the person's own.
    WriteCopy(String),
    /// Go on with the text in the field in the person's own editor.
    Editor {
        /// Whether what the editor leaves is saved at once.
        then_save: bool,
    },
}
