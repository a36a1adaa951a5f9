//! The context of thresholds: the headings above an item and the paragraph before it.

use std::collections::HashMap;

use super::thresholds::{Over, asked_for, kept_under, leads_to_triggers, over};
use super::{BlockKind, Checklist, EntryId, Threshold};

/// The thresholds of the items that have any.
pub(super) fn thresholds(checklist: &Checklist) -> HashMap<EntryId, Vec<Threshold>> {
    let mut surroundings = Surroundings::new(checklist);
    let mut thresholds = HashMap::new();
    for id in checklist.items() {
        let asked = asked_for(&checklist.entry(id).text);
        if asked.is_empty() {
            continue;
        }
        let asked = kept_under(asked, surroundings.over(id));
        if !asked.is_empty() {
            thresholds.insert(id, asked);
        }
    }
    thresholds
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

    /// The context of an entry's limits: headings and items above it and the paragraph before it. The title doesn't
    /// count, as it names the whole document.
    fn over(&mut self, id: EntryId) -> Over {
        let above: Vec<EntryId> = self.checklist.ancestors(id).collect();
        let mut over = Over::Targets;
        for up in above.into_iter().rev() {
            over = over.max(self.of(up));
        }
        if self.is_led_to_triggers(id) {
            Over::Triggers
        } else {
            over
        }
    }

    fn of(&mut self, id: EntryId) -> Over {
        let entry = self.checklist.entry(id);
        *self.known.entry(id).or_insert_with(|| {
            let text = entry.legible();
            if entry.is_section() {
                if self.checklist.title() == Some(id) {
                    Over::Targets
                } else {
                    over(&text)
                }
            } else if leads_to_triggers(&text) {
                Over::Triggers
            } else {
                Over::Targets
            }
        })
    }

    /// True if the paragraph right before an entry introduces triggers: `Initiate rollback if:`.
    fn is_led_to_triggers(&self, id: EntryId) -> bool {
        let Some(parent) = self.checklist.entry(id).parent else {
            return false;
        };
        let start = self.checklist.entry(id).head.start;
        let before = self
            .checklist
            .entry(parent)
            .blocks
            .iter()
            .rfind(|block| block.range.end <= start);
        let Some(block) = before.filter(|block| block.kind == BlockKind::Text) else {
            return false;
        };
        let text = self.checklist.source()[block.range.clone()].trim_end();
        text.ends_with([':', '：']) && leads_to_triggers(text)
    }
}
