//! The names of the roles that sign, as a person would say them.

use std::collections::HashMap;

use super::PlaceToSign;
use super::labels::{self, Asks, is_approving};
use super::places::{ApprovalContext, names_nobody, of_heading};
use crate::checklist::languages::{self, Term};
use crate::checklist::{BlankId, Checklist};

/// Words that don't say who signs, at the end of what is left of a label.
const NOBODY: &[&str] = &[
    "final",
    "formal",
    "official",
    "management",
    "required",
    "pending",
    "printed",
    "print",
    "authorized",
    "authorised",
    "digital",
    "electronic",
    "off",
];
/// The name of a place to sign if nothing says whose it is.
const UNNAMED: &str = "Sign-off";
/// The longest text of an item that names the role of the lines under it, in words.
const LONGEST: usize = 6;

/// The role of a sign-off in a line or item: from its label, else from the words around it.
pub(super) fn of_line(
    checklist: &Checklist,
    (who, asks): (BlankId, Asks),
    beside: Option<BlankId>,
    lead: Option<&str>,
) -> String {
    let labels = [Some(who), beside]
        .into_iter()
        .flatten()
        .map(|id| checklist.blank(id));
    let mut named =
        labels.filter_map(|blank| in_label(&blank.label, labels::asks(&blank.label, blank.kind)));
    if let Some(role) = named.next() {
        return role;
    }
    let blank = checklist.blank(who);
    let item = checklist
        .ancestors(blank.entry)
        .find(|&up| checklist.entry(up).is_item())
        .map(|item| checklist.entry(item).text.as_str());
    let short = |text: &&str| text.split_whitespace().count() <= LONGEST;
    let headings = checklist.headings(blank.entry);
    // Under `Approvals` every heading is of somebody; elsewhere only one that names a role.
    let is_among_approvals = headings
        .iter()
        .any(|heading| of_heading(heading) == ApprovalContext::Approvals);
    let heading = headings.last().copied();
    let around = lead.into_iter().chain(item.filter(short)).chain(heading);
    let mut named = around.filter_map(|text| in_words(text, is_among_approvals));
    if let Some(role) = named.next() {
        return role;
    }
    match asks {
        Asks::Approval | Asks::Role | Asks::Assigned | Asks::Text => blank.label.clone(),
        Asks::Name | Asks::Signature | Asks::Date | Asks::Other => {
            let generic = lead.or(heading).filter(|text| names_nobody(text));
            generic
                .unwrap_or(UNNAMED)
                .trim_end_matches([':', ' '])
                .to_owned()
        }
    }
}

/// The role that a label names, if it does.
fn in_label(label: &str, asks: Asks) -> Option<String> {
    match asks {
        Asks::Role | Asks::Assigned | Asks::Text => {
            let by_nobody = languages::lower(label).ends_with(" by");
            (!by_nobody).then(|| label.to_owned())
        }
        Asks::Approval => without_approval(label),
        Asks::Name | Asks::Signature | Asks::Date | Asks::Other => None,
    }
}

/// The role that the words around a sign-off name: `Security Sign-off` is of Security, `Approvals` of nobody.
fn in_words(text: &str, is_among_approvals: bool) -> Option<String> {
    let text = text.trim_end_matches([':', ' ']);
    if names_nobody(text) || text.is_empty() {
        return None;
    }
    let lower = languages::lower(text);
    let role = languages::words(Term::Role)
        .find(&lower)
        .filter(|_| is_approving(&lower) && lower.len() == text.len())
        .and_then(|range| text.get(range));
    let role = role.map(str::to_owned).or_else(|| without_approval(text));
    let is_named = is_among_approvals || labels::is_role(&labels::plain_words(&lower));
    role.or_else(|| is_named.then(|| text.to_owned()))
}

/// The rest of words that ask for an approval, if it says who approves: `Approved by (Tech Lead)`.
fn without_approval(label: &str) -> Option<String> {
    let lower = languages::lower(label);
    // The offsets are the same in most languages; where they aren't, the label stays as it is.
    let range = languages::words(Term::Approval)
        .find(&lower)
        .filter(|_| lower.len() == label.len())?;
    let edge = |c: char| !c.is_alphanumeric() && c != ')' && c != '(';
    let trimmed = |text: &str| {
        let text = text.trim_matches(edge);
        let inside = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        inside.unwrap_or(text).trim_matches(edge).to_owned()
    };
    let (before, behind) = (
        trimmed(label.get(..range.start)?),
        trimmed(label.get(range.end..)?),
    );
    let behind = [
        "by ", "of ", "from ", "the ", "durch ", "von ", "du ", "de ", "del ", "da ",
    ]
    .iter()
    .fold(behind.as_str(), |rest, filler| {
        rest.strip_prefix(filler).unwrap_or(rest)
    })
    .to_owned();
    let names = |text: &str| {
        let lower = labels::plain_words(&languages::lower(text));
        let rest = labels::rest_of(&lower, &[Term::Approval, Term::Date]);
        let says = |word: &str| {
            !NOBODY.contains(&word) && !matches!(word, "name" | "signature" | "required")
        };
        !rest.is_empty() && rest.split(' ').any(says)
    };
    if names(&behind) {
        return Some(behind);
    }
    // `Final approval` is no role of somebody called Final.
    let lower_before = labels::plain_words(&languages::lower(&before));
    (names(&before) && labels::is_role(&lower_before)).then_some(before)
}

/// Makes the roles unique: by the heading above, else by numbers.
pub(super) fn distinguish(checklist: &Checklist, found: &mut [PlaceToSign]) {
    for by_heading in [true, false] {
        let mut same: HashMap<String, Vec<usize>> = HashMap::new();
        let read = found
            .iter()
            .enumerate()
            .filter(|(_, one)| one.fit.is_read());
        for (index, one) in read {
            same.entry(languages::lower(&one.role))
                .or_default()
                .push(index);
        }
        for indices in same.into_values().filter(|indices| indices.len() > 1) {
            let headings: Vec<Option<String>> = indices
                .iter()
                .map(|&index| heading(checklist, found[index].signoff.who))
                .collect();
            let differ = headings.iter().any(|heading| *heading != headings[0]);
            for (number, (&index, heading)) in indices.iter().zip(headings).enumerate() {
                let role = &found[index].role;
                found[index].role = match heading.filter(|_| by_heading && differ) {
                    Some(heading) => format!("{role} ({heading})"),
                    None if by_heading => role.clone(),
                    None => format!("{role} {}", number + 1),
                };
            }
        }
    }
}

fn heading(checklist: &Checklist, who: BlankId) -> Option<String> {
    let entry = checklist.blank(who).entry;
    let section = checklist
        .ancestors(entry)
        .find(|&up| checklist.entry(up).is_section())?;
    Some(
        checklist
            .entry(section)
            .text
            .trim_end_matches([':', ' '])
            .to_owned(),
    )
}
