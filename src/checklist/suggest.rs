//! Suggestions for the answers to blanks, and hints about their format. Both are only help: any text that a person
//! types is an answer.

use chrono::{DateTime, NaiveDate, Utc};

use super::blank_kind::{self, BlankKind};
use super::{BlankId, Checklist, VariableId};

/// A suggested answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The answer.
    pub text: String,
    /// Its description.
    pub what: &'static str,
}

/// Answers that mean a blank doesn't apply.
const NOTHING: [&str; 11] = [
    "n/a",
    "n.a.",
    "na",
    "none",
    "no",
    "nil",
    "unlimited",
    "-",
    "\u{2013}",
    "\u{2014}",
    "\u{65e0}",
];
/// The first letters of the names of months, in the languages of known documents.
const MONTHS: [&str; 28] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai",
    "okt", "dez", "m\u{e4}r", "janv", "f\u{e9}v", "avr", "juin", "juil", "ao\u{fb}", "d\u{e9}c",
    "ene", "abr", "ago", "dic", "out",
];
/// Words that make a number a time of day.
const TIME_WORDS: [&str; 8] = [
    "am", "pm", "h", "uhr", "utc", "noon", "\u{70b9}", "\u{65f6}",
];
/// Units of time that follow a number but never a blank.
const TIME_UNITS: [&str; 16] = [
    "ns",
    "us",
    "\u{b5}s",
    "year",
    "years",
    "y",
    "yr",
    "std",
    "stunden",
    "tage",
    "heures",
    "jours",
    "horas",
    "\u{5c0f}\u{65f6}",
    "\u{5206}\u{949f}",
    "\u{79d2}",
];
/// Chinese numerals.
const NUMERALS: &str = "\u{4e00}\u{4e8c}\u{4e24}\u{4e09}\u{56db}\u{4e94}\u{516d}\u{4e03}\u{516b}\u{4e5d}\u{5341}\u{767e}\u{5343}\u{4e07}";

impl Checklist {
    /// A suggested answer for a blank: today for a date and now for a time, both in UTC, as hosts and
    /// people differ in their time zones and everything else here is in UTC; for a person the current user, which
    /// is `by` up to its `@`.
    pub fn offer(&self, id: BlankId, at: DateTime<Utc>, by: &str) -> Option<Offer> {
        let blank = self.blank(id);
        offer(blank.kind, &blank.label, at, by)
    }

    /// A suggested value for a variable, as [`Checklist::offer`].
    pub fn offer_for_variable(&self, id: VariableId, at: DateTime<Utc>, by: &str) -> Option<Offer> {
        let variable = self.variable(id);
        offer(variable.kind, &variable.name, at, by)
    }

    /// The format of an answer to a blank; `None` if any text is fine.
    pub fn example(&self, id: BlankId) -> Option<String> {
        let blank = self.blank(id);
        example(blank.kind, &blank.choices, self.has_unit(id))
    }

    /// The format of a value of a variable; `None` if any text is fine.
    pub fn example_of_variable(&self, id: VariableId) -> Option<String> {
        example(self.expected_kind(id), &[], false)
    }

    /// The format of an answer to this blank, if `text` doesn't have it.
    ///
    /// # Examples
    ///
    /// ```
    /// let checklist = gonogo::checklist::Checklist::parse("- [ ] RTO: ____\n");
    /// let blank = gonogo::checklist::BlankId(0);
    /// assert_eq!(checklist.expected(blank, "soon").as_deref(), Some("a duration (e.g. 4 h or 30 min)"));
    /// assert_eq!(checklist.expected(blank, "4 h"), None);
    /// ```
    pub fn expected(&self, id: BlankId, text: &str) -> Option<String> {
        let blank = self.blank(id);
        let is_likely = is_likely(text, blank.kind, &blank.choices, self.has_unit(id));
        if is_likely { None } else { self.example(id) }
    }

    /// The format of a value of this variable, if `text` doesn't have it.
    pub fn expected_of_variable(&self, id: VariableId, text: &str) -> Option<String> {
        let is_likely = is_likely(text, self.expected_kind(id), &[], false);
        if is_likely {
            None
        } else {
            self.example_of_variable(id)
        }
    }

    /// The kind of value that a variable expects. A domain stands inside of URLs as often as alone: it has no format of
    /// its own.
    fn expected_kind(&self, id: VariableId) -> BlankKind {
        let variable = self.variable(id);
        let is_domain = variable.kind == BlankKind::Url && !variable.slug.contains("url");
        if is_domain {
            BlankKind::Text
        } else {
            variable.kind
        }
    }

    /// True if a unit follows a blank.
    fn has_unit(&self, id: BlankId) -> bool {
        let blank = self.blank(id);
        blank_kind::unit(self.entry(blank.entry).text[blank.span.end..].trim_start()).is_some()
    }
}

fn offer(kind: BlankKind, label: &str, at: DateTime<Utc>, by: &str) -> Option<Offer> {
    let told = |format: &str| at.format(format).to_string();
    let (text, what) = match kind {
        BlankKind::Date => (told("%Y-%m-%d"), "today in UTC"),
        BlankKind::Time if blank_kind::asks_for_a_day(label) => (told("%Y-%m-%d %H:%M UTC"), "now"),
        BlankKind::Time => (told("%H:%M UTC"), "now"),
        BlankKind::Person => (by.split('@').next().unwrap_or_default().to_owned(), "you"),
        BlankKind::Money
        | BlankKind::Percent
        | BlankKind::Duration
        | BlankKind::Number
        | BlankKind::Choice
        | BlankKind::Url
        | BlankKind::Text
        | BlankKind::Area => return None,
    };
    (!text.trim().is_empty()).then_some(Offer { text, what })
}

fn example(kind: BlankKind, choices: &[String], has_unit: bool) -> Option<String> {
    let example = match kind {
        BlankKind::Choice if choices.is_empty() => return None,
        BlankKind::Choice => return Some(format!("one of {}", choices.join(" / "))),
        BlankKind::Money => "an amount (e.g. 12,000)",
        BlankKind::Percent => "a percentage (e.g. 99.9)",
        BlankKind::Number => "a number (e.g. 3)",
        BlankKind::Duration if has_unit => "a duration (e.g. 30)",
        BlankKind::Duration => "a duration (e.g. 4 h or 30 min)",
        BlankKind::Date => "a date (e.g. 2026-11-21)",
        BlankKind::Time => "a time (e.g. 21:04 UTC)",
        BlankKind::Url => "a URL (e.g. https://example.com)",
        BlankKind::Person | BlankKind::Text | BlankKind::Area => return None,
    };
    Some(example.to_owned())
}

/// True if a text looks like an answer of this kind, or is empty.
fn is_likely(text: &str, kind: BlankKind, choices: &[String], has_unit: bool) -> bool {
    let text = text.trim();
    text.is_empty()
        || NOTHING.contains(&text.to_lowercase().as_str())
        || match kind {
            BlankKind::Choice => choices.iter().any(|choice| begins_with(text, choice)),
            BlankKind::Money => text.chars().any(is_digit),
            BlankKind::Percent | BlankKind::Number => has_number(text),
            BlankKind::Duration => is_duration(text, has_unit),
            BlankKind::Date => is_date(text),
            BlankKind::Time => is_time(text) || is_date(text),
            BlankKind::Url => is_address(text),
            BlankKind::Person | BlankKind::Text | BlankKind::Area => true,
        }
}

/// True if a text is a choice, or begins with it: `AWS, eu-west-1`.
fn begins_with(text: &str, choice: &str) -> bool {
    let (text, choice) = (text.to_lowercase(), choice.to_lowercase());
    text.strip_prefix(&choice)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn is_digit(character: char) -> bool {
    character.is_numeric() || NUMERALS.contains(character)
}

/// True if the text contains a number; `v2` and `p95` don't count.
fn has_number(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|character| {
        let begins = is_digit(character) && !before.is_alphanumeric();
        before = character;
        begins
    })
}

/// The words of a text, in lower case; digits end a word and begin none.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

/// The numbers of a text, in order.
fn numbers(text: &str) -> Vec<u32> {
    let digits = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    digits
        .map(|digits| digits.parse().unwrap_or(u32::MAX))
        .collect()
}

fn is_duration(text: &str, has_unit: bool) -> bool {
    let is_unit = |word: String| {
        let known = blank_kind::unit(&word) == Some(BlankKind::Duration)
            || TIME_UNITS.contains(&word.as_str());
        known
            || TIME_UNITS
                .iter()
                .any(|unit| !unit.is_ascii() && word.contains(unit))
    };
    let clock = text.split(':').count() > 1;
    text.chars().any(is_digit) && (has_unit || clock || words(text).any(is_unit))
}

/// True if the text contains a date, in any common order.
fn is_date(text: &str) -> bool {
    let numbers = numbers(text);
    if words(text).any(|word| MONTHS.iter().any(|month| word.starts_with(month))) {
        return !numbers.is_empty();
    }
    let is_day = |year: u32, month: u32, day: u32| {
        i32::try_from(year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .is_some()
    };
    match *numbers.as_slice() {
        [a, b, c, ..] if a > 31 => is_day(a, b, c),
        [a, b, c, ..] => is_day(c, b, a) || is_day(c, a, b),
        // Without the year, any leap year will do.
        [a, b] => is_day(2000, a, b) || is_day(2000, b, a),
        // 20261121
        [all] => all > 9_999_999 && is_day(all / 10_000, all / 100 % 100, all % 100),
        [] => false,
    }
}

/// True if the text contains a time of day: `21:04`, `2104`, `9 pm`, `21 h`.
fn is_time(text: &str) -> bool {
    let clock = text.split_whitespace().any(|part| {
        let (hours, minutes) = part.split_once(':').unwrap_or_default();
        let hours: String = hours
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        let hours = hours
            .chars()
            .rev()
            .collect::<String>()
            .parse()
            .unwrap_or(u32::MAX);
        hours < 24
            && numbers(minutes)
                .first()
                .is_some_and(|&minutes| minutes < 60)
    });
    let bare = |numbers: &[u32]| {
        numbers
            .first()
            .is_some_and(|&all| all / 100 < 24 && all % 100 < 60)
    };
    let four_digits = text.len() >= 4 && text.chars().take(4).all(|c| c.is_ascii_digit());
    clock
        || (four_digits && bare(&numbers(text)))
        || (text.chars().any(is_digit)
            && words(text).any(|word| TIME_WORDS.iter().any(|time| word.starts_with(time))))
        || words(text).any(|word| word == "noon" || word == "midnight")
}

/// True if the text can be a URL: with a scheme, or a name with a dot, in one word.
fn is_address(text: &str) -> bool {
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let dotted = host
        .split_once('.')
        .is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty());
    !text.contains(char::is_whitespace)
        && !host.is_empty()
        && (!scheme.is_empty() || dotted || host.starts_with("localhost"))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use crate::checklist::{BlankId, Checklist, VariableId};

    #[test]
    fn a_domain_in_a_url_has_no_format_and_a_date_has_one() {
        let text = "- [ ] https://your-domain.com on {{release_date}}\n";
        let checklist = Checklist::parse(text);
        let expected: Vec<(&str, Option<String>)> = checklist
            .variables()
            .iter()
            .enumerate()
            .map(|(at, variable)| {
                let told = checklist.expected_of_variable(VariableId(at), "soon");
                (variable.written.as_str(), told)
            })
            .collect();
        let date = "a date (e.g. 2026-11-21)".to_owned();
        assert_eq!(
            expected,
            [("your-domain.com", None), ("{{release_date}}", Some(date))]
        );
    }

    #[test]
    fn what_does_not_look_like_an_answer_is_told() {
        for (line, likely, unlikely) in [
            (
                "Budget: $____",
                vec!["12,000", "12.000,50 EUR", "about 3k a month", "none"],
                vec!["a lot", "tbd"],
            ),
            (
                "Rate: ____%",
                vec!["99.9", "99.9 %", "> 80"],
                vec!["most", "p95"],
            ),
            (
                "Workers: ____",
                vec!["3", "3 to 5", "\u{4e09}"],
                vec!["some", "v2"],
            ),
            (
                "RTO: ____",
                vec![
                    "4 h",
                    "4h30m",
                    "30 minutes",
                    "< 5 min",
                    "PT4H",
                    "1:30",
                    "4\u{5c0f}\u{65f6}",
                    "n/a",
                ],
                vec!["4", "soon", "4 apples"],
            ),
            ("Latency: ____ ms", vec!["250", "250 ms"], vec!["fast"]),
            (
                "Date: ____",
                vec![
                    "2026-11-21",
                    "21.11.2026",
                    "11/21/26",
                    "21 Nov",
                    "20261121",
                    "2026\u{5e74}11\u{6708}21\u{65e5}",
                    "24.12.",
                ],
                vec!["2026-13-41", "soon", "tomorrow", "31.02.2026", "7"],
            ),
            (
                "Start time: ____",
                vec![
                    "21:04",
                    "2104",
                    "9 pm",
                    "9pm",
                    "21 h",
                    "noon",
                    "2026-11-21T21:04Z",
                    "2026-11-21",
                ],
                vec!["25:00", "later", "21"],
            ),
            (
                "URL: ____",
                vec![
                    "https://example.com/a?b",
                    "example.com",
                    "localhost:8080",
                    "s3://bucket",
                ],
                vec!["see wiki", "example", "https://"],
            ),
            (
                "Cloud: ____ (AWS / GCP)",
                vec!["AWS", "gcp", "AWS, eu-west-1"],
                vec!["Azure", "AWSome"],
            ),
            ("Region: ____", vec!["anything"], vec![]),
            ("Owner: ____", vec!["anybody"], vec![]),
        ] {
            let checklist = Checklist::parse(format!("- [ ] {line}\n"));
            let expected = |text: &str| checklist.expected(BlankId(0), text);
            for text in likely {
                assert_eq!(expected(text), None, "{line}: {text}");
            }
            for text in unlikely {
                assert!(expected(text).is_some(), "{line}: {text}");
            }
            assert_eq!(
                expected("  "),
                None,
                "{line}: nothing is no doubtful answer"
            );
        }
    }

    #[test]
    fn today_now_and_oneself_are_offered() {
        let at = DateTime::from_timestamp(1_795_295_045, 0).unwrap();
        for (line, offer) in [
            ("Date: ____", Some("2026-11-21")),
            ("Start time: ____", Some("21:04 UTC")),
            ("Date/Time: ____", Some("2026-11-21 21:04 UTC")),
            ("Owner: ____", Some("lead")),
            ("RTO: ____", None),
        ] {
            let checklist = Checklist::parse(format!("- [ ] {line}\n"));
            let offered = checklist.offer(BlankId(0), at, "lead@bastion-1");
            assert_eq!(
                offered.as_ref().map(|offer| offer.text.as_str()),
                offer,
                "{line}"
            );
        }
        let owner = Checklist::parse("- [ ] Owner: ____\n");
        assert_eq!(
            owner.offer(BlankId(0), at, "@bastion"),
            None,
            "nobody is nobody"
        );
    }
}
