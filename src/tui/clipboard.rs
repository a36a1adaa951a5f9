//! Copies text to the clipboard of the user's terminal, also a remote one: the sequence OSC 52 (xterm, “Operating System
//! Commands”). Terminals don't confirm it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The longest text, in bytes: many terminals take sequences of 100,000 bytes at most, which leaves 99,992 for
/// base64.
pub const LONGEST: usize = 74_994;
/// GNU screen hands on so many bytes at a time (screen(1), “MAXSTR” in older versions).
const CHUNK: usize = 256;

/// The sequence that puts `text` on the clipboard; nothing where it is too long.
pub fn sequence(text: &str) -> Option<String> {
    (text.len() <= LONGEST).then(|| format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(text)))
}

/// The sequence in pieces that GNU screen hands on to the terminal around it, as it keeps none of them for itself.
pub fn through_screen(sequence: &str) -> String {
    let mut wrapped = String::new();
    let mut rest = sequence;
    while !rest.is_empty() {
        // It is ASCII all over.
        let (piece, after) = rest.split_at(CHUNK.min(rest.len()));
        wrapped.push_str(&format!("\u{1b}P{piece}\u{1b}\\"));
        rest = after;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, sequence, through_screen};

    #[test]
    fn a_text_becomes_base64_up_to_the_longest() {
        assert_eq!(
            sequence("make ✓").as_deref(),
            Some("\u{1b}]52;c;bWFrZSDinJM=\u{7}")
        );
        assert_eq!(
            sequence(&"a".repeat(LONGEST)).map(|sequence| sequence.len()),
            Some(100_000)
        );
        assert_eq!(sequence(&"a".repeat(LONGEST + 1)), None);
    }

    #[test]
    fn screen_gets_it_in_pieces_that_give_the_whole() {
        let whole = sequence(&"kubectl ".repeat(100)).unwrap();
        let wrapped = through_screen(&whole);
        let pieces: Vec<&str> = wrapped.split_terminator("\u{1b}\\").collect();
        assert!(
            pieces.len() > 3 && pieces.iter().all(|piece| piece.len() <= 258),
            "{pieces:?}"
        );
        let inner: String = pieces
            .iter()
            .map(|piece| piece.strip_prefix("\u{1b}P").unwrap())
            .collect();
        assert_eq!(inner, whole);
    }
}
