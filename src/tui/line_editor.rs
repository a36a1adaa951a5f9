//! Text editing with readline's keys (its manual, 8.4): the same in every field, the search, the palette and notes. The
//! keymap decides which keys these are.

use ratatui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};

use super::action::Action;

/// A text with a cursor.
#[derive(Debug, Clone)]
pub struct LineEditor {
    area: TextArea<'static>,
    /// The last deleted text; consecutive deletions add up.
    deleted: String,
    /// True if the last action deleted, so that the next one goes on with it.
    deletes: bool,
}

/// The definition of a word.
#[derive(Debug, Clone, Copy)]
enum WordKind {
    /// Letters and digits.
    Letters,
    /// All between spaces.
    Spaced,
}

impl WordKind {
    fn holds(self, character: char) -> bool {
        match self {
            WordKind::Letters => character.is_alphanumeric(),
            WordKind::Spaced => !character.is_whitespace(),
        }
    }
}

impl LineEditor {
    /// An editor that holds `text`, with the cursor at its end.
    pub fn new(text: &str, wraps: bool) -> LineEditor {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(ratatui::style::Style::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        let mut editor = LineEditor {
            area,
            deleted: String::new(),
            deletes: false,
        };
        editor.set_wraps(wraps);
        editor
    }

    /// Returns whether long lines go on in the next row.
    pub fn set_wraps(&mut self, wraps: bool) {
        self.area.set_wrap_mode(if wraps {
            WrapMode::WordOrGlyph
        } else {
            WrapMode::None
        });
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Returns the widget.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Puts a text where the cursor is, as one step.
    pub fn insert(&mut self, text: &str) {
        self.deletes = false;
        self.area.insert_str(text);
    }

    /// Holds this text instead, with the cursor at its end; undo brings back what was there.
    pub fn hold(&mut self, text: &str) {
        self.deletes = false;
        self.area.select_all();
        self.area.insert_str(text);
    }

    /// Moves the cursor down one row, or up where `step` is negative.
    pub fn move_by_row(&mut self, step: isize) {
        self.deletes = false;
        self.area.move_cursor(if step > 0 {
            CursorMove::Down
        } else {
            CursorMove::Up
        });
    }

    /// Carries out an action on the text. Returns whether it is one that edits text.
    pub fn act(&mut self, action: Action) -> bool {
        let deleted = std::mem::take(&mut self.deletes);
        let text: Vec<char> = self.text().chars().collect();
        let at = self.at();
        match action {
            Action::LineStart => self.go_to(line_start(&text, at)),
            Action::LineEnd => self.go_to(line_end(&text, at)),
            Action::CharLeft => self.go_to(at.saturating_sub(1)),
            Action::CharRight => self.go_to((at + 1).min(text.len())),
            Action::WordLeft => self.go_to(word_left(&text, at, WordKind::Letters)),
            Action::WordRight => self.go_to(word_right(&text, at, WordKind::Letters)),
            Action::LineUp => self.move_by_row(-1),
            Action::LineDown => self.move_by_row(1),
            Action::DeleteLeft => drop(self.cut(at.saturating_sub(1), at)),
            Action::DeleteRight => drop(self.cut(at, (at + 1).min(text.len()))),
            Action::DeleteWordLeft => {
                self.delete(word_left(&text, at, WordKind::Letters), at, deleted);
            }
            Action::DeleteWordRight => {
                self.delete(at, word_right(&text, at, WordKind::Letters), deleted);
            }
            Action::DeleteSpacedWord => {
                self.delete(word_left(&text, at, WordKind::Spaced), at, deleted);
            }
            Action::DeleteToStart => self.delete(line_start(&text, at), at, deleted),
            Action::DeleteToEnd => {
                // At the end of a line it takes the line end, as editors do.
                let end = line_end(&text, at);
                self.delete(
                    at,
                    if end == at {
                        (at + 1).min(text.len())
                    } else {
                        end
                    },
                    deleted,
                );
            }
            Action::Yank => drop(self.area.insert_str(&self.deleted)),
            Action::Transpose => self.swap(&text, at),
            Action::UndoTyping => drop(self.area.undo()),
            Action::RedoTyping => drop(self.area.redo()),
            _ => return false,
        }
        true
    }

    /// The place of the cursor, in characters.
    fn at(&self) -> usize {
        let DataCursor(row, column) = self.area.cursor();
        let before = self
            .area
            .lines()
            .iter()
            .take(row)
            .map(|line| line.chars().count() + 1);
        before.sum::<usize>() + column
    }

    fn go_to(&mut self, at: usize) {
        let mut column = at;
        let mut row = 0;
        for line in self.area.lines() {
            let length = line.chars().count();
            if column <= length {
                break;
            }
            column -= length + 1;
            row += 1;
        }
        let narrow = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.area
            .move_cursor(CursorMove::Jump(narrow(row), narrow(column)));
    }

    /// Takes a part of the text away.
    fn cut(&mut self, from: usize, to: usize) -> String {
        if from >= to {
            return String::new();
        }
        let part: String = self.text().chars().skip(from).take(to - from).collect();
        self.go_to(from);
        self.area.delete_str(to - from);
        part
    }

    /// Takes a part away that can be put back; what was deleted just before is put back with it.
    fn delete(&mut self, from: usize, to: usize, next_section_rows: bool) {
        let is_before = to == self.at();
        let part = self.cut(from, to);
        if part.is_empty() {
            self.deletes = next_section_rows;
            return;
        }
        self.deleted = match (next_section_rows, is_before) {
            (false, _) => part,
            (true, true) => part + &self.deleted,
            (true, false) => std::mem::take(&mut self.deleted) + &part,
        };
        self.deletes = true;
    }

    /// Swaps the characters around the cursor, at the end of a line the two before it, and goes behind them.
    fn swap(&mut self, text: &[char], at: usize) {
        let end = line_end(text, at);
        let right = if at == end { at } else { at + 1 };
        if right < line_start(text, at) + 2 {
            return;
        }
        let swapped: String = [text[right - 1], text[right - 2]].iter().collect();
        self.go_to(right - 2);
        self.area.delete_str(2);
        self.area.insert_str(swapped);
    }
}

fn line_start(text: &[char], at: usize) -> usize {
    text[..at]
        .iter()
        .rposition(|&character| character == '\n')
        .map_or(0, |end| end + 1)
}

fn line_end(text: &[char], at: usize) -> usize {
    text[at..]
        .iter()
        .position(|&character| character == '\n')
        .map_or(text.len(), |end| at + end)
}

/// The start of the word before a place.
fn word_left(text: &[char], at: usize, word: WordKind) -> usize {
    let end = text[..at]
        .iter()
        .rposition(|&character| word.holds(character))
        .map_or(0, |last| last + 1);
    text[..end]
        .iter()
        .rposition(|&character| !word.holds(character))
        .map_or(0, |before| before + 1)
}

/// The end of the word behind a place.
fn word_right(text: &[char], at: usize, word: WordKind) -> usize {
    let start = text[at..]
        .iter()
        .position(|&character| word.holds(character))
        .map_or(text.len(), |skip| at + skip);
    let length = text[start..]
        .iter()
        .position(|&character| !word.holds(character));
    length.map_or(text.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::LineEditor;
    use crate::tui::key::Key;
    use crate::tui::keymap::{Context, Keymap};

    /// What keys make of a text: `|` is the cursor, one character of keys without a name is typed.
    fn typed(text: &str, keys: &str) -> String {
        let keymap = Keymap::default();
        let (before, after) = text.split_once('|').expect("a cursor");
        let mut editor = LineEditor::new(&format!("{before}{after}"), false);
        editor.go_to(before.chars().count());
        for name in keys.split(' ') {
            let key = Key::named(name).expect("a key of this name");
            match keymap.lookup(Context::Typing, key) {
                Some(action) => assert!(editor.act(action), "{name} edits text"),
                None => editor.insert(name),
            }
        }
        let mut characters: Vec<char> = editor.text().chars().collect();
        characters.insert(editor.at(), '|');
        characters.into_iter().collect()
    }

    #[test]
    fn keys_edit_as_readline_does() {
        for (before, keys, after) in [
            ("450ms|", "ctrl-u 2", "2|"),
            ("one two|", "ctrl-a x", "x|one two"),
            ("one two|", "home x", "x|one two"),
            ("|one two", "ctrl-e x", "one twox|"),
            ("|one two", "end x", "one twox|"),
            ("one| two", "ctrl-b", "on|e two"),
            ("one| two", "ctrl-f", "one |two"),
            ("|one", "ctrl-b", "|one"),
            ("one|", "ctrl-f", "one|"),
            ("one two|", "left left right", "one tw|o"),
            ("one tw|o", "ctrl-u", "|o"),
            ("one |two", "ctrl-k", "one |"),
            ("one, two|", "ctrl-w", "one, |"),
            ("see http://a/b  |", "ctrl-w", "see |"),
            ("see http://a/b|", "alt-backspace", "see http://a/|"),
            ("one-two|", "alt-backspace alt-backspace", "|"),
            ("|one two", "alt-d", "| two"),
            ("one| two", "alt-d", "one|"),
            ("one| two", "alt-del", "one|"),
            ("one| two", "ctrl-del", "one|"),
            ("one two|", "alt-b", "one |two"),
            ("one two|", "alt-b alt-b alt-b", "|one two"),
            ("|one two", "alt-f alt-f alt-f", "one two|"),
            ("one two|", "ctrl-left ctrl-right", "one two|"),
            ("one two|", "alt-left alt-right", "one two|"),
            ("o|ne", "ctrl-d", "o|e"),
            ("o|ne", "del", "o|e"),
            ("|", "ctrl-d", "|"),
            ("on|e", "ctrl-h", "o|e"),
            ("on|e", "backspace", "o|e"),
            ("|one", "ctrl-h", "|one"),
            ("o|ne", "ctrl-t", "no|e"),
            ("one|", "ctrl-t", "oen|"),
            ("|one", "ctrl-t", "|one"),
            ("o|", "ctrl-t", "o|"),
            ("one two|", "ctrl-w ctrl-y ctrl-y", "one twotwo|"),
            (
                "one two three|",
                "ctrl-w ctrl-w ctrl-a ctrl-y",
                "two three|one ",
            ),
            (
                "|one two three",
                "alt-d alt-d ctrl-e ctrl-y",
                " threeone two|",
            ),
            ("one two|", "ctrl-w ctrl-a ctrl-k ctrl-y", "one |"),
            ("|", "ctrl-y", "|"),
            ("one|", "x ctrl-_", "one|"),
            ("one|", "ctrl-u ctrl-_", "one|"),
            ("one|", "ctrl-u ctrl-_ ctrl-r", "|"),
            // Several lines: each for itself, and from one to the other.
            ("one\ntwo|", "ctrl-u", "one\n|"),
            ("one\n|two", "ctrl-u", "one\n|two"),
            ("one|\ntwo", "ctrl-k", "one|two"),
            ("o|ne\ntwo", "ctrl-k", "o|\ntwo"),
            ("one\nt|wo", "ctrl-a", "one\n|two"),
            ("o|ne\ntwo", "ctrl-e", "one|\ntwo"),
            ("one\n|two", "backspace", "one|two"),
            ("one\n|two", "ctrl-b", "one|\ntwo"),
            ("one\n|two", "alt-b", "|one\ntwo"),
            ("one\nt|wo", "up", "o|ne\ntwo"),
            ("o|ne\ntwo", "down", "one\nt|wo"),
            ("one\n|two", "ctrl-t", "one\n|two"),
            // Characters of several bytes.
            ("数é✅|", "ctrl-h ctrl-b ctrl-d", "数|"),
            ("größer 数据|", "ctrl-w ctrl-y", "größer 数据|"),
        ] {
            assert_eq!(typed(before, keys), after, "{before:?}, {keys}");
        }
    }
}
