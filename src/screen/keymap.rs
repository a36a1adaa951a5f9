//! The keymap: one table from which lookup, the footer's hints, the help sheet and the README's table come.

mod table;

use super::action::Action;
use super::key::Key;
pub use table::KEYMAP;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// The outline, with nothing over it.
    Outline,
    /// Walk mode, with nothing over it.
    Walk,
    /// The pause at the end of a section.
    Pause,
    /// A field of one line.
    Line,
    /// A field for the reason of a state.
    Reason,
    /// A field of several lines.
    Lines,
    /// The search field.
    Find,
    /// The sheet of keys.
    Help,
    /// The choice of a run.
    Runs,
    /// The list of all blanks.
    Blanks,
    /// The choice of a note.
    Notes,
    /// A question to be answered with yes or no.
    Question,
    /// The choice of what to copy.
    Copy,
    /// The overview.
    Overview,
    /// The choice of a checklist.
    Picker,
}

/// When a binding applies, for the hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always, and the footer says so.
    Hint,
    /// On an item.
    OnItem,
    /// On an entry with blanks.
    HasBlanks,
    /// On an entry of the document.
    OnEntry,
    /// On an entry with a command.
    HasCommand,
    /// On what found no place.
    OnUnplaced,
    /// Where `p` takes up or puts something.
    CanPut,
    /// In a field with a list of answers to take from.
    HasList,
    /// In a field with an answer on offer.
    HasOffer,
    /// In a form with several blanks.
    InForm,
    /// In a field for a note that is there already.
    EditsNote,
    /// On an entry with notes.
    HasNotes,
    /// On an item, and on a section in which items are open.
    CanSet,
    /// On what waits to be confirmed.
    CanConfirm,
    /// On a section in which ticks wait to be confirmed.
    CanConfirmAll,
    /// On an entry with entries under it.
    HasChildren,
    /// Where something can be undone.
    CanUndo,
    /// Where something can be redone.
    CanRedo,
    /// While there are matches.
    HasMatches,
    /// Always, but only the help sheet says so.
    Quietly,
}

/// One row of the keymap.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// The keys, the one to show first.
    pub keys: &'static [&'static str],
    /// What they do.
    pub action: Action,
    /// One or two words for the footer.
    pub hint: &'static str,
    /// A line for the help sheet.
    pub help: &'static str,
    /// When the footer shows it.
    pub when: When,
}

/// The rows of a context, in order.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    KEYMAP.iter().filter(move |binding| binding.context == context)
}

/// What a key does in a context.
pub fn lookup(context: Context, key: Key) -> Option<Action> {
    let action_in = |context| {
        let found =
            bindings(context).find(|binding| binding.keys.iter().any(|&name| Key::named(name) == Some(key)));
        found.map(|binding| binding.action)
    };
    action_in(context).or_else(|| action_in(Context::Outline).filter(|action| action.holds_everywhere()))
}

/// The key to name for an action in a context.
pub fn key_of(context: Context, action: Action) -> &'static str {
    bindings(context).find(|binding| binding.action == action).map_or("", |binding| binding.keys[0])
}

/// The contexts with the headings that the help sheet and the README give them.
pub const HEADINGS: &[(Context, &str)] = &[
    (Context::Outline, "In the outline"),
    (Context::Walk, "In walk mode"),
    (Context::Pause, "At a pause"),
    (Context::Line, "In a field"),
    (Context::Reason, "Giving a reason"),
    (Context::Lines, "In a text of several lines"),
    (Context::Find, "While searching"),
    (Context::Help, "On this sheet"),
    (Context::Blanks, "In the list of blanks"),
    (Context::Notes, "Choosing a note"),
    (Context::Runs, "Choosing a run"),
    (Context::Question, "At a question"),
    (Context::Copy, "Choosing what to copy"),
    (Context::Overview, "In the overview"),
    (Context::Picker, "Choosing a checklist"),
];

/// The table of keys in the README.
pub fn markdown_table() -> String {
    let mut table = String::from("| Where | Keys | What they do |\n| --- | --- | --- |\n");
    for &(context, heading) in HEADINGS {
        for (index, binding) in bindings(context).enumerate() {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
            let place = if index == 0 { heading } else { "" };
            table.push_str(&format!("| {place} | {} | {} |\n", keys.join(" "), binding.help));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{KEYMAP, Key};

    #[test]
    fn every_key_has_a_name_that_means_it() {
        for name in KEYMAP.iter().flat_map(|binding| binding.keys) {
            assert_eq!(Key::named(name).map(|key| key.to_string()).as_deref(), Some(*name));
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
