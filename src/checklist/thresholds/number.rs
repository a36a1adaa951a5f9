//! Numbers as people write them, in any country: `1,200.50`, `1.200,50`, `12 000`, `0,1`.
//!
//! Some have two readings: `1.500` is fifteen hundred in Germany and one and a half in England. Both are
//! kept, and a comparison must be true for both.

/// A written number with its one or two readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// The value with a decimal separator.
    pub(super) least: f64,
    /// The value with a thousands separator; the same value if there is only one reading.
    pub(super) most: f64,
}

impl Number {
    pub(super) fn clear(value: f64) -> Number {
        Number {
            least: value,
            most: value,
        }
    }

    /// True if there is only one reading.
    pub(super) fn is_clear(self) -> bool {
        self.least.total_cmp(&self.most).is_eq()
    }

    pub(super) fn times(self, factor: f64) -> Number {
        Number {
            least: exact(self.least * factor),
            most: exact(self.most * factor),
        }
    }

    /// A count over a number of seconds, per second.
    pub(super) fn over(self, seconds: f64) -> Number {
        Number {
            least: exact(self.least / seconds),
            most: exact(self.most / seconds),
        }
    }

    pub(super) fn plus(self, more: Number) -> Number {
        Number {
            least: exact(self.least + more.least),
            most: exact(self.most + more.most),
        }
    }

    /// The one or two readings.
    pub(super) fn readings(self) -> impl Iterator<Item = f64> {
        let other = (!self.is_clear()).then_some(self.most);
        std::iter::once(self.least).chain(other)
    }
}

/// A number rounded to fourteen digits, to remove errors of binary fractions: 700 ms are exactly 0.7 s.
fn exact(value: f64) -> f64 {
    format!("{value:.13e}").parse().unwrap_or(value)
}

/// True for a character that separates thousands and is never a decimal separator.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’')
}

/// Parses a number. `None` if its separators fit no reading, as in a version or a date: `1.2.3`.
///
/// One `.` or `,` with exactly three digits after and one to three before it has both readings, unless the digits
/// before begin with 0, or a space separates thousands already. A repeated separator is one of thousands; the last of
/// two different ones is the decimal separator.
pub(super) fn number(text: &str) -> Option<Number> {
    let plain: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let value = |text: &str| text.parse().ok().filter(|value: &f64| value.is_finite());
    let clear = |text: &str| value(text).map(Number::clear);
    let Some(last) = plain.rfind(['.', ',']) else {
        return clear(&plain);
    };
    let (whole, sign, part) = (&plain[..last], &plain[last..=last], &plain[last + 1..]);
    let decimal = format!("{}.{part}", digits(whole));
    let Some(first) = whole.rfind(['.', ',']).map(|at| &whole[at..=at]) else {
        let groups = !text.contains(is_space) && are_groups(&[whole, part], false);
        let most = if groups {
            value(&digits(&plain))?
        } else {
            value(&decimal)?
        };
        return Some(Number {
            least: value(&decimal)?,
            most,
        });
    };
    let groups: Vec<&str> = whole.split(first).collect();
    if first != sign {
        return clear(&decimal).filter(|_| are_groups(&groups, first == ","));
    }
    let groups: Vec<&str> = plain.split(sign).collect();
    clear(&digits(&plain)).filter(|_| are_groups(&groups, sign == ","))
}

/// True if these are the groups of one number: three digits in each after the first, or two in all but the last, as in
/// India (`12,34,567`).
fn are_groups(groups: &[&str], with_lakhs: bool) -> bool {
    let [first, middle @ .., last] = groups else {
        return false;
    };
    let all = |length: usize| middle.iter().all(|group| group.len() == length);
    let is_first = |length: usize| (1..=length).contains(&first.len()) && !first.starts_with('0');
    last.len() == 3 && (is_first(3) && all(3) || with_lakhs && is_first(2) && all(2))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_the_readings_that_people_can_mean() {
        for (text, readings, why) in [
            ("5", &[5.0][..], "no sign"),
            ("1500", &[1500.0], "no sign"),
            ("1 500", &[1500.0], "a space only groups"),
            ("1\u{202f}500", &[1500.0], "so does a narrow one"),
            ("1'500", &[1500.0], "and an apostrophe"),
            ("10 000", &[10_000.0], "a space only groups"),
            (
                "1.500",
                &[1.5, 1500.0],
                "three digits behind one sign: either",
            ),
            (
                "1,500",
                &[1.5, 1500.0],
                "three digits behind one sign: either",
            ),
            ("10,000", &[10.0, 10_000.0], "either"),
            ("123.456", &[123.456, 123_456.0], "either"),
            ("99.9", &[99.9], "one digit behind is no group"),
            ("1.5", &[1.5], "one digit behind is no group"),
            ("0.25", &[0.25], "two digits behind are no group"),
            ("99.95", &[99.95], "two digits behind are no group"),
            ("12,5", &[12.5], "one digit behind is no group"),
            ("0,1", &[0.1], "one digit behind is no group"),
            ("1.5000", &[1.5], "four digits behind are no group"),
            ("0,001", &[0.001], "thousands do not begin with 0"),
            ("0.125", &[0.125], "thousands do not begin with 0"),
            ("012.500", &[12.5], "thousands do not begin with 0"),
            (
                "1234.500",
                &[1234.5],
                "a first group has three digits at most",
            ),
            (
                "1 500,250",
                &[1500.25],
                "the space groups, so the comma does not",
            ),
            (
                "1,500,000",
                &[1_500_000.0],
                "a sign that comes twice groups",
            ),
            (
                "1.500.000",
                &[1_500_000.0],
                "a sign that comes twice groups",
            ),
            ("12,34,567", &[1_234_567.0], "groups of India"),
            (
                "1,200.50",
                &[1200.5],
                "the last of two signs is the decimal one",
            ),
            (
                "1.200,50",
                &[1200.5],
                "the last of two signs is the decimal one",
            ),
            (
                "1,200.500",
                &[1200.5],
                "the last of two signs is the decimal one",
            ),
            ("1.2.3", &[], "a version"),
            ("10.1.2026", &[], "a date"),
            ("1,5,000.5", &[], "no groups"),
            ("1,2.5", &[], "no groups"),
        ] {
            let read: Vec<f64> = number(text)
                .into_iter()
                .flat_map(super::Number::readings)
                .collect();
            assert_eq!(read, readings, "{text}: {why}");
        }
    }
}
