//! Dates and times with letters in place of digits: `YYYY-MM-DD HH:MM`, `2025-01-XX`, `TT.MM.JJJJ`, `年/月/日`.

use super::{FoundPlaceholder, TextKind, about, begins_word, touches_word};
use crate::checklist::notation::Notation;

/// What a field of a date can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateField {
    /// `YYYY`, and in other languages.
    Year,
    /// `YY`.
    ShortYear,
    /// `MM`: a month or minutes.
    Month,
    /// `DD`.
    Day,
    /// `HH`.
    Hour,
    /// `SS`.
    Second,
    /// `XX`.
    Two,
    /// `XXXX`, `20XX`.
    Four,
    /// One or two digits.
    Digits,
    /// Four digits.
    DigitsOfYear,
}

/// The fields by their letters. The letters of a language stand for its words: `JJJJ` for Jahr, `AAAA` for année, año, anno.
const FIELDS: [(&str, DateField); 53] = [
    ("YYYY", DateField::Year),
    ("yyyy", DateField::Year),
    ("JJJJ", DateField::Year),
    ("jjjj", DateField::Year),
    ("AAAA", DateField::Year),
    ("aaaa", DateField::Year),
    ("ГГГГ", DateField::Year),
    ("гггг", DateField::Year),
    ("YY", DateField::ShortYear),
    ("yy", DateField::ShortYear),
    ("ГГ", DateField::ShortYear),
    ("гг", DateField::ShortYear),
    ("MMM", DateField::Month),
    ("Mmm", DateField::Month),
    ("mmm", DateField::Month),
    ("Mon", DateField::Month),
    ("MON", DateField::Month),
    ("Month", DateField::Month),
    ("MM", DateField::Month),
    ("mm", DateField::Month),
    ("AA", DateField::Month),
    ("ММ", DateField::Month),
    ("мм", DateField::Month),
    ("DD", DateField::Day),
    ("dd", DateField::Day),
    ("Dd", DateField::Day),
    ("TT", DateField::Day),
    ("tt", DateField::Day),
    ("JJ", DateField::Day),
    ("jj", DateField::Day),
    ("GG", DateField::Day),
    ("gg", DateField::Day),
    ("ДД", DateField::Day),
    ("дд", DateField::Day),
    ("HH", DateField::Hour),
    ("hh", DateField::Hour),
    ("ЧЧ", DateField::Hour),
    ("чч", DateField::Hour),
    ("SS", DateField::Second),
    ("ss", DateField::Second),
    ("СС", DateField::Second),
    ("сс", DateField::Second),
    ("XX", DateField::Two),
    ("xx", DateField::Two),
    ("XXXX", DateField::Four),
    ("xxxx", DateField::Four),
    ("20XX", DateField::Four),
    ("20xx", DateField::Four),
    ("20YY", DateField::Four),
    ("20yy", DateField::Four),
    ("202X", DateField::Four),
    ("202x", DateField::Four),
    ("203X", DateField::Four),
];
/// Whole words for a day.
const WHOLE: [&str; 7] = [
    "YYYYMMDD_HHMMSS",
    "YYYYMMDD-HHMMSS",
    "YYYYMMDD",
    "yyyymmdd",
    "YYYYMMDDHHMM",
    "YYYYMMDDHHMMSS",
    "YYMMDD",
];
/// The first bytes of all of them.
const FIRST: &[u8] = b"YyMmDdTtJjAaGgHhXxQ0123456789";
/// The most fields of a date with its time.
const MOST_FIELDS: usize = 6;

/// A date or time at `at`.
pub(super) fn find(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    let rest = &text[at..];
    let first = rest.as_bytes()[0];
    if first.is_ascii() && !FIRST.contains(&first) {
        return None;
    }
    let length = length(rest).or_else(|| drawn(text, at))?;
    let (before, after) = (&text[..at], &rest[length..]);
    // `YYYY.minor` is a version.
    let is_year = length <= "YYYY".len() && after.starts_with(['.', '[', '-', '+', '/']);
    if is_year || !stands_alone(before, after, position) || is_explained(before, after) {
        return None;
    }
    // In code a date is an argument, and the same wherever it stands.
    let name = (position == TextKind::Code).then(|| rest[..length].to_owned());
    Some((length, Notation::Date, name))
}

/// True if a whole text is a date or time.
pub(super) fn is_date(text: &str) -> bool {
    length(text) == Some(text.len())
}

/// True if a text begins with a date or time: `HH:MM UTC`.
pub(super) fn begins(text: &str) -> bool {
    length(text).is_some_and(|length| text[length..].is_empty() || text[length..].starts_with(' '))
}

/// True if the text around a date is about its format, or a blank beside it is to be filled.
fn is_explained(before: &str, after: &str) -> bool {
    about::is_format(before, after)
        || about::is_replaced(before)
        || about::tail(before, 12).contains("___")
        || about::head(after, 12).contains("___")
}

/// True if a date isn't part of a longer name. In a command it may be a part of an argument.
fn stands_alone(before: &str, after: &str, position: TextKind) -> bool {
    let in_file = before
        .strip_suffix('_')
        .filter(|_| position == TextKind::Code);
    if touches_word(before) && in_file.is_none() || begins_word(after) {
        return false;
    }
    let is_glue = |c: char| matches!(c, '-' | '/' | '#' | '\\' | '%' | '.');
    let glued = before.ends_with(is_glue)
        || after.starts_with(|c: char| is_glue(c) && c != '.')
        || after.strip_prefix('.').is_some_and(begins_word);
    match position {
        TextKind::Text | TextKind::Form => !glued,
        TextKind::Code => !before.ends_with(['%', '\\', '\'']) && !after.starts_with(['%', '\'']),
    }
}

/// The length of the date or time that a text begins with.
fn length(text: &str) -> Option<usize> {
    if let Some(word) = WHOLE.iter().find(|word| text.starts_with(**word)) {
        return Some(word.len());
    }
    let mut fields = Vec::with_capacity(MOST_FIELDS);
    let mut gaps: Vec<char> = Vec::with_capacity(MOST_FIELDS);
    let mut ends = Vec::with_capacity(MOST_FIELDS);
    let mut at = 0;
    while fields.len() < MOST_FIELDS {
        let Some((length, field)) = field(&text[at..]) else {
            break;
        };
        at += length;
        fields.push(field);
        ends.push(at);
        let Some((length, gap)) = gap(&text[at..]) else {
            break;
        };
        gaps.push(gap);
        at += length;
    }
    let (count, end) = (1..=fields.len())
        .rev()
        .find(|&count| is_sound(&fields[..count], &gaps))
        .map(|count| (count, ends[count - 1]))?;
    let rest = &text[end..];
    let sign = ['年', '月', '日', '년', '월', '일'];
    let end = end
        + rest
            .chars()
            .next()
            .filter(|c| sign.contains(c))
            .map_or(0, char::len_utf8);
    let is_cut = begins_word(&text[end..]) && !(count >= 5 && text[end..].starts_with('Z'));
    match text[end..].strip_prefix('Z') {
        Some(rest) if count >= 5 && !begins_word(rest) => Some(end + 1),
        Some(_) | None => (!is_cut).then_some(end),
    }
}

/// The field at the start of a text, with its length.
fn field(text: &str) -> Option<(usize, DateField)> {
    let run = text
        .find(|c: char| !c.is_alphanumeric() || is_unit(c))
        .unwrap_or(text.len());
    let word = &text[..run];
    // `DDTHH` is a day and an hour.
    let word = match word.split_once('T') {
        Some((before, _)) if before.len() == 2 && word.len() > 2 => before,
        Some(_) | None => word,
    };
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return match word.len() {
            1 | 2 => Some((word.len(), DateField::Digits)),
            4 => Some((4, DateField::DigitsOfYear)),
            _ => None,
        };
    }
    let known = FIELDS.iter().find(|(letters, _)| *letters == word);
    let word_z = word.strip_suffix('Z').unwrap_or(word);
    let known = known.or_else(|| FIELDS.iter().find(|(letters, _)| *letters == word_z));
    known.map(|&(letters, field)| (letters.len(), field))
}

/// True for the signs of years, months and days.
fn is_unit(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

/// The gap between two fields: its length, and the sign that stands for it.
fn gap(text: &str) -> Option<(usize, char)> {
    let first = text.chars().next()?;
    match first {
        '-' | '/' | '.' | ':' => Some((1, first)),
        ',' if text.starts_with(", ") => Some((2, ' ')),
        'T' | ' ' => Some((1, ' ')),
        first if is_unit(first) => {
            let spaces = text[first.len_utf8()..].len()
                - text[first.len_utf8()..].trim_start_matches(' ').len();
            Some((first.len_utf8() + spaces, '年'))
        }
        _ => None,
    }
}

/// True if fields with these gaps between are a day, a time, or both, and at least one has letters.
fn is_sound(fields: &[DateField], gaps: &[char]) -> bool {
    let has_letters = |fields: &[DateField]| {
        fields
            .iter()
            .any(|field| !matches!(field, DateField::Digits | DateField::DigitsOfYear))
    };
    if !has_letters(fields) {
        return false;
    }
    let time_from = gaps[..fields.len() - 1].iter().position(|&gap| gap == ':');
    let Some(time_from) = time_from else {
        return is_day(fields, &gaps[..fields.len() - 1]);
    };
    let (day, time) = fields.split_at(time_from);
    let is_time = is_time(time, &gaps[time_from..fields.len() - 1]);
    match day.len() {
        0 => is_time,
        _ => is_time && gaps[time_from - 1] == ' ' && is_day(day, &gaps[..time_from - 1]),
    }
}

fn is_day(fields: &[DateField], gaps: &[char]) -> bool {
    let is_year = |field: &DateField| {
        matches!(
            field,
            DateField::Year | DateField::ShortYear | DateField::Four | DateField::DigitsOfYear
        )
    };
    let is_month =
        |field: &DateField| matches!(field, DateField::Month | DateField::Two | DateField::Digits);
    let is_day =
        |field: &DateField| matches!(field, DateField::Day | DateField::Two | DateField::Digits);
    let letters = fields
        .iter()
        .filter(|field| matches!(field, DateField::Year | DateField::Month | DateField::Day))
        .count();
    let Some(&gap) = gaps.first() else {
        return fields == [DateField::Year];
    };
    if gaps.iter().any(|&other| other != gap) {
        return false;
    }
    match fields {
        [a, b, c] => {
            let is_one = is_year(a) && is_month(b) && is_day(c)
                || is_year(c) && (is_day(a) && is_month(b) || is_month(a) && is_day(b));
            is_one && (gap != ' ' || letters >= 2)
        }
        [a, b] => match gap {
            '-' | '/' | '年' => {
                is_year(a) && is_month(b)
                    || is_month(a) && is_year(b)
                    || is_day(a) && is_month(b) && gap != '-'
                    || is_month(a) && is_day(b) && gap != '-' && letters > 0
            }
            '.' => *a == DateField::Day && *b == DateField::Month,
            ' ' => *a == DateField::Month && matches!(b, DateField::Day | DateField::Year),
            _ => false,
        },
        _ => false,
    }
}

fn is_time(fields: &[DateField], gaps: &[char]) -> bool {
    let is_hour =
        |field: &DateField| matches!(field, DateField::Hour | DateField::Two | DateField::Digits);
    let is_part = |field: &DateField| {
        matches!(
            field,
            DateField::Month | DateField::Two | DateField::Digits | DateField::Second
        )
    };
    gaps.iter().all(|&gap| gap == ':')
        && match fields {
            [hour, minute] => is_hour(hour) && is_part(minute),
            [hour, minute, second] => is_hour(hour) && is_part(minute) && is_part(second),
            _ => false,
        }
}

/// The length of a date of signs and gaps, `年 月 日` or `年/月/日`, or of words for a month and a day: `XXX XX`.
fn drawn(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some(after) = rest.strip_prefix("XXX XX") {
        return (!begins_word(after)).then_some("XXX XX".len());
    }
    let units = match rest.chars().next()? {
        '年' => ['年', '月', '日'],
        '년' => ['년', '월', '일'],
        _ => return None,
    };
    if touches_word(&text[..at]) {
        return None;
    }
    let mut end = 0;
    for unit in units {
        let gap = rest[end..].len() - rest[end..].trim_start_matches([' ', '/', '\u{3000}']).len();
        if end > 0 && gap == 0 || !rest[end + gap..].starts_with(unit) {
            return None;
        }
        end += gap + unit.len_utf8();
    }
    Some(end)
}
