//! Every item, box and blank with what holds for it, as JSON has it: for `list --json` and for a whole report.

use serde::Serialize;

use crate::checklist::{BlankId, EntryId};
use crate::progress::{Answer, Mark};
use crate::workbook::{Difference, Doubt, Workbook};

/// How many items stand around an item.
pub fn item_depth(workbook: &Workbook, id: EntryId) -> usize {
    let checklist = workbook.checklist();
    checklist
        .ancestors(id)
        .filter(|&up| checklist.entry(up).is_item())
        .count()
}

/// Items, boxes and blanks.
#[derive(Debug, Serialize)]
pub struct Listing<'a> {
    items: Vec<Item<'a>>,
    boxes: Vec<TickBox<'a>>,
    blanks: Vec<Blank<'a>>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    number: usize,
    key: String,
    line: usize,
    depth: usize,
    section: Vec<&'a str>,
    text: &'a str,
    source_ticked: bool,
    state: &'static str,
    confirm: bool,
    /// What is not as it was when it was answered, where it needs confirming for that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changed: Vec<&'static str>,
    conflict: Vec<Standing<'a>>,
    reason: Option<&'a str>,
    by: Option<&'a str>,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    at: Option<&'a str>,
    optional: bool,
    notes: Vec<Note<'a>>,
    blanks: Vec<String>,
}

/// A box that is no item: it is ticked like one, and never stands in the way.
#[derive(Debug, Serialize)]
struct TickBox<'a> {
    key: String,
    line: usize,
    section: Vec<&'a str>,
    text: &'a str,
    source_ticked: bool,
    state: &'static str,
    by: Option<&'a str>,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    at: Option<&'a str>,
    item: Option<String>,
}

/// One of several answers that stand.
#[derive(Debug, Serialize)]
struct Standing<'a> {
    value: Option<&'a str>,
    by: &'a str,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    at: &'a str,
}

#[derive(Debug, Serialize)]
struct Note<'a> {
    text: &'a str,
    by: &'a str,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    at: &'a str,
}

#[derive(Debug, Serialize)]
struct Blank<'a> {
    key: String,
    label: &'a str,
    kind: &'static str,
    choices: &'a [String],
    value: Option<&'a str>,
    /// The run that the value was carried over from, until it is confirmed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<&'a str>,
    /// Whether somebody has to confirm the value: it was carried over, or given on another text.
    confirm: bool,
    /// What is not as it was when it was answered, where it needs confirming for that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changed: Vec<&'static str>,
    conflict: Vec<Standing<'a>>,
    by: Option<&'a str>,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    acting: Option<&'a str>,
    at: Option<&'a str>,
    line: usize,
    section: Vec<&'a str>,
    item: Option<String>,
}

impl<'a> Listing<'a> {
    /// The items and boxes, and the blanks, that are wanted, in document order.
    pub fn of(
        workbook: &'a Workbook,
        wanted: impl Fn(EntryId) -> bool,
        wanted_blank: impl Fn(BlankId) -> bool,
    ) -> Listing<'a> {
        let checklist = workbook.checklist();
        let items = checklist.items().enumerate().filter(|&(_, id)| wanted(id));
        let boxes = checklist.boxes().filter(|&id| wanted(id));
        let blanks = (0..checklist.blanks().len())
            .map(BlankId)
            .filter(|&id| wanted_blank(id));
        Listing {
            items: items
                .map(|(index, id)| item(workbook, index + 1, id))
                .collect(),
            boxes: boxes.map(|id| tick_box(workbook, id)).collect(),
            blanks: blanks.map(|id| blank(workbook, id)).collect(),
        }
    }
}

fn tick_box(workbook: &Workbook, id: EntryId) -> TickBox<'_> {
    let checklist = workbook.checklist();
    let entry = checklist.entry(id);
    let answer = workbook.marks(id).state.answer();
    TickBox {
        key: checklist.key(id),
        line: entry.line,
        section: checklist.headings(id),
        text: &entry.text,
        source_ticked: entry.is_source_ticked(),
        state: workbook.state(id).name(),
        by: answer.map(|answer| answer.by.as_str()),
        acting: answer.and_then(|answer| answer.acting.as_deref()),
        at: answer.map(|answer| answer.at.as_str()),
        item: checklist.item_of(id).map(|item| checklist.key(item)),
    }
}

fn item(workbook: &Workbook, number: usize, id: EntryId) -> Item<'_> {
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
    Item {
        number,
        key: checklist.key(id),
        line: entry.line,
        depth: item_depth(workbook, id),
        section: checklist.headings(id),
        text: &entry.text,
        source_ticked: entry.is_source_ticked(),
        state: workbook.state(id).name(),
        confirm: workbook.needs_confirmation(id),
        changed: workbook
            .state_differences(id)
            .iter()
            .map(Difference::name)
            .collect(),
        conflict: conflict
            .map(|a| Standing {
                value: standing(a),
                by: &a.by,
                acting: a.acting.as_deref(),
                at: &a.at,
            })
            .collect(),
        reason: marks.state.value().and_then(|mark| mark.reason.as_deref()),
        by: answer.map(|answer| answer.by.as_str()),
        acting: answer.and_then(|answer| answer.acting.as_deref()),
        at: answer.map(|answer| answer.at.as_str()),
        optional: checklist.is_optional(id),
        notes: marks
            .notes
            .iter()
            .map(|note| Note {
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

fn blank(workbook: &Workbook, id: BlankId) -> Blank<'_> {
    let checklist = workbook.checklist();
    let blank = checklist.blank(id);
    let register = workbook.marks(blank.entry).blanks.get(&blank.slug);
    let answer = register.and_then(|register| register.answer());
    let conflict = register
        .filter(|register| register.is_conflict())
        .map_or(&[][..], |register| register.standing());
    Blank {
        key: checklist.blank_key(id),
        label: &blank.label,
        kind: blank.kind.name(),
        choices: &blank.choices,
        value: workbook.value(id),
        carried: register.and_then(|register| register.carried()),
        confirm: workbook.is_doubtful(id),
        changed: match workbook.doubt(id) {
            Some(Doubt::Changed(differences)) => differences.iter().map(Difference::name).collect(),
            Some(Doubt::Carried(_)) | None => Vec::new(),
        },
        conflict: conflict
            .iter()
            .map(|a| Standing {
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
