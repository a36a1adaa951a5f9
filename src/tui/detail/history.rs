//! The history of an entry: every change in order, the newest first.

use ratatui::text::Span;

use super::Page;
use crate::checklist::EntryId;
use crate::progress::{Change, Event, Home};
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::Role;
use crate::workbook;

/// So many changes are shown unless all are asked for.
const SHORT: usize = 5;
/// Columns for the words of one of them.
const WORDS: usize = 60;

impl Page<'_> {
    /// The last changes, or all where that was asked for. What the detail tells anyway is not said again.
    pub(super) fn history(&mut self, id: EntryId) {
        let (app, in_full) = (self.app, self.app.detail.in_full);
        let entries = app.checklist().item_with_lines(id);
        let mut changes: Vec<(EntryId, &Event)> = entries
            .flat_map(|id| {
                app.model
                    .workbook
                    .history(id)
                    .into_iter()
                    .map(move |event| (id, event))
            })
            .collect();
        changes.sort_by_key(|(_, event)| event.order());
        let is_told = changes.len() == 1 && answers(&changes[0].1.change);
        if changes.is_empty() || (is_told && !in_full) {
            return;
        }
        self.gap();
        let head = self.styled("History", Role::Dim);
        self.put_plain(&head);
        let shown = if in_full { changes.len() } else { SHORT };
        for &(id, event) in changes.iter().rev().take(shown) {
            self.change(id, event, in_full);
        }
        let before = changes.len().saturating_sub(shown);
        if before > 0 {
            let key = app.model.key_of(Action::History);
            let more = self.styled(
                &format!("and {before} before: {key} shows all"),
                Role::Waiting,
            );
            self.put(&more, &Span::raw("  "), &Span::raw("  "));
        }
    }

    fn change(&mut self, id: EntryId, event: &Event, in_full: bool) {
        let theme = &self.app.model.theme;
        let mut words = sanitize::one_line(&theme.words(&self.deed(id, event))).into_owned();
        if !in_full {
            words = sanitize::fit(&words, WORDS, theme.signs.ellipsis);
        }
        let mut rich = StyledText::default();
        rich.push(&words, theme.style(Role::Text));
        rich.push(
            &format!("  {}, {}", event.who(), sanitize::time(&event.at)),
            theme.style(Role::Dim),
        );
        self.put(
            &rich,
            &Span::raw(format!("{} ", theme.signs.bullet)),
            &Span::raw("  "),
        );
    }

    /// What a change did.
    fn deed(&self, id: EntryId, event: &Event) -> String {
        let begun = if event.replaces.is_empty() {
            "note"
        } else {
            "note changed"
        };
        match &event.change {
            Change::State {
                state: Some(state),
                reason: Some(reason),
                ..
            } => {
                format!("{}: {reason}", state.words())
            }
            Change::State {
                state: Some(state),
                reason: None,
                ..
            } => state.words().to_owned(),
            Change::State { state: None, .. } => "answer taken back".to_owned(),
            Change::Blank {
                blank,
                value: Some(value),
                carried,
            } => {
                let label = self.label(id, blank);
                let from = match carried.as_deref() {
                    None => String::new(),
                    Some("") => ", carried over from the run without a name".to_owned(),
                    Some(run) => format!(", carried over from run {run}"),
                };
                format!("{label}: {value}{from}")
            }
            Change::Blank {
                blank, value: None, ..
            } => format!("{}: cleared", self.label(id, blank)),
            Change::Note { text: Some(text) } => format!("{begun}: {text}"),
            Change::Note { text: None } => "note deleted".to_owned(),
            Change::Place {
                home: Some(Home::Entry { .. }),
            } => "put here".to_owned(),
            Change::Place {
                home: Some(Home::Nowhere),
            } => "dismissed".to_owned(),
            Change::Place { home: None } => "taken away from where it was put".to_owned(),
            Change::Unknown => "a change that only a later version knows".to_owned(),
            Change::Phase { .. }
            | Change::Live { .. }
            | Change::Measured { .. }
            | Change::Signed { .. } => workbook::deed(event),
        }
    }

    /// What a blank asks for; its slug, where the entry does not have it any more.
    fn label(&self, id: EntryId, slug: &str) -> String {
        let checklist = self.app.checklist();
        let blank = checklist
            .blank_called(id, slug)
            .map(|blank| checklist.blank(blank));
        blank.map_or_else(|| slug.to_owned(), |blank| blank.label.clone())
    }
}

/// Whether a change gave an answer, which the detail shows with who gave it as long as it stands.
fn answers(change: &Change) -> bool {
    matches!(
        change,
        Change::State { state: Some(_), .. }
            | Change::Blank { value: Some(_), .. }
            | Change::Note { text: Some(_) }
    )
}
