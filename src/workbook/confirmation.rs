//! Confirmation: what changed in an entry since a mark was made on it, so that the mark needs confirming.
//!
//! An event remembers the text of its entry, the number of entries with that text, the blocks under it, and the
//! headings above it. Events of versions that did not record the last two need no confirming for them.

use super::Workbook;
use crate::checklist::{Checklist, EntryId, PLACE_BETWEEN, substance};
use crate::progress::{Answer, Change, Mark, On, Register, Remembers};

/// A change in an entry since a mark was made on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference<'a> {
    /// The text; this is the old one.
    Text(&'a str),
    /// The number of entries with its text.
    Number {
        /// The old number.
        before: usize,
        /// The new number.
        now: usize,
    },
    /// Several entries have its text, and it is unclear which was meant.
    Unclear,
    /// The headings and items above it.
    Section {
        /// The ones that are gone.
        before: String,
        /// The ones in their place.
        now: String,
    },
    /// The commands, links or images under it.
    Commands,
    /// The words under it.
    Words,
}

impl Difference<'_> {
    /// The word for it in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Difference::Text(_) => "text",
            Difference::Number { .. } => "number",
            Difference::Unclear => "unclear",
            Difference::Section { .. } => "section",
            Difference::Commands => "commands",
            Difference::Words => "words",
        }
    }
}

impl Workbook {
    /// The text of an entry, for its next event.
    pub(super) fn on(&self, id: EntryId) -> On {
        On::among(self.checklist.name(id), self.checklist.namesakes(id))
    }

    /// The parts of an entry that an event with this change remembers.
    pub(super) fn on_for(&self, id: EntryId, change: &Change) -> On {
        let Remembers { body, section } = change.register().remembers();
        On {
            body: body.then(|| self.checklist.body(id).to_owned()),
            section: section.then(|| self.checklist.place_of(id).to_owned()),
            ..self.on(id)
        }
    }

    /// Returns whether an entry is as a mark remembers it.
    pub(super) fn is_as(&self, id: EntryId, on: &On) -> bool {
        let is_named_so =
            on.among == self.checklist.namesakes(id) && on.text == self.checklist.name(id);
        let is_as_remembered =
            is_body(&self.checklist, id, on) && is_section(&self.checklist, id, on);
        (is_named_so && is_as_remembered) || self.matching.is_on_earlier(id, on)
    }

    /// Returns whether one of the current answers was given on the entry as it is now.
    pub(super) fn is_current<T: PartialEq>(&self, id: EntryId, register: &Register<T>) -> bool {
        register
            .standing()
            .iter()
            .any(|answer| self.is_as(id, &answer.on))
            && !self.matching.is_doubtful(id)
    }

    /// The changes that make the state of an item need confirming; empty if there are none.
    pub fn state_differences(&self, id: EntryId) -> Vec<Difference<'_>> {
        if !self.needs_confirmation(id) {
            return Vec::new();
        }
        self.differences::<Mark>(id, self.marks(id).state.standing())
    }

    /// The changes since the last of these answers.
    pub(super) fn differences<'a, T>(
        &'a self,
        id: EntryId,
        answers: &'a [Answer<T>],
    ) -> Vec<Difference<'a>> {
        let Some(on) = answers.last().map(|answer| &answer.on) else {
            return Vec::new();
        };
        let (checklist, mut all) = (&self.checklist, Vec::new());
        let is_on_earlier = self.matching.is_on_earlier(id, on);
        if on.text != checklist.name(id) && !is_on_earlier {
            all.push(Difference::Text(&on.text));
        } else if !is_on_earlier && on.among != checklist.namesakes(id) {
            all.push(Difference::Number {
                before: on.among,
                now: checklist.namesakes(id),
            });
        } else if self.matching.is_doubtful(id) {
            all.push(Difference::Unclear);
        }
        if let Some(section) = on
            .section
            .as_deref()
            .filter(|_| !is_section(checklist, id, on))
        {
            let (before, now) = apart(section, checklist.place_of(id));
            all.push(Difference::Section { before, now });
        }
        if let Some(change) = on
            .body
            .as_deref()
            .and_then(|body| checklist.body_change(id, body))
        {
            all.extend(change.commands.then_some(Difference::Commands));
            all.extend(change.words.then_some(Difference::Words));
        }
        all
    }
}

/// Returns whether the blocks under an entry are as a mark remembers them, if it does.
pub(super) fn is_body(checklist: &Checklist, id: EntryId, on: &On) -> bool {
    on.body
        .as_deref()
        .is_none_or(|body| body == checklist.body(id))
}

/// Returns whether the headings above an entry are as a mark remembers them, if it does.
pub(super) fn is_section(checklist: &Checklist, id: EntryId, on: &On) -> bool {
    on.section.as_deref().is_none_or(|section| {
        let now = checklist.place_of(id);
        section == now || substance(section) == substance(now)
    })
}

/// Two paths without their common beginning and end; both in full if that leaves nothing of one.
fn apart(before: &str, now: &str) -> (String, String) {
    let parts = |place: &'_ str| -> Vec<(String, String)> {
        place
            .split(PLACE_BETWEEN)
            .map(|name| (name.to_owned(), substance(name)))
            .collect()
    };
    let (old, new) = (parts(before), parts(now));
    let is_same = |(one, other): &(&(String, String), &(String, String))| one.1 == other.1;
    let outer = old.iter().zip(&new).take_while(is_same).count();
    let inner = old[outer..]
        .iter()
        .rev()
        .zip(new[outer..].iter().rev())
        .take_while(is_same)
        .count();
    let told = |parts: &[(String, String)]| {
        let names = parts[outer..parts.len() - inner]
            .iter()
            .map(|(name, _)| name.as_str());
        names.collect::<Vec<_>>().join(PLACE_BETWEEN)
    };
    let (one, other) = (told(&old), told(&new));
    let whole = |place: &str| {
        if place.is_empty() {
            "no heading".to_owned()
        } else {
            place.to_owned()
        }
    };
    if one.is_empty() || other.is_empty() {
        (whole(before), whole(now))
    } else {
        (one, other)
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn of_two_places_only_what_differs_is_told() {
        for (before, now, old, new) in [
            ("T > Staging", "T > Production", "Staging", "Production"),
            (
                "T > Staging > DB",
                "t > Production > DB",
                "Staging",
                "Production",
            ),
            ("v1 > Checks", "v2 > Checks", "v1", "v2"),
            ("T", "T > DB", "T", "T > DB"),
            ("", "T", "no heading", "T"),
            ("T > A > B", "T > B", "T > A > B", "T > B"),
        ] {
            assert_eq!(
                apart(before, now),
                (old.to_owned(), new.to_owned()),
                "{before} / {now}"
            );
        }
    }
}
