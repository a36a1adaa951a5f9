//! Writes frames to the terminal in as few bytes as possible, for slow links.
//!
//! It keeps the content of the terminal and sends only the difference, and nothing where there is none. Content that
//! moved up or down is scrolled (`scroll_region`); the end of a row is erased, not overwritten; styles change by their
//! difference (`sgr`). It sends only codes that every terminal since the VT100 knows, and the marks of a synchronized
//! update, which other terminals ignore. It asks the terminal nothing.
//!
//! It knows neither the app nor checklists. As the last place on the way out, it makes sure that no cell contains
//! anything that a terminal would act on.

mod scroll_region;
mod sgr;

use std::fmt;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};

use crate::sanitize;
use sgr::Sgr;

/// The start and the end of a frame: a synchronized update (private mode 2026).
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
/// Erasing what is left of a row pays from so many cells on.
const ERASE: usize = 4;

/// A square of the screen, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Square {
    /// Nothing where the square before covers this one too.
    symbol: String,
    ink: Sgr,
}

impl Square {
    fn blank() -> Square {
        Square {
            symbol: " ".to_owned(),
            ink: Sgr::default(),
        }
    }

    fn is_blank(&self) -> bool {
        self.symbol == " " && self.ink == Sgr::default()
    }

    /// Returns whether every terminal moves on by exactly the columns that we count. They differ on
    /// joined symbols and on pictures, which are wide and not of the East Asian scripts.
    fn is_certain(&self) -> bool {
        let mut characters = self.symbol.chars();
        match (characters.next(), characters.next()) {
            (
                Some('\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}'),
                None,
            ) => true,
            (Some(_), None) => sanitize::width(&self.symbol) == 1,
            _ => false,
        }
    }
}

/// Squares, row by row.
type CellGrid = Vec<Vec<Square>>;

fn blank(size: Size) -> CellGrid {
    vec![vec![Square::blank(); usize::from(size.width)]; usize::from(size.height)]
}

/// The backend that the screen is drawn with.
pub struct DiffBackend<W: Write> {
    out: W,
    size: Box<dyn Fn() -> io::Result<Size>>,
    /// The next frame.
    wanted: CellGrid,
    /// The frame on the terminal.
    sent: CellGrid,
    /// The next position of the cursor.
    cursor: Option<Position>,
    /// The position of the cursor on the terminal.
    cursor_sent: Option<Position>,
    /// True if it is not known what the terminal shows.
    lost: bool,
    /// The state of the terminal while a frame is written: position and style.
    at: Option<(usize, usize)>,
    ink: Sgr,
    bytes: String,
}

impl<W: Write> fmt::Debug for DiffBackend<W> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("DiffBackend")
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}

impl<W: Write> DiffBackend<W> {
    /// Creates a backend that writes to `out` and asks for the size of the terminal before every
    /// frame. The cursor is hidden.
    pub fn new(out: W, size: impl Fn() -> io::Result<Size> + 'static) -> DiffBackend<W> {
        DiffBackend {
            out,
            size: Box::new(size),
            wanted: CellGrid::new(),
            sent: CellGrid::new(),
            cursor: None,
            cursor_sent: None,
            lost: true,
            at: None,
            ink: Sgr::default(),
            bytes: String::new(),
        }
    }

    /// The output.
    pub fn out_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// The rows on the terminal.
    pub fn rows(&self) -> impl Iterator<Item = String> + '_ {
        self.sent
            .iter()
            .map(|row| row.iter().map(|square| square.symbol.as_str()).collect())
    }

    fn put(&mut self, x: usize, y: usize, cell: &Cell) {
        let Some(row) = self.wanted.get_mut(y) else {
            return;
        };
        let covers = usize::from(cell.cell_width()).max(1);
        let symbol = sanitize::symbol(cell.symbol(), covers);
        if x + covers > row.len() {
            return;
        }
        row[x] = Square {
            symbol: symbol.into_owned(),
            ink: Sgr::of(cell),
        };
        for covered in &mut row[x + 1..x + covers] {
            *covered = Square {
                symbol: String::new(),
                ink: Sgr::default(),
            };
        }
        // The columns that a wide symbol covered until now are empty, unless something is put
        // there.
        let bare = row[x + covers..]
            .iter_mut()
            .take_while(|square| square.symbol.is_empty());
        bare.for_each(|square| *square = Square::blank());
    }

    /// Collects the difference between the next frame and the one on the terminal.
    fn put_together(&mut self) {
        self.at = None;
        if std::mem::take(&mut self.lost) {
            self.bytes.push_str("\x1b[m\x1b[2J");
            self.sent = self
                .wanted
                .iter()
                .map(|row| vec![Square::blank(); row.len()])
                .collect();
        }
        if let Some(shift) = scroll_region::find(&self.sent, &self.wanted) {
            self.bytes.push_str(&shift.codes());
            shift.apply(&mut self.sent, &Square::blank());
        }
        for y in 0..self.wanted.len() {
            if self.sent[y] != self.wanted[y] {
                self.put_row(y);
                self.sent[y].clone_from(&self.wanted[y]);
            }
        }
        self.dip(Sgr::default());
        let moved = !self.bytes.is_empty() || self.cursor != self.cursor_sent;
        match (self.cursor, self.cursor_sent) {
            (Some(to), before) if moved => {
                self.go(usize::from(to.x), usize::from(to.y));
                self.bytes
                    .push_str(if before.is_none() { "\x1b[?25h" } else { "" });
            }
            (None, Some(_)) => self.bytes.push_str("\x1b[?25l"),
            _ => {}
        }
        self.cursor_sent = self.cursor;
    }

    fn put_row(&mut self, y: usize) {
        let row = std::mem::take(&mut self.wanted[y]);
        let text = row
            .iter()
            .rposition(|square| !square.is_blank())
            .map_or(0, |last| last + 1);
        for x in 0..row.len() {
            let differs = |x: usize| row[x] != self.sent[y][x];
            if !differs(x) || row[x].symbol.is_empty() {
                continue;
            }
            if x >= text && (x..row.len()).filter(|&x| differs(x)).count() >= ERASE {
                self.reach(&row, x, y);
                self.dip(Sgr::default());
                self.bytes.push_str("\x1b[K");
                break;
            }
            self.reach(&row, x, y);
            self.write(&row[x], x, y, row.len());
        }
        self.wanted[y] = row;
    }

    fn write(&mut self, square: &Square, x: usize, y: usize, width: usize) {
        self.dip(square.ink);
        self.bytes.push_str(&square.symbol);
        let next = x + sanitize::width(&square.symbol);
        // In the last column terminals wait before they go on to the next row, each in its own way.
        self.at = (next < width && square.is_certain()).then_some((next, y));
    }

    /// Goes to a square of a row: over a few squares by writing them again, where that is shorter.
    fn reach(&mut self, row: &[Square], x: usize, y: usize) {
        if let Some((from, at_y)) = self.at
            && at_y == y
            && from < x
        {
            let between = &row[from..x];
            let bytes: usize = between.iter().map(|square| square.symbol.len()).sum();
            let plain = between
                .iter()
                .all(|square| square.ink == self.ink && square.is_certain());
            if plain && bytes <= right(x - from).len() {
                self.bytes
                    .extend(between.iter().map(|square| square.symbol.as_str()));
                self.at = Some((x, y));
            }
        }
        self.go(x, y);
    }

    fn go(&mut self, x: usize, y: usize) {
        let code = match self.at {
            Some(at) if at == (x, y) => String::new(),
            Some((from, at_y)) if at_y == y && from < x => right(x - from),
            Some((_, at_y)) if at_y == y && x == 0 => "\r".to_owned(),
            Some((_, at_y)) if at_y + 1 == y && x == 0 => "\r\n".to_owned(),
            _ if x == 0 => format!("\x1b[{}H", y + 1),
            _ => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        self.bytes.push_str(&code);
        self.at = Some((x, y));
    }

    fn dip(&mut self, ink: Sgr) {
        self.bytes.push_str(&self.ink.codes_to(ink));
        self.ink = ink;
    }
}

/// The code that goes right.
fn right(columns: usize) -> String {
    if columns == 1 {
        "\x1b[C".to_owned()
    } else {
        format!("\x1b[{columns}C")
    }
}

impl<W: Write> Backend for DiffBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if self.wanted.is_empty() {
            self.clear()?;
        }
        content.for_each(|(x, y, cell)| self.put(usize::from(x), usize::from(y), cell));
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor = self.cursor.or(Some(Position::ORIGIN));
        Ok(())
    }

    /// The last position of the cursor; the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = self.cursor.map(|_| position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.wanted = blank(self.size()?);
        self.lost = true;
        Ok(())
    }

    /// Clears all: parts are never cleared on the alternate screen.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    /// Sends the frame in one write.
    fn flush(&mut self) -> io::Result<()> {
        self.put_together();
        if !self.bytes.is_empty() {
            self.out
                .write_all(format!("{BEGIN}{}{END}", self.bytes).as_bytes())?;
            self.bytes.clear();
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests;
