//! Entries that are struck out: their whole text, or a bracket that says they don't apply.
//!
//! They stay open until somebody answers: striking out isn't an answer, but a hint to N/A.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::languages::{Term, lower, words};
use super::legacy::ParseRules;
use super::{Checklist, EntryId, parse};

/// Signs that may follow those words inside the bracket.
const AFTER: [char; 9] = [',', ';', ':', '.', '-', '–', '—', '，', '：'];

impl Checklist {
    /// True if the whole text of an entry is struck out, or a bracket says that it doesn't apply. It is still open.
    pub fn is_struck(&self, id: EntryId) -> bool {
        self.struck.get_or_init(|| of(self))[id.0]
    }
}

/// For each entry, in document order, whether it is struck out.
fn of(checklist: &Checklist) -> Vec<bool> {
    let is_struck = |id: EntryId| {
        let entry = checklist.entry(id);
        // Boxes on one line have the same head, and a row holds the texts of other cells, too.
        let is_whole = (entry.is_item() || entry.is_section()) && is_struck_out(checklist, id);
        is_whole || (!entry.is_section() && is_not_applicable(&entry.text))
    };
    checklist.ids().map(is_struck).collect()
}

/// True if all text of an entry is struck out, apart from brackets.
fn is_struck_out(checklist: &Checklist, id: EntryId) -> bool {
    let head = checklist.entry(id).head.clone();
    let source = checklist.unannotated();
    // Most texts have none of these.
    let lower = &source[head.clone()];
    if !["~", "<s>", "<del>", "<S>", "<DEL>", "<strike>"]
        .iter()
        .any(|sign| lower.contains(sign))
    {
        return false;
    }
    let (mut struck, mut depth, mut brackets) = (false, 0usize, 0usize);
    for (event, _) in parse::events(&source[..head.end], head.start, ParseRules::Present) {
        match event {
            Event::Start(Tag::Strikethrough) => depth += 1,
            Event::End(TagEnd::Strikethrough) => depth = depth.saturating_sub(1),
            Event::InlineHtml(html) | Event::Html(html) => match html.to_ascii_lowercase().as_str()
            {
                "<s>" | "<del>" | "<strike>" => depth += 1,
                "</s>" | "</del>" | "</strike>" => depth = depth.saturating_sub(1),
                _ => {}
            },
            Event::Text(text) | Event::Code(text) if depth > 0 => {
                struck |= text.chars().any(char::is_alphanumeric);
            }
            Event::Text(text) => {
                for c in text.chars() {
                    match c {
                        '(' | '[' | '（' => brackets += 1,
                        ')' | ']' | '）' => brackets = brackets.saturating_sub(1),
                        _ if brackets == 0 && c.is_alphanumeric() => return false,
                        _ => {}
                    }
                }
            }
            Event::Code(_) if brackets == 0 => return false,
            _ => {}
        }
    }
    struck
}

/// True if a bracket at the start or the end of a text says that it doesn't apply: `(n/a)`, `(N/A, internal only)`.
fn is_not_applicable(text: &str) -> bool {
    let lower = lower(text);
    let text = lower.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '.' | '~'));
    let says = |inside: &str| {
        let inside = inside.trim();
        let length = words(Term::NotApplicable).start(inside);
        length.is_some_and(|length| {
            let rest = inside[length..].trim_start();
            rest.is_empty() || rest.starts_with(AFTER)
        })
    };
    let first = text
        .strip_prefix(['(', '[', '（'])
        .and_then(|rest| rest.split([')', ']', '）']).next());
    let last = text
        .strip_suffix([')', ']', '）'])
        .and_then(|rest| rest.rsplit(['(', '[', '（']).next());
    // A bracket without an opening sign isn't one.
    let has_open = text.contains(['(', '[', '（']);
    (first.is_some_and(says) || last.is_some_and(says)) && has_open
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};

    #[test]
    fn struck_out_and_not_applicable_entries_are_found() {
        for (text, expected) in [
            ("~~Database migration rehearsed~~", true),
            ("~Docs updated~", true),
            ("**~~Docs~~** ~~updated~~.", true),
            ("~~Docs updated~~ (N/A, internal only)", true),
            ("<del>Docs updated</del>", true),
            ("<s>Docs</s>", true),
            ("~~`make docs` updated~~", true),
            ("Load test (n/a)", true),
            ("Load test [N/A]", true),
            ("Load test (N/A: internal)", true),
            ("(n/a) Load test", true),
            ("Load test (not applicable – internal)", true),
            ("Lasttest (entfällt)", true),
            ("~~Old~~ new text", false),
            ("New ~~old~~", false),
            ("Takes ~5 minutes, at most ~10", false),
            ("Load test (n/a for staging only?)", false),
            ("Enter n/a where nothing applies", false),
            ("Fill all fields (or n/a)", false),
            ("Load test", false),
        ] {
            let checklist = Checklist::parse(format!("- [ ] {text}\n"));
            assert_eq!(checklist.is_struck(EntryId(0)), expected, "{text}");
        }
    }
}
