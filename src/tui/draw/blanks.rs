//! The list of all blanks: label, answer, kind, and where each stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{form, row};
use crate::checklist::BlankId;
use crate::sanitize;
use crate::tui::app::App;
use crate::tui::blanks::{Blanks, Shown};
use crate::tui::form::Stands;
use crate::tui::form_row::Asked;
use crate::tui::theme::Role;

/// Narrower than this, kind and place are left out.
const ROOMY: u16 = 64;
/// Columns for the name of a kind.
const KIND: usize = 10;
/// Columns for the mark of the selected row and for that of an empty blank.
const MARKS: usize = 6;

pub(super) fn draw(app: &App, blanks: Blanks, area: Rect, buffer: &mut Buffer) {
    let theme = &app.model.theme;
    let list = app.listed_blanks();
    let all = app.checklist().blanks().len();
    let left = (0..all)
        .filter(|&index| !app.model.workbook.is_filled(BlankId(index)))
        .count();
    let shown = if app.blanks_shown == Shown::Unfilled {
        ", these only"
    } else {
        ""
    };
    let heading = match left {
        0 => format!(" All {all} blanks are filled"),
        left => format!(" {left} of {all} blanks are to be filled{shown}"),
    };
    row(
        &Line::styled(heading, theme.style(Role::Heading)),
        area,
        0,
        buffer,
    );
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let selected = app.place_in_list(&list, blanks);
    let columns = Columns::of(app, &list, body.width);
    // The selected row stays in sight, with the last one that fits below it.
    let top = (selected + 1).saturating_sub(usize::from(body.height));
    for (y, (index, &blank)) in (0..body.height).zip(list.iter().enumerate().skip(top)) {
        row(
            &line(app, blank, index == selected, &columns),
            body,
            y,
            buffer,
        );
    }
    if list.is_empty() {
        row(
            &Line::styled("  Nothing is left to fill.", theme.style(Role::Good)),
            body,
            0,
            buffer,
        );
    }
}

/// How many columns each part of a row has.
struct Columns {
    label: usize,
    answer: usize,
    kind: usize,
    place: usize,
}

impl Columns {
    /// Label and answer have a half each of what kind and place leave. Where the longest answer takes less, the labels
    /// have more.
    fn of(app: &App, list: &[BlankId], width: u16) -> Columns {
        let room = usize::from(width).saturating_sub(MARKS);
        let (kind, place) = if width >= ROOMY {
            (KIND, room * 3 / 10)
        } else {
            (0, 0)
        };
        let both = room - kind - place;
        let longest =
            |width: &dyn Fn(BlankId) -> usize| list.iter().map(|&blank| width(blank)).max();
        let answer = longest(&|blank| form::answer(app, Asked::Blank(blank), width).width());
        let label = longest(&|blank| sanitize::width(&super::field::label(app, blank)));
        let most = both - (answer.unwrap_or_default() + 1).min(both - both / 2);
        let label = label.unwrap_or_default().clamp(both / 2, most);
        Columns {
            label,
            answer: both - label,
            kind,
            place,
        }
    }
}

fn line(app: &App, blank: BlankId, is_selected: bool, columns: &Columns) -> Line<'static> {
    let (theme, checklist) = (&app.model.theme, app.checklist());
    let of = checklist.blank(blank);
    let ellipsis = theme.signs.ellipsis;
    let (mark, role) = match app.model.stands(Asked::Blank(blank)) {
        Stands::Answer(_) => (" + ", Role::Good),
        Stands::Nothing | Stands::Draft(_) => (" _ ", Role::Empty),
        Stands::Conflict(_) => (" ! ", Role::Bad),
        Stands::Unconfirmed(_) => (" ? ", Role::Waiting),
    };
    let left = u16::try_from(columns.answer.saturating_sub(1)).unwrap_or(u16::MAX);
    let answer = form::answer(app, Asked::Blank(blank), left);
    let gap = columns.answer.saturating_sub(answer.width());
    let mut line = Line::from(vec![
        Span::styled(
            if is_selected {
                theme.signs.selected
            } else {
                " "
            },
            theme.style(Role::Selected),
        ),
        Span::styled(mark, theme.style(role)),
        Span::raw(format!(
            "{}  ",
            fitted(&super::field::label(app, blank), columns.label, ellipsis)
        )),
    ]);
    line.spans.extend(answer.spans);
    if columns.place > 0 {
        let section = checklist
            .headings(of.entry)
            .last()
            .map(|heading| sanitize::one_line(heading).into_owned());
        let where_it_is = format!("{} {}", of.line, section.unwrap_or_default());
        line.push_span(Span::raw(" ".repeat(gap)));
        line.push_span(Span::styled(
            fitted(of.kind.name(), columns.kind, ellipsis),
            theme.style(Role::Dim),
        ));
        line.push_span(Span::styled(
            fitted(&where_it_is, columns.place, ellipsis),
            theme.style(Role::Dim),
        ));
    }
    line
}

/// A text cut or filled up to so many columns.
pub(super) fn fitted(text: &str, columns: usize, ellipsis: &str) -> String {
    let text = sanitize::fit(&sanitize::one_line(text), columns, ellipsis);
    let gap = columns.saturating_sub(sanitize::width(&text));
    format!("{text}{}", " ".repeat(gap))
}
