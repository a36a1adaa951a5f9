//! Blockers: what keeps from GO or COMPLETE, with the ways to resolve it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{PlaceToFill, RegisterId, Unsound};
use crate::checklist::{BlankId, Checklist, EntryId, VariableId};

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
    /// The document has items or boxes, but none that counts.
    NothingCounts,
    /// The document asks for no sign-off, and the rules require one.
    NoSignoffs,
    /// No go-live time is set, so the launch can't be complete.
    NoGoLive,
    /// An item is open.
    Open,
    /// Nothing is chosen of several options.
    NotChosen,
    /// Several options are chosen, although only one can be.
    SeveralChosen,
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
    /// People corrected how an entry is read in different ways, or gave a variable different values.
    Disputed(RegisterId),
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
    /// The threshold of a done item has no measured value, and the rules require one; the index of the measurement.
    Unmeasured(usize),
    /// Nobody decided whether an open box that isn't an item counts, and the rules require that.
    Undecided,
    /// Nobody decided whether an open state in a table counts, and the rules require that; the index of the state.
    UndecidedState(usize),
    /// A blank or variable outside of items is empty, and the rules, an annotation or a person require an answer.
    Unfilled(PlaceToFill),
    /// The text of a done item has an empty placeholder, and the rules, an annotation or a person allow none.
    Unreplaced(PlaceToFill),
    /// A line looks like an item, and the rules allow none; the index of the finding.
    LookAlike(usize),
    /// A line includes another file, and the rules allow none; the index of the finding.
    Include(usize),
    /// The document has a conflict marker of git, and the rules allow none; the index of the finding.
    ConflictMarker(usize),
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
    /// Sets the go-live time.
    GoLive,
    /// Shows how the document is read.
    Explain,
    /// Corrects how the document is read.
    Correct,
    /// Shows mistakes in the document.
    Check,
}

/// The cause of a blocker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockerKind {
    /// The document has no items.
    NoItems,
    /// The document has items or boxes, but none that counts.
    NothingCounts,
    /// The document asks for no sign-off, and `--require-signoff` needs one.
    NoSignoffs,
    /// No go-live time is set.
    NoGoLive,
    /// The item is open, or nothing is chosen of several options.
    Open,
    /// Several options are chosen, although only one can be.
    SeveralChosen,
    /// The item is blocked.
    Blocked,
    /// The item is not applicable or waived without a reason.
    NoReason,
    /// The item is ticked in the document only, and `--require pre-ticked` needs a confirmation.
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
    /// The item is done without a measured value, and `--require measured` needs one.
    Unmeasured,
    /// Nobody decided whether the box counts, and `--require boxes` needs that.
    Undecided,
    /// The blank or variable outside of items is empty, and an annotation, a person or `--require blanks` needs an
    /// answer.
    Unfilled,
    /// The item is done, and its text has an empty placeholder, which an annotation, a person or
    /// `--require placeholders` doesn't allow. Among contradictions: nothing but the verdict's rules allows it.
    Unreplaced,
    /// The line looks like an item, which `--require look-alikes` doesn't allow.
    LookAlike,
    /// The line includes another file, which `--require includes` doesn't allow.
    Include,
    /// The document is in the middle of a merge, which `--require conflict-markers` doesn't allow.
    ConflictMarker,
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
    pub const ALL: [BlockerKind; 28] = [
        BlockerKind::NoItems,
        BlockerKind::NothingCounts,
        BlockerKind::NoSignoffs,
        BlockerKind::NoGoLive,
        BlockerKind::Open,
        BlockerKind::SeveralChosen,
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
        BlockerKind::Unmeasured,
        BlockerKind::Undecided,
        BlockerKind::Unfilled,
        BlockerKind::Unreplaced,
        BlockerKind::LookAlike,
        BlockerKind::Include,
        BlockerKind::ConflictMarker,
        BlockerKind::Unsigned,
        BlockerKind::Void,
        BlockerKind::Newer,
        BlockerKind::Altered,
    ];

    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            BlockerKind::NoItems => "no-items",
            BlockerKind::NothingCounts => "nothing-counts",
            BlockerKind::NoSignoffs => "no-signoffs",
            BlockerKind::NoGoLive => "no-go-live",
            BlockerKind::Open => "open",
            BlockerKind::SeveralChosen => "several-chosen",
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
            BlockerKind::Unmeasured => "unmeasured",
            BlockerKind::Undecided => "undecided",
            BlockerKind::Unfilled => "unfilled",
            BlockerKind::Unreplaced => "unreplaced",
            BlockerKind::LookAlike => "look-alike",
            BlockerKind::Include => "include",
            BlockerKind::ConflictMarker => "conflict-marker",
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
            BlockerReason::NothingCounts => BlockerKind::NothingCounts,
            BlockerReason::NoSignoffs => BlockerKind::NoSignoffs,
            BlockerReason::NoGoLive => BlockerKind::NoGoLive,
            BlockerReason::Open | BlockerReason::NotChosen => BlockerKind::Open,
            BlockerReason::SeveralChosen => BlockerKind::SeveralChosen,
            BlockerReason::Blocked => BlockerKind::Blocked,
            BlockerReason::NoReason => BlockerKind::NoReason,
            BlockerReason::PreTicked => BlockerKind::PreTicked,
            BlockerReason::Old => BlockerKind::Old,
            BlockerReason::Future => BlockerKind::Future,
            BlockerReason::Conflict
            | BlockerReason::Disputed(_)
            | BlockerReason::Split(_)
            | BlockerReason::Differ(_) => BlockerKind::Conflict,
            BlockerReason::Changed | BlockerReason::Unconfirmed(_) => BlockerKind::Confirm,
            BlockerReason::Empty(_) => BlockerKind::Empty,
            BlockerReason::Placeholder(_) => BlockerKind::Placeholder,
            BlockerReason::Fails(_) => BlockerKind::Fails,
            BlockerReason::Unclear(_) => BlockerKind::Unclear,
            BlockerReason::Unmeasured(_) => BlockerKind::Unmeasured,
            BlockerReason::Undecided | BlockerReason::UndecidedState(_) => BlockerKind::Undecided,
            BlockerReason::Unfilled(_) => BlockerKind::Unfilled,
            BlockerReason::Unreplaced(_) => BlockerKind::Unreplaced,
            BlockerReason::LookAlike(_) => BlockerKind::LookAlike,
            BlockerReason::Include(_) => BlockerKind::Include,
            BlockerReason::ConflictMarker(_) => BlockerKind::ConflictMarker,
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
            BlockerReason::NoItems
            | BlockerReason::NoSignoffs
            | BlockerReason::Disputed(RegisterId::Link(_)) => &[],
            BlockerReason::NothingCounts => &[Tool::Explain],
            BlockerReason::NoGoLive => &[Tool::GoLive],
            BlockerReason::Undecided => &[Tool::Tick, Tool::Correct],
            BlockerReason::LookAlike(_)
            | BlockerReason::Include(_)
            | BlockerReason::ConflictMarker(_) => &[Tool::Check],
            BlockerReason::Open | BlockerReason::NotChosen => &[Tool::Tick, Tool::SetAside],
            BlockerReason::Blocked => &[Tool::Tick, Tool::Waive],
            BlockerReason::NoReason => &[Tool::SetAside],
            BlockerReason::PreTicked
            | BlockerReason::SeveralChosen
            | BlockerReason::Old
            | BlockerReason::Future
            | BlockerReason::Conflict => &[Tool::Tick],
            BlockerReason::Changed => &[Tool::Confirm],
            BlockerReason::Split(_)
            | BlockerReason::Empty(_)
            | BlockerReason::Placeholder(_)
            | BlockerReason::Unfilled(_)
            | BlockerReason::Unreplaced(_)
            | BlockerReason::Disputed(RegisterId::Variable(_))
            | BlockerReason::Unconfirmed(_) => &[Tool::Fill],
            BlockerReason::Disputed(_) | BlockerReason::UndecidedState(_) => &[Tool::Correct],
            BlockerReason::Fails(_) | BlockerReason::Unclear(_) | BlockerReason::Unmeasured(_) => {
                &[Tool::Measure, Tool::Waive]
            }
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
            BlockerReason::Unfilled(place) | BlockerReason::Unreplaced(place) => place.blank(),
            BlockerReason::Unsound(about, _) => about.blank(),
            BlockerReason::NoItems
            | BlockerReason::NothingCounts
            | BlockerReason::NoSignoffs
            | BlockerReason::NoGoLive
            | BlockerReason::Open
            | BlockerReason::Blocked
            | BlockerReason::NotChosen
            | BlockerReason::SeveralChosen
            | BlockerReason::NoReason
            | BlockerReason::PreTicked
            | BlockerReason::Old
            | BlockerReason::Future
            | BlockerReason::Conflict
            | BlockerReason::Disputed(_)
            | BlockerReason::Changed
            | BlockerReason::Fails(_)
            | BlockerReason::Unclear(_)
            | BlockerReason::Differ(_)
            | BlockerReason::Unmeasured(_)
            | BlockerReason::Undecided
            | BlockerReason::UndecidedState(_)
            | BlockerReason::LookAlike(_)
            | BlockerReason::Include(_)
            | BlockerReason::ConflictMarker(_) => None,
        }
    }

    /// The empty variable that it is about, if it is about one.
    pub fn variable(&self) -> Option<VariableId> {
        match self {
            BlockerReason::Unfilled(place) | BlockerReason::Unreplaced(place) => place.variable(),
            BlockerReason::NoItems
            | BlockerReason::NothingCounts
            | BlockerReason::NoSignoffs
            | BlockerReason::NoGoLive
            | BlockerReason::Open
            | BlockerReason::Blocked
            | BlockerReason::NotChosen
            | BlockerReason::SeveralChosen
            | BlockerReason::NoReason
            | BlockerReason::PreTicked
            | BlockerReason::Old
            | BlockerReason::Future
            | BlockerReason::Conflict
            | BlockerReason::Disputed(_)
            | BlockerReason::Changed
            | BlockerReason::Split(_)
            | BlockerReason::Empty(_)
            | BlockerReason::Placeholder(_)
            | BlockerReason::Unconfirmed(_)
            | BlockerReason::Fails(_)
            | BlockerReason::Unclear(_)
            | BlockerReason::Differ(_)
            | BlockerReason::Unmeasured(_)
            | BlockerReason::Undecided
            | BlockerReason::UndecidedState(_)
            | BlockerReason::LookAlike(_)
            | BlockerReason::Include(_)
            | BlockerReason::ConflictMarker(_)
            | BlockerReason::Unsigned(_)
            | BlockerReason::Void(_)
            | BlockerReason::Unsound(..) => None,
        }
    }

    /// The slug of the variable that it is about, if it is about one: an empty one, or an answer for one.
    pub fn variable_slug<'a>(&'a self, checklist: &'a Checklist) -> Option<&'a str> {
        if let BlockerReason::Disputed(about) | BlockerReason::Unsound(about, _) = self {
            return about.variable();
        }
        let id = self.variable()?;
        Some(&checklist.variable(id).slug)
    }

    /// The finding about the document that it is about, if it is about one.
    pub fn finding(&self) -> Option<usize> {
        match self {
            BlockerReason::LookAlike(index)
            | BlockerReason::Include(index)
            | BlockerReason::ConflictMarker(index) => Some(*index),
            BlockerReason::NoItems
            | BlockerReason::NothingCounts
            | BlockerReason::NoSignoffs
            | BlockerReason::NoGoLive
            | BlockerReason::Open
            | BlockerReason::Blocked
            | BlockerReason::NotChosen
            | BlockerReason::SeveralChosen
            | BlockerReason::NoReason
            | BlockerReason::PreTicked
            | BlockerReason::Old
            | BlockerReason::Future
            | BlockerReason::Conflict
            | BlockerReason::Disputed(_)
            | BlockerReason::Changed
            | BlockerReason::Split(_)
            | BlockerReason::Unreplaced(_)
            | BlockerReason::Empty(_)
            | BlockerReason::Placeholder(_)
            | BlockerReason::Unconfirmed(_)
            | BlockerReason::Fails(_)
            | BlockerReason::Unclear(_)
            | BlockerReason::Differ(_)
            | BlockerReason::Unmeasured(_)
            | BlockerReason::Undecided
            | BlockerReason::UndecidedState(_)
            | BlockerReason::Unfilled(_)
            | BlockerReason::Unsigned(_)
            | BlockerReason::Void(_)
            | BlockerReason::Unsound(..) => None,
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
