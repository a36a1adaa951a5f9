//! Finds the blanks in the plain text of one line or paragraph.
//!
//! The rules come from real documents: a run of three or more underscores is a blank if no word
//! touches it on the left, and nothing or a unit on the right. A line may have several blanks; the
//! label of each is the text since the previous one.

pub(super) mod date_runs;
mod describe;
mod garbled;

use std::ops::Range;

use memchr::memmem;

use super::blank_kind::{self, BlankKind};
use super::inline::Inline;
use super::languages::{self, Term};
use super::legacy::ParseRules;
use super::notation::Notation;
use super::placeholders::Placeholder;

/// The shortest run that is a blank.
pub(super) const SHORTEST: usize = 3;
/// The shortest line of underscores that is a write-in line; shorter ones are horizontal rules.
pub(super) const WRITE_IN: usize = 10;
/// The distance before a run in which its context is searched, in bytes.
const NEAR: usize = 200;
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
    let has_runs = !garbled.is_empty() || memmem::find(plain.as_bytes(), b"__").is_some();
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
    let dates: Vec<Range<usize>> = if is_present && has_runs {
        date_runs::find(plain).collect()
    } else {
        Vec::new()
    };
    let is_in_date = |run: &Range<usize>| {
        let after = dates.partition_point(|date| date.start <= run.start);
        after > 0 && run.start < dates[after - 1].end
    };
    let mut runs: Vec<BlankRun> = runs(plain)
        .filter(|run| !is_garbled(run) && !is_in_date(run))
        .filter_map(|run| {
            let notation = notation(&run)?;
            let place = inline.source_of(run.clone(), source)?;
            let is_span = place.len() > run.len() && source[place.clone()].starts_with('`');
            let is_one = !is_present || !is_example(plain, &run, is_span);
            is_one.then(|| BlankRun::new(run, place, notation))
        })
        .collect();
    let garbled = garbled.into_iter();
    runs.extend(garbled.map(|(run, place)| BlankRun::new(run, place, Notation::Underscores)));
    runs.extend(dates.iter().filter_map(|date| {
        let place = inline.source_of(date.clone(), source)?;
        BlankRun::date(plain, date.clone(), place)
    }));
    let is_free = |one: &&Placeholder| {
        !runs
            .iter()
            .any(|run| run.plain.start < one.range.end && one.range.start < run.plain.end)
    };
    let local = placeholders
        .iter()
        .filter(|one| one.name.is_none() && !is_settled(plain, one))
        .filter(is_free);
    let local: Vec<BlankRun> = local
        .filter_map(|one| {
            let place = inline.source_of(one.range.clone(), source)?;
            (!is_struck(source, &place))
                .then(|| BlankRun::new(one.range.clone(), place, one.notation))
        })
        .collect();
    runs.extend(local);
    runs.sort_unstable_by_key(|run| run.plain.start);
    let mut found: Vec<FoundBlank> = Vec::with_capacity(runs.len());
    for index in 0..runs.len() {
        let blank = describe::describe(plain, &runs, index, found.last());
        found.push(blank);
    }
    mark_signatures(&mut found, plain);
    found
}

/// A place in plain text before it is described.
struct BlankRun {
    plain: Range<usize>,
    /// Its bytes in the source.
    place: Range<usize>,
    notation: Notation,
    is_late: bool,
    /// The run of underscores in a date that was the whole blank once.
    earlier: Option<Range<usize>>,
}

impl BlankRun {
    fn new(plain: Range<usize>, place: Range<usize>, notation: Notation) -> BlankRun {
        BlankRun {
            plain,
            place,
            notation,
            is_late: notation.is_placeholder(),
            earlier: None,
        }
    }

    /// A date of several runs. Digits are part of the name of its entry, as they always were.
    fn date(plain: &str, run: Range<usize>, place: Range<usize>) -> Option<BlankRun> {
        let earlier = date_runs::own_blanks(plain, &run).next();
        let has_digits = plain[run.clone()].contains(|c: char| c.is_ascii_digit());
        if earlier.is_some() && has_digits || is_in_url(plain, &run) || is_in_template(plain, &run)
        {
            return None;
        }
        let notation = if has_digits {
            Notation::Date
        } else {
            Notation::Underscores
        };
        Some(BlankRun {
            plain: run,
            place,
            notation,
            is_late: earlier.is_none(),
            earlier,
        })
    }
}

/// True if a placeholder is one no more: `Owner: Ann (was TBD)`, or is a mark for work: `XXX: fix`.
fn is_settled(plain: &str, one: &Placeholder) -> bool {
    let after = &plain[one.range.end..];
    if one.notation != Notation::Unknown || !after.starts_with([':', ')', '）']) {
        return false;
    }
    if after.starts_with(':') {
        return &plain[one.range.clone()] == "XXX";
    }
    let mut start = one.range.start.saturating_sub(NEAR);
    while !plain.is_char_boundary(start) {
        start += 1;
    }
    let near = &plain[start..one.range.start];
    let bracket = near.rsplit_once(['(', '（']);
    let said = bracket.map(|(_, said)| languages::lower(said.trim()));
    said.is_some_and(|said| languages::words(Term::Settled).is(&said))
}

/// True if a placeholder is struck: `~~TBD~~ Ann`.
fn is_struck(source: &str, place: &Range<usize>) -> bool {
    let (before, after) = (&source[..place.start], &source[place.end..]);
    before.ends_with("~~") && after.starts_with("~~")
        || before.ends_with("<s>") && after.starts_with("</s>")
        || before.ends_with("<del>") && after.starts_with("</del>")
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

/// `**Lead**: ____ Date: ____` asks for a person, whatever the words of the role are.
fn mark_signatures(found: &mut [FoundBlank], plain: &str) {
    for index in 1..found.len() {
        let (before, from_here) = found.split_at_mut(index);
        let (signer, date) = (&mut before[index - 1], &from_here[0]);
        let same_line = !plain[signer.plain.end..date.plain.start].contains('\n');
        let is_date = date.kind == BlankKind::Date && signer.kind == BlankKind::Text;
        if same_line && is_date && !blank_kind::names_a_thing(&signer.label) {
            signer.kind = BlankKind::Person;
        }
    }
}

#[cfg(test)]
mod label_tests;

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
