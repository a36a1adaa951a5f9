//! The verdict: the blockers of the launch, and what remains until everything is complete.

use chrono::{DateTime, Utc};

use super::placeholder::is_invisible;
use super::unfilled::OutsideItems;
use super::weight::{Weight, is_open};
use super::{
    Blocker, BlockerReason, Blocks, RegisterId, Requirement, Requirements, Unsound, Workbook,
};
use crate::checklist::{BlankId, EntryId, Need, Outcome, Overlooked, Phase, Place, lines};
use crate::progress::{Register, State};

/// Stricter rules than the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// What a verdict leaves out by default and is a blocker by these rules.
    pub require: Requirements,
    /// The document has to ask for a sign-off.
    pub require_signoff: bool,
    /// Done, N/A and waived items have to be answered since then, by the clocks of their authors; pre-ticked ones never
    /// were.
    pub settled_since: Option<DateTime<Utc>>,
    /// No answer may be later than this: a clock so far ahead says nothing about the age.
    pub settled_until: Option<DateTime<Utc>>,
    /// Only this entry and all under it counts, whatever its phase. Recurring and reference sections count only if they
    /// are this entry themselves.
    pub section: Option<EntryId>,
}

/// The verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The blockers of the launch, in document order; empty means GO.
    pub blockers: Vec<Blocker>,
    /// The blockers of COMPLETE during and after the launch, in document order.
    pub remaining: Vec<Blocker>,
    /// Ticked items with an empty placeholder, required and optional ones, in document order, where that doesn't block by these
    /// rules: each contradicts itself, and is named.
    pub contradictions: Vec<Blocker>,
    /// True if anything has to be done during or after the launch.
    has_rest: bool,
}

/// What was found in a document so far.
#[derive(Debug, Clone, Copy, Default)]
struct EntriesSeen {
    /// An item or another box.
    boxes: bool,
    /// An entry that counts.
    counting: bool,
    /// A sign-off.
    signoffs: bool,
}

impl Verdict {
    /// Returns whether there are no blockers.
    pub fn is_go(&self) -> bool {
        self.blockers.is_empty()
    }

    /// The next blockers to resolve: those of the launch, then those of COMPLETE.
    pub fn left(&self) -> &[Blocker] {
        if self.is_go() {
            &self.remaining
        } else {
            &self.blockers
        }
    }

    /// The list of what has to be resolved in a phase that can count.
    fn list_of(&mut self, phase: Phase) -> &mut Vec<Blocker> {
        if phase == Phase::Before {
            &mut self.blockers
        } else {
            &mut self.remaining
        }
    }

    /// The milestone that the reasons at an entry that `is` picks keep from being reached.
    pub fn blocks(&self, id: EntryId, is: impl Fn(&BlockerReason) -> bool) -> Blocks {
        let holds = |list: &[Blocker]| {
            list.iter()
                .any(|one| one.entry == Some(id) && is(&one.reason))
        };
        match (holds(&self.blockers), holds(&self.remaining)) {
            (true, _) => Blocks::Go,
            (false, true) => Blocks::Complete,
            (false, false) => Blocks::Nothing,
        }
    }

    /// Returns whether everything of the launch is done; recurring items don't count.
    pub fn is_complete(&self) -> bool {
        self.is_go() && self.has_rest && self.remaining.is_empty()
    }

    /// The word for it in JSON.
    pub fn name(&self) -> &'static str {
        match (self.is_go(), self.is_complete()) {
            (_, true) => "complete",
            (true, false) => "go",
            (false, false) => "no-go",
        }
    }
}

impl Workbook {
    /// The verdict by the default rules.
    pub fn verdict(&self) -> &Verdict {
        self.verdict
            .get_or_init(|| self.verdict_by(Rules::default()))
    }

    /// The verdict. Before the launch, GO needs: every required item done, N/A or waived, the last two with a reason;
    /// no conflicts, and nothing that needs confirming; no empty blank of a done item, and no empty place to fill that an
    /// annotation or a person requires; no measured value that fails or can't be compared; and every sign-off signed and
    /// valid. COMPLETE needs the same during and after the launch.
    pub fn verdict_by(&self, rules: Rules) -> Verdict {
        let mut verdict = Verdict {
            blockers: Vec::new(),
            remaining: Vec::new(),
            contradictions: Vec::new(),
            has_rest: false,
        };
        let mut seen = EntriesSeen::default();
        for id in self.ids_in(rules) {
            self.judge_entry(&mut verdict, &mut seen, id, rules);
        }
        self.judge_places(&mut verdict, rules);
        self.judge_document(&mut verdict, seen, rules);
        verdict
    }

    /// Adds the blockers of one entry.
    fn judge_entry(
        &self,
        verdict: &mut Verdict,
        seen: &mut EntriesSeen,
        id: EntryId,
        rules: Rules,
    ) {
        let at = |reason| Blocker {
            reason,
            entry: Some(id),
        };
        if self.is_phase_disputed(id) {
            verdict.blockers.push(at(BlockerReason::Conflict));
        }
        let unsound = self.unsound_at(id);
        let phases = unsound
            .iter()
            .filter(|(about, _)| *about == RegisterId::Phase);
        verdict.blockers.extend(
            phases.map(|(_, unsound)| at(BlockerReason::Unsound(RegisterId::Phase, *unsound))),
        );
        let entry = self.checklist.entry(id);
        seen.boxes |= entry.can_be_ticked();
        let phase = self.phase_by(id, rules);
        let list = match phase {
            Phase::Before => &mut verdict.blockers,
            Phase::During | Phase::After => &mut verdict.remaining,
            Phase::Upkeep | Phase::Rollback | Phase::Info => return,
        };
        list.extend(self.disputed_corrections(id).map(at));
        list.extend(self.disputed_variables_at(id).map(at));
        let corrections = unsound.iter().filter(|(about, _)| is_correction(about));
        list.extend(
            corrections.map(|(about, unsound)| at(BlockerReason::Unsound(about.clone(), *unsound))),
        );
        let weight = self.weight(id);
        let mut counts = weight == Weight::Counts;
        seen.counting |= counts;
        if counts {
            list.extend(self.blockers_at(id, rules).into_iter().map(at));
        } else if !entry.is_item() && !self.is_spared(id) {
            list.extend(unsound.into_iter().filter_map(unsound_mark).map(at));
        }
        // An optional item never has to be ticked, but a tick that contradicts itself is one all the same.
        if weight == Weight::Optional {
            let loud = self.contradictions_at(id, |is_demanded| is_demanded, rules);
            list.extend(loud.into_iter().map(at));
        }
        list.extend(self.splits_beside_items(id).map(at));
        list.extend(self.left_out_at(id, weight, rules).into_iter().map(at));
        for signoff in self.signoffs_at(id) {
            (counts, seen.signoffs) = (true, true);
            list.extend(self.lack_of_signature(signoff).map(at));
        }
        if matches!(weight, Weight::Counts | Weight::Optional) {
            let quiet = self.contradictions_at(id, |is_demanded| !is_demanded, rules);
            verdict.contradictions.extend(quiet.into_iter().map(at));
        }
        verdict.has_rest |= counts && phase != Phase::Before;
    }

    /// Adds the blockers by places to fill outside of items, in document order.
    fn judge_places(&self, verdict: &mut Verdict, rules: Rules) {
        let outside = self.outside_items(rules).into_iter();
        let unfilled = outside.filter(|of| {
            // A blank in conflict is a blocker of its own.
            let is_split = self.is_split(of.place);
            !of.is_filled && !is_split && of.is_demanded(rules)
        });
        let unfilled: Vec<OutsideItems> = unfilled.collect();
        if unfilled.is_empty() {
            return;
        }
        for OutsideItems {
            place,
            entry,
            phase,
            ..
        } in unfilled
        {
            let reason = BlockerReason::Unfilled(place);
            verdict.list_of(phase).push(Blocker { reason, entry });
        }
        self.sort(verdict);
    }

    /// Puts the blockers into document order.
    fn sort(&self, verdict: &mut Verdict) {
        verdict.blockers.sort_by_cached_key(|of| self.line_of(of));
        verdict.remaining.sort_by_cached_key(|of| self.line_of(of));
    }

    /// The corrections of an entry on which people differ.
    fn disputed_corrections(&self, id: EntryId) -> impl Iterator<Item = BlockerReason> {
        let corrections = self.marks(id).corrections.iter();
        let disputed = corrections.filter(move |(aspect, register)| {
            register.is_conflict() && self.can_be_corrected(id, aspect)
        });
        disputed.map(|(aspect, _)| BlockerReason::Disputed(RegisterId::Correction(aspect.clone())))
    }

    /// Adds the blockers about the whole document.
    fn judge_document(&self, verdict: &mut Verdict, seen: EntriesSeen, rules: Rules) {
        let nowhere = |reason| Blocker {
            reason,
            entry: None,
        };
        if verdict.has_rest && rules.section.is_none() && self.live().is_none() {
            verdict
                .remaining
                .insert(0, nowhere(BlockerReason::NoGoLive));
        }
        self.judge_registers(verdict, rules);
        self.judge_findings(verdict, rules);
        if rules.require_signoff && !seen.signoffs {
            verdict
                .blockers
                .insert(0, nowhere(BlockerReason::NoSignoffs));
        }
        if !seen.counting {
            let why = if seen.boxes {
                BlockerReason::NothingCounts
            } else {
                BlockerReason::NoItems
            };
            verdict.blockers.insert(0, nowhere(why));
        }
    }

    /// Adds the blockers by answers about the whole document: those that can't be trusted, and variables in conflict.
    fn judge_registers(&self, verdict: &mut Verdict, rules: Rules) {
        let unsound = self.unsound_of_document().into_iter();
        let unsound = unsound.filter(|_| rules.section.is_none());
        let unsound =
            unsound.map(|(about, unsound)| (about.clone(), BlockerReason::Unsound(about, unsound)));
        let disputed = self.disputed_variables().into_iter();
        let disputed = disputed.chain(self.disputed_needs());
        let disputed = disputed.map(|about| (about.clone(), BlockerReason::Disputed(about)));
        for (about, reason) in unsound.chain(disputed) {
            let list = match self.phase_of_register(&about, rules) {
                Phase::Before => &mut verdict.blockers,
                Phase::During | Phase::After => &mut verdict.remaining,
                Phase::Upkeep | Phase::Rollback | Phase::Info => continue,
            };
            let blocker = Blocker {
                reason,
                entry: None,
            };
            list.insert(0, blocker);
        }
    }

    /// Adds the blockers by mistakes in the document, as far as the rules require that there are none.
    fn judge_findings(&self, verdict: &mut Verdict, rules: Rules) {
        if rules.require.is_empty() {
            return;
        }
        for (index, finding) in self.findings_in(rules) {
            let Some(left_out) = self.left_out_by(finding, rules) else {
                continue;
            };
            let (needs, reason) = match left_out.kind {
                Overlooked::LookAlike => (Requirement::LookAlikes, BlockerReason::LookAlike(index)),
                Overlooked::Include => (Requirement::Includes, BlockerReason::Include(index)),
                Overlooked::ConflictMarker => {
                    let reason = BlockerReason::ConflictMarker(index);
                    (Requirement::ConflictMarkers, reason)
                }
            };
            if rules.require.has(needs) {
                let entry = None;
                verdict
                    .list_of(left_out.phase)
                    .push(Blocker { reason, entry });
            }
        }
        for (index, state) in self.states_in(rules) {
            let list = match self.phase_at(state.offset, rules) {
                Phase::Before => &mut verdict.blockers,
                Phase::During | Phase::After => &mut verdict.remaining,
                Phase::Upkeep | Phase::Rollback | Phase::Info => continue,
            };
            let is_undecided = !state.is_done && !self.is_decided_at(state.offset);
            if is_undecided && rules.require.has(Requirement::Boxes) {
                list.push(Blocker {
                    reason: BlockerReason::UndecidedState(index),
                    entry: None,
                });
            }
        }
        self.sort(verdict);
    }

    /// The line in the document of what a blocker is about; `None` for the whole document.
    pub fn line_of(&self, blocker: &Blocker) -> Option<usize> {
        if let BlockerReason::Unfilled(place) | BlockerReason::Unreplaced(place) = blocker.reason
            && let Some(blank) = place.blank()
        {
            return Some(self.checklist.blank(blank).line);
        }
        if let Some(place) = self.place_of(blocker) {
            return Some(place.line);
        }
        let finding = blocker.reason.finding();
        let finding = finding.and_then(|index| self.checklist.findings().get(index));
        if let BlockerReason::UndecidedState(index) = blocker.reason {
            let state = self.checklist.table_states().get(index)?;
            return Some(lines::count(&self.checklist.source()[..state.offset]) + 1);
        }
        let variable = || {
            let (BlockerReason::Disputed(about) | BlockerReason::Unsound(about, _)) =
                &blocker.reason
            else {
                return None;
            };
            self.variable_line(about.variable()?)
        };
        let entry = || Some(self.checklist.entry(blocker.entry?).line);
        let line = finding.map(|finding| finding.line).or_else(entry);
        line.or_else(variable)
    }

    /// The place of the empty variable that a blocker is about, if it is about one.
    pub(super) fn place_of(&self, blocker: &Blocker) -> Option<&Place> {
        let variable = blocker.reason.variable()?;
        let is_in_item = matches!(blocker.reason, BlockerReason::Unreplaced(_));
        let in_item = |id| {
            let empty = self.empty_place_of_item(id, variable);
            empty.filter(|_| is_in_item)
        };
        let is_of = |place: &&Place| place.variable == variable;
        // The one that an annotation of its line requires, else the first.
        let is_required = |place: &&Place| {
            let stated = self.checklist.need_stated_at(place.range.start);
            stated == Some(Need::Required)
        };
        let here = blocker.entry.and_then(|id| {
            let places = || self.checklist.places_of(id).filter(is_of);
            let required = || places().find(is_required).or_else(|| places().next());
            in_item(id).or_else(required)
        });
        let first = self.checklist.variable(variable).places.first();
        here.or_else(|| first.map(|&at| &self.checklist.places()[at]))
    }

    /// The blockers by what a verdict leaves out at an entry outside of items, as far as the rules require it.
    fn left_out_at(&self, id: EntryId, weight: Weight, rules: Rules) -> Vec<BlockerReason> {
        match weight {
            Weight::Undecided if rules.require.has(Requirement::Boxes) => {
                let is_open = is_open(self.state(id));
                is_open
                    .then_some(BlockerReason::Undecided)
                    .into_iter()
                    .collect()
            }
            Weight::Undecided
            | Weight::Nothing
            | Weight::Counts
            | Weight::Ignored
            | Weight::Answered
            | Weight::OtherOption
            | Weight::Optional => Vec::new(),
        }
    }

    /// The blocker if an item was answered at a wrong time: of several who agree, one in time is enough.
    fn wrong_time(&self, id: EntryId, rules: Rules) -> Option<BlockerReason> {
        let since = rules.settled_since?;
        let of = self.answered_by(id).unwrap_or(id);
        let standing = self.marks(of).state.standing().iter();
        let times: Vec<_> = standing
            .filter_map(|answer| DateTime::parse_from_rfc3339(&answer.at).ok())
            .collect();
        let is_late = |at: &DateTime<_>| rules.settled_until.is_some_and(|until| *at > until);
        if times.iter().any(|at| *at >= since && !is_late(at)) {
            return None;
        }
        Some(if times.iter().any(is_late) {
            BlockerReason::Future
        } else {
            BlockerReason::Old
        })
    }

    /// The blockers of an item.
    pub(super) fn blockers_at(&self, id: EntryId, rules: Rules) -> Vec<BlockerReason> {
        let (state, register) = (self.state(id), &self.marks(id).state);
        let lacks_reason = self.reason(id).is_none_or(is_invisible);
        let own = match state {
            State::Open if register.is_conflict() => Some(BlockerReason::Conflict),
            State::Open if self.awaits_signature(id) => None,
            State::Open if self.choice_of(id).is_some() => Some(BlockerReason::NotChosen),
            State::Open => Some(BlockerReason::Open),
            State::Blocked => Some(BlockerReason::Blocked),
            _ if self.needs_confirmation(id) => Some(BlockerReason::Changed),
            // That the condition doesn't hold is reason enough.
            State::Na if self.is_not_the_case(id) => self.wrong_time(id, rules),
            State::Na | State::Waived if lacks_reason => Some(BlockerReason::NoReason),
            State::Done if self.is_pre_ticked(id) => {
                let is_strict = rules.require.has(Requirement::PreTicked);
                (is_strict || rules.settled_since.is_some()).then_some(BlockerReason::PreTicked)
            }
            State::Na | State::Waived | State::Done => self.wrong_time(id, rules),
        };
        let unsound: Vec<BlockerReason> = self
            .unsound_at(id)
            .into_iter()
            .filter_map(unsound_mark)
            .collect();
        let is_of_state =
            |why: &BlockerReason| matches!(why, BlockerReason::Unsound(RegisterId::State, _));
        // An item that is open by an answer that can't be trusted is one blocker.
        let own = own.filter(|why| *why != BlockerReason::Open || !unsound.iter().any(is_of_state));
        let mut blockers: Vec<BlockerReason> = own.into_iter().chain(unsound).collect();
        if self.is_one_of_several(id) {
            blockers.insert(0, BlockerReason::SeveralChosen);
        }
        if state == State::Done {
            blockers.extend(
                self.checklist
                    .blanks_of(id)
                    .filter(|&blank| self.signoff_of(blank).is_none() && !self.is_quiet(blank))
                    .filter_map(|blank| self.lack_of(blank)),
            );
            blockers.extend(self.contradictions_at(id, |is_demanded| is_demanded, rules));
        }
        if state != State::Waived && !self.marks(id).measured.is_empty() {
            blockers.extend(self.failures(id));
        }
        if state == State::Done && rules.require.has(Requirement::Measured) {
            let measurements = self.measurements(id).into_iter().enumerate();
            let missing = measurements.filter(|(_, measurement)| measurement.is_missing());
            blockers.extend(missing.map(|(index, _)| BlockerReason::Unmeasured(index)));
        }
        blockers
    }

    /// The empty placeholders of a ticked item, if `is_wanted` of whether the rules, an annotation or a person
    /// demand that there are none.
    fn contradictions_at(
        &self,
        id: EntryId,
        is_wanted: impl Fn(bool) -> bool,
        rules: Rules,
    ) -> Vec<BlockerReason> {
        if self.state(id) != State::Done {
            return Vec::new();
        }
        let mut empty = self.empty_placeholders(id);
        let by_rules = rules.require.has(Requirement::Placeholders);
        if !empty.is_empty() && !is_wanted(by_rules || self.is_required_by_decision(id)) {
            empty.clear();
        }
        empty.into_iter().map(BlockerReason::Unreplaced).collect()
    }

    /// The blanks in conflict of an entry outside of items. Those of sign-offs are listed with them.
    fn splits_beside_items(&self, id: EntryId) -> impl Iterator<Item = BlockerReason> {
        let blanks = self.checklist.entry(id).blanks.clone().map(BlankId);
        let splits =
            blanks.filter(|&blank| self.register(blank).is_some_and(Register::is_conflict));
        splits
            .filter(move |&blank| {
                self.checklist.item_of(id).is_none() && self.signoff_of(blank).is_none()
            })
            .map(BlockerReason::Split)
    }

    /// The blockers by measured values of an item.
    fn failures(&self, id: EntryId) -> impl Iterator<Item = BlockerReason> {
        self.measurements(id)
            .into_iter()
            .enumerate()
            .filter_map(|(index, measurement)| {
                let differ = measurement.register.is_some_and(Register::is_conflict);
                let misses = match measurement.outcome {
                    Some(Outcome::Fail) => Some(BlockerReason::Fails(index)),
                    Some(Outcome::Unclear) => Some(BlockerReason::Unclear(index)),
                    Some(Outcome::Pass) | None => None,
                };
                differ.then_some(BlockerReason::Differ(index)).or(misses)
            })
    }

    /// The blocker of a blank of a done item, if there is one.
    fn lack_of(&self, blank: BlankId) -> Option<BlockerReason> {
        match self.register(blank) {
            Some(register) if register.is_conflict() => Some(BlockerReason::Split(blank)),
            Some(_) if self.is_placeholder(blank) => Some(BlockerReason::Placeholder(blank)),
            Some(register) if register.value().is_some() => {
                self.doubt(blank).map(|_| BlockerReason::Unconfirmed(blank))
            }
            Some(_) | None => Some(BlockerReason::Empty(blank)),
        }
    }
}

/// The blocker of an answer that can't be trusted; phases and corrections are handled elsewhere, because they decide
/// what counts.
fn unsound_mark((about, unsound): (RegisterId, Unsound)) -> Option<BlockerReason> {
    (about != RegisterId::Phase && !is_correction(&about))
        .then_some(BlockerReason::Unsound(about, unsound))
}

fn is_correction(about: &RegisterId) -> bool {
    matches!(about, RegisterId::Correction(_))
}
