//! The label, kind and choices of a blank, from the text on its line.

use std::borrow::Cow;

use super::{BlankRun, FoundBlank};
use crate::checklist::blank_kind::{self, BlankKind};
use crate::checklist::languages::{self, Term};
use crate::checklist::notation::Notation;
use crate::checklist::{keys, mojibake};

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

/// The most words before a date that are its label.
const MOST_WORDS: usize = 5;
/// Signs of currencies before an amount, the longest first.
const CURRENCIES: [&str; 12] = [
    "R$", "US$", "A$", "C$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺",
];
/// Signs between the two ends of a range.
const RANGE_SIGNS: [char; 8] = ['-', '–', '—', '~', '〜', '～', '→', '…'];
/// Brackets, which are part of a label only in pairs.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];

/// The text beside a blank.
#[derive(Clone, Copy)]
struct Beside<'a> {
    before: &'a str,
    after: &'a str,
    /// True if another blank is before it on the line.
    follows: bool,
}

/// Describes a blank. `previous` is the blank before it.
pub(super) fn describe(
    plain: &str,
    runs: &[BlankRun],
    index: usize,
    previous: Option<&FoundBlank>,
) -> FoundBlank {
    let run = &runs[index];
    let beside = beside(plain, runs, index, true);
    let mut blank = of_text(run, beside);
    if let Some(pattern) = blank_kind::date_pattern(&plain[run.plain.clone()])
        && run.notation == Notation::Underscores
    {
        blank.kind = blank_kind::of_pattern(pattern);
        label_date(&mut blank, beside);
    } else if run.notation.is_placeholder() {
        label_by_itself(&mut blank, &plain[run.plain.clone()], beside);
    }
    if let Some(previous) = previous.filter(|_| beside.follows) {
        join(&mut blank, beside, previous);
    }
    if !run.is_late {
        // Keys are made of the labels that earlier versions found.
        let mut earlier = keyed(beside_earlier(plain, runs, index));
        if run.earlier.is_some() && !earlier.contains(char::is_alphanumeric) {
            earlier.clear();
        }
        if blank.label.is_empty() {
            blank.label.clone_from(&earlier);
        }
        blank.keyed = (keys::slug(&earlier) != keys::slug(&blank.label)).then_some(earlier);
    }
    blank
}

/// The text beside a blank, up to the ones next to it; of those that are late only if `with_late`.
fn beside<'a>(plain: &'a str, runs: &[BlankRun], index: usize, with_late: bool) -> Beside<'a> {
    let run = &runs[index].plain;
    let counts = |run: &&BlankRun| with_late || !run.is_late;
    let previous = runs[..index].iter().rfind(counts);
    let next = runs[index + 1..].iter().find(counts);
    let start = previous.map_or(0, |before| before.plain.end);
    let end = next.map_or(plain.len(), |next| next.plain.start);
    let between = &plain[start..run.start];
    let line = between.rsplit_once('\n');
    Beside {
        before: line.map_or(between, |(_, line)| line),
        after: plain[run.end..end].lines().next().unwrap_or_default(),
        follows: start > 0 && line.is_none(),
    }
}

/// The text beside a blank as earlier versions read it.
fn beside_earlier<'a>(plain: &'a str, runs: &[BlankRun], index: usize) -> Beside<'a> {
    let mut beside = beside(plain, runs, index, false);
    let run = &runs[index];
    if let Some(earlier) = &run.earlier {
        let extra = earlier.start - run.plain.start;
        let start = run.plain.start - beside.before.len();
        beside.before = &plain[start..run.plain.start + extra];
        let end = run.plain.end + beside.after.len();
        beside.after = &plain[earlier.end..end];
    }
    beside
}

/// The label that the key of a blank is made of.
fn keyed(beside: Beside) -> String {
    let before = if beside.follows {
        without_end_of_previous(beside.before, beside.before)
    } else {
        beside.before
    };
    let mut label = keyed_label(before);
    if label.is_empty() && choices(beside.after).is_empty() {
        label = keyed_label(beside.after);
    }
    let short = without_done_word(&label).map(str::to_owned);
    short.unwrap_or(label)
}

/// The text between two blanks of a line, without the unit or choices of the first. `unit` is where its unit begins.
fn without_end_of_previous<'a>(before: &'a str, unit: &'a str) -> &'a str {
    if !choices(before).is_empty() {
        return before.split_once(')').map_or(before, |(_, rest)| rest);
    }
    if blank_kind::unit(unit).is_some() {
        return unit.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '%' | '％'));
    }
    before
}

/// A blank as the text beside it tells.
fn of_text(run: &BlankRun, beside: Beside) -> FoundBlank {
    let Beside { before, after, .. } = beside;
    let choices = choices(after);
    let mut label = label(clean_before(beside));
    if label.is_empty() && choices.is_empty() {
        label = self::label(after);
    }
    // In a title such as "Time Recorded" the last word is part of the name.
    if let Some(short) = without_done_word(&label)
        && label.ends_with(|c: char| c.is_ascii_lowercase())
        && !is_title(&label)
    {
        label = short.to_owned();
    }
    let kind = if !choices.is_empty() {
        BlankKind::Choice
    } else if without_currency(before).is_some() {
        BlankKind::Money
    } else {
        blank_kind::unit(after.trim_start()).unwrap_or_else(|| blank_kind::of_label(&label))
    };
    FoundBlank {
        plain: run.plain.clone(),
        source: run.place.clone(),
        label,
        kind,
        choices,
        notation: run.notation,
        keyed: None,
        is_late: run.is_late,
    }
}

/// The text before a blank that its label is in: without the end of the blank before, and without a currency.
fn clean_before(beside: Beside<'_>) -> &str {
    let before = beside.before;
    let own = if beside.follows {
        without_end_of_previous(before, before.trim_start())
    } else {
        before
    };
    without_currency(own).unwrap_or(own)
}

/// A text without the sign of a currency that it ends with.
fn without_currency(before: &str) -> Option<&str> {
    let before = before.trim_end();
    CURRENCIES
        .iter()
        .find_map(|sign| before.strip_suffix(sign))
        .filter(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Labels the second of two blanks with only a word or sign between: `Window: ____ to ____`, `Fait à ____, le ____`.
fn join(blank: &mut FoundBlank, beside: Beside, previous: &FoundBlank) {
    let between = clean_before(beside);
    let word = between.trim_matches(is_edge);
    let lower = languages::lower(word);
    if between.contains([':', '：', '=']) || previous.label.is_empty() {
        return;
    }
    if languages::words(Term::DateLead).is(&lower) {
        blank.kind = BlankKind::Date;
        "Date".clone_into(&mut blank.label);
        return;
    }
    let is_sign = |signs: &[char]| word.is_empty() && between.contains(signs);
    if languages::words(Term::RangeTo).is(&lower) {
        blank.label = format!("{} {word}", previous.label);
    } else if is_sign(&RANGE_SIGNS) {
        blank.label = format!("{} to", previous.label);
    } else if languages::words(Term::RangeAnd).is(&lower) || is_sign(&['/', '&', '+', ',']) {
        blank.label = next_of(&previous.label);
    } else {
        return;
    }
    if blank.kind == BlankKind::Text && previous.kind != BlankKind::Choice {
        blank.kind = previous.kind;
    }
}

/// The label of one more place for the same: `Reviewer` is followed by `Reviewer (2)`.
fn next_of(label: &str) -> String {
    let counted = label.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let counted = counted.and_then(|(name, count)| Some((name, count.parse::<usize>().ok()?)));
    let (name, count) = counted.unwrap_or((label, 1));
    format!("{name} ({})", count.saturating_add(1))
}

/// Labels a date or time with the words before it, else with its kind.
fn label_date(blank: &mut FoundBlank, beside: Beside) {
    let words = label(clean_before(beside));
    let has_colon = beside
        .before
        .trim_end_matches([' ', '*', '"', '`'])
        .ends_with([':', '：', '=']);
    let is_label = has_colon || words.split_whitespace().count() <= MOST_WORDS;
    blank.label = if is_label && words.contains(char::is_alphabetic) {
        words
    } else if blank.kind == BlankKind::Time {
        "Time".to_owned()
    } else {
        "Date".to_owned()
    };
}

/// Sets the label, kind and choices of a placeholder, which often says itself what is asked for: `[Date]`, `[Pass/Fail]`.
fn label_by_itself(blank: &mut FoundBlank, written: &str, beside: Beside) {
    let before = beside.before;
    let inside = written.trim_matches(['[', ']', '<', '>', ' ', '.']);
    let has_label = before
        .trim_end_matches([' ', '*', '"', '`'])
        .ends_with([':', '：', '=']);
    match blank.notation {
        Notation::Version => {
            // The `v` before a run of underscores is no part of the label.
            blank.label = label(before.trim_end_matches(['v', 'V']));
            if blank.label.is_empty() {
                "version".clone_into(&mut blank.label);
            }
            blank.kind = BlankKind::Text;
        }
        Notation::Brackets | Notation::Angles => label_of_bracket(blank, inside, has_label),
        Notation::Date => {
            if let Some(pattern) = blank_kind::date_pattern(written) {
                blank.kind = blank_kind::of_pattern(pattern);
            } else {
                blank.kind = BlankKind::Date;
            }
            label_date(blank, beside);
        }
        Notation::At if blank.kind == BlankKind::Text => blank.kind = BlankKind::Person,
        // The head of `PROJ-XXX` and `$X,XXX` is part of the value.
        Notation::Name | Notation::Unknown => {
            let head = before.rsplit([' ', '\n', ':', '：', '=']).next();
            let is_head = |c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '.' | '$');
            let head = head.filter(|head| head.ends_with(is_head));
            if let Some(head) = head {
                blank.label = label(&before[..before.len() - head.len()]);
                if head.starts_with(['$', '€', '£', '¥']) {
                    blank.kind = BlankKind::Money;
                }
            }
        }
        Notation::At
        | Notation::Dots
        | Notation::EmptyBrackets
        | Notation::Underscores
        | Notation::WriteIn
        | Notation::Cell
        | Notation::Label
        | Notation::Braces
        | Notation::Dollar => {}
    }
}

/// The same for the text in a bracket.
fn label_of_bracket(blank: &mut FoundBlank, inside: &str, has_label: bool) {
    let own = blank_kind::of_label(inside);
    if !has_label || blank.label.is_empty() {
        blank.label = inside.split_whitespace().collect::<Vec<_>>().join(" ");
        blank.kind = own;
    }
    // `Completed on: [Date]` asks for a day.
    if own != BlankKind::Text {
        blank.kind = own;
    }
    let choices: Vec<String> = inside
        .split(['/', '|'])
        .map(|one| one.trim().to_owned())
        .collect();
    let is_choice = choices.len() > 1 && choices.iter().all(|one| !one.is_empty());
    if is_choice && own == BlankKind::Text {
        blank.kind = BlankKind::Choice;
        blank.choices = choices;
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

/// True for signs at the ends of a label that aren't part of it.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || ":：-–—=,;.$€£¥#\"“”/|•*☐☑☒".contains(c)
}

/// The label in the text beside a blank as keys are made of it: of `RTO (Recovery Time Objective) defined: ` it is the RTO.
fn keyed_label(text: &str) -> String {
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

/// The label in the text beside a blank.
fn label(text: &str) -> String {
    let is_end = |c: char| is_edge(c) || matches!(c, '，' | '；' | '、' | '。');
    let text = without_unpaired(text.trim_matches(is_end));
    let label = text.trim_matches(is_end);
    mojibake::repaired(label)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text without brackets that aren't paired: `Backup (owner` is `Backup: owner`.
fn without_unpaired(text: &str) -> Cow<'_, str> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut unpaired: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if BRACKETS.iter().any(|(opening, _)| *opening == c) {
            open.push((at, c));
        } else if let Some((opening, _)) = BRACKETS.iter().find(|(_, closing)| *closing == c) {
            match open.last() {
                Some((_, last)) if last == opening => {
                    open.pop();
                }
                Some(_) | None => unpaired.push((at, c)),
            }
        }
    }
    unpaired.extend(open);
    if unpaired.is_empty() {
        return Cow::Borrowed(text);
    }
    unpaired.sort_unstable();
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for (at, c) in unpaired {
        let part = text[from..at].trim_end();
        rest.push_str(part);
        let is_inner = !rest.trim_matches(is_edge).is_empty() && !part.is_empty();
        let goes_on = !text[at + c.len_utf8()..].trim_matches(is_edge).is_empty();
        rest.push_str(if is_inner && goes_on && !part.ends_with([':', '：']) {
            ":"
        } else {
            ""
        });
        from = at + c.len_utf8();
        rest.push(' ');
    }
    rest.push_str(text[from..].trim_start());
    Cow::Owned(rest)
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
