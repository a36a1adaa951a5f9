//! A text that can be copied, with what was put into it, as it is shown before it is copied.

use std::ops::Range;

use crate::sanitize::{self, exported};
use crate::tui::theme::StyleRole;
use crate::workbook::{Command, CommandPiece};

/// The kind of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyableKind {
    /// A code block.
    Command,
    /// A code span.
    Code,
    /// The target of a link.
    Link,
    /// The text of the row, as it reads.
    Text,
    /// The key of the entry.
    Key,
}

/// A text that can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copyable {
    /// Its kind.
    pub kind: CopyableKind,
    /// The text; no control characters but newlines and tabs, and newlines in commands only.
    pub text: String,
    /// The parts that stand for blanks and variables, in order, with their looks.
    marks: Vec<(Range<usize>, StyleRole)>,
    /// What is empty in it, as the document writes it.
    pub empty: Vec<String>,
    /// The values that it can't hold, with the reasons.
    pub unfit: Vec<String>,
}

/// A row of a text: its parts, with their looks where they stand for a blank or variable.
pub type CopyableRow = Vec<(String, Option<StyleRole>)>;

impl Copyable {
    /// A text in which nothing stands for a blank or variable.
    pub(super) fn plain(kind: CopyableKind, text: &str) -> Copyable {
        // A newline in it, as an entity makes one, is none that anybody sees.
        let text = match kind {
            CopyableKind::Command => exported::to_paste(text),
            CopyableKind::Code | CopyableKind::Link | CopyableKind::Text | CopyableKind::Key => {
                exported::to_paste_on_one_line(text)
            }
        };
        Copyable {
            kind,
            text,
            marks: Vec::new(),
            empty: Vec::new(),
            unfit: Vec::new(),
        }
    }

    /// Code with its values, exactly as it is pasted.
    pub(super) fn code(kind: CopyableKind, command: &Command) -> Copyable {
        let pasted: String = command.pieces.iter().map(CommandPiece::pasted).collect();
        let plain = Copyable::plain(kind, &pasted);
        let unfit = command.unfit();
        let unfit = unfit
            .iter()
            .map(|(written, reason)| format!("{written}: {reason}"));
        Copyable {
            marks: marks(command, &plain.text),
            empty: command.empty().into_iter().map(str::to_owned).collect(),
            unfit: unfit.collect(),
            ..plain
        }
    }

    /// Returns whether all of it fits into one row of so many columns.
    pub fn fits(&self, columns: usize) -> bool {
        matches!(exported::exact(&self.text).as_slice(), [line] if *line == self.text && sanitize::width(line) <= columns)
    }

    /// Returns whether nothing has to be pointed out before it is copied.
    pub fn is_ready(&self) -> bool {
        self.empty.is_empty() && self.unfit.is_empty()
    }

    /// Its first line that is not blank, and how long it is where it has more.
    pub fn gist(&self, columns: usize, ellipsis: &str) -> String {
        let lines = self.text.lines().count();
        let count = if lines > 1 {
            format!("  ({lines} lines)")
        } else {
            String::new()
        };
        let first = exported::exact(&self.text)
            .into_iter()
            .next()
            .unwrap_or_default();
        let room = columns.saturating_sub(count.len());
        format!(
            "{}{count}",
            sanitize::fit(first.trim_start(), room, ellipsis)
        )
    }

    /// All of it, with everything in it to be seen, in rows of so many columns.
    pub fn rows(&self, columns: usize) -> Vec<CopyableRow> {
        let mut rows = vec![CopyableRow::new()];
        let mut used = 0;
        for (text, role) in self.parts() {
            for (index, line) in exported::exact(text).iter().enumerate() {
                if index > 0 {
                    rows.push(CopyableRow::new());
                    used = 0;
                }
                for character in line.chars() {
                    let width = sanitize::width(character.encode_utf8(&mut [0; 4]));
                    if used + width > columns.max(1) {
                        rows.push(CopyableRow::new());
                        used = 0;
                    }
                    used += width;
                    if let Some(row) = rows.last_mut() {
                        push(row, character, role);
                    }
                }
            }
        }
        rows
    }

    /// The text, split at its marks.
    fn parts(&self) -> Vec<(&str, Option<StyleRole>)> {
        let mut parts = Vec::with_capacity(2 * self.marks.len() + 1);
        let mut at = 0;
        for (range, role) in &self.marks {
            parts.push((&self.text[at..range.start], None));
            parts.push((&self.text[range.clone()], Some(*role)));
            at = range.end;
        }
        parts.push((&self.text[at..], None));
        parts.retain(|(text, _)| !text.is_empty());
        parts
    }
}

fn push(row: &mut CopyableRow, character: char, role: Option<StyleRole>) {
    match row.last_mut() {
        Some((text, same)) if *same == role => text.push(character),
        _ => row.push((character.to_string(), role)),
    }
}

/// Where the values and empty places of a command are in the text that is pasted: that is the command without some of its
/// characters.
fn marks(command: &Command, pasted: &str) -> Vec<(Range<usize>, StyleRole)> {
    let mut marks = Vec::new();
    let mut rest = pasted.char_indices().peekable();
    for piece in &command.pieces {
        let start = rest.peek().map_or(pasted.len(), |&(at, _)| at);
        for character in piece.pasted().chars() {
            let is_kept = |next: char| {
                next == character || (next == ' ' && character.is_whitespace() && character != ' ')
            };
            rest.next_if(|&(_, next)| is_kept(next));
        }
        let end = rest.peek().map_or(pasted.len(), |&(at, _)| at);
        let role = match piece {
            CommandPiece::Text(_) => continue,
            CommandPiece::Value { .. } => StyleRole::Substituted,
            CommandPiece::Empty { .. } | CommandPiece::Unconfirmed { .. } => StyleRole::Empty,
            CommandPiece::Unfit { .. } => StyleRole::Bad,
        };
        if start < end {
            marks.push((start..end, role));
        }
    }
    marks
}

impl CopyableKind {
    /// Returns whether it is meant to be typed somewhere.
    pub fn is_code(self) -> bool {
        matches!(self, CopyableKind::Command | CopyableKind::Code)
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            CopyableKind::Command => "command",
            CopyableKind::Code => "code",
            CopyableKind::Link => "link",
            CopyableKind::Text => "text",
            CopyableKind::Key => "key",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Copyable, CopyableKind};
    use crate::tui::theme::StyleRole;
    use crate::workbook::{Command, CommandPiece};

    fn text(text: &str) -> CommandPiece {
        CommandPiece::Text(text.to_owned())
    }

    fn value(pasted: &str) -> CommandPiece {
        CommandPiece::Value {
            written: "<host>".to_owned(),
            value: pasted.to_owned(),
            pasted: pasted.to_owned(),
        }
    }

    /// The rows with values as `[value]` and what is empty as `{written}`.
    fn told(copyable: &Copyable, columns: usize) -> Vec<String> {
        let part = |(text, role): &(String, Option<StyleRole>)| match role {
            Some(StyleRole::Substituted) => format!("[{text}]"),
            Some(_) => format!("{{{text}}}"),
            None => text.clone(),
        };
        let rows = copyable.rows(columns);
        rows.iter()
            .map(|row| row.iter().map(part).collect())
            .collect()
    }

    #[test]
    fn values_are_marked_in_exactly_the_text_that_is_pasted() {
        let empty = CommandPiece::Empty {
            written: "<port>".to_owned(),
        };
        let pieces = vec![
            text("\n  \n  ssh\u{200b}\t"),
            value("'db 1'"),
            text(" -p "),
            empty,
            text(" \u{1b}\n\u{2028}echo "),
            value("db-2"),
            text("\n\n"),
        ];
        let copyable = Copyable::code(CopyableKind::Command, &Command { pieces });
        assert_eq!(copyable.text, "  ssh\t'db 1' -p <port> \n echo db-2");
        assert_eq!(copyable.empty, ["<port>"]);
        assert_eq!(
            told(&copyable, 80),
            ["  ssh<tab>['db 1'] -p {<port>} ", " echo [db-2]"]
        );
        assert_eq!(
            told(&copyable, 13),
            ["  ssh<tab>['db]", "[ 1'] -p {<port>}", " ", " echo [db-2]"]
        );
    }
}
