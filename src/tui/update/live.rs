//! The field of the go-live time.

use chrono::{DateTime, SecondsFormat, Timelike, Utc};

use crate::progress::{Answer, Stamp};
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::notice::{Notice, sentence};
use crate::tui::overlay::Overlay;
use crate::tui::suggestions::Suggestions;
use crate::workbook::{Edit, describe, moment_to_second};

/// The suggestion without a go-live time.
const NOW: &str = "now";

impl App {
    /// Opens the field for the go-live time. Suggests now, and the conflicting times.
    pub(super) fn open_go_live(&mut self) {
        if self.refuse_change() {
            return;
        }
        let register = self.model.workbook.live_register();
        let differing = register.is_conflict();
        let standing = register
            .standing()
            .iter()
            .filter_map(|answer| written(answer.value.as_ref()?));
        let offers: Vec<String> = standing
            .filter(|_| differing)
            .chain([NOW.to_owned()])
            .collect();
        let first = offers.first().filter(|_| differing).cloned();
        let before = first
            .or(self.model.workbook.live().map(in_field))
            .unwrap_or_default();
        let seen = register.ids();
        let told =
            differing.then(|| format!("Conflicting times: {}.", self.model.go_live_answers()));
        self.open_field(FieldPurpose::Live, &before, false);
        self.notice = told.map(Notice::warning).or(self.notice.take());
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            (field.offers, field.seen) = (Suggestions::new(offers), seen);
        }
    }

    /// Sets the go-live time from the field; an empty one clears it. The field stays open where it
    /// can't be read, and where others set one meanwhile.
    pub(super) fn accept_go_live(
        &mut self,
        mut field: Box<Field>,
        stamp: &Stamp,
    ) -> Option<Effect> {
        let text = field.text().trim().to_owned();
        let register = self.model.workbook.live_register();
        let (ids, was_disputed) = (register.ids(), register.is_conflict());
        let said = self.model.go_live_answers();
        let at = moment_to_second(&text, stamp.at);
        if at.is_none() && !text.is_empty() {
            self.warn(format!(
                "Can't read “{text}”. Try: now, 2026-11-21 21:04, or 2026-11-21 (UTC)."
            ));
        } else if ids != field.seen {
            let said = if said.is_empty() {
                "cleared".to_owned()
            } else {
                said
            };
            let again = self.model.keymap.key_in(Context::Moment, Action::Accept);
            self.warn(format!(
                "Changed meanwhile: {said}. {again} again to set it anyway."
            ));
            field.seen = ids;
        } else if !field.is_changed() && !was_disputed {
            self.info(format!("Unchanged: {}.", self.model.go_live_text()));
            return None;
        } else {
            let effects = self.apply_all(vec![Edit::Live { at }], None, stamp);
            if self.model.workbook.live() != at {
                return effects;
            }
            let mut told = sentence(&self.model.go_live_text());
            if was_disputed {
                told.push_str(&format!(" Resolved; it was {said}."));
            }
            let blockers = self.model.workbook.verdict().blockers.len();
            if at.is_some() && blockers > 0 {
                let key = self.model.key_of(Action::Overview);
                told.push_str(&format!(
                    " NO-GO: {} ({key}: list).",
                    describe::blockers(blockers)
                ));
            }
            self.notice.get_or_insert(Notice::info(told));
            return effects;
        }
        self.overlay = Some(Overlay::Field(field));
        None
    }
}

impl Model {
    /// Returns the go-live time as text.
    pub(in crate::tui) fn go_live_text(&self) -> String {
        match self.workbook.live() {
            Some(at) => format!("go-live: {}", sanitize::time(&at.to_rfc3339())),
            None => "no go-live time set".to_owned(),
        }
    }

    /// Returns the go-live times that people set: `2026-11-21 21:04 UTC (ann@host) or …`; empty
    /// where none is set.
    pub(in crate::tui) fn go_live_answers(&self) -> String {
        let told = |answer: &Answer<String>| {
            let at = answer
                .value
                .as_ref()
                .map_or_else(|| "no time".to_owned(), |at| sanitize::time(at));
            format!("{at} ({})", answer.who())
        };
        let said: Vec<String> = self
            .workbook
            .live_register()
            .standing()
            .iter()
            .map(told)
            .collect();
        said.join(" or ")
    }
}

/// Converts a time from a progress file to the text in the field; nothing where it is invalid.
fn written(at: &str) -> Option<String> {
    DateTime::parse_from_rfc3339(at)
        .ok()
        .map(|at| in_field(at.to_utc()))
}

/// A moment as a person writes it; with seconds only where it has some.
fn in_field(at: DateTime<Utc>) -> String {
    if at.second() == 0 && at.nanosecond() == 0 {
        at.format("%Y-%m-%d %H:%M").to_string()
    } else {
        at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }
}
