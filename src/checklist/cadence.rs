//! Due times, read from the words of an item or from its heading: `Day 1`, `T-7`, `Weekly`, `by 2026-12-01`.
//!
//! Only unambiguous forms are read: `Weekly: check logs` recurs, a `Weekly active users
//! dashboard` doesn't. The caller knows the time of going live, from which relative times count.

mod dates;
mod recurring;
mod relative;

use chrono::NaiveDate;

/// A length of time in calendar units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// Hours.
    Hours(u32),
    /// Days.
    Days(u32),
    /// Months.
    Months(u32),
}

/// A due time: once or recurring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cadence {
    /// Once, within this time after going live: `Day 1`.
    Within(Span),
    /// Once, this long before going live: `T-7`, in days or hours.
    Ahead(Span),
    /// Repeatedly: `Weekly`.
    Every(Span),
    /// Once, by the end of this day: `by 2026-12-01`.
    On(NaiveDate),
}

/// A due time, with the words that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DueWords {
    pub(super) cadence: Cadence,
    pub(super) words: String,
}

/// The due time of an item: from its own text, else from its heading, else from an adverb at its end. `title` is the
/// length of the bold lead in bytes; `heading` is the due time by [`of_heading`].
pub(super) fn of(
    text: &str,
    title: usize,
    heading: impl FnOnce() -> Option<DueWords>,
) -> Option<DueWords> {
    let bold = text.get(..title).unwrap_or_default();
    dates::stated(text)
        .or_else(|| relative::lead(text, bold))
        .or_else(|| recurring::lead(text, bold))
        .or_else(heading)
        .or_else(|| recurring::adverb(text))
}

/// The due time that a heading states for all items under it.
pub(super) fn of_heading(heading: &str) -> Option<DueWords> {
    dates::stated(heading)
        .or_else(|| relative::heading(heading))
        .or_else(|| recurring::heading(heading))
}

fn read(cadence: Cadence, words: &str) -> DueWords {
    DueWords {
        cadence,
        words: words.trim().to_owned(),
    }
}

/// A text from its first letter or digit on.
fn from_first_word(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// True if the text after a lead is set apart from it: `: check logs`, ` - check logs`, nothing.
fn is_set_apart(rest: &str) -> bool {
    let trimmed = rest.trim_start();
    trimmed.is_empty()
        || trimmed.starts_with([':', '：', '–', '—', ')', ']', '|'])
        || trimmed.starts_with('-') && trimmed.len() < rest.len()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Cadence, Span, of, of_heading};

    fn told(text: &str, title: usize, heading: Option<&str>) -> String {
        let span = |span| match span {
            Span::Hours(count) => format!("{count}h"),
            Span::Days(count) => format!("{count}d"),
            Span::Months(count) => format!("{count}mo"),
        };
        of(text, title, || of_heading(heading?)).map_or_else(String::new, |read| {
            let cadence = match read.cadence {
                Cadence::Within(within) => format!("within {}", span(within)),
                Cadence::Ahead(ahead) => format!("ahead {}", span(ahead)),
                Cadence::Every(every) => format!("every {}", span(every)),
                Cadence::On(day) => format!("on {day}"),
            };
            format!("{cadence}: {}", read.words)
        })
    }

    #[test]
    fn items_say_when_or_how_often() {
        for (text, expected) in [
            ("Day 1: Monitor closely", "within 1d: Day 1"),
            ("Day 1 - Monitor closely", "within 1d: Day 1"),
            ("Day 1", "within 1d: Day 1"),
            ("month 1: review", "within 1mo: month 1"),
            ("Hour 4: check", "within 4h: Hour 4"),
            ("Week 2 after launch review", "within 14d: Week 2"),
            ("Week 1-2: stabilize", "within 14d: Week 1-2"),
            ("T-7 freeze the schema", "ahead 7d: T-7"),
            ("T-24h: freeze", "ahead 24h: T-24h"),
            ("T-0 go", "ahead 0d: T-0"),
            ("T+2 look again", "within 2d: T+2"),
            ("T+4h: look again", "within 4h: T+4h"),
            (
                "within 24 hours: error budget checked",
                "within 24h: within 24 hours",
            ),
            (
                "Error budget checked within 2 days of launch",
                "within 2d: within 2 days",
            ),
            (
                "Report sent (within 1 week after go-live)",
                "within 7d: within 1 week",
            ),
            ("Weekly: check logs", "every 7d: Weekly"),
            ("weekly – check logs", "every 7d: weekly"),
            ("Weekly", "every 7d: Weekly"),
            ("Check logs (weekly)", "every 7d: weekly"),
            ("Check logs [monthly]", "every 1mo: monthly"),
            ("Log review - weekly", "every 7d: weekly"),
            ("Log review, daily", "every 1d: daily"),
            ("Every week: rotate the logs", "every 7d: Every week"),
            ("Every 2 weeks: rotate the logs", "every 14d: Every 2 weeks"),
            (
                "Rotate the keys every 3 months",
                "every 3mo: every 3 months",
            ),
            ("Check latency metrics daily", "every 1d: daily"),
            ("Test backups monthly.", "every 1mo: monthly"),
            ("Weekly monitoring", "every 7d: Weekly"),
            ("Monthly metrics review", "every 1mo: Monthly"),
            ("cert renewed 📅 2026-11-01", "on 2026-11-01: 📅 2026-11-01"),
            (
                "pen test @due(2026-11-02)",
                "on 2026-11-02: @due(2026-11-02)",
            ),
            (
                "rotate keys due:2026-11-03",
                "on 2026-11-03: due:2026-11-03",
            ),
            (
                "rotate keys (Due: 2026-11-03)",
                "on 2026-11-03: Due: 2026-11-03",
            ),
            (
                "rotate keys, due on 2026-11-03",
                "on 2026-11-03: due on 2026-11-03",
            ),
            (
                "deadline: 2026-11-03",
                "on 2026-11-03: deadline: 2026-11-03",
            ),
            ("freeze by 2026-11-04", "on 2026-11-04: by 2026-11-04"),
            (
                "Day 1: freeze by 2026-11-04",
                "on 2026-11-04: by 2026-11-04",
            ),
            ("Wöchentlich: Logs prüfen", "every 7d: Wöchentlich"),
            ("每周：检查日志", "every 7d: 每周"),
            (
                "Vérifier les journaux (chaque semaine)",
                "every 7d: chaque semaine",
            ),
            ("Freigabe bis 2026-11-04", "on 2026-11-04: bis 2026-11-04"),
            ("срок: 2026-11-04", "on 2026-11-04: срок: 2026-11-04"),
            // Subjects, plans and properties.
            ("stand-by 2026-11-03", ""),
            ("Wöchentlicher Bericht eingerichtet", ""),
            ("Presupuesto mensual definido", ""),
            ("Weekly active users dashboard", ""),
            ("Monthly budget defined", ""),
            ("Monthly budget: $____", ""),
            ("Daily standup scheduled", ""),
            ("Quarterly report template created", ""),
            ("Yearly pricing agreed", ""),
            ("Weekly review meetings scheduled", ""),
            ("Backups run daily", ""),
            ("Costs are reported weekly", ""),
            ("Backups taken every 6 hours", ""),
            ("Every user is told", ""),
            ("Newsletter (weekly digest)", ""),
            ("Day 2 operations documented", ""),
            ("Week 1 rota agreed", ""),
            ("Days off are planned", ""),
            ("Day 99999999999: far", ""),
            ("Incidents acknowledged within 24 hours", ""),
            ("Cert valid until 2027-01-01", ""),
            ("Overdue: 2026-11-03", ""),
            ("standby 2026-11-03", ""),
            ("due 2026-13-01", ""),
            ("released 2026-11-03", ""),
            ("T-shirts ordered", ""),
            ("", ""),
        ] {
            assert_eq!(told(text, 0, None), expected, "{text}");
        }
    }

    #[test]
    fn bold_leads_and_headings_say_when() {
        for (text, title, heading, expected) in [
            (
                "Daily check the logs",
                "Daily".len(),
                None,
                "every 1d: Daily",
            ),
            ("Day 1 watch", "Day 1".len(), None, "within 1d: Day 1"),
            ("Daily standup held", "Daily standup".len(), None, ""),
            ("Review error logs", 0, Some("Daily"), "every 1d: Daily"),
            (
                "Review error logs",
                0,
                Some("📅 Weekly Reviews"),
                "every 7d: Weekly",
            ),
            (
                "Review error logs",
                0,
                Some("Monthly (first quarter)"),
                "every 1mo: Monthly",
            ),
            ("Set an amount", 0, Some("Monthly Budget"), ""),
            ("Set an amount", 0, Some("Daily backups"), ""),
            (
                "Watch",
                0,
                Some("Week 2 After Launch"),
                "within 14d: Week 2",
            ),
            ("Watch", 0, Some("Week 1: Foundation"), "within 7d: Week 1"),
            ("Watch", 0, Some("Day 7 Review"), "within 7d: Day 7"),
            ("Write runbooks", 0, Some("Day 2 Operations"), ""),
            ("Freeze", 0, Some("T-7"), "ahead 7d: T-7"),
            (
                "Check error rates daily",
                0,
                Some("Week 1 After Launch"),
                "within 7d: Week 1",
            ),
            (
                "Day 3: tune",
                0,
                Some("Week 1 After Launch"),
                "within 3d: Day 3",
            ),
            (
                "Look",
                0,
                Some("Due 2026-11-04"),
                "on 2026-11-04: Due 2026-11-04",
            ),
        ] {
            assert_eq!(
                told(text, title, heading),
                expected,
                "{text} under {heading:?}"
            );
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let read = of("by 2028-02-29", 0, || None).map(|read| read.cadence);
        assert_eq!(read, NaiveDate::from_ymd_opt(2028, 2, 29).map(Cadence::On));
        assert_eq!(of("by 2026-02-29", 0, || None), None);
    }
}
