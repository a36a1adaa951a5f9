//! The keymap: one table from which lookup, the footer's hints, the help sheet and the README's table come.

use super::key::Key;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// The outline, with nothing over it.
    Outline,
    /// A field of one line.
    Line,
    /// A field of several lines.
    Lines,
    /// The search field.
    Find,
    /// The sheet of keys.
    Help,
    /// The choice of a run.
    Runs,
    /// A question to be answered with yes or no.
    Question,
    /// The choice of a checklist.
    Picker,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// Fold, or go to the row above this one in the tree.
    Fold,
    /// Unfold, or go to the first row under this one.
    Unfold,
    /// Fold everything.
    FoldAll,
    /// Unfold everything.
    UnfoldAll,
    /// The next section.
    NextSection,
    /// The section before.
    PreviousSection,
    /// The next open item.
    NextOpen,
    /// Tick, or take the tick back.
    Toggle,
    /// Fill the first blank, or fold a section.
    Edit,
    /// Write a note.
    Note,
    /// Take up what found no place, or put it on this entry.
    Put,
    /// Dismiss what found no place.
    Dismiss,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Search.
    Find,
    /// The next match.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Show or hide the detail.
    Detail,
    /// Scroll the detail down.
    DetailDown,
    /// Scroll the detail up.
    DetailUp,
    /// Show the keys.
    Help,
    /// Draw all anew.
    Redraw,
    /// Leave.
    Quit,
    /// Take what the field holds.
    Accept,
    /// Take what the field holds, and go to the next blank.
    AcceptNext,
    /// Take what the field holds, and go to the blank before.
    AcceptPrevious,
    /// The next of the answers that stand in the blank.
    NextAnswer,
    /// The one before.
    PreviousAnswer,
    /// Leave the field, the search or the sheet, or what was taken up.
    Cancel,
    /// Choose this row.
    Choose,
    /// Show the runs of the checklist.
    Runs,
    /// Start a run.
    NewRun,
    /// Change nothing from now on.
    OnlyLook,
    /// Yes.
    Yes,
    /// No.
    No,
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
    /// On what found no place.
    OnUnplaced,
    /// Where `p` takes up or puts something.
    CanPut,
    /// In a field for a blank in which several answers stand.
    HasAnswers,
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

/// Writes rows of the table.
macro_rules! keymap {
    ($($context:ident: $([$($key:literal)+] $action:ident, $when:ident, $hint:literal, $help:literal;)+)+) => {
        &[$($(Binding {
            context: Context::$context,
            keys: &[$($key),+],
            action: Action::$action,
            hint: $hint,
            help: $help,
            when: When::$when,
        }),+),+]
    };
}

/// The keymap. Within a context the order is that of the footer and of the help sheet.
pub const KEYMAP: &[Binding] = keymap! {
    Outline:
        ["space" "x"] Toggle, OnItem, "tick", "tick or confirm the item, or take the tick back";
        ["enter"] Edit, HasBlanks, "fill", "fill the blank; fold or unfold where there is none";
        ["p"] Put, CanPut, "put", "take up what found no place; put it on its entry";
        ["X"] Dismiss, OnUnplaced, "dismiss", "dismiss what found no place";
        ["esc"] Cancel, Quietly, "", "leave what was taken up where it was";
        ["a"] Note, OnEntry, "note", "attach a note";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["ctrl-r"] Redo, CanRedo, "redo", "redo what was undone";
        ["n"] NextMatch, HasMatches, "next match", "next match of the search";
        ["N"] PreviousMatch, Quietly, "", "match before";
        [">"] NextOpen, Hint, "next open", "next item that is open, or blank that stands in the way";
        ["/"] Find, Hint, "find", "search; jumps while you type";
        ["j" "down"] Down, Quietly, "", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["h" "left"] Fold, Quietly, "", "fold; then go to the row above in the tree";
        ["l" "right"] Unfold, HasChildren, "unfold", "unfold; then go to the first row under it";
        ["H"] FoldAll, Quietly, "", "fold everything";
        ["L"] UnfoldAll, Quietly, "", "unfold everything";
        ["]"] NextSection, Quietly, "", "next section";
        ["["] PreviousSection, Quietly, "", "section before";
        ["pgdn" "ctrl-f"] PageDown, Quietly, "", "a page down";
        ["pgup" "ctrl-b"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["d"] Detail, Quietly, "", "show or hide the detail";
        ["J"] DetailDown, Quietly, "", "scroll the detail down";
        ["K"] DetailUp, Quietly, "", "scroll the detail up";
        ["r"] Runs, Quietly, "", "change to another run of the checklist, or start one";
        ["R"] OnlyLook, Quietly, "", "only look: change nothing from now on";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
        ["?"] Help, Hint, "keys", "show the keys";
        ["q" "ctrl-c"] Quit, Hint, "quit", "leave; everything is saved";
    Line:
        ["enter"] Accept, Hint, "save", "save the answer";
        ["down" "ctrl-n"] NextAnswer, HasAnswers, "next answer", "where answers differ, the next of them";
        ["up" "ctrl-p"] PreviousAnswer, Quietly, "", "the answer before";
        ["tab"] AcceptNext, Hint, "next blank", "save, and go to the next blank";
        ["shift-tab"] AcceptPrevious, Quietly, "", "save, and go to the blank before";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "leave; what was typed is kept as a draft";
    Lines:
        ["ctrl-s" "alt-enter"] Accept, Hint, "save", "save the text; enter begins a new line";
        ["ctrl-n"] NextAnswer, HasAnswers, "next answer", "where answers differ, the next of them";
        ["ctrl-p"] PreviousAnswer, Quietly, "", "the answer before";
        ["tab"] AcceptNext, Quietly, "", "save, and go to the next blank";
        ["shift-tab"] AcceptPrevious, Quietly, "", "save, and go to the blank before";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "leave; what was typed is kept as a draft";
    Find:
        ["enter"] Accept, Hint, "stay here", "stay at the match";
        ["down" "ctrl-n" "tab"] NextMatch, Hint, "next", "next match";
        ["up" "ctrl-p" "shift-tab"] PreviousMatch, Quietly, "", "match before";
        ["esc" "ctrl-c"] Cancel, Hint, "back", "go back to where the search began";
    Help:
        ["?" "esc" "q" "enter" "ctrl-c"] Cancel, Hint, "close", "close the sheet";
        ["j" "down" "space"] Down, Hint, "down", "scroll down";
        ["k" "up"] Up, Quietly, "", "scroll up";
        ["pgdn"] PageDown, Quietly, "", "a page down";
        ["pgup"] PageUp, Quietly, "", "a page up";
    Runs:
        ["enter" "l" "right"] Choose, Hint, "open", "open the run, or start a new one";
        ["n"] NewRun, Hint, "new run", "start a new run";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["pgdn"] PageDown, Quietly, "", "a page down";
        ["pgup"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "stay in this run";
    Question:
        ["y"] Yes, Hint, "yes", "yes";
        ["n"] No, Hint, "no", "no";
        ["esc" "q" "ctrl-c"] Cancel, Hint, "back", "do nothing";
    Picker:
        ["enter" "l" "right"] Choose, Hint, "open", "open the checklist, or copy the template";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Hint, "up", "one row up";
        ["pgdn"] PageDown, Quietly, "", "a page down";
        ["pgup"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
        ["q" "esc" "ctrl-c"] Quit, Hint, "quit", "leave";
};

/// The rows of a context, in order.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    KEYMAP.iter().filter(move |binding| binding.context == context)
}

/// What a key does in a context.
pub fn lookup(context: Context, key: Key) -> Option<Action> {
    let found =
        bindings(context).find(|binding| binding.keys.iter().any(|&name| Key::named(name) == Some(key)));
    found.map(|binding| binding.action)
}

/// The contexts with the headings that the help sheet and the README give them.
pub const HEADINGS: [(Context, &str); 8] = [
    (Context::Outline, "In the outline"),
    (Context::Line, "In a field"),
    (Context::Lines, "In a text of several lines"),
    (Context::Find, "While searching"),
    (Context::Help, "On this sheet"),
    (Context::Runs, "Choosing a run"),
    (Context::Question, "At a question"),
    (Context::Picker, "Choosing a checklist"),
];

/// The table of keys in the README.
pub fn markdown_table() -> String {
    let mut table = String::from("| Where | Keys | What they do |\n| --- | --- | --- |\n");
    for (context, heading) in HEADINGS {
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
