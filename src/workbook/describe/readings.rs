//! Readings of the document in words: headings of the explanation, values, and the basis of each.

use std::borrow::Cow;

use crate::checklist::{
    Blank, Cadence, Checklist, Direction, Directive, Origin, Reading, Sense, Span, Threshold,
    Variable,
};
use crate::progress::AnyAnswer;
use crate::workbook::explain::annotate::{NotStated, UnstatedCorrection};
use crate::workbook::explain::{ReadingAspect, ReadingKind, ReadingRow};
use crate::workbook::{Edit, Workbook};

use super::blockers;
use super::counts::counted;
use crate::sanitize;

/// The explanation of a document without sections, items and blanks.
pub const NOTHING_TO_READ: &str = "no sections, items or blanks in this document";

/// The value of boxes of which nobody decided whether they count.
pub(in crate::workbook) const UNDECIDED: &str = "undecided";

/// The value of an item under one whose condition doesn't hold.
pub(in crate::workbook) const ANSWERED: &str = "n/a above";

/// The value of an item that is one of several options.
pub(in crate::workbook) const OPTION: &str = "option";

/// The value of an annotation that isn't understood.
pub(in crate::workbook) const NO_EFFECT: &str = "no effect";

/// The heading of a kind of rows: what they are, and what follows from it.
pub fn kind_heading(kind: ReadingKind) -> &'static str {
    match kind {
        ReadingKind::Phase => "Sections and their phases",
        ReadingKind::Required => "Items that GO needs",
        ReadingKind::Conditional => "Conditional items: they count until done or N/A",
        ReadingKind::Optional => "Optional items: they never block",
        ReadingKind::NotNeeded => "Items that GO doesn't need",
        ReadingKind::Threshold => "Thresholds",
        ReadingKind::SignOff => "Sign-offs",
        ReadingKind::Blank => "Blanks",
        ReadingKind::Variable => "Variables: filled once for all of their places",
        ReadingKind::Due => "Due dates and recurring items",
        ReadingKind::Owner => "Owners",
        ReadingKind::Choice => "Choose one",
        ReadingKind::Box => "Boxes, table rows and steps that aren't items",
        ReadingKind::Annotation => "Annotations in the document",
        ReadingKind::Correction => "Corrected in this run",
        ReadingKind::Suggestion => "Unsure: counted the safe way until somebody decides",
        ReadingKind::LookAlike => "Not items, but look like items (gonogo check)",
    }
}

/// What the rows of a kind are, and how to change them, in a sentence.
pub fn kind_about(kind: ReadingKind) -> &'static str {
    match kind {
        ReadingKind::Phase => {
            "The phase decides when items count: those before launch gate GO, the others don't. A section has the phase of the section above unless its heading, an annotation or a person sets one."
        }
        ReadingKind::Required => "Each must be done, N/A or waived before GO.",
        ReadingKind::Conditional => {
            "They apply only if something is the case, and count until they are done or N/A."
        }
        ReadingKind::Optional => "The document says that these may be left undone.",
        ReadingKind::NotNeeded => {
            "They belong to a later phase, to an emergency or to a reference, or their condition doesn't hold."
        }
        ReadingKind::Threshold => {
            "A measured value that misses one blocks. Inverted means the opposite of what is written; off asks for nothing."
        }
        ReadingKind::SignOff => "Each needs a signature before GO.",
        ReadingKind::Blank => {
            "Places to fill. Empty ones outside of items don't block, unless they are required. A blank for a name can be made a sign-off."
        }
        ReadingKind::Variable => {
            "Placeholders with a name. One value fills all places. Empty ones outside of items don't block, unless they are required."
        }
        ReadingKind::Due => "They have a due date, or come back after a time.",
        ReadingKind::Owner => "People named in the text of an item.",
        ReadingKind::Choice => "One answer is enough for each group.",
        ReadingKind::Box => {
            "Undecided boxes don't count, but every verdict names them until somebody decides."
        }
        ReadingKind::Annotation => "Comments in the document that say how to read it.",
        ReadingKind::Correction => {
            "Corrections by people hold in this run only; gonogo explain --diff prints them as annotations for the document."
        }
        ReadingKind::Suggestion => {
            "These are likely, but not certain, so they are counted the safe way. Set the value that is right."
        }
        ReadingKind::LookAlike => {
            "GitHub shows no checkbox for these, and gonogo doesn't count them. Fix them in the document."
        }
    }
}

/// The number of rows of each kind, in a few lines; the last ones are what somebody should look at.
pub fn reading_counts(count: impl Fn(ReadingKind) -> usize) -> Vec<String> {
    use ReadingKind as Kind;
    let items = [
        Kind::Required,
        Kind::Conditional,
        Kind::Optional,
        Kind::NotNeeded,
    ];
    let total = items.into_iter().map(&count).sum();
    let lines: [(String, &[ReadingKind]); 4] = [
        (String::new(), &[Kind::Phase]),
        (format!("{}: ", counted(total, "item")), &items),
        (
            String::new(),
            &[
                Kind::Threshold,
                Kind::SignOff,
                Kind::Blank,
                Kind::Variable,
                Kind::Due,
                Kind::Owner,
                Kind::Choice,
                Kind::Box,
            ],
        ),
        (
            String::new(),
            &[
                Kind::Annotation,
                Kind::Correction,
                Kind::Suggestion,
                Kind::LookAlike,
            ],
        ),
    ];
    let line = |(start, kinds): (String, &[ReadingKind])| {
        let counts = kinds.iter().map(|&kind| (kind, count(kind)));
        let counts: Vec<String> = counts
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| kind_count(kind, count))
            .collect();
        (!counts.is_empty()).then(|| format!("{start}{}", counts.join(", ")))
    };
    lines.into_iter().filter_map(line).collect()
}

/// The number of rows of a kind, with its noun: `12 optional`.
fn kind_count(kind: ReadingKind, count: usize) -> String {
    match kind {
        ReadingKind::Phase => counted(count, "section"),
        ReadingKind::Required => format!("{count} required"),
        ReadingKind::Conditional => format!("{count} conditional"),
        ReadingKind::Optional => format!("{count} optional"),
        ReadingKind::NotNeeded => format!("{count} not needed for GO"),
        ReadingKind::Threshold => counted(count, "threshold"),
        ReadingKind::SignOff => counted(count, "sign-off"),
        ReadingKind::Blank => counted(count, "blank"),
        ReadingKind::Variable => counted(count, "variable"),
        ReadingKind::Due => counted(count, "due date"),
        ReadingKind::Owner => format!("{count} with an owner"),
        ReadingKind::Choice => counted(count, "choose-one group"),
        ReadingKind::Box if count == 1 => "1 other box".to_owned(),
        ReadingKind::Box => format!("{count} other boxes"),
        ReadingKind::Annotation => counted(count, "annotation"),
        ReadingKind::Correction => counted(count, "correction"),
        ReadingKind::Suggestion => format!("{count} unsure"),
        ReadingKind::LookAlike if count == 1 => {
            "1 line that looks like an item and isn't one".to_owned()
        }
        ReadingKind::LookAlike => format!("{count} lines that look like items and aren't"),
    }
}

/// The basis of a row: `heading`, `“(optional)”`, `set by ann`; empty for facts.
pub fn basis(row: &ReadingRow) -> String {
    basis_within(row, usize::MAX, "")
}

/// The same in so many columns: the words that it rests on are cut.
pub fn basis_within(row: &ReadingRow, columns: usize, ellipsis: &str) -> String {
    let words = sanitize::one_line(row.words.trim());
    let cut = |before: &str, after: &str| {
        let around = sanitize::width(before) + sanitize::width(after);
        let words = sanitize::fit(&words, columns.saturating_sub(around), ellipsis);
        format!("{before}{words}{after}")
    };
    match row.origin {
        None | Some(Origin::Pattern) if words.is_empty() => String::new(),
        Some(Origin::Pattern) if row.kind == ReadingKind::Phase => "heading".to_owned(),
        // The words are those of the role.
        Some(Origin::Pattern) if row.kind == ReadingKind::SignOff => String::new(),
        None | Some(Origin::Pattern) => cut("“", "”"),
        Some(Origin::Person) if words.is_empty() => "set in this run".to_owned(),
        Some(Origin::Person) => cut("set by ", ""),
        Some(Origin::Annotation) => "annotation".to_owned(),
        Some(Origin::Inherited) if words.is_empty() => "section above".to_owned(),
        Some(Origin::Inherited) => cut("under “", "”"),
        // A threshold is read as it is written.
        Some(Origin::Default) if row.kind == ReadingKind::Threshold => String::new(),
        Some(Origin::Default) => "default".to_owned(),
    }
}

/// People in a row: `ann, bob@host`, each once.
pub(in crate::workbook) fn people(names: impl Iterator<Item = String>) -> String {
    let mut people: Vec<String> = Vec::new();
    for name in names {
        if !people.contains(&name) {
            people.push(name);
        }
    }
    people.join(", ")
}

/// A correction: what it is about and its value, in a conflict all values.
pub(in crate::workbook) fn correction(
    aspect: &ReadingAspect,
    answers: &[AnyAnswer],
    is_outdated: bool,
) -> String {
    let about = match aspect {
        ReadingAspect::Phase => "phase",
        ReadingAspect::Of(aspect) => aspect.word(),
        ReadingAspect::Variable(_) => "need",
    };
    let texts = answers
        .iter()
        .map(|answer| answer.text.as_deref().unwrap_or("as the document"));
    let mut texts: Vec<&str> = texts.collect();
    texts.dedup();
    match texts.as_slice() {
        [one] if is_outdated => format!("{about} {one}, outdated"),
        [one] => format!("{about} {one}"),
        differing => format!("{about} conflict: {}", differing.join(" or ")),
    }
}

/// The blanks of a sign-off.
pub(in crate::workbook) fn signoff(has_date: bool) -> &'static str {
    if has_date { "name and date" } else { "name" }
}

/// Whether something counts.
pub(in crate::workbook) fn counting(counts: &Reading<bool>) -> &'static str {
    match (counts.value, counts.origin) {
        (true, _) => "counts",
        (false, Origin::Default) => UNDECIDED,
        (false, Origin::Person | Origin::Annotation | Origin::Pattern | Origin::Inherited) => {
            "ignored"
        }
    }
}

/// Whether one answer of a group is enough: `1 of 3`, or each counts.
pub(in crate::workbook) fn choice(is_choice: bool, count: usize) -> String {
    if is_choice {
        format!("1 of {count}")
    } else {
        format!("all {count}")
    }
}

/// A group of options with its question: `Downtime? Yes / No`.
pub(in crate::workbook) fn options(question: &str, options: &[Cow<str>]) -> String {
    let listed = options.join(" / ");
    if options.iter().any(|option| option == question) {
        listed
    } else {
        format!("{question}: {listed}")
    }
}

/// A section with states in tables, numbered steps or look-alikes that aren't boxes.
pub(in crate::workbook) fn adoptable(heading: &str, count: usize) -> String {
    let what = if count == 1 {
        "1 table row, step or look-alike".to_owned()
    } else {
        format!("{count} table rows, steps or look-alikes")
    };
    format!("{heading}: {what} that can count")
}

/// A threshold as it is read: `below 5 seconds`, `inverted: at most 10 s`, `off: > 5%`.
pub(in crate::workbook) fn threshold(threshold: &Threshold, sense: &Reading<Sense>) -> String {
    let values = |threshold: &Threshold| {
        let direction = match threshold.direction() {
            Direction::Below => "below ",
            Direction::AtMost => "at most ",
            Direction::Above => "above ",
            Direction::AtLeast => "at least ",
            Direction::Between => "",
            Direction::Exactly => "exactly ",
            Direction::Outside => "not ",
        };
        format!("{direction}{}", threshold.value)
    };
    match sense.value {
        Sense::On if sense.origin == Origin::Default && threshold.sense().is_none() => {
            format!("unclear: {threshold}")
        }
        Sense::On => values(&threshold.as_written()),
        Sense::Inverted => format!("inverted: {}", values(&threshold.inverted())),
        Sense::Off => format!("off: {threshold}"),
    }
}

/// The kind of a blank, with the choices that the document offers.
pub(in crate::workbook) fn blank(blank: &Blank) -> String {
    let kind = blank.kind.name();
    if blank.choices.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}: {}", blank.choices.join("/"))
    }
}

/// The kind of a variable, with the number of its places.
pub(in crate::workbook) fn variable(variable: &Variable, places: usize) -> String {
    format!("{}, {}", variable.kind.name(), counted(places, "place"))
}

/// What is only likely: `probably after`.
pub(in crate::workbook) fn suggestion(directive: Directive) -> String {
    format!("probably {directive}")
}

/// The words for a heading above: the basis of what is inherited from it.
pub(in crate::workbook) fn cadence(cadence: Cadence) -> String {
    match cadence {
        Cadence::Within(within) => format!("within {} of go-live", span(within)),
        Cadence::Ahead(ahead) => format!("{} before go-live", span(ahead)),
        Cadence::Every(Span::Days(1)) => "daily".to_owned(),
        Cadence::Every(Span::Days(7)) => "weekly".to_owned(),
        Cadence::Every(Span::Months(1)) => "monthly".to_owned(),
        Cadence::Every(every) => format!("every {}", span(every)),
        Cadence::On(day) => format!("by {day}"),
    }
}

fn span(span: Span) -> String {
    match span {
        Span::Hours(count) => counted(count as usize, "hour"),
        Span::Days(count) => counted(count as usize, "day"),
        Span::Months(count) => counted(count as usize, "month"),
    }
}

/// The verdict in a few words: `NO-GO: 3 blockers`.
pub fn verdict(workbook: &Workbook) -> String {
    let verdict = workbook.verdict();
    match verdict.blockers.len() {
        0 => verdict.word().to_owned(),
        count => format!("{}: {}", verdict.word(), blockers(count)),
    }
}

/// The answers in the register of an edit: `optional (ann@host)`.
pub fn said(workbook: &Workbook, edit: &Edit) -> String {
    let told = workbook.answers_to(edit).into_iter();
    let told: Vec<String> = told
        .map(|told| format!("{} ({})", told.answer, told.who))
        .collect();
    if told.is_empty() {
        "as the document".to_owned()
    } else {
        told.join(" or ")
    }
}

/// A correction that no annotation states, with the reason.
pub fn left_out(left: &UnstatedCorrection, checklist: &Checklist) -> String {
    let aspect = match &left.aspect {
        ReadingAspect::Phase => "phase",
        ReadingAspect::Of(aspect) => aspect.word(),
        ReadingAspect::Variable(_) => "need",
    };
    let why = match left.why {
        NotStated::Conflict => "people differ; resolve the conflict first",
        NotStated::Outdated => "the text changed since; correct it again first",
        NotStated::OneOfSeveral => {
            "an annotation holds for all thresholds of a line, and these differ"
        }
        NotStated::OfVariable => {
            "an annotation holds for a line: add it to the lines of the variable"
        }
        NotStated::NoPlace => "no place for an annotation of this line alone",
    };
    let entry = checklist.entry(left.entry);
    let (line, text) = match &left.aspect {
        ReadingAspect::Variable(id) => {
            let variable = checklist.variable(*id);
            let first = variable.places.first();
            let line = first.map_or(entry.line, |&at| checklist.places()[at].line);
            (line, sanitize::one_line(&variable.written).into_owned())
        }
        ReadingAspect::Phase | ReadingAspect::Of(_) => (entry.line, entry.legible().into_owned()),
    };
    format!("line {line}: {aspect} of “{text}” left out: {why}")
}
