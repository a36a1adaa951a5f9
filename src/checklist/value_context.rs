//! The context of thresholds: the headings above an item and the paragraph before it.

use std::collections::HashMap;

use super::thresholds::{ItemLimits, Over, asked_for, leads_to_triggers, over};
use super::{BlockKind, Checklist, Directive, EntryId, Phase, Sense, Suggestion, lines};

/// The limits of the items that have any.
pub(super) fn limits(checklist: &Checklist) -> HashMap<EntryId, ItemLimits> {
    let mut surroundings = LimitContext::new(checklist);
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

/// Items whose thresholds may all be something that nobody measures.
pub(super) fn suggestions(checklist: &Checklist) -> Vec<Suggestion> {
    let suggestion = |entry: EntryId| {
        let thresholds = checklist.thresholds(entry);
        let first = thresholds.first()?;
        let is_unsure = thresholds.iter().all(|threshold| threshold.is_unsure);
        (is_unsure && stated(checklist, entry).is_none()).then(|| Suggestion {
            entry,
            directive: Directive::Sense(Sense::Off),
            words: first.text.clone(),
        })
    };
    checklist.items().filter_map(suggestion).collect()
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
struct LimitContext<'a> {
    checklist: &'a Checklist,
    known: HashMap<EntryId, Over>,
}

impl<'a> LimitContext<'a> {
    fn new(checklist: &'a Checklist) -> LimitContext<'a> {
        LimitContext {
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
        let parent = checklist.entry(id).parent;
        let blocks = parent.map_or(checklist.preamble(), |up| &checklist.entry(up).blocks);
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

#[cfg(test)]
mod tests {
    use super::super::{Checklist, EntryId, Sense};

    /// Line, direction and value of each threshold, and in parentheses those that ask for no value.
    fn told(document: &str) -> String {
        let checklist = Checklist::parse(document);
        let told = |id: EntryId| {
            let limits = checklist.limits(id).map(move |limit| (id, limit));
            limits.collect::<Vec<_>>()
        };
        let all = checklist.items().flat_map(told).map(|(id, limit)| {
            let words = format!("{} {} {}", limit.line, limit.direction(), limit.value);
            if checklist.sense(id, &limit.slug).value == Sense::Off {
                format!("({words})")
            } else {
                words
            }
        });
        all.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_above_an_item_tells_triggers_from_targets() {
        for (above, expected) in [
            ("## Success criteria", "3 below 1%"),
            ("## Rollback triggers", "(3 below 1%)"),
            ("## When to abort", "(3 below 1%)"),
            ("## Abbruchkriterien", "(3 below 1%)"),
            ("## 回滚条件", "(3 below 1%)"),
            ("## Alert rules", "(3 below 1%)"),
            ("**Rollback triggers:**", "(3 below 1%)"),
            ("**Rollback triggers**", "(3 below 1%)"),
            ("Rollback conditions:", "(3 below 1%)"),
            ("Roll back if:", "(3 below 1%)"),
            ("Rollback conditions are agreed.", "3 below 1%"),
            ("**Targets**", "3 below 1%"),
            ("Targets:", "3 below 1%"),
        ] {
            let document = format!("{above}\n\n- [ ] error rate < 1%\n");
            assert_eq!(told(&document), expected, "{above}");
        }
    }

    #[test]
    fn points_under_an_item_belong_to_it() {
        let document = "- [ ] Goals:\n\n  - paint **under** 1 second\n  - interactive under 5 seconds\n    or 2 s at \
                        most\n  - Node >= 18\n  - no limit\n- plain > 5 s\n- [ ] p95 < 3 s\n";
        assert_eq!(
            told(document),
            "3 below 1 second, 4 below 5 seconds, 5 at-most 2 s, (6 at-least 18), 9 below 3 s"
        );
    }

    #[test]
    fn annotations_set_the_sense() {
        for (item, expected) in [
            ("p95 < 2 s", "1 below 2 s"),
            ("p95 < 2 s <!-- gonogo: threshold=none -->", "(1 below 2 s)"),
            (
                "p95 < 2 s <!-- gonogo: threshold=inverted -->",
                "1 at-least 2 s",
            ),
            ("Node >= 18 <!-- gonogo: threshold=on -->", "1 at-least 18"),
            ("No runs > 2 s", "1 at-most 2 s"),
            (
                "No runs > 2 s <!-- gonogo: threshold=inverted -->",
                "1 at-most 2 s",
            ),
            ("No runs > 2 s <!-- gonogo: threshold=on -->", "1 above 2 s"),
        ] {
            assert_eq!(told(&format!("- [ ] {item}\n")), expected, "{item}");
        }
        let section = "# T\n\n## A <!-- gonogo: threshold=none -->\n\n- [ ] p95 < 2 s\n- [ ] p99 < 3 s <!-- gonogo: \
                       threshold=on -->\n";
        assert_eq!(told(section), "(5 below 2 s), 6 below 3 s");
    }

    #[test]
    fn doubtful_thresholds_are_suggestions() {
        for (item, is_suggested) in [
            ("at least 4 letters sent", true),
            ("Soak test > 24 hours", true),
            ("p95 < 2 s", false),
            ("0 critical bugs", false),
            ("score at least 90/100", false),
            (
                "at least 4 letters sent <!-- gonogo: threshold=on -->",
                false,
            ),
            ("Node >= 18", false),
        ] {
            let checklist = Checklist::parse(format!("- [ ] {item}\n"));
            let suggestions = checklist.suggestions();
            let told: Vec<String> = suggestions
                .iter()
                .map(|suggestion| suggestion.directive.to_string())
                .collect();
            let expected: &[&str] = if is_suggested {
                &["threshold=none"]
            } else {
                &[]
            };
            assert_eq!(told, expected, "{item}");
        }
    }
}
