//! Keeps the columns of tables aligned after filling in values.

use std::ops::Range;

use super::splice::Splices;
use crate::checklist::{Checklist, Table};
use crate::sanitize;

/// The index of the delimiter row of a table.
const DIVIDER: usize = 1;

/// Pads the cells of every table whose columns were aligned before.
pub(super) fn align(checklist: &Checklist, splices: &mut Splices) {
    splices.sort();
    let padding: Vec<(usize, String)> = checklist
        .tables()
        .iter()
        .flat_map(|table| pad(checklist.source(), table, splices))
        .collect();
    for (at, pad) in padding {
        splices.put(at..at, pad);
    }
}

/// Returns the padding of a table, by position.
fn pad(source: &str, table: &Table, splices: &Splices) -> Vec<(usize, String)> {
    // Rows can differ in length, so columns are collected row by row.
    let mut columns: Vec<Vec<(usize, &Range<usize>)>> = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
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
