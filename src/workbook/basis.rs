//! The basis of a verdict: what it rests on, and what it leaves out.
//!
//! The verdict and its basis ask the same questions about an entry, so that neither counts what the other doesn't.

use std::collections::HashSet;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::weight::{Weight, is_of_launch, is_open};
use super::{Measurement, Rules, Verdict, Workbook};
use crate::checklist::{Directive, EntryId, Finding, Overlooked, Phase, TableState};
use crate::progress::{Aspect, State};

/// What a verdict rests on, and what it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Basis {
    /// Required items: those before the launch; once the verdict is COMPLETE, those of the whole launch.
    pub required: Required,
    /// Blanks and variables outside of items that an annotation or a person requires.
    pub required_blanks: Filled,
    /// What the verdict leaves out.
    pub not_counted: NotCounted,
    /// Readings of the document that were corrected.
    pub corrected: Corrected,
}

/// Required items by their answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Required {
    /// All required items.
    pub total: usize,
    /// Ticked items.
    pub ticked: Given,
    /// Items that are not applicable.
    pub na: Given,
    /// Waived items.
    pub waived: Given,
    /// Items that are ticked in the document only.
    pub pre_ticked: usize,
    /// Open items.
    pub open: usize,
    /// Blocked items.
    pub blocked: usize,
}

/// Items with one state, by the acts that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Given {
    /// Items answered one by one.
    pub one_by_one: usize,
    /// Items answered together with others.
    pub in_bulk: usize,
    /// The acts that answered them.
    pub acts: usize,
}

/// Places to fill, some of them filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Filled {
    /// All of them.
    pub total: usize,
    /// The filled ones.
    pub filled: usize,
}

/// What a verdict leaves out. After, during and the other phases count items; the rest is of the phases that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct NotCounted {
    /// Optional items.
    pub optional: PartlyOpen,
    /// Items whose condition doesn't hold, and items under them.
    pub conditional: usize,
    /// Options of choices that aren't chosen.
    pub options: usize,
    /// Items during the launch.
    pub during: usize,
    /// Items after the launch.
    pub after: usize,
    /// Recurring items.
    pub upkeep: usize,
    /// Items for when something goes wrong.
    pub rollback: usize,
    /// Items for reference only.
    pub info: usize,
    /// Boxes that aren't items, and states in tables.
    pub boxes: OtherBoxes,
    /// Empty blanks and variables outside of items, as far as nobody requires them; a variable is one.
    pub blanks: usize,
    /// Thresholds of ticked items without a measured value.
    pub not_measured: usize,
    /// Empty placeholders in the text of ticked items, such as `{{version}}`, as far as nobody requires them.
    pub placeholders: usize,
    /// Lines that look like items.
    pub look_alikes: usize,
    /// Lines that include other files.
    pub includes: usize,
    /// Conflict markers of git in the document.
    pub conflict_markers: usize,
}

/// Entries, some of them open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct PartlyOpen {
    /// All of them.
    pub total: usize,
    /// The open ones, including blocked ones.
    pub open: usize,
}

/// Boxes that aren't items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct OtherBoxes {
    /// All of them.
    pub total: usize,
    /// The open ones, including blocked ones.
    pub open: usize,
    /// The open ones of which nobody decided whether they count.
    pub undecided: usize,
}

/// Corrections of readings: phases, needs, thresholds, sign-offs, and what counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Corrected {
    /// Readings that people corrected in this run.
    pub people: usize,
    /// Readings that annotations in the document state.
    pub annotations: usize,
}

impl Given {
    /// All items.
    pub fn total(&self) -> usize {
        self.one_by_one + self.in_bulk
    }
}

impl PartlyOpen {
    fn add(&mut self, state: State) {
        self.total += 1;
        self.open += usize::from(is_open(state));
    }
}

/// What a finding about the document leaves out of the verdict.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeftOut {
    /// The kind.
    pub(super) kind: Overlooked,
    /// The phase in which it counts.
    pub(super) phase: Phase,
    /// The number of lines.
    pub(super) lines: usize,
}

impl Workbook {
    /// The basis of the verdict by the default rules.
    pub fn basis(&self) -> &Basis {
        self.basis
            .get_or_init(|| self.basis_of(self.verdict(), Rules::default()))
    }

    /// The basis of a verdict by these rules.
    pub fn basis_of(&self, verdict: &Verdict, rules: Rules) -> Basis {
        let (mut basis, mut acts) = (Basis::default(), HashSet::new());
        let counts = |phase: Phase| match phase {
            Phase::Before => true,
            Phase::During | Phase::After => verdict.is_complete(),
            Phase::Upkeep | Phase::Rollback | Phase::Info => false,
        };
        for id in self.ids_in(rules) {
            let phase = self.phase_by(id, rules);
            let weight = self.weight(id);
            if counts(phase) {
                self.add_entry(&mut basis, &mut acts, id, weight);
            } else if weight.is_item() {
                *basis.not_counted.of_phase(phase) += 1;
            }
            basis.corrected.people += self.corrections_by_people(id);
            basis.corrected.annotations += self.checklist.directives(id).count();
        }
        if rules.section.is_none() {
            let needs = self.document.corrections.values();
            basis.corrected.people += needs.filter(|register| !register.is_silent()).count();
        }
        for (_, state) in self.states_in(rules) {
            if counts(self.phase_at(state.offset, rules)) {
                let is_open = !state.is_done;
                let boxes = &mut basis.not_counted.boxes;
                boxes.total += 1;
                boxes.open += usize::from(is_open);
                boxes.undecided += usize::from(is_open && !self.is_decided_at(state.offset));
            }
        }
        for of in self.outside_items(rules) {
            if !counts(of.phase) {
                continue;
            }
            if of.is_required {
                basis.required_blanks.total += 1;
                basis.required_blanks.filled += usize::from(of.is_filled);
            } else {
                basis.not_counted.blanks += usize::from(!of.is_filled);
            }
        }
        let findings = self.findings_in(rules);
        let left_out = findings.filter_map(|(_, finding)| self.left_out_by(finding, rules));
        for left_out in left_out.filter(|left_out| counts(left_out.phase)) {
            *basis.not_counted.of_kind(left_out.kind) += left_out.lines;
        }
        basis
    }

    fn add_entry<'a>(
        &'a self,
        basis: &mut Basis,
        acts: &mut HashSet<(State, &'a str)>,
        id: EntryId,
        weight: Weight,
    ) {
        let left_out = &mut basis.not_counted;
        match weight {
            Weight::Counts if self.is_not_the_case(id) => left_out.conditional += 1,
            Weight::Counts => self.add_required(basis, acts, id),
            Weight::Optional => {
                left_out.optional.add(self.state(id));
                self.add_placeholders(basis, id);
            }
            Weight::Answered => left_out.conditional += 1,
            Weight::OtherOption => left_out.options += 1,
            Weight::Undecided | Weight::Ignored => {
                let is_open = is_open(self.state(id));
                left_out.boxes.total += 1;
                left_out.boxes.open += usize::from(is_open);
                left_out.boxes.undecided += usize::from(is_open && weight == Weight::Undecided);
            }
            Weight::Nothing => {}
        }
    }

    /// Counts a required item; `acts` are those that were counted, by the states that they gave.
    fn add_required<'a>(
        &'a self,
        basis: &mut Basis,
        acts: &mut HashSet<(State, &'a str)>,
        id: EntryId,
    ) {
        let (required, state) = (&mut basis.required, self.state(id));
        required.total += 1;
        let given = match state {
            State::Open => Err(&mut required.open),
            State::Blocked => Err(&mut required.blocked),
            State::Done if self.is_pre_ticked(id) => Err(&mut required.pre_ticked),
            State::Done => Ok(&mut required.ticked),
            State::Na => Ok(&mut required.na),
            State::Waived => Ok(&mut required.waived),
        };
        match (given, self.act_of(id).filter(|act| act.items > 1)) {
            (Err(count), _) => *count += 1,
            (Ok(given), None) => given.one_by_one += 1,
            (Ok(given), Some(act)) => {
                given.in_bulk += 1;
                given.acts += usize::from(acts.insert((state, act.id)));
            }
        }
        if state == State::Done {
            let missing = self.measurements(id).into_iter();
            basis.not_counted.not_measured += missing.filter(Measurement::is_missing).count();
        }
        self.add_placeholders(basis, id);
    }

    /// Counts the empty placeholders of a ticked item that don't block by default.
    fn add_placeholders(&self, basis: &mut Basis, id: EntryId) {
        if self.state(id) != State::Done {
            return;
        }
        let empty = self.empty_placeholders(id).len();
        if empty > 0 && !self.is_required_by_decision(id) {
            basis.not_counted.placeholders += empty;
        }
    }

    /// The number of readings of an entry that people corrected in this run.
    fn corrections_by_people(&self, id: EntryId) -> usize {
        let marks = self.marks(id);
        let corrections = marks.corrections.values();
        let corrected = corrections.filter(|register| !register.is_silent());
        corrected.count() + usize::from(!marks.phase.is_silent())
    }

    /// The findings about the part of the document that the rules are about, with their indices.
    pub(super) fn findings_in(&self, rules: Rules) -> impl Iterator<Item = (usize, &Finding)> {
        let range = self.range_of(rules);
        let findings = self.checklist.findings().iter().enumerate();
        findings.filter(move |(_, finding)| range.contains(&finding.offset))
    }

    /// The states in tables of the part of the document that the rules are about, with their indices.
    pub(super) fn states_in(&self, rules: Rules) -> impl Iterator<Item = (usize, TableState)> {
        let range = self.range_of(rules);
        let states = self.checklist.table_states().iter().copied().enumerate();
        states.filter(move |(_, state)| range.contains(&state.offset))
    }

    /// The part of the source that the rules are about.
    pub(super) fn range_of(&self, rules: Rules) -> Range<usize> {
        let Some(section) = rules.section else {
            return 0..usize::MAX;
        };
        let next = self.checklist.entry(section).end;
        let end = self.checklist.entries().get(next.0);
        let end = end.map_or(usize::MAX, |entry| entry.head.start);
        self.checklist.entry(section).head.start..end
    }

    /// The last entry that begins before an offset in the source.
    fn entry_at(&self, offset: usize) -> Option<EntryId> {
        let entries = self.checklist.entries();
        let after = entries.partition_point(|entry| entry.head.start <= offset);
        after.checked_sub(1).map(EntryId)
    }

    /// The phase of an offset in the source.
    pub(super) fn phase_at(&self, offset: usize, rules: Rules) -> Phase {
        self.entry_at(offset)
            .map_or(Phase::Before, |id| self.phase_by(id, rules))
    }

    /// Returns whether an annotation or a person says that boxes at an offset in the source don't count.
    pub(super) fn is_decided_at(&self, offset: usize) -> bool {
        let counts = |directive| matches!(directive, Directive::Counts(_));
        let decides = |id: EntryId| {
            self.correction(id, &Aspect::Counts).is_some()
                || self.checklist.directives(id).any(counts)
        };
        self.entry_at(offset).is_some_and(|id| {
            let mut above = std::iter::once(id).chain(self.checklist.ancestors(id));
            above.any(decides)
        })
    }

    /// What a finding leaves out of the verdict, if that is something in a phase that can count.
    pub(super) fn left_out_by(&self, finding: &Finding, rules: Rules) -> Option<LeftOut> {
        let entry = self.entry_at(finding.offset);
        let phase = entry.map_or(Phase::Before, |id| self.phase_by(id, rules));
        let kind = finding.kind.overlooked()?;
        let is_left_out = match kind {
            Overlooked::LookAlike => is_of_launch(phase),
            Overlooked::Include | Overlooked::ConflictMarker => true,
        };
        // The whole document is in doubt, whatever the phase of the section.
        let phase = if is_of_launch(phase) {
            phase
        } else {
            Phase::Before
        };
        is_left_out.then_some(LeftOut {
            kind,
            phase,
            lines: 1 + finding.also.len(),
        })
    }
}

impl NotCounted {
    fn of_phase(&mut self, phase: Phase) -> &mut usize {
        match phase {
            // Those of the phase before count.
            Phase::Before | Phase::During => &mut self.during,
            Phase::After => &mut self.after,
            Phase::Upkeep => &mut self.upkeep,
            Phase::Rollback => &mut self.rollback,
            Phase::Info => &mut self.info,
        }
    }

    fn of_kind(&mut self, kind: Overlooked) -> &mut usize {
        match kind {
            Overlooked::LookAlike => &mut self.look_alikes,
            Overlooked::Include => &mut self.includes,
            Overlooked::ConflictMarker => &mut self.conflict_markers,
        }
    }
}
