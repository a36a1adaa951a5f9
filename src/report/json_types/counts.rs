//! Counts as JSON has them: over a document, a phase or a section, and the basis of a verdict.

use schemars::JsonSchema;
use serde::Serialize;

use crate::checklist::{EntryId, Phase};
use crate::progress::State;
use crate::workbook::{Basis, Tally, Verdict, Workbook, describe};

/// Counts of items, boxes and blanks.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Counts")]
pub struct JsonCounts {
    /// Items.
    items: ItemCounts,
    /// Other boxes, which don't count; boxes that count are among the items.
    boxes: BoxCounts,
    /// Blanks.
    blanks: FilledCounts,
    /// Variables: each is one, however many places it has, and counted in the section where it first stands.
    variables: FilledCounts,
}

/// Counts of items by state.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemCounts {
    /// All items.
    total: usize,
    /// Open items.
    open: usize,
    /// Done items.
    done: usize,
    /// Items that are not applicable.
    na: usize,
    /// Blocked items.
    blocked: usize,
    /// Waived items.
    waived: usize,
    /// The done items that are ticked in the document only.
    pre_ticked: usize,
}

/// Counts of boxes that aren't items.
#[derive(Debug, Serialize, JsonSchema)]
struct BoxCounts {
    /// All boxes.
    total: usize,
    /// Ticked boxes.
    ticked: usize,
}

/// Counts of blanks or variables.
#[derive(Debug, Serialize, JsonSchema)]
struct FilledCounts {
    /// All of them.
    total: usize,
    /// Those with a value that needs no confirming.
    filled: usize,
}

/// What a verdict rests on, and what it leaves out.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Basis")]
pub struct JsonBasis {
    /// The verdict and its basis in words.
    text: String,
    #[serde(flatten)]
    counts: Basis,
}

/// Counts of a section.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Section")]
pub struct JsonSection<'a> {
    /// The key of the section.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The number of sections around it, not counting the title.
    depth: usize,
    /// The heading.
    text: &'a str,
    /// The phase of the launch.
    phase: Phase,
    /// Counts of all that is below the heading.
    counts: JsonCounts,
}

/// Counts of a phase of the launch.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PhaseCounts {
    /// The phase of the launch.
    phase: Phase,
    /// Counts of all sections in this phase.
    counts: JsonCounts,
}

impl From<Tally> for JsonCounts {
    fn from(tally: Tally) -> JsonCounts {
        JsonCounts {
            items: ItemCounts {
                total: tally.total(),
                open: tally.of(State::Open),
                done: tally.of(State::Done),
                na: tally.of(State::Na),
                blocked: tally.of(State::Blocked),
                waived: tally.of(State::Waived),
                pre_ticked: tally.pre_ticked,
            },
            boxes: BoxCounts {
                total: tally.boxes,
                ticked: tally.boxes_ticked,
            },
            blanks: FilledCounts {
                total: tally.blanks - tally.variables,
                filled: tally.filled - tally.variables_filled,
            },
            variables: FilledCounts {
                total: tally.variables,
                filled: tally.variables_filled,
            },
        }
    }
}

impl JsonBasis {
    /// The basis of a verdict.
    pub fn of(verdict: &Verdict, basis: &Basis) -> JsonBasis {
        JsonBasis {
            text: describe::verdict_with_basis(verdict, basis),
            counts: *basis,
        }
    }
}

impl<'a> JsonSection<'a> {
    /// The counts of the section `id`.
    pub fn of(workbook: &'a Workbook, id: EntryId) -> JsonSection<'a> {
        let checklist = workbook.checklist();
        let entry = checklist.entry(id);
        JsonSection {
            key: checklist.key(id),
            line: entry.line,
            depth: entry.depth,
            text: &entry.text,
            phase: workbook.phase(id),
            counts: workbook.tally_of(id).into(),
        }
    }
}

impl PhaseCounts {
    /// The counts of `phase`, which are `tally`.
    pub fn of(phase: Phase, tally: Tally) -> PhaseCounts {
        PhaseCounts {
            phase,
            counts: tally.into(),
        }
    }
}
