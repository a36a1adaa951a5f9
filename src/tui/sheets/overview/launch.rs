//! The launch in the overview: progress of each phase, go-live time, due dates.

use super::{OverviewPage, OverviewRow, leading, measured, under};
use crate::checklist::{EntryId, Phase};
use crate::tui::action::Action;
use crate::tui::launch::{in_brief, role, word};
use crate::tui::outline::OutlineRow;
use crate::tui::theme::StyleRole;
use crate::workbook::{Due, Tally, When};

impl OverviewPage<'_> {
    /// Returns the progress of each phase, if there is more than one, and the go-live time.
    pub(super) fn launch(&self) -> Vec<OverviewRow> {
        let workbook = &self.model.workbook;
        let tallies = Phase::ALL.map(|phase| (phase, workbook.tally_in(phase)));
        let mut phases: Vec<(Phase, Tally)> = tallies
            .into_iter()
            .filter(|(_, tally)| tally.total() > 0)
            .collect();
        if let [(Phase::Before, _)] = phases.as_slice() {
            phases.clear();
        }
        let row = |(phase, tally): (Phase, Tally)| OverviewRow {
            target: self.begins(phase).map(OutlineRow::Entry),
            ..measured(phase.to_string(), tally.finished(), tally.total(), "done")
        };
        under(
            "Launch",
            phases.into_iter().map(row).chain([self.live()]).collect(),
        )
    }

    /// Returns the start of a phase: its first section, or its first item where no section sets it.
    fn begins(&self, phase: Phase) -> Option<EntryId> {
        let workbook = &self.model.workbook;
        let section = workbook
            .phases()
            .find(|&(_, other)| other == phase)
            .map(|(id, _)| id);
        section.or_else(|| {
            workbook
                .checklist()
                .items()
                .find(|&id| workbook.phase(id) == phase)
        })
    }

    fn live(&self) -> OverviewRow {
        let workbook = &self.model.workbook;
        let key = self.model.key_of(Action::GoLive);
        let (text, aside, role) = match (workbook.live(), workbook.live_register()) {
            (_, register) if register.is_conflict() => {
                let told = format!(
                    "conflicting go-live times: {}",
                    self.model.go_live_answers()
                );
                (told, format!("{key}: resolve"), StyleRole::Bad)
            }
            (Some(_), register) => {
                let who = register
                    .answer()
                    .map(|answer| format!("set by {}", answer.who()));
                (
                    self.model.go_live_text(),
                    who.unwrap_or_default(),
                    StyleRole::Text,
                )
            }
            (None, _) => (
                self.model.go_live_text(),
                format!("{key}: set"),
                StyleRole::Dim,
            ),
        };
        OverviewRow {
            depth: 1,
            text,
            aside,
            role: Some(role),
            is_live: true,
            ..OverviewRow::default()
        }
    }

    /// Returns overdue and due items.
    pub(super) fn due(&self) -> Vec<OverviewRow> {
        let model = self.model;
        let (overdue, due): (Vec<_>, Vec<_>) = model
            .workbook
            .all_due(model.now)
            .into_iter()
            .partition(|(_, due)| due.when == When::Overdue);
        let row = |(id, due): (EntryId, Due)| {
            let text = format!("{}: {}", in_brief(due, model.now), self.name(id));
            OverviewRow {
                depth: 2,
                ..leading(text, id)
            }
        };
        let group = |when: When, those: Vec<(EntryId, Due)>| {
            if those.is_empty() {
                return Vec::new();
            }
            let text = format!("{} {}", those.len(), word(when));
            self.group(
                when.name(),
                text,
                role(when),
                those.into_iter().map(row).collect(),
            )
        };
        under(
            "Due",
            [group(When::Overdue, overdue), group(When::Due, due)].concat(),
        )
    }
}
