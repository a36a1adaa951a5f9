//! Git's conflict markers in a progress file: parsed into both sides.
//!
//! Each side becomes a text of its own that knows its line numbers in the file. The part of a
//! common ancestor (`diff3`, `zdiff3`) is skipped: both sides have it too, unless the file was merged
//! again; then it is read line by line. No line of JSON starts with `<`, `=`, `|` or `>`, and no string in it has a
//! line break, so nothing can be mistaken for a marker. Pure: text in, sides out.

use memchr::memmem;

use super::Damage;
use super::encoding::lines;

const OURS: &str = "<<<<<<<";
const BASE: &str = "|||||||";
const THEIRS: &str = "=======";
const END: &str = ">>>>>>>";

/// The text of one side.
#[derive(Debug, Default)]
pub(super) struct ConflictSide {
    pub(super) text: String,
    /// The line in the file for each line of the text, counted from 1.
    lines: Vec<usize>,
}

impl ConflictSide {
    /// Returns the line in the file for a line of this side.
    pub(super) fn line(&self, line: usize) -> usize {
        let line = self.lines.get(line.saturating_sub(1)).or(self.lines.last());
        line.copied().unwrap_or(1)
    }

    fn push(&mut self, number: usize, line: &str) {
        self.text.push_str(line);
        self.lines.push(number);
    }
}

/// The part of a conflict that a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ConflictPart {
    Both,
    Ours,
    Base,
    Theirs,
}

/// `true` if there is a part of a common ancestor.
pub(super) fn has_ancestor(text: &str) -> bool {
    text.contains("\n|||||||")
}

/// Returns our side and theirs; `None` if the text has no markers.
pub(super) fn sides(text: &str) -> Result<Option<[ConflictSide; 2]>, Damage> {
    let marked = text.starts_with(OURS) || memmem::find(text.as_bytes(), b"\n<<<<<<<").is_some();
    if !marked {
        return Ok(None);
    }
    let (mut ours, mut theirs) = (ConflictSide::default(), ConflictSide::default());
    let (mut part, mut begun) = (ConflictPart::Both, 1);
    for (number, line) in (1..).zip(lines(text)) {
        let next = match part {
            ConflictPart::Both if is_marker(line, OURS) => {
                begun = number;
                ConflictPart::Ours
            }
            ConflictPart::Ours if is_marker(line, BASE) => ConflictPart::Base,
            ConflictPart::Ours | ConflictPart::Base if is_marker(line, THEIRS) => {
                ConflictPart::Theirs
            }
            ConflictPart::Theirs if is_marker(line, END) => ConflictPart::Both,
            _ => {
                if matches!(part, ConflictPart::Both | ConflictPart::Ours) {
                    ours.push(number, line);
                }
                if matches!(part, ConflictPart::Both | ConflictPart::Theirs) {
                    theirs.push(number, line);
                }
                continue;
            }
        };
        part = next;
    }
    match part {
        ConflictPart::Both => Ok(Some([ours, theirs])),
        ConflictPart::Theirs => Err(unfinished(begun, END)),
        ConflictPart::Ours | ConflictPart::Base => Err(unfinished(begun, THEIRS)),
    }
}

fn unfinished(line: usize, marker: &str) -> Damage {
    Damage {
        line,
        what: format!("git's conflict marker `{OURS}` has no `{marker}` after it"),
    }
}

/// Returns whether a line is this marker: alone, or with a label after a space. Longer markers don't count: git leaves
/// those in the part of the common ancestor.
fn is_marker(line: &str, marker: &str) -> bool {
    let label = line.trim_end_matches(['\n', '\r']).strip_prefix(marker);
    label.is_some_and(|label| label.is_empty() || label.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::{Damage, sides};

    #[test]
    fn the_sides_of_a_text() {
        for (label, text, ours, theirs) in [
            (
                "merge",
                "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n",
                "a\nb\nd\n",
                "a\nc\nd\n",
            ),
            ("bare", "<<<<<<<\nb\n=======\nc\n>>>>>>>", "b\n", "c\n"),
            (
                "diff3",
                "<<<<<<< a\nb\n||||||| 1f\nx\n=======\nc\n>>>>>>> z\n",
                "b\n",
                "c\n",
            ),
            (
                "zdiff3 and empty",
                "a\n<<<<<<< a\n|||||||\n=======\nc\n>>>>>>> z\n",
                "a\n",
                "a\nc\n",
            ),
            (
                "older conflicts in the ancestor",
                "<<<<<<< a\nb\n||||||| m\n<<<<<<<<< t\nx\n=========\ny\n>>>>>>>>> u\n=======\nc\n>>>>>>> z\n",
                "b\n",
                "c\n",
            ),
            (
                "CRLF",
                "<<<<<<< a\r\nb\r\n=======\r\nc\r\n>>>>>>> z\r\nd\r\n",
                "b\r\nd\r\n",
                "c\r\nd\r\n",
            ),
            (
                "several",
                "<<<<<<< a\nb\n=======\n>>>>>>> z\nm\n<<<<<<< a\n=======\nc\n>>>>>>> z\n",
                "b\nm\n",
                "m\nc\n",
            ),
            (
                "rebase",
                "<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> 1a2b3c4 (tick the second)\n",
                "b\n",
                "c\n",
            ),
        ] {
            let [one, other] = sides(text).unwrap().unwrap();
            assert_eq!(
                (one.text.as_str(), other.text.as_str()),
                (ours, theirs),
                "{label}"
            );
        }
        for text in ["", "{}\n", "{\"a\": \"\\n<<<<<<<\"}", " <<<<<<< a\n"] {
            assert!(sides(text).unwrap().is_none(), "{text:?}");
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let [ours, theirs] = sides("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd\n")
            .unwrap()
            .unwrap();
        assert_eq!([1, 2, 3, 4].map(|line| ours.line(line)), [1, 3, 7, 7]);
        assert_eq!([1, 2, 3].map(|line| theirs.line(line)), [1, 5, 7]);
    }

    #[test]
    fn a_conflict_without_its_end() {
        for (text, line, marker) in [
            ("a\n<<<<<<< x\nb\n", 2, "======="),
            ("<<<<<<< x\nb\n>>>>>>> y\n", 1, "======="),
            ("<<<<<<< x\nb\n||||||| m\n", 1, "======="),
            (
                "<<<<<<< x\n=======\n>>>>>>> y\n\n<<<<<<< x\n=======\nb\n",
                5,
                ">>>>>>>",
            ),
        ] {
            let what = format!("git's conflict marker `<<<<<<<` has no `{marker}` after it");
            assert_eq!(sides(text).unwrap_err(), Damage { line, what }, "{text:?}");
        }
    }
}
