//! The floor that the screen is measured against: a bare ratatui list of the lines of a file.
//!
//! `j` and `k` move, `G` and `g` jump, `q` ends. Compare with a terminal probe:
//! `cargo run --release --example bare_list -- FILE` beside `cargo run --release -- FILE`.

use std::io;

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::style::Style;
use ratatui::widgets::{List, ListState};

fn main() -> io::Result<()> {
    let path = std::env::args()
        .nth(1)
        .ok_or_else(|| io::Error::other("name a file"))?;
    let text = std::fs::read_to_string(path)?;
    let lines: Vec<&str> = text.lines().collect();
    let mut terminal = ratatui::try_init()?;
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| {
            let list = List::new(lines.iter().copied())
                .highlight_symbol("> ")
                .highlight_style(Style::new().bold());
            frame.render_stateful_widget(list, frame.area(), &mut state);
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Char('j') => state.select_next(),
                KeyCode::Char('k') => state.select_previous(),
                KeyCode::Char('g') => state.select_first(),
                KeyCode::Char('G') => state.select_last(),
                KeyCode::Char('q') => break,
                _ => {}
            }
        }
    }
    ratatui::try_restore()
}
