//! Line ends: LF, CRLF, or CR alone (CommonMark, section 2.1).

use memchr::{memchr2, memchr2_iter, memrchr2};

/// The offsets of the lines of `text`: the first is 0; after a line end at the end of `text` another line begins.
pub fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = memchr2_iter(b'\n', b'\r', bytes).filter(|&at| !bytes[at..].starts_with(b"\r\n"));
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

/// The offset where the line with the byte at `offset` begins.
pub fn start(text: &str, offset: usize) -> usize {
    memrchr2(b'\n', b'\r', &text.as_bytes()[..offset]).map_or(0, |end| end + 1)
}

/// The offset where the line with the byte at `offset` ends, after its line end.
pub fn end(text: &str, offset: usize) -> usize {
    let bytes = text.as_bytes();
    match memchr2(b'\n', b'\r', &bytes[offset..]).map(|at| offset + at) {
        Some(at) if bytes[at..].starts_with(b"\r\n") => at + 2,
        Some(at) => at + 1,
        None => bytes.len(),
    }
}

/// The lines of `text`, each with its line end.
pub fn with_ends(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (line, more) = rest.split_at(end(rest, 0));
        rest = more;
        (!line.is_empty()).then_some(line)
    })
}

/// The lines of `text` without their line ends.
pub fn of(text: &str) -> impl Iterator<Item = &str> {
    with_ends(text).map(|line| line.trim_end_matches(is_end))
}

/// The last line of `text` without its line end.
pub fn last(text: &str) -> &str {
    let line = ["\r\n", "\n", "\r"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    &line[start(line, line.len())..]
}

/// True for a character that ends a line.
pub fn is_end(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// The number of line ends in `text`.
pub fn count(text: &str) -> usize {
    starts(text).len() - 1
}

/// The line end of the first line of `text`, or `\n`.
pub fn newline(text: &str) -> &'static str {
    match with_ends(text).next() {
        Some(line) if line.ends_with("\r\n") => "\r\n",
        Some(line) if line.ends_with('\r') => "\r",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::{count, end, last, newline, of, start, starts, with_ends};

    #[test]
    fn lines_end_in_three_ways() {
        let text = "a\nb\r\nc\rd\r\r\ne";
        assert_eq!(starts(text), [0, 2, 5, 7, 9, 11]);
        assert_eq!(
            with_ends(text).collect::<Vec<_>>(),
            ["a\n", "b\r\n", "c\r", "d\r", "\r\n", "e"]
        );
        assert_eq!(of(text).collect::<Vec<_>>(), ["a", "b", "c", "d", "", "e"]);
        assert_eq!((start(text, 5), start(text, 7), start(text, 0)), (5, 7, 0));
        assert_eq!((end(text, 2), end(text, 5), end(text, 11)), (5, 7, 12));
        assert_eq!((count(text), count("")), (5, 0));
        let lasts = ["", "a", "a\r", "a\rb\r\n", "a\r\n\n"].map(last);
        assert_eq!(lasts, ["", "a", "a", "b", ""]);
        for (text, expected) in [
            ("a\r\nb\n", "\r\n"),
            ("a\rb\n", "\r"),
            ("a\nb\r", "\n"),
            ("a", "\n"),
        ] {
            assert_eq!(newline(text), expected, "{text:?}");
        }
    }
}
