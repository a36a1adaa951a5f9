//! Parsing of values files: one `BLANK=VALUE` per line. Pure; it doesn't know which blanks exist.

use thiserror::Error;

/// A line with a blank and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BlankValue {
    /// The line number, from 1.
    pub(super) line: usize,
    /// The name of the blank.
    pub(super) name: String,
    /// The value.
    pub(super) value: String,
}

/// The error for a line that is neither empty, a comment nor a pair.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum ValueLineError {
    /// There is no `=`.
    #[error("no `=` in “{0}”: write BLANK=VALUE, or # before a comment")]
    NoEquals(String),
    /// There is nothing before the `=`.
    #[error("no blank before the `=`: write BLANK=VALUE")]
    NoName,
}

/// Parses all lines; each error has its line number.
pub(super) fn read(text: &str) -> (Vec<BlankValue>, Vec<(usize, ValueLineError)>) {
    let (mut pairs, mut errors) = (Vec::new(), Vec::new());
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    for (index, line) in text.split(['\n', '\r']).enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        match trimmed
            .split_once('=')
            .map(|(name, value)| (name.trim_end(), value.trim_start()))
        {
            None => errors.push((index + 1, ValueLineError::NoEquals(trimmed.to_owned()))),
            Some(("", _)) => errors.push((index + 1, ValueLineError::NoName)),
            Some((name, value)) => {
                pairs.push(BlankValue {
                    line: index + 1,
                    name: name.to_owned(),
                    value: unquoted(value),
                });
            }
        }
    }
    (pairs, errors)
}

/// Returns the value of a line: one pair of quotes is removed, and outside single quotes `\n` is a newline and `\\` a
/// backslash.
fn unquoted(value: &str) -> String {
    let within = |quote: char| {
        value
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    if let Some(literal) = within('\'') {
        return literal.to_owned();
    }
    let mut rest = within('"').unwrap_or(value);
    let mut unquoted = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('\\') {
        unquoted.push_str(before);
        let (character, skip) = match after.as_bytes().first() {
            Some(b'n') => ('\n', 1),
            Some(b'\\') => ('\\', 1),
            _ => ('\\', 0),
        };
        unquoted.push(character);
        rest = &after[skip..];
    }
    unquoted + rest
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_line_means_one_value() {
        for (line, name, value) in [
            ("RTO=4 h", "RTO", "4 h"),
            ("  RTO  =  4 h  ", "RTO", "4 h"),
            ("a/b:c-d=x=y", "a/b:c-d", "x=y"),
            ("RTO=", "RTO", ""),
            ("RTO=#ops", "RTO", "#ops"),
            ("RTO=4 # not a comment", "RTO", "4 # not a comment"),
            ("RTO=\" 4 h \"", "RTO", " 4 h "),
            ("RTO='C:\\new'", "RTO", "C:\\new"),
            ("RTO=C:\\\\new", "RTO", "C:\\new"),
            ("RTO=one\\ntwo", "RTO", "one\ntwo"),
            ("RTO=\"one\\ntwo\"", "RTO", "one\ntwo"),
            ("RTO=a\\b\\", "RTO", "a\\b\\"),
            ("RTO=\"", "RTO", "\""),
            ("RTO=say \"go\"", "RTO", "say \"go\""),
            ("\u{FEFF}RTO=数据\r", "RTO", "数据"),
        ] {
            let (pairs, errors) = read(line);
            assert!(errors.is_empty() && pairs.len() == 1, "{line}");
            assert_eq!(
                (pairs[0].name.as_str(), pairs[0].value.as_str()),
                (name, value),
                "{line}"
            );
        }
    }

    #[test]
    fn lines_are_counted_and_what_is_wrong_is_told() {
        let (pairs, errors) = read("# values\r\n\r\na=1\nwhat\n =2\n\nb=3");
        assert_eq!(
            pairs.iter().map(|pair| pair.line).collect::<Vec<_>>(),
            [3, 7]
        );
        let told: Vec<String> = errors
            .iter()
            .map(|(line, error)| format!("{line}: {error}"))
            .collect();
        assert_eq!(
            told,
            [
                "4: no `=` in “what”: write BLANK=VALUE, or # before a comment",
                "5: no blank before the `=`: write BLANK=VALUE"
            ]
        );
    }
}
