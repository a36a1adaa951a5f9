//! The verdict: the blockers of the launch, and what remains until everything is complete.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::placeholder::is_invisible;
use super::{Blocks, RegisterId, Unsound, Workbook};
use crate::checklist::{BlankId, EntryId, Outcome, Phase};
use crate::progress::{Register, State};

/// Stricter rules than the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// Pre-ticked items need confirming.
    pub strict: bool,
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
    /// True if anything has to be done during or after the launch.
    has_rest: bool,
}

/// A blocker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// The reason.
    pub reason: BlockerReason,
    /// The entry; `None` for the whole document.
    pub entry: Option<EntryId>,
}

/// The reason of a blocker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockerReason {
    /// The document has no items.
    NoItems,
    /// The document asks for no sign-off, and the rules require one.
    NoSignoffs,
    /// An item is open.
    Open,
    /// An item is blocked.
    Blocked,
    /// An item is not applicable or waived without a reason.
    NoReason,
    /// An item is only pre-ticked, and the rules require confirming.
    PreTicked,
    /// An item was answered too long ago.
    Old,
    /// An item was answered in the future.
    Future,
    /// The state of an item or the phase of a section is in conflict.
    Conflict,
    /// An item changed since its state was given, and needs confirming.
    Changed,
    /// A blank is in conflict: of a done item, of a sign-off, or outside of items.
    Split(BlankId),
    /// A blank of a done item is empty.
    Empty(BlankId),
    /// A blank of a done item holds a placeholder, such as `TBD`.
    Placeholder(BlankId),
    /// A blank of a done item holds an answer that needs confirming.
    Unconfirmed(BlankId),
    /// A measured value fails; the index of the measurement.
    Fails(usize),
    /// A measured value can't be compared; the index of the measurement.
    Unclear(usize),
    /// Measured values are in conflict; the index of the measurement.
    Differ(usize),
    /// A sign-off is not signed; the blank for the name.
    Unsigned(BlankId),
    /// A signature is void; the blank for the name.
    Void(BlankId),
    /// An answer can't be trusted: its event was altered, for example.
    Unsound(RegisterId, Unsound),
}

/// A way to resolve a blocker: a key, or a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Ticks an item, or confirms its tick.
    Tick,
    /// Confirms any answer.
    Confirm,
    /// Marks an item not applicable or waived.
    SetAside,
    /// Waives an item.
    Waive,
    /// Fills a blank, or confirms its value.
    Fill,
    /// Enters a measured value.
    Measure,
    /// Signs.
    Sign,
    /// Shows flaws.
    Verify,
}

/// The cause of a blocker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockerKind {
    /// The document has no items.
    NoItems,
    /// The document asks for no sign-off, and `--require-signoff` needs one.
    NoSignoffs,
    /// The item is open.
    Open,
    /// The item is blocked.
    Blocked,
    /// The item is not applicable or waived without a reason.
    NoReason,
    /// The item is ticked in the document only, and `--strict` needs a confirmation.
    PreTicked,
    /// The answer is older than `--max-age` allows.
    Old,
    /// The answer has a time in the future.
    Future,
    /// People gave different answers.
    Conflict,
    /// The answer needs confirming: the document changed since, or it was carried over from another run.
    Confirm,
    /// The item is done, and one of its blanks is empty.
    Empty,
    /// The item is done, and one of its blanks holds a placeholder such as TBD.
    Placeholder,
    /// A measured value misses its threshold.
    Fails,
    /// A measured value can't be compared with its threshold.
    Unclear,
    /// The sign-off is not signed.
    Unsigned,
    /// The signature is void: something it covers has changed.
    Void,
    /// A newer version of gonogo made this change, and this one can't check it.
    Newer,
    /// The change was altered or written by hand, so it can't be trusted.
    Altered,
}

impl BlockerKind {
    /// All kinds.
    pub const ALL: [BlockerKind; 18] = [
        BlockerKind::NoItems,
        BlockerKind::NoSignoffs,
        BlockerKind::Open,
        BlockerKind::Blocked,
        BlockerKind::NoReason,
        BlockerKind::PreTicked,
        BlockerKind::Old,
        BlockerKind::Future,
        BlockerKind::Conflict,
        BlockerKind::Confirm,
        BlockerKind::Empty,
        BlockerKind::Placeholder,
        BlockerKind::Fails,
        BlockerKind::Unclear,
        BlockerKind::Unsigned,
        BlockerKind::Void,
        BlockerKind::Newer,
        BlockerKind::Altered,
    ];

    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            BlockerKind::NoItems => "no-items",
            BlockerKind::NoSignoffs => "no-signoffs",
            BlockerKind::Open => "open",
            BlockerKind::Blocked => "blocked",
            BlockerKind::NoReason => "no-reason",
            BlockerKind::PreTicked => "pre-ticked",
            BlockerKind::Old => "old",
            BlockerKind::Future => "future",
            BlockerKind::Conflict => "conflict",
            BlockerKind::Confirm => "confirm",
            BlockerKind::Empty => "empty",
            BlockerKind::Placeholder => "placeholder",
            BlockerKind::Fails => "fails",
            BlockerKind::Unclear => "unclear",
            BlockerKind::Unsigned => "unsigned",
            BlockerKind::Void => "void",
            BlockerKind::Altered => "altered",
            BlockerKind::Newer => "newer",
        }
    }
}

impl BlockerReason {
    /// The kind that it is counted under.
    pub fn kind(&self) -> BlockerKind {
        match self {
            BlockerReason::NoItems => BlockerKind::NoItems,
            BlockerReason::NoSignoffs => BlockerKind::NoSignoffs,
            BlockerReason::Open => BlockerKind::Open,
            BlockerReason::Blocked => BlockerKind::Blocked,
            BlockerReason::NoReason => BlockerKind::NoReason,
            BlockerReason::PreTicked => BlockerKind::PreTicked,
            BlockerReason::Old => BlockerKind::Old,
            BlockerReason::Future => BlockerKind::Future,
            BlockerReason::Conflict | BlockerReason::Split(_) | BlockerReason::Differ(_) => {
                BlockerKind::Conflict
            }
            BlockerReason::Changed | BlockerReason::Unconfirmed(_) => BlockerKind::Confirm,
            BlockerReason::Empty(_) => BlockerKind::Empty,
            BlockerReason::Placeholder(_) => BlockerKind::Placeholder,
            BlockerReason::Fails(_) => BlockerKind::Fails,
            BlockerReason::Unclear(_) => BlockerKind::Unclear,
            BlockerReason::Unsigned(_) => BlockerKind::Unsigned,
            BlockerReason::Void(_) => BlockerKind::Void,
            BlockerReason::Unsound(_, Unsound::Unknown) => BlockerKind::Newer,
            BlockerReason::Unsound(..) => BlockerKind::Altered,
        }
    }

    /// The word for its kind in JSON.
    pub fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// The ways to resolve it, in the order of use; empty if the document has to be edited.
    pub fn tools(&self) -> &'static [Tool] {
        match self {
            BlockerReason::NoItems | BlockerReason::NoSignoffs => &[],
            BlockerReason::Open => &[Tool::Tick, Tool::SetAside],
            BlockerReason::Blocked => &[Tool::Tick, Tool::Waive],
            BlockerReason::NoReason => &[Tool::SetAside],
            BlockerReason::PreTicked
            | BlockerReason::Old
            | BlockerReason::Future
            | BlockerReason::Conflict => &[Tool::Tick],
            BlockerReason::Changed => &[Tool::Confirm],
            BlockerReason::Split(_)
            | BlockerReason::Empty(_)
            | BlockerReason::Placeholder(_)
            | BlockerReason::Unconfirmed(_) => &[Tool::Fill],
            BlockerReason::Fails(_) | BlockerReason::Unclear(_) => &[Tool::Measure, Tool::Waive],
            BlockerReason::Differ(_) => &[Tool::Measure],
            BlockerReason::Unsigned(_) => &[Tool::Sign],
            BlockerReason::Unsound(_, Unsound::Unknown) => &[Tool::Verify],
            BlockerReason::Unsound(register, _) => register.tools(),
            BlockerReason::Void(_) => &[Tool::Verify, Tool::Sign],
        }
    }

    /// The blank that it is about, if it is about one.
    pub fn blank(&self) -> Option<BlankId> {
        match self {
            BlockerReason::Split(blank)
            | BlockerReason::Empty(blank)
            | BlockerReason::Placeholder(blank)
            | BlockerReason::Unconfirmed(blank)
            | BlockerReason::Unsigned(blank)
            | BlockerReason::Void(blank) => Some(*blank),
            BlockerReason::Unsound(about, _) => about.blank(),
            BlockerReason::NoItems
            | BlockerReason::NoSignoffs
            | BlockerReason::Open
            | BlockerReason::Blocked
            | BlockerReason::NoReason
            | BlockerReason::PreTicked
            | BlockerReason::Old
            | BlockerReason::Future
            | BlockerReason::Conflict
            | BlockerReason::Changed
            | BlockerReason::Fails(_)
            | BlockerReason::Unclear(_)
            | BlockerReason::Differ(_) => None,
        }
    }

    /// Returns whether it is about a signature: those don't keep others from signing.
    pub fn is_signature(&self) -> bool {
        matches!(
            self,
            BlockerReason::NoSignoffs | BlockerReason::Unsigned(_) | BlockerReason::Void(_)
        )
    }
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
    /// no conflicts, and nothing that needs confirming; no empty blank of a done item; no measured value that fails or
    /// can't be compared; and every sign-off signed and valid. COMPLETE needs the same during and after the launch.
    pub fn verdict_by(&self, rules: Rules) -> Verdict {
        let mut verdict = Verdict {
            blockers: Vec::new(),
            remaining: Vec::new(),
            has_rest: false,
        };
        let (mut has_items, mut has_signoffs) = (false, false);
        let whole = || self.checklist.ids().collect::<Vec<_>>();
        let asked_for = rules.section.map(|section| self.phase(section));
        let ids = rules
            .section
            .map_or_else(whole, |section| self.checklist.subtree(section).collect());
        for id in ids {
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
            let phase = match self.phase(id) {
                Phase::During | Phase::After if asked_for.is_some() => Phase::Before,
                phase if asked_for == Some(phase) => Phase::Before,
                phase => phase,
            };
            let list = match phase {
                Phase::Before => &mut verdict.blockers,
                Phase::During | Phase::After => &mut verdict.remaining,
                Phase::Upkeep | Phase::Rollback | Phase::Info => continue,
            };
            let is_item = self.checklist.entry(id).is_item();
            has_items |= is_item;
            let mut counts = false;
            if is_item && !self.checklist.is_optional(id) {
                counts = true;
                list.extend(self.blockers_at(id, rules).into_iter().map(at));
            }
            if !is_item
                && !self
                    .checklist
                    .item_of(id)
                    .is_some_and(|item| self.checklist.is_optional(item))
            {
                list.extend(unsound.into_iter().filter_map(unsound_mark).map(at));
            }
            list.extend(self.splits_beside_items(id).map(at));
            for signoff in self.signoffs_at(id) {
                (counts, has_signoffs) = (true, true);
                list.extend(self.lack_of_signature(signoff).map(at));
            }
            verdict.has_rest |= counts && phase != Phase::Before;
        }
        let nowhere = |reason| Blocker {
            reason,
            entry: None,
        };
        for (about, unsound) in self
            .unsound_of_document()
            .into_iter()
            .filter(|_| rules.section.is_none())
        {
            // The go-live time doesn't decide on GO; an event of a newer version may.
            let list = if about == RegisterId::Live {
                &mut verdict.remaining
            } else {
                &mut verdict.blockers
            };
            list.insert(0, nowhere(BlockerReason::Unsound(about, unsound)));
        }
        if rules.require_signoff && !has_signoffs {
            verdict
                .blockers
                .insert(0, nowhere(BlockerReason::NoSignoffs));
        }
        if !has_items {
            verdict.blockers.insert(0, nowhere(BlockerReason::NoItems));
        }
        verdict
    }

    /// The blocker if an item was answered at a wrong time: of several who agree, one in time is enough.
    fn wrong_time(&self, id: EntryId, rules: Rules) -> Option<BlockerReason> {
        let since = rules.settled_since?;
        let standing = self.marks(id).state.standing().iter();
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
        let reason = register.value().and_then(|mark| mark.reason.as_deref());
        let lacks_reason = reason.is_none_or(is_invisible);
        let own = match state {
            State::Open if register.is_conflict() => Some(BlockerReason::Conflict),
            State::Open if self.awaits_signature(id) => None,
            State::Open => Some(BlockerReason::Open),
            State::Blocked => Some(BlockerReason::Blocked),
            _ if self.needs_confirmation(id) => Some(BlockerReason::Changed),
            State::Na | State::Waived if lacks_reason => Some(BlockerReason::NoReason),
            State::Done if self.is_pre_ticked(id) => {
                (rules.strict || rules.settled_since.is_some()).then_some(BlockerReason::PreTicked)
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
        if state == State::Done {
            blockers.extend(
                self.checklist
                    .blanks_of(id)
                    .filter(|&blank| self.signoff_of(blank).is_none())
                    .filter_map(|blank| self.lack_of(blank)),
            );
        }
        if state != State::Waived && !self.marks(id).measured.is_empty() {
            blockers.extend(self.failures(id));
        }
        blockers
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

/// The blocker of an answer that can't be trusted; phases are handled elsewhere, because they decide what counts.
fn unsound_mark((about, unsound): (RegisterId, Unsound)) -> Option<BlockerReason> {
    (about != RegisterId::Phase).then_some(BlockerReason::Unsound(about, unsound))
}
