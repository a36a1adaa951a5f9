//! Sign-offs in tables: rows in which a name, a signature or a date is to be filled in.

use std::ops::Range;

use super::labels::{self, Asks};
use super::places::{self, ApprovalContext, ApprovalContexts};
use super::{PlaceToSign, SignOff, SignOffFit};
use crate::checklist::languages::{self, Term};
use crate::checklist::{BlankId, BlankKind, Checklist, Entry, Form, Table, blank_kind, mojibake};

/// Headings of the column that says who signs. In lower case.
const ROLE_COLUMNS: &[&str] = &[
    "role",
    "roles",
    "title",
    "position",
    "function",
    "team",
    "department",
    "stakeholder",
    "stakeholders",
    "area",
    "group",
    "discipline",
    "responsibility",
    "party",
    "organization",
    "rolle",
    "funktion",
    "abteilung",
    "bereich",
    "rôle",
    "fonction",
    "rol",
    "cargo",
    "puesto",
    "área",
    "papel",
    "função",
    "ruolo",
    "funzione",
    "görev",
    "роль",
    "должность",
    "角色",
    "役割",
];
/// Words in headings of columns with an answer of yes or no.
const QUESTIONS: &[&str] = &["y/n", "yes", "(y", "?", "status", "required", "☐"];

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// Says who signs.
    Role,
    /// Asks for something.
    Asking(Asks),
}

/// A table whose rows are read.
struct TableReader<'a> {
    checklist: &'a Checklist,
    table: &'a Table,
    columns: Vec<Column>,
    around: ApprovalContext,
}

/// The blanks of a row with their columns.
type RowBlanks = Vec<(BlankId, usize)>;

/// The sign-offs in tables, in document order.
pub(super) fn find(checklist: &Checklist, contexts: &mut ApprovalContexts) -> Vec<PlaceToSign> {
    let mut found = Vec::new();
    let mut reader: Option<TableReader> = None;
    for id in checklist.ids() {
        let entry = checklist.entry(id);
        let Some(first) = checklist.blanks().get(entry.blanks.start) else {
            break;
        };
        if entry.blanks.is_empty() || first.form != Form::Cell {
            continue;
        }
        if !reader
            .as_ref()
            .is_some_and(|reader| reader.table.range.contains(&entry.head.start))
        {
            let tables = checklist.tables();
            let at = tables.partition_point(|table| table.range.start <= entry.head.start);
            let table = at.checked_sub(1).and_then(|at| tables.get(at));
            reader =
                table.map(|table| TableReader::new(checklist, table, contexts.of(checklist, id)));
        }
        found.extend(reader.as_ref().and_then(|reader| reader.row(entry)));
    }
    found
}

impl<'a> TableReader<'a> {
    fn new(checklist: &'a Checklist, table: &'a Table, above: ApprovalContext) -> TableReader<'a> {
        let heads = table.rows.first().into_iter().flatten();
        let heads: Vec<String> = heads.map(|cell| plain(checklist, cell)).collect();
        let lead = places::lead_in(checklist, table.range.start);
        let around = lead.map_or(above, |lead| match places::of_heading(&lead) {
            ApprovalContext::Plain => above,
            own @ (ApprovalContext::Approvals | ApprovalContext::List) => own,
        });
        TableReader {
            checklist,
            table,
            columns: heads.iter().map(|head| column(head)).collect(),
            around,
        }
    }

    fn row(&self, entry: &Entry) -> Option<PlaceToSign> {
        let rows = &self.table.rows;
        let at = rows.partition_point(|cells| {
            cells
                .first()
                .is_some_and(|cell| cell.start <= entry.head.end)
        });
        let cells = rows.get(at.checked_sub(1)?)?;
        let blanks: RowBlanks = entry
            .blanks
            .clone()
            .map(BlankId)
            .filter_map(|id| {
                let start = self.checklist.blank(id).range.start;
                let column = cells.partition_point(|cell| cell.start <= start);
                Some((id, column.checked_sub(1)?))
            })
            .collect();
        let with = |wanted: &[Asks]| {
            wanted.iter().find_map(|&asks| {
                let mut blanks = blanks.iter();
                blanks.find(|(_, column)| self.columns.get(*column) == Some(&Column::Asking(asks)))
            })
        };
        let when = with(&[Asks::Date]).map(|&(id, _)| id);
        let person = [Asks::Signature, Asks::Approval, Asks::Name, Asks::Role];
        let dated = self.dated(&blanks);
        let who = dated
            .or_else(|| with(&person).map(|&(id, _)| id))
            .or_else(|| with(&[Asks::Assigned]).map(|&(id, _)| id))?;
        let beside = blanks.iter().find(|(id, column)| {
            *id != who
                && matches!(
                    self.columns.get(*column),
                    Some(Column::Asking(
                        Asks::Name | Asks::Signature | Asks::Approval
                    ))
                )
        });
        let who_asks = blanks
            .iter()
            .find(|(id, _)| *id == who)
            .and_then(|(_, column)| self.columns.get(*column))?;
        let is_said = (0..cells.len()).any(|column| self.text(cells, &blanks, column).is_some());
        Some(PlaceToSign {
            signoff: SignOff {
                who,
                when,
                beside: beside.map(|&(id, _)| id),
            },
            fit: self.fit(*who_asks, when.is_some(), is_said),
            role: self.role(cells, &blanks, who),
        })
    }

    /// The person right before the date, where signatures always were.
    fn dated(&self, blanks: &RowBlanks) -> Option<BlankId> {
        let is = |column: usize, fits: fn(Asks) -> bool| matches!(self.columns.get(column), Some(Column::Asking(asks)) if fits(*asks));
        let pair = blanks.windows(2).find(|pair| {
            let kind = self.checklist.blank(pair[0].0).kind;
            kind == BlankKind::Person
                && is(pair[0].1, Asks::is_person)
                && is(pair[1].1, |asks| asks == Asks::Date)
        });
        pair.map(|pair| pair[0].0)
    }

    fn fit(&self, who: Column, has_date: bool, is_said: bool) -> SignOffFit {
        let has = |wanted: Column| self.columns.contains(&wanted);
        let has_signatures = has(Column::Asking(Asks::Signature));
        let signs = has_signatures || has(Column::Asking(Asks::Approval));
        // An empty row of a log, such as one of waivers with those who approved them.
        let is_log =
            !is_said && (has(Column::Asking(Asks::Other)) || has(Column::Asking(Asks::Text)));
        let is_assigned = who == Column::Asking(Asks::Assigned);
        let is_signed = match self.around {
            ApprovalContext::List => has_signatures && who == Column::Asking(Asks::Signature),
            ApprovalContext::Approvals => !is_assigned || has_date || signs,
            ApprovalContext::Plain => signs && !is_assigned && !is_log,
        };
        let is_likely =
            self.around == ApprovalContext::Plain && has_date && !is_assigned && !is_log;
        if is_signed {
            SignOffFit::Signs
        } else if is_likely
            && (has(Column::Role) || who == Column::Asking(Asks::Name) || self.is_pair(who))
        {
            SignOffFit::Likely
        } else {
            SignOffFit::Names
        }
    }

    /// True if the column of a person is right before that of the date.
    fn is_pair(&self, who: Column) -> bool {
        self.columns
            .windows(2)
            .any(|pair| pair == [who, Column::Asking(Asks::Date)])
    }

    /// The role of a row: its role column, the column of those who approve, or its first text.
    fn role(&self, cells: &[Range<usize>], blanks: &RowBlanks, who: BlankId) -> String {
        let of = |wanted: &[Column]| {
            let mut columns =
                (0..self.columns.len()).filter(|&at| wanted.contains(&self.columns[at]));
            columns.find_map(|column| self.text(cells, blanks, column))
        };
        let label = || self.checklist.blank(who).label.clone();
        of(&[Column::Role])
            .or_else(|| of(&[Column::Asking(Asks::Approval), Column::Asking(Asks::Role)]))
            .or_else(|| (0..cells.len()).find_map(|column| self.text(cells, blanks, column)))
            .unwrap_or_else(label)
    }

    /// The text of a cell, if it says something.
    fn text(&self, cells: &[Range<usize>], blanks: &RowBlanks, column: usize) -> Option<String> {
        let is_blank = blanks.iter().any(|(_, of)| *of == column);
        let text = plain(self.checklist, cells.get(column).filter(|_| !is_blank)?);
        let lower = text.to_lowercase();
        let word = lower.trim_matches(['(', ')']);
        let is_said =
            text.chars().any(char::is_alphabetic) && !matches!(word, "none" | "n/a" | "tbd");
        is_said.then_some(text)
    }
}

/// The meaning of a column.
fn column(head: &str) -> Column {
    let lower = languages::lower(head);
    if ROLE_COLUMNS.contains(&lower.as_str()) {
        return Column::Role;
    }
    let first = lower.split(['/', '&']).next().unwrap_or_default().trim();
    if lower.contains('/')
        && ROLE_COLUMNS.contains(&first)
        && !languages::words(Term::Date).is_in(&lower)
    {
        return Column::Role;
    }
    if QUESTIONS.iter().any(|question| lower.contains(question)) {
        return Column::Asking(Asks::Other);
    }
    Column::Asking(labels::asks(head, blank_kind::of_label(head)))
}

/// The text of a cell without emphasis.
fn plain(checklist: &Checklist, cell: &Range<usize>) -> String {
    let text = mojibake::repaired(&checklist.source()[cell.clone()]).replace("<br>", " ");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words
        .trim_matches(['*', '_', '`', ' ', ':'])
        .replace("**", "")
}
