//! Rows that moved up or down together: the terminal moves them itself, within a scrolling region.

use std::collections::HashMap;

use super::Square;

/// Fewer rows are sent again: moving them would cost more bytes.
const LEAST: usize = 3;

/// Rows that move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    /// The first row of the region.
    top: usize,
    /// One past the last.
    bottom: usize,
    /// The rows that the content moves up; down where negative.
    up: isize,
}

/// Finds the move that brings the most rows of `sent` to where they are `wanted`, if one pays.
pub(super) fn find(sent: &[Vec<Square>], wanted: &[Vec<Square>]) -> Option<Shift> {
    let changed = |&(y, row): &(usize, &Vec<Square>)| sent.get(y) != Some(row);
    if wanted.iter().enumerate().filter(changed).count() < LEAST {
        return None;
    }
    let mut places: HashMap<&[Square], Option<usize>> = HashMap::new();
    for (y, row) in sent.iter().enumerate() {
        // Equal rows can't be told apart when they move.
        places
            .entry(row)
            .and_modify(|only| *only = None)
            .or_insert(Some(y));
    }
    let mut moves: HashMap<isize, Vec<usize>> = HashMap::new();
    for (y, row) in wanted.iter().enumerate().filter(changed) {
        if let Some(&Some(from)) = places.get(row.as_slice()) {
            moves
                .entry(from.cast_signed() - y.cast_signed())
                .or_default()
                .push(y);
        }
    }
    let (&up, rows) = moves
        .iter()
        .max_by_key(|(up, rows)| (rows.len(), std::cmp::Reverse(**up)))?;
    let (first, last) = (*rows.first()?, *rows.last()?);
    let from = |y: usize| y.saturating_add_signed(up);
    let shift = Shift {
        top: first.min(from(first)),
        bottom: last.max(from(last)) + 1,
        up,
    };
    let right = |y: usize| sent[y] == wanted[y];
    let undone = (shift.top..shift.bottom).filter(|&y| right(y)).count();
    (rows.len() >= undone + LEAST).then_some(shift)
}

impl Shift {
    /// Moves the rows as the terminal does, which fills the room that becomes free with `blank`.
    pub(super) fn apply(self, rows: &mut [Vec<Square>], blank: &Square) {
        let region = &mut rows[self.top..self.bottom];
        let count = self.up.unsigned_abs();
        let free = if self.up > 0 {
            region.rotate_left(count);
            region.len() - count..region.len()
        } else {
            region.rotate_right(count);
            0..count
        };
        region[free]
            .iter_mut()
            .flatten()
            .for_each(|square| *square = blank.clone());
    }

    /// Sets the region, goes to its end, moves its rows and takes the region back. A line feed at the bottom and a
    /// reverse one at the top move them on every terminal; the codes that scroll by a number do not.
    pub(super) fn codes(self) -> String {
        let region = format!("\x1b[{};{}r", self.top + 1, self.bottom);
        let (row, step) = if self.up > 0 {
            (self.bottom, "\n")
        } else {
            (self.top + 1, "\x1bM")
        };
        format!(
            "{region}\x1b[{row}H{}\x1b[r",
            step.repeat(self.up.unsigned_abs())
        )
    }
}
