//! File names as text, for progress files and JSON, convertible back to the same bytes.
//!
//! A name may hold bytes that aren't UTF-8. Each of these is written as `U+FFFD`, the replacement
//! character, and two hexadecimal digits: `a\xff.md` becomes `a�FF.md`. To keep names distinct, the bytes of a
//! real `U+FFFD` in a name are written in the same way. Every other name is its own text. Pure.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

const MARK: char = char::REPLACEMENT_CHARACTER;

/// Returns a name or path as text, distinct from that of every other.
pub fn text_of(name: &Path) -> String {
    let bytes = name.as_os_str().as_bytes();
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                MARK => escape(&mut text, MARK.to_string().as_bytes()),
                other => text.push(other),
            }
        }
        escape(&mut text, chunk.invalid());
    }
    text
}

fn escape(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.push_str(&format!("{MARK}{byte:02X}"));
    }
}

/// Returns the name for a text from [`text_of`]. Any other text is a name as it is.
pub(super) fn name_of(text: &str) -> OsString {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(MARK) {
        let (before, marked) = rest.split_at(at);
        bytes.extend_from_slice(before.as_bytes());
        let after = &marked[MARK.len_utf8()..];
        let byte = after
            .get(..2)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let Some(byte) = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
            return OsString::from(text);
        };
        bytes.push(byte);
        rest = &after[2..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    OsString::from_vec(bytes)
}

/// Returns the name of a file as text.
pub(super) fn file_name(path: &Path) -> String {
    text_of(Path::new(path.file_name().unwrap_or_default()))
}

/// Returns the text for such a name up to 0.1.0, if that differs: many names shared one.
pub(super) fn former(name: &OsStr) -> Option<String> {
    let former = String::from_utf8_lossy(name.as_bytes()).into_owned();
    former.contains(MARK).then_some(former)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use super::{name_of, text_of};

    #[test]
    fn every_name_has_a_text_of_its_own_that_leads_back_to_it() {
        for (name, text) in [
            (&b"a.md"[..], "a.md"),
            ("生产 100%.md".as_bytes(), "生产 100%.md"),
            (b"a\xff.md", "a\u{fffd}FF.md"),
            (b"a\xfe.md", "a\u{fffd}FE.md"),
            (b"\xe7\x94.md", "\u{fffd}E7\u{fffd}94.md"),
            (
                "a\u{fffd}FF.md".as_bytes(),
                "a\u{fffd}EF\u{fffd}BF\u{fffd}BDFF.md",
            ),
            (b"", ""),
        ] {
            let name = OsStr::from_bytes(name);
            assert_eq!(
                (text_of(Path::new(name)).as_str(), name_of(text).as_os_str()),
                (text, name)
            );
        }
        // Such a text comes from 0.1.0, or was written by hand.
        for text in ["a\u{fffd}.md", "a\u{fffd}F", "\u{fffd}+1"] {
            assert_eq!(name_of(text).as_os_str(), OsStr::new(text));
        }
    }
}
