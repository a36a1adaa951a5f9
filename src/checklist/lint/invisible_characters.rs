//! White space that Markdown doesn't recognize, and invisible characters: in a list marker or a box they
//! turn it into text, which still looks like a box.

use std::borrow::Cow;

/// Characters without width, which come from web pages and word processors.
const UNSEEN: [char; 12] = [
    '\u{AD}', '\u{180E}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{2060}',
    '\u{2061}', '\u{2062}', '\u{2063}', '\u{FEFF}',
];
/// The limit for the length of a list marker and a box, in characters.
const REACH: usize = 60;

/// Returns the line with plain spaces and without invisible characters, and the first such character;
/// `None` if its beginning contains none.
pub(super) fn as_it_looks(line: &str) -> Option<(Cow<'_, str>, char)> {
    let first = line
        .chars()
        .take(REACH)
        .find(|&c| is_odd_space(c) || UNSEEN.contains(&c))?;
    let seen = line.chars().filter(|c| !UNSEEN.contains(c));
    Some((
        seen.map(|c| if is_odd_space(c) { ' ' } else { c })
            .collect(),
        first,
    ))
}

/// The message about such a character at the start of an item.
pub(super) fn advice(character: char) -> String {
    let to_do = if is_odd_space(character) {
        "use a plain space instead"
    } else {
        "remove it"
    };
    format!(
        "U+{:04X} ({}) breaks this checkbox: {to_do}",
        u32::from(character),
        name(character)
    )
}

fn name(character: char) -> &'static str {
    match character {
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{200B}' => "zero-width space",
        '\u{202F}' => "narrow no-break space",
        '\u{3000}' => "ideographic space",
        '\u{FEFF}' => "byte order mark",
        _ if is_odd_space(character) => "other space",
        _ => "invisible character",
    }
}

/// White space other than space, tab and line ends (CommonMark, section 2.1).
fn is_odd_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, ' ' | '\t' | '\n' | '\r')
}
