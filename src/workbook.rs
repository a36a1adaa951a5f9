//! The sheet and the pencil marks together: what holds for every entry, and the only way to change it.
//!
//! A [`Workbook`] is made of a [`Checklist`] and its [`Progress`]. Whoever wants to change something makes an
//! [`Edit`] and gives it to [`Workbook::apply`]; time and author are arguments. It knows nothing of files,
//! terminals and the clock.

mod bulk;
mod carry_over;
mod confirmation;
mod conflicts;
pub mod describe;
mod diff;
mod digest;
mod due;
mod edit;
mod filter;
mod go_live;
mod integrity;
mod manual_match;
mod matching;
mod measure;
mod notes;
mod open_notice;
mod overrides;
mod phases;
mod placeholder;
mod query;
mod reasons;
mod register;
mod relabel;
mod remaining;
mod remote_changes;
mod resolve;
mod search;
mod signoff;
mod similarity;
mod tally;
mod time_parse;
mod undo;
mod unmatched;
mod verdict;
mod verify;

pub use confirmation::Difference;
pub use conflicts::{Conflict, Told, differing};
pub use describe::{Blocks, Dated};
pub use diff::{RegisterChange, RegisterValue};
pub use digest::covers_less;
pub use due::{Counted, Due, When};
pub use edit::{Edit, Refusal};
pub use filter::{Filter, Shown, Since, Want};
pub use integrity::Unsound;
pub use matching::{Matching, Unit};
pub use measure::Measurement;
pub use overrides::{Overruled, Seen};
pub use phases::PhaseFrom;
pub use placeholder::is_invisible;
pub use query::Selection;
pub use register::RegisterId;
pub use resolve::{Candidate, FindError, FindTarget};
pub use search::{Found, Hit, Search, Spot, Words};
pub use signoff::{SignOff, Standing};
pub use tally::Tally;
pub use time_parse::{duration, moment, moment_to_second};
pub use undo::Step;
pub use unmatched::Unmatched;
pub use verdict::{Blocker, BlockerKind, BlockerReason, Rules, Tool, Verdict};
pub use verify::{Cause, EventSummary, Flaw};

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use crate::checklist::{BlankId, Checklist, EntryId, NO_TEXT, Phase, mojibake};
use crate::progress::{DOCUMENT, Event, Marks, Progress, Register, State};

/// A checklist with its progress.
#[derive(Debug, Clone)]
pub struct Workbook {
    checklist: Checklist,
    progress: Progress,
    matching: Matching,
    /// What holds for each entry: the fold of the events placed on it.
    marks: Vec<Marks>,
    /// The entries that are not as they were when their state was given.
    outdated: HashSet<EntryId>,
    /// The blanks whose entry is not as it was when they were answered.
    outdated_blanks: HashSet<BlankId>,
    unmatched: Vec<Unmatched>,
    /// What holds for the whole document.
    document: Marks,
    /// The phase of each entry; found when it is first asked.
    phases: OnceLock<Vec<(Phase, PhaseFrom)>>,
    /// Digest of what a signature signs; made when it is first asked for.
    digest: OnceLock<String>,
    /// The same as version 0.1.0 made it; made where a signature has another than that of today.
    earlier_digest: OnceLock<Option<String>>,
    /// The ids of all events; found where a signature is looked at.
    ids: OnceLock<HashSet<String>>,
    /// Which of the signatures that stand at a sign-off is valid, by the blank for the name.
    valid: OnceLock<HashMap<BlankId, usize>>,
    /// The events that can't be relied on; own changes add none.
    unsound: OnceLock<integrity::Unsounds>,
    /// The verdict by the rules that always hold; every frame asks for it.
    verdict: OnceLock<Verdict>,
}

/// Why the answer in a blank is to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt<'a> {
    /// It was carried over from this run; an empty name is that of the run without one.
    Carried(&'a str),
    /// The entry is not as it was when the answer was given.
    Changed(Vec<Difference<'a>>),
}

/// A part of the text of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text of the document, mojibake repaired.
    Text(Cow<'a, str>),
    /// A blank, with the underscores that stand there and its value.
    Blank {
        /// What the document has there.
        empty: &'a str,
        /// What was filled in.
        value: Option<&'a str>,
        /// Whether somebody has to confirm that.
        doubtful: bool,
    },
}

impl Workbook {
    /// Puts progress on a checklist.
    pub fn new(checklist: Checklist, progress: Progress) -> Self {
        let matching = Matching::of(&checklist, &progress);
        let mut workbook = Workbook {
            marks: vec![Marks::default(); checklist.entries().len()],
            outdated: HashSet::new(),
            outdated_blanks: HashSet::new(),
            unmatched: Vec::new(),
            document: Marks::fold(progress.entries.get(DOCUMENT).into_iter().flatten()),
            phases: OnceLock::new(),
            digest: OnceLock::new(),
            earlier_digest: OnceLock::new(),
            ids: OnceLock::new(),
            valid: OnceLock::new(),
            unsound: OnceLock::new(),
            verdict: OnceLock::new(),
            checklist,
            progress,
            matching,
        };
        for id in workbook.checklist.ids() {
            workbook.fold(id);
        }
        workbook.unmatched = workbook.find_unmatched();
        workbook
    }

    /// The checklist.
    pub fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// The progress.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Where the progress found its entries.
    pub fn matching(&self) -> &Matching {
        &self.matching
    }

    /// Takes on progress that was united with what others wrote.
    pub fn absorb(&mut self, progress: Progress) {
        if progress != self.progress {
            *self = Workbook::new(std::mem::take(&mut self.checklist), progress);
        }
    }

    /// Puts the progress on a checklist that was edited.
    pub fn turn_to(&mut self, checklist: Checklist) {
        let unsound = std::mem::take(&mut self.unsound);
        *self = Workbook {
            unsound,
            ..Workbook::new(checklist, std::mem::take(&mut self.progress))
        };
    }

    /// Every event that stands under a key of an entry, by the key, and whether it was made on this entry.
    fn events(&self, id: EntryId) -> impl Iterator<Item = (&str, &Event, bool)> {
        let mut texts: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
        for unit in self.matching.units(id) {
            texts.entry(&unit.key).or_default().insert(&unit.on);
        }
        texts.into_iter().flat_map(move |(key, texts)| {
            let events = self
                .progress
                .entries
                .get(key)
                .map(Vec::as_slice)
                .unwrap_or_default();
            events
                .iter()
                .map(move |event| (key, event, texts.contains(event.on.text.as_str())))
        })
    }

    /// The events that were made on an entry, in order of time: its history.
    pub fn history(&self, id: EntryId) -> Vec<&Event> {
        let mut events: Vec<&Event> = self
            .events(id)
            .filter_map(|(_, event, here)| here.then_some(event))
            .collect();
        events.sort_by_key(|event| event.order());
        events
    }

    /// What people marked on an entry.
    pub fn marks(&self, id: EntryId) -> &Marks {
        &self.marks[id.0]
    }

    /// The state of an item: what people said, else what the document says. Where answers conflict it is open.
    pub fn state(&self, id: EntryId) -> State {
        let register = &self.marks(id).state;
        match register.value() {
            Some(mark) => mark.state,
            None if self.is_source_ticked(id) && !register.is_conflict() => State::Done,
            None => State::Open,
        }
    }

    /// Whether the document ticks an item, and its ticks count in this walk.
    fn is_source_ticked(&self, id: EntryId) -> bool {
        self.checklist.entry(id).is_source_ticked() && !self.progress.ignores_source_ticks
    }

    /// Lets the ticks of the document itself count for nothing; whoever saves the next change records that.
    /// Returns false, and changes nothing, where somebody has marked something while they counted.
    pub fn ignore_source_ticks(&mut self) -> bool {
        let may = self.progress.ignores_source_ticks || self.progress.is_empty();
        self.progress.ignores_source_ticks |= may;
        self.forget_findings();
        may
    }

    /// Whether an item is done because the document ticks it, and nobody here confirmed that.
    pub fn is_pre_ticked(&self, id: EntryId) -> bool {
        self.state(id) == State::Done && self.marks(id).state.value().is_none()
    }

    /// Whether nothing is left to do for an item, but it is not certain that this is what was done, not applicable
    /// or waived: its text was changed since, what stands under it, what it stands under, or how many have its text.
    /// Somebody has to look again.
    pub fn needs_confirmation(&self, id: EntryId) -> bool {
        self.outdated.contains(&id) && !matches!(self.state(id), State::Open | State::Blocked)
    }

    /// Why the answer in a blank is to be confirmed, if it is: until then the blank does not count as filled.
    pub fn doubt(&self, id: BlankId) -> Option<Doubt<'_>> {
        let register = self.register(id)?;
        if !self.is_doubtful(id) {
            return None;
        }
        let changed = || self.differences(self.checklist.blank(id).entry, register.standing());
        Some(
            register
                .carried()
                .map_or_else(|| Doubt::Changed(changed()), Doubt::Carried),
        )
    }

    /// Whether the answer in a blank is to be confirmed; [`Workbook::doubt`] says why.
    pub fn is_doubtful(&self, id: BlankId) -> bool {
        let register = self
            .register(id)
            .filter(|register| register.value().is_some());
        register.is_some_and(|register| {
            register.carried().is_some() || self.outdated_blanks.contains(&id)
        })
    }

    /// Whether a blank holds an answer that somebody gave here, as it is now. `TBD` is kept, and isn't one.
    pub fn is_filled(&self, id: BlankId) -> bool {
        self.answer_in(id).is_some() && !self.is_doubtful(id)
    }

    /// The value of a blank, where it is more than a placeholder.
    fn answer_in(&self, id: BlankId) -> Option<&str> {
        self.value(id)
            .filter(|value| !placeholder::is_placeholder(value))
    }

    /// Whether what stands in a blank only takes the place of an answer, such as `TBD`.
    pub fn is_placeholder(&self, id: BlankId) -> bool {
        self.value(id).is_some_and(placeholder::is_placeholder)
    }

    /// What people answered in a blank; nothing where nobody did.
    pub fn register(&self, id: BlankId) -> Option<&Register<String>> {
        let blank = self.checklist.blank(id);
        self.marks(blank.entry).blanks.get(&blank.slug)
    }

    /// The value of a blank.
    pub fn value(&self, id: BlankId) -> Option<&str> {
        self.register(id)?.value().map(String::as_str)
    }

    /// The text of an entry, taken apart at its blanks.
    pub fn pieces(&self, id: EntryId) -> impl Iterator<Item = Piece<'_>> {
        let entry = self.checklist.entry(id);
        let nothing = entry
            .has_no_text()
            .then_some(Piece::Text(Cow::Borrowed(NO_TEXT)));
        let blanks = entry
            .blanks
            .clone()
            .map(|index| &self.checklist.blanks()[index].span);
        let starts = std::iter::once(0).chain(blanks.clone().map(|span| span.end));
        let ends = blanks
            .map(|span| span.start)
            .chain(std::iter::once(entry.text.len()));
        let texts = starts
            .zip(ends)
            .map(|(start, end)| Piece::Text(mojibake::repaired(&entry.text[start..end])));
        let values = entry
            .blanks
            .clone()
            .map(BlankId)
            .map(Some)
            .chain(std::iter::once(None));
        let pieces = texts.zip(values).flat_map(move |(text, blank)| {
            let blank = blank.map(|blank| {
                let span = self.checklist.blank(blank).span.clone();
                Piece::Blank {
                    empty: &entry.text[span],
                    value: self.value(blank),
                    doubtful: self.is_doubtful(blank),
                }
            });
            std::iter::once(text).chain(blank)
        });
        nothing.into_iter().chain(pieces)
    }

    /// The text of an entry with the values of its blanks in their places.
    pub fn reading(&self, id: EntryId) -> String {
        let piece = |piece| match piece {
            Piece::Text(text) => text,
            Piece::Blank { value, empty, .. } => Cow::Borrowed(value.unwrap_or(empty)),
        };
        self.pieces(id).map(piece).collect()
    }

    /// Lets everything be found anew that follows from the marks: they have changed.
    fn forget_findings(&mut self) {
        self.phases.take();
        self.digest.take();
        self.earlier_digest.take();
        self.ids.take();
        self.valid.take();
        self.verdict.take();
    }

    /// Folds the events placed on an entry.
    fn fold(&mut self, id: EntryId) {
        self.forget_findings();
        if self.matching.units(id).is_empty() {
            return;
        }
        let mut marks = Marks::fold_those(self.events(id).map(|(_, event, here)| (event, here)));
        let gone =
            relabel::follow_their_names(&mut marks, &self.checklist, id, self.matching.earlier(id));
        relabel::follow_their_blanks(&mut marks, &self.checklist, id, &gone);
        measure::follow_their_thresholds(&mut marks, self.checklist.thresholds(id));
        if marks.state.is_silent() || self.is_current(id, &marks.state) {
            self.outdated.remove(&id);
        } else {
            self.outdated.insert(id);
        }
        for index in self.checklist.entry(id).blanks.clone() {
            let register = marks.blanks.get(&self.checklist.blanks()[index].slug);
            let register = register.filter(|register| !register.standing().is_empty());
            if register.is_none_or(|register| self.is_current(id, register)) {
                self.outdated_blanks.remove(&BlankId(index));
            } else {
                self.outdated_blanks.insert(BlankId(index));
            }
        }
        self.marks[id.0] = marks;
    }
}
