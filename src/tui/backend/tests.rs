//! What is sent, is what a terminal shows: frames go to a terminal's emulator, and the two screens are compared.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::{Just, ProptestConfig, Strategy, any, proptest};
use proptest::test_runner::RngSeed;
use ratatui::Terminal;
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier, Style};

use super::DiffBackend;

/// A terminal, and the screen behind it.
struct Pair {
    terminal: Terminal<DiffBackend<Vec<u8>>>,
    size: Arc<AtomicU32>,
    screen: vt100::Parser,
}

impl Pair {
    fn new(width: u16, height: u16) -> Pair {
        let size = Arc::new(AtomicU32::new(0));
        let asked = Arc::clone(&size);
        let size_of = move || {
            let packed = asked.load(Ordering::SeqCst).to_be_bytes();
            Ok(Size::new(
                u16::from_be_bytes([packed[0], packed[1]]),
                u16::from_be_bytes([packed[2], packed[3]]),
            ))
        };
        let screen = vt100::Parser::new(height, width, 0);
        size.store(u32::from(width) << 16 | u32::from(height), Ordering::SeqCst);
        let terminal = Terminal::new(DiffBackend::new(Vec::new(), size_of)).unwrap();
        Pair {
            terminal,
            size,
            screen,
        }
    }

    /// Draws rows, and returns what was sent.
    fn draw(&mut self, rows: &[(String, Style)]) -> String {
        self.terminal
            .draw(|frame| {
                let area = frame.area();
                for (y, (text, style)) in (0..area.height).zip(rows) {
                    frame
                        .buffer_mut()
                        .set_stringn(0, y, text, usize::from(area.width), *style);
                }
            })
            .unwrap();
        let bytes = std::mem::take(self.terminal.backend_mut().out_mut());
        self.screen.process(&bytes);
        String::from_utf8(bytes).unwrap()
    }
}

fn plain(rows: &[&str]) -> Vec<(String, Style)> {
    rows.iter()
        .map(|row| ((*row).to_owned(), Style::new()))
        .collect()
}

#[test]
fn only_what_differs_is_sent() {
    let mut pair = Pair::new(20, 4);
    let frame = |body: &str| format!("\x1b[?2026h{body}\x1b[?2026l");
    for (label, rows, sent) in [
        (
            "first",
            ["one", "two", "", ""],
            "\x1b[m\x1b[2J\x1b[1Hone\r\ntwo",
        ),
        ("same", ["one", "two", "", ""], ""),
        ("letter", ["one", "tWo", "", ""], "\x1b[2;2HW"),
        ("gap", ["ONE", "tWo", "", "a b c"], "\x1b[1HONE\x1b[4Ha b c"),
        ("small gap", ["ONE", "tWo", "", "A b C"], "\x1b[4HA b C"),
        ("end", ["ONE", "tWo", "", "A"], "\x1b[4;3H   "),
        (
            "to the end",
            ["a long row that ends", "", "", ""],
            "\x1b[1Ha long row that ends\x1b[2H   \x1b[4H ",
        ),
        ("long end", ["a", "", "", ""], "\x1b[1;3H\x1b[K"),
        ("wide", ["数据 a", "", "", ""], "\x1b[1H数据 a"),
        ("over wide", ["b  据 a", "", "", ""], "\x1b[1Hb  据 a"),
    ] {
        let expected = if sent.is_empty() {
            String::new()
        } else {
            frame(sent)
        };
        assert_eq!(pair.draw(&plain(&rows)), expected, "{label}");
    }
}

#[test]
fn rows_that_move_are_scrolled() {
    let mut pair = Pair::new(20, 8);
    let rows =
        |from: usize| -> Vec<String> { (from..from + 6).map(|row| format!("row {row}")).collect() };
    let framed = |from: usize| {
        let mut all = vec!["head".to_owned()];
        all.extend(rows(from));
        all.push("foot".to_owned());
        all.into_iter()
            .map(|row| (row, Style::new()))
            .collect::<Vec<_>>()
    };
    pair.draw(&framed(0));
    assert_eq!(
        pair.draw(&framed(1)),
        "\x1b[?2026h\x1b[2;7r\x1b[7H\n\x1b[r\x1b[7Hrow 6\x1b[?2026l"
    );
    assert_eq!(
        pair.draw(&framed(0)),
        "\x1b[?2026h\x1b[2;7r\x1b[2H\x1bM\x1b[r\x1b[2Hrow 0\x1b[?2026l"
    );
}

/// Texts of letters, wide characters, pictures and marks.
fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("([a-c ]|数|e\u{301}|✅|…|►){0,14}").unwrap()
}

fn style() -> impl Strategy<Value = Style> {
    let color = proptest::sample::select(vec![
        Color::Reset,
        Color::Red,
        Color::LightCyan,
        Color::Black,
    ]);
    let modifier = any::<u8>().prop_map(|bits| {
        let all = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::REVERSED;
        Modifier::from_bits_truncate(u16::from(bits)) & all
    });
    (color.clone(), color, modifier)
        .prop_map(|(front, back, modifier)| Style::new().fg(front).bg(back).add_modifier(modifier))
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::with_cases(128)
    })]

    #[test]
    fn a_terminal_shows_what_was_drawn(
        pages in proptest::collection::vec(
            (proptest::collection::vec((text(), proptest::prop_oneof![Just(Style::new()), style()]), 0..9), 0..3_usize),
            1..6,
        ),
    ) {
        let mut pair = Pair::new(12, 7);
        for (rows, turn) in pages {
            // The same rows somewhere else, which is to be scrolled, and then a screen of another size.
            for shift in [0, turn, 0] {
                pair.draw(&rows[shift.min(rows.len())..]);
                pair.compare();
            }
            if turn == 2 {
                let (width, height) = if pair.screen.screen().size() == (7, 12) { (9, 5) } else { (12, 7) };
                pair.size.store(u32::from(width) << 16 | u32::from(height), Ordering::SeqCst);
                pair.screen = vt100::Parser::new(height, width, 0);
                pair.draw(&rows);
                pair.compare();
            }
        }
    }
}

impl Pair {
    /// Compares with a screen on which the same is drawn from nothing.
    fn compare(&mut self) {
        let grid = self.terminal.backend_mut().wanted.clone();
        for (y, row) in (0..).zip(&grid) {
            for (x, square) in (0..).zip(row) {
                let cell = self.screen.screen().cell(y, x).unwrap();
                let text = if cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                };
                let text = if cell.is_wide_continuation() {
                    ""
                } else {
                    text
                };
                assert_eq!(
                    text,
                    square.symbol,
                    "row {y}, column {x} of {:?}",
                    self.screen.screen().contents()
                );
                let mut style = Style::new();
                for (is, modifier) in [
                    (cell.bold(), Modifier::BOLD),
                    (cell.dim(), Modifier::DIM),
                    (cell.italic(), Modifier::ITALIC),
                    (cell.underline(), Modifier::UNDERLINED),
                    (cell.inverse(), Modifier::REVERSED),
                ] {
                    style = if is {
                        style.add_modifier(modifier)
                    } else {
                        style
                    };
                }
                let color = |color| match color {
                    vt100::Color::Idx(1) => Color::Red,
                    vt100::Color::Idx(14) => Color::LightCyan,
                    vt100::Color::Idx(0) => Color::Black,
                    _ => Color::Reset,
                };
                let mut drawn = ratatui::buffer::Cell::default();
                drawn.set_style(style.fg(color(cell.fgcolor())).bg(color(cell.bgcolor())));
                if !square.symbol.is_empty() {
                    assert_eq!(
                        super::sgr::Sgr::of(&drawn),
                        square.ink,
                        "row {y}, column {x}"
                    );
                }
            }
        }
    }
}
