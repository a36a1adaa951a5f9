//! Dates and times that are written as a pattern: `DD/MM/YYYY`, `JJ/MM/AAAA HH:MM`, `__:__`.

use crate::checklist::languages;

/// What the pattern of a date or time has a place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::checklist) struct DatePattern {
    /// A day, month or year.
    pub(in crate::checklist) has_day: bool,
    /// An hour.
    pub(in crate::checklist) has_time: bool,
}

/// The letters of years and days, in all languages.
const DAYS: [&str; 16] = [
    "yyyy", "yy", "jjjj", "aaaa", "гггг", "гг", "20xx", "20yy", "202x", "xxxx", "dd", "tt", "jj",
    "gg", "дд", "203x",
];
/// The letters of hours.
const HOURS: [&str; 3] = ["hh", "чч", "__h__"];
/// Letters that may belong to a day or a time.
const EITHER: [&str; 10] = [
    "mm", "mmm", "mon", "month", "мм", "aa", "xx", "xxx", "ss", "сс",
];
/// Days, or days with their time, without anything between.
const WHOLE: [(&str, bool); 6] = [
    ("yyyymmdd", false),
    ("yymmdd", false),
    ("ddmmyyyy", false),
    ("yyyymmddhhmm", true),
    ("yyyymmddhhmmss", true),
    ("yyyymmddthhmm", true),
];
/// Words beside a time.
const ZONES: [&str; 9] = ["utc", "gmt", "z", "cet", "tz", "am", "pm", "h", "uhr"];

/// The pattern that a whole text is; `None` for any other text.
pub(in crate::checklist) fn read(text: &str) -> Option<DatePattern> {
    let lower = languages::lower(text.trim_matches(['[', ']', '<', '>', '{', '}', '(', ')', ' ']));
    let mut pattern = DatePattern::default();
    let (mut fields, mut letters, mut has_slash, mut has_colon) = (0, 0, false, false);
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '年' | '月' | '日' | '년' | '월' | '일' => {
                pattern.has_day = true;
                (fields, letters) = (fields + 1, letters + 1);
                first.len_utf8()
            }
            '时' | '時' | '分' | '시' | '분' => {
                pattern.has_time = true;
                (fields, letters) = (fields + 1, letters + 1);
                first.len_utf8()
            }
            '/' | '-' | '.' | ':' | ' ' | ',' => {
                has_slash |= matches!(first, '/' | '-' | '.');
                has_colon |= first == ':';
                1
            }
            _ => {
                let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
                let (is_field, has_letters) = field(&rest[..end], &mut pattern)?;
                fields += usize::from(is_field);
                letters += usize::from(has_letters);
                end
            }
        };
        rest = &rest[length..];
    }
    pattern.has_time |= has_colon && fields >= 2;
    let is_day =
        |word: &str| word.len() > 1 && !word.contains(':') && word.contains(['/', '-', '.']);
    pattern.has_day |= if pattern.has_time {
        has_colon && lower.split(' ').any(is_day)
    } else {
        has_slash && fields >= 2
    };
    let is_enough = fields >= 2 || lower == "yyyy" || is_whole(&lower);
    let is_one = is_enough && letters > 0 && (pattern.has_day || pattern.has_time);
    is_one.then_some(pattern)
}

fn is_part(c: char) -> bool {
    let is_sign = matches!(
        c,
        '年' | '月' | '日' | '년' | '월' | '일' | '时' | '時' | '分' | '시' | '분'
    );
    (c.is_alphanumeric() || c == '_') && !is_sign
}

fn is_whole(word: &str) -> bool {
    WHOLE.iter().any(|(whole, _)| *whole == word)
}

/// Reads a field: true for a part of a date or time, and true if it has letters. `None` for any other word.
fn field(word: &str, pattern: &mut DatePattern) -> Option<(bool, bool)> {
    if let Some((_, has_time)) = WHOLE.iter().find(|(whole, _)| *whole == word) {
        pattern.has_day = true;
        pattern.has_time |= has_time;
        return Some((true, true));
    }
    if ZONES.contains(&word) {
        return Some((false, false));
    }
    // `DDTHH` is a day and an hour, and `MMZ` minutes.
    let joined = word
        .split_once('t')
        .filter(|(day, hour)| !day.is_empty() && !hour.is_empty() && word != "tt");
    if let Some((day, hour)) = joined.filter(|_| word != "month") {
        let (day, hour) = (field(day, pattern)?, field(hour, pattern)?);
        return Some((true, day.1 || hour.1));
    }
    let word = word.strip_suffix('z').unwrap_or(word);
    let is_digits = word.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits {
        pattern.has_day |= word.len() == 4;
        return matches!(word.len(), 1 | 2 | 4).then_some((true, false));
    }
    if DAYS.contains(&word) || word.starts_with("20") && word[2..].bytes().all(|it| it == b'_') {
        pattern.has_day = true;
    } else if HOURS.contains(&word) {
        pattern.has_time = true;
        // `__h__` has two.
        return Some((true, true));
    } else if !EITHER.contains(&word) && !word.bytes().all(|byte| byte == b'_') {
        return None;
    }
    Some((true, true))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn patterns_have_days_and_times() {
        for (text, expected) in [
            ("YYYY-MM-DD", Some((true, false))),
            ("dd/mm/yyyy", Some((true, false))),
            ("JJ/MM/AAAA", Some((true, false))),
            ("TT.MM.JJJJ", Some((true, false))),
            ("ДД.ММ.ГГГГ", Some((true, false))),
            ("GG/MM/AAAA", Some((true, false))),
            ("YYYY MM DD", Some((true, false))),
            ("YYYYMMDD", Some((true, false))),
            ("MM/DD", Some((true, false))),
            ("2025-XX-XX", Some((true, false))),
            ("年/月/日", Some((true, false))),
            ("YYYY年MM月DD日", Some((true, false))),
            ("__/__/____", Some((true, false))),
            ("2025-__-__", Some((true, false))),
            ("20__-__-__", Some((true, false))),
            ("HH:MM", Some((false, true))),
            ("hh:mm:ss UTC", Some((false, true))),
            ("ЧЧ:ММ", Some((false, true))),
            ("时:分", Some((false, true))),
            ("XX:XX", Some((false, true))),
            ("__:__", Some((false, true))),
            ("HH:MM - HH:MM", Some((false, true))),
            ("YYYY-MM-DD HH:MM", Some((true, true))),
            ("YYYY-MM-DDTHH:MM:SSZ", Some((true, true))),
            ("__/__/____ __:__", Some((true, true))),
            ("日期", None),
            ("时间", None),
            ("Date", None),
            ("DD", None),
            ("10:30", None),
            ("2025-01-01", None),
            ("team lead", None),
            ("", None),
        ] {
            let told = read(text).map(|it| (it.has_day, it.has_time));
            assert_eq!(told, expected, "{text}");
        }
    }
}
