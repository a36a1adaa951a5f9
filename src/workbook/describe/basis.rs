//! The basis of a verdict in words: what it rests on, what it leaves out, and what was corrected.

use super::counts::counted;
use super::sentence;
use crate::workbook::{Basis, Corrected, Given, NotCounted, Required, Verdict};

/// The verdict with its basis: `GO: 4 required items: 4 ticked one by one. Not counted: 2 after.`
pub fn verdict_with_basis(verdict: &Verdict, basis: &Basis) -> String {
    format!("{}: {}", verdict.word(), basis.sentences().join(" "))
}

impl Basis {
    /// The basis in sentences: what the verdict rests on; then, if there is any, what it leaves out, and what was
    /// corrected.
    pub fn sentences(&self) -> Vec<String> {
        let others = [
            ("Not counted", self.not_counted.describe()),
            ("Corrected", self.corrected.describe()),
        ];
        let others = others.into_iter().filter(|(_, parts)| !parts.is_empty());
        let others = others.map(|(title, parts)| format!("{title}: {}.", parts.join(", ")));
        std::iter::once(sentence(&self.required.describe()))
            .chain(others)
            .collect()
    }
}

impl Required {
    /// Required items by their answers: `4 required items: 3 ticked one by one, 1 waived`.
    pub fn describe(&self) -> String {
        let all = match self.total {
            0 => return "nothing required".to_owned(),
            total => counted(total, "required item"),
        };
        let mut parts = Vec::new();
        self.ticked
            .describe(&mut parts, "ticked one by one", "in bulk");
        self.na.describe(&mut parts, "N/A", "N/A in bulk");
        self.waived.describe(&mut parts, "waived", "waived in bulk");
        let others = [
            (self.pre_ticked, "pre-ticked"),
            (self.open, "open"),
            (self.blocked, "blocked"),
        ];
        let others = others.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(others.map(|(count, word)| format!("{count} {word}")));
        format!("{all}: {}", parts.join(", "))
    }
}

impl Given {
    fn describe(&self, parts: &mut Vec<String>, one_by_one: &str, in_bulk: &str) {
        if self.one_by_one > 0 {
            parts.push(format!("{} {one_by_one}", self.one_by_one));
        }
        if self.in_bulk > 0 {
            let acts = counted(self.acts, "act");
            parts.push(format!("{} {in_bulk} ({acts})", self.in_bulk));
        }
    }
}

impl NotCounted {
    /// What is left out, without what is zero; empty if nothing is.
    pub fn describe(&self) -> Vec<String> {
        let several = |count: usize, one: &str, several: &str| {
            let word = if count == 1 { one } else { several };
            (count, format!("{count} {word}"))
        };
        let of = |count: usize, word: &str| (count, format!("{count} {word}"));
        let counts = [
            (self.optional.total, self.optional_in_words()),
            of(self.conditional, "conditional (N/A)"),
            of(self.during, "during"),
            of(self.after, "after"),
            of(self.upkeep, "upkeep"),
            of(self.rollback, "rollback"),
            of(self.info, "info"),
            (self.boxes.total, self.boxes_in_words()),
            several(self.blanks, "empty blank", "empty blanks"),
            several(
                self.not_measured,
                "threshold not measured",
                "thresholds not measured",
            ),
            several(
                self.placeholders,
                "placeholder in a ticked item",
                "placeholders in ticked items",
            ),
        ];
        let mut parts: Vec<String> = present(counts).collect();
        let look_at = [
            several(
                self.look_alikes,
                "line that looks like an item",
                "lines that look like items",
            ),
            several(self.includes, "included file", "included files"),
            several(self.conflict_markers, "conflict marker", "conflict markers"),
        ];
        let mut look_at: Vec<String> = present(look_at).collect();
        if let Some(last) = look_at.last_mut() {
            last.push_str(" (gonogo check)");
        }
        parts.append(&mut look_at);
        parts
    }

    fn optional_in_words(&self) -> String {
        let total = self.optional.total;
        match self.optional.open {
            0 => format!("{total} optional"),
            open => format!("{total} optional ({open} open)"),
        }
    }

    fn boxes_in_words(&self) -> String {
        let boxes = self.boxes;
        let word = if boxes.total == 1 { "box" } else { "boxes" };
        let open = match (boxes.open, boxes.undecided) {
            (0, _) => String::new(),
            (open, undecided) if open == undecided => format!(" ({open} open)"),
            (open, 0) => format!(" ({open} open, ignored)"),
            (open, undecided) => format!(" ({open} open, {undecided} undecided)"),
        };
        format!("{} other {word}{open}", boxes.total)
    }
}

/// The words of what there is.
fn present<const N: usize>(counts: [(usize, String); N]) -> impl Iterator<Item = String> {
    let present = counts.into_iter().filter(|(count, _)| *count > 0);
    present.map(|(_, words)| words)
}

impl Corrected {
    /// Corrections of readings; empty without any.
    pub fn describe(&self) -> Vec<String> {
        let people = counted(self.people, "reading") + " by people";
        let annotations = counted(self.annotations, "reading") + " by annotations";
        present([(self.people, people), (self.annotations, annotations)]).collect()
    }
}
