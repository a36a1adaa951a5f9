//! Search: jumps while the user types, and goes from match to match.

use std::cmp::Reverse;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::outline::OutlineRow;
use crate::tui::overlay::Overlay;
use crate::workbook::{Search, Spot};

impl App {
    /// Opens the search field. What a filter hides is not searched.
    pub(super) fn find(&mut self) {
        let from = self.model.outline.row();
        self.search = self.search_over_shown();
        self.overlay = Some(Overlay::Field(Box::new(Field::new(
            FieldPurpose::Find { from },
            "",
            "",
            false,
        ))));
    }

    fn search_over_shown(&self) -> Search {
        let entries = self.model.checklist().ids().map(Spot::Entry);
        // Whoever took something up looks for where to put it, and a walk goes from entry to entry.
        let only_entries = self.model.moving_mark().is_some() || self.model.walk.is_some();
        let unmatched = if only_entries {
            0
        } else {
            self.model.workbook.unmatched().len()
        };
        let all = entries.chain((0..unmatched).map(Spot::Unmatched));
        Search::over(
            &self.model.workbook,
            all.filter(|&spot| self.model.outline.lets_through(spot.into())),
        )
    }

    /// Searches for what the search field holds, and jumps to the best match.
    pub(super) fn search_typed(&mut self) {
        let Some(Overlay::Field(field)) = &self.overlay else {
            return;
        };
        let FieldPurpose::Find { from } = field.purpose else {
            return;
        };
        self.search.refine(&field.text());
        // Of the best, the first after the place where the search began.
        let best = self.search.hits().iter().max_by_key(|hit| {
            let after = Some(OutlineRow::from(hit.spot)) >= from;
            (hit.score, after, Reverse(hit.spot))
        });
        if let Some(row) = best.map(|hit| hit.spot.into()).or(from) {
            self.go_to_row(row);
        }
    }

    /// Closes the search field; the matches stay marked.
    pub(super) fn stay_at_match(&mut self) -> Option<Effect> {
        if self.search.hits().is_empty() && !self.search.words().is_empty() {
            self.warn(self.nothing_matches(self.search.query()));
        }
        None
    }

    /// Returns the notice that nothing matches; a filter may hide matches.
    fn nothing_matches(&self, query: &str) -> String {
        let query = query.trim();
        if self.model.outline.filter().is_none() {
            return format!("No matches for “{query}”.");
        }
        format!(
            "No matches for “{query}” in the filtered rows ({}: show all).",
            self.model.key_of(Action::Cancel)
        )
    }

    /// Ends the search, and goes back to where it began.
    pub(super) fn end_search(&mut self, from: Option<OutlineRow>) {
        self.search = Search::default();
        if let Some(row) = from {
            self.go_to_row(row);
        }
    }

    /// Goes to the next match in the order of the document, or the one before; after the last comes the first.
    pub(super) fn next_match(&mut self, step: isize) {
        let query = self.search.query().to_owned();
        let typing = matches!(&self.overlay, Some(Overlay::Field(_)));
        if !typing {
            // What was changed since may match now, or no longer.
            self.search = self.search_over_shown();
            self.search.refine(&query);
        }
        let here = self.model.outline.row();
        let matches = || {
            self.search
                .hits()
                .iter()
                .map(|hit| OutlineRow::from(hit.spot))
        };
        let (next, round) = if step > 0 {
            (matches().find(|&row| Some(row) > here), matches().next())
        } else {
            (
                matches().rfind(|&row| Some(row) < here),
                matches().next_back(),
            )
        };
        let Some(row) = next.or(round) else {
            self.warn(if self.search.words().is_empty() {
                "No search yet.".to_owned()
            } else {
                self.nothing_matches(&query)
            });
            return;
        };
        self.go_to_row(row);
        if !typing && let (Some(at), all) = self.match_count() {
            let round = if next.is_none() { " (wrapped)" } else { "" };
            self.info(format!(
                "Match {at} of {all} for “{}”{round}.",
                query.trim()
            ));
        }
    }
}
