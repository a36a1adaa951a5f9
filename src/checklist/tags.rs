//! The readable part of raw HTML in a line.
//!
//! A tag with an effect on a page is left out, and its content stays. A tag without effect was written
//! to be read: `<db-1>`, `<your-domain>`, `Ticket: <link>`. GitHub hides those too, but people who edit the source
//! see them, and they distinguish items.

use std::borrow::Cow;

use super::html_tags;

/// The distance after a tag in which its end is searched, in bytes.
const NEAR: usize = 2000;
/// Elements that begin or end a line: they separate the texts around them by a space.
const BREAKS: [&str; 30] = [
    "blockquote",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements that have an effect without an end tag or attribute.
const BARE: [&str; 12] = [
    "br", "dd", "dt", "hr", "li", "p", "rp", "rt", "td", "th", "tr", "wbr",
];

/// The readable part of a piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Readable<'a> {
    /// Nothing: a comment, or formatting.
    Nothing,
    /// The end of a line.
    Break,
    /// The tag itself, or the alternative text of an image.
    Text(Cow<'a, str>),
}

/// The readable part of `html`, one piece of inline HTML that `after` follows in the source.
pub(super) fn read<'a>(html: &'a str, after: &str) -> Readable<'a> {
    if html.starts_with("<!") || html.starts_with("<?") {
        return Readable::Nothing;
    }
    let Some(name) = html_tags::name(html) else {
        return Readable::Text(Cow::Borrowed(html));
    };
    let lower = name.to_ascii_lowercase();
    let is_end = html.starts_with("</");
    let attributes = html
        .trim_start_matches(['<', '/'])
        .get(name.len()..)
        .unwrap_or_default();
    let attributes = attributes.trim_end_matches(['>', '/']).trim();
    // The end is searched last, as that takes longest.
    let does_nothing = || {
        attributes.is_empty()
            && !is_end
            && !BARE.contains(&lower.as_str())
            && !is_ended(&lower, after)
    };
    if !html_tags::is_known(&lower) || does_nothing() {
        return Readable::Text(Cow::Borrowed(html));
    }
    if lower == "img" {
        return attribute(attributes, "alt").map_or(Readable::Nothing, Readable::Text);
    }
    if BREAKS.contains(&lower.as_str()) {
        Readable::Break
    } else {
        Readable::Nothing
    }
}

/// True if the element `name` ends in the paragraph that continues with `after`.
fn is_ended(name: &str, after: &str) -> bool {
    let bytes = &after.as_bytes()[..after.len().min(NEAR)];
    let is_blank = |at: &usize| {
        matches!(
            &bytes[*at..],
            [b'\n', b'\n' | b'\r', ..] | [b'\r', b'\r', ..]
        )
    };
    let end = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .find(is_blank)
        .unwrap_or(bytes.len());
    memchr::memmem::find_iter(&bytes[..end], b"</").any(|at| {
        let rest = &bytes[at + 2..end];
        let is_name = rest
            .get(..name.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()));
        is_name
            && !rest
                .get(name.len())
                .is_some_and(|next| next.is_ascii_alphanumeric() || b"-_.:".contains(next))
    })
}

/// The value of the attribute `name`, white space folded.
fn attribute<'a>(attributes: &str, name: &str) -> Option<Cow<'a, str>> {
    let mut rest = attributes;
    while let Some((key, more)) = rest.split_once('=') {
        let more = more.trim_start();
        let quote = more
            .chars()
            .next()
            .filter(|sign| matches!(sign, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => more[1..].split_once(quote).unwrap_or((&more[1..], "")),
            None => more.split_once(char::is_whitespace).unwrap_or((more, "")),
        };
        let own = key.split_whitespace().next_back().unwrap_or_default();
        if own.eq_ignore_ascii_case(name) {
            return Some(Cow::Owned(
                value.split_whitespace().collect::<Vec<_>>().join(" "),
            ));
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{BREAKS, Readable, read};

    #[test]
    fn tags_that_do_something_are_left_out_and_others_are_text() {
        assert!(BREAKS.is_sorted());
        let text = |text| Readable::Text(Cow::Borrowed(text));
        for (html, after, expected) in [
            ("<!-- why -->", "", Readable::Nothing),
            ("<?php x ?>", "", Readable::Nothing),
            ("<db-1>", " snapshot", text("<db-1>")),
            ("</db-1>", "", text("</db-1>")),
            ("<your-domain/>", "", text("<your-domain/>")),
            ("<version tag=\"x\">", "", text("<version tag=\"x\">")),
            ("<b>", "bold</b>", Readable::Nothing),
            ("</b>", "", Readable::Nothing),
            ("<KBD>", "Esc</kbd> leaves", Readable::Nothing),
            ("<b>", " to <c>", text("<b>")),
            ("<b>", " to\n\n</b>", text("<b>")),
            ("<b>", "one</br>", text("<b>")),
            ("<link>", "", text("<link>")),
            ("<a href=\"x\">", "run book", Readable::Nothing),
            ("<input type=\"checkbox\">", " a", Readable::Nothing),
            ("<br>", "then", Readable::Break),
            ("<BR />", "then", Readable::Break),
            ("</br>", "then", Readable::Break),
            ("<li>", "two", Readable::Break),
            ("<wbr>", "two", Readable::Nothing),
            ("<img src=\"a.png\">", "", Readable::Nothing),
            (
                "<img src=a.png alt='the  pool'/>",
                "",
                Readable::Text(Cow::Borrowed("the pool")),
            ),
        ] {
            assert_eq!(read(html, after), expected, "{html}{after}");
        }
    }
}
