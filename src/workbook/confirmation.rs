//! What a mark was made on, and what of that is no longer so: then somebody has to confirm it.
//!
//! An event remembers the text of its entry, how many had that text, what stood under it, and what it stood under.
//! Events of versions that did not record the last two stay as they are.

use super::Workbook;
use crate::checklist::{Checklist, EntryId, PLACE_BETWEEN, substance};
use crate::progress::{Answer, Change, Mark, On, Register, Remembers};

/// Something of an entry that is not as a mark remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference<'a> {
    /// Its text: this is the old one.
    Text(&'a str),
    /// How many entries have its text.
    Number {
        /// How many there were.
        before: usize,
        /// How many there are.
        now: usize,
    },
    /// Nothing tells which of the entries with its text was meant.
    Unclear,
    /// What it stands under.
    Section {
        /// The headings and items above it that are not above it now, and those beside them.
        before: String,
        /// What stands in their place.
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
    /// What the next event of an entry is made on.
    pub(super) fn on(&self, id: EntryId) -> On {
        On::among(self.checklist.name(id), self.checklist.namesakes(id))
    }

    /// What an event that changes this is made on: with all that its meaning depends on.
    pub(super) fn on_for(&self, id: EntryId, change: &Change) -> On {
        let Remembers { body, section } = change.register().remembers();
        On {
            body: body.then(|| self.checklist.body(id).to_owned()),
            section: section.then(|| self.checklist.place_of(id).to_owned()),
            ..self.on(id)
        }
    }

    /// Whether an entry is what a mark was made on, as far as the mark remembers.
    pub(super) fn is_as(&self, id: EntryId, on: &On) -> bool {
        let is_named_so =
            on.among == self.checklist.namesakes(id) && on.text == self.checklist.name(id);
        let is_as_remembered =
            is_body(&self.checklist, id, on) && is_section(&self.checklist, id, on);
        (is_named_so && is_as_remembered) || self.matching.is_on_earlier(id, on)
    }

    /// Whether one of the answers that stand was given on an entry as it is now.
    pub(super) fn is_current<T: PartialEq>(&self, id: EntryId, register: &Register<T>) -> bool {
        register
            .standing()
            .iter()
            .any(|answer| self.is_as(id, &answer.on))
            && !self.matching.is_doubtful(id)
    }

    /// Why the state of an item needs confirming: what is not as it was when that was given. Empty where it does not.
    pub fn state_differences(&self, id: EntryId) -> Vec<Difference<'_>> {
        if !self.needs_confirmation(id) {
            return Vec::new();
        }
        self.differences::<Mark>(id, self.marks(id).state.standing())
    }

    /// What is not as the last of these answers remembers it.
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

/// Whether what stands under an entry is what a mark remembers, if it does.
pub(super) fn is_body(checklist: &Checklist, id: EntryId, on: &On) -> bool {
    on.body
        .as_deref()
        .is_none_or(|body| body == checklist.body(id))
}

/// Whether an entry stands under what a mark remembers, if it does.
pub(super) fn is_section(checklist: &Checklist, id: EntryId, on: &On) -> bool {
    on.section.as_deref().is_none_or(|section| {
        let now = checklist.place_of(id);
        section == now || substance(section) == substance(now)
    })
}

/// Two places without what both have at their outer and at their inner end. Where nothing else is left of one, both
/// are told whole.
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
