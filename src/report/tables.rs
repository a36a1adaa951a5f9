//! Keeps the columns of tables aligned after filling in values.

use std::ops::Range;

use super::splice::Splices;
use crate::checklist::{BlockKind, Checklist, Table, lines};
use crate::sanitize;

/// The cells of each line of a table.
type TableCells = Vec<Vec<Range<usize>>>;

/// The index of the delimiter row of a table.
const DIVIDER: usize = 1;

/// Pads the cells of every table whose columns were aligned before.
pub(super) fn align(checklist: &Checklist, splices: &mut Splices) {
    splices.sort();
    let padding: Vec<(usize, String)> = checklist
        .tables()
        .iter()
        .map(|table| (table.range.clone(), table.rows.clone()))
        .chain(with_places(checklist))
        .flat_map(|(_, rows)| pad(checklist.source(), &rows, splices))
        .collect();
    for (at, pad) in padding {
        splices.put(at..at, pad);
    }
}

/// The tables that have places of variables but no blanks, with the cells of each line.
fn with_places(checklist: &Checklist) -> impl Iterator<Item = (Range<usize>, TableCells)> {
    let blocks = checklist.entries().iter().flat_map(|entry| &entry.blocks);
    let tables = blocks.chain(checklist.preamble()).filter(|block| {
        let is_known = |table: &Table| {
            table.range.start < block.range.end && block.range.start < table.range.end
        };
        block.kind == BlockKind::Table
            && !checklist.places_in(block.range.clone()).is_empty()
            && !checklist.tables().iter().any(is_known)
    });
    tables.map(|block| (block.range.clone(), cells(checklist.source(), &block.range)))
}

/// The cells of the lines of a table, from bar to bar.
fn cells(source: &str, table: &Range<usize>) -> TableCells {
    let mut rows = Vec::new();
    let mut start = table.start;
    for line in lines::of(&source[table.clone()]) {
        let is_bar = |at: &usize| !line[..*at].ends_with('\\');
        let bars: Vec<usize> = line
            .match_indices('|')
            .map(|(at, _)| at)
            .filter(is_bar)
            .collect();
        rows.push(
            bars.windows(2)
                .map(|bars| start + bars[0] + 1..start + bars[1])
                .collect(),
        );
        start += line.len();
        start += source[start..].len() - source[start..].trim_start_matches(['\r', '\n']).len();
    }
    rows
}

/// Returns the padding of a table, by position.
fn pad(source: &str, rows: &[Vec<Range<usize>>], splices: &Splices) -> Vec<(usize, String)> {
    // Rows can differ in length, so columns are collected row by row.
    let mut columns: Vec<Vec<(usize, &Range<usize>)>> = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        columns.resize_with(columns.len().max(cells.len()), Vec::new);
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push((row, cell));
        }
    }
    columns
        .iter()
        .flat_map(|cells| pad_column(source, cells, splices))
        .collect()
}

/// Returns the padding of a column, given its cells with their rows.
fn pad_column(
    source: &str,
    cells: &[(usize, &Range<usize>)],
    splices: &Splices,
) -> Vec<(usize, String)> {
    let before: Vec<usize> = cells
        .iter()
        .map(|(_, cell)| sanitize::width(&source[(*cell).clone()]))
        .collect();
    let Some(&width) = before
        .first()
        .filter(|first| before.iter().all(|width| width == *first))
    else {
        return Vec::new();
    };
    let after: Vec<usize> = cells
        .iter()
        .map(|(_, cell)| width_after(source, cell, splices))
        .collect();
    let wanted = after.iter().copied().max().unwrap_or(width).max(width);
    let missing = cells.iter().zip(after).filter(|&(_, after)| after < wanted);
    missing
        .map(|(&(row, cell), after)| padding(source, cell, row == DIVIDER, wanted - after))
        .collect()
}

/// Returns the width of a cell after filling in values.
fn width_after(source: &str, cell: &Range<usize>, splices: &Splices) -> usize {
    let mut width = sanitize::width(&source[cell.clone()]);
    for (range, new) in splices.within(cell) {
        width = width + sanitize::width(new) - sanitize::width(&source[range.clone()]);
    }
    width
}

/// Returns the padding of a cell: spaces at its end, or more dashes in the delimiter row.
fn padding(source: &str, cell: &Range<usize>, divides: bool, columns: usize) -> (usize, String) {
    match source[cell.clone()].rfind('-').filter(|_| divides) {
        Some(dash) => (cell.start + dash, "-".repeat(columns)),
        None => (cell.end, " ".repeat(columns)),
    }
}
