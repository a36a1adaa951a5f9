//! The surroundings of a sign-off: headings and lines above that say that something is approved here.

use std::collections::HashMap;

use super::labels::{self, is_approving, plain_words};
use crate::checklist::languages::{self, Term};
use crate::checklist::{Checklist, EntryId, lines, list_marker};

/// Headings of lists of people or changes, in which nobody signs. In lower case.
const LISTS: &[&str] = &[
    "contact",
    "contacts",
    "on call",
    "oncall",
    "escalation",
    "roster",
    "rota",
    "revision",
    "revisions",
    "revision history",
    "version history",
    "document history",
    "history",
    "change log",
    "changelog",
    "test results",
    "test result",
    "team members",
    "incident",
    "timeline",
    "raci",
    "attendees",
    "participants",
    "owners",
    "ownership",
    "distribution",
];
/// Words beside an approval that make a heading one about something else: `Acceptance criteria`.
const NOT_LISTS_OF_APPROVALS: &[&str] = &[
    "criteria",
    "test",
    "tests",
    "testing",
    "authentication",
    "verification",
    "algorithm",
    "workflow",
    "policy",
    "rules",
    "rbac",
    "permissions",
];
/// The longest line that introduces the lines under it, in words.
const LONGEST_LEAD: usize = 8;

/// The most lines above in the same list.
const FARTHEST: usize = 50;

/// The meaning of the surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::checklist) enum ApprovalContext {
    /// People approve here.
    Approvals,
    /// Nothing is said.
    Plain,
    /// People are listed, or changes.
    List,
}

/// The contexts of the sections that were read.
#[derive(Debug, Default)]
pub(super) struct ApprovalContexts(HashMap<EntryId, ApprovalContext>);

impl ApprovalContexts {
    /// The context of an entry: that of the nearest heading above that has one.
    pub(super) fn of(&mut self, checklist: &Checklist, id: EntryId) -> ApprovalContext {
        let Some(section) = checklist
            .ancestors(id)
            .find(|&up| checklist.entry(up).is_section())
        else {
            return ApprovalContext::Plain;
        };
        if let Some(&known) = self.0.get(&section) {
            return known;
        }
        let is_only_title = checklist.title() == Some(section)
            && checklist
                .ids()
                .filter(|&id| checklist.entry(id).is_section())
                .count()
                > 1;
        let own = if is_only_title {
            ApprovalContext::Plain
        } else {
            of_heading(&checklist.entry(section).text)
        };
        let context = match own {
            ApprovalContext::Plain => self.of(checklist, section),
            ApprovalContext::Approvals | ApprovalContext::List => own,
        };
        self.0.insert(section, context);
        context
    }
}

/// The meaning of a heading.
pub(in crate::checklist) fn of_heading(text: &str) -> ApprovalContext {
    let lower = plain_words(&languages::lower(text));
    if is_about_approvals(&lower) {
        ApprovalContext::Approvals
    } else if LISTS.iter().any(|list| has_words(&lower, list)) {
        ApprovalContext::List
    } else {
        ApprovalContext::Plain
    }
}

/// True if words in lower case are the heading of a list of approvals.
pub(in crate::checklist) fn is_about_approvals(lower: &str) -> bool {
    let approves = languages::words(Term::Approval).is_in(lower)
        || has_words(lower, "go no go")
        || has_words(lower, "go nogo");
    approves
        && !lower
            .split(' ')
            .any(|word| NOT_LISTS_OF_APPROVALS.contains(&word))
}

/// True if a text has some words side by side.
fn has_words(lower: &str, words: &str) -> bool {
    format!(" {lower} ").contains(&format!(" {words} "))
}

/// The line above an offset that introduces what is there: short, and with a colon at its end or bold.
pub(super) fn lead_in(checklist: &Checklist, offset: usize) -> Option<String> {
    let source = checklist.source();
    lead_above(source, offset).or_else(|| lead_above(source, list_start(source, offset)))
}

fn lead_above(source: &str, offset: usize) -> Option<String> {
    let above = source[..lines::start(source, offset)]
        .trim_end_matches(|c: char| c.is_whitespace() || c == '>');
    // In plain text a heading has a line of dashes under it.
    let drawn = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '=' | '\u{2500}' | '\u{2550}' | '\u{2501}')
    };
    let is_drawn = |line: &str| line.chars().count() > 3 && line.chars().all(drawn);
    let line = above
        .rsplit(lines::is_end)
        .find(|line| !is_drawn(line))
        .unwrap_or_default();
    let line = line
        .trim_start_matches(['>', ' ', '\t'])
        .trim_end_matches(['\\', ' ']);
    let marker = list_marker::list(line).filter(|marker| line[marker.len()..].starts_with(' '));
    let text = marker.map_or(line, |marker| line[marker.len()..].trim_start());
    let text = list_marker::sound_box(text).map_or(text, |sound| &text[sound.len()..]);
    let is_bold = text.starts_with("**") && text.ends_with("**");
    let plain = text.trim_matches(['*', '_', ' ', '\t']);
    let is_lead = is_bold || plain.ends_with(':');
    let plain = plain.trim_end_matches([':', '*', ' ']);
    let is_heading = text.starts_with('#') || text.contains('|');
    let is_filled = plain.contains("__") || plain.contains(": ");
    (is_lead
        && !is_heading
        && !is_filled
        && !plain.is_empty()
        && plain.split_whitespace().count() <= LONGEST_LEAD)
        .then(|| plain.to_owned())
}

/// The offset of the list that the line of `offset` is in, as far as its lines follow each other.
fn list_start(source: &str, offset: usize) -> usize {
    let is_in_list = |line: &str| {
        let text = line.trim_start_matches(['>', ' ', '\t']);
        let marker =
            list_marker::list(text).is_some_and(|marker| text[marker.len()..].starts_with(' '));
        marker || (line.starts_with(' ') && !text.is_empty())
    };
    let mut start = lines::start(source, offset);
    for _ in 0..FARTHEST {
        let own = lines::of(&source[start..]).next().unwrap_or_default();
        let above = source[..start].trim_end_matches(lines::is_end);
        let before = lines::start(source, above.len());
        if start == 0 || !is_in_list(own) || !is_in_list(&source[before..above.len()]) {
            break;
        }
        start = before;
    }
    start
}

/// True if words only say that something is approved here, and name no role: `Approvals`, `5. Sign-off`.
pub(super) fn names_nobody(text: &str) -> bool {
    let lower = plain_words(&languages::lower(text));
    let rest = labels::rest_of(&lower, &[Term::Approval, Term::Date]);
    let fillers = [
        "final",
        "formal",
        "release",
        "launch",
        "go",
        "live",
        "required",
        "checklist",
        "section",
        "form",
        "team",
    ];
    let words = rest
        .split(' ')
        .filter(|word| !word.chars().all(char::is_numeric));
    is_about_approvals(&lower) && words.filter(|word| !fillers.contains(word)).count() == 0
        || is_approving(&lower) && rest.is_empty()
}
