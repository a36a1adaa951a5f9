//! What holds for every document and every answer; see laws.rs for what holds of progress.

use std::collections::HashSet;
use std::ops::Range;

use gonogo::checklist::{
    BlankId, Checklist, EntryId, Form, Kind, Markdown, Notation, Place, Surroundings, lines,
};
use gonogo::progress::{Progress, State};
use gonogo::report::{self, AuditScope};
use gonogo::workbook::{CommandPiece, Workbook};
use gonogo::{merge, store};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use pulldown_cmark::Event;

use super::arbitrary::{Wish, document, stamp, walk, wish};

/// Every promise of `Checklist` on one document.
fn is_sound(checklist: &Checklist) {
    let source = checklist.source();
    let entries = checklist.entries();
    let mut keys = HashSet::new();
    let mut last = 0;
    for (index, entry) in entries.iter().enumerate() {
        assert!(
            source.get(entry.head.clone()).is_some(),
            "head of entry {index}"
        );
        assert!(
            last <= entry.head.start,
            "entry {index} stands in document order"
        );
        last = entry.head.start;
        let key = checklist.key(EntryId(index));
        assert!(keys.insert(key.clone()), "the key {key} twice");
        assert!(
            entry.line >= 1 && entry.line <= lines::starts(source).len(),
            "line of entry {index}"
        );
        assert!(
            entry.end.0 > index && entry.end.0 <= entries.len(),
            "end of entry {index}"
        );
        let above = entry.parent.map(|parent| &entries[parent.0]);
        assert!(
            entry.parent.is_none_or(|parent| parent.0 < index),
            "entry {index} comes after its parent"
        );
        assert!(
            above.is_none_or(|above| entry.end <= above.end),
            "entry {index} ends inside its parent"
        );
        let outside = above.is_none() || entry.parent == checklist.title();
        assert_eq!(
            entry.depth,
            if outside { 0 } else { above.unwrap().depth + 1 },
            "depth of entry {index}"
        );
        if let Kind::Item { mark, ticked } = &entry.kind {
            let mark = &source[mark.clone()];
            assert!(
                mark.len() == 3 && mark.starts_with('[') && mark.ends_with(']'),
                "box {mark:?}"
            );
            assert_eq!(*ticked, mark.contains(['x', 'X']), "box {mark:?}");
        }
        for block in &entry.blocks {
            assert!(
                source.get(block.range.clone()).is_some(),
                "a block of entry {index}"
            );
        }
        assert_eq!(
            checklist.subtree(gonogo::checklist::EntryId(index)).count(),
            entry.end.0 - index
        );
    }
    let (mut blank_keys, mut last) = (HashSet::new(), 0);
    for (index, blank) in checklist.blanks().iter().enumerate() {
        let place = &source[blank.range.clone()];
        let is_empty_cell = blank.form == Form::Cell && place.trim().is_empty();
        let is_label = blank.notation == Notation::Label && place.is_empty();
        let is_placeholder = blank.notation.is_placeholder() && !place.is_empty();
        assert!(
            place.contains('_') || is_empty_cell || is_label || is_placeholder,
            "blank {index}"
        );
        assert!(
            last <= blank.range.start,
            "blank {index} overlaps the one before"
        );
        last = blank.range.end;
        assert!(
            blank_keys.insert(checklist.blank_key(BlankId(index))),
            "key of blank {index} twice"
        );
        let entry = checklist.entry(blank.entry);
        assert!(
            entry.blanks.contains(&index),
            "blank {index} is one of its entry's"
        );
        assert!(
            entry.text.get(blank.span.clone()).is_some(),
            "span of blank {index}"
        );
        if let Form::Fence { open, close } = &blank.form {
            assert!(source[open.clone()].len() >= 3, "fence of blank {index}");
            assert!(
                close
                    .as_ref()
                    .is_none_or(|close| source.get(close.clone()).is_some())
            );
        }
    }
}

/// What holds for a person who looks: states with reasons, values, and the texts of notes.
fn picture(workbook: &Workbook) -> String {
    let mut picture = String::new();
    for id in workbook.checklist().ids() {
        let marks = workbook.marks(id);
        let reason = marks.state.value().and_then(|mark| mark.reason.as_ref());
        let notes: Vec<&str> = marks.notes.iter().map(|note| note.text.as_str()).collect();
        let conflict = marks.state.is_conflict();
        picture.push_str(&format!(
            "{id:?} {:?} {reason:?} {conflict} {notes:?}\n",
            workbook.state(id)
        ));
    }
    for index in 0..workbook.checklist().blanks().len() {
        picture.push_str(&format!("{:?}\n", workbook.value(BlankId(index))));
    }
    picture
}

/// Two people who did not see each other's answers, and then did, one of them first.
fn two_walks(source: &str, one: &[Wish], other: &[Wish]) -> (Workbook, Workbook) {
    let mut here = Workbook::new(Checklist::parse(source), Progress::new("a.md", None));
    let mut there = here.clone();
    walk(&mut here, "one", one);
    walk(&mut there, "other", other);
    let (mine, theirs) = (here.progress().clone(), there.progress().clone());
    here.absorb(merge::merge_progress(mine.clone(), theirs.clone()));
    there.absorb(merge::merge_progress(theirs, mine));
    (here, there)
}

/// The items that a report has to show: their text with what was answered in its place, and whether they are done.
fn items(workbook: &Workbook) -> Vec<(String, bool)> {
    let checklist = workbook.checklist();
    let told = |id| {
        let entry = checklist.entry(id);
        let blanks = entry.blanks.clone().map(|index| {
            let span = checklist.blanks()[index].span.clone();
            (span, workbook.value(BlankId(index)).map(str::to_owned))
        });
        let places = checklist.places_of(id).filter_map(|place| {
            let value = workbook
                .place_value(place)
                .map(|value| value.text.to_owned());
            let value = value.map(|value| pasted(workbook, place).unwrap_or(value));
            Some((place.span.clone()?, value))
        });
        let mut spans: Vec<_> = blanks.chain(places).collect();
        spans.sort_by_key(|(span, _)| span.start);
        let (mut text, mut at) = (String::new(), 0);
        for (span, value) in spans {
            text.push_str(&entry.text[at..span.start]);
            text.push_str(value.as_deref().unwrap_or(&entry.text[span.clone()]));
            at = span.end;
        }
        text.push_str(&entry.text[at..]);
        (seen(&text), workbook.state(id) == State::Done)
    };
    checklist.items().map(told).collect()
}

/// A value as it is pasted, if its place is in a code span.
fn pasted(workbook: &Workbook, place: &Place) -> Option<String> {
    if place.surroundings != Surroundings::CodeSpan {
        return None;
    }
    let checklist = workbook.checklist();
    let source = checklist.source();
    let markdown = Markdown::of(source);
    let has_place =
        |range: &Range<usize>| range.start <= place.range.start && place.range.end <= range.end;
    let span = markdown.events().find_map(|(event, range)| {
        (matches!(event, Event::Code(_)) && has_place(&range)).then_some(range)
    })?;
    let text = &source[span.clone()];
    let open = text.len() - text.trim_start_matches('`').len();
    let inside = span.start + open..span.end - open;
    let places = checklist.places_in(inside.clone());
    let at = places.iter().position(|other| other.range == place.range)?;
    let command = workbook.command(std::slice::from_ref(&inside), "");
    let pieces = command.pieces.iter();
    match pieces
        .filter(|piece| !matches!(piece, CommandPiece::Text(_)))
        .nth(at)?
    {
        CommandPiece::Text(_) | CommandPiece::Empty { .. } => None,
        piece => Some(piece.pasted().to_owned()),
    }
}

/// A text as it is compared: without white space, control characters and directions, which are printed as U+FFFD, left
/// out or closed, and drawn
/// boxes without their ticks, which are answers of their own.
fn seen(text: &str) -> String {
    let is_direction = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let left_out =
        |&c: &char| c.is_whitespace() || c.is_control() || is_direction(c) || c == '\u{FFFD}';
    text.chars()
        .filter(|c| !left_out(c))
        .map(|c| if matches!(c, '☑' | '☒') { '☐' } else { c })
        .collect()
}

/// Whether a report has these items and no other.
fn shows(report: &str, items: &[(String, bool)]) -> Result<(), TestCaseError> {
    let printed = Checklist::parse(report);
    let found: Vec<_> = printed.items().map(|id| printed.entry(id)).collect();
    prop_assert_eq!(found.len(), items.len(), "items in the report:\n{}", report);
    for (entry, (text, done)) in found.iter().zip(items) {
        prop_assert_eq!(
            entry.is_source_ticked(),
            *done,
            "{} in\n{}",
            entry.text,
            report
        );
        prop_assert_eq!(&seen(&entry.text), text, "in\n{}", report);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        // The same cases in every run; PROPTEST_CASES tries more of them.
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::with_cases(256)
    })]

    #[test]
    fn any_text_parses_as_a_checklist(source in document()) {
        let checklist = Checklist::parse(source.as_str());
        prop_assert_eq!(checklist.source(), &source);
        is_sound(&checklist);
    }

    #[test]
    fn findings_are_inside_the_document(source in document()) {
        let findings = Checklist::parse(source.as_str()).check();
        let text = source.strip_prefix('\u{FEFF}').unwrap_or(&source);
        let ends = lines::starts(text).into_iter().skip(1).chain([text.len()]);
        let lines: Vec<&str> =
            lines::starts(text).into_iter().zip(ends).map(|(start, end)| &text[start..end]).collect();
        prop_assert!(findings.is_sorted_by_key(|finding| (finding.line, finding.column)));
        for finding in findings {
            let line = lines[finding.line - 1].chars().count();
            prop_assert!((1..=line + 1).contains(&finding.column), "{:?}", finding);
        }
    }

    #[test]
    fn filled_document_without_marks_is_the_source(source in document()) {
        let workbook = Workbook::new(Checklist::parse(source.as_str()), Progress::default());
        prop_assert_eq!(report::filled(&workbook), source);
    }

    #[test]
    fn report_has_the_items_of_its_document(source in document(), wishes in vec(wish(), 0..12)) {
        let mut workbook = Workbook::new(Checklist::parse(source), Progress::new("a.md", None));
        walk(&mut workbook, "me", &wishes);
        let items = items(&workbook);
        shows(&report::filled(&workbook), &items)?;
        for audit in [AuditScope::Full, AuditScope::Short, AuditScope::Nothing] {
            shows(&report::markdown(&workbook, audit), &items)?;
        }
    }

    #[test]
    fn undo_restores_and_redo_repeats(
        source in document(), one in vec(wish(), 0..6), other in vec(wish(), 0..6), last in wish(),
    ) {
        let (mut workbook, _) = two_walks(&source, &one, &other);
        let Some(edit) = last.edit(workbook.checklist()) else { return Ok(()) };
        let before = picture(&workbook);
        let Ok(Some(step)) = workbook.apply(edit, &stamp("me", 100)) else {
            prop_assert_eq!(picture(&workbook), before, "refused, so nothing changed");
            return Ok(());
        };
        let after = picture(&workbook);
        let Ok(back) = workbook.undo(&step, &stamp("me", 101)) else {
            prop_assert_eq!(picture(&workbook), after, "not undone, so nothing changed");
            return Ok(());
        };
        prop_assert_eq!(picture(&workbook), before);
        workbook.undo(&back, &stamp("me", 102)).expect("nobody changed it since");
        prop_assert_eq!(picture(&workbook), after);
    }

    #[test]
    fn bulk_changes_are_applied_and_undone_as_one(
        source in document(), one in vec(wish(), 0..6), other in vec(wish(), 0..6), all in vec(wish(), 0..6),
    ) {
        let (mut workbook, _) = two_walks(&source, &one, &other);
        let edits: Vec<_> = all.iter().filter_map(|wish| wish.edit(workbook.checklist())).collect();
        let before = picture(&workbook);
        let Ok(Some(step)) = workbook.apply_all(edits, &stamp("me", 100)) else {
            prop_assert_eq!(picture(&workbook), before, "refused, so nothing changed");
            return Ok(());
        };
        let after = picture(&workbook);
        let Ok(back) = workbook.undo(&step, &stamp("me", 101)) else {
            prop_assert_eq!(picture(&workbook), after, "not undone, so nothing changed");
            return Ok(());
        };
        prop_assert_eq!(picture(&workbook), before);
        workbook.undo(&back, &stamp("me", 102)).expect("nobody changed it since");
        prop_assert_eq!(picture(&workbook), after);
    }

    #[test]
    fn merge_order_does_not_matter(
        source in document(), one in vec(wish(), 0..6), other in vec(wish(), 0..6),
    ) {
        let (here, there) = two_walks(&source, &one, &other);
        prop_assert_eq!(picture(&here), picture(&there));
        let again = Workbook::new(Checklist::parse(source), here.progress().clone());
        prop_assert_eq!(picture(&again), picture(&here), "opened anew");
    }
}

#[test]
fn similar_events_have_different_ids_and_are_both_kept() {
    let read = |events: &str| {
        let text = format!("{{\"format\":\"gonogo/1\",\"entries\":{{\"k\":[{events}]}}}}");
        store::read(&text)
            .unwrap()
            .unwrap()
            .progress
            .entries
            .remove("k")
            .unwrap()
    };
    let event = |id: &str, more: &str| {
        format!("{{\"id\":\"{id}\",\"at\":\"t\",\"by\":\"b\",\"on\":\"o\",{more}}}")
    };
    for (label, one, other) in [
        (
            "no reason and an empty one",
            r#""state":"done""#,
            r#""state":"done","reason":"""#,
        ),
        (
            "one replaced and two",
            r#""replaces":["x,y"],"note":"n""#,
            r#""replaces":["x","y"],"note":"n""#,
        ),
        (
            "none replaced and one without a name",
            r#""note":"n""#,
            r#""replaces":[""],"note":"n""#,
        ),
        (
            "an empty value and none",
            r#""blank":"b","value":"""#,
            r#""blank":"b","value":null"#,
        ),
    ] {
        // As it stands in a file where somebody changed a copy of a line by hand.
        let id = read(&event("", one))[0].content_id("k");
        let events = read(&format!("{},{}", event(&id, one), event(&id, other)));
        assert_eq!(events.len(), 2, "{label}");
        let own = events
            .iter()
            .map(|event| event.id == event.content_id("k"))
            .filter(|own| *own)
            .count();
        assert_eq!(
            own, 1,
            "{label}: the second goes on under an id that tells that it was altered"
        );
    }
}
