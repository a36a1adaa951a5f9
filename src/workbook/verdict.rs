//! The answer that gonogo is named after: what stands in the way of going live, and of being through with it all.

mod words;

use chrono::{DateTime, Utc};

use super::placeholder::is_invisible;
use super::{About, Unsound, Workbook};
use crate::checklist::{BlankId, EntryId, Outcome, Phase};
use crate::progress::{Register, State};
pub use words::{Blocks, Dated, counted, in_the_way};

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
    pub obstacles: Vec<Obstacle>,
    /// What is left to do while going live and after that, in document order.
    pub remaining: Vec<Obstacle>,
    /// Whether anything is to be done while going live or after that.
    has_rest: bool,
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What kind of thing.
    pub why: Why,
    /// Where; nowhere in particular for what is said of the whole document.
    pub entry: Option<EntryId>,
}

/// Why something stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
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
    Claimed,
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
    Unsound(About, Unsound),
}

/// What a person removes an obstacle with: a key, a command.
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

impl Why {
    /// The word for it in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Why::NoItems => "no-items",
            Why::NoSignoffs => "no-signoffs",
            Why::Open => "open",
            Why::Blocked => "blocked",
            Why::NoReason => "no-reason",
            Why::Claimed => "pre-ticked",
            Why::Old => "old",
            Why::Future => "future",
            Why::Conflict | Why::Split(_) | Why::Differ(_) => "conflict",
            Why::Changed | Why::Unconfirmed(_) => "confirm",
            Why::Empty(_) => "empty",
            Why::Placeholder(_) => "placeholder",
            Why::Fails(_) => "fails",
            Why::Unclear(_) => "unclear",
            Why::Unsigned(_) => "unsigned",
            Why::Void(_) => "void",
            Why::Unsound(_, Unsound::Unknown) => "newer",
            Why::Unsound(..) => "altered",
        }
    }

    /// What would remove it, as a sentence without its full stop.
    pub fn remedy(&self) -> &'static str {
        match self {
            Why::NoItems => "add items to the document: `- [ ] …`",
            Why::NoSignoffs => "add a sign-off to the document: `Name: ____ Date: ____`",
            Why::Open => "do it and tick it, or n/a or waived with a reason",
            Why::Blocked => "remove what blocks it and tick it, or waive it with a reason",
            Why::NoReason => "say why, with the same state and a reason",
            Why::Claimed => "look whether it is so, and tick it here",
            Why::Future => "check the clock of who answered; open it again, and answer anew",
            Why::Old => "look whether it still holds; open it again, and answer anew",
            Why::Conflict | Why::Split(_) => "agree on one answer, and give it",
            Why::Differ(_) => "agree on one value, and measure it again if need be",
            Why::Changed => "read it as it is now, and confirm it or open it again",
            Why::Empty(_) => "fill it",
            Why::Placeholder(_) => "replace it with the answer",
            Why::Unconfirmed(_) => "look whether it still holds, and give it again",
            Why::Fails(_) => "mend it and measure again, or waive the item with a reason",
            Why::Unclear(_) => "give a value that can be compared, or waive the item with a reason",
            Why::Unsigned(_) => "have it signed",
            Why::Void(_) => "look at what has changed, and sign again",
            Why::Unsound(_, Unsound::Unknown) => "update gonogo, and look at it again",
            Why::Unsound(About::Note, _) => "review it, then edit or delete the note",
            Why::Unsound(..) => "review it and answer again",
        }
    }

    /// What a person removes it with, in the order of what they have to do; nothing where it is not done here.
    pub fn tools(&self) -> &'static [Tool] {
        match self {
            Why::NoItems | Why::NoSignoffs => &[],
            Why::Open => &[Tool::Tick, Tool::SetAside],
            Why::Blocked => &[Tool::Tick, Tool::Waive],
            Why::NoReason => &[Tool::SetAside],
            Why::Claimed | Why::Old | Why::Future | Why::Conflict => &[Tool::Tick],
            Why::Changed => &[Tool::Confirm],
            Why::Split(_) | Why::Empty(_) | Why::Placeholder(_) | Why::Unconfirmed(_) => {
                &[Tool::Fill]
            }
            Why::Fails(_) | Why::Unclear(_) => &[Tool::Measure, Tool::Waive],
            Why::Differ(_) => &[Tool::Measure],
            Why::Unsigned(_) => &[Tool::Sign],
            Why::Unsound(_, Unsound::Unknown)
            | Why::Unsound(About::Phase | About::Live | About::Note, _) => &[Tool::Verify],
            Why::Unsound(About::State, _) => &[Tool::Verify, Tool::Tick],
            Why::Unsound(About::Blank(_), _) => &[Tool::Verify, Tool::Fill],
            Why::Unsound(About::Measured(_), _) => &[Tool::Verify, Tool::Measure],
            Why::Void(_) | Why::Unsound(About::Signed(_), _) => &[Tool::Verify, Tool::Sign],
        }
    }

    /// With what a person removes it, as `named` calls that, and how.
    pub fn remedy_with(&self, named: impl Fn(Tool) -> String) -> String {
        let mut tools: Vec<String> = self.tools().iter().map(|&tool| named(tool)).collect();
        tools.dedup();
        if tools.is_empty() {
            return self.remedy().to_owned();
        }
        format!("{}: {}", tools.join(", "), self.remedy())
    }

    /// The blank that it is about, if it is about one.
    pub fn blank(&self) -> Option<BlankId> {
        match self {
            Why::Split(blank)
            | Why::Empty(blank)
            | Why::Placeholder(blank)
            | Why::Unconfirmed(blank)
            | Why::Unsigned(blank)
            | Why::Void(blank) => Some(*blank),
            Why::Unsound(about, _) => about.blank(),
            _ => None,
        }
    }

    /// Whether it is about a signature: those do not hinder others to sign.
    pub fn is_signature(&self) -> bool {
        matches!(self, Why::NoSignoffs | Why::Unsigned(_) | Why::Void(_))
    }
}

impl Verdict {
    /// Whether nothing stands in the way of going live.
    pub fn is_go(&self) -> bool {
        self.obstacles.is_empty()
    }

    /// What is to be seen to next: what stands in the way of a GO, and once nothing does, what is left to do while
    /// going live and after that.
    pub fn left(&self) -> &[Obstacle] {
        if self.is_go() {
            &self.remaining
        } else {
            &self.obstacles
        }
    }

    /// Returns what those of the reasons at an entry that `is` picks keep from being reached.
    pub fn blocks(&self, id: EntryId, is: impl Fn(&Why) -> bool) -> Blocks {
        let holds =
            |list: &[Obstacle]| list.iter().any(|one| one.entry == Some(id) && is(&one.why));
        match (holds(&self.obstacles), holds(&self.remaining)) {
            (true, _) => Blocks::Go,
            (false, true) => Blocks::Complete,
            (false, false) => Blocks::Nothing,
        }
    }

    /// Whether it went live, and nothing of what belongs to that is left to do; upkeep never ends.
    pub fn is_complete(&self) -> bool {
        self.is_go() && self.has_rest && self.remaining.is_empty()
    }

    /// What is left, as people say it beside the word for the verdict; `dated` are what is told of due dates.
    pub fn in_words(&self, dated: &Dated) -> String {
        match (self.obstacles.len(), self.remaining.len()) {
            (0, _) if self.is_complete() => dated.in_words(),
            (0, 0) => "nothing stands in the way".to_owned(),
            (0, left) => format!("nothing stands in the way; {left} to do until COMPLETE"),
            (blockers, _) => in_the_way(blockers),
        }
    }

    /// `GO`, `NO-GO` or `COMPLETE`.
    pub fn word(&self) -> &'static str {
        match (self.is_go(), self.is_complete()) {
            (_, true) => "COMPLETE",
            (true, false) => "GO",
            (false, false) => "NO-GO",
        }
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
            obstacles: Vec::new(),
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
            let at = |why| Obstacle {
                why,
                entry: Some(id),
            };
            if self.is_phase_disputed(id) {
                verdict.obstacles.push(at(Why::Conflict));
            }
            let unsound = self.unsound_at(id);
            let phases = unsound.iter().filter(|(about, _)| *about == About::Phase);
            verdict
                .obstacles
                .extend(phases.map(|(_, unsound)| at(Why::Unsound(About::Phase, *unsound))));
            let phase = match self.phase(id) {
                Phase::During | Phase::After if asked_for.is_some() => Phase::Before,
                phase if asked_for == Some(phase) => Phase::Before,
                phase => phase,
            };
            let list = match phase {
                Phase::Before => &mut verdict.obstacles,
                Phase::During | Phase::After => &mut verdict.remaining,
                Phase::Upkeep | Phase::Info => continue,
            };
            let is_item = self.checklist.entry(id).is_item();
            has_items |= is_item;
            let mut counts = false;
            if is_item && !self.checklist.is_optional(id) {
                counts = true;
                list.extend(self.obstacles_at(id, rules).into_iter().map(at));
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
        let nowhere = |why| Obstacle { why, entry: None };
        for (about, unsound) in self
            .unsound_of_document()
            .into_iter()
            .filter(|_| rules.section.is_none())
        {
            // When it goes live decides on no GO; what a later version says of the whole document may.
            let list = match about {
                About::Live => &mut verdict.remaining,
                _ => &mut verdict.obstacles,
            };
            list.insert(0, nowhere(Why::Unsound(about, unsound)));
        }
        if rules.require_signoff && !has_signoffs {
            verdict.obstacles.insert(0, nowhere(Why::NoSignoffs));
        }
        if !has_items {
            verdict.obstacles.insert(0, nowhere(Why::NoItems));
        }
        verdict
    }

    /// What is wrong with the time at which an item was settled: of several who agree, one who looked in time will do.
    fn wrong_time(&self, id: EntryId, rules: Rules) -> Option<Why> {
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
            Why::Future
        } else {
            Why::Old
        })
    }

    /// What stands in the way at an item.
    pub(super) fn obstacles_at(&self, id: EntryId, rules: Rules) -> Vec<Why> {
        let (state, register) = (self.state(id), &self.marks(id).state);
        let reason = register.value().and_then(|mark| mark.reason.as_deref());
        let lacks_reason = reason.is_none_or(is_invisible);
        let own = match state {
            State::Open if register.is_conflict() => Some(Why::Conflict),
            State::Open => Some(Why::Open),
            State::Blocked => Some(Why::Blocked),
            _ if self.wants_confirmation(id) => Some(Why::Changed),
            State::Na | State::Waived if lacks_reason => Some(Why::NoReason),
            State::Done if self.is_claimed(id) => {
                (rules.strict || rules.settled_since.is_some()).then_some(Why::Claimed)
            }
            State::Na | State::Waived | State::Done => self.wrong_time(id, rules),
        };
        let unsound: Vec<Why> = self
            .unsound_at(id)
            .into_iter()
            .filter_map(unsound_mark)
            .collect();
        let is_of_state = |why: &Why| matches!(why, Why::Unsound(About::State, _));
        // What is open by an answer that can't be relied on is told once.
        let own = own.filter(|why| *why != Why::Open || !unsound.iter().any(is_of_state));
        let mut obstacles: Vec<Why> = own.into_iter().chain(unsound).collect();
        if state == State::Done {
            obstacles.extend(
                self.checklist
                    .blanks_of(id)
                    .filter_map(|blank| self.lack_of(blank)),
            );
        }
        if state != State::Waived && !self.marks(id).measured.is_empty() {
            obstacles.extend(self.failures(id));
        }
        obstacles
    }

    /// The blanks of an entry that belongs to no item, in which answers differ. Those of sign-offs are told with them.
    fn splits_beside_items(&self, id: EntryId) -> impl Iterator<Item = Why> {
        let blanks = self.checklist.entry(id).blanks.clone().map(BlankId);
        let splits =
            blanks.filter(|&blank| self.register(blank).is_some_and(Register::is_conflict));
        splits
            .filter(move |&blank| {
                self.checklist.item_of(id).is_none() && self.signoff_of(blank).is_none()
            })
            .map(Why::Split)
    }

    /// What is wrong with what was measured for an item.
    fn failures(&self, id: EntryId) -> impl Iterator<Item = Why> {
        self.measurements(id)
            .into_iter()
            .enumerate()
            .filter_map(|(index, measurement)| {
                let differ = measurement.register.is_some_and(Register::is_conflict);
                let misses = match measurement.outcome {
                    Some(Outcome::Fail) => Some(Why::Fails(index)),
                    Some(Outcome::Unclear) => Some(Why::Unclear(index)),
                    Some(Outcome::Pass) | None => None,
                };
                differ.then_some(Why::Differ(index)).or(misses)
            })
    }

    /// What a blank of a done item wants.
    fn lack_of(&self, blank: BlankId) -> Option<Why> {
        match self.register(blank) {
            Some(register) if register.is_conflict() => Some(Why::Split(blank)),
            Some(_) if self.is_placeholder(blank) => Some(Why::Placeholder(blank)),
            Some(register) if register.value().is_some() => {
                self.doubt(blank).map(|_| Why::Unconfirmed(blank))
            }
            _ => Some(Why::Empty(blank)),
        }
    }
}

/// What can't be relied on as an obstacle; phases are told apart, as they decide what counts.
fn unsound_mark((about, unsound): (About, Unsound)) -> Option<Why> {
    (about != About::Phase).then_some(Why::Unsound(about, unsound))
}
