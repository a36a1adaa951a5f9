//! The rows of the list: groups, and in each what is to be filled, its value, its kind and its line.

use ratatui::text::{Line, Span};

use super::BlanksShown;
use crate::checklist::{BlankId, EntryId, VariableId};
use crate::sanitize;
use crate::tui::form::FormValue;
use crate::tui::form_row::{FormRow, answer, blank_label};
use crate::tui::model::Model;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::padded;
use crate::workbook::describe;

/// Narrower than this, kind and line are left out.
const ROOMY: u16 = 64;
/// Columns for the name of a kind, or the number of places.
const KIND: usize = 12;
/// Columns for a line number.
const LINE: usize = 10;
/// Columns for the mark of the selected row and for that of an empty place.
const MARKS: usize = 6;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListedRow {
    /// The name of what comes below it.
    Group(String),
    /// A place to fill.
    Fill(FormRow),
}

/// The widths of each part of a row.
pub(super) struct Columns {
    label: usize,
    answer: usize,
    kind: usize,
    line: usize,
}

/// The rows with their groups: the variables, and the sections of the blanks.
pub(super) fn grouped(model: &Model, list: &[FormRow]) -> Vec<ListedRow> {
    let mut rows = Vec::with_capacity(list.len());
    let mut group = None;
    for &asked in list {
        let this = group_of(model, asked);
        if group != Some(this) {
            rows.push(ListedRow::Group(group_name(model, this)));
            group = Some(this);
        }
        rows.push(ListedRow::Fill(asked));
    }
    rows
}

/// The group of a row: the variables, or a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListGroup {
    Variables,
    Section(Option<EntryId>),
}

fn group_of(model: &Model, asked: FormRow) -> ListGroup {
    let FormRow::Blank(blank) = asked else {
        return ListGroup::Variables;
    };
    let checklist = model.checklist();
    let entry = checklist.blank(blank).entry;
    let mut around = std::iter::once(entry).chain(checklist.ancestors(entry));
    ListGroup::Section(around.find(|&id| checklist.entry(id).is_section()))
}

fn group_name(model: &Model, group: ListGroup) -> String {
    match group {
        ListGroup::Variables => "Variables".to_owned(),
        ListGroup::Section(None) => "Before the first heading".to_owned(),
        ListGroup::Section(Some(section)) => {
            sanitize::one_line(&model.workbook.reading(section)).into_owned()
        }
    }
}

/// The row with the name of a group.
pub(super) fn group(model: &Model, name: &str, width: u16) -> Line<'static> {
    let theme = &model.theme;
    let name = sanitize::fit(
        name,
        usize::from(width).saturating_sub(1),
        theme.signs.ellipsis,
    );
    Line::styled(format!(" {name}"), theme.style(StyleRole::Heading))
}

/// The heading of the list: how much is empty.
pub(super) fn heading(model: &Model, shown: BlanksShown, width: u16) -> String {
    let workbook = &model.workbook;
    let (variables, blanks) = (
        model.checklist().variables().len(),
        model.checklist().blanks().len(),
    );
    let empty = (0..variables)
        .filter(|&at| !workbook.is_variable_filled(VariableId(at)))
        .count();
    let unfilled = (0..blanks)
        .filter(|&at| !workbook.is_filled(BlankId(at)))
        .count();
    let count = describe::empty_count([empty, unfilled], [variables, blanks]);
    let all = if shown == BlanksShown::All && empty + unfilled > 0 {
        " (all shown)"
    } else {
        ""
    };
    let text = format!(" {count}{all}");
    if empty + unfilled == 0 || sanitize::width(&text) < usize::from(width) {
        return text;
    }
    let (variables, blanks) = (
        describe::counted(empty, "variable"),
        describe::counted(unfilled, "blank"),
    );
    format!(" {variables}, {blanks} empty")
}

impl Columns {
    /// Label and answer have a half each of what kind and line leave. Where the longest answer takes less, the labels
    /// have more.
    pub(super) fn of(model: &Model, list: &[FormRow], width: u16) -> Columns {
        let room = usize::from(width).saturating_sub(MARKS);
        let (kind, line) = if width >= ROOMY { (KIND, LINE) } else { (0, 0) };
        let both = room - kind - line;
        let longest =
            |width: &dyn Fn(FormRow) -> usize| list.iter().map(|&asked| width(asked)).max();
        let answer = longest(&|asked| answer(model, asked, width).width());
        let label = longest(&|asked| sanitize::width(&label(model, asked)));
        let most = both - (answer.unwrap_or_default() + 1).min(both - both / 2);
        let label = label.unwrap_or_default().clamp(both / 2, most);
        Columns {
            label,
            answer: both - label,
            kind,
            line,
        }
    }
}

fn label(model: &Model, asked: FormRow) -> String {
    match asked {
        FormRow::Blank(blank) => blank_label(model, blank),
        FormRow::Variable(..) | FormRow::Measured(..) | FormRow::Sign(..) => model.label_of(asked),
    }
}

/// The row of a place to fill.
pub(super) fn line(
    model: &Model,
    asked: FormRow,
    is_selected: bool,
    columns: &Columns,
) -> Line<'static> {
    let theme = &model.theme;
    let ellipsis = theme.signs.ellipsis;
    let (mark, role) = match model.stands(asked) {
        FormValue::Answer(_) | FormValue::Linked { .. } => (" + ", StyleRole::Good),
        FormValue::Nothing | FormValue::Draft(_) => (" _ ", StyleRole::Empty),
        FormValue::Conflict(_) => (" ! ", StyleRole::Bad),
        FormValue::Unconfirmed(_) => (" ? ", StyleRole::Waiting),
    };
    let room = u16::try_from(columns.answer.saturating_sub(1)).unwrap_or(u16::MAX);
    let answer = answer(model, asked, room);
    let gap = columns.answer.saturating_sub(answer.width());
    let selected = if is_selected {
        theme.signs.selected
    } else {
        " "
    };
    let mut line = Line::from(vec![
        Span::styled(selected, theme.style(StyleRole::Selected)),
        Span::styled(mark, theme.style(role)),
        Span::raw(format!(
            "{}  ",
            padded(&label(model, asked), columns.label, ellipsis)
        )),
    ]);
    line.spans.extend(answer.spans);
    if columns.line > 0 {
        line.push_span(Span::raw(" ".repeat(gap)));
        for (text, width) in [
            (model.kind_of(asked), columns.kind),
            (format!("line {}", line_of(model, asked)), columns.line),
        ] {
            let text = padded(&text, width, ellipsis);
            line.push_span(Span::styled(text, theme.style(StyleRole::Dim)));
        }
    }
    line
}

/// The line of a blank, or of the first place of a variable.
fn line_of(model: &Model, asked: FormRow) -> usize {
    let checklist = model.checklist();
    match asked {
        FormRow::Blank(blank) => checklist.blank(blank).line,
        FormRow::Variable(variable, _) => {
            let first = checklist.variable(variable).places.first();
            first.map_or(1, |&at| checklist.places()[at].line)
        }
        FormRow::Measured(entry, _) => checklist.entry(entry).line,
        FormRow::Sign(signoff, _) => checklist.blank(signoff.who).line,
    }
}
