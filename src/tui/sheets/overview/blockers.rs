//! The verdict in the overview: the blockers, and what is left until COMPLETE, by kind. The workbook decides what blocks.

use super::{OverviewPage, OverviewRow, leading, under};
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::theme::StyleRole;
use crate::workbook::{Blocker, BlockerKind, BlockerReason, Tool, describe};

/// Columns before the text of a row: the mark of the selection, and the sign of a group.
const INDENT: usize = 3;

impl OverviewPage<'_> {
    /// Returns the verdict, the blockers, and the basis of the verdict; of a GO, the basis comes first.
    pub(super) fn verdict(&self) -> Vec<OverviewRow> {
        let verdict = self.verdict;
        let dated = self.model.workbook.dated(Some(self.model.now));
        let what = verdict.describe_with(&dated, &self.model.key_of(Action::GoLive));
        let role = if verdict.is_go() {
            StyleRole::Good
        } else {
            StyleRole::Heading
        };
        let text = format!("{}: {what}", verdict.word());
        let heading = OverviewRow {
            text,
            role: Some(role),
            ..OverviewRow::default()
        };
        std::iter::once(heading)
            .chain(self.by_kind(&verdict.blockers))
            .chain(self.contradictions())
            .chain(self.basis())
            .collect()
    }

    /// Returns what the verdict rests on and what it leaves out, sentence by sentence, as wide as the screen. Each can
    /// be selected, so that all of it comes in sight on a small screen.
    fn basis(&self) -> Vec<OverviewRow> {
        let width = usize::from(self.model.sheet_area.width).saturating_sub(INDENT);
        let sentences = self.model.workbook.basis().named_sentences();
        let group = |(kind, sentence): (&'static str, String)| {
            let is_open = !self.overview.turned.contains(kind);
            let mut rows = sanitize::wrap(&sentence, width).into_iter();
            let first = if is_open {
                rows.next().unwrap_or_default()
            } else {
                sentence.clone()
            };
            let first = OverviewRow {
                depth: 1,
                text: first,
                group: Some((kind, is_open)),
                ..OverviewRow::default()
            };
            let rest = rows.filter(|_| is_open).map(|text| OverviewRow {
                depth: 1,
                text,
                ..OverviewRow::default()
            });
            std::iter::once(first).chain(rest).collect::<Vec<_>>()
        };
        sentences.into_iter().flat_map(group).collect()
    }

    /// Returns what is left until COMPLETE, once the verdict is GO.
    pub(super) fn remaining(&self) -> Vec<OverviewRow> {
        let left = if self.verdict.is_go() {
            self.verdict.remaining.as_slice()
        } else {
            &[]
        };
        under("Remaining during and after launch", self.by_kind(left))
    }

    /// Returns the ticked items with empty placeholders that don't block.
    fn contradictions(&self) -> Vec<OverviewRow> {
        let named = &self.verdict.contradictions;
        let Some(first) = named.first() else {
            return Vec::new();
        };
        let kind = first.reason.kind();
        let places = named.iter().filter_map(|named| self.blocker(named));
        let text = describe::counted_kind(kind, named.len());
        let mut rows = self.group("contradictions", text, StyleRole::Waiting, places.collect());
        let open = Some(("contradictions", true));
        if let Some(group) = rows.first_mut().filter(|group| group.group == open) {
            group.aside = self.remedy(&first.reason);
        }
        rows
    }

    fn by_kind(&self, blockers: &[Blocker]) -> Vec<OverviewRow> {
        let mut kinds: Vec<(BlockerKind, Vec<&Blocker>)> = Vec::new();
        for blocker in blockers {
            let kind = blocker.reason.kind();
            match kinds.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, those)) => those.push(blocker),
                None => kinds.push((kind, vec![blocker])),
            }
        }
        let groups = kinds.into_iter().flat_map(|(kind, those)| {
            let role = if kind == BlockerKind::Open {
                StyleRole::Waiting
            } else {
                StyleRole::Bad
            };
            let places = those
                .iter()
                .filter_map(|blocker| self.blocker(blocker))
                .collect();
            let mut rows = self.group(
                kind.name(),
                describe::counted_kind(kind, those.len()),
                role,
                places,
            );
            if let Some(group) = rows
                .first_mut()
                .filter(|group| group.group == Some((kind.name(), true)))
            {
                group.aside = those
                    .first()
                    .map(|first| self.remedy(&first.reason))
                    .unwrap_or_default();
            }
            rows
        });
        groups.collect()
    }

    /// Returns the remedy for a blocker, with its key.
    fn remedy(&self, why: &BlockerReason) -> String {
        let key = |tool: Tool| match tool {
            Tool::Tick => self.model.key_of(Action::Toggle),
            Tool::Confirm => self.model.key_of(Action::Confirm),
            Tool::SetAside => {
                let (na, waived) = (Action::NotApplicable, Action::Waived);
                format!("{} or {}", self.model.key_of(na), self.model.key_of(waived))
            }
            Tool::Waive => self.model.key_of(Action::Waived),
            Tool::Fill => self.model.key_of(Action::Edit),
            Tool::Measure => self.model.key_of(Action::Measure),
            Tool::Sign | Tool::Verify => self.model.key_of(Action::SignOffs),
            Tool::GoLive => self.model.key_of(Action::GoLive),
            Tool::Explain | Tool::Correct => self.model.key_of(Action::Explain),
            Tool::Check => "gonogo check".to_owned(),
        };
        why.remedy_with(key)
    }

    /// Returns the row of a blocker.
    fn blocker(&self, blocker: &Blocker) -> Option<OverviewRow> {
        let blank = blocker
            .reason
            .blank()
            .map(|blank| self.model.checklist().blank(blank));
        let id = blank.map(|blank| blank.entry).or(blocker.entry)?;
        let workbook = &self.model.workbook;
        let signoff = workbook.signoffs_at(id).find(|signoff| {
            blocker.reason.is_signature() && Some(signoff.who) == blocker.reason.blank()
        });
        if let Some(signoff) = signoff {
            return Some(OverviewRow {
                depth: 2,
                ..leading(workbook.role(signoff).to_owned(), id)
            });
        }
        let name = self.name(id);
        // The name of most lines contains the label of their blank.
        let variable = blocker.reason.variable();
        let written = variable.map(|id| &self.model.checklist().variable(id).written);
        let label = blank
            .map(|blank| &blank.label)
            .or(written)
            .filter(|label| !name.contains(label.as_str()));
        let text = match label {
            Some(label) => format!("{label}: {name}"),
            None if self.model.workbook.is_phase_disputed(id) => {
                format!("conflicting phases: {name}")
            }
            None => name,
        };
        Some(OverviewRow {
            depth: 2,
            ..leading(text, id)
        })
    }
}
