//! Triggers: limits that aren't goals but conditions, such as for a rollback or an alert.

use super::negation::{clause, last_negation, words};
use super::vocabulary::{
    ALERTS, BINDINGS, CALLS, LEADS, OF_ALERTS, OF_RULES, READY, ROLLBACKS, TRIGGERS,
};
use crate::checklist::languages::{self, Term, WordSet};

/// The words that make a limit a condition.
fn conditions() -> &'static WordSet {
    languages::words(Term::When)
}

fn reactions() -> &'static WordSet {
    languages::words(Term::Reaction)
}

/// The meaning of the limits under a heading or another text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::checklist) enum Over {
    /// They are thresholds.
    Targets,
    /// They are triggers of a rollback, except for those for its duration.
    Rollback,
    /// They are triggers.
    Triggers,
}

/// The word of an item that makes its limits those of an alert: `alert (> 80%)`. The delay of an alert is a threshold:
/// `Alert Detection: < 30 seconds`.
pub(super) fn alert(text: &str) -> Option<&str> {
    let lower = languages::lower(text);
    let is_less = text.contains(['<', '≤', '＜']) && !text.contains(['>', '≥', '＞']);
    let is_measured = |end: usize| {
        let next = words(&lower[end..]).next();
        is_less
            && next.is_some_and(|(at, word)| {
                OF_ALERTS.contains(&word) && lower[end..end + at].trim().is_empty()
            })
    };
    let range = languages::words(Term::Alert)
        .all(&lower)
        .find(|range| !is_measured(range.end))?;
    text.get(range).or(Some(text))
}

/// True if a limit is the condition of a reaction: `Roll back if error rate > 5%`. `before` is the text before
/// the limit, `behind` the text after it.
pub(super) fn is_condition(before: &str, behind: &str, is_more: bool) -> bool {
    let before = before.to_lowercase();
    let all: Vec<(usize, &str)> = words(&before).collect();
    let Some(&(at, _)) = all.iter().rfind(|(_, word)| conditions().is(word)) else {
        return is_more && is_bound(&before, &all);
    };
    // A separate clause isn't a condition: `When rolled back, it recovers in < 5 min`.
    reacts(&before[..at]) || clause(&before).contains(&before[at..]) && reacts(behind)
}

/// True if a text introduces triggers: `Initiate rollback if:`, `Abort when`.
pub(in crate::checklist) fn leads_to_triggers(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_lowercase();
    let last: Vec<&str> = words(&lower).map(|(_, word)| word).collect();
    let last = &last[last.len().saturating_sub(8)..];
    last.iter().any(|word| conditions().is(word)) && reacts(text)
}

/// The meaning of the limits under a heading.
pub(in crate::checklist) fn over(heading: &str) -> Over {
    let lower = heading.to_lowercase().replace('-', " ");
    let words: Vec<&str> = words(&lower).map(|(_, word)| word).collect();
    let whole = format!(" {} ", words.join(" "));
    let holds = |part: &&str| {
        if part.is_ascii() {
            whole.contains(&format!(" {part} "))
        } else {
            whole.contains(part)
        }
    };
    let names = |term: Term| languages::words(term).is_in(&lower);
    let starts_one = TRIGGERS.iter().any(&holds)
        || (names(Term::Rollback) || names(Term::Reaction)) && names(Term::Trigger);
    if starts_one && !whole.contains(" go no go ") {
        return Over::Triggers;
    }
    let is_alert = |word: &&str| ALERTS.contains(word);
    if words.iter().any(&is_alert)
        && words
            .iter()
            .all(|word| is_alert(word) || OF_RULES.contains(word))
    {
        let joins = lower.contains(['&', '+', '/', ',']);
        return if joins { Over::Targets } else { Over::Triggers };
    }
    let is_joined = lower.contains(['&', '/', ','])
        || words
            .iter()
            .any(|word| matches!(*word, "and" | "or" | "und"));
    let is_ready = words.iter().any(|word| READY.contains(word));
    if (ROLLBACKS.iter().any(holds) || names(Term::Rollback)) && !is_joined && !is_ready {
        return Over::Rollback;
    }
    Over::Targets
}

/// True if a text names a reaction: a rollback anywhere, others as the first word of a clause.
pub(super) fn reacts(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<(usize, &str)> = words(&lower).collect();
    let goes_back = reactions().is_in(&lower);
    let calls = |(index, &(at, word)): (usize, &(usize, &str))| {
        let before = lower[..at].trim_end();
        let is_led = index
            .checked_sub(1)
            .is_some_and(|index| LEADS.contains(&words[index].1));
        CALLS.contains(&word)
            && (before.is_empty() || before.ends_with([',', ':', ';', '.', '(']) || is_led)
    };
    goes_back || words.iter().enumerate().any(calls)
}

/// True if the text before a limit begins with a reaction to it: `Abort on error rate > 5%`.
fn is_bound(before: &str, words: &[(usize, &str)]) -> bool {
    let words: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let is_reaction =
        |text: &str| reactions().is(text) || CALLS.contains(&text) || text == "scale up";
    let second = words
        .iter()
        .position(|word| BINDINGS.contains(word))
        .filter(|&at| at > 0 && at < 3);
    second.is_some_and(|at| is_reaction(&words[..at].join(" "))) && last_negation(before).is_none()
}

#[cfg(test)]
mod tests {
    use super::Over::{Rollback, Targets, Triggers};
    use super::{leads_to_triggers, over};

    #[test]
    fn headings_say_what_the_limits_under_them_are() {
        for (heading, expected) in [
            ("Rollback Triggers", Triggers),
            ("🔄 Rollback Criteria", Triggers),
            ("When to roll back", Triggers),
            ("Abort criteria", Triggers),
            ("Roll-back if", Triggers),
            ("No-Go Criteria", Triggers),
            ("Alert Thresholds", Triggers),
            ("Alerting rules", Triggers),
            ("Alerts", Triggers),
            ("Critical Alerts", Triggers),
            ("Abbruchkriterien", Triggers),
            ("Critères de rollback", Triggers),
            ("Rollback", Rollback),
            ("Rollback Plan", Rollback),
            ("Back-out steps", Rollback),
            ("回滚方案", Rollback),
            ("Go/No-Go Criteria", Targets),
            ("Success Criteria", Targets),
            ("Monitoring & Alerting", Targets),
            ("Rollback Readiness", Targets),
            ("Rollback tested", Targets),
            ("Deployment & Rollback", Targets),
            ("Performance Thresholds", Targets),
            ("Alertness of the team", Targets),
            ("", Targets),
        ] {
            assert_eq!(over(heading), expected, "{heading}");
        }
    }

    #[test]
    fn texts_lead_to_triggers() {
        for (text, expected) in [
            ("Initiate rollback if:", true),
            ("Roll back when any of these is true:", true),
            ("Abort if", true),
            ("Page the on-call when:", true),
            ("Go live if:", false),
            ("Rollback is tested:", false),
            ("If the page is slow, check the cache of it:", false),
        ] {
            assert_eq!(leads_to_triggers(text), expected, "{text}");
        }
    }
}
