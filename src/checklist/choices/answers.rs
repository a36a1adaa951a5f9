//! Texts that make boxes a choice: answers that exclude each other, and requests to choose one.

use crate::checklist::languages::{Term, lower, words};

/// Answers that exclude each other: those that agree, and those that don't.
const FAMILIES: [(Term, Term); 3] = [
    (Term::Yes, Term::No),
    (Term::Approved, Term::Rejected),
    (Term::Passed, Term::Failed),
];
/// The limit for options of answers that exclude each other.
pub(super) const MOST: usize = 6;
/// Words before a request.
const BEFORE_REQUEST: [&str; 7] = [
    "please",
    "bitte",
    "por favor",
    "per favore",
    "lütfen",
    "пожалуйста",
    "and",
];

/// A text in lower case, without signs at its ends.
pub(super) fn plain(text: &str) -> String {
    let lower = lower(text);
    let trimmed = lower.trim_matches(|c: char| !c.is_alphanumeric());
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The label at the start of the text after a box, up to what else is on the line: a bracket, a wide gap, a blank.
pub(super) fn first_part(text: &str) -> String {
    let text = text.trim_start();
    let end = ["  ", "\t", "__", "(", "<", ",", ";", "\u{3000}"]
        .iter()
        .filter_map(|sign| text.find(sign))
        .min();
    plain(&text[..end.unwrap_or(text.len())])
}

/// The part of a label before a dash or a colon: `approved` of `approved - ready for production`.
pub(super) fn lead(label: &str) -> String {
    let end = [" - ", " – ", " — ", ": ", "："]
        .iter()
        .filter_map(|sign| label.find(sign))
        .min();
    plain(&label[..end.unwrap_or(label.len())])
}

/// True for an answer that a launch can't rest on: `NO-GO`, `Rejected - see below`, `Fail`.
pub(super) fn refuses(label: &str) -> bool {
    let answer = lead(label);
    [Term::Rejected, Term::Failed]
        .into_iter()
        .any(|term| words(term).is(&answer))
}

/// True if all of these are answers of one family, with one that agrees and one that doesn't.
pub(super) fn exclude_each_other(labels: &[String]) -> bool {
    FAMILIES.iter().any(|&(agrees, differs)| {
        let of = |term| labels.iter().filter(|label| words(term).is(label)).count();
        let is_any = |label: &String| {
            [agrees, differs, Term::OtherAnswer]
                .into_iter()
                .any(|term| words(term).is(label))
        };
        of(agrees) == 1 && of(differs) == 1 && labels.iter().all(is_any)
    })
}

/// True if a text asks to choose exactly one: `Type of change (choose one)`.
pub(super) fn asks_for_one(text: &str) -> bool {
    let lower = lower(text);
    words(Term::ChooseOne)
        .all(&lower)
        .any(|found| begins(&lower[..found.start]) && ends(&lower[found.end..]))
}

/// True if a text may ask to choose one.
pub(super) fn maybe_asks_for_one(text: &str) -> bool {
    let lower = lower(text);
    words(Term::MaybeChooseOne).is_in(&lower) || words(Term::ChooseOne).is_in(&lower)
}

/// True if a request can begin after this text: at its start, after a sign, or after `please`.
fn begins(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '*', '_']);
    let is_polite = BEFORE_REQUEST.iter().any(|word| {
        before
            .strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    // Chinese and Japanese have no spaces between words.
    let is_word = |c: char| c.is_ascii_alphanumeric() || (c.is_alphabetic() && c < '\u{1100}');
    is_polite || !before.ends_with(|c: char| is_word(c) || matches!(c, '\'' | '’'))
}

/// True if a request can end before this text.
fn ends(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '*', '_']);
    let is_end = |text: &str| {
        let text = text.trim_start_matches([' ', '*', '_']);
        text.is_empty()
            || text.starts_with([')', ']', ':', '：', '.', '!', '）', '\n', '☐', '☑', '☒'])
    };
    // In languages without spaces the verb ends in many ways.
    let is_unspaced = after.starts_with(|c: char| c >= '\u{1100}');
    let of_which = words(Term::OfWhich).start(after);
    is_end(after) || is_unspaced || of_which.is_some_and(|length| is_end(&after[length..]))
}

#[cfg(test)]
mod tests {
    use super::{asks_for_one, exclude_each_other, first_part, maybe_asks_for_one, plain};

    #[test]
    fn only_answers_of_one_family_exclude_each_other() {
        for (labels, expected) in [
            ("Yes|No", true),
            ("**GO**|NO-GO", true),
            ("GO ✅|No Go|Conditional GO", true),
            ("Approved|Rejected|Approved with conditions", true),
            ("Pass|Fail|N/A", true),
            ("Ja|Nein", true),
            ("Oui|Non", true),
            ("是|否", true),
            ("通过|不通过", true),
            ("да|нет", true),
            ("Yes|No|Fix DNS", false),
            ("Yes|Yes", false),
            ("Yes|Fail", false),
            ("Yes", false),
            ("Approved|Pending", false),
            ("Yes, tell legal|No", false),
            ("Backups|Alerts", false),
        ] {
            let labels: Vec<String> = labels.split('|').map(plain).collect();
            assert_eq!(exclude_each_other(&labels), expected, "{labels:?}");
        }
    }

    #[test]
    fn only_a_request_for_exactly_one_is_unmistakable() {
        for (text, sure, maybe) in [
            ("Type of change (choose one)", true, true),
            ("Select one:", true, true),
            ("**Pick one**", true, true),
            ("Please choose one of the following:", true, true),
            ("Environment – select exactly one", true, true),
            ("Umgebung (bitte eine auswählen)", true, true),
            ("变更类型（单选）", true, true),
            ("移行方式（いずれか一つを選択してください）", true, true),
            ("Check one of the following", false, true),
            ("Complete one of these trainings", false, true),
            ("Choose one or more", false, true),
            ("Select one engineer for the on-call", false, true),
            ("Do not choose one", false, true),
            ("Choose one per region", false, true),
            ("Stand-alone checks", false, false),
            ("Neither of them", false, false),
        ] {
            assert_eq!(
                (asks_for_one(text), maybe_asks_for_one(text)),
                (sure, maybe),
                "{text}"
            );
        }
    }

    #[test]
    fn the_label_of_a_box_ends_before_other_content() {
        for (text, expected) in [
            (" Yes ", "yes"),
            (" NO-GO   Signature: ____", "no-go"),
            (" No (explain) ", "no"),
            (" **Pass** ", "pass"),
        ] {
            assert_eq!(first_part(text), expected);
        }
    }
}
