//! The keymap: one table with the user's overrides. Lookup, the hints of the footer, the help, the palette and the table in
//! the README come from it. It doesn't know where the overrides are written.

mod overrides;
mod table;

use super::action::{Action, kebab};
use super::key::Key;
pub use table::KEYMAP;

/// The part of the user interface in which a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The outline, with nothing over it.
    Outline,
    /// Walk mode, with nothing over it.
    Walk,
    /// The pause at the end of a section.
    Pause,
    /// Wherever a text is typed; what such a place binds itself goes first.
    Typing,
    /// A field of one line.
    Line,
    /// A field for the reason of a state.
    Reason,
    /// A field for the moment of going live.
    Moment,
    /// A field of several lines.
    Lines,
    /// The search field.
    Find,
    /// Every list: the sheets below inherit its keys.
    List,
    /// The sheet of filters.
    Filters,
    /// The choice of a phase.
    Phases,
    /// The palette.
    Palette,
    /// The sheet of keys.
    Help,
    /// The choice of a run.
    Runs,
    /// The list of all blanks.
    Blanks,
    /// The places of a variable.
    Places,
    /// The blanks that a variable can be linked to.
    Links,
    /// The choice of a note.
    Notes,
    /// A question to be answered with yes or no.
    Question,
    /// The question what to do as the progress file is gone or replaced.
    Lost,
    /// The choice of what to copy.
    Copy,
    /// The overview.
    Overview,
    /// The sheet of sign-offs.
    SignOffs,
    /// How the document is read.
    Explain,
    /// The form of a signature.
    Signing,
    /// The choice of a checklist.
    Picker,
}

/// The condition under which the footer hints at a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HintCondition {
    /// Always; the footer shows it.
    Hint,
    /// On an item.
    OnItem,
    /// On an entry with blanks.
    HasBlanks,
    /// On an item that asks for a value to be measured.
    HasThreshold,
    /// On a sign-off.
    HasSignOff,
    /// On an entry of the document.
    OnEntry,
    /// On an entry with a command.
    HasCommand,
    /// On an unmatched mark.
    OnUnplaced,
    /// Where a mark can be picked up or moved.
    CanPut,
    /// In a field with a list of answers to take from.
    HasList,
    /// In a field with an answer on offer.
    HasOffer,
    /// In a field for a variable of the selected entry.
    InVariable,
    /// On a variable in the list of blanks.
    OnVariable,
    /// On a text to copy in which something is empty.
    HasEmpty,
    /// In a field for a blank of the document.
    InBlank,
    /// In a form with several blanks.
    InForm,
    /// In a field for a note that is there already.
    EditsNote,
    /// On an entry with notes.
    HasNotes,
    /// On an item, and on a section in which items are open.
    CanSet,
    /// On an answer that needs confirming.
    CanConfirm,
    /// On a section with ticks that need confirming.
    CanConfirmAll,
    /// On an entry with entries under it.
    HasChildren,
    /// While a change can be undone.
    CanUndo,
    /// While a change can be redone.
    CanRedo,
    /// While there are matches.
    HasMatches,
    /// While a search or a filter is on, or a mark is being moved.
    CanLeave,
    /// Always; only the help shows it.
    Quietly,
}

/// One row of the keymap.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The context.
    pub context: Context,
    /// The keys, the one to show first.
    pub keys: &'static [&'static str],
    /// The action.
    pub action: Action,
    /// One or two words for the footer.
    pub hint: &'static str,
    /// A line for the help sheet.
    pub help: &'static str,
    /// The condition under which the footer shows it.
    pub when: HintCondition,
}

/// The keymap: the table, with the user's overrides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of each row of the table, the one to show first.
    keys: Vec<Vec<Key>>,
}

/// A row of the table with the keys that it has.
#[derive(Debug, Clone, Copy)]
pub struct BoundKeys<'a> {
    /// The row.
    pub binding: &'static Binding,
    /// Its keys, the one to show first; none where it was taken off all keys.
    pub keys: &'a [Key],
}

impl Default for Keymap {
    /// The keys of the table.
    fn default() -> Keymap {
        let keys = |binding: &Binding| {
            binding
                .keys
                .iter()
                .filter_map(|name| Key::named(name))
                .collect()
        };
        Keymap {
            keys: KEYMAP.iter().map(keys).collect(),
        }
    }
}

impl Keymap {
    /// All rows, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = BoundKeys<'_>> {
        KEYMAP
            .iter()
            .zip(&self.keys)
            .map(|(binding, keys)| BoundKeys { binding, keys })
    }

    /// The rows that a context has itself, in order.
    pub fn own_bindings(&self, context: Context) -> impl Iterator<Item = BoundKeys<'_>> {
        self.rows()
            .filter(move |bound| bound.binding.context == context)
    }

    /// The rows that apply in a context, in order: its own, and before the last of them, which leads out, those that it
    /// inherits.
    pub fn bindings(&self, context: Context) -> impl Iterator<Item = BoundKeys<'_>> {
        let mut rows: Vec<BoundKeys> = self.own_bindings(context).collect();
        let is_own = |action| rows.iter().any(|own| own.binding.action == action);
        let inherited: Vec<BoundKeys> = context
            .parent()
            .into_iter()
            .flat_map(|parent| self.own_bindings(parent))
            .filter(|bound| !is_own(bound.binding.action))
            .collect();
        let way_out = rows.len().saturating_sub(1);
        rows.splice(way_out..way_out, inherited);
        rows.into_iter()
    }

    /// The action of a key in a context.
    pub fn lookup(&self, context: Context, key: Key) -> Option<Action> {
        let action_in = |context| {
            let found = self
                .own_bindings(context)
                .find(|bound| bound.keys.contains(&key));
            found.map(|bound| bound.binding.action)
        };
        action_in(context)
            .or_else(|| action_in(context.parent()?))
            .or_else(|| action_in(Context::Outline).filter(|action| action.holds_everywhere()))
    }

    /// Returns the key of an action that always needs one, such as leaving a field.
    pub fn key_in(&self, context: Context, action: Action) -> String {
        self.key(context, action)
            .unwrap_or_else(|| "(no key)".to_owned())
    }

    /// Returns the name of the first key of an action.
    pub fn key(&self, context: Context, action: Action) -> Option<String> {
        let bound = self
            .bindings(context)
            .find(|bound| bound.binding.action == action)?;
        bound.keys.first().map(Key::to_string)
    }
}

impl BoundKeys<'_> {
    /// The key to show where there is room for one.
    pub fn first_key(&self) -> Option<String> {
        self.keys.first().map(Key::to_string)
    }

    /// Returns the names of all its keys.
    pub fn key_names(&self) -> Vec<String> {
        self.keys.iter().map(Key::to_string).collect()
    }
}

impl Context {
    /// Its name in the settings.
    pub fn name(self) -> String {
        kebab(&format!("{self:?}"))
    }

    /// The context whose keys it inherits.
    pub fn parent(self) -> Option<Context> {
        match self {
            Context::Line
            | Context::Reason
            | Context::Moment
            | Context::Lines
            | Context::Find
            | Context::Palette
            | Context::Signing => Some(Context::Typing),
            Context::Filters
            | Context::Phases
            | Context::Help
            | Context::Runs
            | Context::Blanks
            | Context::Places
            | Context::Links
            | Context::Notes
            | Context::Copy
            | Context::Overview
            | Context::SignOffs
            | Context::Explain
            | Context::Picker => Some(Context::List),
            Context::Outline
            | Context::Walk
            | Context::Pause
            | Context::Typing
            | Context::List
            | Context::Question
            | Context::Lost => None,
        }
    }

    /// Returns whether text is typed there, so that plain characters can't be keys.
    pub fn takes_text(self) -> bool {
        match self {
            Context::Typing
            | Context::Line
            | Context::Reason
            | Context::Moment
            | Context::Lines
            | Context::Find
            | Context::Palette
            | Context::Signing => true,
            Context::Outline
            | Context::Walk
            | Context::Pause
            | Context::List
            | Context::Filters
            | Context::Phases
            | Context::Help
            | Context::Runs
            | Context::Blanks
            | Context::Places
            | Context::Links
            | Context::Notes
            | Context::Question
            | Context::Lost
            | Context::Copy
            | Context::Overview
            | Context::SignOffs
            | Context::Explain
            | Context::Picker => false,
        }
    }
}

/// The contexts with the headings that the help sheet and the README give them.
pub const HEADINGS: &[(Context, &str)] = &[
    (Context::Outline, "Outline"),
    (Context::Walk, "Walk mode"),
    (Context::Pause, "End of a section"),
    (Context::Typing, "Text fields"),
    (Context::Line, "Single-line field"),
    (Context::Reason, "Reason"),
    (Context::Moment, "Go-live time"),
    (Context::Lines, "Multi-line text"),
    (Context::Find, "Search"),
    (Context::List, "Lists and sheets"),
    (Context::Filters, "Filters"),
    (Context::Phases, "Phase"),
    (Context::Palette, "Palette"),
    (Context::Help, "Help"),
    (Context::Blanks, "Variables and blanks"),
    (Context::Places, "Places of a variable"),
    (Context::Links, "Link to a blank"),
    (Context::Notes, "Notes"),
    (Context::Runs, "Runs"),
    (Context::Question, "Confirmation"),
    (Context::Lost, "Missing progress file"),
    (Context::Copy, "Copy"),
    (Context::Overview, "Overview"),
    (Context::SignOffs, "Sign-offs"),
    (Context::Explain, "How it is read"),
    (Context::Signing, "Signing"),
    (Context::Picker, "Checklist picker"),
];

/// The table of keys in the README.
pub fn markdown_table() -> String {
    let mut table = String::from("| Where | Keys | What they do |\n| --- | --- | --- |\n");
    let keymap = Keymap::default();
    for &(context, heading) in HEADINGS {
        for (index, bound) in keymap.own_bindings(context).enumerate() {
            let keys: Vec<String> = bound.keys.iter().map(|key| format!("`{key}`")).collect();
            let place = if index == 0 { heading } else { "" };
            table.push_str(&format!(
                "| {place} | {} | {} |\n",
                keys.join(" "),
                bound.binding.help
            ));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use ratatui::crossterm::event::KeyCode;

    use super::{Context, HEADINGS, KEYMAP, Key};

    #[test]
    fn every_row_can_be_named_and_stands_under_a_heading() {
        let mut names = HashSet::new();
        for binding in KEYMAP {
            let name = format!("{}.{}", binding.context.name(), binding.action.name());
            assert!(
                names.insert(name.clone()),
                "{name} stands twice: which of them would a setting mean?"
            );
            assert!(
                HEADINGS
                    .iter()
                    .any(|(context, _)| *context == binding.context),
                "{name}"
            );
        }
    }

    #[test]
    fn every_row_does_something_where_it_applies() {
        for binding in KEYMAP {
            let (context, action) = (binding.context, binding.action);
            let is_done = match context.parent() {
                Some(Context::List) => action.in_sheet().is_some(),
                _ if context == Context::Palette => action.in_sheet().is_some(),
                Some(_) => action.in_field().is_some(),
                None if context == Context::Typing => action.edits_text(),
                None => {
                    !action.edits_text()
                        && (action.in_field().is_none() || action.in_sheet().is_some())
                        || !context.takes_text()
                }
            };
            assert!(is_done, "{binding:?}");
        }
    }

    #[test]
    fn every_key_has_a_name_that_means_it() {
        for name in KEYMAP.iter().flat_map(|binding| binding.keys) {
            assert_eq!(
                Key::named(name).map(|key| key.to_string()).as_deref(),
                Some(*name)
            );
        }
    }

    #[test]
    fn no_alt_chord_saves_signs_or_leaves_and_typing_keys_mean_the_same_everywhere() {
        for binding in KEYMAP {
            let keys = || binding.keys.iter().filter_map(|name| Key::named(name));
            assert!(
                !keys().any(|key| key.alt) || binding.action.allows_alt(),
                "{binding:?}"
            );
            let typed =
                keys().any(|key| matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt);
            assert!(!(typed && binding.context.takes_text()), "{binding:?}");
            if binding.context.takes_text() && binding.context != Context::Typing {
                let typing = KEYMAP
                    .iter()
                    .filter(|other| other.context == Context::Typing);
                let mut shared = typing
                    .flat_map(|other| other.keys)
                    .filter(|key| binding.keys.contains(key));
                let taken: Vec<_> = shared
                    .by_ref()
                    .filter(|key| !["up", "down"].contains(key))
                    .collect();
                assert_eq!(taken, Vec::<&&str>::new(), "{binding:?}");
            }
        }
    }

    #[test]
    fn no_key_is_bound_twice_in_one_context() {
        for (index, binding) in KEYMAP.iter().enumerate() {
            for other in &KEYMAP[index + 1..] {
                let shared = binding.keys.iter().find(|key| other.keys.contains(key));
                assert!(
                    binding.context != other.context || shared.is_none(),
                    "{shared:?} in {:?}",
                    binding.context
                );
            }
        }
    }
}
