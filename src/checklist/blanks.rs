//! Finds the blanks in the plain text of one line or paragraph.
//!
//! The rules come from real documents: a run of three or more underscores is a blank if no word
//! touches it on the left, and nothing or a unit on the right. A line may have several blanks; the
//! label of each is the text since the previous one.

mod garbled;

use std::ops::Range;

use memchr::memmem;

use super::blank_kind::{self, BlankKind};
use super::inline::Inline;
use super::languages::{self, Term};
use super::legacy::ParseRules;
use super::mojibake;
use super::notation::Notation;
use super::placeholders::Placeholder;

/// The shortest run that is a blank.
pub(super) const SHORTEST: usize = 3;
/// The shortest line of underscores that is a write-in line; shorter ones are horizontal rules.
pub(super) const WRITE_IN: usize = 10;
/// The distance before a run in which its context is searched, in bytes.
const NEAR: usize = 200;
/// The longest answer that a document offers as a choice, in characters.
const LONGEST_CHOICE: usize = 40;
/// Words at the end of a label that say what was done with the answer, and are not part of the label.
const DONE_WORDS: [&str; 12] = [
    "defined",
    "documented",
    "set",
    "configured",
    "recorded",
    "agreed",
    "assigned",
    "chosen",
    "decided",
    "confirmed",
    "scheduled",
    "identified",
];

/// A blank before it belongs to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundBlank {
    /// Its bytes in the plain text.
    pub(super) plain: Range<usize>,
    /// Its bytes in the source.
    pub(super) source: Range<usize>,
    /// The label; empty if there is no text around the blank.
    pub(super) label: String,
    pub(super) kind: BlankKind,
    pub(super) choices: Vec<String>,
    pub(super) notation: Notation,
    /// The label in its key, if that is another: it was shorter once.
    pub(super) keyed: Option<String>,
    /// True if earlier versions didn't know such blanks, so that it must not change the keys of others.
    pub(super) is_late: bool,
}

/// Finds the blanks in gathered plain text, in order: runs of underscores, and placeholders without a name of their own.
pub(super) fn find(
    inline: &Inline,
    source: &str,
    rules: ParseRules,
    placeholders: &[Placeholder],
) -> Vec<FoundBlank> {
    let plain = inline.plain.as_str();
    let garbled = match rules {
        ParseRules::Present => garbled::find(inline, source),
        ParseRules::Earlier => Vec::new(),
    };
    let has_runs = !garbled.is_empty() || memmem::find(plain.as_bytes(), b"___").is_some();
    if !has_runs && placeholders.is_empty() {
        return Vec::new();
    }
    let is_garbled = |run: &Range<usize>| {
        let after = garbled.partition_point(|(garbled, _)| garbled.start <= run.start);
        let before = after.checked_sub(1).and_then(|at| garbled.get(at));
        before.is_some_and(|(garbled, _)| run.start < garbled.end)
    };
    let is_present = rules == ParseRules::Present;
    let notation = |run: &Range<usize>| {
        if is_present && is_version(plain, run) {
            return Some(Notation::Version);
        }
        is_blank(plain, run).then_some(Notation::Underscores)
    };
    let mut runs: Vec<(Range<usize>, Range<usize>, Notation)> = runs(plain)
        .filter(|run| !is_garbled(run))
        .filter_map(|run| {
            let notation = notation(&run)?;
            let place = inline.source_of(run.clone(), source)?;
            let is_span = place.len() > run.len() && source[place.clone()].starts_with('`');
            (!is_present || !is_example(plain, &run, is_span)).then_some((run, place, notation))
        })
        .collect();
    runs.extend(
        garbled
            .into_iter()
            .map(|(run, place)| (run, place, Notation::Underscores)),
    );
    let is_free = |one: &&Placeholder| {
        !runs
            .iter()
            .any(|(run, ..)| run.start < one.range.end && one.range.start < run.end)
    };
    let local = placeholders
        .iter()
        .filter(|one| one.name.is_none())
        .filter(is_free);
    let local: Vec<_> = local
        .filter_map(|one| {
            let place = inline.source_of(one.range.clone(), source)?;
            Some((one.range.clone(), place, one.notation))
        })
        .collect();
    runs.extend(local);
    runs.sort_unstable_by_key(|(run, ..)| run.start);
    let mut found: Vec<FoundBlank> = Vec::with_capacity(runs.len());
    for (index, (run, place, notation)) in runs.iter().enumerate() {
        // Labels of blanks that are no placeholders stay as they were when placeholders were text.
        let is_late = notation.is_placeholder();
        let before = found.iter().rfind(|before| is_late || !before.is_late);
        let previous = before.map_or(0, |before| before.plain.end);
        let mut behind = runs[index + 1..].iter();
        let next = behind.find(|(.., other)| is_late || !other.is_placeholder());
        let next = next.map_or(plain.len(), |(next, ..)| next.start);
        let between = &plain[previous..run.start];
        let before = match between.rsplit_once('\n') {
            Some((_, line)) => line,
            None if previous == 0 => between,
            None => without_end_of_previous(between),
        };
        let after = plain[run.end..next].lines().next().unwrap_or_default();
        let mut blank = describe(run.clone(), place.clone(), before, after);
        blank.is_late = notation.is_placeholder();
        if blank.is_late {
            labeled_by_itself(&mut blank, *notation, &plain[run.clone()], before);
        }
        found.push(blank);
    }
    mark_signatures(&mut found, plain);
    found
}

/// True if a line of source is a write-in line: only underscores.
pub(super) fn is_write_in(line: &str) -> bool {
    line.len() >= WRITE_IN && line.bytes().all(|byte| byte == b'_')
}

/// The runs of underscores in `plain`.
fn runs(plain: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = plain.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|&byte| byte == b'_')?;
        let length = bytes[start..]
            .iter()
            .take_while(|&&byte| byte == b'_')
            .count();
        at = start + length;
        Some(start..at)
    })
}

/// True if a run of underscores is a blank.
pub(super) fn is_blank(plain: &str, run: &Range<usize>) -> bool {
    let after = &plain[run.end..];
    let word_before = plain[..run.start]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let word_after = after.chars().next().is_some_and(char::is_alphanumeric);
    run.len() >= SHORTEST
        && !word_before
        && (!word_after || blank_kind::unit(after).is_some())
        && !is_in_url(plain, run)
        && !is_in_template(plain, run)
        && !is_reference(plain, run)
}

/// True if a run stands for a version behind a `v`: `v____`.
fn is_version(plain: &str, run: &Range<usize>) -> bool {
    let Some(before) = plain[..run.start].strip_suffix(['v', 'V']) else {
        return false;
    };
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    run.len() >= SHORTEST
        && is_apart(before.chars().next_back())
        && is_apart(plain[run.end..].chars().next())
        && !is_in_url(plain, run)
        && !is_in_template(plain, run)
}

/// True if a run is shown, not filled: "every `____` below is a blank", "channels such as #team-____".
fn is_example(plain: &str, run: &Range<usize>, is_span: bool) -> bool {
    let mut start = run.start.saturating_sub(NEAR);
    while !plain.is_char_boundary(start) {
        start += 1;
    }
    let before = &plain[start..run.start];
    let word = before.trim_end_matches(|c: char| !c.is_whitespace());
    let is_part = word.len() < before.len();
    if !is_span && !is_part {
        return false;
    }
    let before = languages::lower(if is_part { word } else { before });
    let before = before.trim_end_matches([' ', '.', ',']);
    languages::words(Term::Example).end(before).is_some()
}

/// The text between two blanks of a line, without the unit or choices of the first.
fn without_end_of_previous(before: &str) -> &str {
    if !choices(before).is_empty() {
        return before.split_once(')').map_or(before, |(_, rest)| rest);
    }
    if blank_kind::unit(before).is_some() {
        return before.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '%' | '％'));
    }
    before
}

/// True if a run is only part of a URL: `https://____` is a blank,
/// `https://example.com/a/___` is not.
fn is_in_url(plain: &str, run: &Range<usize>) -> bool {
    let near = plain[..run.start].char_indices().rev().take(NEAR);
    let start = near
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(run.start, |(at, _)| at);
    let word = &plain[start..run.start];
    word.split_once("://")
        .is_some_and(|(_, address)| !address.is_empty())
}

/// True if the run is in a template, which a program fills: `{{ ____ }}`, `<%= ____ %>`.
fn is_in_template(plain: &str, run: &Range<usize>) -> bool {
    let mut start = run.start.saturating_sub(NEAR);
    while !plain.is_char_boundary(start) {
        start -= 1;
    }
    let before = plain[start..run.start]
        .rsplit('\n')
        .next()
        .unwrap_or_default();
    [("{{", "}}"), ("<%", "%>")]
        .iter()
        .any(|(open, close)| before.rfind(open) > before.rfind(close))
}

/// True if a run is the label of a reference or footnote: `[text][____]`, `[^____]`.
fn is_reference(plain: &str, run: &Range<usize>) -> bool {
    plain[..run.start].ends_with("][") || plain[..run.start].ends_with("[^")
}

/// Infers the label, kind and choices of a blank from the text on its line.
fn describe(plain: Range<usize>, source: Range<usize>, before: &str, after: &str) -> FoundBlank {
    let choices = choices(after);
    let mut label = label(before);
    if label.is_empty() && choices.is_empty() {
        label = self::label(after);
    }
    // In a title such as "Time Recorded" the last word is part of the name.
    let keyed = without_done_word(&label).map(str::to_owned);
    let keyed = match keyed {
        Some(short) if label.ends_with(|c: char| c.is_ascii_lowercase()) && !is_title(&label) => {
            label = short;
            None
        }
        keyed => keyed,
    };
    let kind = if !choices.is_empty() {
        BlankKind::Choice
    } else if before.ends_with(['$', '€', '£', '¥']) {
        BlankKind::Money
    } else {
        blank_kind::unit(after.trim_start()).unwrap_or_else(|| blank_kind::of_label(&label))
    };
    FoundBlank {
        plain,
        source,
        label,
        kind,
        choices,
        notation: Notation::Underscores,
        keyed,
        is_late: false,
    }
}

/// A label without the word for what was done with the answer, if it ends with one.
fn without_done_word(label: &str) -> Option<&str> {
    let (rest, last) = label.rsplit_once(' ')?;
    let rest = rest.trim_end_matches(is_edge);
    (!rest.is_empty() && DONE_WORDS.contains(&last.to_lowercase().as_str())).then_some(rest)
}

/// True if the last word of a label begins with a capital.
fn is_title(label: &str) -> bool {
    let last = label.rsplit(' ').next().unwrap_or_default();
    last.starts_with(char::is_uppercase)
}

/// Sets the label, kind and choices of a placeholder, which often says itself what is asked for: `[Date]`, `[Pass/Fail]`.
fn labeled_by_itself(blank: &mut FoundBlank, notation: Notation, written: &str, before: &str) {
    blank.notation = notation;
    blank.keyed = None;
    if notation == Notation::Version {
        // The `v` before a run of underscores is no part of the label.
        blank.label = label(before.trim_end_matches(['v', 'V']));
        if blank.label.is_empty() {
            "version".clone_into(&mut blank.label);
        }
        blank.kind = BlankKind::Text;
        return;
    }
    let inside = written.trim_matches(['[', ']', '<', '>', ' ', '.']);
    let has_label = before
        .trim_end_matches([' ', '*', '"', '`'])
        .ends_with([':', '：', '=']);
    match notation {
        Notation::Brackets | Notation::Angles => {
            if !has_label || blank.label.is_empty() {
                blank.label = inside.split_whitespace().collect::<Vec<_>>().join(" ");
                blank.kind = blank_kind::of_label(inside);
            }
            // `Completed on: [Date]` asks for a day.
            let own = blank_kind::of_label(inside);
            if own != BlankKind::Text {
                blank.kind = own;
            }
            let choices: Vec<String> = inside.split('/').map(|one| one.trim().to_owned()).collect();
            let is_choice = choices.len() > 1 && choices.iter().all(|one| !one.is_empty());
            if is_choice && blank_kind::of_label(inside) == BlankKind::Text {
                blank.kind = BlankKind::Choice;
                blank.choices = choices;
            }
        }
        Notation::Date => {
            if !has_label {
                "date".clone_into(&mut blank.label);
            }
            let is_day = written.contains(['Y', 'D']) || written.contains('-');
            blank.kind = if is_day {
                BlankKind::Date
            } else {
                BlankKind::Time
            };
        }
        Notation::At if blank.kind == BlankKind::Text => blank.kind = BlankKind::Person,
        Notation::At
        | Notation::Unknown
        | Notation::Dots
        | Notation::EmptyBrackets
        | Notation::Underscores
        | Notation::WriteIn
        | Notation::Cell
        | Notation::Label
        | Notation::Braces
        | Notation::Dollar
        | Notation::Version
        | Notation::Name => {}
    }
}

/// `**Lead**: ____ Date: ____` asks for a person, whatever the words of the role are.
fn mark_signatures(found: &mut [FoundBlank], plain: &str) {
    for index in 1..found.len() {
        let (before, from_here) = found.split_at_mut(index);
        let (signer, date) = (&mut before[index - 1], &from_here[0]);
        let same_line = !plain[signer.plain.end..date.plain.start].contains('\n');
        if same_line && date.kind == BlankKind::Date && signer.kind == BlankKind::Text {
            signer.kind = BlankKind::Person;
        }
    }
}

/// True for signs at the ends of a label that aren't part of it.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || ":：-–—=,;.$€£¥#\"“”/|•*☐☑☒".contains(c)
}

/// The label in the text beside a blank: of `RTO (Recovery Time Objective) defined: ` it is the RTO.
fn label(text: &str) -> String {
    let edge = is_edge;
    let mut label = text.trim_matches(edge);
    // An unpaired bracket is not part of the label.
    if label.ends_with('(')
        || label.starts_with(')')
        || (label.starts_with('(') && !label.contains(')'))
    {
        label = label.trim_matches(['(', ')']).trim_matches(edge);
    }
    mojibake::repaired(label)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The answers in `(AWS / GCP / Azure)` right after a blank.
fn choices(after: &str) -> Vec<String> {
    let Some((inside, _)) = after
        .trim_start()
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
    else {
        return Vec::new();
    };
    let choices: Vec<String> = inside
        .split('/')
        .map(|choice| choice.trim().to_owned())
        .collect();
    let sound = |choice: &String| !choice.is_empty() && choice.chars().count() <= LONGEST_CHOICE;
    if choices.len() >= 2 && choices.iter().all(sound) {
        choices
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{BlankKind, FoundBlank, Inline, ParseRules, find};

    /// Finds blanks in text that is its own source.
    fn blanks(text: &str) -> Vec<FoundBlank> {
        let mut inline = Inline::default();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                inline.line_break();
            }
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            inline.text(line, &(start..start + line.len()));
        }
        find(&inline, text, ParseRules::Present, &[])
    }

    #[test]
    fn labels_kinds_and_choices() {
        let table: [(&str, &[(&str, BlankKind)]); 11] = [
            (
                "RTO (Recovery Time Objective) defined: ________",
                &[("RTO (Recovery Time Objective)", BlankKind::Duration)],
            ),
            (
                "Monthly budget defined: $________",
                &[("Monthly budget", BlankKind::Money)],
            ),
            (
                "Provider: ________ (AWS / GCP / Azure)",
                &[("Provider", BlankKind::Choice)],
            ),
            (
                "Deployment Lead: ____ Date: ____",
                &[
                    ("Deployment Lead", BlankKind::Person),
                    ("Date", BlankKind::Date),
                ],
            ),
            (
                "Final Approval: ____ Date: ____",
                &[
                    ("Final Approval", BlankKind::Person),
                    ("Date", BlankKind::Date),
                ],
            ),
            (
                "Security Review: ____ Date: ____",
                &[
                    ("Security Review", BlankKind::Person),
                    ("Date", BlankKind::Date),
                ],
            ),
            (
                "Completion Rate: ____%",
                &[("Completion Rate", BlankKind::Percent)],
            ),
            (
                "Latency ____ms (budget ____ms)",
                &[
                    ("Latency", BlankKind::Duration),
                    ("budget", BlankKind::Duration),
                ],
            ),
            ("____ approved", &[("approved", BlankKind::Person)]),
            (
                "Channel: #team-____",
                &[("Channel: #team", BlankKind::Text)],
            ),
            (
                "Name: ____\nDate: ____",
                &[("Name", BlankKind::Person), ("Date", BlankKind::Date)],
            ),
        ];
        for (text, expected) in table {
            let found = blanks(text);
            let told: Vec<(&str, BlankKind)> =
                found.iter().map(|b| (b.label.as_str(), b.kind)).collect();
            assert_eq!(told, expected, "{text}");
        }
        assert_eq!(
            blanks("Provider: ____ (AWS / GCP / on premises)")[0].choices,
            ["AWS", "GCP", "on premises"]
        );
    }

    #[test]
    fn what_only_looks_like_a_blank() {
        for text in [
            "snake____case",
            "__init__",
            "a __ b",
            "word____",
            "____word",
            "____metres",
        ] {
            assert_eq!(blanks(text), [], "{text}");
        }
    }

    #[test]
    fn a_run_far_inside_an_address_or_a_placeholder_is_no_blank() {
        let long = |count: usize| "a".repeat(count);
        for (text, count) in [
            (format!("see https://{}/___ now", long(150)), 0),
            (format!("see https://{}?id=___&b=____", long(170)), 0),
            (
                format!("see https://a.example/{}\u{e9}\u{e9}/____", long(120)),
                0,
            ),
            (format!("see https://a.example/{} ____", long(150)), 1),
            ("https://____".to_owned(), 1),
            ("https://____.example/____".to_owned(), 1),
            (format!("{{{{ {} ____ }}}}", long(150)), 0),
            (format!("<%= {} ____ %>", long(150)), 0),
            (format!("{{{{ {} }}}} ____", long(150)), 1),
            ("{{ a\n____ }}".to_owned(), 1),
            ("[text][____]".to_owned(), 0),
            ("[^____]".to_owned(), 0),
            ("[____]".to_owned(), 1),
        ] {
            assert_eq!(blanks(&text).len(), count, "{text}");
        }
    }

    #[test]
    fn a_line_to_write_on_is_ten_underscores_or_more() {
        for (line, is_one) in [
            ("_________", false),
            ("__________", true),
            ("___________", true),
            ("__________ ", false),
            ("----------", false),
        ] {
            assert_eq!(super::is_write_in(line), is_one, "{line:?}");
        }
    }
}
