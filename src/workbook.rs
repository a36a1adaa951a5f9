//! A checklist with its progress: the current answers of every entry, and the only way to change them.
//!
//! A [`Workbook`] is made of a [`Checklist`] and its [`Progress`]. A change is an [`Edit`] that is given to
//! [`Workbook::apply`]; time and author are arguments. It must not know files, terminals or the clock.

mod acts;
mod adoption;
mod basis;
mod blocker;
mod bulk;
mod carry_over;
mod choices;
mod command;
mod conditional;
mod confirmation;
mod conflicts;
mod correct;
pub mod describe;
mod diff;
mod digest;
mod due;
mod edit;
pub mod explain;
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
mod readings;
mod reasons;
mod register;
mod relabel;
mod remaining;
mod remote_changes;
mod requirements;
mod resolve;
mod search;
mod signoff;
mod similarity;
mod tally;
mod time_parse;
mod undo;
mod unfilled;
mod unmatched;
mod variables;
mod verdict;
mod verify;
mod weight;

pub use acts::{Act, MOST_WITHOUT_REASON};
pub use basis::{Basis, Corrected, Filled, Given, NotCounted, OtherBoxes, PartlyOpen, Required};
pub use blocker::{Blocker, BlockerKind, BlockerReason, Tool};
pub use choices::Chosen;
pub use command::{CodePlace, CodeSpot, Command, CommandPiece, UNCONFIRMED, code_places};
pub use confirmation::Difference;
pub use conflicts::{Conflict, Told, differing};
pub use describe::{Blocks, Dated};
pub use diff::{RegisterChange, RegisterValue};
pub use digest::covers_less;
pub use due::{Counted, Due, When};
pub use edit::{Edit, Refusal};
pub use explain::{Alternative, Correctable, ReadingAspect, ReadingKind, ReadingRow};
pub use filter::{Filter, Shown, Since, Want};
pub use integrity::Unsound;
pub use matching::{MarkGroup, Matching};
pub use measure::Measurement;
pub use overrides::{Overruled, Seen};
pub use placeholder::is_invisible;
pub use query::Selection;
pub use register::RegisterId;
pub use requirements::{Requirement, Requirements};
pub use resolve::{Candidate, Corrigible, Fillable, FindError, FindTarget};
pub use search::{Found, Hit, Search, Spot, Words};
pub use signoff::Standing;
pub use tally::Tally;
pub use time_parse::{duration, moment, moment_to_second};
pub use undo::Step;
pub use unfilled::PlaceToFill;
pub use unmatched::{Missing, Unmatched};
pub use variables::{PlaceValue, ValueOrigin};
pub use verdict::{Rules, Verdict};
pub use verify::{Cause, EventSummary, Flaw};

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

pub use crate::checklist::SignOff;
use crate::checklist::{
    BlankId, Checklist, EntryId, NO_TEXT, Need, Phase, Place, Reading, Threshold, mojibake,
};
use crate::progress::{DOCUMENT, Event, Marks, Progress, Register, State};

/// A checklist with its progress.
#[derive(Debug, Clone)]
pub struct Workbook {
    checklist: Checklist,
    progress: Progress,
    matching: Matching,
    /// The marks of each entry: the fold of the events that match it.
    marks: Vec<Marks>,
    /// The entries that changed since their state was given.
    outdated: HashSet<EntryId>,
    /// The blanks whose entry changed since they were answered.
    outdated_blanks: HashSet<BlankId>,
    /// The slugs of the variables of each entry that changed since they got a value there.
    outdated_variables: HashMap<EntryId, HashSet<String>>,
    unmatched: Vec<Unmatched>,
    /// The marks of the whole document.
    document: Marks,
    /// The act that events are written for.
    act: Option<String>,
    /// The phase of each entry; computed on first use.
    phases: OnceLock<Vec<Reading<Phase>>>,
    /// The need of each entry; computed on first use.
    needs: OnceLock<Vec<Reading<Need>>>,
    /// The sign-offs, in document order; computed on first use.
    signoffs: OnceLock<Vec<SignOff>>,
    /// The thresholds of the items that people corrected; computed on first use.
    corrected_thresholds: OnceLock<HashMap<EntryId, Vec<Threshold>>>,
    /// The sizes of all acts; computed on first use.
    acts: OnceLock<acts::ActSizes>,
    /// The digest of what a signature covers; computed on first use.
    digest: OnceLock<String>,
    /// The same digest as version 0.1.0 made it; computed if a signature has another than today's.
    earlier_digest: OnceLock<Option<String>>,
    /// The ids of all events; computed on first use.
    ids: OnceLock<HashSet<String>>,
    /// The index of the valid signature of each sign-off, by the blank for the name.
    valid: OnceLock<HashMap<BlankId, usize>>,
    /// The events that can't be trusted; own changes add none.
    unsound: OnceLock<integrity::Unsounds>,
    /// The origins of the values of variables; computed on first use.
    variable_origins: OnceLock<variables::Origins>,
    /// The verdict by the default rules; every frame asks for it.
    verdict: OnceLock<Verdict>,
    /// The sections that may be rollback procedures; computed on first use.
    likely_rollbacks: OnceLock<Vec<EntryId>>,
    /// The basis of that verdict.
    basis: OnceLock<Basis>,
}

/// The reason why the answer in a blank needs confirming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt<'a> {
    /// It was copied from this run; an empty name is the default run.
    Carried(&'a str),
    /// The entry changed since the answer was given.
    Changed(Vec<Difference<'a>>),
}

/// A part of the text of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text of the document, mojibake repaired.
    Text(Cow<'a, str>),
    /// A blank with its underscores and its value.
    Blank {
        /// The text in the document.
        empty: &'a str,
        /// The value, if it is filled.
        value: Option<&'a str>,
        /// True if the value needs confirming.
        doubtful: bool,
    },
    /// A place of a variable and its value.
    Variable {
        /// The place.
        place: &'a Place,
        /// The text in the document.
        empty: &'a str,
        /// The value, if it has one.
        value: Option<&'a str>,
    },
}

impl Workbook {
    /// Matches progress with a checklist.
    pub fn new(checklist: Checklist, progress: Progress) -> Self {
        let matching = Matching::of(&checklist, &progress);
        let mut workbook = Workbook {
            marks: vec![Marks::default(); checklist.entries().len()],
            outdated: HashSet::new(),
            outdated_blanks: HashSet::new(),
            outdated_variables: HashMap::new(),
            unmatched: Vec::new(),
            document: Marks::fold(progress.entries.get(DOCUMENT).into_iter().flatten()),
            act: None,
            acts: OnceLock::new(),
            phases: OnceLock::new(),
            needs: OnceLock::new(),
            signoffs: OnceLock::new(),
            corrected_thresholds: OnceLock::new(),
            digest: OnceLock::new(),
            earlier_digest: OnceLock::new(),
            ids: OnceLock::new(),
            valid: OnceLock::new(),
            unsound: OnceLock::new(),
            variable_origins: OnceLock::new(),
            verdict: OnceLock::new(),
            basis: OnceLock::new(),
            likely_rollbacks: OnceLock::new(),
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

    /// The entries that the progress matches.
    pub fn matching(&self) -> &Matching {
        &self.matching
    }

    /// Replaces the progress by one that was merged with what others wrote.
    pub fn absorb(&mut self, progress: Progress) {
        if progress != self.progress {
            *self = Workbook::new(std::mem::take(&mut self.checklist), progress);
        }
    }

    /// Replaces the checklist by an edited one, with the boxes that people adopted.
    pub fn turn_to(&mut self, checklist: Checklist) {
        let unsound = std::mem::take(&mut self.unsound);
        *self = Workbook {
            unsound,
            ..Workbook::adopting(checklist, std::mem::take(&mut self.progress))
        };
    }

    /// Every event under a key of an entry, with the key, and true if it was made on this entry.
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

    /// The history of an entry: its events in order of time.
    pub fn history(&self, id: EntryId) -> Vec<&Event> {
        let mut events: Vec<&Event> = self
            .events(id)
            .filter_map(|(_, event, here)| here.then_some(event))
            .collect();
        events.sort_by_key(|event| event.order());
        events
    }

    /// The marks of an entry.
    pub fn marks(&self, id: EntryId) -> &Marks {
        &self.marks[id.0]
    }

    /// The state of an item: the answer of people, else that of the conditional item above it that is N/A, else that
    /// of the document. Conflicting answers count as open.
    pub fn state(&self, id: EntryId) -> State {
        if self.answered_by(id).is_some() {
            return State::Na;
        }
        self.own_state(id)
    }

    /// The state of an item without what is above it.
    fn own_state(&self, id: EntryId) -> State {
        let register = &self.marks(id).state;
        match register.value() {
            Some(mark) => mark.state,
            None if self.is_source_ticked(id) && !register.is_conflict() => State::Done,
            None => State::Open,
        }
    }

    /// Returns whether the document ticks an item, and its ticks count in this run.
    fn is_source_ticked(&self, id: EntryId) -> bool {
        self.checklist.entry(id).is_source_ticked() && !self.progress.ignores_source_ticks
    }

    /// Ignores the ticks of the document from now on; the next save records that.
    /// Returns false, and changes nothing, if something was marked while they counted.
    pub fn ignore_source_ticks(&mut self) -> bool {
        let may = self.progress.ignores_source_ticks || self.progress.is_empty();
        self.progress.ignores_source_ticks |= may;
        self.forget_findings();
        may
    }

    /// Returns whether an item is done by a tick of the document only.
    pub fn is_pre_ticked(&self, id: EntryId) -> bool {
        self.state(id) == State::Done && self.marks(id).state.value().is_none()
    }

    /// Returns whether an item is done, N/A or waived, but changed since: its text, the blocks under it, the headings
    /// above it, or the number of items with its text.
    pub fn needs_confirmation(&self, id: EntryId) -> bool {
        self.outdated.contains(&id) && !matches!(self.state(id), State::Open | State::Blocked)
    }

    /// The reason why the answer in a blank needs confirming, if it does: until then the blank does not count as
    /// filled.
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

    /// Returns whether the answer in a blank needs confirming; [`Workbook::doubt`] gives the reason.
    pub fn is_doubtful(&self, id: BlankId) -> bool {
        let register = self
            .register(id)
            .filter(|register| register.value().is_some());
        register.is_some_and(|register| {
            register.carried().is_some() || self.outdated_blanks.contains(&id)
        })
    }

    /// Returns whether a blank holds an answer that needs no confirming. `TBD` is kept, but isn't an answer.
    pub fn is_filled(&self, id: BlankId) -> bool {
        self.answer_in(id).is_some() && !self.is_doubtful(id)
    }

    /// The value of a blank, unless it is a placeholder.
    fn answer_in(&self, id: BlankId) -> Option<&str> {
        self.value(id)
            .filter(|value| !placeholder::is_placeholder(value))
    }

    /// Returns whether the value of a blank is a placeholder, such as `TBD`.
    pub fn is_placeholder(&self, id: BlankId) -> bool {
        self.value(id).is_some_and(placeholder::is_placeholder)
    }

    /// The register of a blank; `None` if nobody answered.
    pub fn register(&self, id: BlankId) -> Option<&Register<String>> {
        let blank = self.checklist.blank(id);
        self.marks(blank.entry).blanks.get(&blank.slug)
    }

    /// The value of a blank.
    pub fn value(&self, id: BlankId) -> Option<&str> {
        self.register(id)?.value().map(String::as_str)
    }

    /// The text of an entry, split at its blanks and at the places of variables.
    pub fn pieces(&self, id: EntryId) -> impl Iterator<Item = Piece<'_>> {
        let entry = self.checklist.entry(id);
        let blanks = entry.blanks.clone().map(BlankId).map(|blank| {
            let span = self.checklist.blank(blank).span.clone();
            let piece = Piece::Blank {
                empty: &entry.text[span.clone()],
                value: self.value(blank),
                doubtful: self.is_doubtful(blank),
            };
            (span, piece)
        });
        let variables = self.checklist.places_in_text(id).map(|(place, span)| {
            let piece = Piece::Variable {
                place,
                empty: &entry.text[span.clone()],
                value: self.place_value(place).map(|value| value.text),
            };
            (span, piece)
        });
        let mut spots: Vec<_> = blanks.chain(variables).collect();
        spots.sort_by_key(|(span, _)| span.start);
        let mut pieces: Vec<Piece> = Vec::with_capacity(2 * spots.len() + 2);
        pieces.extend(
            entry
                .has_no_text()
                .then_some(Piece::Text(Cow::Borrowed(NO_TEXT))),
        );
        let mut at = 0;
        for (span, piece) in spots {
            if span.start >= at {
                pieces.push(Piece::Text(mojibake::repaired(&entry.text[at..span.start])));
                pieces.push(piece);
                at = span.end;
            }
        }
        pieces.push(Piece::Text(mojibake::repaired(&entry.text[at..])));
        pieces.into_iter()
    }

    /// The text of an entry with the values of its blanks and variables in their places.
    pub fn reading(&self, id: EntryId) -> String {
        let piece = |piece| match piece {
            Piece::Text(text) => text,
            Piece::Blank { value, empty, .. } | Piece::Variable { value, empty, .. } => {
                Cow::Borrowed(value.unwrap_or(empty))
            }
        };
        self.pieces(id).map(piece).collect()
    }

    /// The text of an entry with the values that count: one that needs confirming isn't among them.
    pub fn settled_reading(&self, id: EntryId) -> String {
        let piece = |piece| match piece {
            Piece::Text(text) => text,
            Piece::Blank {
                value,
                empty,
                doubtful,
            } => Cow::Borrowed(value.filter(|_| !doubtful).unwrap_or(empty)),
            Piece::Variable { value, empty, .. } => Cow::Borrowed(value.unwrap_or(empty)),
        };
        self.pieces(id).map(piece).collect()
    }

    /// The text of an entry with its values, and without the gaps that the document doesn't have: `Ticket:`.
    pub fn reading_as_written(&self, id: EntryId) -> String {
        let mut blanks = self.checklist.entry(id).blanks.clone().map(BlankId);
        let mut text = String::new();
        for piece in self.pieces(id) {
            match piece {
                Piece::Text(part) => text.push_str(&part),
                Piece::Blank { value, empty, .. } => {
                    let is_gap = blanks.next().is_some_and(|it| self.checklist.is_gap(it));
                    if value.is_none() && is_gap {
                        text.truncate(text.trim_end().len());
                    } else {
                        text.push_str(value.unwrap_or(empty));
                    }
                }
                Piece::Variable { value, empty, .. } => text.push_str(value.unwrap_or(empty)),
            }
        }
        text
    }

    /// The headings above an entry with the values of their blanks and variables, the outermost first.
    pub fn headings(&self, id: EntryId) -> Vec<String> {
        let above = self.checklist.ancestors(id);
        let sections = above.filter(|&up| self.checklist.entry(up).is_section());
        let mut headings: Vec<String> = sections.map(|up| self.reading(up)).collect();
        headings.reverse();
        headings
    }

    /// Drops everything that is computed from the marks, after a change.
    fn forget_findings(&mut self) {
        self.phases.take();
        self.needs.take();
        self.signoffs.take();
        self.corrected_thresholds.take();
        self.acts.take();
        self.digest.take();
        self.earlier_digest.take();
        self.ids.take();
        self.valid.take();
        self.variable_origins.take();
        self.verdict.take();
        self.basis.take();
    }

    /// Folds the events that match an entry.
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
        let outdated = marks.variables.iter().filter(|(_, register)| {
            !register.standing().is_empty() && !self.is_current(id, register)
        });
        let outdated: HashSet<String> = outdated.map(|(slug, _)| slug.clone()).collect();
        if outdated.is_empty() {
            self.outdated_variables.remove(&id);
        } else {
            self.outdated_variables.insert(id, outdated);
        }
        self.marks[id.0] = marks;
    }
}
