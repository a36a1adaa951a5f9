//! Limits that nobody measures: versions, settings, hardware, parts of the traffic, conditions.
//!
//! Each has an unmistakable sign in the words around it; everything else asks for a value.

use super::comparisons::{FoundLimit, first, last};
use super::limit::Limit;
use super::negation::{clause, labeled_clause, words};
use super::units::{Unit, UnitKind};
use super::vocabulary::{
    ACCEPTING, FREE, HARDWARE, IFS, MAIN, PARTS, RATE_LIMITS, REFUSED, SETTINGS, SETUP, SOFTWARE,
    SPREADING, WARNINGS, WHENS,
};
use crate::checklist::languages::{self, Term};

/// The words that show that nobody measures a limit; `None` if it asks for a value.
pub(super) fn excluded<'a>(text: &'a str, found: &FoundLimit) -> Option<&'a str> {
    let (before, behind) = (last(&text[..found.start]), first(&text[found.end..]));
    software(before, found)
        .or_else(|| condition(before, found))
        .or_else(|| warning(behind, found))
        .or_else(|| setting(before, behind, found))
        .or_else(|| hardware(before, behind, found))
        .or_else(|| share(before, behind, found))
        .or_else(|| quotation(before, behind))
}

/// The software of a version: `Node.js >= 18`, `TLS 1.2+`.
fn software<'a>(before: &'a str, found: &FoundLimit) -> Option<&'a str> {
    let of_version = found.unit == Unit::NONE && found.each.is_none() && found.is_more();
    let mut rest = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let end = rest.len();
    loop {
        let start = rest.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let name = rest[start..].to_lowercase();
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if of_version && SOFTWARE.contains(&name) {
            return Some(&before[start..end]);
        }
        if !matches!(name, "runtime" | "engine" | "server" | "client" | "browser") || start == 0 {
            return None;
        }
        rest = rest[..start].trim_end();
    }
}

/// The condition that a limit is part of: `if breach affected > 500 persons`. That something goes on under a condition
/// is a goal: `Go live if error rate < 1%`.
fn condition<'a>(before: &'a str, found: &FoundLimit) -> Option<&'a str> {
    let lower = before.to_lowercase();
    let clause = clause(&lower);
    let all: Vec<(usize, &str)> = words(clause).collect();
    let last = all.last().map(|(_, word)| *word);
    // `Retry after > 3 failures`, `Monitor for > 24 hours`
    let is_after =
        found.is_more() && matches!(last, Some("after" | "nach" | "après" | "después" | "após"));
    let is_duration =
        found.unit.kind == UnitKind::Time && found.unit.per.is_none() && last == Some("for");
    let is_if = |&&(at, word): &&(usize, &str)| {
        let behind = &clause[at..];
        let is_closed = behind.contains(')') || words(behind).any(|(_, word)| MAIN.contains(&word));
        (IFS.contains(&word) || found.is_more() && WHENS.contains(&word)) && !is_closed
    };
    let start = if is_after || is_duration {
        all.last()?.0
    } else {
        let &(at, _) = all.iter().rfind(is_if)?;
        let lead = &lower[..lower.len() - clause.len() + at];
        if words(lead).any(|(_, word)| ACCEPTING.contains(&word)) {
            return None;
        }
        at
    };
    let start = lower.len() - clause.len() + start;
    before.get(start..).filter(|_| lower.len() == before.len())
}

/// The word right behind a limit that makes it an alert: `CPU > 80% warning`.
fn warning<'a>(behind: &'a str, found: &FoundLimit) -> Option<&'a str> {
    let (_, first) = words(behind).next()?;
    let is_alert = WARNINGS.contains(&first.to_lowercase().as_str());
    (found.is_more() && is_alert).then_some(first)
}

/// The setting that a limit is the value of: `password length >= 12`, `File > 5 MB is refused`.
fn setting<'a>(before: &'a str, behind: &'a str, found: &FoundLimit) -> Option<&'a str> {
    if found.unit.kind == UnitKind::Percent {
        return None;
    }
    // `Autoscaling (min 2, max 10)`: words have no name of their own.
    let near = if found.is_in_words {
        sentence(before)
    } else {
        labeled_clause(before)
    };
    let end = behind.find([';', '.', '|', ',']).unwrap_or(behind.len());
    let behind = &behind[..end];
    let is_rate = found.unit.per.is_some();
    let is_time = found.unit.kind == UnitKind::Time && !is_rate;
    let named = |part: &'a str| {
        let lower = languages::lower(part);
        let of = |term: Term| {
            let range = languages::words(term).find(&lower)?;
            part.get(range)
        };
        // `Retries < 5 per hour` are measured, a rate limit isn't.
        let is_set = |_: &&str| !is_rate || RATE_LIMITS.iter().any(|limit| lower.contains(limit));
        of(Term::Setting)
            .filter(is_set)
            .or_else(|| of(Term::SettingTime).filter(|_| is_time && !is_of_certificate(&lower)))
    };
    let of = |part: &'a str, list: &[&str]| {
        let mut words = words(part).map(|(_, word)| word);
        words.find(|word| list.contains(&word.to_lowercase().as_str()))
    };
    let refused = || of(behind, &REFUSED).filter(|_| found.is_more());
    let size = || of(near, &SETTINGS).filter(|_| found.unit.kind == UnitKind::Bytes);
    named(near)
        .or_else(|| named(behind))
        .or_else(refused)
        .or_else(size)
}

/// The last sentence of a text.
fn sentence(text: &str) -> &str {
    let start = [". ", "; ", " | ", "。", "；"]
        .iter()
        .filter_map(|end| Some(text.rfind(end)? + end.len()))
        .max();
    &text[start.unwrap_or(0)..]
}

/// True if a text is about a certificate, whose remaining days are measured.
fn is_of_certificate(lower: &str) -> bool {
    words(lower).any(|(_, word)| {
        word.starts_with("cert")
            || word.starts_with("zertifikat")
            || matches!(word, "ssl" | "domain" | "домен")
    })
}

/// The hardware or set-up that is counted: `min 8 GB RAM`, `at least 2 replicas`.
fn hardware<'a>(before: &'a str, behind: &'a str, found: &FoundLimit) -> Option<&'a str> {
    let is_counted =
        matches!(found.unit.kind, UnitKind::Count | UnitKind::Bytes) && found.unit.per.is_none();
    if !is_counted || !found.is_more() {
        return None;
    }
    let is_of = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    let mut near = words(behind).map(|(_, word)| word).take(3);
    let near = near.by_ref().take_while(|word| !is_of(&FREE, word));
    let list: &[&str] = if found.unit == Unit::NONE {
        &SETUP
    } else {
        &HARDWARE
    };
    let named = labeled_clause(before);
    let is_free = words(named).any(|(_, word)| is_of(&FREE[..5], word));
    let label = words(named).last().map(|(_, word)| word);
    // `RAM >= 8 GB` is a requirement, `memory > 8 GB` may be a measurement.
    let is_least = found.is_in_words || matches!(found.limits.first(), Some(Limit::AtLeast(_)));
    let label = label.filter(|word| is_least && !is_free && is_of(list, word));
    near.into_iter().find(|word| is_of(list, word)).or(label)
}

/// The start of a quotation around a limit: an example, not a goal.
fn quotation<'a>(before: &'a str, behind: &str) -> Option<&'a str> {
    let open = match before.rfind(['“', '„', '«']) {
        Some(at) if !before[at..].contains(['”', '»']) => Some(at),
        Some(_) | None => before
            .rfind('"')
            .filter(|_| before.matches('"').count() % 2 == 1 && behind.contains('"')),
    }?;
    // A name in quotation marks is short.
    (words(&before[open..]).count() > 4).then_some(&before[open..])
}

/// The words that make a percentage a part of the users or the traffic: `Canary 5-25%`.
fn share<'a>(before: &'a str, behind: &'a str, found: &FoundLimit) -> Option<&'a str> {
    if found.unit != Unit::PERCENT || !found.is_in_words && !found.is_range() {
        return None;
    }
    let is_one_of = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    let spread = words(clause(before)).map(|(_, word)| word);
    let mut near = words(behind).map(|(_, word)| word).take(3);
    let part = near
        .find(|word| is_one_of(&["traffic"], word) || found.is_range() && is_one_of(&PARTS, word));
    spread
        .filter(|word| is_one_of(&SPREADING, word))
        .last()
        .or(part)
}
