//! The basis of a verdict in words: what it rests on, what it leaves out, and what was corrected.

use super::counts::counted;
use super::sentence;
use crate::sanitize;
use crate::workbook::{Basis, Corrected, Filled, Given, NotCounted, Required, Verdict};

/// The verdict with its basis: `GO: 4 required items: 4 ticked one by one. Not counted: 2 after.`
pub fn verdict_with_basis(verdict: &Verdict, basis: &Basis) -> String {
    format!("{}: {}", verdict.word(), basis.sentences().join(" "))
}

impl Basis {
    /// The basis in sentences: what the verdict rests on; then, if there is any, what else it requires, what it leaves
    /// out, and what was corrected.
    pub fn sentences(&self) -> Vec<String> {
        let named = self.named_sentences().into_iter();
        named.map(|(_, sentence)| sentence).collect()
    }

    /// The same, each with a name for its kind.
    pub fn named_sentences(&self) -> Vec<(&'static str, String)> {
        let others = [
            (
                "required-blanks",
                "Required blanks",
                self.required_blanks.describe(),
            ),
            ("not-counted", "Not counted", self.not_counted.describe()),
            ("corrected", "Corrected", self.corrected.describe()),
        ];
        let others = others.into_iter().filter(|(.., parts)| !parts.is_empty());
        let others =
            others.map(|(name, title, parts)| (name, format!("{title}: {}.", parts.join(", "))));
        std::iter::once(("basis", sentence(&self.required.describe())))
            .chain(others)
            .collect()
    }
}

impl Basis {
    /// What somebody signs for, as part of a sentence: `4 required items: 4 ticked one by one. Not counted: 2 after.`
    pub fn signed_for(&self) -> String {
        self.sentences().join(" ")
    }

    /// What a careful person checks before trusting a GO, the most important first: `44 in bulk`, `3 open boxes`.
    pub fn concerns(&self) -> Vec<String> {
        let (required, left_out) = (&self.required, &self.not_counted);
        let in_bulk = required.ticked.in_bulk + required.na.in_bulk + required.waived.in_bulk;
        let counts = [
            several(
                left_out.conflict_markers,
                "conflict marker",
                "conflict markers",
            ),
            of(in_bulk, "in bulk"),
            several(left_out.boxes.undecided, "undecided box", "undecided boxes"),
            several(left_out.look_alikes, "look-alike", "look-alikes"),
            several(left_out.includes, "include", "includes"),
            of(left_out.not_measured, "not measured"),
            several(
                left_out.placeholders,
                "empty placeholder",
                "empty placeholders",
            ),
            of(required.pre_ticked, "pre-ticked"),
            several(left_out.blanks, "blank empty", "blanks empty"),
        ];
        present(counts).collect()
    }

    /// As many concerns as fit into a row of `columns`, and the number of the others: `44 in bulk, 3 open boxes +2`.
    /// `None` if there are none, or none fits.
    pub fn brief(&self, columns: usize) -> Option<String> {
        let concerns = self.concerns();
        let text = |kept: usize| {
            let rest = match concerns.len() - kept {
                0 => String::new(),
                rest => format!(" +{rest}"),
            };
            concerns[..kept].join(", ") + &rest
        };
        let fits = |text: &String| sanitize::width(text) <= columns;
        (1..=concerns.len()).rev().map(text).find(fits)
    }
}

impl Filled {
    /// Places to fill: `1 of 2 filled`; empty without any.
    pub fn describe(&self) -> Vec<String> {
        let told = format!("{} of {} filled", self.filled, self.total);
        present([(self.total, told)]).collect()
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
        let counts = [
            (self.optional.total, self.optional_in_words()),
            of(self.conditional, "conditional (N/A)"),
            several(self.options, "option not chosen", "options not chosen"),
            of(self.during, "during"),
            of(self.after, "after"),
            of(self.upkeep, "upkeep"),
            of(self.rollback, "rollback"),
            of(self.info, "info"),
            (self.boxes.total, self.boxes_in_words()),
            several(self.blanks, "blank empty", "blanks empty"),
            several(
                self.not_measured,
                "threshold not measured",
                "thresholds not measured",
            ),
            several(
                self.placeholders,
                "empty placeholder in a ticked item",
                "empty placeholders in ticked items",
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

/// A count in words, with another word for several.
fn several(count: usize, one: &str, several: &str) -> (usize, String) {
    of(count, if count == 1 { one } else { several })
}

/// A count in words.
fn of(count: usize, word: &str) -> (usize, String) {
    (count, format!("{count} {word}"))
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

#[cfg(test)]
mod tests {
    use crate::workbook::{
        Basis, Corrected, Filled, Given, NotCounted, OtherBoxes, PartlyOpen, Required,
    };

    fn given(one_by_one: usize, in_bulk: usize, acts: usize) -> Given {
        Given {
            one_by_one,
            in_bulk,
            acts,
        }
    }

    fn all() -> Basis {
        Basis {
            required: Required {
                total: 181,
                ticked: given(120, 44, 1),
                na: given(2, 4, 1),
                waived: given(0, 4, 2),
                pre_ticked: 3,
                open: 3,
                blocked: 1,
            },
            required_blanks: Filled {
                total: 3,
                filled: 1,
            },
            not_counted: NotCounted {
                optional: PartlyOpen { total: 12, open: 4 },
                conditional: 2,
                options: 3,
                during: 1,
                after: 29,
                upkeep: 3,
                rollback: 5,
                info: 6,
                boxes: OtherBoxes {
                    total: 27,
                    open: 3,
                    undecided: 3,
                },
                blanks: 2,
                not_measured: 3,
                placeholders: 2,
                look_alikes: 11,
                includes: 2,
                conflict_markers: 3,
            },
            corrected: Corrected {
                people: 2,
                annotations: 1,
            },
        }
    }

    #[test]
    fn sentences_name_everything_that_there_is() {
        assert_eq!(
            all().sentences(),
            [
                "181 required items: 120 ticked one by one, 44 in bulk (1 act), 2 N/A, 4 N/A in bulk (1 act), \
                 4 waived in bulk (2 acts), 3 pre-ticked, 3 open, 1 blocked.",
                "Required blanks: 1 of 3 filled.",
                "Not counted: 12 optional (4 open), 2 conditional (N/A), 3 options not chosen, 1 during, 29 after, \
                 3 upkeep, 5 rollback, 6 info, 27 other boxes (3 open), 2 blanks empty, 3 thresholds not measured, \
                 2 empty placeholders in ticked items, 11 lines that look like items, 2 included files, 3 conflict markers (gonogo check).",
                "Corrected: 2 readings by people, 1 reading by annotations.",
            ]
        );
    }

    #[test]
    fn what_is_zero_is_not_named_and_one_is_singular() {
        let one = Basis {
            required: Required {
                total: 1,
                ticked: given(1, 0, 0),
                ..Required::default()
            },
            not_counted: NotCounted {
                optional: PartlyOpen { total: 1, open: 0 },
                boxes: OtherBoxes {
                    total: 1,
                    open: 1,
                    undecided: 0,
                },
                blanks: 1,
                not_measured: 1,
                placeholders: 1,
                look_alikes: 1,
                ..NotCounted::default()
            },
            ..Basis::default()
        };
        let told = "1 required item: 1 ticked one by one. Not counted: 1 optional, 1 other box (1 open, ignored), \
                    1 blank empty, 1 threshold not measured, 1 empty placeholder in a ticked item, \
                    1 line that looks like an item (gonogo check).";
        assert_eq!(one.sentences().join(" "), told);
        assert_eq!(Basis::default().sentences(), ["Nothing required."]);
    }

    #[test]
    fn brief_names_what_fits_and_counts_the_rest() {
        for (columns, expected) in [
            (
                200,
                Some(
                    "3 conflict markers, 52 in bulk, 3 undecided boxes, 11 look-alikes, 2 includes, 3 not measured, \
                     2 empty placeholders, 3 pre-ticked, 2 blanks empty",
                ),
            ),
            (40, Some("3 conflict markers, 52 in bulk +7")),
            (21, Some("3 conflict markers +8")),
            (20, None),
        ] {
            assert_eq!(all().brief(columns).as_deref(), expected, "{columns}");
        }
        assert_eq!(Basis::default().brief(80), None);
    }
}
