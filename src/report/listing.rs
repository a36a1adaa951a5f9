//! The items, boxes and blanks of a document as JSON, for `list --json` and for reports.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::json_types::words::DifferenceKind;
use crate::checklist::{BlankId, BlankKind, EntryId, Notation, VariableId};
use crate::progress::{Answer, Mark, Note, State};
use crate::workbook::{Doubt, Workbook};

/// Returns the number of items around an item.
pub fn item_depth(workbook: &Workbook, id: EntryId) -> usize {
    let checklist = workbook.checklist();
    checklist
        .ancestors(id)
        .filter(|&up| checklist.entry(up).is_item())
        .count()
}

mod variables;

use variables::JsonVariable;

/// Items, boxes, variables and blanks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Listing<'a> {
    /// Items, in document order.
    items: Vec<JsonItem<'a>>,
    /// Boxes that aren't items, such as those in tables; they never block.
    boxes: Vec<JsonBox<'a>>,
    /// Variables, in the order of their first places.
    variables: Vec<JsonVariable<'a>>,
    /// Blanks, in items and elsewhere, in document order.
    blanks: Vec<JsonBlank<'a>>,
}

/// An item of a task list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Item")]
struct JsonItem<'a> {
    /// The number among all items of the document, from 1.
    #[schemars(range(min = 1))]
    number: usize,
    /// The key: the path of slugs that names the entry in the progress file and on the command line.
    key: String,
    /// The line of its marker, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The number of items around it.
    depth: usize,
    /// The headings above, outermost first.
    section: Vec<&'a str>,
    /// The text, with blanks and garbled characters as in the document.
    text: Cow<'a, str>,
    /// True if the document ticks it.
    source_ticked: bool,
    /// The state; open if there is a conflict.
    state: State,
    /// True if the state needs confirming because the document changed.
    confirm: bool,
    /// The changes because of which the state needs confirming; absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<DifferenceKind>,
    /// All current answers if they differ; otherwise empty.
    conflict: Vec<CurrentAnswer<'a>>,
    /// The reason for the state.
    reason: Option<&'a str>,
    /// The person who set the state; null if nobody did or answers differ.
    by: Option<&'a str>,
    /// The user whose rights that person used, if that is another.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    /// The time of the answer, RFC 3339 in UTC; null if nobody answered or answers differ.
    at: Option<&'a str>,
    /// True if it may be left undone.
    optional: bool,
    /// Notes.
    notes: Vec<JsonNote<'a>>,
    /// The keys of its blanks.
    blanks: Vec<String>,
}

/// A box that isn't an item: it is ticked like one, and never blocks.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Box")]
struct JsonBox<'a> {
    /// The key: the path of slugs that names the entry in the progress file and on the command line.
    key: String,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The headings above, outermost first.
    section: Vec<&'a str>,
    /// The text, as in the document.
    text: Cow<'a, str>,
    /// True if the document ticks it.
    source_ticked: bool,
    /// The state; open if there is a conflict.
    state: State,
    /// The person who set the state; null if nobody did or answers differ.
    by: Option<&'a str>,
    /// The user whose rights that person used, if that is another.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    /// The time of the answer, RFC 3339 in UTC; null if nobody answered or answers differ.
    at: Option<&'a str>,
    /// The key of the item around it.
    item: Option<String>,
}

/// One of several current answers.
#[derive(Debug, Serialize, JsonSchema)]
struct CurrentAnswer<'a> {
    /// The state or the value; null leaves it to the document.
    value: Option<&'a str>,
    /// The person.
    by: &'a str,
    /// The user whose rights that person used, if that is another.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    /// The time of the answer.
    at: &'a str,
}

/// A note.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Note")]
struct JsonNote<'a> {
    /// The text, as typed.
    text: &'a str,
    /// The author.
    by: &'a str,
    /// The user whose rights the author used, if that is another.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    /// The time of the note.
    at: &'a str,
}

/// A blank to fill in.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Blank")]
struct JsonBlank<'a> {
    /// The key: that of its entry, a colon and the slug of its label.
    key: String,
    /// The label.
    label: &'a str,
    /// The kind of answer it asks for.
    kind: BlankKind,
    /// The way in which the document writes it.
    notation: Notation,
    /// The answers that the document offers.
    choices: &'a [String],
    /// The answer, as typed; null if there is none or answers differ.
    value: Option<&'a str>,
    /// The run that the value was copied from, until it is confirmed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<&'a str>,
    /// True if the value needs confirming: it was copied from another run, or the document changed.
    confirm: bool,
    /// The changes because of which the value needs confirming; absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<DifferenceKind>,
    /// All current answers if they differ; otherwise empty.
    conflict: Vec<CurrentAnswer<'a>>,
    /// The person who answered; null if nobody did or answers differ.
    by: Option<&'a str>,
    /// The user whose rights that person used, if that is another.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    /// The time of the answer, RFC 3339 in UTC; null if nobody answered or answers differ.
    at: Option<&'a str>,
    /// The line in the document, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The headings above, outermost first.
    section: Vec<&'a str>,
    /// The key of the item that it belongs to.
    item: Option<String>,
}

impl<'a> Listing<'a> {
    /// The items and boxes for which `wanted` holds, and the variables and blanks for which `wanted_variable` and
    /// `wanted_blank` do, in document order.
    pub fn of(
        workbook: &'a Workbook,
        wanted: impl Fn(EntryId) -> bool,
        wanted_variable: impl Fn(VariableId) -> bool,
        wanted_blank: impl Fn(BlankId) -> bool,
    ) -> Listing<'a> {
        let checklist = workbook.checklist();
        let items = checklist.items().enumerate().filter(|&(_, id)| wanted(id));
        let boxes = checklist.boxes().filter(|&id| wanted(id));
        let blanks = (0..checklist.blanks().len())
            .map(BlankId)
            .filter(|&id| wanted_blank(id));
        let variables = (0..checklist.variables().len())
            .map(VariableId)
            .filter(|&id| wanted_variable(id));
        Listing {
            variables: variables
                .map(|id| variables::variable(workbook, id))
                .collect(),
            items: items
                .map(|(index, id)| item(workbook, index + 1, id))
                .collect(),
            boxes: boxes.map(|id| tick_box(workbook, id)).collect(),
            blanks: blanks.map(|id| blank(workbook, id)).collect(),
        }
    }
}

fn tick_box(workbook: &Workbook, id: EntryId) -> JsonBox<'_> {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let answer = workbook.marks(id).state.answer();
    JsonBox {
        key: checklist.key(id),
        line: entry.line,
        section: checklist.headings(id),
        text: checklist.text_as_written(id),
        source_ticked: entry.is_source_ticked(),
        state: workbook.state(id),
        by: answer.map(|answer| answer.by.as_str()),
        acting: answer.and_then(|answer| answer.acting.as_deref()),
        at: answer.map(|answer| answer.at.as_str()),
        item: checklist.item_of(id).map(|item| checklist.key(item)),
    }
}

fn item(workbook: &Workbook, number: usize, id: EntryId) -> JsonItem<'_> {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let marks = workbook.marks(id);
    let answer = marks.state.answer();
    let standing = |answer: &'_ Answer<_>| -> Option<&'static str> {
        answer.value.as_ref().map(|mark: &Mark| mark.state.name())
    };
    let conflict = marks
        .state
        .standing()
        .iter()
        .filter(|_| marks.state.is_conflict());
    JsonItem {
        number,
        key: checklist.key(id),
        line: entry.line,
        depth: item_depth(workbook, id),
        section: checklist.headings(id),
        text: checklist.text_as_written(id),
        source_ticked: entry.is_source_ticked(),
        state: workbook.state(id),
        confirm: workbook.needs_confirmation(id),
        differences: workbook
            .state_differences(id)
            .iter()
            .map(DifferenceKind::from)
            .collect(),
        conflict: conflict
            .map(|a| CurrentAnswer {
                value: standing(a),
                by: &a.by,
                acting: a.acting.as_deref(),
                at: &a.at,
            })
            .collect(),
        reason: workbook.reason(id),
        by: answer.map(|answer| answer.by.as_str()),
        acting: answer.and_then(|answer| answer.acting.as_deref()),
        at: answer.map(|answer| answer.at.as_str()),
        optional: workbook.is_optional(id),
        notes: marks
            .notes
            .iter()
            .map(|note: &Note| JsonNote {
                text: &note.text,
                by: &note.by,
                acting: note.acting.as_deref(),
                at: &note.at,
            })
            .collect(),
        blanks: checklist
            .blanks_of(id)
            .map(|blank| checklist.blank_key(blank))
            .collect(),
    }
}

fn blank(workbook: &Workbook, id: BlankId) -> JsonBlank<'_> {
    let checklist = workbook.checklist();
    let blank = checklist.blank(id);
    let register = workbook.marks(blank.entry).blanks.get(&blank.slug);
    let answer = register.and_then(|register| register.answer());
    let conflict = register
        .filter(|register| register.is_conflict())
        .map_or(&[][..], |register| register.standing());
    JsonBlank {
        key: checklist.blank_key(id),
        label: &blank.label,
        kind: blank.kind,
        notation: blank.notation,
        choices: &blank.choices,
        value: workbook.value(id),
        carried: register.and_then(|register| register.carried()),
        confirm: workbook.is_doubtful(id),
        differences: match workbook.doubt(id) {
            Some(Doubt::Changed(differences)) => {
                differences.iter().map(DifferenceKind::from).collect()
            }
            Some(Doubt::Carried(_)) | None => Vec::new(),
        },
        conflict: conflict
            .iter()
            .map(|a| CurrentAnswer {
                value: a.value.as_deref(),
                by: &a.by,
                acting: a.acting.as_deref(),
                at: &a.at,
            })
            .collect(),
        by: answer.map(|answer| answer.by.as_str()),
        acting: answer.and_then(|answer| answer.acting.as_deref()),
        at: answer.map(|answer| answer.at.as_str()),
        line: blank.line,
        section: checklist.headings(blank.entry),
        item: checklist
            .item_of(blank.entry)
            .map(|item| checklist.key(item)),
    }
}
