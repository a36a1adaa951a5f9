//! The first row: verdict, title, progress, who sits here, and whether all is saved.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::app::{App, Saved};
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::row;
use crate::workbook::Verdict;

/// Narrower than this, the words beside the counts are left out.
const ROOMY: u16 = 60;
/// From this width on, it says when it goes live.
const WIDE: u16 = 100;
/// The number of blockers, and who sits at the screen, stand there where that leaves the title so many columns.
const TITLE: usize = 16;

pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.model.theme;
    let verdict = app.model.workbook.verdict();
    let (saved, saved_role) = saved(app);
    let counts = counts(app, area.width >= ROOMY);
    let mut right = vec![
        Span::styled(live(app, area.width), theme.style(Role::Dim)),
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
    if let Some(who) = who(app, area.width).filter(|who| room >= who.width() + TITLE) {
        room -= who.width();
        right.insert(2, who);
    }
    let title = sanitize::fit(&title(app), room, theme.signs.ellipsis);
    let gap = " ".repeat(room.saturating_sub(sanitize::width(&title)) + 1);
    let mut line = Line::from(vec![
        left,
        Span::raw(" "),
        Span::styled(title, theme.style(Role::Heading)),
        Span::raw(gap),
    ]);
    line.spans.extend(right);
    row(&line, area, 0, buffer);
}

/// The verdict, as a stamp; with the number of blockers where that leaves room for the title. Where all is done it
/// does not press any more, and says how many items are overdue.
fn stamp(verdict: &Verdict, overdue: usize, theme: &Theme, room: usize) -> Span<'static> {
    let (word, count) = (verdict.word(), verdict.blockers.len());
    let with_count = format!(" {word} {count} ");
    let with_overdue = format!("[{word}: {overdue} overdue]");
    let (text, role) = match (verdict.is_go(), verdict.is_complete()) {
        (_, true) if overdue > 0 && room >= with_overdue.len() + TITLE => {
            (with_overdue, Role::Complete)
        }
        (_, true) => (format!("[{word}]"), Role::Complete),
        (true, false) => (format!(" {word} "), Role::Go),
        (false, false) if room >= with_count.len() + TITLE => (with_count, Role::NoGo),
        (false, false) => (format!(" {word} "), Role::NoGo),
    };
    Span::styled(text, theme.style(role))
}

/// Who sits at the screen; what was taken up wants the room for itself.
fn who(app: &App, width: u16) -> Option<Span<'static>> {
    if app.taken_up().is_some() {
        return None;
    }
    let most = usize::from(width / 4);
    let who = sanitize::fit(
        &sanitize::one_line(&app.model.who),
        most,
        app.model.theme.signs.ellipsis,
    );
    (!who.is_empty()).then(|| Span::styled(format!("  {who}"), app.model.theme.style(Role::Dim)))
}

/// When it goes live, where there is room for that.
fn live(app: &App, width: u16) -> String {
    let live = app.model.workbook.live().filter(|_| width >= WIDE);
    live.map(|at| format!("live {}  ", sanitize::time(&at.to_rfc3339())))
        .unwrap_or_default()
}

/// What was taken up, as long as it is; the document's title, else the name of its file.
fn title(app: &App) -> String {
    if let Some(what) = app.taken_up() {
        return format!("Putting: {}", sanitize::one_line(&what.gist()));
    }
    let checklist = app.checklist();
    let name = match checklist.title() {
        Some(title) => checklist.entry(title).legible(),
        None => app.model.workbook.progress().checklist.as_str().into(),
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

fn saved(app: &App) -> (&'static str, Role) {
    if let (Saved::All, Some(alarm)) = (&app.model.saved, app.alarm) {
        return (alarm, Role::Bad);
    }
    match (&app.model.saved, &app.model.read_only) {
        (Saved::Lost(lost), _) => (lost.alarm(), Role::Bad),
        (_, Some(_)) => ("read-only", Role::Waiting),
        (Saved::All, None) => ("saved", Role::Good),
        (Saved::Pending, None) => ("saving", Role::Waiting),
        (Saved::Failed(_), None) => ("NOT SAVED", Role::Bad),
    }
}
