//! Decoding of files: gonogo reads UTF-8, and names other encodings.
//!
//! Editors and shells on Windows write UTF-16, often without a byte order mark. The NUL bytes of its ASCII
//! characters are valid UTF-8, so such a file would be read as text without items. Pure: bytes in, text out.

use std::path::Path;

use super::StoreError;

/// Bytes that windows-1252 leaves undefined (<https://encoding.spec.whatwg.org/index-windows-1252.txt>).
const UNDEFINED: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/// More bytes above ASCII in a row than a word of a Western language has.
const LONGEST_RUN: usize = 2;

/// Texts with fewer units are too short to interpret a single byte at the end.
const SHORT: usize = 8;

/// The encoding of a text that isn't UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Two bytes per unit, low byte first.
    Utf16Le,
    /// Two bytes per unit, high byte first.
    Utf16Be,
    /// Four bytes per character, lowest first.
    Utf32Le,
    /// Four bytes per character, highest first.
    Utf32Be,
    /// One byte per character, probably: several encodings look alike.
    Windows1252,
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, counted from 1. LF, CRLF and CR alone end one.
    pub line: usize,
    /// The byte in that line, counted from 1.
    pub byte: usize,
}

impl Encoding {
    /// Returns its name for `iconv`.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Utf32Le => "UTF-32LE",
            Encoding::Utf32Be => "UTF-32BE",
            Encoding::Windows1252 => "WINDOWS-1252",
        }
    }
}

/// Decodes UTF-8. Errors name the file, or standard input without one.
///
/// # Errors
///
/// If the bytes are in another encoding.
pub fn decode(bytes: Vec<u8>, file: Option<&Path>) -> Result<String, StoreError> {
    let path = || file.map(Path::to_owned);
    if let Some(encoding) = wide(&bytes) {
        return Err(StoreError::OtherEncoding {
            path: path(),
            encoding,
        });
    }
    String::from_utf8(bytes).map_err(|error| {
        let (bytes, at) = (error.as_bytes(), error.utf8_error().valid_up_to());
        let guess = is_like_windows_1252(bytes).then_some(Encoding::Windows1252);
        StoreError::NotUtf8 {
            path: path(),
            at: position(bytes, at),
            guess,
        }
    })
}

/// Decodes any bytes, to search a file that cannot be read otherwise.
pub(super) fn decode_lossy(bytes: &[u8]) -> String {
    let units = |from_bytes: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes
            .chunks_exact(2)
            .map(|pair| from_bytes([pair[0], pair[1]]))
            .collect()
    };
    let characters = |from_bytes: fn([u8; 4]) -> u32| -> String {
        let numbers = bytes
            .chunks_exact(4)
            .map(|four| from_bytes([four[0], four[1], four[2], four[3]]));
        numbers
            .map(|number| char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match wide(bytes) {
        Some(Encoding::Utf16Le) => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        Some(Encoding::Utf16Be) => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        Some(Encoding::Utf32Le) => characters(u32::from_le_bytes),
        Some(Encoding::Utf32Be) => characters(u32::from_be_bytes),
        Some(Encoding::Windows1252) | None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Returns the position of a byte.
pub(super) fn position(text: &[u8], offset: usize) -> Position {
    let before = &text[..offset.min(text.len())];
    let (mut line, mut start) = (1, 0);
    for (at, byte) in before.iter().enumerate() {
        // In CRLF, the second one ends the line.
        if *byte == b'\n' || (*byte == b'\r' && text.get(at + 1) != Some(&b'\n')) {
            (line, start) = (line + 1, at + 1);
        }
    }
    Position {
        line,
        byte: before.len() - start + 1,
    }
}

/// Returns the lines of a text with their line ends, as [`position`] counts them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match rest.find(['\n', '\r']) {
            None if rest.is_empty() => return None,
            None => rest.len(),
            Some(end) if rest[end..].starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
        };
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

/// Returns the multi-byte encoding of the bytes: from their byte order mark, else from the positions of zeros.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some(Encoding::Utf32Le),
        [0, 0, 0xfe, 0xff, ..] => Some(Encoding::Utf32Be),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        _ if !bytes.contains(&0) => None,
        _ => unmarked(bytes),
    }
}

/// Returns an encoding without a byte order mark. Every Markdown or JSON text has ASCII characters, each of which
/// leaves zeros at the same position in its unit; a stray NUL in UTF-8, or a file of zeros, leaves them elsewhere too.
fn unmarked(bytes: &[u8]) -> Option<Encoding> {
    let mut zeros = [0; 4];
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == 0) {
        zeros[at % 4] += 1;
    }
    let characters = bytes.len() / 4;
    let are_four = |first: usize, second: usize| {
        // The highest byte of a character is always zero, the next one nearly always.
        characters > 0 && zeros[first] >= characters && zeros[second] * 10 >= characters * 9
    };
    if are_four(3, 2) && zeros[0] * 10 <= characters {
        return Some(Encoding::Utf32Le);
    }
    if are_four(0, 1) && zeros[3] * 10 <= characters {
        return Some(Encoding::Utf32Be);
    }
    // Bytes that are valid UTF-8 must be nearly all ASCII characters; otherwise one in twenty is enough.
    let units = bytes.len() / 2;
    let enough = if std::str::from_utf8(bytes).is_ok() {
        units.div_ceil(2)
    } else {
        units.div_ceil(20)
    };
    let is_whole = bytes.len().is_multiple_of(2) || units > SHORT;
    // Some characters have a low byte of zero, such as 一.
    match (zeros[0] + zeros[2], zeros[1] + zeros[3]) {
        _ if !is_whole => None,
        (even, odd) if odd >= enough && odd >= even * 4 => Some(Encoding::Utf16Le),
        (even, odd) if even >= enough && even >= odd * 4 => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Returns whether the bytes above ASCII are single letters and signs in Western words. UTF-8 with a mistake has whole
/// characters elsewhere.
fn is_like_windows_1252(bytes: &[u8]) -> bool {
    let runs = || bytes.split(u8::is_ascii).filter(|run| !run.is_empty());
    runs().all(|run| run.len() <= LONGEST_RUN && std::str::from_utf8(run).is_err())
        && !bytes.iter().any(|byte| UNDEFINED.contains(byte))
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Position, decode, decode_lossy, lines, position};
    use crate::store::StoreError;

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    fn utf32(text: &str, to_bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars()
            .flat_map(|character| to_bytes(u32::from(character)))
            .collect()
    }

    #[test]
    fn wide_encodings_are_recognized_with_and_without_a_mark() {
        let english = "# Launch\r\n\r\n- [ ] Café budget agreed: ____\r\n";
        let chinese = "# 上线检查一\n\n- [ ] 数据库备份已经恢复到第二台机器并且校验通过\n";
        for text in [english, chinese, "a", "{\n  \"format\": \"gonogo/1\"\n}\n"] {
            for mark in ["", "\u{feff}"] {
                let text = format!("{mark}{text}");
                for (bytes, expected) in [
                    (utf16(&text, u16::to_le_bytes), Encoding::Utf16Le),
                    (utf16(&text, u16::to_be_bytes), Encoding::Utf16Be),
                    (utf32(&text, u32::to_le_bytes), Encoding::Utf32Le),
                    (utf32(&text, u32::to_be_bytes), Encoding::Utf32Be),
                ] {
                    assert_eq!(decode_lossy(&bytes), text, "{expected:?}");
                    match decode(bytes, None) {
                        Err(StoreError::OtherEncoding {
                            path: None,
                            encoding,
                        }) => {
                            assert_eq!(encoding, expected, "{text:?}");
                        }
                        other => panic!("{expected:?} of {text:?}: {other:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn text_with_a_stray_nul_is_still_utf_8() {
        for text in [
            "",
            "a",
            "- [ ] a\0b\n",
            "\0",
            "\0\0\0\0",
            "- [ ] a\n\0\0\0\0\0\0\0\0",
            "\u{feff}# T\n",
            "é\0",
            "备份\0",
        ] {
            assert_eq!(decode(text.as_bytes().to_vec(), None).unwrap(), text);
        }
    }

    #[test]
    fn what_is_not_utf_8_is_named_where_it_can_be() {
        for (label, bytes, line, byte, guess) in [
            (
                "one letter",
                &b"# T\n- [ ] caf\xe9\n"[..],
                2,
                10,
                Some(Encoding::Windows1252),
            ),
            (
                "CRLF",
                b"# T\r\n\r\n\x93quoted\x94\r\n",
                3,
                1,
                Some(Encoding::Windows1252),
            ),
            (
                "CR alone",
                b"# T\rone\rtw\xf6\r",
                3,
                3,
                Some(Encoding::Windows1252),
            ),
            (
                "broken UTF-8",
                b"# \xc3\xa9t\xc3\xa9\n- [ ] caf\xe9\n",
                2,
                10,
                None,
            ),
            ("Cyrillic", b"# \xcf\xf0\xe8\xe2\xe5\xf2\n", 1, 3, None),
            ("an undefined byte", b"# \x81\n", 1, 3, None),
            (
                "cut off in a character",
                b"# T\n\xe5\xa4",
                2,
                1,
                Some(Encoding::Windows1252),
            ),
        ] {
            match decode(bytes.to_vec(), None) {
                Err(StoreError::NotUtf8 {
                    path: None,
                    at,
                    guess: found,
                }) => {
                    assert_eq!((at, found), (Position { line, byte }, guess), "{label}");
                }
                other => panic!("{label}: {other:?}"),
            }
        }
    }

    #[test]
    fn positions_count_lines_as_editors_do() {
        let text = b"ab\ncd\r\nef\rgh\r\r\n";
        let lines: Vec<&str> = lines("ab\ncd\r\nef\rgh\r\r\nend").collect();
        assert_eq!(lines, ["ab\n", "cd\r\n", "ef\r", "gh\r", "\r\n", "end"]);
        for (offset, line, byte) in [
            (0, 1, 1),
            (2, 1, 3),
            (3, 2, 1),
            (5, 2, 3),
            (6, 2, 4),
            (7, 3, 1),
            (10, 4, 1),
            (13, 5, 1),
            (15, 6, 1),
            (99, 6, 1),
        ] {
            assert_eq!(position(text, offset), Position { line, byte }, "{offset}");
        }
    }
}
