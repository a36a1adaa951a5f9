//! The overview of the document: rows, many of which lead to a row of the outline. They are read from the workbook each
//! time, so they are never out of date.

mod blockers;
mod launch;

use std::collections::{BTreeMap, BTreeSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::checklist::EntryId;
use crate::progress::{Event, Person};
use crate::sanitize;
use crate::tui::action::{Action, SheetAction};
use crate::tui::layout::ROOMY;
use crate::tui::model::Model;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::outline::OutlineRow;
use crate::tui::signing::standing_role;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::list::{self, ListState, Motion};
use crate::tui::widgets::row;
use crate::workbook::{RegisterId, SignOff, Verdict};

/// Columns inside a bar; on a narrow screen fewer.
const BAR: usize = 20;
/// Columns for the figures beside a bar; on a narrow screen fewer.
const FIGURES: usize = 16;
/// Columns of the names beside bars; more where a name is longer, up to half of the screen.
const NAME: usize = 48;
/// Fewer columns than this are too few for words aside.
const ASIDE: usize = 12;
/// Groups of up to this many blockers are unfolded.
const FEW: usize = 3;
/// Rows kept in sight above and below the selected one.
const CONTEXT: usize = 2;

/// The overview, while it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OverviewSheet {
    /// The row that is selected.
    pub selected: usize,
    /// The first row on the screen.
    pub top: usize,
    /// The groups that were folded or unfolded by hand.
    turned: BTreeSet<&'static str>,
}

/// A row of the overview.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OverviewRow {
    /// Its indentation.
    pub depth: usize,
    /// Its text, not yet sanitized.
    pub text: String,
    /// More about it, where there is room.
    pub aside: String,
    /// Progress as a bar: done, and all.
    pub bar: Option<(usize, usize)>,
    /// Its figures, at the right.
    pub figures: String,
    /// The looks of its text.
    pub role: Option<StyleRole>,
    /// The row of the outline to which it leads.
    pub target: Option<OutlineRow>,
    /// True if it is the go-live time, and leads to its field.
    pub is_live: bool,
    /// The group that it heads, and whether that is unfolded.
    pub group: Option<(&'static str, bool)>,
}

impl OverviewRow {
    /// Returns whether it can be selected.
    pub fn leads(&self) -> bool {
        self.target.is_some() || self.group.is_some() || self.is_live
    }
}

impl OverviewSheet {
    /// Folds or unfolds a group.
    fn turn(&mut self, kind: &'static str) {
        if !self.turned.remove(kind) {
            self.turned.insert(kind);
        }
    }

    /// Handles a key: selects, unfolds, or goes to where a row leads.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        let rows = self.rows(model);
        let row = rows.get(self.selected);
        let group = row.and_then(|row| row.group);
        match action {
            SheetAction::Move(motion) => self.go(motion, &rows, model.page),
            SheetAction::Unfold => {
                if let Some((kind, _)) = group {
                    self.turn(kind);
                }
            }
            SheetAction::Fold => {
                if let Some((kind, true)) = group {
                    self.turn(kind);
                }
            }
            SheetAction::Choose => {
                let open = match row {
                    Some(OverviewRow {
                        target: Some(target),
                        ..
                    }) => Some(Destination::Row(*target)),
                    Some(OverviewRow { is_live: true, .. }) => Some(Destination::GoLive),
                    Some(_) | None => None,
                };
                return open.map_or_else(SheetOutcome::close, SheetOutcome::open);
            }
            SheetAction::GoLive => return SheetOutcome::open(Destination::GoLive),
            SheetAction::SignOffs => {
                return SheetOutcome::open(Destination::Action(Action::SignOffs));
            }
            SheetAction::Cancel => return SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
            | SheetAction::Link
            | SheetAction::FillNow
            | SheetAction::CopyAnyway
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::Quit
            | SheetAction::DeleteNote
            | SheetAction::WriteCopy
            | SheetAction::GoTo
            | SheetAction::Undo => {}
        }
        SheetOutcome::stay()
    }

    /// Moves the selection among the rows that lead somewhere.
    fn go(&mut self, motion: Motion, rows: &[OverviewRow], page: usize) {
        let places: Vec<usize> = places(rows).collect();
        let here = places.partition_point(|&at| at < self.selected);
        let mut list = ListState::at(here);
        list.go(motion, places.len(), page);
        self.selected = places.get(list.selected()).copied().unwrap_or_default();
    }

    fn rows(&self, model: &Model) -> Vec<OverviewRow> {
        rows(model, self, usize::from(model.sheet_area.height))
    }

    /// Keeps the selection on a row that leads somewhere, and in sight.
    pub fn settle(&mut self, model: &Model) {
        let (rows, height) = (self.rows(model), usize::from(model.sheet_area.height));
        self.scroll(&rows, height);
    }

    /// Brings selection and scrolling in order on a screen of `height` rows.
    fn scroll(&mut self, rows: &[OverviewRow], height: usize) {
        let near = places(rows)
            .find(|&at| at >= self.selected)
            .or(places(rows).last());
        self.selected = near.unwrap_or_default();
        let context = CONTEXT.min(height.saturating_sub(1) / 2);
        let lowest_top = (self.selected + context + 1).saturating_sub(height);
        let highest_top = self.selected.saturating_sub(context);
        self.top = self
            .top
            .max(lowest_top)
            .min(highest_top)
            .min(rows.len().saturating_sub(height));
    }

    /// Draws the sheet.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let rows = rows(model, self, usize::from(area.height));
        let names = rows
            .iter()
            .filter(|of| of.bar.is_some())
            .map(|of| sanitize::width(&sanitize::one_line(&of.text)));
        let name = names
            .max()
            .unwrap_or_default()
            .min(usize::from(area.width / 2))
            .max(NAME);
        for (y, (index, of)) in (0..area.height).zip(rows.iter().enumerate().skip(self.top)) {
            let line = line(
                of,
                index == self.selected,
                &model.theme,
                name,
                area.width.into(),
            );
            row(&line, area, y, buffer);
        }
        let below = rows
            .len()
            .saturating_sub(self.top + usize::from(area.height));
        list::draw_more(below, &model.theme, area, buffer);
    }
}

/// The rows that lead somewhere.
fn places(rows: &[OverviewRow]) -> impl Iterator<Item = usize> {
    rows.iter()
        .enumerate()
        .filter(|(_, row)| row.leads())
        .map(|(at, _)| at)
}

/// The rows of the overview; on a screen of `height` rows without empty ones, where they would not fit with them.
pub fn rows(model: &Model, overview: &OverviewSheet, height: usize) -> Vec<OverviewRow> {
    let page = OverviewPage {
        model,
        overview,
        verdict: model.workbook.verdict(),
    };
    let parts = [
        page.verdict(),
        page.remaining(),
        page.launch(),
        page.due(),
        page.sections(),
        page.signoffs(),
        page.conflicts(),
        page.people(),
        page.files(),
    ];
    let parts: Vec<Vec<OverviewRow>> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let is_roomy = parts.iter().map(Vec::len).sum::<usize>() + parts.len() <= height + 1;
    let gap = if is_roomy {
        vec![OverviewRow::default()]
    } else {
        Vec::new()
    };
    parts.join(&gap[..])
}

struct OverviewPage<'a> {
    model: &'a Model,
    overview: &'a OverviewSheet,
    verdict: &'a Verdict,
}

impl OverviewPage<'_> {
    /// Rows under what they have in common. Few are listed, many where a person asks for it.
    fn group(
        &self,
        kind: &'static str,
        text: String,
        role: StyleRole,
        places: Vec<OverviewRow>,
    ) -> Vec<OverviewRow> {
        let is_listed = (places.len() <= FEW) != self.overview.turned.contains(kind);
        let first = places.first();
        let group = OverviewRow {
            depth: 1,
            text,
            aside: first
                .filter(|_| !is_listed)
                .map(|first| first.text.clone())
                .unwrap_or_default(),
            role: Some(role),
            target: first.and_then(|first| first.target),
            group: Some((kind, is_listed)),
            ..OverviewRow::default()
        };
        std::iter::once(group)
            .chain(places.into_iter().filter(|_| is_listed))
            .collect()
    }

    fn name(&self, id: EntryId) -> String {
        self.model.workbook.reading(id)
    }

    fn sections(&self) -> Vec<OverviewRow> {
        let workbook = &self.model.workbook;
        let mut rows = Vec::new();
        for id in workbook.checklist().top_sections() {
            let tally = workbook.tally_of(id);
            let (settled, all, what) = match tally.total() {
                0 => (tally.filled, tally.blanks, "filled"),
                items => (tally.finished(), items, "done"),
            };
            if all > 0 {
                let target = Some(OutlineRow::Entry(id));
                rows.push(OverviewRow {
                    target,
                    ..measured(self.name(id), settled, all, what)
                });
            }
        }
        let tally = workbook.tally();
        let items = match tally.pre_ticked {
            0 => "All items".to_owned(),
            pre_ticked => format!("All items ({pre_ticked} pre-ticked)"),
        };
        let all = [
            (items, tally.finished(), tally.total(), "done"),
            (
                "All blanks".to_owned(),
                tally.filled,
                tally.blanks,
                "filled",
            ),
            (
                "Other boxes".to_owned(),
                tally.boxes_ticked,
                tally.boxes,
                "ticked",
            ),
        ];
        for (text, some, all, what) in all.into_iter().filter(|count| count.2 > 0) {
            rows.push(measured(text, some, all, what));
        }
        under("Progress", rows)
    }

    fn signoffs(&self) -> Vec<OverviewRow> {
        let workbook = &self.model.workbook;
        let row = |signoff: SignOff| {
            let text = format!(
                "{}: {}",
                workbook.role(signoff),
                workbook.describe_signoff(signoff)
            );
            let role = Some(standing_role(workbook.signature(signoff)));
            OverviewRow {
                depth: 1,
                role,
                ..leading(text, workbook.checklist().blank(signoff.who).entry)
            }
        };
        under("Sign-offs", workbook.signoffs().map(row).collect())
    }

    /// Returns conflicting answers and unmatched marks.
    fn conflicts(&self) -> Vec<OverviewRow> {
        let workbook = &self.model.workbook;
        let conflicts = workbook.conflicts().into_iter().map(|conflict| {
            let name = match &conflict.about {
                RegisterId::Blank(blank) => workbook.checklist().blank(*blank).label.clone(),
                about => workbook.name_of(conflict.entry, about),
            };
            let answers: Vec<&str> = conflict
                .answers
                .iter()
                .map(|told| told.answer.as_str())
                .collect();
            let text = format!("{name}: {}", answers.join(" or "));
            let target = conflict.entry.map(OutlineRow::Entry);
            OverviewRow {
                depth: 1,
                text,
                role: Some(StyleRole::Bad),
                target,
                ..OverviewRow::default()
            }
        });
        let unmatched = workbook
            .unmatched()
            .iter()
            .enumerate()
            .map(|(index, what)| {
                let target = Some(OutlineRow::Unmatched(index));
                OverviewRow {
                    depth: 1,
                    text: what.gist(),
                    role: Some(StyleRole::Waiting),
                    target,
                    ..OverviewRow::default()
                }
            });
        let mut rows = under("Conflicts", conflicts.collect());
        rows.extend(under("Unmatched marks", unmatched.collect()));
        rows
    }

    /// Returns the people with the number of their changes, and the last one.
    fn people(&self) -> Vec<OverviewRow> {
        let workbook = &self.model.workbook;
        let mut people: BTreeMap<Person, (usize, (&str, &Event))> = BTreeMap::new();
        for (key, event) in workbook.progress().events() {
            let (count, last) = people
                .entry(Person::named(&event.who()))
                .or_insert((0, (key, event)));
            *count += 1;
            if event.order() >= last.1.order() {
                *last = (key, event);
            }
        }
        let mut people: Vec<_> = people.into_values().collect();
        people.sort_by(|(_, one), (_, other)| other.1.order().cmp(&one.1.order()));
        let row = |(count, (key, last)): (usize, (&str, &Event))| {
            let who = last.who();
            let changes = if count == 1 {
                "1 change".to_owned()
            } else {
                format!("{count} changes")
            };
            OverviewRow {
                depth: 1,
                text: format!("{who}: {changes}, last {}", sanitize::time(&last.at)),
                aside: last.on.text.clone(),
                target: workbook.entry_of(key, &last.on.text).map(OutlineRow::Entry),
                ..OverviewRow::default()
            }
        };
        under("People", people.into_iter().map(row).collect())
    }

    fn files(&self) -> Vec<OverviewRow> {
        let progress = self.model.workbook.progress();
        let run = progress
            .run
            .as_ref()
            .map(|run| format!(", run {run}"))
            .unwrap_or_default();
        let line = |text: String| OverviewRow {
            text,
            role: Some(StyleRole::Dim),
            ..OverviewRow::default()
        };
        let kept = self
            .model
            .progress_file
            .as_ref()
            .map(|path| format!(", saved in {path}"))
            .unwrap_or_default();
        vec![line(format!("{}{run}{kept}", progress.checklist))]
    }
}

fn heading(text: &str) -> OverviewRow {
    OverviewRow {
        text: text.to_owned(),
        role: Some(StyleRole::Heading),
        ..OverviewRow::default()
    }
}

fn leading(text: String, id: EntryId) -> OverviewRow {
    OverviewRow {
        text,
        target: Some(OutlineRow::Entry(id)),
        ..OverviewRow::default()
    }
}

fn measured(text: String, some: usize, all: usize, what: &str) -> OverviewRow {
    let figures = format!("{some}/{all} {what}");
    OverviewRow {
        depth: 1,
        text,
        bar: Some((some, all)),
        figures,
        ..OverviewRow::default()
    }
}

/// Rows under their heading; nothing where there are none.
fn under(text: &str, rows: Vec<OverviewRow>) -> Vec<OverviewRow> {
    if rows.is_empty() {
        rows
    } else {
        std::iter::once(heading(text)).chain(rows).collect()
    }
}

fn line(
    of: &OverviewRow,
    selected: bool,
    theme: &Theme,
    name: usize,
    width: usize,
) -> Line<'static> {
    let mark = if selected && of.leads() {
        theme.signs.selected
    } else {
        " "
    };
    let fold = match of.group {
        Some((_, true)) => theme.signs.unfolded,
        Some((_, false)) => theme.signs.folded,
        None => " ",
    };
    let mut line = Line::from(vec![Span::styled(mark, theme.style(StyleRole::Selected))]);
    if of.depth > 0 {
        let indent = "  ".repeat(of.depth - 1);
        line.push_span(Span::styled(
            format!("{indent}{fold} "),
            theme.style(StyleRole::Dim),
        ));
    }
    let room = width.saturating_sub(line.width());
    let role = theme.style(of.role.unwrap_or(StyleRole::Text));
    let text = sanitize::one_line(&of.text);
    let Some((some, all)) = of.bar else {
        line.push_span(Span::styled(
            sanitize::fit(&text, room, theme.signs.ellipsis),
            role,
        ));
        push_aside(&mut line, of, theme, width);
        return line;
    };
    let inside = BAR.min(width / 8);
    let figures = if width < ROOMY.into() {
        FIGURES - 2
    } else {
        FIGURES
    };
    let name = name.min(room.saturating_sub(inside + figures + 4));
    let text = sanitize::fit(&text, name, theme.signs.ellipsis);
    let gap = " ".repeat(name.saturating_sub(sanitize::width(&text)) + 1);
    let style = theme.style(if some == all {
        StyleRole::Good
    } else {
        StyleRole::Text
    });
    line.push_span(Span::styled(text, role));
    line.push_span(Span::raw(gap));
    line.push_span(Span::styled(bar(some, all, inside), style));
    line.push_span(Span::raw(format!(" {}", of.figures)));
    line
}

/// Returns a bar that is full only if all is done, and empty only if nothing is.
fn bar(some: usize, all: usize, inside: usize) -> String {
    let full = (some * inside / all.max(1)).max(usize::from(some > 0 && inside > 1));
    format!("[{}{}]", "#".repeat(full), "-".repeat(inside - full))
}

fn push_aside(line: &mut Line<'static>, of: &OverviewRow, theme: &Theme, width: usize) {
    let room = width.saturating_sub(line.width() + 2);
    if !of.aside.is_empty() && room >= ASIDE {
        let aside = sanitize::fit(&sanitize::one_line(&of.aside), room, theme.signs.ellipsis);
        line.push_span(Span::styled(
            format!("  {aside}"),
            theme.style(StyleRole::Dim),
        ));
    }
}
