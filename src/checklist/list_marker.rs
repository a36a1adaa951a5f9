//! The start of a line that looks like an item: a list marker, and a box.

/// The list marker at the start of a text: `-`, `*`, `+`, `3.`, `3)`.
pub(super) fn list(text: &str) -> Option<&str> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = text[digits..].chars().next()?;
    let fits = match digits {
        0 => matches!(sign, '-' | '*' | '+'),
        // A longer number begins no list (CommonMark, section 5.2).
        1..=9 => matches!(sign, '.' | ')'),
        _ => false,
    };
    fits.then(|| &text[..=digits])
}

/// The box at the start of a text, which GitHub would take: `[ ]`, `[x]`, `[X]`.
pub(super) fn sound_box(text: &str) -> Option<&str> {
    ["[ ]", "[x]", "[X]"]
        .into_iter()
        .find(|&sound| text.starts_with(sound))
}

/// True if a line reads `- [ ] text`.
pub(super) fn is_like_item(line: &str) -> bool {
    let line = line.trim_start();
    let Some(rest) = list(line).map(|marker| &line[marker.len()..]) else {
        return false;
    };
    let inside = rest.trim_start();
    inside.len() < rest.len() && is_box_with_text(inside)
}

/// True if a text reads `[ ] text`.
pub(super) fn is_box_with_text(text: &str) -> bool {
    sound_box(text).is_some_and(|sound| {
        let rest = &text[sound.len()..];
        rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()
    })
}
