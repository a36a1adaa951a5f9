//! Parses times and durations as people type them: `2h`, `today`, `2026-11-21`. Times without a zone are UTC; the
//! present time is an argument.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, Utc};

/// Times without a zone.
const FORMATS: [&str; 4] = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
];

/// Parses a duration: `30m`, `2h`, `7d` or `1w`.
pub fn duration(text: &str) -> Option<TimeDelta> {
    let text = text.trim().to_lowercase();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: i64 = text[..digits].parse().ok()?;
    match &text[digits..] {
        "m" => TimeDelta::try_minutes(number),
        "h" => TimeDelta::try_hours(number),
        "d" => TimeDelta::try_days(number),
        "w" => TimeDelta::try_weeks(number),
        _ => None,
    }
}

/// Parses a time to keep and show, such as the go-live time: truncated to seconds.
pub fn moment_to_second(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    moment(text, now).map(|at| at.trunc_subsecs(0))
}

/// Parses a time: `now`, a duration before it, `today` or `yesterday` (their midnight), a day such as `2026-11-21`, or
/// a time such as `2026-11-21 21:04` or `2026-11-21T21:04:05Z`.
pub fn moment(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    match text.to_lowercase().as_str() {
        "now" => return Some(now),
        "today" => return Some(midnight(now.date_naive())),
        "yesterday" => {
            return now
                .date_naive()
                .checked_sub_days(Days::new(1))
                .map(midnight);
        }
        _ => {}
    }
    if let Some(duration) = duration(text) {
        return now.checked_sub_signed(duration);
    }
    // `%Y` reads 26 as the year 26, which nobody means.
    if text.bytes().take_while(u8::is_ascii_digit).count() != 4 {
        return None;
    }
    let time = |format| {
        NaiveDateTime::parse_from_str(text, format)
            .ok()
            .map(|time| time.and_utc())
    };
    text.parse()
        .map(midnight)
        .ok()
        .or_else(|| {
            DateTime::parse_from_rfc3339(text)
                .ok()
                .map(|time| time.to_utc())
        })
        .or_else(|| FORMATS.into_iter().find_map(time))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{duration, moment, moment_to_second};

    #[test]
    fn going_live_is_told_to_the_second() {
        let now: DateTime<Utc> = "2026-11-21T21:04:05.678901234Z".parse().unwrap();
        for (text, at) in [
            ("now", "2026-11-21T21:04:05Z"),
            ("2026-11-01T08:30:00.5Z", "2026-11-01T08:30:00Z"),
        ] {
            assert_eq!(
                moment_to_second(text, now),
                Some(at.parse().unwrap()),
                "{text}"
            );
        }
        assert_eq!(moment_to_second("soon", now), None);
    }

    #[test]
    fn what_people_say_is_a_time() {
        let now: DateTime<Utc> = "2026-11-21T21:04:05Z".parse().unwrap();
        for (text, at) in [
            ("2h", "2026-11-21T19:04:05Z"),
            (" 30m", "2026-11-21T20:34:05Z"),
            ("7D", "2026-11-14T21:04:05Z"),
            ("1w", "2026-11-14T21:04:05Z"),
            ("now", "2026-11-21T21:04:05Z"),
            ("today", "2026-11-21T00:00:00Z"),
            ("Yesterday", "2026-11-20T00:00:00Z"),
            ("2026-11-01", "2026-11-01T00:00:00Z"),
            ("2026-11-01 08:30", "2026-11-01T08:30:00Z"),
            ("2026-11-01T08:30", "2026-11-01T08:30:00Z"),
            ("2026-11-01T08:30:01", "2026-11-01T08:30:01Z"),
            ("2026-11-01T08:30:00+02:00", "2026-11-01T06:30:00Z"),
        ] {
            assert_eq!(moment(text, now), Some(at.parse().unwrap()), "{text}");
        }
        for text in [
            "",
            "h",
            "2",
            "2 fortnights",
            "-2h",
            "99999999999999999999h",
            "9999999999999d",
            "2026-13-01",
            "26-11-21",
            "26-11-21 21:04",
        ] {
            assert_eq!(moment(text, now), None, "{text}");
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
