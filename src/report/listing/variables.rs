//! The variables of a document and their places as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::CurrentAnswer;
use crate::checklist::{BlankKind, Notation, Place, VariableId};
use crate::progress::Register;
use crate::workbook::{ValueOrigin, Workbook};

/// A placeholder with a name, which means the same in all of its places.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Variable")]
pub(super) struct JsonVariable<'a> {
    /// The name that identifies it in the progress file: in lower case, with hyphens.
    slug: &'a str,
    /// The name at its first place, without brackets.
    name: &'a str,
    /// Its first place, as the document writes it.
    written: &'a str,
    /// The kind of answer that its name asks for.
    kind: BlankKind,
    /// The value that fills its places, as typed; null if there is none, answers differ or it needs confirming.
    value: Option<&'a str>,
    /// The origin of the value; null without one.
    origin: Option<OriginWord>,
    /// The key of the blank that it is linked to.
    blank: Option<String>,
    /// The value that needs confirming before it fills its places: copied from another run, or of a linked blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    unconfirmed: Option<&'a str>,
    /// All current answers if they differ; otherwise empty.
    conflict: Vec<CurrentAnswer<'a>>,
    /// The person who typed the value; null if nobody did, answers differ or it comes from a blank.
    by: Option<&'a str>,
    /// The user whose rights that person used, if that is another.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    /// The time of the answer, RFC 3339 in UTC; null as for the person.
    at: Option<&'a str>,
    /// Its places, in document order.
    #[schemars(length(min = 1))]
    places: Vec<JsonPlace<'a>>,
}

/// The origin of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum OriginWord {
    /// Typed for all places of the variable.
    Variable,
    /// Typed for the entry of the place only.
    Here,
    /// Typed in the linked blank.
    Blank,
}

/// A place of a variable.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Place")]
struct JsonPlace<'a> {
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The column of its first character, from 1.
    #[schemars(range(min = 1))]
    column: usize,
    /// Its text in the document.
    text: &'a str,
    /// The key of the entry in whose text or blocks it is; null before the first entry.
    entry: Option<String>,
    /// The way in which it is written.
    notation: Notation,
    /// The value in this place; null without one.
    value: Option<&'a str>,
    /// The origin of that value; null without one.
    origin: Option<OriginWord>,
}

impl From<ValueOrigin> for OriginWord {
    fn from(origin: ValueOrigin) -> OriginWord {
        match origin {
            ValueOrigin::Variable => OriginWord::Variable,
            ValueOrigin::Here => OriginWord::Here,
            ValueOrigin::Blank(_) => OriginWord::Blank,
        }
    }
}

/// Returns a variable with its places.
pub(super) fn variable(workbook: &Workbook, id: VariableId) -> JsonVariable<'_> {
    let checklist = workbook.checklist();
    let variable = checklist.variable(id);
    let register = workbook.variable_register(id);
    let answer = register.and_then(Register::answer);
    let answer = answer.filter(|answer| answer.value.is_some());
    let conflict = register
        .filter(|register| register.is_conflict())
        .map_or(&[][..], Register::standing);
    let current = conflict.iter().map(|answer| CurrentAnswer {
        value: answer.value.as_deref(),
        by: &answer.by,
        acting: answer.acting.as_deref(),
        at: &answer.at,
    });
    let blank = workbook.linked_blank(id);
    let mut columns = ColumnCounter::default();
    let places = variable.places.iter().map(|&at| {
        let place = &checklist.places()[at];
        json_place(workbook, place, columns.next(checklist.source(), place))
    });
    JsonVariable {
        slug: &variable.slug,
        name: &variable.name,
        written: &variable.written,
        kind: variable.kind,
        value: workbook.variable_value(id),
        origin: workbook.variable_origin(id).map(OriginWord::from),
        blank: blank.map(|blank| checklist.blank_key(blank)),
        unconfirmed: workbook.variable_to_confirm(id).map(|(value, _)| value),
        conflict: current.collect(),
        by: answer.map(|answer| answer.by.as_str()),
        acting: answer.and_then(|answer| answer.acting.as_deref()),
        at: answer.map(|answer| answer.at.as_str()),
        places: places.collect(),
    }
}

fn json_place<'a>(workbook: &'a Workbook, place: &Place, column: usize) -> JsonPlace<'a> {
    let checklist = workbook.checklist();
    let value = workbook.place_value(place);
    JsonPlace {
        line: place.line,
        column,
        text: &checklist.source()[place.range.clone()],
        entry: place.entry.map(|id| checklist.key(id)),
        notation: place.notation,
        value: value.map(|value| value.text),
        origin: value.map(|value| value.origin.into()),
    }
}

/// Counts the columns of places, one after the other: a line with thousands of places is read once.
#[derive(Default)]
struct ColumnCounter {
    /// The line of the last place.
    line: usize,
    /// The offset of the last place.
    offset: usize,
    /// The characters before it on its line.
    before: usize,
}

impl ColumnCounter {
    fn next(&mut self, source: &str, place: &Place) -> usize {
        let start = place.range.start;
        if self.line == place.line {
            self.before += source[self.offset..start].chars().count();
        } else {
            let line = source[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            self.before = source[line..start].chars().count();
        }
        (self.line, self.offset) = (place.line, start);
        self.before + 1
    }
}
