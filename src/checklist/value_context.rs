//! The context of thresholds: the headings above an item and the paragraph before it.

use std::collections::HashMap;

use super::thresholds::{ItemLimits, Over, asked_for, leads_to_triggers, over};
use super::{BlockKind, Checklist, Directive, EntryId, Phase, Sense, lines};

/// The limits of the items that have any.
pub(super) fn limits(checklist: &Checklist) -> HashMap<EntryId, ItemLimits> {
    let mut surroundings = Surroundings::new(checklist);
    let mut limits = HashMap::new();
    for id in checklist.items() {
        let found = of_item(checklist, id);
        if found.asked.is_empty() && found.off.is_empty() {
            continue;
        }
        let found = if let Some((sense, _)) = stated(checklist, id) {
            found.stated(sense)
        } else {
            let (over, words) = surroundings.over(id);
            found.under(over, &words)
        };
        limits.insert(id, found);
    }
    limits
}

/// The sense that an annotation states for the thresholds of an entry, with the entry that it is on: the nearest.
pub(super) fn stated(checklist: &Checklist, id: EntryId) -> Option<(Sense, EntryId)> {
    let at = |up: EntryId| {
        checklist
            .directives(up)
            .find_map(|directive| match directive {
                Directive::Sense(sense) => Some((sense, up)),
                Directive::Phase(_)
                | Directive::Need(_)
                | Directive::SignOff(_)
                | Directive::Counts(_)
                | Directive::Choice(_)
                | Directive::NoBlank => None,
            })
    };
    std::iter::once(id)
        .chain(checklist.ancestors(id))
        .find_map(at)
}

/// The limits of an item: in its text, and in the plain list under it, as in `Your pages should reach these goals:`.
fn of_item(checklist: &Checklist, id: EntryId) -> ItemLimits {
    let entry = checklist.entry(id);
    let mut limits = asked_for(&entry.text).on_lines(|_| entry.line);
    let points = entry
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Point { .. }));
    for point in points {
        let source = &checklist.source()[point.range.clone()];
        let before = checklist.source().get(entry.head.start..point.range.start);
        let first = entry.line + lines::count(before.unwrap_or_default());
        let line_of = |words: &str| {
            let at = source.find(words).unwrap_or_default();
            first + lines::count(&source[..at])
        };
        limits.append(asked_for(&plain(source)).on_lines(line_of));
    }
    limits
}

/// The text of a point on one line, without emphasis.
fn plain(source: &str) -> String {
    let text = source.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("**", "").replace("__", "").replace('`', "")
}

/// The context of each entry; computed once.
struct Surroundings<'a> {
    checklist: &'a Checklist,
    known: HashMap<EntryId, Over>,
}

impl<'a> Surroundings<'a> {
    fn new(checklist: &'a Checklist) -> Surroundings<'a> {
        Surroundings {
            checklist,
            known: HashMap::new(),
        }
    }

    /// The context of an entry's limits, with its words: headings and items above it and the paragraph before it. The
    /// title doesn't count, as it names the whole document.
    fn over(&mut self, id: EntryId) -> (Over, String) {
        if let Some(lead) = self.lead_to_triggers(id) {
            return (Over::Triggers, lead.to_owned());
        }
        if let Some(lead) = self.rollback(id) {
            return (Over::Triggers, lead.to_owned());
        }
        let above: Vec<EntryId> = self.checklist.ancestors(id).collect();
        let all = above.into_iter().map(|up| (self.of(up), up));
        // The nearest of the strongest.
        match all.max_by_key(|&(over, up)| (over, up)) {
            Some((over, up)) if over != Over::Targets => {
                (over, self.checklist.entry(up).legible().into_owned())
            }
            Some(_) | None => (Over::Targets, String::new()),
        }
    }

    /// The words by which an entry is only for a rollback.
    fn rollback(&self, id: EntryId) -> Option<&'a str> {
        let phase = self.checklist.phase_reading(id)?;
        (phase.value == Phase::Rollback).then_some(phase.words.as_str())
    }

    fn of(&mut self, id: EntryId) -> Over {
        let entry = self.checklist.entry(id);
        let is_rollback = self.rollback(id).is_some();
        *self.known.entry(id).or_insert_with(|| {
            let text = entry.legible();
            if entry.is_section() {
                if self.checklist.title() == Some(id) {
                    Over::Targets
                } else if is_rollback {
                    Over::Triggers
                } else {
                    over(&text)
                }
            } else if leads_to_triggers(&text) || is_lead(&text) && over(&text) == Over::Triggers {
                Over::Triggers
            } else {
                Over::Targets
            }
        })
    }

    /// The paragraph right before an entry that introduces triggers: `Initiate rollback if:`, `**Rollback triggers**`.
    fn lead_to_triggers(&self, id: EntryId) -> Option<&'a str> {
        let checklist = self.checklist;
        let start = checklist.entry(id).head.start;
        let blocks = &checklist.entry(checklist.entry(id).parent?).blocks;
        let before = blocks.iter().rfind(|block| block.range.end <= start);
        let block = before.filter(|block| block.kind == BlockKind::Text)?;
        let text = checklist.source()[block.range.clone()].trim();
        let is_colon =
            text.ends_with([':', '：']) || text.ends_with(":**") || text.ends_with(":__");
        let plain = text.trim_matches(['*', '_', ' ']);
        let is_of_triggers = is_colon && leads_to_triggers(plain)
            || (is_colon || is_bold(text)) && over(plain) == Over::Triggers;
        is_of_triggers.then_some(plain)
    }
}

/// True if a text introduces what is under it.
fn is_lead(text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
}

/// True for a paragraph that is bold as a whole.
fn is_bold(text: &str) -> bool {
    ["**", "__"].iter().any(|mark| {
        let inner = text
            .strip_prefix(mark)
            .and_then(|text| text.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.contains(mark))
    })
}
