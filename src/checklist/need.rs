//! The need of entries: required, optional, or conditional.
//!
//! An optional item never blocks a GO, so its text must leave no doubt: a bracket at its end, its lead, or a heading or
//! lead line that says only that. A recommendation, a phrase that continues (`optional for staging`) or a subject
//! (`Optional fields validated`) leaves it required. A conditional item counts until somebody answers done or N/A, and
//! its condition is reason enough for N/A: `(if applicable)`, `If using S3: …`. What is only likely stays required, and
//! is a suggestion.

mod said;

use super::legacy::ParseRules;
use super::{Checklist, Directive, EntryId, Need, Origin, Reading, Suggestion, parse};
use pulldown_cmark::{Event, Tag, TagEnd};
use said::{Said, Statement};

/// The needs of all entries.
#[derive(Debug, Clone, Default)]
pub(super) struct NeedReadings {
    pub(super) readings: Vec<Reading<Need>>,
    pub(super) suggestions: Vec<Suggestion>,
}

/// Reads the need of each entry: what an annotation states, else what its text says, else what its lead line says, else
/// that of the entry above it. The title doesn't count, as it names the whole document.
pub(super) fn read(checklist: &Checklist) -> NeedReadings {
    let mut needs = NeedReadings {
        readings: Vec::with_capacity(checklist.entries().len()),
        suggestions: Vec::new(),
    };
    let leads = checklist.leads();
    let of_leads: Vec<Said> = leads
        .list()
        .iter()
        .map(|lead| said::heading(&lead.text))
        .collect();
    for id in checklist.ids() {
        let above = checklist.entry(id).parent.map(|up| &needs.readings[up.0]);
        let inherited = above.map_or_else(|| Reading::by_default(Need::Required), inherit);
        let reading = if let Some(value) = stated(checklist, id) {
            Reading {
                value,
                origin: Origin::Annotation,
                words: Directive::Need(value).to_string(),
            }
        } else {
            let said = said(checklist, id);
            let lead = leads.index(id).map(|index| &of_leads[index]);
            let likely = said.likely.as_ref();
            if let Some(likely) = likely.filter(|likely| suits(likely, &said, &inherited)) {
                needs.suggestions.push(Suggestion {
                    entry: id,
                    directive: Directive::Need(likely.need),
                    words: likely.words.clone(),
                });
            }
            let found = said.sure.or_else(|| lead?.sure.clone());
            found.map_or_else(|| inherited.clone(), |found| pattern(found, &inherited))
        };
        needs.readings.push(reading);
    }
    needs
}

fn stated(checklist: &Checklist, id: EntryId) -> Option<Need> {
    checklist
        .directives(id)
        .find_map(|directive| match directive {
            Directive::Need(need) => Some(need),
            Directive::Phase(_)
            | Directive::Sense(_)
            | Directive::SignOff(_)
            | Directive::Counts(_)
            | Directive::Choice(_)
            | Directive::NoBlank => None,
        })
}

/// What an entry has from the one above it.
fn inherit(above: &Reading<Need>) -> Reading<Need> {
    Reading {
        value: above.value,
        origin: match above.origin {
            Origin::Default => Origin::Default,
            Origin::Person | Origin::Annotation | Origin::Pattern | Origin::Inherited => {
                Origin::Inherited
            }
        },
        words: above.words.clone(),
    }
}

fn pattern(found: Statement, inherited: &Reading<Need>) -> Reading<Need> {
    match (found.need, inherited.value) {
        // A condition under something optional takes nothing back.
        (Need::Conditional, Need::Optional) => inherited.clone(),
        (Need::Required, Need::Required) => Reading::by_default(Need::Required),
        (value, _) => Reading {
            value,
            origin: Origin::Pattern,
            words: found.words,
        },
    }
}

/// True if a suggestion would change something.
fn suits(likely: &Statement, said: &Said, inherited: &Reading<Need>) -> bool {
    said.sure.is_none() && inherited.value != likely.need && inherited.value != Need::Optional
}

/// What the text of an entry says about its need.
fn said(checklist: &Checklist, id: EntryId) -> Said {
    let entry = checklist.entry(id);
    if checklist.title() == Some(id) || !said::may_say(&entry.text) {
        return Said::default();
    }
    let read = |text: &str| {
        if entry.is_section() {
            said::heading(text)
        } else {
            said::text(text)
        }
    };
    let of_text = read(&entry.text);
    if of_text == Said::default() {
        return of_text;
    }
    // Code, images and struck text say nothing.
    let of_spoken = read(&spoken(checklist, id));
    let is_same = |one: &Statement| {
        of_spoken
            .sure
            .as_ref()
            .is_some_and(|other| other.need == one.need)
    };
    Said {
        sure: of_text.sure.filter(is_same),
        likely: of_spoken.likely,
    }
}

/// A text with an object in the place of each quotation: `Remove the text "(optional)"` isn't optional.
fn without_quotations(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c| closing(c).is_some()) {
        let open = rest[at..].chars().next().unwrap_or_default();
        let inside = &rest[at + open.len_utf8()..];
        let close = closing(open).unwrap_or_default();
        let Some(end) = inside.find(close) else {
            break;
        };
        kept.push_str(&rest[..at]);
        kept.push('\u{fffc}');
        rest = inside[end..].trim_start_matches(close);
    }
    kept + rest
}

/// The sign that ends a quotation.
fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '„' => Some('“'),
        '«' => Some('»'),
        '「' => Some('」'),
        _ => None,
    }
}

/// The text of an entry without code, images, quotations, and text that is struck out.
fn spoken(checklist: &Checklist, id: EntryId) -> String {
    let head = checklist.entry(id).head.clone();
    let (mut text, mut hidden) = (String::new(), 0);
    for (event, _) in parse::events(
        &checklist.unannotated()[..head.end],
        head.start,
        ParseRules::Present,
    ) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::Strikethrough) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::Strikethrough) => {
                hidden -= 1;
                text.push('\u{fffc}');
            }
            Event::Text(part) if hidden == 0 => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => text.push('\u{fffc}'),
            _ => {}
        }
    }
    without_quotations(&text)
}

#[cfg(test)]
mod tests;
