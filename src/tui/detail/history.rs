//! The history of an entry: every change in order, the newest first.

use ratatui::text::Span;

use super::DetailPage;
use crate::checklist::EntryId;
use crate::progress::{Change, Event, RegisterOf};
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;

/// The number of changes displayed unless all are.
const SHORT: usize = 5;
/// Columns for the words of one of them.
const WORDS: usize = 60;

impl DetailPage<'_> {
    /// Adds the last changes, or all of them; without those that the detail already shows.
    pub(super) fn history(&mut self, id: EntryId) {
        let (model, in_full) = (self.model, self.model.detail.in_full);
        let entries = model.checklist().item_with_lines(id);
        let mut changes: Vec<(EntryId, &Event)> = entries
            .flat_map(|id| {
                model
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
        let head = self.styled("History", StyleRole::Dim);
        self.put_plain(&head);
        let shown = if in_full { changes.len() } else { SHORT };
        for &(id, event) in changes.iter().rev().take(shown) {
            self.change(id, event, in_full);
        }
        let before = changes.len().saturating_sub(shown);
        if before > 0 {
            let key = model.key_of(Action::History);
            let more = self.styled(
                &format!("{before} earlier ({key}: show all)"),
                StyleRole::Waiting,
            );
            self.put(&more, &Span::raw("  "), &Span::raw("  "));
        }
    }

    fn change(&mut self, id: EntryId, event: &Event, in_full: bool) {
        let theme = &self.model.theme;
        let text = self.model.workbook.describe_event(Some(id), event).line();
        let mut words = sanitize::one_line(&theme.words(&text)).into_owned();
        if !in_full {
            words = sanitize::fit(&words, WORDS, theme.signs.ellipsis);
        }
        let mut rich = StyledText::default();
        rich.push(&words, theme.style(StyleRole::Text));
        rich.push(
            &format!("  {}, {}", event.who(), sanitize::time(&event.at)),
            theme.style(StyleRole::Dim),
        );
        self.put(
            &rich,
            &Span::raw(format!("{} ", theme.signs.bullet)),
            &Span::raw("  "),
        );
    }
}

/// Returns whether a change gave an answer, which the detail shows with its author as long as it is
/// current.
fn answers(change: &Change) -> bool {
    let register = change.register();
    matches!(
        register,
        RegisterOf::State | RegisterOf::Blank(_) | RegisterOf::Note
    ) && change.is_answer()
}
