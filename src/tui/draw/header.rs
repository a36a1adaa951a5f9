//! The first row: verdict, title, progress, user, and whether everything is saved.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::app::App;
use crate::tui::model::SaveState;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::row;
use crate::workbook::Verdict;

/// Narrower than this, the words beside the counts are left out.
const ROOMY: u16 = 60;
/// From this width on, the go-live time is displayed.
const WIDE: u16 = 100;
/// Columns between the basis of the verdict and what is right of it.
const GAP: usize = 2;
/// Blockers, basis and user are displayed where the title keeps so many columns.
const TITLE: usize = 16;

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.model.theme;
    let verdict = app.model.workbook.verdict();
    let (saved, saved_role) = saved(app);
    let counts = counts(app, area.width >= ROOMY);
    let mut right = vec![
        Span::styled(live(app, area.width), theme.style(StyleRole::Dim)),
        Span::raw(counts),
        Span::raw("  "),
        Span::styled(saved, theme.style(saved_role)),
        Span::raw(" "),
    ];
    let right_width: usize = right.iter().map(Span::width).sum();
    let rest = usize::from(area.width).saturating_sub(right_width + 2);
    let overdue = if verdict.is_complete() {
        app.model.workbook.overdue(app.model.now)
    } else {
        0
    };
    let left = stamp(verdict, overdue, theme, rest);
    let mut room = rest.saturating_sub(left.width());
    let basis = |room: usize| {
        let text = basis(app, room.checked_sub(TITLE + GAP)?)?;
        Some(Span::styled(
            format!("{text}{:GAP$}", ""),
            theme.style(StyleRole::Waiting),
        ))
    };
    // Before somebody trusts a GO, what it leaves out matters more than who looks at it.
    let is_first = verdict.is_go() && !app.model.workbook.basis().concerns().is_empty();
    let beside_go = basis(room).filter(|_| is_first);
    if let Some(beside) = &beside_go {
        room -= beside.width();
        right.insert(0, beside.clone());
    }
    if let Some(who) = who(app, area.width).filter(|who| room >= who.width() + TITLE) {
        room -= who.width();
        right.insert(right.len() - 3, who);
    }
    if let Some(beside) = basis(room).filter(|_| beside_go.is_none()) {
        room -= beside.width();
        right.insert(0, beside);
    }
    let title = sanitize::fit(&title(app), room, theme.signs.ellipsis);
    let gap = " ".repeat(room.saturating_sub(sanitize::width(&title)) + 1);
    let mut line = Line::from(vec![
        left,
        Span::raw(" "),
        Span::styled(title, theme.style(StyleRole::Heading)),
        Span::raw(gap),
    ]);
    line.spans.extend(right);
    row(&line, area, 0, buffer);
}

/// Returns the verdict as a stamp; with the number of blockers where that leaves room for the
/// title. A complete checklist shows its overdue items instead.
fn stamp(verdict: &Verdict, overdue: usize, theme: &Theme, room: usize) -> Span<'static> {
    let (word, count) = (verdict.word(), verdict.blockers.len());
    let with_count = format!(" {word} {count} ");
    let with_overdue = format!("[{word}: {overdue} overdue]");
    let (text, role) = match (verdict.is_go(), verdict.is_complete()) {
        (_, true) if overdue > 0 && room >= with_overdue.len() + TITLE => {
            (with_overdue, StyleRole::Complete)
        }
        (_, true) => (format!("[{word}]"), StyleRole::Complete),
        (true, false) => (format!(" {word} "), StyleRole::Go),
        (false, false) if room >= with_count.len() + TITLE => (with_count, StyleRole::NoGo),
        (false, false) => (format!(" {word} "), StyleRole::NoGo),
    };
    Span::styled(text, theme.style(role))
}

/// Returns what the verdict rests on and leaves out, where there is room; else what a careful person checks first.
fn basis(app: &App, columns: usize) -> Option<String> {
    let basis = app.model.workbook.basis();
    let whole = basis.sentences().join(" ");
    if sanitize::width(&whole) <= columns {
        Some(whole)
    } else {
        basis.brief(columns)
    }
}

/// Returns the user; not while a mark is being moved, which needs the room.
fn who(app: &App, width: u16) -> Option<Span<'static>> {
    if app.model.moving_mark().is_some() {
        return None;
    }
    let most = usize::from(width / 4);
    let who = sanitize::fit(
        &sanitize::one_line(&app.model.who),
        most,
        app.model.theme.signs.ellipsis,
    );
    (!who.is_empty())
        .then(|| Span::styled(format!("  {who}"), app.model.theme.style(StyleRole::Dim)))
}

/// Returns the go-live time, where there is room.
fn live(app: &App, width: u16) -> String {
    let live = app.model.workbook.live().filter(|_| width >= WIDE);
    live.map(|at| format!("live {}  ", sanitize::time(&at.to_rfc3339())))
        .unwrap_or_default()
}

/// Returns the mark being moved; else the title of the document, else the name of its file.
fn title(app: &App) -> String {
    if let Some(what) = app.model.moving_mark() {
        return format!("Moving: {}", sanitize::one_line(&what.gist()));
    }
    let checklist = app.model.checklist();
    let name = match checklist.title() {
        Some(title) => app.model.workbook.reading(title),
        None => app.model.workbook.progress().checklist.clone(),
    };
    let mut title = sanitize::one_line(&name).into_owned();
    if let Some(run) = &app.model.workbook.progress().run {
        title.push_str(&format!(" ({})", sanitize::one_line(run)));
    }
    title
}

fn counts(app: &App, roomy: bool) -> String {
    let tally = app.model.workbook.tally();
    let (settled, items) = (tally.finished(), tally.total());
    let word = "done";
    match (roomy, tally.blanks) {
        (true, 0) => format!("{settled}/{items} {word}"),
        (true, blanks) => format!("{settled}/{items} {word}  {}/{blanks} filled", tally.filled),
        (false, _) => format!("{settled}/{items}"),
    }
}

fn saved(app: &App) -> (&'static str, StyleRole) {
    if let (SaveState::All, Some(alarm)) = (&app.model.saved, app.alarm) {
        return (alarm, StyleRole::Bad);
    }
    match (&app.model.saved, &app.model.read_only) {
        (SaveState::Lost(lost), _) => (lost.alarm(), StyleRole::Bad),
        (_, Some(_)) => ("read-only", StyleRole::Waiting),
        (SaveState::All, None) => ("saved", StyleRole::Good),
        (SaveState::Pending, None) => ("saving", StyleRole::Waiting),
        (SaveState::Failed(_), None) => ("NOT SAVED", StyleRole::Bad),
    }
}
