//! Counting, and the answer that gonogo is named after.

use super::Workbook;
use crate::checklist::{BlankId, BlankKind, EntryId, Kind};
use crate::progress::State;

/// Counts over a section or the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Items in each state, in the order of [`State::ALL`].
    states: [usize; State::ALL.len()],
    /// Of those done, the ones that only the document ticked.
    pub claimed: usize,
    /// Boxes that are no items.
    pub boxes: usize,
    /// Boxes that are no items and are ticked.
    pub boxes_ticked: usize,
    /// Blanks.
    pub blanks: usize,
    /// Blanks that are filled.
    pub filled: usize,
}

/// Whether this can go live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What stands in the way, in document order; nothing means GO.
    pub obstacles: Vec<Obstacle>,
}

/// What is asked for beyond what always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// Ticks that only the document holds have to be confirmed.
    pub strict: bool,
    /// The document has to ask for a sign-off, and all have to be signed.
    pub require_signoff: bool,
}

/// One thing that stands in the way of a GO.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What kind of thing.
    pub why: Why,
    /// Where; nowhere in particular for a checklist without items.
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
    /// An item is ticked by the document only, and somebody here is to confirm that.
    Claimed,
    /// An item was answered too long ago.
    Old,
    /// Answers on an item differ.
    Conflict,
    /// An item was settled, and reworded since.
    Reworded,
    /// Answers in a blank of an item that is done differ.
    Split(BlankId),
    /// A blank of a done item is empty.
    Empty(BlankId),
    /// A blank of a done item holds an answer of an earlier run, or one given on another text, that nobody has
    /// confirmed.
    Unconfirmed(BlankId),
    /// Nobody has signed here: the blank for the name.
    Unsigned(BlankId),
}

impl Why {
    /// The word for it in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Why::NoItems => "no-items",
            Why::NoSignoffs => "no-signoffs",
            Why::Claimed => "claimed",
            Why::Old => "old",
            Why::Open => "open",
            Why::Blocked => "blocked",
            Why::Conflict | Why::Split(_) => "conflict",
            Why::Reworded | Why::Unconfirmed(_) => "confirm",
            Why::Empty(_) => "empty",
            Why::Unsigned(_) => "unsigned",
        }
    }

    /// What would remove it, as a sentence without its full stop.
    pub fn remedy(&self) -> &'static str {
        match self {
            Why::NoItems => "add items to the document: `- [ ] …`",
            Why::NoSignoffs => "add a sign-off to the document: `Name: ____ Date: ____`",
            Why::Open => "do it and tick it, or mark it n/a or waived with a reason",
            Why::Blocked => "remove what blocks it and tick it, or waive it with a reason",
            Why::Claimed => "look whether it is so, and tick it here",
            Why::Old => "look whether it still holds; open it again, and answer anew",
            Why::Conflict | Why::Split(_) => "agree on one answer, and give it",
            Why::Reworded => "read its text as it is now, and answer again",
            Why::Empty(_) => "fill it",
            Why::Unconfirmed(_) => "look whether it still holds, and give it again",
            Why::Unsigned(_) => "have it signed: fill in name and date",
        }
    }

    /// The blank that it is about, if it is about one.
    pub fn blank(&self) -> Option<BlankId> {
        match *self {
            Why::Split(blank) | Why::Empty(blank) | Why::Unconfirmed(blank) | Why::Unsigned(blank) => {
                Some(blank)
            }
            _ => None,
        }
    }
}

impl Tally {
    /// All items.
    pub fn total(&self) -> usize {
        self.states.iter().sum()
    }

    /// Items in one state.
    pub fn of(&self, state: State) -> usize {
        self.states[state as usize]
    }

    /// Items that nothing is left to do for: done, not applicable or waived.
    pub fn settled(&self) -> usize {
        self.of(State::Done) + self.of(State::Na) + self.of(State::Waived)
    }
}

impl Verdict {
    /// Whether nothing stands in the way.
    pub fn is_go(&self) -> bool {
        self.obstacles.is_empty()
    }

    /// `GO` or `NO-GO`.
    pub fn word(&self) -> &'static str {
        if self.is_go() { "GO" } else { "NO-GO" }
    }
}

impl Workbook {
    /// Counts the items and blanks of the whole checklist.
    pub fn tally(&self) -> Tally {
        self.count(self.checklist.ids())
    }

    /// Counts the items and blanks of an entry and all under it.
    pub fn tally_of(&self, id: EntryId) -> Tally {
        self.count(self.checklist.subtree(id))
    }

    fn count(&self, ids: impl Iterator<Item = EntryId>) -> Tally {
        let mut tally = Tally::default();
        for id in ids {
            let entry = self.checklist.entry(id);
            if entry.is_item() {
                tally.states[self.state(id) as usize] += 1;
                tally.claimed += usize::from(self.is_claimed(id));
            }
            if entry.is_box() {
                tally.boxes += 1;
                tally.boxes_ticked += usize::from(self.state(id) == State::Done);
            }
            tally.blanks += entry.blanks.len();
            tally.filled += entry.blanks.clone().filter(|&blank| self.is_filled(BlankId(blank))).count();
        }
        tally
    }

    /// The verdict by the rules that always hold.
    pub fn verdict(&self) -> Verdict {
        self.verdict_by(Rules::default())
    }

    /// The verdict: GO where no item is open or blocked and no blank of a done item is empty. Items that are
    /// optional never stand in the way.
    pub fn verdict_by(&self, rules: Rules) -> Verdict {
        let mut obstacles: Vec<Obstacle> = Vec::new();
        for id in self.checklist.items().filter(|&id| !self.checklist.is_optional(id)) {
            let claimed = (rules.strict && self.is_claimed(id)).then_some(Why::Claimed);
            let all = claimed.into_iter().chain(self.obstacles_at(id));
            obstacles.extend(all.map(|why| Obstacle { why, entry: Some(id) }));
        }
        if rules.require_signoff {
            let unsigned = self.signoffs().filter(|&signoff| !self.is_signed(signoff));
            obstacles.extend(unsigned.map(|(who, _)| Obstacle {
                why: Why::Unsigned(who),
                entry: Some(self.checklist.blank(who).entry),
            }));
            obstacles.sort_by_key(|obstacle| obstacle.entry);
        }
        let nowhere = |why| Obstacle { why, entry: None };
        if rules.require_signoff && self.signoffs().next().is_none() {
            obstacles.insert(0, nowhere(Why::NoSignoffs));
        }
        if self.checklist.items().next().is_none() {
            obstacles.insert(0, nowhere(Why::NoItems));
        }
        Verdict { obstacles }
    }

    pub(super) fn obstacles_at(&self, id: EntryId) -> impl Iterator<Item = Why> + '_ {
        let state = self.state(id);
        let own = match state {
            State::Open if self.marks(id).state.is_conflict() => Some(Why::Conflict),
            State::Open => Some(Why::Open),
            State::Blocked => Some(Why::Blocked),
            _ if self.wants_confirmation(id) => Some(Why::Reworded),
            _ => None,
        };
        let blanks = self.checklist.blanks_of(id).filter(move |_| state == State::Done);
        own.into_iter().chain(blanks.filter_map(|blank| self.lack_of(blank)))
    }

    /// What a blank of a done item wants.
    fn lack_of(&self, blank: BlankId) -> Option<Why> {
        match self.register(blank) {
            Some(register) if register.is_conflict() => Some(Why::Split(blank)),
            Some(register) if register.value().is_some() => {
                self.doubt(blank).map(|_| Why::Unconfirmed(blank))
            }
            _ => Some(Why::Empty(blank)),
        }
    }

    /// The sign-offs of the document: a line that asks for a person and right after it for a date. Each with
    /// its two blanks.
    pub fn signoffs(&self) -> impl Iterator<Item = (BlankId, BlankId)> + '_ {
        let kind = |index: usize| self.checklist.blank(BlankId(index)).kind;
        let lines = self.checklist.entries().iter().filter(|entry| entry.kind == Kind::Line);
        lines.flat_map(|line| line.blanks.clone().zip(line.blanks.clone().skip(1))).filter_map(
            move |(who, when)| {
                (kind(who) == BlankKind::Person && kind(when) == BlankKind::Date)
                    .then_some((BlankId(who), BlankId(when)))
            },
        )
    }

    /// Whether a sign-off has both its name and its date.
    pub fn is_signed(&self, signoff: (BlankId, BlankId)) -> bool {
        self.is_filled(signoff.0) && self.is_filled(signoff.1)
    }
}
