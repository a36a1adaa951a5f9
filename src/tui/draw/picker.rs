//! The choice of a checklist.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{field, footer};
use crate::sanitize;
use crate::tui::keymap::HintCondition;
use crate::tui::picker::{Picker, PickerEntry};
use crate::tui::theme::StyleRole;
use crate::tui::widgets::row;

/// Columns for a name.
const NAME: usize = 44;

pub(super) fn draw(picker: &Picker, frame: &mut Frame) {
    let theme = &picker.theme;
    let areas = picker.areas();
    let inside = |area: Rect| area.intersection(frame.area());
    let (header, body) = (inside(areas.header), inside(areas.outline));
    let (field_area, footer_area) = (inside(areas.field), inside(areas.footer));
    let title = Line::styled(" gonogo: open a checklist", theme.style(StyleRole::Heading));
    row(&title, header, 0, frame.buffer_mut());
    for (y, (index, line)) in (0..body.height).zip(picker.lines().into_iter().skip(picker.top())) {
        let line = match line {
            None => Line::styled(index, theme.style(StyleRole::Dim)),
            Some(choice) => choice_line(
                picker,
                &picker.choices()[choice],
                choice == picker.selected(),
                body.width,
            ),
        };
        row(&line, body, y, frame.buffer_mut());
    }
    if let Some(open) = picker.field()
        && let crate::tui::field::FieldPurpose::Copy(index) = open.purpose
    {
        field::draw(open, &field::copy_heading(index), theme, field_area, frame);
    }
    if let Some(message) = picker.message() {
        footer::draw_message(message, theme, footer_area, frame.buffer_mut());
    } else {
        let hints = footer::hints(keymap_hints(picker), theme, footer_area.width);
        row(&hints, footer_area, 0, frame.buffer_mut());
    }
}

fn keymap_hints(picker: &Picker) -> impl Iterator<Item = (String, &'static str)> + '_ {
    let bindings = picker
        .keymap
        .bindings(picker.context())
        .filter(|bound| bound.binding.when == HintCondition::Hint);
    bindings.filter_map(|bound| Some((bound.first_key()?, bound.binding.hint)))
}

fn choice_line(picker: &Picker, choice: &PickerEntry, selected: bool, width: u16) -> Line<'static> {
    let theme = &picker.theme;
    let mark = if selected { theme.signs.selected } else { " " };
    let (name, about) = match choice {
        PickerEntry::File { path, items, begun } => (
            sanitize::one_line(&path.to_string_lossy()).into_owned(),
            format!(
                "{items} {}{}",
                if *items == 1 { "item" } else { "items" },
                if *begun { ", started" } else { "" }
            ),
        ),
        PickerEntry::Template { index } => {
            let template = &crate::templates::TEMPLATES[*index];
            (template.name.to_owned(), template.about.to_owned())
        }
    };
    let column = NAME.min(usize::from(width) / 2);
    let name = sanitize::fit(&name, column, theme.signs.ellipsis);
    let pad = " ".repeat(column.saturating_sub(sanitize::width(&name)));
    let room = usize::from(width).saturating_sub(column + 5);
    Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(StyleRole::Selected)),
        Span::raw(format!("{name}{pad}  ")),
        Span::styled(
            sanitize::fit(&about, room, theme.signs.ellipsis),
            theme.style(StyleRole::Dim),
        ),
    ])
}
