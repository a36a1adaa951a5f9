//! Empty places to fill, as a verdict sees them: blanks, and variables with all of their places.
//!
//! A place is part of an item, or outside of items. A ticked item with an empty placeholder, in its text or in a
//! command under it, contradicts itself. Outside of items a place counts if its section does; it blocks where an annotation or a person requires it,
//! or the rules do. A value that is a placeholder itself, is in conflict, or needs confirming fills nothing.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::weight::{Weight, is_of_launch};
use super::{Requirement, Rules, Workbook};
use crate::checklist::{BlankId, EntryId, Need, Origin, Phase, Place, VariableId};
use crate::progress::Register;

/// A place to fill: a blank, or a variable with all of its places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceToFill {
    /// A blank.
    Blank(BlankId),
    /// A variable.
    Variable(VariableId),
}

/// A place to fill outside of items, in a phase that can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OutsideItems {
    /// The place.
    pub(super) place: PlaceToFill,
    /// The entry that it is at; of a variable, that of the place that counts most.
    pub(super) entry: Option<EntryId>,
    /// The phase in which it counts.
    pub(super) phase: Phase,
    /// True if an annotation or a person requires it.
    pub(super) is_required: bool,
    /// True if it has a value.
    pub(super) is_filled: bool,
}

/// How places outside of items at one entry count.
#[derive(Debug, Clone, Copy)]
struct PlaceStanding {
    phase: Phase,
    is_required: bool,
}

impl PlaceToFill {
    /// The blank, if it is one.
    pub fn blank(self) -> Option<BlankId> {
        match self {
            PlaceToFill::Blank(blank) => Some(blank),
            PlaceToFill::Variable(_) => None,
        }
    }

    /// The variable, if it is one.
    pub fn variable(self) -> Option<VariableId> {
        match self {
            PlaceToFill::Blank(_) => None,
            PlaceToFill::Variable(variable) => Some(variable),
        }
    }
}

impl OutsideItems {
    /// Returns whether it has to be filled by these rules.
    pub(super) fn is_demanded(&self, rules: Rules) -> bool {
        self.is_required || rules.require.has(Requirement::Blanks)
    }

    /// The place of a variable that counts more: an empty one, a required one, one before the launch; else the first.
    fn or(self, other: OutsideItems) -> OutsideItems {
        let rank = |of: &OutsideItems| (!of.is_filled, of.is_required, of.phase == Phase::Before);
        if rank(&other) > rank(&self) {
            other
        } else {
            self
        }
    }
}

impl Workbook {
    /// The empty placeholders of an item, in document order: blanks that are written as placeholders, and variables,
    /// each once. Those in the commands under it belong to it: a step that says what to run isn't done without a host.
    pub fn empty_placeholders(&self, id: EntryId) -> Vec<PlaceToFill> {
        let blanks = self.checklist.blanks_of(id);
        let quiet = blanks.filter(|&blank| self.is_quiet(blank));
        let blanks = quiet.map(|blank| {
            let start = self.checklist.blank(blank).range.start;
            (start, PlaceToFill::Blank(blank))
        });
        let mut seen = HashSet::new();
        let variables = self
            .places_of_item(id)
            .filter(|place| !self.is_place_filled(place))
            .filter(|place| self.variable_need(place.variable) != Some(Need::Optional))
            .filter(|place| seen.insert(place.variable))
            .map(|place| (place.range.start, PlaceToFill::Variable(place.variable)));
        let mut all: Vec<(usize, PlaceToFill)> = blanks.chain(variables).collect();
        all.sort_by_key(|&(start, _)| start);
        all.into_iter().map(|(_, place)| place).collect()
    }

    /// The places of variables in an item: in its text, in the blocks and in the plain lines under it.
    fn places_of_item(&self, id: EntryId) -> impl Iterator<Item = &Place> {
        let entry = self.checklist.entry(id);
        // The places in the text of a box belong to the line or section that it is in.
        let of_box = if entry.is_box() {
            self.checklist.places_in(entry.head.clone())
        } else {
            &[]
        };
        let lines = self.checklist.item_with_lines(id);
        let places = lines.flat_map(|id| self.checklist.places_of(id));
        places.chain(of_box)
    }

    /// The place of a variable that an item contradicts itself with: the first empty one.
    pub(super) fn empty_place_of_item(&self, id: EntryId, variable: VariableId) -> Option<&Place> {
        let mut places = self.places_of_item(id);
        places.find(|place| place.variable == variable && !self.is_place_filled(place))
    }

    /// Returns whether people gave different values for a place to fill.
    pub(super) fn is_split(&self, place: PlaceToFill) -> bool {
        match place {
            PlaceToFill::Blank(blank) => self.register(blank).is_some_and(Register::is_conflict),
            PlaceToFill::Variable(variable) => self.is_variable_in_conflict(variable),
        }
    }

    /// Returns whether a blank of a ticked item is a placeholder that nobody answered: it is named, but blocks by stricter
    /// rules only. Underscores, and answers that don't hold, always block.
    pub(super) fn is_quiet(&self, blank: BlankId) -> bool {
        let register = self.register(blank);
        let is_unanswered =
            register.is_none_or(|register| register.value().is_none() && !register.is_conflict());
        is_unanswered && self.checklist.blank(blank).notation.is_placeholder()
    }

    /// The places to fill outside of items, in document order, as far as their phases can count. A variable is one,
    /// however many places it has. Sign-offs have rules of their own.
    pub(super) fn outside_items(&self, rules: Rules) -> Vec<OutsideItems> {
        let mut standings = HashMap::new();
        let mut standing = |entry| {
            *standings
                .entry(entry)
                .or_insert_with(|| self.standing_outside(entry, rules))
        };
        let mut all = self.blanks_outside(rules, &mut standing);
        self.add_variables_outside(rules, &mut standing, &mut all);
        all.sort_by_key(|&(start, _)| start);
        all.into_iter().map(|(_, outside)| outside).collect()
    }

    /// The blanks outside of items, with their offsets.
    fn blanks_outside(
        &self,
        rules: Rules,
        mut standing: impl FnMut(Option<EntryId>) -> Option<PlaceStanding>,
    ) -> Vec<(usize, OutsideItems)> {
        let blanks = self.checklist.blanks_in(self.range_of(rules));
        let outside = blanks.filter_map(|blank| {
            let of = self.checklist.blank(blank);
            let PlaceStanding { phase, is_required } = standing(Some(of.entry))?;
            let outside = OutsideItems {
                place: PlaceToFill::Blank(blank),
                entry: Some(of.entry),
                phase,
                is_required,
                is_filled: self.is_filled(blank),
            };
            let is_signed = self.signoff_of(blank).is_some();
            (!is_signed).then_some((of.range.start, outside))
        });
        outside.collect()
    }

    /// Adds the variables with a place outside of items, by the offset of the first one.
    fn add_variables_outside(
        &self,
        rules: Rules,
        mut standing: impl FnMut(Option<EntryId>) -> Option<PlaceStanding>,
        all: &mut Vec<(usize, OutsideItems)>,
    ) {
        let blanks: HashSet<BlankId> = all.iter().filter_map(|(_, of)| of.place.blank()).collect();
        let boxes = self.decided_boxes();
        let mut known: HashMap<VariableId, usize> = HashMap::new();
        for place in self.checklist.places_in(self.range_of(rules)) {
            let need = self.variable_need(place.variable);
            let standing = if need == Some(Need::Required) {
                self.standing_of_required(place, rules)
            } else {
                standing(place.entry).filter(|_| {
                    need.is_none()
                        && !is_in_any(&boxes, place)
                        && !self.is_asked_by_blank(place, &blanks)
                        && !self.is_of_signoff(place)
                })
            };
            let Some(PlaceStanding { phase, is_required }) = standing else {
                continue;
            };
            let stated = self.checklist.need_stated_at(place.range.start);
            if stated == Some(Need::Optional) && need.is_none() {
                continue;
            }
            let outside = OutsideItems {
                place: PlaceToFill::Variable(place.variable),
                entry: place.entry,
                phase,
                is_required: is_required || stated == Some(Need::Required),
                is_filled: self.is_place_filled(place),
            };
            if let Some(&at) = known.get(&place.variable) {
                all[at].1 = all[at].1.or(outside);
            } else {
                known.insert(place.variable, all.len());
                all.push((place.range.start, outside));
            }
        }
    }

    /// Returns whether an annotation or a person requires an entry: the nearest decision holds, and what the text of an
    /// entry below it says.
    pub(super) fn is_required_by_decision(&self, id: EntryId) -> bool {
        let mut here = std::iter::once(id).chain(self.checklist.ancestors(id));
        let decided = here.find_map(|up| {
            let decided = self.need_decided(up).map(|need| need.value);
            let said = || {
                let said = self.checklist.need(up);
                (said.origin == Origin::Pattern).then_some(Need::Optional)
            };
            decided.or_else(said)
        });
        decided == Some(Need::Required)
    }

    /// How places to fill at an entry count; `None` if they are part of an item, are optional, or never count.
    fn standing_outside(&self, entry: Option<EntryId>, rules: Rules) -> Option<PlaceStanding> {
        let Some(id) = entry else {
            return Some(PlaceStanding {
                phase: Phase::Before,
                is_required: false,
            });
        };
        let phase = self.phase_by(id, rules);
        let is_outside = match self.weight(id) {
            Weight::Nothing | Weight::Undecided => self.checklist.item_of(id).is_none(),
            Weight::Counts
            | Weight::Optional
            | Weight::Answered
            | Weight::OtherOption
            | Weight::Ignored => false,
        };
        let counts = is_outside && is_of_launch(phase) && !self.is_optional(id);
        counts.then(|| PlaceStanding {
            phase,
            is_required: self.is_required_by_decision(id),
        })
    }

    /// How a place of a variable counts that a person requires: wherever it is, in the phase that it is needed in.
    fn standing_of_required(&self, place: &Place, rules: Rules) -> Option<PlaceStanding> {
        let phase = place
            .entry
            .map_or(Phase::Before, |id| self.phase_by(id, rules));
        is_of_launch(phase).then_some(PlaceStanding {
            phase,
            is_required: true,
        })
    }

    /// The source bytes of the texts of boxes of which somebody decided whether they count, in document order.
    fn decided_boxes(&self) -> Vec<Range<usize>> {
        let decided = self.checklist.boxes().filter(|&id| match self.weight(id) {
            Weight::Undecided | Weight::Nothing => false,
            Weight::Counts
            | Weight::Optional
            | Weight::Answered
            | Weight::OtherOption
            | Weight::Ignored => true,
        });
        decided
            .map(|id| self.checklist.entry(id).head.clone())
            .collect()
    }

    /// Returns whether a place of a variable is asked for by one of these blanks, which it is linked to.
    fn is_asked_by_blank(&self, place: &Place, blanks: &HashSet<BlankId>) -> bool {
        let is_silent =
            |register: Option<&Register<String>>| register.is_none_or(Register::is_silent);
        let here = place.entry;
        let here = here.and_then(|id| self.variable_register_at(place.variable, id));
        let linked = self.linked_blank(place.variable);
        linked.is_some_and(|blank| blanks.contains(&blank))
            && is_silent(here)
            && is_silent(self.variable_register(place.variable))
    }

    /// Returns whether a place is in the line of a sign-off, whose signature says who it is.
    fn is_of_signoff(&self, place: &Place) -> bool {
        let line = place.entry.filter(|_| place.span.is_some());
        line.is_some_and(|id| self.signoffs_at(id).next().is_some())
    }
}

/// Returns whether one of these ranges, which are in order, contains a place.
fn is_in_any(ranges: &[Range<usize>], place: &Place) -> bool {
    let next = ranges.partition_point(|range| range.start <= place.range.start);
    let last = next.checked_sub(1).map(|at| &ranges[at]);
    last.is_some_and(|range| range.contains(&place.range.start))
}
