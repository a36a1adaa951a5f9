//! Tables: each row with blanks is a line, each box in a cell is a box.

use std::ops::Range;

use super::loose_rows::LastTable;
use super::{Walk, adopted, blocks};
use crate::checklist::blank_kind::{self, BlankKind};
use crate::checklist::blanks::FoundBlank;
use crate::checklist::inline::{self, Inline};
use crate::checklist::languages::{self, Term};
use crate::checklist::legacy::ParseRules;
use crate::checklist::loose_boxes::{self, FoundBox};
use crate::checklist::mojibake;
use crate::checklist::notation::Notation;
use crate::checklist::placeholders::{self, TextKind};
use crate::checklist::signoffs::labels::{self, Asks};
use crate::checklist::{EntryId, Form, Kind, Table, TableState, lines};

/// An empty cell in the text of a line.
pub(super) const EMPTY: &str = "____";
/// The longest label in a cell, in words.
const LONGEST_LABEL: usize = 6;
/// The fewest empty cells below each other that are all to be filled.
const FEWEST_ANSWERS: usize = 2;
/// A table that isn't finished.
pub(super) struct Grid {
    range: Range<usize>,
    rows: Vec<TableRow>,
}

/// A row of a table, with the inline content of its cells.
struct TableRow {
    range: Range<usize>,
    cells: Vec<Inline>,
}

/// The columns of a table.
struct TableColumns {
    headings: Vec<String>,
    /// True if an empty cell is a blank.
    asked: Vec<bool>,
    /// True if an empty cell is a blank in a row without other blanks: earlier versions didn't know it.
    late: Vec<bool>,
    /// True if a cell has a box.
    boxed: Vec<bool>,
}

/// The text of a row as one line, with the blanks in it.
#[derive(Default)]
struct RowText {
    text: String,
    found: Vec<FoundBlank>,
}

impl Grid {
    pub(super) fn new(range: Range<usize>) -> Grid {
        Grid {
            range,
            rows: Vec::new(),
        }
    }

    pub(super) fn start_row(&mut self, range: Range<usize>) {
        self.rows.push(TableRow {
            range,
            cells: Vec::new(),
        });
    }

    pub(super) fn start_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Inline::default());
        }
    }

    /// The inline content of the current cell.
    pub(super) fn cell(&mut self) -> Option<&mut Inline> {
        self.rows.last_mut()?.cells.last_mut()
    }
}

impl Walk<'_> {
    /// Ends a table, whose rows become lines and boxes.
    pub(super) fn close_table(&mut self) {
        let Some(grid) = self.table.take() else {
            return;
        };
        let Some((head, body)) = grid.rows.split_first() else {
            return;
        };
        let headings: Vec<String> = head
            .cells
            .iter()
            .map(|cell| inline::fold(&cell.plain, &mut []))
            .map(|text: String| mojibake::repaired(&text).into_owned())
            .collect();
        let mut asked: Vec<bool> = (0..headings.len())
            .map(|column| is_asked(&headings[column], column, body))
            .collect();
        if self.rules == ParseRules::Present {
            for (heading, asked) in headings.iter().zip(&mut asked) {
                let signs = asks_to_sign(heading);
                self.read_otherwise += usize::from(signs && !*asked);
                *asked |= signs;
            }
        }
        let is_late = |column: usize| {
            self.rules == ParseRules::Present
                && !asked[column]
                && (asks_for_value(&headings[column])
                    || is_of_answers(&headings, column, body)
                    || self.is_of_places(&headings[column], column, body))
        };
        let late: Vec<bool> = (0..headings.len()).map(is_late).collect();
        if self.rules == ParseRules::Present {
            for column in (0..asked.len()).filter(|&column| is_spare(&headings, column, body)) {
                self.read_otherwise += usize::from(asked[column]);
                asked[column] = false;
            }
        }
        let end = grid.range.start + self.source[grid.range.clone()].trim_end().len();
        let table = grid.range.start..end;
        let blanks_before = self.blanks.len();
        let has_boxes = |column: usize| {
            let cells = body.iter().filter_map(|row| row.cells.get(column));
            cells
                .into_iter()
                .any(|cell| !loose_boxes::find(cell, self.source, true).is_empty())
        };
        let boxed: Vec<bool> = (0..headings.len()).map(has_boxes).collect();
        self.last_table = (self.rules == ParseRules::Present).then(|| LastTable {
            headings: headings.clone(),
            end: grid.range.end,
        });
        let columns = TableColumns {
            headings,
            asked,
            late,
            boxed,
        };
        for row in body {
            self.row(row, &columns, &table);
        }
        if self.blanks.len() > blanks_before {
            let rows =
                lines::with_ends(&self.source[table.clone()]).scan(table.start, |at, line| {
                    let start = *at;
                    *at += line.len();
                    Some(cells(line, start))
                });
            self.tables.push(Table {
                rows: rows.collect(),
                range: table,
            });
        }
    }

    fn row(&mut self, row: &TableRow, columns: &TableColumns, table: &Range<usize>) {
        let TableColumns {
            headings,
            asked,
            late,
            ..
        } = columns;
        let places = cells(&self.source[row.range.clone()], row.range.start);
        let head =
            row.range.start..row.range.start + self.source[row.range.clone()].trim_end().len();
        let read = |with_late: bool| {
            let mut text = RowText::default();
            for (column, cell) in row.cells.iter().enumerate() {
                let heading = headings.get(column).map_or("", String::as_str);
                let before = column.checked_sub(1).and_then(|at| row.cells.get(at));
                let label = before.and_then(|cell| {
                    label_before(cell).or_else(|| label_without_heading(cell, headings))
                });
                let is_late = late.get(column) == Some(&true)
                    || label.is_some() && self.rules == ParseRules::Present;
                let is_asked = asked.get(column) == Some(&true) || with_late && is_late;
                // A cell without text may contain an image or raw HTML.
                let place = places.get(column).filter(|place| {
                    is_asked
                        && self.source[(*place).clone()].trim().is_empty()
                        && !self.is_text(place.start)
                });
                let asks = label.filter(|_| with_late).unwrap_or(heading);
                self.cell(cell, asks, place, &mut text);
                if with_late && place.is_none() {
                    self.label_in_cell(row, column, places.get(column), &mut text);
                }
            }
            text
        };
        let mut text = read(false);
        // Blanks that earlier versions didn't know would change the key of a row that has others.
        if text.found.iter().all(|found| found.is_late) {
            text = read(true);
            for blank in &mut text.found {
                blank.is_late = true;
            }
        }
        let mut parent = self.owner();
        if !text.found.is_empty() {
            let id = self.add(Kind::Line, head.clone(), parent);
            self.entries[id.0].paragraph = table.clone();
            self.entries[id.0].is_late = blocks::is_late(&text.found);
            let spans = text.found.iter().map(|found| found.plain.clone()).collect();
            self.fill_with(id, text.text, text.found, spans, &Form::Cell);
            // The boxes of a row keep their keys.
            if !self.entries[id.0].is_late {
                parent = Some(id);
            }
        }
        self.row_boxes(row, columns, parent, &head, table);
    }

    /// True if each cell of a column is empty or a place to fill, and some are places.
    fn is_of_places(&self, heading: &str, column: usize, body: &[TableRow]) -> bool {
        let is_place = |cell: &Inline| {
            let plain = cell.plain.trim();
            let found = placeholders::find(plain, TextKind::Text, &self.facts);
            found.len() == 1 && found[0].range == (0..plain.len())
        };
        let cells = body.iter().filter_map(|row| row.cells.get(column));
        let mut written = cells
            .filter(|cell| !cell.plain.trim().is_empty())
            .peekable();
        !heading.trim().is_empty() && written.peek().is_some() && written.all(is_place)
    }

    /// Adds the text of a cell to that of its row. `place` is where an answer goes if the cell is empty and
    /// its column asks for one.
    fn cell(&self, cell: &Inline, heading: &str, place: Option<&Range<usize>>, row: &mut RowText) {
        let plain = cell.plain.trim();
        let found = self.blanks_in(cell, TextKind::Text);
        if found.is_empty() && !loose_boxes::find(cell, self.source, true).is_empty() {
            return;
        }
        if plain.is_empty() && place.is_none() {
            return;
        }
        if !row.text.is_empty() {
            row.text.push_str(" | ");
        }
        if let Some(place) = place.filter(|_| plain.is_empty()) {
            row.text.push_str(&format!("{heading}: "));
            let start = row.text.len();
            row.text.push_str(EMPTY);
            row.found
                .push(asked_for(heading, start..row.text.len(), place.clone()));
            return;
        }
        let is_bare = |one: &FoundBlank| one.plain.len() == plain.len() && !one.is_late;
        let bare = found.len() == 1 && found.iter().all(is_bare);
        if bare && !heading.is_empty() {
            row.text.push_str(&format!("{heading}: "));
        }
        let mut spans: Vec<Range<usize>> = found.iter().map(|found| found.plain.clone()).collect();
        let text = inline::fold(&cell.plain, &mut spans.iter_mut().collect::<Vec<_>>());
        let offset = row.text.len();
        row.text.push_str(&text);
        for (found, span) in found.into_iter().zip(spans) {
            let span = span.start + offset..span.end + offset;
            // A date that is all of a cell is what the column asks for.
            let is_date = matches!(found.kind, BlankKind::Date | BlankKind::Time)
                && found.plain.len() == plain.len()
                && !heading.is_empty();
            let named = if found.label.is_empty() || is_date {
                let kind = match found.kind {
                    BlankKind::Text => blank_kind::of_label(heading),
                    kind => kind,
                };
                FoundBlank {
                    kind,
                    notation: found.notation,
                    is_late: found.is_late,
                    ..asked_for(heading, span.clone(), found.source.clone())
                }
            } else {
                found
            };
            row.found.push(FoundBlank {
                plain: span,
                ..named
            });
        }
    }

    /// Adds the place behind a label that is all of a cell, if no cell with its value follows.
    fn label_in_cell(
        &self,
        row: &TableRow,
        column: usize,
        place: Option<&Range<usize>>,
        text: &mut RowText,
    ) {
        let is_label = |column: usize| row.cells.get(column).and_then(label_before);
        let (Some(label), Some(place)) = (is_label(column), place) else {
            return;
        };
        let is_last = column + 1 >= row.cells.len();
        let is_free =
            self.rules == ParseRules::Present && (is_last || is_label(column + 1).is_some());
        let source = &self.source[place.clone()];
        let end = place.start + source.trim_end().len();
        if !is_free
            || !text.text.ends_with([':', '：'])
            || self.is_text(end)
            || !source.trim_end().ends_with([':', '：', '*'])
        {
            return;
        }
        text.text.push(' ');
        let start = text.text.len();
        text.text.push_str(EMPTY);
        let mut found = asked_for(label, start..text.text.len(), end..end);
        found.notation = Notation::Label;
        text.found.push(found);
    }

    fn row_boxes(
        &mut self,
        row: &TableRow,
        columns: &TableColumns,
        parent: Option<EntryId>,
        head: &Range<usize>,
        table: &Range<usize>,
    ) {
        let of_cells: Vec<_> = row
            .cells
            .iter()
            .map(|cell| loose_boxes::find(cell, self.source, true))
            .collect();
        let states: Vec<Option<FoundBox>> = (0..row.cells.len())
            .map(|column| self.state(row, column, columns))
            .collect();
        // The name of the row is its first cell that isn't a box.
        let named = row
            .cells
            .iter()
            .zip(&of_cells)
            .zip(&states)
            .find(|((cell, boxes), state)| {
                boxes.is_empty() && state.is_none() && !cell.plain.trim().is_empty()
            })
            .map(|(named, _)| named);
        let name = named
            .map(|(cell, _)| inline::fold(&cell.plain, &mut []))
            .unwrap_or_default();
        let cells = row.cells.iter().zip(of_cells).zip(states);
        for (column, ((cell, found), state)) in cells.enumerate() {
            let heading = columns.headings.get(column).cloned().unwrap_or_default();
            let ranges: Vec<Range<usize>> = found.iter().map(|found| found.plain.clone()).collect();
            let labels = loose_boxes::labels(&cell.plain, &ranges);
            let is_adopted = state.is_some();
            let of_state = state.into_iter().map(|found| (String::new(), found));
            for (label, found) in labels.into_iter().zip(found).chain(of_state) {
                let own = if label.is_empty() { &heading } else { &label };
                let parts: Vec<&str> = [name.as_str(), own.as_str()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect();
                let text = parts.join(" | ");
                let id = self.add(
                    Kind::Box {
                        mark: found.source,
                        ticked: found.ticked,
                    },
                    head.clone(),
                    parent,
                );
                let entry = &mut self.entries[id.0];
                (entry.text, entry.is_adopted) = (text, is_adopted);
                entry.paragraph = table.clone();
            }
        }
    }

    /// The state in a cell, if it counts.
    fn state(&mut self, row: &TableRow, column: usize, columns: &TableColumns) -> Option<FoundBox> {
        if column == 0 {
            return None;
        }
        let cell = row.cells.get(column)?;
        let heading = columns.headings.get(column)?;
        let has_boxes = columns.boxed.get(column) == Some(&true);
        let is_free = loose_boxes::find(cell, self.source, true).is_empty();
        let ticked = adopted::state(&cell.plain, heading, has_boxes).filter(|_| is_free)?;
        let places = cells(&self.source[row.range.clone()], row.range.start);
        let place = places.get(column)?;
        let text = &self.source[place.clone()];
        let start = place.start + text.len() - text.trim_start().len();
        if !self.counts_at(row.range.start) {
            self.states.push(TableState {
                offset: start,
                is_done: ticked,
            });
            return None;
        }
        Some(FoundBox {
            plain: 0..0,
            source: start..start + text.trim().len(),
            ticked,
        })
    }
}

/// True if an empty cell of a column is a blank: its heading asks for something, or it has a heading and
/// is empty in every row.
fn is_asked(heading: &str, column: usize, body: &[TableRow]) -> bool {
    let asks = languages::words(Term::AskingColumn).is_in(&languages::lower(heading));
    asks || (!heading.is_empty() && body.iter().all(|row| is_empty(row, column)))
}

fn is_empty(row: &TableRow, column: usize) -> bool {
    let cell = row.cells.get(column);
    cell.is_none_or(|cell| cell.plain.trim().is_empty())
}

/// True if an empty cell of a column asks for a value, by a heading that earlier versions didn't read so.
fn asks_for_value(heading: &str) -> bool {
    let lower = languages::lower(heading);
    languages::words(Term::ValueColumn).is(lower.trim().trim_end_matches(['?', ':']))
}

/// True for the second of two columns if the first names something on each row and most of the second is empty:
/// `| Owner | |`.
fn is_of_answers(headings: &[String], column: usize, body: &[TableRow]) -> bool {
    let is_second = column == 1 && headings.len() == 2 && !headings[1].trim().is_empty();
    let empty = body.iter().filter(|row| is_empty(row, 1)).count();
    is_second
        && empty >= FEWEST_ANSWERS
        && 2 * empty >= body.len()
        && body.iter().all(|row| !is_empty(row, 0))
        && !body.iter().any(|row| {
            row.cells
                .get(1)
                .is_some_and(|cell| is_mark(cell.plain.trim()))
        })
}

/// The text of a cell that is the label of the next: that of two columns without headings.
fn label_without_heading<'a>(cell: &'a Inline, headings: &[String]) -> Option<&'a str> {
    let text = cell.plain.trim();
    let is_one = headings.len() == 2
        && headings.iter().all(|heading| heading.trim().is_empty())
        && text.contains(char::is_alphabetic)
        && text.split_whitespace().count() <= LONGEST_LABEL;
    is_one.then_some(text)
}

/// True if nobody writes in an empty column: its heading is a spare one, such as `(Run 2)`, or it is one of several
/// columns of marks.
fn is_spare(headings: &[String], column: usize, body: &[TableRow]) -> bool {
    let heading = headings[column].trim();
    let is_bracketed =
        |heading: &str| heading.starts_with(['(', '（']) && heading.ends_with([')', '）']);
    if is_bracketed(heading) {
        return true;
    }
    let is_named = languages::words(Term::AskingColumn).is_in(&languages::lower(heading));
    if is_named || body.iter().any(|row| !is_empty(row, column)) {
        return false;
    }
    let marks = |column: usize| {
        let mut cells = body
            .iter()
            .filter_map(|row| row.cells.get(column))
            .map(|cell| cell.plain.trim());
        cells.clone().any(|cell| !cell.is_empty())
            && cells.all(|cell| cell.is_empty() || is_mark(cell))
    };
    (0..headings.len()).any(marks)
}

/// True for a sign that says yes or no: `✓`, `:white_check_mark:`.
fn is_mark(cell: &str) -> bool {
    let is_code =
        cell.len() > 2 && cell.starts_with(':') && cell.ends_with(':') && !cell.contains(' ');
    is_code
        || matches!(
            cell,
            "✓" | "✔" | "✔️" | "✅" | "❌" | "✗" | "✘" | "x" | "X" | "●" | "○" | "•"
        )
}

/// The label that is all of a cell: `Owner:`.
fn label_before(cell: &Inline) -> Option<&str> {
    let text = cell.plain.trim();
    let label = text.strip_suffix([':', '：'])?;
    (!label.is_empty()
        && !text.starts_with(':')
        && label.split_whitespace().count() <= LONGEST_LABEL)
        .then_some(label)
}

/// True if the heading of a column asks for a name, a signature or its date.
fn asks_to_sign(heading: &str) -> bool {
    match labels::asks(heading, blank_kind::of_label(heading)) {
        Asks::Date | Asks::Name | Asks::Signature | Asks::Approval => true,
        Asks::Role | Asks::Assigned | Asks::Text | Asks::Other => false,
    }
}

/// A blank with the heading of its column as label.
pub(super) fn asked_for(heading: &str, plain: Range<usize>, source: Range<usize>) -> FoundBlank {
    FoundBlank {
        plain,
        source,
        label: heading.to_owned(),
        kind: blank_kind::of_label(heading),
        choices: Vec::new(),
        notation: Notation::Cell,
        keyed: None,
        is_late: false,
    }
}

/// The bytes of the cells on one line of a table, from bar to bar; `start` is the offset of the line.
pub(super) fn cells(line: &str, start: usize) -> Vec<Range<usize>> {
    let content = line.trim_end();
    let begin = content.len()
        - content
            .trim_start_matches(|c: char| c.is_whitespace() || c == '>')
            .len();
    let begin = begin + usize::from(content[begin..].starts_with('|'));
    let bytes = content.as_bytes();
    let mut cells = Vec::new();
    let (mut from, mut at) = (begin, begin);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'|' => {
                cells.push(start + from..start + at);
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if from < bytes.len() {
        cells.push(start + from..start + bytes.len());
    }
    cells
}
