//! Words in brackets: `[Engineering Lead]` is to be replaced, `[Security]` in front of an item classifies it.

use super::{
    Facts, FoundPlaceholder, LONGEST, TextKind, about, dates, first_line, last_line, names,
    touches_word, versions,
};
use crate::checklist::languages::{self, Term};
use crate::checklist::notation::Notation;

/// The narrowest gap in brackets that is wider than a box, in characters.
const GAP: usize = 3;
/// The most words of a placeholder in a sentence; more are a remark.
const MOST_WORDS: usize = 8;
/// The most words of a description of what to write, where nothing else is on the line.
const MOST_DESCRIBED: usize = 40;
/// Signs of diagrams.
const DRAWING: [&str; 12] = [
    "→", "──", "-->", "->", "=>", "│", "▶", "├", "└", "<-", "↓", "+--",
];
/// First words of brackets that describe an answer rather than add a remark, behind a label.
const DESCRIBING: [&str; 3] = ["if known", "if any", "if applicable"];
/// First words of brackets with an example of the answer, in lower case.
const EXAMPLES: [&str; 19] = [
    "e.g",
    "eg ",
    "eg.",
    "for example",
    "z.b",
    "z. b",
    "zum beispiel",
    "bspw",
    "p. ex",
    "p.ex",
    "par exemple",
    "ex :",
    "ex:",
    "ex.",
    "p. ej",
    "p.ej",
    "por ejemplo",
    "por exemplo",
    "例如",
];
/// Words for a name that stand before what it is of.
const NAMES: [&str; 4] = ["nom ", "nombre ", "nome ", "имя "];
/// Orders to write something that stand alone in parentheses.
const ORDERS: [&str; 8] = [
    "fill in",
    "to fill in",
    "fill this in",
    "configure",
    "add here",
    "enter here",
    "insert",
    "your name",
];
/// The longest unit behind brackets, in bytes.
const LONGEST_UNIT: usize = 4;
/// Units and signs that stand alone in brackets for a number.
const UNITS: [&str; 5] = ["%", "$", "€", "£", "#"];

/// The text around brackets.
struct BracketContext<'a> {
    /// The text before on the line, without brackets at its end.
    lead: &'a str,
    /// The text before on the line.
    before: &'a str,
    /// The text behind on the line.
    rest: &'a str,
}

/// `[Name]` at `at`, if that is a placeholder.
pub(super) fn find(
    text: &str,
    at: usize,
    position: TextKind,
    facts: &Facts,
) -> Option<FoundPlaceholder> {
    let (length, inside) = enclosed(&text[at..], position == TextKind::Form)?;
    let (before, after) = (&text[..at], &text[at + length..]);
    if position == TextKind::Code && before.ends_with('$')
        || is_link(inside, before, after, facts)
        || about::is_replaced(before)
    {
        return None;
    }
    let around = BracketContext::new(before, after);
    let is_one = match position {
        TextKind::Text => is_place(inside, &around, false),
        TextKind::Form => !is_drawn(&around) && is_place(inside, &around, true),
        TextKind::Code => is_in_code(inside, &around),
    };
    is_one.then(|| {
        (
            length,
            Notation::Brackets,
            names::variable(inside, position, before),
        )
    })
}

/// The length of a gap in brackets, wider than a box.
pub(super) fn gap(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    let rest = &text[at..];
    let open = rest.chars().next()?;
    let close = match open {
        '[' => ']',
        '(' => ')',
        '（' => '）',
        '【' => '】',
        _ => return None,
    };
    if let Some(told) = told_in_parentheses(text, at).filter(|_| position != TextKind::Code) {
        return Some((told, Notation::Brackets, None));
    }
    let inner = &rest[open.len_utf8()..];
    let wide = inner.len() - inner.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let count = inner[..wide].chars().count();
    let after = inner[wide..].strip_prefix(close)?;
    let is_wide =
        count >= GAP || open != '[' && open != '(' && count > 0 && !inner[..wide].starts_with(' ');
    let is_one = position != TextKind::Code
        && is_wide
        && !after.starts_with(['(', '['])
        && (open == '[' || !touches_word(&text[..at]));
    is_one.then_some((
        open.len_utf8() + wide + close.len_utf8(),
        Notation::EmptyBrackets,
        None,
    ))
}

/// The length of an order to write something, in parentheses that are all of an answer: `Owner: (fill in)`.
fn told_in_parentheses(text: &str, at: usize) -> Option<usize> {
    let inside = super::inside(&text[at..], "(", ")")?;
    let lower = languages::lower(inside);
    let (before, after) = (&text[..at], &text[at + inside.len() + 2..]);
    let is_order =
        ORDERS.contains(&lower.as_str()) || languages::words(Term::Placeholder).is(&lower);
    let is_one = is_order
        && super::expects_value(before)
        && first_line(after)
            .trim_matches(['*', '_', ' ', '|'])
            .is_empty();
    is_one.then_some(inside.len() + 2)
}

/// The text in the brackets that a text begins with, and its length with them. Brackets inside belong to it, and in a
/// form more than one line.
fn enclosed(text: &str, is_form: bool) -> Option<(usize, &str)> {
    let open = text.chars().next()?;
    let (close, width) = match open {
        '[' => (']', 1),
        '【' => ('】', '【'.len_utf8()),
        _ => return None,
    };
    let mut depth = 0;
    for (at, c) in text
        .char_indices()
        .take_while(|&(at, c)| at < LONGEST && (is_form || c != '\n'))
    {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                let inside = &text[width..at];
                return (!inside.trim().is_empty()).then_some((at + width, inside));
            }
        }
    }
    None
}

impl<'a> BracketContext<'a> {
    fn new(before: &'a str, after: &'a str) -> BracketContext<'a> {
        let before = last_line(before);
        let marks = [' ', '\t', '*', '_', '"', '“', '`', '~', '「', '>'];
        let before = before.trim_end_matches(marks);
        let mut lead = before;
        while let Some(at) = lead.strip_suffix(']').and_then(|lead| lead.rfind('[')) {
            lead = lead[..at].trim_end_matches(marks);
        }
        let lead = strip_marker(lead.trim_start_matches(marks));
        let rest = first_line(after).trim_start_matches(['*', '_', '"', '”', '`', '~', '」']);
        BracketContext { lead, before, rest }
    }

    /// The text behind without spaces and brackets.
    fn behind_brackets(&self) -> &'a str {
        let mut rest = self.rest.trim_start();
        while let Some((length, _)) = rest
            .starts_with('[')
            .then(|| enclosed(rest, false))
            .flatten()
        {
            rest = rest[length..].trim_start();
        }
        rest
    }

    /// True if the brackets are what a label asks for.
    fn is_answer(&self) -> bool {
        self.before
            .ends_with([':', '：', '=', '|', '(', '#', '（', '→'])
    }
}

/// A line without its list marker.
fn strip_marker(line: &str) -> &str {
    let text = line.trim_start_matches([' ', '\t']);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = match digits.strip_prefix(['.', ')']) {
        Some(rest) if digits.len() < text.len() => rest,
        Some(_) | None => text.trim_start_matches(['-', '*', '+', '•']),
    };
    text.trim_start()
}

/// True for links, definitions, indices, classes of characters and the like.
fn is_link(inside: &str, before: &str, after: &str, facts: &Facts) -> bool {
    let name = before.chars().next_back();
    let is_glued = touches_word(before) && !is_unit_before(before);
    let is_target = |rest: &str| rest.starts_with(['(', '[']);
    is_glued
        || matches!(name, Some(']' | '[' | '!' | '\\' | ')' | '^' | '?')) && !before.ends_with(") ")
        || is_target(after)
        // `![[file]]` includes a file.
        || before.ends_with("![")
        || after.starts_with(": http")
        || after.starts_with(['*', '+', '{', '?']) && inside.len() <= 6
        || inside.starts_with(['^', '\'', '$', '-', '.', '%', '=', '~', '@'])
            && !UNITS.contains(&inside)
        || inside.contains(['{', '`', ';', '\\', '^'])
        || is_class(inside)
        || facts.definitions.contains(&languages::lower(inside))
}

/// True for a class of characters: `a-z`, `A-Z0-9`.
fn is_class(inside: &str) -> bool {
    let bytes = inside.as_bytes();
    bytes.len() >= 3
        && bytes[1] == b'-'
        && bytes[0].is_ascii_alphanumeric()
        && bytes[2].is_ascii_alphanumeric()
        && (bytes.len() == 3
            || !inside.contains(' ') && bytes.get(4) == Some(&b'-')
            || bytes.len() <= 5)
}

/// True for a letter that stands before a number: `v[X]`, `Q[N]`, `P[N]`.
fn is_unit_before(before: &str) -> bool {
    let mut last = before.chars().rev();
    matches!(last.next(), Some('v' | 'V' | 'Q' | 'P' | 'W' | 'T'))
        && last.next().is_none_or(|c| !c.is_alphanumeric())
}

/// True if a bracket is to be replaced. In a form, nothing else is expected.
fn is_place(inside: &str, around: &BracketContext, is_form: bool) -> bool {
    let trimmed = inside.trim();
    if versions::is_version(trimmed) || dates::is_date(trimmed) {
        return true;
    }
    let lower = languages::lower(trimmed);
    if UNITS.contains(&trimmed) {
        return around.is_answer() && around.rest.trim_start().is_empty();
    }
    if lower.chars().count() == 1 || is_run_of(&lower) {
        return is_number(trimmed, around);
    }
    if languages::words(Term::Placeholder).is(&lower) {
        return true;
    }
    if names::is_left(&lower) {
        return is_left_open(around);
    }
    let is_alone = around.lead.is_empty() && around.behind_brackets().is_empty();
    let is_answer = around.is_answer()
        && around
            .behind_brackets()
            .trim_end_matches(['.', ',', ')', '|', ';', ' '])
            .is_empty();
    let is_whole = is_alone || is_answer;
    // `[# of defects]` behind a label; `[#ops]` is a channel.
    let counted = lower.strip_prefix("# ").filter(|_| is_answer);
    if !is_worded(counted.unwrap_or(&lower)) || languages::words(Term::Remark).is(&lower) {
        return false;
    }
    let words = lower.split_whitespace().count();
    if is_whole && words <= MOST_DESCRIBED && (is_example(&lower) || is_question(&lower)) {
        return true;
    }
    if is_remark(&lower, is_answer) {
        return false;
    }
    if words > MOST_WORDS || lower.contains(". ") {
        let is_described =
            is_form || tells(&lower) || counted.is_some() || is_alone && describes(trimmed);
        return is_whole && words <= MOST_DESCRIBED && is_described;
    }
    if counted.is_some() {
        return true;
    }
    if is_alone {
        // A bracket without anything around it may be a broken link; one word in small letters is a heading of a
        // settings file.
        return !is_form
            || asks(&lower)
            || trimmed.contains(' ')
            || trimmed.starts_with(char::is_uppercase)
                && around.before.trim_start_matches([' ', '\t']).is_empty()
                    != trimmed.chars().all(char::is_alphanumeric);
    }
    if around.lead.is_empty() {
        return is_place_at_start(&lower, trimmed, around, is_form);
    }
    is_place_behind(&lower, trimmed, around, is_form)
}

/// True if a bracket at the start of a line isn't a tag.
fn is_place_at_start(lower: &str, inside: &str, around: &BracketContext, is_form: bool) -> bool {
    let rest = around.behind_brackets();
    let direct = around.rest.trim_start();
    let first = rest.split([' ', '\'', '’', ',']).next().unwrap_or_default();
    let has_more = rest.contains('[') || direct.starts_with('[') && asks(lower);
    if rest.is_empty() {
        return true;
    }
    if rest.starts_with([':', '：']) {
        return is_form || asks(lower) || has_more;
    }
    if rest.starts_with([',', '.', '?', ')', '|', ';']) {
        return true;
    }
    if rest.starts_with(['-', '–', '—', '/', '+', '(']) {
        return has_more || tells(lower);
    }
    if tells(lower) {
        return true;
    }
    let goes_on = languages::words(Term::Auxiliary).is(&languages::lower(first))
        || rest.starts_with("'s ")
        || rest.starts_with("’s ");
    goes_on
        || asks(lower)
            && inside.starts_with(char::is_uppercase)
            && rest.starts_with(char::is_lowercase)
}

/// True if a bracket behind some text is a value of it, and not a tag at its end.
fn is_place_behind(lower: &str, inside: &str, around: &BracketContext, is_form: bool) -> bool {
    let before = languages::lower(about::tail(around.before, 40));
    let is_strong =
        !inside.starts_with(char::is_lowercase) || inside.contains(['_', '-']) || asks(lower);
    let is_glued = is_unit_before(around.before)
        || around.before.ends_with([
            '-', '/', '@', '$', '#', '€', '£', '+', '"', '“', '<', '>', '~', '≥', '≤',
        ]) && !around.before.ends_with(" -");
    let is_in_sentence = languages::words(Term::SlotLead)
        .end(before.trim_end())
        .is_some();
    let rest = around.rest.trim_start();
    let is_between = rest.starts_with(|c: char| c.is_alphanumeric() || c == '%');
    let is_listed = {
        let before = around
            .before
            .trim_end_matches([',', '/', '&', '+', ' ', '、']);
        before.len() < around.before.len() && before.ends_with([']', '>', '}'])
            || around.before.ends_with(',')
    };
    let is_doing = languages::words(Term::Order).start(lower).is_some()
        && inside.starts_with(char::is_lowercase);
    let is_end = rest.is_empty() || rest.starts_with(['.', ',']);
    let is_named = is_end && names_first(lower) && inside.starts_with(char::is_uppercase);
    let is_one =
        around.is_answer() || is_listed || is_in_sentence || is_between || is_glued || is_named;
    if is_form {
        return is_one || asks(lower);
    }
    is_one && is_strong && !is_doing
        || is_slug(inside) && !around.lead.is_empty()
        || tells(lower)
        || asks(lower) && around.before.ends_with(['-', '–', '—'])
}

/// True if a word for work that is left stands for a value: `[TODO] write it` is a tag.
fn is_left_open(around: &BracketContext) -> bool {
    let rest = around.behind_brackets();
    let has_unit = around.rest.starts_with(['%', 'h', 'm', 's', 'd', '€', '$'])
        || !rest.contains(' ') && rest.len() <= LONGEST_UNIT;
    let is_limit = around.before.ends_with(['<', '>', '≤', '≥', '~']);
    let next = languages::lower(rest);
    let before = languages::lower(around.lead);
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let is_in_sentence = !before.is_empty()
        && rest.starts_with(char::is_lowercase)
        && languages::words(Term::AboutBehind).start(&next).is_none()
        && !languages::words(Term::AboutBefore).is(last);
    has_unit || is_limit || is_in_sentence || rest.is_empty()
}

/// True for letters that stand for a number, beside text: `[X] minutes`, `[N]%`.
fn is_number(inside: &str, around: &BracketContext) -> bool {
    let is_letter = matches!(inside, "X" | "Y" | "Z" | "N" | "n" | "#" | "M" | "A" | "B")
        || is_run_of(&inside.to_lowercase());
    let has_unit = around.rest.starts_with(['%', 'x', 'h', 'm', 's', 'd', 'k'])
        || around.rest.trim_start().starts_with(char::is_alphanumeric);
    let is_amount = around
        .before
        .ends_with(['$', '€', '£', '~', '<', '>', '≤', '≥', '-']);
    let is_tick = matches!(inside, "X" | "x") && around.lead.is_empty();
    is_letter && !is_tick && (has_unit || around.is_answer() && !matches!(inside, "X") || is_amount)
}

/// True for a run of one letter that stands for a number: `xx`, `XXX`, `##`.
fn is_run_of(lower: &str) -> bool {
    lower.len() > 1
        && (lower.bytes().all(|byte| byte == b'x')
            || lower.bytes().all(|byte| byte == b'n')
            || lower.bytes().all(|byte| byte == b'#'))
}

/// True if a text can be a placeholder at all.
fn is_worded(lower: &str) -> bool {
    lower.starts_with(char::is_alphabetic)
        && !lower.contains(['<', '*', '='])
        && !lower.contains("://")
}

/// True if a text in lower case says something about the text around, and isn't what a label asks for.
fn is_remark(lower: &str, is_answer: bool) -> bool {
    let describes = DESCRIBING.iter().any(|start| lower.starts_with(start));
    if is_answer && describes {
        return false;
    }
    let words = languages::words(Term::RemarkStart);
    words.start(lower).is_some_and(|length| {
        let rest = &lower[length..];
        // "Not" alone is a remark, "Notification" isn't; "for" in "for example".
        !rest.starts_with(char::is_alphanumeric)
    })
}

/// True if brackets hold an example of the answer: `e.g., v2.1.0`.
fn is_example(lower: &str) -> bool {
    EXAMPLES.iter().any(|start| lower.starts_with(start))
}

/// True if brackets ask for something, or tell what to write in some case: `if it failed, list the causes`.
fn is_question(lower: &str) -> bool {
    let is_asked = lower.ends_with(['?', '？']) && lower.contains(' ');
    let is_case =
        lower.starts_with("if ") && lower.split_once(", ").is_some_and(|(_, rest)| tells(rest));
    is_asked || is_case
}

/// True if a long text alone on its line describes what to write there: it begins with a capital, and isn't a sentence.
fn describes(inside: &str) -> bool {
    inside.starts_with(char::is_uppercase)
        && !inside.ends_with(['.', '!'])
        && !inside.contains(['.', ':', '!'])
}

/// True if a text in lower case tells to write something: `your name`, `insert URL`.
fn tells(lower: &str) -> bool {
    let words = languages::words(Term::FillIn);
    words
        .start(lower)
        .is_some_and(|length| length < lower.len())
}

/// True if a text in lower case asks for a value: `commit hash`, `pass/fail`.
fn asks(lower: &str) -> bool {
    if tells(lower) {
        return true;
    }
    let spaced = lower.replace(['_', '-'], " ");
    let is_choice = spaced.split(['/', '|']).count() > 1
        && spaced.split(['/', '|']).all(|one| !one.trim().is_empty());
    is_choice
        || names_first(&spaced)
        || languages::words(Term::SlotNoun).end(&spaced).is_some()
            && spaced.split_whitespace().count() <= MOST_WORDS
}

/// True for a noun with what it is of behind it: `nombre del proyecto`, `hash du commit`.
fn names_first(lower: &str) -> bool {
    let noun = languages::words(Term::SlotNoun).start(lower);
    if NAMES.iter().any(|name| lower.starts_with(name)) {
        return true;
    }
    let of = [
        "de", "del", "du", "des", "da", "do", "di", "della", "of", "der", "для",
    ];
    noun.is_some_and(|length| {
        let next = lower[length..].split_whitespace().next();
        next.is_some_and(|word| of.contains(&word))
    })
}

/// True if a line of a form is a drawing: brackets with nothing but arrows between.
fn is_drawn(around: &BracketContext) -> bool {
    let has_signs = DRAWING
        .iter()
        .any(|sign| around.before.contains(sign) || around.rest.contains(sign));
    let before = around.before.trim();
    let behind = around.rest.trim();
    let is_row = |text: &str| {
        let mut depth = 0;
        text.chars().all(|c| {
            match c {
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
            depth > 0 || !c.is_alphanumeric()
        })
    };
    let has_brackets = before.contains('[') || behind.contains('[');
    // Two spaces or more are between the boxes of a drawing.
    let is_wide =
        around.before.ends_with("  ") || around.rest.starts_with("  ") || before.contains("]  ");
    let is_log = before.is_empty()
        && !behind.is_empty()
        && !behind.starts_with([':', ',', '.', '[', '\'', '’'])
        && is_log_tag(around);
    (has_brackets && is_wide && is_row(before) && is_row(behind))
        || has_signs && !around.is_answer()
        || is_log
}

/// True if what follows a bracket at the start of a line is a message.
fn is_log_tag(around: &BracketContext) -> bool {
    let first = around
        .rest
        .trim_start()
        .split(' ')
        .next()
        .unwrap_or_default();
    first.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// True if brackets in code are an argument to be replaced.
fn is_in_code(inside: &str, around: &BracketContext) -> bool {
    let is_start = around.lead.is_empty();
    let is_telling =
        inside.starts_with("YOUR_") || inside.starts_with("your-") || inside.starts_with("INSERT_");
    let is_listed = around.before.ends_with([':', '-', '='])
        && !inside.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_capital = inside.len() > 2 && inside.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_part = is_capital
        && asks(&languages::lower(inside))
        && around.before.ends_with([':', '/', '@', '=', '.'])
        && !around.before.ends_with(": ");
    // All of a line: `[STOP-COMMAND]`.
    if is_start && around.rest.trim().is_empty() && !is_telling {
        let is_constant = is_slug(inside)
            && !inside
                .bytes()
                .any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        return is_constant
            || versions::is_version(inside)
            || inside.contains(' ') && tells(&languages::lower(inside));
    }
    let is_argument = is_slug(inside) && !is_listed
        || is_part
        || versions::is_version(inside)
        || dates::is_date(inside)
        || inside.contains(' ')
            && asks(&languages::lower(inside))
            && !inside.contains([',', '|', '.', '"', '/']);
    is_telling || is_argument && (!is_start || versions::is_version(inside))
}

/// True for a name in the form of code: `db-host`, `SUBSCRIPTION_ID`.
fn is_slug(inside: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    inside.starts_with(|c: char| c.is_ascii_alphabetic())
        && inside.contains(['_', '-'])
        && inside.chars().all(is_part)
        && !inside.ends_with(['-', '_'])
}
