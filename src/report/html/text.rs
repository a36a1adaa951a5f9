//! Escapes text for HTML.

use crate::sanitize;

/// Escapes a text for an element or for the value of an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

/// Returns typed text for use beside other texts: its writing direction doesn't reorder them.
pub(super) fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", typed(text))
}

/// Escapes typed text: direction overrides and control characters are spelled out, newlines are kept.
pub(super) fn typed(text: &str) -> String {
    let lines: Vec<_> = sanitize::lines(text.trim()).collect();
    escape(&lines.join("\n"))
}
