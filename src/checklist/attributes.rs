//! The attributes in the text of an item: that it is optional, its owners, its thresholds, when it is
//! due, its priority.
//!
//! All of it is read from the words alone. Only `optional` changes a verdict, and a threshold that
//! a measurement misses.

use super::{Threshold, cadence, thresholds};

/// The attributes in the text of an item and the headings above it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attributes {
    /// True if a GO doesn't need it.
    pub optional: bool,
    /// The values that it asks for: `< 5 seconds`, `70-90%`.
    pub thresholds: Vec<Threshold>,
    /// The people responsible: `@ann`.
    pub owners: Vec<String>,
    /// The words for when or how often: `Day 1`, `T-7`, `Weekly`.
    pub cadence: Option<String>,
    /// The priority: `CRITICAL`, `HIGH PRIORITY`.
    pub priority: Option<String>,
}

/// Words in headings that give a priority to the items under them; the first match counts.
const PRIORITIES: [&str; 8] = [
    "CRITICAL",
    "HIGH PRIORITY",
    "MEDIUM PRIORITY",
    "LOW PRIORITY",
    "BLOCKER",
    "MUST HAVE",
    "SHOULD HAVE",
    "NICE TO HAVE",
];

/// The attributes of a text whose first `title` bytes are a bold lead. `headings` are those above it, nearest first.
pub(super) fn of(text: &str, title: usize, headings: &[&str]) -> Attributes {
    Attributes {
        optional: false,
        thresholds: thresholds::asked_for(text).asked,
        owners: owners(text),
        cadence: cadence::of(text, title, || cadence::of_heading(headings.first()?))
            .map(|read| read.words),
        priority: headings.iter().find_map(|heading| priority(heading)),
    }
}

fn owners(text: &str) -> Vec<String> {
    let mut owners = Vec::new();
    for (at, _) in text.match_indices('@') {
        let name = text[at + 1..]
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '/'))
            .next();
        let in_word = text[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        // `@due(2026-12-01)` is a date.
        let is_call = name.is_some_and(|name| text[at + 1 + name.len()..].starts_with('('));
        if let Some(name) = name.filter(|name| !name.is_empty() && !in_word && !is_call) {
            owners.push(format!("@{name}"));
        }
    }
    owners
}

/// Priorities in a heading are in capitals.
fn priority(heading: &str) -> Option<String> {
    PRIORITIES
        .iter()
        .find(|&&priority| heading.contains(priority))
        .map(|&priority| priority.to_owned())
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn thresholds_owners_cadence_and_priority() {
        let told = |text: &str, heading: &str| {
            let traits = of(text, 0, &[heading]);
            let parts = [
                traits.thresholds.iter().map(ToString::to_string).collect(),
                traits.owners,
                traits.cadence.into_iter().collect(),
                traits.priority.into_iter().collect(),
            ];
            parts.concat().join(" | ")
        };
        for (text, heading, expected) in [
            ("p95 latency < 5 seconds", "", "< 5 seconds"),
            ("Error rate <0.1%, then stop", "", "<0.1%"),
            ("Test coverage > 80%", "", "> 80%"),
            ("GPU utilization 70-90%", "", "70-90%"),
            ("CPU > 80% for 5min", "", "> 80%"),
            ("p99 ≤ 200ms", "", "≤ 200ms"),
            ("fewer than < 5 of them", "", "< 5"),
            ("Rotate the keys (@ann, @team/sre)", "", "@ann | @team/sre"),
            ("mail ops@example.com", "", ""),
            (
                "Day 1: Monitor closely",
                "Post-Deployment (Week 1)",
                "Day 1",
            ),
            ("T-7 freeze the schema", "", "T-7"),
            ("Review error logs", "Daily", "Daily"),
            (
                "Set up Redis",
                "Phase 1: Foundation ⚡ CRITICAL",
                "CRITICAL",
            ),
            ("Fix critical bugs", "Security", ""),
            ("a <b> c", "", ""),
        ] {
            assert_eq!(told(text, heading), expected, "{text}");
        }
    }

    #[test]
    fn the_priority_is_that_of_the_nearest_heading_that_has_one() {
        for (headings, expected) in [
            (&["Redis", "Phase 1 CRITICAL"][..], Some("CRITICAL")),
            (&["a", "b", "MUST HAVE"], Some("MUST HAVE")),
            (&["HIGH PRIORITY", "CRITICAL"], Some("HIGH PRIORITY")),
            (&["CRITICAL, then HIGH PRIORITY"], Some("CRITICAL")),
            (&["a critical path", "b"], None),
            (&[], None),
        ] {
            let priority = of("text", 0, headings).priority;
            assert_eq!(priority.as_deref(), expected, "{headings:?}");
        }
        let weekly = of("logs", 0, &["Redis", "Weekly"]).cadence;
        assert_eq!(weekly, None, "when it is due is said by the nearest alone");
    }
}
