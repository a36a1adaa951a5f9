//! Saying when it goes live, or went.

use chrono::{DateTime, SecondsFormat, Timelike, Utc};

use crate::progress::{Answer, Stamp};
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, Purpose};
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::notice::Notice;
use crate::tui::overlay::Overlay;
use crate::tui::suggestions::Suggestions;
use crate::workbook::{Edit, moment_to_second};

/// What is offered where nobody has said when.
const NOW: &str = "now";

impl App {
    /// Opens the field for the moment of going live. Now is offered, and what people say where they differ.
    pub(super) fn open_live(&mut self) {
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
        let told = differing.then(|| format!("People differ: {}.", self.model.said_of_live()));
        self.open_field(Purpose::Live, &before, false);
        self.notice = told.map(Notice::warning).or(self.notice.take());
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            (field.offers, field.seen) = (Suggestions::new(offers), seen);
        }
    }

    /// Takes the moment that the field holds; an empty one takes back what was said. The field stays where that is
    /// no time, and where others have said another meanwhile.
    pub(super) fn say_live(&mut self, mut field: Box<Field>, stamp: &Stamp) -> Option<Effect> {
        let text = field.text().trim().to_owned();
        let register = self.model.workbook.live_register();
        let (ids, was_disputed) = (register.ids(), register.is_conflict());
        let said = self.model.said_of_live();
        let at = moment_to_second(&text, stamp.at);
        if at.is_none() && !text.is_empty() {
            self.warn(format!(
                "“{text}” is no time: write now, 2026-11-21T21:04:05Z, or in UTC “2026-11-21 21:04” or 2026-11-21."
            ));
        } else if ids != field.seen {
            let said = if said.is_empty() {
                "taken back".to_owned()
            } else {
                said
            };
            let again = self.model.keymap.key_in(Context::Moment, Action::Accept);
            self.warn(format!(
                "In the meantime: {said}. {again} again sets it all the same."
            ));
            field.seen = ids;
        } else if !field.is_changed() && !was_disputed {
            self.info(format!("Already {}.", self.model.told_of_live()));
            return None;
        } else {
            let effects = self.apply_all(vec![Edit::Live { at }], None, stamp);
            if self.model.workbook.live() != at {
                return effects;
            }
            let mut told = super::sentence(&self.model.told_of_live());
            if was_disputed {
                told.push_str(&format!(" Settled; it was {said}."));
            }
            let blockers = self.model.workbook.verdict().blockers.len();
            if at.is_some() && blockers > 0 {
                let key = self.model.key_of(Action::Overview);
                told.push_str(&format!(
                    " It is NO-GO: {blockers} in the way, which {key} lists."
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
    /// When it goes live, in the words of the command line.
    pub(in crate::tui) fn told_of_live(&self) -> String {
        match self.workbook.live() {
            Some(at) => format!("live: {}", sanitize::time(&at.to_rfc3339())),
            None => "not live: nobody has said when".to_owned(),
        }
    }

    /// What people say of the moment of going live: `2026-11-21 21:04 UTC (ann@host) or …`; nothing where nobody
    /// says anything.
    pub(in crate::tui) fn said_of_live(&self) -> String {
        let told = |answer: &Answer<String>| {
            let at = answer
                .value
                .as_ref()
                .map_or_else(|| "not live".to_owned(), |at| sanitize::time(at));
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

/// A moment as it stood in a progress file, as it is written in the field; nothing where it is none.
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
