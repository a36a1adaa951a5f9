//! Annotations that state nothing: misspelt, contradicting, misplaced, or without effect.

use super::{FindingKind, RawFinding, quoted};
use crate::checklist::annotations::{AnnotationFlaw, POSSIBLE, nearest, reach};
use crate::checklist::{Annotation, AnnotationWord, Checklist, Directive, EntryId, Kind};

pub(super) fn find(checklist: &Checklist) -> Vec<RawFinding> {
    let found = checklist
        .annotations()
        .iter()
        .flat_map(|annotation| in_annotation(checklist, annotation));
    found.collect()
}

fn in_annotation(checklist: &Checklist, annotation: &Annotation) -> Vec<RawFinding> {
    let source = checklist.source.as_str();
    let whole = |message: String| RawFinding {
        also: Vec::new(),
        at: annotation.range.start,
        kind: FindingKind::Annotation,
        text: source[annotation.range.clone()].to_owned(),
        message,
    };
    let words = annotation
        .words
        .iter()
        .map(|word| &source[word.range.clone()]);
    let words = quoted(&words.collect::<Vec<_>>().join(" "));
    match annotation.flaw {
        Some(AnnotationFlaw::Name) => {
            return vec![whole(format!("write it as “<!-- gonogo: {words} -->”"))];
        }
        Some(AnnotationFlaw::Unclosed) => {
            return vec![whole(
                "this comment isn't closed: end it with “-->”".to_owned(),
            )];
        }
        Some(AnnotationFlaw::InHtml) => {
            let why = "an annotation inside HTML has no effect: put it after a heading, or at the end of a line";
            return vec![whole(why.to_owned())];
        }
        None => {}
    }
    if annotation.words.is_empty() {
        return vec![whole(format!(
            "this annotation is empty; possible: {}",
            POSSIBLE.join(", ")
        ))];
    }
    let mut found = Vec::new();
    for word in &annotation.words {
        let text = &source[word.range.clone()];
        if let Some(message) = mistake(checklist, annotation, word, text) {
            found.push(RawFinding {
                also: Vec::new(),
                at: word.range.start,
                kind: FindingKind::Annotation,
                text: text.to_owned(),
                message,
            });
        }
    }
    found
}

/// The mistake in a word of an annotation, if there is one.
fn mistake(
    checklist: &Checklist,
    annotation: &Annotation,
    word: &AnnotationWord,
    text: &str,
) -> Option<String> {
    let text = quoted(text);
    let Some(directive) = word.directive else {
        return Some(match nearest(&text) {
            Some(near) => format!("unknown annotation “{text}”: did you mean “{near}”?"),
            None => format!(
                "unknown annotation “{text}”; possible: {}",
                POSSIBLE.join(", ")
            ),
        });
    };
    if directive == Directive::NoBlank && has_removed_blanks(checklist, annotation) {
        return None;
    }
    if annotation.entries.is_empty() {
        let line = crate::checklist::lines::start(&checklist.source, annotation.range.start);
        let has_place = || !checklist.places_in(line..annotation.range.start).is_empty();
        if matches!(directive, Directive::Need(_)) && has_place() {
            return None;
        }
        let why = "nothing here that it could be about: put it after a heading, or at the end of the line of an item, a box, a blank or a variable";
        return Some(format!("“{text}” has no effect: {why}"));
    }
    let all = checklist.all_annotations();
    let is_contradicted = |&id: &EntryId| all.contradict(id, directive);
    if annotation.entries.iter().any(is_contradicted) {
        return Some(format!(
            "“{text}” contradicts another annotation of the same entry, so neither holds: remove one"
        ));
    }
    let has_effect = |&id: &EntryId| has_effect(checklist, id, directive);
    if annotation.entries.iter().any(has_effect) {
        return None;
    }
    Some(format!("“{text}” has no effect: {}", needed(directive)))
}

/// True if `no-blank` in this annotation turned blanks or places of variables into text.
fn has_removed_blanks(checklist: &Checklist, annotation: &Annotation) -> bool {
    let line = crate::checklist::lines::start(&checklist.source, annotation.range.start);
    let own = line..annotation.range.end;
    let mut reached = annotation
        .entries
        .iter()
        .map(|&id| reach(checklist, id))
        .chain(std::iter::once(own));
    reached.any(|range| {
        let first = checklist
            .removed_blanks
            .partition_point(|&at| at < range.start);
        checklist
            .removed_blanks
            .get(first)
            .is_some_and(|&at| at < range.end)
            || checklist.has_removed_places(&range)
    })
}

/// True if a directive can change how an entry, or anything under it, is read.
fn has_effect(checklist: &Checklist, id: EntryId, directive: Directive) -> bool {
    let entry = checklist.entry(id);
    let is_section = entry.is_section();
    let range = reach(checklist, id);
    let has_digit = || checklist.source[range.clone()].contains(|c: char| c.is_numeric());
    let under = || checklist.subtree(id);
    match directive {
        Directive::Phase(_) => is_section,
        Directive::Need(_) | Directive::SignOff(_) => true,
        Directive::Sense(_) => has_digit(),
        Directive::Counts(_) => under().any(|id| checklist.entry(id).is_box()),
        Directive::Choice(_) => is_section || under().skip(1).any(|id| is_option(checklist, id)),
        Directive::NoBlank => false,
    }
}

/// True if an entry can be an option of a choice.
fn is_option(checklist: &Checklist, id: EntryId) -> bool {
    match checklist.entry(id).kind {
        Kind::Item { .. } | Kind::Box { .. } => true,
        Kind::Section(_) | Kind::Line => false,
    }
}

/// What a directive needs to have an effect.
fn needed(directive: Directive) -> &'static str {
    match directive {
        Directive::Phase(_) => "only a section has a phase: put it after a heading",
        Directive::Need(_) | Directive::SignOff(_) => "put it at the end of the line of an item",
        Directive::Sense(_) => "there is no number here",
        Directive::Counts(_) => "there are no boxes here other than items, which always count",
        Directive::Choice(_) => "there are no boxes to choose from here",
        Directive::NoBlank => "there is no blank here",
    }
}
