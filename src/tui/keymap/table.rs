//! The table itself: every key, where it holds, what it does, and how the footer and the help sheet say so.

use super::{Binding, Context, When};
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
            when: When::$when,
        }),+),+]
    };
}

/// The keymap. Within a context the order is that of the footer and of the help sheet.
pub const KEYMAP: &[Binding] = keymap! {
    Outline:
        ["space" "x"] Toggle, OnItem, "tick", "tick, confirm, untick; on a section: all that is open";
        ["c"] Confirm, CanConfirm, "confirm", "confirm what waits for it: a tick, an answer";
        ["C"] ConfirmAll, CanConfirmAll, "confirm all", "confirm everything in the section, or under the item";
        ["enter"] Edit, HasBlanks, "fill", "fill the blanks; fold or unfold where there are none";
        ["tab"] NextBlank, Quietly, "", "go to the next blank that is not filled";
        ["shift-tab"] PreviousBlank, Quietly, "", "go to the one before";
        ["b"] Blanks, Quietly, "", "list all blanks";
        ["m"] Measure, HasThreshold, "measure", "give the value that was measured for the item";
        ["S"] SignOffs, HasSignOff, "sign", "sign-offs: how each stands, what verify finds; sign one";
        ["p"] Put, CanPut, "put", "take up what found no place; put it on its entry";
        ["X"] Dismiss, OnUnplaced, "dismiss", "dismiss what found no place";
        ["a"] Note, OnEntry, "note", "attach a note";
        ["y"] Copy, HasCommand, "copy", "copy the command to the clipboard; offers links, text and key too";
        ["Y"] WriteCopy, Quietly, "", "write what was copied to a file";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["ctrl-r"] Redo, CanRedo, "redo", "redo what was undone";
        ["n"] NextMatch, HasMatches, "next match", "next match of the search";
        ["N"] PreviousMatch, Quietly, "", "match before";
        ["esc"] Cancel, CanLeave, "back", "end the search; then show all rows; leave what was taken up";
        [">"] NextOpen, Hint, "next open", "next item that is open, or blank that stands in the way";
        ["/"] Find, Hint, "find", "search texts, values and notes; jumps while you type";
        ["f"] Filter, Hint, "filter", "choose which rows to show";
        [":"] Palette, Quietly, "", "find an action by its name, and do it";
        ["-"] NotApplicable, CanSet, "n/a", "not applicable, with a reason: the item, or the section";
        ["!"] Blocked, Quietly, "", "blocked, with a reason: the item, or the section";
        ["~"] Waived, Quietly, "", "waived, with a reason: the item, or the section";
        ["o"] Open, Quietly, "", "open again";
        ["P"] Phase, Quietly, "", "say which phase of the launch the section belongs to";
        ["T"] Live, Quietly, "", "say when it goes live, or went";
        ["v"] Overview, Hint, "overview", "the whole document at a glance";
        ["e"] EditNote, HasNotes, "edit note", "edit or delete a note";
        ["E"] NoteInEditor, Quietly, "", "attach a note, written in your own editor ($VISUAL, $EDITOR)";
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
        ["w"] Walk, Hint, "walk", "walk mode: one step at a time";
        ["t"] History, Quietly, "", "show the whole history in the detail, or its end";
        ["r"] Runs, Quietly, "", "change to another run of the checklist, or start one";
        ["R"] OnlyLook, Quietly, "", "read-only: change nothing; and back again";
        ["M"] Mouse, Quietly, "", "take the mouse: click, wheel; or leave it to the terminal";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew; in text fields too";
        ["ctrl-z"] Rest, Quietly, "", "rest in the background, until fg; in text fields too";
        ["?"] Help, Hint, "keys", "show the keys";
        ["q" "ctrl-c"] Quit, Hint, "quit", "leave; everything is saved";
    Walk:
        ["space"] TickAndGoOn, Hint, "done", "tick the step, and go on to the next that wants something";
        ["x"] Toggle, Quietly, "", "tick the step or take the tick back, and stay";
        ["enter"] Edit, HasBlanks, "fill", "fill the blanks";
        ["tab"] NextBlank, Quietly, "", "go to the next blank that is not filled";
        ["shift-tab"] PreviousBlank, Quietly, "", "go to the one before";
        ["b"] Blanks, Quietly, "", "list all blanks";
        ["m"] Measure, HasThreshold, "measure", "give the value that was measured for the step";
        ["S"] SignOffs, HasSignOff, "sign", "sign-offs: how each stands, what verify finds; sign one";
        ["a"] Note, Hint, "note", "attach a note";
        ["E"] NoteInEditor, Quietly, "", "attach a note, written in your own editor";
        ["e"] EditNote, Quietly, "", "edit or delete a note";
        ["y"] Copy, HasCommand, "copy", "copy its command to the clipboard; offers links, text and key too";
        ["Y"] WriteCopy, Quietly, "", "write what was copied to a file";
        ["-"] NotApplicable, Quietly, "", "set the step to not applicable, and say why";
        ["!"] Blocked, Quietly, "", "set it to blocked, and say why";
        ["~"] Waived, Quietly, "", "set it to waived, and say why";
        ["o"] Open, Quietly, "", "open it again";
        ["c"] Confirm, Quietly, "", "confirm what waits for it: a tick, an answer";
        ["P"] Phase, Quietly, "", "say which phase of the launch its section belongs to";
        ["T"] Live, Quietly, "", "say when it goes live, or went";
        ["l" "right" "j" "down"] NextStep, Hint, "skip", "the next step";
        ["h" "left" "k" "up"] PreviousStep, Hint, "back", "the step before";
        [">"] NextOpen, Quietly, "", "next item that is open, or blank that stands in the way";
        ["J" "pgdn"] DetailDown, Quietly, "", "scroll down";
        ["K" "pgup"] DetailUp, Quietly, "", "scroll up";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["ctrl-r"] Redo, Quietly, "", "redo what was undone";
        ["/"] Find, Quietly, "", "search; jumps while you type";
        ["n"] NextMatch, HasMatches, "next match", "next match of the search";
        ["N"] PreviousMatch, Quietly, "", "match before";
        [":"] Palette, Quietly, "", "find an action by its name, and do it";
        ["v"] Overview, Quietly, "", "the whole document at a glance";
        ["t"] History, Quietly, "", "show the whole history of the step, or its end";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
        ["w" "esc"] Walk, Hint, "outline", "back to the outline";
        ["?"] Help, Hint, "keys", "show the keys";
        ["q" "ctrl-c"] Quit, Hint, "quit", "leave; everything is saved, and the place is kept";
    Pause:
        ["space" "enter" "l" "right" "j" "down"] NextStep, Hint, "go on", "go on to the next section";
        ["h" "left" "k" "up"] PreviousStep, Hint, "back", "go back to what is left";
        ["v"] Overview, Quietly, "", "the whole document at a glance";
        ["S"] SignOffs, Quietly, "", "sign-offs: how each stands, what verify finds; sign one";
        ["T"] Live, Quietly, "", "say when it goes live, or went";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
        ["w" "esc"] Walk, Hint, "outline", "back to the outline";
        ["?"] Help, Hint, "keys", "show the keys";
        ["q" "ctrl-c"] Quit, Hint, "quit", "leave; everything is saved, and the place is kept";
    Typing:
        ["left" "ctrl-b"] CharLeft, Quietly, "", "one character to the left";
        ["right" "ctrl-f"] CharRight, Quietly, "", "one character to the right";
        ["ctrl-left" "alt-b" "alt-left"] WordLeft, Quietly, "", "to the start of the word";
        ["ctrl-right" "alt-f" "alt-right"] WordRight, Quietly, "", "to the end of the word";
        ["home" "ctrl-a"] LineStart, Quietly, "", "to the start of the line";
        ["end" "ctrl-e"] LineEnd, Quietly, "", "to the end of the line";
        ["up"] LineUp, Quietly, "", "one line up, where there are several";
        ["down"] LineDown, Quietly, "", "one line down, where there are several";
        ["backspace" "ctrl-h"] DeleteLeft, Quietly, "", "delete the character before the cursor";
        ["del" "ctrl-d"] DeleteRight, Quietly, "", "delete the character under the cursor";
        ["ctrl-w"] DeleteSpacedWord, Quietly, "", "delete back to the space before";
        ["alt-backspace"] DeleteWordLeft, Quietly, "", "delete the word before the cursor";
        ["alt-d" "alt-del" "ctrl-del"] DeleteWordRight, Quietly, "", "delete the word behind the cursor";
        ["ctrl-u"] DeleteToStart, Quietly, "", "delete to the start of the line";
        ["ctrl-k"] DeleteToEnd, Quietly, "", "delete to the end of the line";
        ["ctrl-y"] Yank, Quietly, "", "put back what was deleted last";
        ["ctrl-t"] Transpose, Quietly, "", "swap the two characters around the cursor";
        ["ctrl-_"] UndoTyping, Quietly, "", "take back what was typed or deleted last";
        ["ctrl-r"] RedoTyping, Quietly, "", "type it again";
    Line:
        ["enter"] AcceptOn, Hint, "save", "save, and go to the next blank of the entry; after the last, close";
        ["down" "ctrl-n"] NextAnswer, HasList, "next", "next choice, or next answer where they differ; else next blank of the entry";
        ["up" "ctrl-p"] PreviousAnswer, Quietly, "", "the one before";
        ["ctrl-o"] TakeOffer, HasOffer, "take offer", "take what is offered: today, now, yourself";
        ["ctrl-s"] Accept, InForm, "save, close", "save, and close the form";
        ["tab"] AcceptNext, InBlank, "next blank", "save, and go to the next blank of the document";
        ["shift-tab"] AcceptPrevious, Quietly, "", "save, and go to the blank before";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "leave; what was typed is kept as a draft";
    Reason:
        ["down" "ctrl-n"] NextAnswer, HasList, "last reasons", "take one of the last reasons";
        ["up" "ctrl-p"] PreviousAnswer, Quietly, "", "the one before, and what you typed";
        ["enter"] Accept, Hint, "set", "set the state, with this reason";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "leave; what was typed is kept as a draft";
    Moment:
        ["enter"] Accept, Hint, "set", "set the moment of going live; an empty one takes it back";
        ["down" "ctrl-n"] NextAnswer, HasList, "take offer", "take what is offered: now, or what people differ on";
        ["up" "ctrl-p"] PreviousAnswer, Quietly, "", "the one before, and what you typed";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "leave; what was typed is kept as a draft";
    Lines:
        ["ctrl-s"] Accept, Hint, "save", "save the text; enter begins a new line";
        ["ctrl-x"] DeleteNote, EditsNote, "delete", "delete the note";
        ["ctrl-n"] NextAnswer, HasList, "next answer", "where answers differ, the next of them";
        ["ctrl-p"] PreviousAnswer, Quietly, "", "the answer before";
        ["tab"] AcceptNext, Quietly, "", "save, and go to the next blank of the document";
        ["shift-tab"] AcceptPrevious, Quietly, "", "save, and go to the blank before";
        ["ctrl-g"] Editor, Hint, "editor", "go on in your own editor ($VISUAL, $EDITOR)";
        ["esc" "ctrl-c"] Cancel, Hint, "cancel", "leave; what was typed is kept as a draft";
    Find:
        ["enter"] Accept, Hint, "stay here", "stay at the match";
        ["down" "ctrl-n" "tab"] NextMatch, Hint, "next", "next match";
        ["up" "ctrl-p" "shift-tab"] PreviousMatch, Quietly, "", "match before";
        ["esc" "ctrl-c"] Cancel, Hint, "back", "go back to where the search began";
    Filters:
        ["space"] Toggle, Hint, "switch", "show only such rows, or no longer";
        ["o"] ShowOpen, Quietly, "", "only open items, or no longer";
        ["b"] ShowBlocked, Quietly, "", "only blocked items";
        ["u"] ShowUnanswered, Quietly, "", "only lines with an empty blank";
        ["c"] ShowUnconfirmed, Quietly, "", "only what somebody has to confirm";
        ["x"] ShowConflicts, Quietly, "", "only where answers differ";
        ["m"] ShowMine, Quietly, "", "only what you answered or noted, or what names you by @";
        ["p"] ShowOptional, Quietly, "", "only what is optional";
        ["w"] ShowRequired, Quietly, "", "only what is not optional";
        ["s"] ShowChanged, Quietly, "", "only what was changed since a time";
        ["e"] ShowDue, Quietly, "", "only what is due or overdue";
        ["d"] ShowUnplaced, Quietly, "", "only what found no place";
        ["a"] ShowAll, Hint, "all", "show all rows again";
        ["j" "down"] Down, Quietly, "", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["enter" "f" "esc" "q" "ctrl-c"] Cancel, Hint, "done", "close the sheet; what is ticked stays on";
    Phases:
        ["enter" "space" "l" "right"] Choose, Hint, "set", "put the section into the phase";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["esc" "P" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "leave it as it is";
    Palette:
        ["enter"] Choose, Hint, "do it", "do what is selected";
        ["down" "ctrl-n" "tab"] Down, Hint, "next", "one row down";
        ["up" "ctrl-p" "shift-tab"] Up, Quietly, "", "one row up";
        ["esc" "ctrl-c"] Cancel, Hint, "back", "do nothing";
    Help:
        ["?" "esc" "q" "enter" "ctrl-c"] Cancel, Hint, "close", "close the sheet";
        ["j" "down" "space"] Down, Hint, "down", "scroll down";
        ["k" "up"] Up, Quietly, "", "scroll up";
        ["pgdn"] PageDown, Quietly, "", "a page down";
        ["pgup"] PageUp, Quietly, "", "a page up";
    Blanks:
        ["enter" "l" "right"] Choose, Hint, "fill", "go there, and fill it";
        ["f" "u"] OnlyUnfilled, Hint, "only unfilled", "list only those that are not filled, or all again";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["pgdn" "ctrl-f"] PageDown, Quietly, "", "a page down";
        ["pgup" "ctrl-b"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["b" "esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "go back to the outline";
    Notes:
        ["enter" "e" "l" "right"] Choose, Hint, "edit", "edit the note";
        ["ctrl-x" "x" "del"] DeleteNote, Hint, "delete", "delete the note";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "go back to the outline";
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
    Lost:
        ["W"] WriteMine, Hint, "write mine", "write your marks to the file";
        ["F"] TakeFile, Hint, "take the file", "take the file as it is; your marks are put aside in a file of their own";
        ["q" "ctrl-c"] Quit, Hint, "quit", "quit; your marks are put aside";
        ["esc"] Cancel, Hint, "later", "decide later; nothing is saved until then";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
    Copy:
        ["enter" "y" "l" "right"] Choose, Hint, "copy", "copy it; the digit before it does so at once, or shows it first";
        ["Y"] WriteCopy, Hint, "to a file", "write it to a file";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["pgdn"] PageDown, Quietly, "", "more of a long text";
        ["pgup"] PageUp, Quietly, "", "back to its beginning";
        ["esc" "q" "h" "left" "ctrl-c"] Cancel, Hint, "back", "copy nothing";
    Overview:
        ["enter"] Choose, Hint, "go there", "go to what is selected";
        ["l" "right" "space"] Unfold, Hint, "unfold", "unfold what stands in the way, or fold it";
        ["h" "left"] Fold, Quietly, "", "fold what stands in the way";
        ["T"] Live, Quietly, "", "say when it goes live, or went";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["pgdn" "ctrl-f"] PageDown, Quietly, "", "a page down";
        ["pgup" "ctrl-b"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["S"] SignOffs, Quietly, "", "go to the sheet of sign-offs";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
        ["esc" "q" "v" "ctrl-c"] Cancel, Hint, "back", "go back to where you were";
    SignOffs:
        ["enter"] Choose, Hint, "sign", "sign what is selected";
        ["l" "right"] GoThere, Hint, "go there", "go to its line in the outline";
        ["u"] Undo, CanUndo, "undo", "undo the last change";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Quietly, "", "one row up";
        ["pgdn" "ctrl-f"] PageDown, Quietly, "", "a page down";
        ["pgup" "ctrl-b"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
        ["esc" "q" "S" "h" "left" "ctrl-c"] Cancel, Hint, "back", "go back to where you were";
    Signing:
        ["enter"] AcceptOn, Hint, "next, sign", "go to the next field; from the last, sign";
        ["ctrl-s"] Accept, Hint, "sign", "sign at once";
        ["down" "ctrl-n" "tab"] NextAnswer, Quietly, "", "the next field";
        ["up" "ctrl-p" "shift-tab"] PreviousAnswer, Quietly, "", "the field before";
        ["esc" "ctrl-c"] Cancel, Hint, "do not sign", "leave; what was typed is kept as a draft";
    Picker:
        ["enter" "l" "right"] Choose, Hint, "open", "open the checklist, or copy the template";
        ["j" "down"] Down, Hint, "down", "one row down";
        ["k" "up"] Up, Hint, "up", "one row up";
        ["pgdn"] PageDown, Quietly, "", "a page down";
        ["pgup"] PageUp, Quietly, "", "a page up";
        ["g" "home"] First, Quietly, "", "first row";
        ["G" "end"] Last, Quietly, "", "last row";
        ["ctrl-l"] Redraw, Quietly, "", "draw the screen anew";
        ["ctrl-z"] Rest, Quietly, "", "rest in the background, until fg";
        ["q" "esc" "ctrl-c"] Quit, Hint, "quit", "leave";
};
