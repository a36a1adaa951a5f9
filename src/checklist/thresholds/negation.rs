//! Negations before a limit that reverse it: `No requests > 10 s` asks for at most 10 s.

use crate::checklist::languages::{self, Term};

/// Signs that begin a clause which a negation before doesn't affect.
const BREAKS: [&str; 4] = [" - ", " – ", " — ", ". "];

/// Words behind a negation that take it back.
const EXCEPTIONS: [&str; 10] = [
    "unless", "until", "bis", "sauf", "hasta", "finché", "até", "除非", "直到", "まで",
];
/// Negations that may stand behind another one: `No launch without …`.
const LACKS: [&str; 6] = ["without", "ohne", "sans", "sin", "sem", "senza"];

/// The sense of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Polarity {
    /// As written.
    Stated,
    /// Inverted by a negation.
    Negated,
    /// Unclear.
    Either,
}

impl Polarity {
    /// The words of a comparison with this polarity.
    pub(super) fn put(self, words: &str) -> String {
        match self {
            Polarity::Stated | Polarity::Either => words.to_owned(),
            Polarity::Negated => format!("not {words}"),
        }
    }
}

/// The sense of a comparison by the text before it; `is_more` is true for *more than*.
pub(super) fn sense(before: &str, is_more: bool) -> Polarity {
    let clause = clause(before);
    if let Some((outside, inside)) = clause
        .rsplit_once('(')
        .filter(|(_, inside)| !inside.contains(')'))
    {
        if last_negation(inside).is_some() {
            return within(inside, is_more);
        }
        if last_negation(outside).is_none() {
            return Polarity::Stated;
        }
        // `No slow queries (> 1 s)` defines “slow”; `No data loss (RPO < 5 min)` states a separate limit.
        return match (inside.contains(char::is_alphabetic), is_more) {
            (false, true) => Polarity::Negated,
            (true, false) => Polarity::Stated,
            (false, false) | (true, true) => Polarity::Either,
        };
    }
    within(clause, is_more)
}

fn within(clause: &str, is_more: bool) -> Polarity {
    let Some(behind) = last_negation(clause) else {
        return Polarity::Stated;
    };
    let words: Vec<String> = words(behind).map(|(_, word)| word.to_lowercase()).collect();
    // `Do not go live unless p99 < 300 ms` needs what it says, and `not only` adds to it.
    let is_taken_back = words.iter().any(|word| EXCEPTIONS.contains(&word.as_str()));
    if is_taken_back || words.first().is_some_and(|first| first == "only") {
        return Polarity::Stated;
    }
    // `No launch without coverage > 80%` negates twice.
    let before = &clause[..clause.len() - behind.len()];
    let outside = before.trim_end_matches(char::is_alphanumeric);
    let is_without = LACKS.contains(&before[outside.len()..].to_lowercase().as_str());
    if is_without && last_negation(outside).is_some() {
        return Polarity::Either;
    }
    let is_a = |term: Term, word: &String| languages::words(term).is(word);
    if words.iter().any(|word| is_a(Term::Joining, word)) || behind.contains('&') {
        return if is_more {
            Polarity::Either
        } else {
            Polarity::Stated
        };
    }
    match words.last() {
        Some(last) if is_a(Term::Circumstance, last) => Polarity::Either,
        _ => Polarity::Negated,
    }
}

/// The last clause of a text.
pub(super) fn clause(text: &str) -> &str {
    let lower = text.to_lowercase();
    // Nothing is cut if letters change their length with their case.
    let lower = if lower.len() == text.len() {
        lower.as_str()
    } else {
        text
    };
    let signs = BREAKS
        .iter()
        .filter_map(|part| lower.rfind(part).map(|at| at + part.len()));
    let but = languages::words(Term::But).all(lower).last();
    let word = signs.chain(but.map(|range| range.end)).max();
    let sign = text.char_indices().rev().find(|&(at, c)| {
        matches!(c, ';' | ':' | '|' | '，' | '。' | '；' | '：' | '→')
            // `1,5` is a number.
            || c == ',' && !text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
    });
    let sign = sign.map(|(at, c)| at + c.len_utf8());
    &text[word.max(sign).unwrap_or(0)..]
}

/// The last clause of a text, with the label before a colon at its end: `RTO:`.
pub(super) fn labeled_clause(text: &str) -> &str {
    match text.trim_end().strip_suffix([':', '：']) {
        Some(label) => &text[label.len() - clause(label).len()..],
        None => clause(text),
    }
}

/// The text after the last negation.
pub(super) fn last_negation(text: &str) -> Option<&str> {
    let all: Vec<(usize, &str)> = words(text).collect();
    let is_negation = |&(index, &(at, word)): &(usize, &(usize, &str))| {
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        let lower = word.to_lowercase();
        // `No of errors` counts them, `zero-downtime` is an adjective, and `1.0` is a version.
        let counts = all
            .get(index + 1)
            .is_some_and(|(_, next)| lower == "no" && next.eq_ignore_ascii_case("of"));
        let is_part = behind.starts_with('-')
            || before.ends_with(['-', '.', '=', '/'])
            || behind.starts_with(". ");
        let is_short = lower == "t" && before.ends_with(['\'', '’']);
        (languages::words(Term::Not).is(&lower) && !counts && !is_part) || is_short
    };
    let (_, &(at, word)) = all.iter().enumerate().rfind(|one| is_negation(one))?;
    Some(&text[at + word.len()..])
}

/// A text without the negating words at its end: `Error rate` of `Error rate must not`.
pub(super) fn without_negation(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some((at, word)) = words(text).last() {
        let lower = word.to_lowercase();
        if !text.ends_with(word)
            || ![Term::Not, Term::Auxiliary]
                .iter()
                .any(|&term| languages::words(term).is(&lower))
        {
            break;
        }
        text = text[..at].trim_end();
    }
    text
}

/// The words of a text with their offsets.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use super::Polarity::{Either, Negated, Stated};
    use super::sense;

    #[test]
    fn what_stands_before_a_comparison_gives_its_sense() {
        for (before, is_more, expected) in [
            ("p95 latency ", false, Stated),
            ("No requests taking ", true, Negated),
            ("Zero requests ", true, Negated),
            ("Do not go live unless p99 ", false, Stated),
            ("Not approved until coverage ", true, Stated),
            ("Not only p95 ", false, Stated),
            ("No launch without coverage ", true, Either),
            ("Kein Go-Live ohne Testabdeckung ", true, Either),
            ("Error rate must not be ", true, Negated),
            ("Error rate isn't ", true, Negated),
            ("Runs without a response ", true, Negated),
            ("Keine Anfrage ", true, Negated),
            ("Aucune requête ", true, Negated),
            ("Sin peticiones ", true, Negated),
            ("No free disk ", false, Negated),
            ("No downtime, error rate ", false, Stated),
            ("No downtime; uptime ", true, Stated),
            ("No regressions: p95 ", false, Stated),
            ("No downtime - uptime ", true, Stated),
            ("No downtime but uptime ", true, Stated),
            ("No downtime and p95 ", false, Stated),
            ("No crashes and timeouts ", true, Either),
            ("No errors for ", true, Either),
            ("No errors at ", true, Either),
            ("No slow queries (", true, Negated),
            ("No noticeable latency (", false, Either),
            ("No data loss (RPO ", false, Stated),
            ("No packet loss (uptime ", true, Either),
            ("No errors (5xx) ", true, Negated),
            ("Alerts tested (no response ", true, Negated),
            ("No. of errors ", false, Stated),
            ("No of errors ", false, Stated),
            ("Zero-downtime deploys ", true, Stated),
            ("Release 1.0 latency ", false, Stated),
            ("Notes ", true, Stated),
        ] {
            assert_eq!(sense(before, is_more), expected, "{before}");
        }
    }
}
