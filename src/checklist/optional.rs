//! Which entries are optional: those that say so in a bracket, a lead, or a heading that is only that.
//!
//! An optional item never blocks a GO, so a text counts only if it leaves no doubt: a condition
//! (`if applicable`), a recommendation, or a phrase that continues (`optional for staging`) leave an item required.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::legacy::ParseRules;
use super::{Checklist, EntryId, parse};

/// Words that a bracket may contain beside the first.
const BESIDE: [&str; 11] = [
    "optional",
    "but",
    "and",
    "or",
    "nice",
    "to",
    "have",
    "recommended",
    "highly",
    "strongly",
    "empfohlen",
];
/// The first words of a bracket or a lead.
const NAMES: [&str; 3] = ["optional", "nice to have", "nice-to-have"];
/// Whole texts.
const ONLY: [&str; 9] = [
    "optional",
    "nice to have",
    "nice to haves",
    "optional items",
    "optional tasks",
    "optional steps",
    "optional checks",
    "optional extras",
    "optional nice to have",
];
/// Words anywhere in a text that contradict it.
const CONTRADICTIONS: [&str; 9] = [
    "required",
    "mandatory",
    "must",
    "compulsory",
    "obligatory",
    "no longer",
    "not optional",
    "anymore",
    "any more",
];
/// The limit for the length of such a bracket, in characters.
const LONGEST_BRACKET: usize = 80;
/// Words after a bracket or a lead that continue its phrase.
const CONTINUES: [&str; 30] = [
    "for",
    "in",
    "on",
    "at",
    "if",
    "when",
    "unless",
    "except",
    "until",
    "only",
    "before",
    "after",
    "to",
    "but",
    "not",
    "no",
    "as",
    "while",
    "outside",
    "during",
    "by",
    "from",
    "is",
    "was",
    "are",
    "otherwise",
    "else",
    "than",
    "never",
    "nope",
];
/// Words before a bracket that make it part of their phrase: `marked as (optional)`.
const TAKES: [&str; 12] = [
    "not", "no", "never", "as", "is", "are", "be", "t", "than", "or", "called", "marked",
];
/// Names for items that are not optional.
const REQUIRED: [&str; 4] = ["required", "mandatory", "must", "must have"];

/// For each entry, in document order, whether it is optional: its text says so, or the text of one above, and it
/// doesn't say that it is required. The title doesn't count, as it names the whole document.
pub(super) fn of(checklist: &Checklist) -> Vec<bool> {
    let mut optional: Vec<bool> = Vec::with_capacity(checklist.entries().len());
    for id in checklist.ids() {
        let entry = checklist.entry(id);
        let above = entry.parent.is_some_and(|parent| optional[parent.0]);
        let says = || {
            checklist.title() != Some(id)
                && is_optional(&entry.text)
                && is_optional(&spoken(checklist, id))
        };
        optional.push(if above {
            !is_required(&entry.text)
        } else {
            says()
        });
    }
    optional
}

/// The text of an entry without code, images, and text that is struck out.
fn spoken(checklist: &Checklist, id: EntryId) -> String {
    let head = checklist.entry(id).head.clone();
    let (mut text, mut hidden) = (String::new(), 0);
    for (event, _) in parse::events(
        &checklist.source()[..head.end],
        head.start,
        ParseRules::Present,
    ) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::Strikethrough) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::Strikethrough) => {
                hidden -= 1;
                text.push('\u{fffc}');
            }
            Event::Text(part) if hidden == 0 => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => text.push('\u{fffc}'),
            _ => {}
        }
    }
    text
}

/// True if a text says that it is optional: in a bracket at its start or end, as its lead, or as the whole text.
fn is_optional(text: &str) -> bool {
    let lower = text.to_lowercase();
    // Most texts don't have a word of these, and joining the words takes longest.
    let has_first_word = |name: &&str| {
        let first = name.split(' ').next().unwrap_or_default();
        lower.contains(first)
    };
    if !NAMES.iter().any(has_first_word) {
        return false;
    }
    let words = joined(&lower);
    let holds = |part: &str| format!(" {words} ").contains(&format!(" {part} "));
    if !NAMES.iter().any(|name| words.contains(name))
        || CONTRADICTIONS.iter().any(|part| holds(part))
    {
        return false;
    }
    let whole = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let is_asked = lower.contains(['?', '？']);
    let is_only = ONLY.contains(&whole) && !is_asked;
    let first = lower.find(char::is_alphanumeric).unwrap_or(lower.len());
    is_only
        || is_lead(&lower, &NAMES)
        || lower
            .match_indices(['(', '[', '（', '［'])
            .any(|(at, _)| is_bracket(&lower, at, first))
}

/// True if a text says that it is required, whatever is above.
fn is_required(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bracket = |at: usize| {
        let inside = lower[at + 1..].trim_start_matches(['*', '_', ' ']);
        let inside = inside
            .split(|c: char| !c.is_alphabetic() && c != ' ')
            .next()
            .unwrap_or_default();
        words(inside)
            .next()
            .is_some_and(|first| REQUIRED.contains(&first))
    };
    REQUIRED.contains(&joined(&lower).as_str())
        || is_lead(&lower, &REQUIRED)
        || lower.match_indices(['(', '[']).any(|(at, _)| bracket(at))
}

/// True if a text in lower case begins with one of these names and a colon.
fn is_lead(lower: &str, names: &[&str]) -> bool {
    let start = lower
        .trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{fffc}' | '(' | '['));
    let behind = names
        .iter()
        .filter_map(|name| start.strip_prefix(name))
        .find_map(|rest| {
            let rest = rest.trim_start_matches(['*', '_', ' ']);
            rest.strip_prefix([':', '：'])
        });
    behind.is_some_and(|rest| !goes_on(rest))
}

/// True if the bracket at an offset of a text in lower case only says that it is optional, and isn't part of a
/// phrase. The first letter of the text is at `first`.
fn is_bracket(lower: &str, at: usize, first: usize) -> bool {
    let (before, rest) = lower.split_at(at);
    let Some(open) = rest.chars().next() else {
        return false;
    };
    let inside = &rest[open.len_utf8()..];
    if !NAMES
        .iter()
        .any(|name| inside.trim_start_matches(['*', '_', ' ']).starts_with(name))
    {
        return false;
    }
    let mut near = inside.char_indices().take(LONGEST_BRACKET);
    let Some((end, _)) = near.find(|(_, c)| matches!(c, ')' | ']' | '）' | '］')) else {
        return false;
    };
    let (inside, behind) = inside.split_at(end);
    let behind = behind
        .trim_start_matches([')', ']', '）', '］'])
        .trim_start();
    let is_said = words(inside).all(|word| BESIDE.contains(&word))
        && !inside.contains(['?', '？', '!', '\u{fffc}']);
    let leads = at <= first || before.trim_end().ends_with([':', '：']);
    let is_apart = leads
        || behind
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '?' | '/'));
    let last = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_taken = TAKES.contains(&last);
    is_said && is_apart && !is_taken && !goes_on(behind)
}

/// True if the following text continues the phrase.
fn goes_on(rest: &str) -> bool {
    words(rest)
        .next()
        .is_some_and(|first| CONTINUES.contains(&first))
        || rest.trim_start().starts_with(['?', '？'])
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn joined(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};

    #[test]
    fn a_line_without_end_is_read_in_time() {
        for part in ["(optional ", "[nice to have](", "((", "optional) "] {
            let checklist = Checklist::parse(format!("# T\n- [ ] a {}\n", part.repeat(20_000)));
            assert!(!checklist.is_optional(EntryId(1)), "{part}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn only_what_leaves_no_doubt_is_optional() {
        for (text, expected, why) in [
            ("Slides (optional)", true, "a bracket at the end"),
            ("Slides [optional]", true, "in square brackets"),
            ("Slides (Optional), @ann", true, "an owner behind it"),
            ("**Slides** (optional): a party", true, "behind the title"),
            ("(optional) Slides", true, "at the start"),
            ("*(optional)* Slides", true, "at the start, in italics"),
            (
                "Every second time: (optional) slides",
                true,
                "at the start of what a lead leads to",
            ),
            ("Optional: slides", true, "a lead"),
            ("**Optional**: slides", true, "a bold lead"),
            ("✨ Optional: slides", true, "a lead behind a picture"),
            ("Feature (Nice to have)", true, "another word for it"),
            ("Nice to have: feature", true, "another word for it"),
            (
                "WAF configured (optional but recommended)",
                true,
                "all words say it",
            ),
            ("Slides (optional, empfohlen)", true, "all words say it"),
            ("Optional", true, "only that"),
            (
                "Slides (optional for staging, required for production)",
                false,
                "a phrase that goes on",
            ),
            (
                "Slides (optional) for staging",
                false,
                "a phrase that goes on",
            ),
            (
                "(optional) for staging: slides",
                false,
                "a phrase that goes on",
            ),
            (
                "Slides (optional) - in staging",
                false,
                "a phrase that goes on",
            ),
            (
                "Slides (optional) (in staging)",
                false,
                "a phrase that goes on",
            ),
            ("Slides (optional/required)", false, "both"),
            (
                "Slides (optional?) no, required",
                false,
                "asked, and denied",
            ),
            ("Slides (optional?)", false, "asked"),
            ("Slides (optional)?", false, "asked"),
            (
                "Slides (optional) – mandatory in the EU",
                false,
                "contradicted",
            ),
            ("Slides are no longer (optional)", false, "contradicted"),
            ("Slides not (optional)", false, "negated"),
            ("Optional: no", false, "negated"),
            ("Optional: not for us", false, "negated"),
            ("Fields marked as (optional)", false, "the subject"),
            ("Remove the (optional) badge", false, "the subject"),
            (
                "Drain (optional) queues",
                false,
                "in the middle of a phrase",
            ),
            ("`(optional)` gone from the form", false, "code"),
            ("Drop `foo (optional)`", false, "code"),
            ("`Optional:` header sent", false, "code"),
            ("Slides ~~(optional)~~", false, "struck out"),
            ("Slides ![(optional)](a.png)", false, "an image"),
            ("Slides <!-- (optional) -->", false, "a comment"),
            (
                "[Slides](https://example.com/(optional))",
                false,
                "the target of a link",
            ),
            ("Infrastructure as code (recommended)", false, "recommended"),
            (
                "Session timeout set (recommended: 24 hours)",
                false,
                "a recommended value",
            ),
            ("Data exported (if applicable)", false, "a condition"),
            ("Failover tested (if needed)", false, "a condition"),
            ("Optional chaining removed", false, "the subject"),
            ("Optionally typed fields checked", false, "another word"),
            ("Optional - slides", false, "no lead"),
            ("Slides, optional", false, "no bracket"),
            ("Inputs checked (required and optional)", false, "both"),
            ("Inputs checked (optional fields too)", false, "the subject"),
            ("Slides (optional", false, "no end"),
            ("数据库(可选)", false, "another language"),
        ] {
            let checklist = Checklist::parse(format!("# T\n- [ ] {text}\n"));
            assert_eq!(checklist.is_optional(EntryId(1)), expected, "{text}: {why}");
        }
    }

    #[test]
    fn headings_that_are_only_that_cover_what_stands_under_them() {
        for (document, expected, why) in [
            (
                "# T\n## Optional\n- [ ] a\n## B\n- [ ] b\n",
                "a",
                "until the next heading",
            ),
            (
                "# T\n## ✨ 4. Nice to Have\n- [ ] a\n",
                "a",
                "behind a number",
            ),
            (
                "# T\n## Kafka (optional)\n### Topics\n- [ ] a\n",
                "a",
                "with all under it",
            ),
            (
                "# T\n- [ ] a (optional)\n  - [ ] b\n- [ ] c\n",
                "a (optional) b",
                "an item, too",
            ),
            ("# T\n## Optional services\n- [ ] a\n", "", "the subject"),
            ("# T\n## Optional?\n- [ ] a\n", "", "asked"),
            ("# T\n## Required and optional\n- [ ] a\n", "", "both"),
            (
                "# T (optional)\n## S\n- [ ] a\n",
                "",
                "the title puts nothing apart",
            ),
            ("# Optional\n- [ ] a\n", "", "nor does this one"),
            (
                "# T\n## Optional\n- [ ] a (required)\n- [ ] b\n- [ ] Required: c\n",
                "b",
                "unless it says so",
            ),
            (
                "# T\n## Optional\n### Mandatory\n- [ ] a\n### Others\n- [ ] b\n",
                "b",
                "or its heading does",
            ),
        ] {
            let checklist = Checklist::parse(document);
            let optional = checklist.items().filter(|&id| checklist.is_optional(id));
            let told: Vec<&str> = optional
                .map(|id| checklist.entry(id).text.as_str())
                .collect();
            assert_eq!(told.join(" "), expected, "{document}: {why}");
        }
    }
}
