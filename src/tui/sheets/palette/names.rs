//! Names that people bring with them: vim's commands, and other words for actions. Each means what it means there, or
//! says why there is nothing to do; none of them means something else.

use crate::tui::action::Action;
use crate::tui::app::Saved;
use crate::tui::keymap::Context;
use crate::tui::model::Model;

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An action.
    Act(Action),
    /// Ticking, and never taking a tick back.
    Tick,
    /// Saving, which is done already.
    Save,
    /// What would write another file.
    SaveAs,
    /// Leaving without what was changed.
    Discard,
    /// Another file.
    Open,
}

/// Names and what they mean. An action's own name goes before them.
const NAMES: &[(&[&str], Meaning)] = &[
    (
        &["w", "write", "wa", "wall", "update", "save", "w!", "wa!"],
        Meaning::Save,
    ),
    (&["sav", "saveas"], Meaning::SaveAs),
    (
        &["q", "qa", "qall", "quita", "quitall", "exit", "bye"],
        Meaning::Act(Action::Quit),
    ),
    (
        &[
            "wq", "wqa", "wqall", "wq!", "x", "xa", "xall", "xit", "x!", "xa!",
        ],
        Meaning::Act(Action::Quit),
    ),
    (
        &["q!", "qa!", "qall!", "quit!", "cq", "cq!"],
        Meaning::Discard,
    ),
    (
        &[
            "e", "e!", "ed", "edit!", "ene", "enew", "new", "vi", "vs", "sp", "tabe", "tabnew",
        ],
        Meaning::Open,
    ),
    (&["h", "keys", "?"], Meaning::Act(Action::Help)),
    (&["u"], Meaning::Act(Action::Undo)),
    (&["red"], Meaning::Act(Action::Redo)),
    (
        &["sus", "suspend", "st", "stop", "bg"],
        Meaning::Act(Action::Rest),
    ),
    (&["done", "tick", "check"], Meaning::Tick),
    (&["reopen", "untick", "uncheck"], Meaning::Act(Action::Open)),
    (&["na", "n/a"], Meaning::Act(Action::NotApplicable)),
    (&["search"], Meaning::Act(Action::Find)),
    (
        &["sign", "signoff", "signoffs"],
        Meaning::Act(Action::SignOffs),
    ),
    (
        &["read only", "readonly", "view"],
        Meaning::Act(Action::OnlyLook),
    ),
];

/// Those of them that take the name of a file, or what a shell makes of it.
const WITH_FILE: &[(&[&str], Meaning)] = &[
    (
        &["w", "write", "w!", "sav", "saveas", "wq", "x"],
        Meaning::SaveAs,
    ),
    (
        &[
            "e", "e!", "edit", "edit!", "new", "vs", "sp", "tabe", "tabnew", "vi", "view",
        ],
        Meaning::Open,
    ),
];

impl Meaning {
    /// What a typed name means, in small letters and with single spaces.
    pub(super) fn of(name: &str) -> Option<Meaning> {
        let find = |all: &[(&[&str], Meaning)], name: &str| {
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
            Meaning::Act(action) => Some(action),
            Meaning::Tick => Some(Action::Toggle),
            Meaning::Save | Meaning::SaveAs | Meaning::Discard | Meaning::Open => None,
        }
    }

    /// What is said of one that is no action here.
    pub fn told(self, model: &Model) -> Option<String> {
        let leave = model.key_of(Action::Quit);
        Some(match self {
            Meaning::Act(_) | Meaning::Tick => return None,
            Meaning::Save if matches!(model.saved, Saved::Failed(_)) => {
                "Trying to save again.".to_owned()
            }
            Meaning::Save => "Every change is saved as you make it.".to_owned(),
            Meaning::SaveAs => {
                "Changes are saved beside the checklist; `gonogo export` writes a copy.".to_owned()
            }
            Meaning::Discard => {
                let undo = model.key_of(Action::Undo);
                format!("Every change is saved already: {undo} undoes the last one, {leave} quits.")
            }
            Meaning::Open => {
                let runs = model.keymap.key_in(Context::Outline, Action::Runs);
                format!(
                    "Quit ({leave}) and run `gonogo FILE` for another checklist; {runs} opens another run."
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
