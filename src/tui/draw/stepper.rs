//! Walk mode: the current step in full, and the next ones below it; or a pause.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::checklist::{EntryId, Phase};
use crate::progress::State;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::checkbox_glyphs::item_box;
use crate::tui::detail;
use crate::tui::layout;
use crate::tui::stepper::{self, RemainingStep, StepperPause};
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::row;
use crate::workbook::{BlockerKind, Tally, describe};

/// On fewer rows a pause doesn't show the next section.
const AHEAD: u16 = 9;
/// Rows of the end of the checklist that are not for the verdict: title, counts, and three of what is left.
const LEFT_ROWS: u16 = 5;

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    match (
        app.model.walk.and_then(|walk| walk.pause),
        app.model.entry(),
    ) {
        (Some(pause), _) => draw_pause(app, pause, area, buffer),
        (None, Some(step)) => draw_step(app, step, area, buffer),
        (None, None) => {}
    }
}

fn draw_step(app: &App, step: EntryId, area: Rect, buffer: &mut Buffer) {
    let theme = &app.model.theme;
    let checklist = app.model.checklist();
    let areas = layout::walk(area);
    let (at, all) = stepper::position(checklist, step);
    let phase = app.model.phase_in_brief(step);
    let with_phase = phase.as_ref().map_or(0, |(word, _)| word.len() + 2);
    let sections = stepper::sections(&app.model.workbook, step, theme.signs.dot);
    let place = |sections: &str| format!(" Step {at} of {all}  {}", sanitize::one_line(sections));
    // All the sections where there is room, else the innermost.
    let fitting = sections
        .iter()
        .map(|it| place(it))
        .find(|it| sanitize::width(it) + with_phase < area.width.into());
    let place = fitting
        .or(sections.last().map(|it| place(it)))
        .unwrap_or_else(|| place(""));
    // The name of the section comes before its phase.
    let phase = phase.filter(|(word, _)| {
        area.width >= layout::ROOMY
            || sanitize::width(&place) + word.len() + 2 <= usize::from(area.width)
    });
    let (phase, role) = phase.map_or((String::new(), StyleRole::Dim), |(word, role)| {
        (format!(" {word} "), role)
    });
    let room = usize::from(area.width).saturating_sub(phase.len());
    let place = sanitize::fit(&place, room, theme.signs.ellipsis);
    let gap = " ".repeat(room.saturating_sub(sanitize::width(&place)));
    let place = Span::styled(place, theme.style(StyleRole::Heading));
    let place = Line::from(vec![
        place,
        Span::raw(gap),
        Span::styled(phase, theme.style(role)),
    ]);
    row(&place, areas.place, 0, buffer);
    if let Some(tick) = item_box(&app.model, step) {
        row(
            &Line::from(vec![Span::raw(" "), tick]),
            areas.tick,
            0,
            buffer,
        );
    }
    let rows = detail::rows(&app.model, areas.step.width);
    for (y, line) in (0..areas.step.height).zip(rows.iter().skip(app.model.detail.top)) {
        row(line, areas.step, y, buffer);
    }
    let below = rows
        .len()
        .saturating_sub(app.model.detail.top + usize::from(areas.step.height));
    if below > 0 && areas.step.height > 0 {
        let more = Line::styled(
            format!(" {below} more: {} ", app.model.key_of(Action::DetailDown)),
            theme.style(StyleRole::Waiting),
        );
        let width = u16::try_from(more.width())
            .unwrap_or(areas.step.width)
            .min(areas.step.width);
        buffer.set_line(
            areas.step.right() - width,
            areas.step.bottom() - 1,
            &more,
            width,
        );
    }
    for (y, line) in (0..).zip(ahead(app, step, areas.ahead)) {
        row(&line, areas.ahead, y, buffer);
    }
}

/// The steps to which ticking leads next, behind a rule where there is room for one.
fn ahead(app: &App, step: EntryId, area: Rect) -> Vec<Line<'static>> {
    let next = stepper::unfinished_after(&app.model.workbook, step);
    let mut lines: Vec<Line<'static>> = next
        .take(usize::from(area.height))
        .map(|id| line(app, id, "", area.width))
        .collect();
    if area.height > 2 && !lines.is_empty() {
        lines.insert(0, rule(&app.model.theme, area.width));
    }
    lines
}

/// A step in one row: its box, its text, and at its end a word, and whether it is due.
fn line(app: &App, id: EntryId, word: &str, width: u16) -> Line<'static> {
    let theme = &app.model.theme;
    let due = app.model.due_on_row(id, width >= layout::ROOMY);
    let (due, due_role) = due.map_or((String::new(), StyleRole::Text), |(due, role)| {
        (format!(" {due}"), role)
    });
    let mut line = Line::from(vec![Span::raw(" ")]);
    line.push_span(item_box(&app.model, id).unwrap_or(Span::raw("   ")));
    let room = usize::from(width).saturating_sub(6 + sanitize::width(word) + due.len());
    let text = sanitize::fit(
        &sanitize::one_line(&app.model.workbook.reading(id)),
        room,
        theme.signs.ellipsis,
    );
    let pad = " ".repeat(room.saturating_sub(sanitize::width(&text)));
    line.push_span(Span::styled(
        format!(" {text}{pad} "),
        theme.style(StyleRole::Dim),
    ));
    line.push_span(Span::styled(
        word.to_owned(),
        theme.style(StyleRole::Waiting),
    ));
    line.push_span(Span::styled(due, theme.style(due_role)));
    line
}

/// Returns the counts of a finished section; shorter where they don't fit.
fn counted(tally: &Tally, width: u16) -> String {
    let (settled, items, word) = (tally.finished(), tally.total(), "done");
    let (filled, blanks) = (tally.filled, tally.blanks);
    if blanks == 0 {
        return format!(" {settled} of {items} items {word}");
    }
    let what = match (tally.variables, blanks - tally.variables) {
        (0, _) => "blanks",
        (_, 0) => "variables",
        _ => "blanks and variables",
    };
    let whole = format!(" {settled} of {items} items {word}, {filled} of {blanks} {what} filled");
    let fits = sanitize::width(&whole) <= usize::from(width);
    if fits {
        whole
    } else {
        format!(" {settled}/{items} {word}, {filled}/{blanks} filled")
    }
}

/// Returns the title of a pause, and the counts of what it ends.
fn pause_title(app: &App, pause: StepperPause) -> (String, Tally) {
    match pause {
        StepperPause::Section(id) => (
            format!(
                "End of {}",
                sanitize::one_line(&app.model.workbook.reading(id))
            ),
            app.model.workbook.tally_of(id),
        ),
        StepperPause::Phase(last) => {
            let what = match app.model.workbook.phase(last) {
                Phase::Before => "everything before launch",
                Phase::During => "the launch",
                Phase::After => "everything after launch",
                Phase::Upkeep => "upkeep",
                Phase::Rollback => "rollback",
                Phase::Info => "reference",
            };
            let within = stepper::within(&app.model.workbook, pause);
            (
                format!("End of {what}"),
                app.model.workbook.tally_between(within),
            )
        }
        StepperPause::Document => (
            "End of the checklist".to_owned(),
            app.model.workbook.tally(),
        ),
    }
}

fn draw_pause(app: &App, pause: StepperPause, area: Rect, buffer: &mut Buffer) {
    let theme = &app.model.theme;
    let (title, tally) = pause_title(app, pause);
    let title = sanitize::fit(
        &format!(" {title}"),
        usize::from(area.width),
        theme.signs.ellipsis,
    );
    row(
        &Line::styled(title, theme.style(StyleRole::Heading)),
        area,
        0,
        buffer,
    );
    let left = stepper::left(&app.model.workbook, pause);
    let told = counted(&tally, area.width);
    let told = sanitize::fit(&told, usize::from(area.width), theme.signs.ellipsis);
    row(&Line::raw(told), area, 1, buffer);
    let basis = if pause == StepperPause::Document {
        basis_rows(app, area)
    } else {
        Vec::new()
    };
    for (y, line) in (2..area.height).zip(&basis) {
        row(line, area, y, buffer);
    }
    let top = 2 + u16::try_from(basis.len()).unwrap_or_default();
    let (word, role) = match (left.len(), stepper::blockers(&app.model.workbook, pause)) {
        (0, 0) => ("Nothing left here.".to_owned(), StyleRole::Good),
        // Blockers without a step: conflicting phases, or a document without items.
        (0, blockers) => {
            let key = app.model.key_of(Action::Overview);
            (
                format!("{} ({key}: list)", describe::blockers(blockers)),
                StyleRole::Waiting,
            )
        }
        (1, _) => ("1 left:".to_owned(), StyleRole::Waiting),
        (many, _) => (format!("{many} left:"), StyleRole::Waiting),
    };
    row(
        &Line::styled(format!(" {word}"), theme.style(role)),
        area,
        top,
        buffer,
    );
    let ahead = if area.height >= AHEAD {
        next_section_rows(app, pause, area.width)
    } else {
        Vec::new()
    };
    let area = Rect {
        height: area.height - u16::try_from(ahead.len()).unwrap_or_default(),
        ..area
    };
    for (y, line) in (area.height..).zip(&ahead) {
        let below = Rect {
            height: y + 1,
            ..area
        };
        row(line, below, y, buffer);
    }
    let room = usize::from(area.height.saturating_sub(top + 1));
    for (y, left) in (top + 1..area.height).zip(left.iter().take(room)) {
        row(
            &line(app, left.step, &why(app, *left, area.width), area.width),
            area,
            y,
            buffer,
        );
    }
    if left.len() > room && room > 0 {
        let more = format!(" and {} more ", left.len() - room + 1);
        let pad = " ".repeat(usize::from(area.width).saturating_sub(more.len()));
        row(
            &Line::styled(format!("{more}{pad}"), theme.style(StyleRole::Dim)),
            area,
            area.height - 1,
            buffer,
        );
    }
}

/// Returns the reason why a step is left; of a blocked one its own reason, where there is room.
fn why(app: &App, left: RemainingStep, width: u16) -> String {
    let mark = app.model.workbook.marks(left.step).state.value();
    let reason = mark
        .filter(|mark| mark.state == State::Blocked)
        .and_then(|mark| mark.reason.as_deref());
    let room = usize::from(width / 2);
    match reason.filter(|_| width >= layout::ROOMY && left.why == BlockerKind::Blocked) {
        Some(reason) => {
            let told = format!("{}: {}", left.why.label(), sanitize::one_line(reason));
            sanitize::fit(&told, room, app.model.theme.signs.ellipsis)
        }
        None => left.why.label().to_owned(),
    }
}

/// Returns the verdict with what it rests on and what it leaves out; cut where that leaves no room for what is left.
fn basis_rows(app: &App, area: Rect) -> Vec<Line<'static>> {
    let (theme, workbook) = (&app.model.theme, &app.model.workbook);
    let verdict = workbook.verdict();
    let text = describe::verdict_with_basis(verdict, workbook.basis());
    let mut rows = sanitize::wrap(&text, usize::from(area.width.saturating_sub(2)));
    let most = usize::from(area.height.saturating_sub(LEFT_ROWS)).max(1);
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            last.push_str(theme.signs.ellipsis);
        }
    }
    let role = if verdict.is_go() {
        StyleRole::Good
    } else {
        StyleRole::Bad
    };
    let line = |text: String| Line::styled(format!(" {text}"), theme.style(role));
    rows.into_iter().map(line).collect()
}

/// Returns the rows about the next section; before the launch with the blockers, if there are any.
fn next_section_rows(app: &App, pause: StepperPause, width: u16) -> Vec<Line<'static>> {
    let (theme, workbook) = (&app.model.theme, &app.model.workbook);
    if pause == StepperPause::Document {
        return Vec::new();
    }
    let Some(next) = stepper::first_unfinished_after(workbook, pause) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let blockers = workbook.verdict().blockers.len();
    if blockers > 0 && matches!(workbook.phase(next), Phase::During | Phase::After) {
        let key = app.model.key_of(Action::Overview);
        let told = format!(" NO-GO: {} ({key}: list)", describe::blockers(blockers));
        let told = sanitize::fit(&told, width.into(), theme.signs.ellipsis);
        lines.push(Line::styled(told, theme.style(StyleRole::Bad)));
    }
    lines.push(rule(theme, width));
    let sections = stepper::sections(workbook, next, theme.signs.dot);
    let place = sections
        .first()
        .map(|place| sanitize::one_line(place).into_owned())
        .unwrap_or_default();
    let (phase, role) = app
        .model
        .phase_in_brief(next)
        .unwrap_or((String::new(), StyleRole::Dim));
    let room = usize::from(width).saturating_sub(phase.len() + 3);
    let place = sanitize::fit(&place, room, theme.signs.ellipsis);
    let pad = " ".repeat(room.saturating_sub(sanitize::width(&place)));
    lines.push(Line::from(vec![
        Span::styled(format!(" {place}{pad} "), theme.style(StyleRole::Dim)),
        Span::styled(phase, theme.style(role)),
    ]));
    lines
}

/// The rule above what comes next.
fn rule(theme: &Theme, width: u16) -> Line<'static> {
    let rule = theme
        .signs
        .across
        .repeat(usize::from(width).saturating_sub(6));
    Line::styled(format!(" Next {rule}"), theme.style(StyleRole::Dim))
}
