//! Aliases of actions: vim's commands and other common names. Each does what it does there, or explains why not.

use crate::tui::action::Action;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::model::SaveState;

/// The meaning of an alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionAlias {
    /// An action.
    Act(Action),
    /// Ticking, and never taking a tick back.
    Tick,
    /// Saving, which is done already.
    Save,
    /// Saving in another file.
    SaveAs,
    /// Leaving without what was changed.
    Discard,
    /// Another file.
    Open,
}

/// Names and what they mean. An action's own name goes before them.
const NAMES: &[(&[&str], ActionAlias)] = &[
    (
        &["w", "write", "wa", "wall", "update", "save", "w!", "wa!"],
        ActionAlias::Save,
    ),
    (&["sav", "saveas"], ActionAlias::SaveAs),
    (
        &["q", "qa", "qall", "quita", "quitall", "exit", "bye"],
        ActionAlias::Act(Action::Quit),
    ),
    (
        &[
            "wq", "wqa", "wqall", "wq!", "x", "xa", "xall", "xit", "x!", "xa!",
        ],
        ActionAlias::Act(Action::Quit),
    ),
    (
        &["q!", "qa!", "qall!", "quit!", "cq", "cq!"],
        ActionAlias::Discard,
    ),
    (
        &[
            "e", "e!", "ed", "edit!", "ene", "enew", "new", "vi", "vs", "sp", "tabe", "tabnew",
        ],
        ActionAlias::Open,
    ),
    (&["h", "keys", "?"], ActionAlias::Act(Action::Help)),
    (&["u"], ActionAlias::Act(Action::Undo)),
    (&["red"], ActionAlias::Act(Action::Redo)),
    (
        &["sus", "st", "stop", "bg"],
        ActionAlias::Act(Action::Suspend),
    ),
    (&["done", "tick", "check"], ActionAlias::Tick),
    (
        &["open", "untick", "uncheck"],
        ActionAlias::Act(Action::Reopen),
    ),
    (&["na", "n/a"], ActionAlias::Act(Action::NotApplicable)),
    (&["search"], ActionAlias::Act(Action::Find)),
    (
        &["sign", "signoff", "signoffs"],
        ActionAlias::Act(Action::SignOffs),
    ),
    (&["readonly", "view"], ActionAlias::Act(Action::ReadOnly)),
];

/// Those of them that take the name of a file, or what a shell makes of it.
const WITH_FILE: &[(&[&str], ActionAlias)] = &[
    (
        &["w", "write", "w!", "sav", "saveas", "wq", "x"],
        ActionAlias::SaveAs,
    ),
    (
        &[
            "e", "e!", "edit", "edit!", "new", "vs", "sp", "tabe", "tabnew", "vi", "view",
        ],
        ActionAlias::Open,
    ),
];

impl ActionAlias {
    /// Returns the meaning of a name in lower case with single spaces.
    pub(super) fn of(name: &str) -> Option<ActionAlias> {
        let find = |all: &[(&[&str], ActionAlias)], name: &str| {
            all.iter()
                .find(|(names, _)| names.contains(&name))
                .map(|(_, meaning)| *meaning)
        };
        find(NAMES, name).or_else(|| {
            let (command, _) = name.split_once(' ')?;
            find(WITH_FILE, command)
        })
    }

    /// The action that it is, for its row.
    pub fn action(self) -> Option<Action> {
        match self {
            ActionAlias::Act(action) => Some(action),
            ActionAlias::Tick => Some(Action::Toggle),
            ActionAlias::Save | ActionAlias::SaveAs | ActionAlias::Discard | ActionAlias::Open => {
                None
            }
        }
    }

    /// Returns the notice for an alias that isn't an action.
    pub fn told(self, model: &Model) -> Option<String> {
        let leave = model.key_of(Action::Quit);
        Some(match self {
            ActionAlias::Act(_) | ActionAlias::Tick => return None,
            ActionAlias::Save if matches!(model.saved, SaveState::Failed(_)) => {
                "Trying to save again.".to_owned()
            }
            ActionAlias::Save => "Changes are saved as you make them.".to_owned(),
            ActionAlias::SaveAs => {
                "Changes are saved next to the checklist; `gonogo export` writes a copy.".to_owned()
            }
            ActionAlias::Discard => {
                let undo = model.key_of(Action::Undo);
                format!("Changes are already saved ({undo}: undo the last one, {leave}: quit).")
            }
            ActionAlias::Open => {
                let runs = model.keymap.key_in(Context::Outline, Action::Runs);
                format!(
                    "To open another checklist, quit ({leave}) and run `gonogo FILE` ({runs}: switch runs)."
                )
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::NAMES;
    use crate::tui::keymap::KEYMAP;
    use crate::tui::sheets::palette::name;

    #[test]
    fn a_name_means_one_thing_and_is_no_action_of_its_own() {
        let mut seen = HashSet::new();
        for other in NAMES.iter().flat_map(|(names, _)| *names) {
            assert!(seen.insert(*other), "{other} twice");
            assert!(
                !KEYMAP.iter().any(|binding| name(binding.action) == **other),
                "{other}"
            );
        }
    }
}
