//! The words of a heading with their roles, in all languages.

use crate::checklist::languages::{Term, UnitKind, WordSet, lower, unit_at, words};

/// The terms that are looked for in headings.
const ROLES: [Term; 29] = [
    Term::Deployment,
    Term::Launch,
    Term::Release,
    Term::Production,
    Term::Rollout,
    Term::Migration,
    Term::Cutover,
    Term::Upgrade,
    Term::Incident,
    Term::Before,
    Term::During,
    Term::After,
    Term::BeforeBehind,
    Term::DuringBehind,
    Term::AfterBehind,
    Term::Deed,
    Term::Step,
    Term::List,
    Term::Particle,
    Term::Claim,
    Term::Plan,
    Term::Rehearsal,
    Term::Rollback,
    Term::Trigger,
    Term::First,
    Term::Day,
    Term::Smoke,
    Term::Ongoing,
    Term::Unrelated,
];
/// The text of a heading in lower case, for [`segments`].
#[derive(Debug, Clone)]
pub(super) struct HeadingText(String);

/// A part of a heading: `Phase 2`, `Deployment` and `Friday` of `Phase 2: Deployment (Friday)`.
#[derive(Debug, Clone)]
pub(super) struct Segment<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token<'t>>,
}

/// A word, or several that belong together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    roles: u32,
    /// True if nothing is between it and the word before.
    is_glued: bool,
}

impl HeadingText {
    pub(super) fn new(text: &str) -> HeadingText {
        HeadingText(lower(text))
    }

    /// The parts of the heading that have words.
    pub(super) fn segments(&self) -> Vec<Segment<'_>> {
        let parts = split(&self.0);
        let segments = parts.into_iter().map(|text| Segment {
            text: text.trim_matches(|c: char| !c.is_alphanumeric()),
            tokens: tokens(text),
        });
        segments
            .filter(|segment| !segment.tokens.is_empty())
            .collect()
    }
}

impl Segment<'_> {
    /// The words joined by spaces, without the number at the start.
    pub(super) fn whole(&self) -> String {
        let mut whole = String::new();
        for token in self.tokens.iter().skip_while(|token| token.is_number()) {
            if !whole.is_empty() && !token.is_glued {
                whole.push(' ');
            }
            whole.push_str(token.text);
        }
        whole
    }

    pub(super) fn has(&self, term: Term) -> bool {
        self.tokens.iter().any(|token| token.is(term))
    }

    /// The events that it names, as bits.
    pub(super) fn events(&self) -> u32 {
        self.tokens
            .iter()
            .fold(0, |events, token| events | token.events())
    }
}

impl Token<'_> {
    pub(super) fn is(self, term: Term) -> bool {
        let bit = ROLES.iter().position(|role| *role == term);
        bit.is_some_and(|bit| self.roles >> bit & 1 == 1)
    }

    /// The events that it names, as bits in the order of [`Term::EVENTS`].
    pub(super) fn events(self) -> u32 {
        self.roles & ((1 << Term::EVENTS.len()) - 1)
    }

    /// True for `3`, `24h` and `2d`.
    pub(super) fn is_number(self) -> bool {
        let digits = self.text.trim_end_matches(['h', 'd', 'x']);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// True for a single letter, such as in `Part B`.
    pub(super) fn is_letter(self) -> bool {
        self.roles == 0 && self.text.chars().count() == 1
    }

    /// True if none of the terms has it.
    pub(super) fn is_other(self) -> bool {
        self.roles == 0 && !self.is_number() && !self.is_letter()
    }

    /// True for an English participle: `staffed`.
    pub(super) fn is_participle(self) -> bool {
        self.roles == 0 && self.text.len() > 4 && self.text.ends_with("ed")
    }
}

/// The parts of a text between colons, dashes with spaces, and brackets.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let cuts = match c {
            ':' | '：' | '(' | ')' | '（' | '）' | '[' | ']' | '|' | '•' | '·' | ';' | '，'
            | '、' => true,
            '-' | '–' | '—' | '−' => before.is_whitespace() && next.is_whitespace(),
            _ => false,
        };
        if cuts {
            parts.push(&text[from..at]);
            from = at + c.len_utf8();
        }
        before = c;
    }
    parts.push(&text[from..]);
    parts
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let sets: Vec<&WordSet> = ROLES.iter().map(|&role| words(role)).collect();
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_glued = rest.len() == before;
        if rest.is_empty() {
            return tokens;
        }
        let (length, roles) = longest(rest, &sets);
        // `Postdeployment` is two words.
        let half = ["pre", "post"].into_iter().find(|half| {
            let event = rest
                .strip_prefix(half)
                .filter(|event| event.starts_with(char::is_alphabetic));
            length == 0
                && event.is_some_and(|event| longest(event, &sets[..Term::EVENTS.len()]).0 > 0)
        });
        let term = half.map(|half| {
            if half == "pre" {
                Term::Before
            } else {
                Term::After
            }
        });
        let bit = term.and_then(|term| ROLES.iter().position(|role| *role == term));
        let (end, roles) = match (half, bit) {
            (Some(half), Some(bit)) => (half.len(), 1 << bit),
            _ if length == 0 => (word_length(rest), 0),
            _ => (length, roles),
        };
        tokens.push(Token {
            text: rest[..end].trim(),
            roles,
            is_glued,
        });
        rest = &rest[end..];
    }
}

/// The length of the longest word of these sets at the start of a text, and the sets that have it.
fn longest(text: &str, sets: &[&WordSet]) -> (usize, u32) {
    let mut found = (0, 0);
    for (bit, set) in sets.iter().enumerate() {
        let mut length = set.start(text).unwrap_or(0);
        if ROLES[bit] == Term::Day {
            // Each unit of time is like a day.
            length = length.max(time_unit(text));
        }
        if length > found.0 {
            found = (length, 1 << bit);
        } else if length == found.0 && length > 0 {
            found.1 |= 1 << bit;
        }
    }
    found
}

/// The length of a word, or of one letter in languages without spaces.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    for c in text.chars() {
        let is_unspaced = WordSet::is_unspaced(c);
        if !c.is_alphanumeric() || is_unspaced && length > 0 {
            break;
        }
        length += c.len_utf8();
        if is_unspaced {
            break;
        }
    }
    length.max(text.chars().next().map_or(0, char::len_utf8))
}

/// The length of a unit of time at the start of a text.
fn time_unit(text: &str) -> usize {
    match unit_at(text) {
        Some((length, UnitKind::Time, _)) => length,
        Some(_) | None => 0,
    }
}
