//! Names that tell to replace them: `your-domain.com`, `YOUR_API_KEY`, `PASTE_YOUR_KEY_HERE`, `PR #XXXX`.

use super::{Facts, FoundPlaceholder, TextKind, about, begins_word, touches_word};
use crate::checklist::languages::{self, Term};
use crate::checklist::notation::Notation;

/// The starts of telling names.
const STARTS: [&str; 20] = [
    "your-",
    "your_",
    "YOUR-",
    "YOUR_",
    "Your-",
    "yourdomain",
    "yourcompany",
    "yourorg",
    "yoursite",
    "yourapp",
    "yourproject",
    "yourname",
    "yourusername",
    "your.",
    "my-company",
    "my-org",
    "mycompany.",
    "mydomain.",
    "my-domain.",
    "YOURDOMAIN",
];
/// The starts of addresses that are nobody's.
const ADDRESSES: [&str; 4] = ["your@", "youremail@", "your.email@", "your.name@"];
/// Whole names of which the part behind them is something else.
const WHOLE: [&str; 9] = [
    "ORG/REPO",
    "OWNER/REPO",
    "USER/REPO",
    "USERNAME/REPO",
    "REPLACE_ME",
    "CHANGE_ME",
    "CHANGEME",
    "REPLACEME",
    "FIXME_VALUE",
];
/// The first words of names in capitals that ask for a value.
const VERBS: [&str; 7] = [
    "INSERT", "PASTE", "ENTER", "REPLACE", "ADD", "CHANGE", "PUT",
];
/// The first words of names in capitals that stand for a value in a command.
const WHICH: [&str; 8] = [
    "PREVIOUS", "PREV", "NEXT", "LAST", "OLD", "NEW", "CURRENT", "TARGET",
];
/// The first words of names in capitals that say of what they are: `NAME_OF_OWNER`.
const NOUNS: [&str; 3] = ["NAME", "URL", "LINK"];
/// The last words of names in capitals that stand for a value in prose.
const ENDS: [&str; 3] = ["VAL", "PLACEHOLDER", "HERE"];
/// The shortest run of `X` that stands for a number.
const SHORTEST_RUN: usize = 3;

/// A telling name at `at`.
pub(super) fn find(
    text: &str,
    at: usize,
    position: TextKind,
    facts: &Facts,
) -> Option<FoundPlaceholder> {
    let (before, rest) = (&text[..at], &text[at..]);
    let first = rest.as_bytes()[0];
    let is_capital = |c: char| c.is_ascii_uppercase() || c == '-';
    let may_be_run =
        first == b'X' || first.is_ascii_uppercase() && rest[1..].starts_with(is_capital);
    if let Some(length) = may_be_run.then(|| run(before, rest)).flatten() {
        return Some((length, Notation::Name, None));
    }
    let is_free = !touches_word(before) && !before.ends_with(['-', '{', '$', '<', '*', '\\']);
    if !is_free || !first.is_ascii_alphabetic() {
        return None;
    }
    let length = named(before, rest, position, facts)?;
    let name = &rest[..length];
    let is_part = rest[length..].starts_with(['*', '=', '(']) || rest[length..].starts_with("-*");
    let is_one = !is_part && !about::is_replaced(before);
    is_one.then(|| (length, Notation::Name, Some(name.to_owned())))
}

/// The length of a telling name that a text begins with.
fn named(before: &str, rest: &str, position: TextKind, facts: &Facts) -> Option<usize> {
    if let Some(whole) = WHOLE.iter().find(|whole| rest.starts_with(**whole)) {
        return (!begins_word(&rest[whole.len()..])).then_some(whole.len());
    }
    if before.ends_with('@') && rest.starts_with("company.com") && !is_in_example(before) {
        return (!begins_word(&rest["company.com".len()..])).then_some("company.com".len());
    }
    if let Some(local) = ADDRESSES.iter().find(|local| rest.starts_with(**local)) {
        let local = local.len() - 1;
        let domain = address(&rest[local..]);
        return (domain > 0).then_some(local + domain);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches(['.', '-', '_']);
    if let Some(start) = STARTS.iter().find(|start| name.starts_with(**start)) {
        let is_joined = start.ends_with(['-', '_', '.']);
        // "your-" alone names nothing, and "Your-Majesty" is a word of prose.
        let is_long = name.len() > start.len() || !is_joined;
        let is_known = is_joined
            || name[start.len()..].starts_with(['.', '-', '_', '/'])
            || name.len() == start.len();
        // `@yourname` alone in code shows how to write a handle.
        let is_shown = position == TextKind::Code && before == "@" && rest.len() == name.len();
        return (is_long && is_known && !is_shown)
            .then(|| name.len() + address(&rest[name.len()..]));
    }
    let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let end = rest.find(|c: char| !is_capital(c)).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches('_');
    if !name.contains('_') || begins_word(&rest[name.len()..]) || facts.shell.contains(name) {
        return None;
    }
    let (first, last) = (name.split('_').next()?, name.rsplit('_').next()?);
    let asks = name.contains("_YOUR_")
        || name.contains("_OF_") && NOUNS.contains(&first)
        || ENDS.contains(&last) && position != TextKind::Code
        || VERBS.contains(&first) && last == "HERE"
        || first == "REPLACE" && name.contains("_WITH_");
    let stands = position != TextKind::Text && WHICH.contains(&first);
    (asks || stands).then_some(name.len())
}

/// True if an address is in brackets that give an example: `(e.g. ops@company.com)`.
fn is_in_example(before: &str) -> bool {
    let line = languages::lower(super::last_line(before));
    line.find('(').is_some_and(|at| {
        let inside = &line[at..];
        inside.matches('(').count() > inside.matches(')').count()
            && languages::words(Term::Example).is_in(inside)
    })
}

/// The length of the rest of an e-mail address: `@example.com` in `your@example.com`.
fn address(rest: &str) -> usize {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let Some(domain) = rest.strip_prefix('@') else {
        return 0;
    };
    let end = domain.find(|c: char| !is_part(c)).unwrap_or(domain.len());
    let domain = domain[..end].trim_end_matches(['.', '-']);
    let is_whole = domain.contains('.') && !domain.starts_with('.');
    if is_whole { 1 + domain.len() } else { 0 }
}

/// The length of a number of letters: `INC-XXXX`, `+1-XXX-XXX-XXXX`, `X.X.X.X`.
fn run(before: &str, rest: &str) -> Option<usize> {
    if touches_word(before) {
        return None;
    }
    let is_part = |c: char| c.is_ascii_uppercase() || matches!(c, '-' | '.');
    let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let run = rest[..end].trim_end_matches(['-', '.']);
    if begins_word(&rest[run.len()..]) || about::is_replaced(before) {
        return None;
    }
    let is_blank = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte == b'X');
    if run.contains('.') {
        let mut parts = run.split('.');
        return (parts.clone().count() == 4 && parts.all(is_blank)).then_some(run.len());
    }
    let mut parts = run.split('-');
    let first = parts.next()?;
    let (mut others, mut count) = (true, 0);
    for part in parts {
        others &= is_blank(part) && part.len() >= SHORTEST_RUN;
        count += 1;
    }
    let is_number = others && count > 0 && first.len() >= 2;
    is_number.then_some(run.len())
}

/// `#XXXX` at `at`.
pub(super) fn number(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    let rest = &text[at + 1..];
    let length = rest.bytes().take_while(|&byte| byte == b'X').count();
    let is_one = length >= SHORTEST_RUN
        && position != TextKind::Code
        && !begins_word(&rest[length..])
        && !touches_word(&text[..at]);
    is_one.then_some((length + 1, Notation::Name, None))
}
