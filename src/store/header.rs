//! The header of a file: whether it is a progress file, and for what checklist. It is also found in files that can't be
//! parsed: damaged ones, those with conflict markers, of a newer format, in another encoding. Pure.

use std::ffi::OsStr;

use super::encoding::{decode_lossy, lines};
use super::paths::ENDING;

/// The start of the format of every version, as JSON.
const FORMAT: &str = "\"gonogo/";

/// The header of a progress file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The file name of the checklist, if it can be found.
    pub(super) checklist: Option<String>,
    /// The run.
    pub(super) run: Option<String>,
}

/// Returns whether a file of this name is a progress file, whatever its content. Case-insensitive disks would treat it
/// as one.
pub(super) fn is_name(name: &OsStr) -> bool {
    let (name, ending) = (name.as_encoded_bytes(), ENDING.as_bytes());
    let Some(at) = name.len().checked_sub(ending.len()) else {
        return false;
    };
    name[at..].eq_ignore_ascii_case(ending) && at > 0 && name[at - 1] == b'.'
}

/// Returns the header of a progress file; `None` for any other content.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    let text = decode_lossy(bytes);
    is_progress(&text).then(|| Header {
        checklist: field(&text, "checklist"),
        run: field(&text, "run"),
    })
}

/// Returns whether a text is JSON, judging by its first character.
pub(super) fn is_like_json(text: &str) -> bool {
    text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace() || c.is_control())
        .starts_with('{')
}

/// The format is on a line of its own, or, if another program wrote the file, anywhere in JSON. A document that
/// mentions it in a sentence isn't a progress file.
fn is_progress(text: &str) -> bool {
    let has_format = |text: &str| after_name(text, "format").any(|value| value.starts_with(FORMAT));
    let begins_with_it = |line: &str| {
        let line =
            line.trim_start_matches(|c: char| c == '{' || c == '\u{feff}' || c.is_whitespace());
        line.starts_with("\"format\"") && has_format(line)
    };
    lines(text).any(begins_with_it) || is_like_json(text) && has_format(text)
}

/// Returns the text of the first field of this name.
fn field(text: &str, name: &str) -> Option<String> {
    let value = after_name(text, name).find(|value| value.starts_with('"'))?;
    serde_json::Deserializer::from_str(value)
        .into_iter()
        .next()?
        .ok()
}

/// Returns what follows every `"name":`.
fn after_name<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let quoted = format!("\"{name}\"");
    let starts: Vec<usize> = text
        .match_indices(&quoted)
        .map(|(at, found)| at + found.len())
        .collect();
    starts
        .into_iter()
        .filter_map(|start| Some(text[start..].trim_start().strip_prefix(':')?.trim_start()))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::{Header, header, is_name};

    #[test]
    fn progress_files_are_known_by_their_header() {
        let own = |run: Option<&str>| {
            Some(Header {
                checklist: Some("a.md".to_owned()),
                run: run.map(str::to_owned),
            })
        };
        let whole =
            "{\n  \"format\": \"gonogo/1\",\n  \"checklist\": \"a.md\",\n  \"entries\": {}\n}\n";
        let run = whole.replace("\"a.md\",", "\"a.md\",\n  \"run\": \"v2\",");
        let wide: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (label, bytes, expected) in [
            ("as it is written", whole.as_bytes(), own(None)),
            ("of a run", run.as_bytes(), own(Some("v2"))),
            (
                "a newer format",
                whole.replace("gonogo/1", "gonogo/7").as_bytes(),
                own(None),
            ),
            ("cut off", &whole.as_bytes()[..50], own(None)),
            (
                "in one line",
                whole.replace('\n', " ").as_bytes(),
                own(None),
            ),
            (
                "CRLF and a mark",
                format!("\u{feff}{}", whole.replace('\n', "\r\n")).as_bytes(),
                own(None),
            ),
            (
                "fields in another order",
                br#"{"checklist":"a.md","entries":{},"format":"gonogo/1"}"#,
                own(None),
            ),
            (
                "conflict markers",
                format!("<<<<<<< ours\n{whole}=======\n{whole}>>>>>>> theirs\n").as_bytes(),
                own(None),
            ),
            (
                "another program's words first",
                format!("Welcome to bastion-1\n{whole}").as_bytes(),
                own(None),
            ),
            (
                "a byte that isn't UTF-8",
                &[whole.as_bytes(), b"\xff"].concat(),
                own(None),
            ),
            ("UTF-16", &wide, own(None)),
            (
                "without a checklist",
                b"{\"format\": \"gonogo/1\"}",
                Some(Header {
                    checklist: None,
                    run: None,
                }),
            ),
            ("empty", b"", None),
            (
                "a report",
                b"{\n  \"format\": \"gonogo-report/1\",\n  \"checklist\": \"a.md\"\n}\n",
                None,
            ),
            (
                "a report that quotes it",
                br#"{"format":"gonogo-report/1","note":"\"format\": \"gonogo/1\""}"#,
                None,
            ),
            (
                "a document that mentions it",
                b"# Format\n\nThe header is `\"format\": \"gonogo/1\"`.\n",
                None,
            ),
            ("Markdown", b"# T\n- [ ] a\n", None),
        ] {
            assert_eq!(header(bytes), expected, "{label}");
        }
    }

    #[test]
    fn progress_files_are_known_by_their_name() {
        for (name, expected) in [
            ("a.gonogo.json", true),
            ("a.v2.gonogo.json", true),
            ("A.GoNoGo.JSON", true),
            (".gonogo.json", true),
            ("gonogo.json", false),
            ("a.json", false),
            ("agonogo.json", false),
            ("a.gonogo.json~", false),
        ] {
            assert_eq!(is_name(OsStr::new(name)), expected, "{name}");
        }
    }
}
