//! The launch in the detail: the phase of an entry, and its due date.

use chrono::{DateTime, Utc};

use super::DetailPage;
use crate::checklist::{EntryId, Origin, Phase};
use crate::progress::Answer;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::launch::phase_choice_name;
use crate::tui::launch::{role, word};
use crate::tui::layout::ROOMY;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::workbook::{Counted, Told, When};

impl DetailPage<'_> {
    /// Adds the phase and its source. Of an item only where it isn't expected, and nothing else
    /// shows it: in walk mode it is next to the section, where there is room.
    pub(super) fn phase(&mut self, id: EntryId) {
        let (model, workbook) = (self.model, &self.model.workbook);
        let is_section = model.checklist().entry(id).is_section();
        let phase = workbook.phase(id);
        let is_told =
            model.walk.is_some() && model.size.width >= ROOMY && !workbook.is_phase_disputed(id);
        if !is_section && (phase == Phase::Before || is_told) {
            return;
        }
        let key = model.key_of(Action::Phase);
        let register = &workbook.marks(id).phase;
        if workbook.is_phase_disputed(id) {
            let told = format!("Conflicting phases; counts as {phase} ({key}: resolve):");
            let told = self.styled(&told, StyleRole::Bad);
            self.put_plain(&told);
            let answer = |answer: &Answer<Phase>| Told {
                answer: phase_choice_name(answer.value).to_owned(),
                who: answer.who(),
                at: answer.at.clone(),
            };
            let answers: Vec<Told> = register.standing().iter().map(answer).collect();
            self.told(&answers);
            return;
        }
        let from = match (workbook.phase_reading(id).origin, workbook.phase_origin(id)) {
            (Origin::Annotation, _) => "stated by the document".to_owned(),
            (Origin::Pattern, _) => "from its heading".to_owned(),
            (Origin::Person, _) => register.answer().map_or_else(String::new, |answer| {
                format!("set by {}, {}", answer.who(), sanitize::time(&answer.at))
            }),
            (Origin::Inherited | Origin::Default, None) => "default".to_owned(),
            (Origin::Inherited | Origin::Default, Some(above))
                if model.checklist().entry(id).parent == Some(above) =>
            {
                "from the section above".to_owned()
            }
            (Origin::Inherited | Origin::Default, Some(above)) => {
                format!("from the section above: {}", model.workbook.reading(above))
            }
        };
        let told = self.styled(&format!("phase: {phase} ({from})"), StyleRole::Dim);
        self.put_plain(&told);
        let said = register
            .answer()
            .filter(|_| is_section && workbook.phase_reading(id).origin != Origin::Person);
        if let Some((answer, said)) = said.and_then(|answer| Some((answer, answer.value?))) {
            let told = format!(
                "{} set {said} on “{}” ({key}: confirm)",
                answer.who(),
                answer.on.text
            );
            let told = self.styled(&model.theme.words(&told), StyleRole::Waiting);
            self.put_plain(&told);
        }
    }

    /// Returns whether an item has a due date, or will have one.
    pub(super) fn has_date(&self, id: EntryId) -> bool {
        let workbook = &self.model.workbook;
        workbook.due(id, self.model.now).is_some() || workbook.waits_for_live(id)
    }

    /// Adds the due date, and how it is counted.
    pub(super) fn due(&mut self, id: EntryId) {
        let (model, workbook) = (self.model, &self.model.workbook);
        let words = || model.checklist().traits(id).cadence.unwrap_or_default();
        let time = |at: DateTime<Utc>| sanitize::time(&at.to_rfc3339());
        if let Some(due) = workbook.due(id, model.now) {
            let mut rich = StyledText::default();
            rich.push(
                &format!("{} {}", word(due.when), time(due.at)),
                model.theme.style(role(due.when)),
            );
            let from = match due.counted {
                Counted::FromLive(live) => format!("counted from go-live, {}", time(live)),
                Counted::BackFromLive(live) => {
                    format!("counted back from go-live, {}", time(live))
                }
                Counted::FromTick(done) => format!("counted from the last tick, {}", time(done)),
                Counted::Stated => "set by the checklist".to_owned(),
            };
            let again = workbook.is_due_again(id, model.now) && due.when != When::Later;
            let again = if again {
                "; tick it again once done"
            } else {
                ""
            };
            rich.push(
                &format!(": {}, {from}{again}", words()),
                model.theme.style(StyleRole::Dim),
            );
            self.put_plain(&rich);
        } else if workbook.waits_for_live(id) {
            let why = if workbook.live_register().is_conflict() {
                "conflicting go-live times"
            } else {
                "no go-live time set"
            };
            let key = model.key_of(Action::GoLive);
            let told = format!("due: {}, counted from go-live; {why} ({key})", words());
            let told = self.styled(&told, StyleRole::Dim);
            self.put_plain(&told);
        }
    }
}
