//! The table of keys: each with its context, action, hint and help.

use super::{Binding, Context, HintCondition};
use crate::tui::action::Action;

/// Writes rows of the table.
macro_rules! keymap {
    ($($context:ident: $([$($key:literal)+] $action:ident, $when:ident, $hint:literal, $help:literal;)+)+) => {
        &[$($(Binding {
            context: Context::$context,
            keys: &[$($key),+],
            action: Action::$action,
            hint: $hint,
            help: $help,
            when: HintCondition::$when,
        }),+),+]
    };
}

/// The keymap. Within a context the order is that of the footer and of the help sheet. Lists inherit the rows of
/// `List`.
pub const KEYMAP: &[Binding] = keymap! {
    Outline:
        ["space" "x"] Toggle, OnItem, "tick", "tick, confirm or untick; on a section: tick all open items";
        ["c"] Confirm, CanConfirm, "confirm", "confirm a tick or an answer";
        ["C"] ConfirmAll, CanConfirmAll, "confirm all", "confirm everything in the section or under the item";
        ["enter"] Edit, HasBlanks, "fill", "fill the blanks and variables; without any: fold or unfold";
        ["tab"] NextBlank, Quietly, "", "next unfilled blank or variable";
        ["shift-tab"] PreviousBlank, Quietly, "", "previous unfilled blank or variable";
        ["b"] Blanks, Quietly, "", "list the variables and blanks";
        ["m"] Measure, HasThreshold, "measure", "enter the measured value";
        ["S"] SignOffs, HasSignOff, "sign", "sign-offs: status, issues, and signing";
        ["p"] MoveMark, CanPut, "move", "move an unmatched mark; press it again on the matching item";
        ["X"] DropMark, OnUnplaced, "drop", "drop an unmatched mark";
        ["a"] Note, OnEntry, "note", "add a note";
        ["y"] Copy, HasCommand, "copy", "copy the command to the clipboard; again: links, text, key";
        ["Y"] WriteCopy, Quietly, "", "write the copied text to a file";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["ctrl-r"] Redo, CanRedo, "redo", "redo the last undone change";
        ["n"] NextMatch, HasMatches, "next match", "next match of the search";
        ["N"] PreviousMatch, Quietly, "", "previous match";
        ["esc"] Cancel, CanLeave, "back", "clear the search or filter, or cancel a move";
        [">"] NextOpen, Hint, "next open", "next blocker or open item";
        ["/"] Find, Hint, "find", "search texts, values and notes as you type";
        ["f"] Filter, Hint, "filter", "filter the rows";
        [":"] Palette, Quietly, "", "run an action by name";
        ["-"] NotApplicable, CanSet, "n/a", "mark the item or section N/A, with a reason";
        ["!"] Blocked, Quietly, "", "mark the item or section blocked, with a reason";
        ["~"] Waived, Quietly, "", "waive the item or section, with a reason";
        ["o"] Reopen, Quietly, "", "reopen the item";
        ["P"] Phase, Quietly, "", "set the launch phase of the section";
        ["T"] GoLive, Quietly, "", "set the go-live time";
        ["v"] Overview, Hint, "overview", "show the overview";
        ["I"] Explain, Quietly, "", "show how the document is read, and correct it";
        ["e"] EditNote, HasNotes, "edit note", "edit or delete a note";
        ["E"] NoteInEditor, Quietly, "", "add a note in your editor ($VISUAL, $EDITOR)";
        ["j" "down"] Down, Quietly, "", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["h" "left"] Fold, Quietly, "", "fold; if folded, go to the parent row";
        ["l" "right"] Unfold, HasChildren, "unfold", "unfold; if unfolded, go to the first child row";
        ["H"] FoldAll, Quietly, "", "fold everything";
        ["L"] UnfoldAll, Quietly, "", "unfold everything";
        ["]"] NextSection, Quietly, "", "next section";
        ["["] PreviousSection, Quietly, "", "previous section";
        ["pgdn" "ctrl-f"] PageDown, Quietly, "", "a page down";
        ["pgup" "ctrl-b"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["d"] Detail, Quietly, "", "show or hide the details";
        ["J"] DetailDown, Quietly, "", "scroll the details down";
        ["K"] DetailUp, Quietly, "", "scroll the details up";
        ["w"] Walk, Hint, "walk", "walk mode: one step at a time";
        ["t"] History, Quietly, "", "show the full history, or only recent changes";
        ["r"] Runs, Quietly, "", "switch to another run, or start one";
        ["R"] ReadOnly, Quietly, "", "turn read-only mode on or off";
        ["M"] Mouse, Quietly, "", "turn mouse support on or off";
        ["ctrl-l"] Redraw, Quietly, "", "redraw the screen; works in text fields too";
        ["ctrl-z"] Suspend, Quietly, "", "suspend until fg; works in text fields too";
        ["?"] Help, Hint, "keys", "show the keys";
        ["q" "ctrl-c"] Quit, Hint, "quit", "quit; everything is saved";
    Walk:
        ["space"] TickAndContinue, Hint, "done", "tick the step and go to the next open step";
        ["x"] Toggle, Quietly, "", "tick or untick the step, and stay";
        ["enter"] Edit, HasBlanks, "fill", "fill the blanks and variables";
        ["tab"] NextBlank, Quietly, "", "next unfilled blank or variable";
        ["shift-tab"] PreviousBlank, Quietly, "", "previous unfilled blank or variable";
        ["b"] Blanks, Quietly, "", "list the variables and blanks";
        ["m"] Measure, HasThreshold, "measure", "enter the measured value";
        ["S"] SignOffs, HasSignOff, "sign", "sign-offs: status, issues, and signing";
        ["a"] Note, Hint, "note", "add a note";
        ["E"] NoteInEditor, Quietly, "", "add a note in your editor";
        ["e"] EditNote, Quietly, "", "edit or delete a note";
        ["y"] Copy, HasCommand, "copy", "copy the command to the clipboard; again: links, text, key";
        ["Y"] WriteCopy, Quietly, "", "write the copied text to a file";
        ["-"] NotApplicable, Quietly, "", "mark the step N/A, with a reason";
        ["!"] Blocked, Quietly, "", "mark the step blocked, with a reason";
        ["~"] Waived, Quietly, "", "waive the step, with a reason";
        ["o"] Reopen, Quietly, "", "reopen the step";
        ["c"] Confirm, Quietly, "", "confirm a tick or an answer";
        ["P"] Phase, Quietly, "", "set the launch phase of the section";
        ["T"] GoLive, Quietly, "", "set the go-live time";
        ["l" "right" "j" "down"] NextStep, Hint, "skip", "next step";
        ["h" "left" "k" "up"] PreviousStep, Hint, "back", "previous step";
        [">"] NextOpen, Quietly, "", "next blocker or open item";
        ["J" "pgdn"] DetailDown, Quietly, "", "scroll down";
        ["K" "pgup"] DetailUp, Quietly, "", "scroll up";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["ctrl-r"] Redo, Quietly, "", "redo the last undone change";
        ["/"] Find, Quietly, "", "search as you type";
        ["n"] NextMatch, HasMatches, "next match", "next match of the search";
        ["N"] PreviousMatch, Quietly, "", "previous match";
        [":"] Palette, Quietly, "", "run an action by name";
        ["v"] Overview, Quietly, "", "show the overview";
        ["I"] Explain, Quietly, "", "show how the document is read, and correct it";
        ["t"] History, Quietly, "", "show the full history, or only recent changes";
        ["w" "esc"] Walk, Hint, "outline", "back to the outline";
        ["?"] Help, Hint, "keys", "show the keys";
        ["q" "ctrl-c"] Quit, Hint, "quit", "quit; everything is saved, and your place is kept";
    Pause:
        ["space" "enter" "l" "right" "j" "down"] NextStep, Hint, "continue", "continue with the next section";
        ["h" "left" "k" "up"] PreviousStep, Hint, "back", "back to the remaining steps";
        ["v"] Overview, Quietly, "", "show the overview";
        ["S"] SignOffs, Quietly, "", "sign-offs: status, issues, and signing";
        ["T"] GoLive, Quietly, "", "set the go-live time";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["w" "esc"] Walk, Hint, "outline", "back to the outline";
        ["?"] Help, Hint, "keys", "show the keys";
        ["q" "ctrl-c"] Quit, Hint, "quit", "quit; everything is saved, and your place is kept";
    Typing:
        ["left" "ctrl-b"] CharLeft, Quietly, "", "one character to the left";
        ["right" "ctrl-f"] CharRight, Quietly, "", "one character to the right";
        ["ctrl-left" "alt-b" "alt-left"] WordLeft, Quietly, "", "to the start of the word";
        ["ctrl-right" "alt-f" "alt-right"] WordRight, Quietly, "", "to the end of the word";
        ["home" "ctrl-a"] LineStart, Quietly, "", "to the start of the line";
        ["end" "ctrl-e"] LineEnd, Quietly, "", "to the end of the line";
        ["up"] LineUp, Quietly, "", "one line up, in multi-line text";
        ["down"] LineDown, Quietly, "", "one line down, in multi-line text";
        ["backspace" "ctrl-h"] DeleteLeft, Quietly, "", "delete the character before the cursor";
        ["del" "ctrl-d"] DeleteRight, Quietly, "", "delete the character under the cursor";
        ["ctrl-w"] DeleteSpacedWord, Quietly, "", "delete to the previous space";
        ["alt-backspace"] DeleteWordLeft, Quietly, "", "delete the word before the cursor";
        ["alt-d" "alt-del" "ctrl-del"] DeleteWordRight, Quietly, "", "delete the word after the cursor";
        ["ctrl-u"] DeleteToStart, Quietly, "", "delete to the start of the line";
        ["ctrl-k"] DeleteToEnd, Quietly, "", "delete to the end of the line";
        ["ctrl-y"] Yank, Quietly, "", "paste the last deleted text";
        ["ctrl-t"] Transpose, Quietly, "", "swap the two characters around the cursor";
        ["ctrl-_"] UndoTyping, Quietly, "", "undo typing";
        ["ctrl-r"] RedoTyping, Quietly, "", "redo typing";
    Line:
        ["enter"] AcceptAndContinue, Hint, "save", "save and go to the next blank of the item; after the last, close";
        ["down" "ctrl-n"] NextAnswer, HasList, "next", "next choice or conflicting answer; else next blank of the item";
        ["up" "ctrl-p"] PreviousAnswer, Quietly, "", "previous choice or conflicting answer; else previous blank of the item";
        ["ctrl-o"] UseSuggestion, HasOffer, "suggestion", "use the suggestion: today, now, your name";
        ["ctrl-x"] OnlyHere, InVariable, "here only", "set the value of the variable for this entry only; again: for all places";
        ["ctrl-s"] Accept, InForm, "save, close", "save and close the form";
        ["tab"] AcceptNext, InBlank, "next blank", "save and go to the next blank or variable: of the item, the document or the list";
        ["shift-tab"] AcceptPrevious, Quietly, "", "save and go to the previous blank or variable";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "cancel; what you typed is kept as a draft";
    Reason:
        ["down" "ctrl-n"] NextAnswer, HasList, "recent", "use a recent reason";
        ["up" "ctrl-p"] PreviousAnswer, Quietly, "", "previous reason, or what you typed";
        ["enter"] Accept, Hint, "set", "set the state with this reason";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "cancel; what you typed is kept as a draft";
    Moment:
        ["enter"] Accept, Hint, "set", "set the go-live time; empty clears it";
        ["down" "ctrl-n"] NextAnswer, HasList, "suggestion", "use a suggestion: now, or one of the conflicting times";
        ["up" "ctrl-p"] PreviousAnswer, Quietly, "", "previous suggestion, or what you typed";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "cancel; what you typed is kept as a draft";
    Lines:
        ["ctrl-s"] Accept, Hint, "save", "save the text; enter starts a new line";
        ["ctrl-x"] DeleteNote, EditsNote, "delete", "delete the note";
        ["ctrl-n"] NextAnswer, HasList, "next answer", "next conflicting answer";
        ["ctrl-p"] PreviousAnswer, Quietly, "", "previous conflicting answer";
        ["tab"] AcceptNext, Quietly, "", "save and go to the next blank of the document";
        ["shift-tab"] AcceptPrevious, Quietly, "", "save and go to the previous blank";
        ["ctrl-g"] Editor, Hint, "editor", "continue in your editor ($VISUAL, $EDITOR)";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "cancel; what you typed is kept as a draft";
    Find:
        ["enter"] Accept, Hint, "stay here", "stay at the match";
        ["down" "ctrl-n" "tab"] NextMatch, Hint, "next", "next match";
        ["up" "ctrl-p" "shift-tab"] PreviousMatch, Quietly, "", "previous match";
        ["esc" "ctrl-c"] Cancel, Hint, "back", "go back to where the search started";
    List:
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["pgdn" "ctrl-f"] PageDown, Quietly, "", "a page down";
        ["pgup" "ctrl-b"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
    Filters:
        ["space"] Toggle, Hint, "toggle", "turn the filter on or off";
        ["o"] ShowOpen, Quietly, "", "only open items";
        ["b"] ShowBlocked, Quietly, "", "only blocked items";
        ["u"] ShowUnanswered, Quietly, "", "only lines with an empty blank";
        ["c"] ShowUnconfirmed, Quietly, "", "only what needs confirming";
        ["x"] ShowConflicts, Quietly, "", "only conflicting answers";
        ["m"] ShowMine, Quietly, "", "only your answers, notes and @mentions";
        ["p"] ShowOptional, Quietly, "", "only optional items";
        ["w"] ShowRequired, Quietly, "", "hide optional items";
        ["s"] ShowChanged, Quietly, "", "only what changed since a time";
        ["e"] ShowDue, Quietly, "", "only what is due or overdue";
        ["d"] ShowUnmatched, Quietly, "", "only unmatched marks";
        ["a"] ShowAll, Hint, "all", "show all rows";
        ["j" "down"] Down, Quietly, "", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["enter" "f" "esc" "q" "ctrl-c"] Cancel, Hint, "done", "close; the filters stay on";
    Phases:
        ["enter" "space" "l" "right"] Choose, Hint, "set", "set the phase of the section";
        ["esc" "P" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "cancel";
    Palette:
        ["enter"] Choose, Hint, "run", "run the selected action";
        ["down" "ctrl-n" "tab"] Down, Hint, "next", "one row down";
        ["up" "ctrl-p" "shift-tab"] Up, Quietly, "", "one row up";
        ["esc" "ctrl-c"] Cancel, Hint, "back", "cancel";
    Help:
        ["?" "esc" "q" "enter" "ctrl-c"] Cancel, Hint, "close", "close";
        ["j" "down" "space"] Down, Hint, "down", "scroll down";
    Blanks:
        ["enter" "tab"] Choose, Hint, "fill", "fill it; tab in the field goes on through the list";
        ["l" "right"] GoTo, Hint, "places", "go to the blank; of a variable: list its places";
        ["f" "u"] OnlyUnfilled, Hint, "all or unfilled", "list all, or only what isn't filled";
        ["L"] Link, OnVariable, "link", "give the variable the value of a blank, or unlink it";
        ["b" "esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "back to the outline";
    Places:
        ["enter" "l" "right"] Choose, Hint, "go there", "go to the place";
        ["esc" "b" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "back to the list";
    Links:
        ["enter" "l" "right"] Choose, Hint, "link", "give the variable the value of the blank";
        ["esc" "b" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "back to the list";
    Notes:
        ["enter" "e" "l" "right"] Choose, Hint, "edit", "edit the note";
        ["ctrl-x" "x" "del"] DeleteNote, Hint, "delete", "delete the note";
        ["esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "back to the outline";
    Runs:
        ["enter" "l" "right"] Choose, Hint, "open", "open the run, or start a new one";
        ["n"] NewRun, Hint, "new run", "start a new run";
        ["esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "stay in this run";
    Question:
        ["y"] Yes, Hint, "yes", "yes";
        ["n"] No, Hint, "no", "no";
        ["esc" "q" "ctrl-c"] Cancel, Hint, "back", "cancel";
    Lost:
        ["W"] WriteMine, Hint, "write mine", "write your marks to the file";
        ["F"] TakeFile, Hint, "use the file", "use the file as is; your marks are set aside in another file";
        ["q" "ctrl-c"] Quit, Hint, "quit", "quit; your marks are set aside";
        ["esc"] Cancel, Hint, "later", "decide later; nothing is saved until then";
    Copy:
        ["enter" "y" "l" "right"] Choose, Hint, "copy", "copy the text; its digit copies too, or selects a long text first";
        ["Y"] WriteCopy, Hint, "to a file", "write the text to a file";
        ["f"] FillNow, HasEmpty, "fill", "fill what is empty in the text";
        ["A"] CopyAnyway, HasEmpty, "copy anyway", "copy the text with what is empty in it";
        ["pgdn"] PageDown, Quietly, "", "scroll down in a long text";
        ["pgup"] PageUp, Quietly, "", "scroll up in a long text";
        ["esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "close without copying";
    Overview:
        ["enter"] Choose, Hint, "go there", "go to the selected row";
        ["l" "right" "space"] Unfold, Hint, "unfold", "unfold or fold the group";
        ["h" "left"] Fold, Quietly, "", "fold the group";
        ["T"] GoLive, Quietly, "", "set the go-live time";
        ["S"] SignOffs, Quietly, "", "open the sign-offs";
        ["esc" "q" "v" "ctrl-c"] Cancel, Hint, "back", "back to where you were";
    SignOffs:
        ["enter"] Choose, Hint, "sign", "sign the selected sign-off";
        ["l" "right"] GoTo, Hint, "go there", "go to it in the outline";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["esc" "q" "S" "h" "left" "ctrl-c"] Cancel, Hint, "back", "back to where you were";
    Explain:
        ["space"] Toggle, Hint, "correct", "set the next value; a digit sets that one, 0 leaves it to the document";
        ["enter"] Choose, Hint, "go there", "go to the entry; on a heading: fold or unfold";
        ["l" "right"] Unfold, Hint, "unfold", "unfold the group";
        ["h" "left"] Fold, Quietly, "", "fold the group";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["esc" "q" "I" "ctrl-c"] Cancel, Hint, "back", "back to where you were";
    Signing:
        ["enter"] AcceptAndContinue, Hint, "next, sign", "next field; from the last, sign";
        ["ctrl-s"] Accept, Hint, "sign", "sign now";
        ["down" "ctrl-n" "tab"] NextAnswer, Quietly, "", "next field";
        ["up" "ctrl-p" "shift-tab"] PreviousAnswer, Quietly, "", "previous field";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "cancel; what you typed is kept as a draft";
    Picker:
        ["enter" "l" "right"] Choose, Hint, "open", "open the checklist, or copy the template";
        ["q" "esc" "ctrl-c"] Quit, Hint, "quit", "quit";
};
