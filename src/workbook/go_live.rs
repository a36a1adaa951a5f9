//! Edits about the launch: the phase of a section, the go-live time, measured values.

use chrono::{DateTime, SecondsFormat, Utc};

use super::edit::Refusal;
use super::placeholder::is_invisible;
use super::undo::Back;
use super::{MarkGroup, Step, Workbook};
use crate::checklist::{EntryId, Phase};
use crate::progress::{Change, DOCUMENT, Marks, On, Register, Stamp};

impl Workbook {
    pub(super) fn set_phase(
        &mut self,
        entry: EntryId,
        phase: Option<Phase>,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        let of = self.checklist.entry(entry);
        if !of.is_section() {
            return Err(Refusal::NotASection {
                text: of.legible().into_owned(),
                line: of.line,
            });
        }
        let register = &self.marks(entry).phase;
        let is_sure = register.is_silent() || self.is_current(entry, register);
        let is_sound = self.unsound_in(entry, register).is_none();
        if register.value() == phase.as_ref() && !register.is_conflict() && is_sure && is_sound {
            return Ok(None);
        }
        let said_of = register
            .answer()
            .map_or_else(|| self.on(entry), |answer| answer.on.clone());
        let back = Change::Phase {
            phase: register.value().copied(),
        };
        let back = (!register.is_conflict()).then_some((back, said_of));
        let replaces = register.ids();
        let mut parts = self.settle_match(entry, stamp);
        parts.push(self.write(entry, Change::Phase { phase }, replaces, back, stamp));
        Ok(Some(self.step(entry, parts)))
    }

    pub(super) fn set_live(&mut self, at: Option<DateTime<Utc>>, stamp: &Stamp) -> Option<Step> {
        let at = at.map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true));
        let register = &self.document.live;
        let is_sound = self.is_sound_in_document(register);
        if register.value() == at.as_ref() && !register.is_conflict() && is_sound {
            return None;
        }
        let on = On::once("");
        let back = Change::Live {
            at: register.value().cloned(),
        };
        let back = (!register.is_conflict()).then(|| (back, on.clone()));
        let replaces = register.ids();
        Some(self.write_on_document(Change::Live { at }, on, replaces, back, stamp))
    }

    /// Adds an event about the whole document.
    pub(super) fn write_on_document(
        &mut self,
        change: Change,
        on: On,
        replaces: Vec<String>,
        back: Option<Back>,
        stamp: &Stamp,
    ) -> Step {
        let unit = MarkGroup {
            key: DOCUMENT.to_owned(),
            on: on.text.clone(),
        };
        let part = self.add(DOCUMENT.to_owned(), on, change, replaces, back, stamp);
        self.document = Marks::fold(self.progress.entries.get(DOCUMENT).into_iter().flatten());
        // COMPLETE needs a go-live time, and variables fill places everywhere.
        self.forget_findings();
        if self.unmatched.iter().any(|what| what.variable().is_some()) {
            self.unmatched = self.find_unmatched();
        }
        Step {
            units: vec![unit],
            parts: vec![part],
        }
    }

    pub(super) fn measure(
        &mut self,
        entry: EntryId,
        threshold: usize,
        value: String,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        let value = (!is_invisible(&value)).then_some(value);
        let of = self.checklist.entry(entry);
        let measurements = self.measurements(entry);
        let Some(measurement) = measurements.get(threshold) else {
            return Err(Refusal::NoThreshold {
                text: of.legible().into_owned(),
                line: of.line,
            });
        };
        let (slug, register) = (measurement.slug.to_owned(), measurement.register);
        let is_split = register.is_some_and(Register::is_conflict);
        let is_sound = register.is_none_or(|register| self.unsound_in(entry, register).is_none());
        if measurement.value() == value.as_deref()
            && !is_split
            && !measurement.is_doubtful
            && is_sound
        {
            return Ok(None);
        }
        let said_of = register
            .and_then(Register::answer)
            .map_or_else(|| self.on(entry), |answer| answer.on.clone());
        let before = measurement.value().map(str::to_owned);
        let back = (!is_split).then(|| {
            (
                Change::Measured {
                    threshold: slug.clone(),
                    value: before,
                },
                said_of,
            )
        });
        let replaces = register.map(Register::ids).unwrap_or_default();
        let mut parts = self.settle_match(entry, stamp);
        let change = Change::Measured {
            threshold: slug,
            value,
        };
        parts.push(self.write(entry, change, replaces, back, stamp));
        Ok(Some(self.step(entry, parts)))
    }
}
