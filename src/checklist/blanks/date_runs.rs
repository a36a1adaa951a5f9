//! Dates and times to write into runs of underscores: `__/__/____`, `2025-__-__`, `__:__`.

use std::ops::Range;

use memchr::memmem;

use super::{SHORTEST, is_blank};

/// The longest, in bytes.
const LONGEST: usize = 40;
/// Between the parts of a date with spaces.
const SPACED: &str = " / ";
/// Words that may touch a time.
const BEHIND: [&str; 8] = ["am", "pm", "AM", "PM", "h", "Z", "Uhr", "UTC"];

/// The dates and times in a text, in order. One with several runs that are blanks of their own isn't one.
pub(in crate::checklist) fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let first = at + memmem::find(&bytes[at..], b"__")?;
            let before = bytes[at..first].iter().rposition(|&byte| !is_part(byte));
            let start = before.map_or(at, |before| at + before + 1);
            let mut end = end_of(text, first);
            at = end;
            // A day is followed by its time.
            if text[end..].starts_with(' ') && shape(&text[start..end]) == Some(false) {
                let time = end + 1;
                let time_end = time + trimmed(&text[time..end_of(text, time)]).len();
                if shape(&text[time..time_end]) == Some(true) {
                    end = time_end;
                    at = end;
                }
            }
            let range = start..start + trimmed(&text[start..end]).len();
            if is_one(text, &range) {
                return Some(range);
            }
        }
    })
}

/// The runs of underscores in a range that are blanks of their own.
pub(super) fn own_blanks<'a>(
    text: &'a str,
    range: &'a Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let runs = super::runs(&text[range.clone()]);
    runs.map(|run| range.start + run.start..range.start + run.end)
        .filter(|run| run.len() >= SHORTEST && is_blank(text, run))
}

/// A text without the punctuation that ends its sentence.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches(['.', ':', '-', '/'])
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'_' | b'/' | b'-' | b'.' | b':')
}

/// The end of the parts of a date from an offset on, with the spaces and letters between them.
fn end_of(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = from;
    loop {
        end += bytes[end..]
            .iter()
            .take_while(|&&byte| is_part(byte))
            .count();
        let rest = &text[end..];
        let goes_on = |gap: &str| {
            rest.strip_prefix(gap)
                .is_some_and(|rest| rest.starts_with("__"))
        };
        if end > from && goes_on(SPACED) {
            end += SPACED.len();
        } else if text[from..end].ends_with("__") && goes_on("h") {
            end += 1;
        } else {
            return end;
        }
    }
}

fn is_one(text: &str, range: &Range<usize>) -> bool {
    let (before, written, after) = (
        &text[..range.start],
        &text[range.clone()],
        &text[range.end..],
    );
    if written.len() > LONGEST || !written.contains("__") {
        return false;
    }
    let is_shaped = match written.replace(SPACED, "/").split_once(' ') {
        Some((day, time)) => shape(day) == Some(false) && shape(time) == Some(true),
        None => shape(written).is_some(),
    };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = after
        .split(|c: char| !is_word(c))
        .next()
        .unwrap_or_default();
    is_shaped
        && !before.ends_with(|c: char| is_word(c) || matches!(c, '/' | '\\' | '#' | '='))
        && (word.is_empty() || BEHIND.contains(&word))
        && own_blanks(text, range).take(2).count() < 2
}

/// `Some(true)` for a time, `Some(false)` for a day.
fn shape(written: &str) -> Option<bool> {
    let joined = written.replace(SPACED, "/");
    let is_sign = |c: char| matches!(c, '/' | '-' | '.' | ':' | 'h');
    let sign = joined.chars().find(|&c| is_sign(c))?;
    let fields: Vec<&str> = joined.split(sign).collect();
    let is_run = |field: &&&str| field.len() >= 2 && field.bytes().all(|byte| byte == b'_');
    let is_digits = |field: &str| field.bytes().all(|byte| byte.is_ascii_digit());
    let is_field = |field: &&str| {
        let is_year = field.len() == 4
            && field.starts_with("20")
            && field[2..]
                .bytes()
                .all(|it| it == b'_' || it.is_ascii_digit());
        is_run(&field) && field.len() <= 4
            || is_digits(field) && matches!(field.len(), 1 | 2 | 4)
            || is_year
    };
    if !fields.iter().all(is_field) || !fields.iter().any(|field| is_run(&field)) {
        return None;
    }
    let is_long = |field: &&str| field.len() == 4;
    match (sign, fields.as_slice()) {
        (':' | 'h', [_, _] | [_, _, _]) => (!fields.iter().any(|it| it.len() > 2)).then_some(true),
        ('/' | '-' | '.', [_, _, _]) => Some(false),
        // `__/____` is a month.
        ('/', [month, year]) => (month.len() == 2 && is_long(year)).then_some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn dates_and_times_of_underscores() {
        for (text, expected) in [
            ("Start: __:__", &["__:__"][..]),
            ("Start: __:__.", &["__:__"]),
            ("When: __/__/____", &["__/__/____"]),
            ("on 2025-__-__, at", &["2025-__-__"]),
            ("20__-__-__", &["20__-__-__"]),
            ("____-__-__", &["____-__-__"]),
            ("__.__.____", &["__.__.____"]),
            ("__ / __ / ____", &["__ / __ / ____"]),
            ("à __h__", &["__h__"]),
            ("__:__ - __:__", &["__:__", "__:__"]),
            ("__/__/____ __:__ UTC", &["__/__/____ __:__"]),
            ("At __:__am", &["__:__"]),
            ("___/___/____", &[]),
            ("____/____/____", &[]),
            ("__init__", &[]),
            ("a __bold__ b", &[]),
            ("__/__", &[]),
            ("/a/__:__/", &[]),
            ("x__:__", &[]),
            ("a ____ b", &[]),
        ] {
            let found: Vec<&str> = find(text).map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
