//! The answer that gonogo is named after: what stands in the way of going live, and of being through with it all.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::placeholder::is_invisible;
use super::{Blocks, RegisterId, Unsound, Workbook};
use crate::checklist::{BlankId, EntryId, Outcome, Phase};
use crate::progress::{Register, State};

/// What is asked for beyond what always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// Ticks that only the document holds have to be confirmed.
    pub strict: bool,
    /// The document has to ask for a sign-off at all.
    pub require_signoff: bool,
    /// What is settled has to have been answered since then, as the clocks of the authors say; what only the document
    /// ticks was answered by nobody.
    pub settled_since: Option<DateTime<Utc>>,
    /// No answer may be later than this: whose clock runs so far ahead says nothing of the age.
    pub settled_until: Option<DateTime<Utc>>,
    /// Only this entry and all under it decides, whatever its phase. Upkeep, and what informs, decides where it is
    /// this entry that is so, and not where only something under it is.
    pub section: Option<EntryId>,
}

/// Whether this can go live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What stands in the way of a GO, in document order; nothing means GO.
    pub blockers: Vec<Blocker>,
    /// What is left to do while going live and after that, in document order.
    pub remaining: Vec<Blocker>,
    /// Whether anything is to be done while going live or after that.
    has_rest: bool,
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// What kind of thing.
    pub reason: BlockerReason,
    /// Where; nowhere in particular for what is said of the whole document.
    pub entry: Option<EntryId>,
}

/// Why something stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockerReason {
    /// There is nothing to check.
    NoItems,
    /// The document asks for no sign-off, and one is wanted.
    NoSignoffs,
    /// An item is open.
    Open,
    /// An item is blocked.
    Blocked,
    /// An item is not applicable or waived, and nobody said why.
    NoReason,
    /// An item is ticked by the document only, and somebody here is to confirm that.
    PreTicked,
    /// An item was settled too long ago.
    Old,
    /// An item was settled at a time that has not come yet.
    Future,
    /// Answers on an item differ, or on the phase of a section.
    Conflict,
    /// An item was settled, and is not as it was since: its text, what stands under it, or what it stands under.
    Changed,
    /// Answers differ in a blank of an item that is done, of a sign-off, or of what belongs to no item.
    Split(BlankId),
    /// A blank of a done item is empty.
    Empty(BlankId),
    /// A blank of a done item holds a placeholder, such as `TBD`.
    Placeholder(BlankId),
    /// A blank of a done item holds an answer of an earlier run, or one given on another text, that nobody has
    /// confirmed.
    Unconfirmed(BlankId),
    /// A value that was measured for an item is not good enough; which of its measurements.
    Fails(usize),
    /// Whether a value that was measured for an item is good enough cannot be told; which of its measurements.
    Unclear(usize),
    /// Values that were measured for an item differ; which of its measurements.
    Differ(usize),
    /// Nobody has signed here: the blank for the name.
    Unsigned(BlankId),
    /// What was signed here has changed since: the blank for the name.
    Void(BlankId),
    /// What stands here can't be relied on: its event was altered, say.
    Unsound(RegisterId, Unsound),
}

/// What a person removes a blocker with: a key, a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Ticking an item, and confirming its tick.
    Tick,
    /// Confirming what was answered, whatever that was.
    Confirm,
    /// Marking an item not applicable or waived.
    SetAside,
    /// Waiving an item.
    Waive,
    /// Filling a blank, and confirming what stands there.
    Fill,
    /// Giving a measured value.
    Measure,
    /// Signing.
    Sign,
    /// Looking at what does not hold.
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

    /// What a person removes it with, in the order of what they have to do; nothing where it is not done here.
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
            _ => None,
        }
    }

    /// Whether it is about a signature: those do not hinder others to sign.
    pub fn is_signature(&self) -> bool {
        matches!(
            self,
            BlockerReason::NoSignoffs | BlockerReason::Unsigned(_) | BlockerReason::Void(_)
        )
    }
}

impl Verdict {
    /// Whether nothing stands in the way of going live.
    pub fn is_go(&self) -> bool {
        self.blockers.is_empty()
    }

    /// What is to be seen to next: what stands in the way of a GO, and once nothing does, what is left to do while
    /// going live and after that.
    pub fn left(&self) -> &[Blocker] {
        if self.is_go() {
            &self.remaining
        } else {
            &self.blockers
        }
    }

    /// Returns what those of the reasons at an entry that `is` picks keep from being reached.
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

    /// Whether it went live, and nothing of what belongs to that is left to do; upkeep never ends.
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
    /// The verdict by the rules that always hold.
    pub fn verdict(&self) -> &Verdict {
        self.verdict
            .get_or_init(|| self.verdict_by(Rules::default()))
    }

    /// The verdict. GO needs, of what comes before going live: every item that is not optional done, not applicable
    /// or waived, the last two with a reason; nothing in conflict or to be confirmed; no blank of a done item empty,
    /// no measured value that fails or cannot be compared, and every sign-off signed and valid. COMPLETE needs the same of what is done
    /// while going live and after that.
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
                Phase::Upkeep | Phase::Info => continue,
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
            // When it goes live decides on no GO; what a later version says of the whole document may.
            let list = match about {
                RegisterId::Live => &mut verdict.remaining,
                _ => &mut verdict.blockers,
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

    /// What is wrong with the time at which an item was settled: of several who agree, one who looked in time will do.
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

    /// What stands in the way at an item.
    pub(super) fn blockers_at(&self, id: EntryId, rules: Rules) -> Vec<BlockerReason> {
        let (state, register) = (self.state(id), &self.marks(id).state);
        let reason = register.value().and_then(|mark| mark.reason.as_deref());
        let lacks_reason = reason.is_none_or(is_invisible);
        let own = match state {
            State::Open if register.is_conflict() => Some(BlockerReason::Conflict),
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
        // What is open by an answer that can't be relied on is told once.
        let own = own.filter(|why| *why != BlockerReason::Open || !unsound.iter().any(is_of_state));
        let mut blockers: Vec<BlockerReason> = own.into_iter().chain(unsound).collect();
        if state == State::Done {
            blockers.extend(
                self.checklist
                    .blanks_of(id)
                    .filter_map(|blank| self.lack_of(blank)),
            );
        }
        if state != State::Waived && !self.marks(id).measured.is_empty() {
            blockers.extend(self.failures(id));
        }
        blockers
    }

    /// The blanks of an entry that belongs to no item, in which answers differ. Those of sign-offs are told with them.
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

    /// What is wrong with what was measured for an item.
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

    /// What a blank of a done item wants.
    fn lack_of(&self, blank: BlankId) -> Option<BlockerReason> {
        match self.register(blank) {
            Some(register) if register.is_conflict() => Some(BlockerReason::Split(blank)),
            Some(_) if self.is_placeholder(blank) => Some(BlockerReason::Placeholder(blank)),
            Some(register) if register.value().is_some() => {
                self.doubt(blank).map(|_| BlockerReason::Unconfirmed(blank))
            }
            _ => Some(BlockerReason::Empty(blank)),
        }
    }
}

/// What can't be relied on as a blocker; phases are told apart, as they decide what counts.
fn unsound_mark((about, unsound): (RegisterId, Unsound)) -> Option<BlockerReason> {
    (about != RegisterId::Phase).then_some(BlockerReason::Unsound(about, unsound))
}
