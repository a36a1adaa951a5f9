//! The suggestions below a field; the one in the field is marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::field::Field;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::row;

pub(super) fn draw(field: &Field, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let taken = field.offer();
    // What is taken stays in sight.
    let top = taken.map_or(0, |taken| {
        (taken + 1).saturating_sub(usize::from(area.height))
    });
    let offers = field.offers.texts().iter().enumerate().skip(top);
    for (y, (index, text)) in (0..area.height).zip(offers) {
        let (mark, role) = if taken == Some(index) {
            (theme.signs.selected, StyleRole::Text)
        } else {
            (" ", StyleRole::Dim)
        };
        let room = usize::from(area.width).saturating_sub(2);
        let text = sanitize::fit(&sanitize::one_line(text), room, theme.signs.ellipsis);
        let mark = Span::styled(format!("{mark} "), theme.style(StyleRole::Selected));
        row(
            &Line::from(vec![mark, Span::styled(text, theme.style(role))]),
            area,
            y,
            buffer,
        );
    }
}
