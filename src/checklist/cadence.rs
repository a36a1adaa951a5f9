//! When or how often an item is due, read from its words or from its heading: `Day 1`, `T-7`, `Weekly`.
//!
//! It is a length of time only: from which moment it counts is known to those who know when this went live.

/// Words that say how often, and how long it is from one time to the next.
const OFTEN: [(&str, Span); 8] = [
    ("hourly", Span::Hours(1)),
    ("daily", Span::Days(1)),
    ("weekly", Span::Days(7)),
    ("biweekly", Span::Days(14)),
    ("monthly", Span::Months(1)),
    ("quarterly", Span::Months(3)),
    ("yearly", Span::Months(12)),
    ("annually", Span::Months(12)),
];
/// Words before a number that say when.
const COUNTED: [&str; 4] = ["Day", "Week", "Month", "Hour"];

/// A length of time as a calendar has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// Hours.
    Hours(u32),
    /// Days.
    Days(u32),
    /// Months.
    Months(u32),
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cadence {
    /// Once, by the end of this time after going live: `Day 1`.
    Within(Span),
    /// Once, this long before going live: `T-7`, in days.
    Ahead(Span),
    /// Again and again: `Weekly`.
    Every(Span),
}

impl Cadence {
    /// What a text says first.
    pub(super) fn of(text: &str) -> Option<Cadence> {
        let words = words(text)?;
        if let Some(&(_, span)) = OFTEN.iter().find(|(word, _)| word.eq_ignore_ascii_case(&words)) {
            return Some(Cadence::Every(span));
        }
        let at = words.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        // Centuries are no cadence.
        let number = words[at..].parse().ok().filter(|&number: &u32| number <= 1000)?;
        Some(match words[..at].trim_end().to_ascii_lowercase().as_str() {
            "t-" => Cadence::Ahead(Span::Days(number)),
            "hour" => Cadence::Within(Span::Hours(number)),
            "week" => Cadence::Within(Span::Days(number * 7)),
            "month" => Cadence::Within(Span::Months(number)),
            _ => Cadence::Within(Span::Days(number)),
        })
    }
}

/// `Day 1` of `Day 1: …`, `T-7` of `T-7 …`, or the first word of a heading such as `Weekly`.
pub(super) fn words(text: &str) -> Option<String> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    let number = second.filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(number) = number {
        if COUNTED.iter().any(|word| word.eq_ignore_ascii_case(first)) {
            return Some(format!("{first} {number}"));
        }
        if first == "T" && text.starts_with(&format!("T-{number}")) {
            return Some(format!("T-{number}"));
        }
    }
    OFTEN.iter().any(|(often, _)| often.eq_ignore_ascii_case(first)).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Cadence, Span};

    #[test]
    fn words_say_when_or_how_often() {
        for (text, expected) in [
            ("Day 1: Monitor closely", Some(Cadence::Within(Span::Days(1)))),
            ("Week 2 After Launch", Some(Cadence::Within(Span::Days(14)))),
            ("month 1", Some(Cadence::Within(Span::Months(1)))),
            ("Hour 4", Some(Cadence::Within(Span::Hours(4)))),
            ("T-7 freeze the schema", Some(Cadence::Ahead(Span::Days(7)))),
            ("Daily", Some(Cadence::Every(Span::Days(1)))),
            ("Quarterly Reviews", Some(Cadence::Every(Span::Months(3)))),
            ("Days off are planned", None),
            ("Day 99999999999 is far", None),
            ("", None),
        ] {
            assert_eq!(Cadence::of(text), expected, "{text}");
        }
    }
}
