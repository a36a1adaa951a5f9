//! Finds the groups: boxes on one line, on neighboring lines, in one row, and items of one list.

use std::collections::HashMap;
use std::ops::Range;

use super::ChoiceGroup;
use super::answers;
use crate::checklist::{BlockKind, Checklist, Directive, EntryId, Kind, Origin, Reading, lines};

/// The limit for the distance between two options, in bytes.
const FARTHEST: usize = 1000;
/// The limit for the words of a reading, in characters.
const LONGEST_WORDS: usize = 80;

/// Boxes side by side.
struct Run {
    options: Vec<EntryId>,
    /// True if the boxes are on one line.
    is_line: bool,
}

/// All groups of at least two boxes, in document order.
pub(super) fn find(checklist: &Checklist) -> Vec<ChoiceGroup> {
    let runs = runs(checklist);
    let mut of_parent: HashMap<Option<EntryId>, usize> = HashMap::new();
    for run in &runs {
        *of_parent
            .entry(checklist.entry(run.options[0]).parent)
            .or_default() += 1;
    }
    let mut groups: Vec<ChoiceGroup> = runs
        .into_iter()
        .filter(|run| run.options.len() > 1)
        .map(|run| {
            let parent = checklist.entry(run.options[0]).parent;
            // The parent asks if it asks nothing else.
            let is_only = of_parent.get(&parent) == Some(&1) && parent != checklist.title();
            let question = parent.filter(|_| is_only).unwrap_or(run.options[0]);
            let reading = reading(checklist, &run, question);
            ChoiceGroup {
                question,
                refusals: refusals(checklist, &run),
                options: run.options,
                reading,
            }
        })
        .collect();
    groups.sort_by_key(|group| group.options[0]);
    groups
}

/// The words that make a group likely a choice.
pub(super) fn likely(checklist: &Checklist, group: &ChoiceGroup) -> Option<String> {
    let run = Run {
        is_line: is_beside(checklist, group.options[0], group.options[1]),
        options: group.options.clone(),
    };
    let asks = asking(checklist, &run, group.question);
    asks.into_iter()
        .find(|text| answers::maybe_asks_for_one(text))
        .map(|text| shortened(&text))
}

/// The boxes side by side, also those that are alone.
fn runs(checklist: &Checklist) -> Vec<Run> {
    let ends = ends(checklist);
    let mut runs: Vec<Run> = Vec::new();
    let mut last: HashMap<(Option<EntryId>, bool), usize> = HashMap::new();
    for id in checklist.ids() {
        let entry = checklist.entry(id);
        if !entry.can_be_ticked() {
            continue;
        }
        let family = (entry.parent, entry.is_item());
        let before = last.get(&family).map(|&at| (at, &mut runs[at]));
        if let Some((_, run)) = before
            && let Some(&previous) = run.options.last()
        {
            let is_beside = is_beside(checklist, previous, id);
            let continues = if run.options.len() > 1 && run.is_line {
                is_beside
            } else {
                is_beside && run.options.len() == 1
                    || !is_beside && is_next(checklist, ends[previous.0], previous, id)
            };
            if continues {
                run.is_line |= is_beside;
                run.options.push(id);
                continue;
            }
        }
        last.insert(family, runs.len());
        runs.push(Run {
            options: vec![id],
            is_line: false,
        });
    }
    split_lines(checklist, runs)
}

/// Splits boxes on lines from those above, and those in a row by the cells if one of them has several.
fn split_lines(checklist: &Checklist, runs: Vec<Run>) -> Vec<Run> {
    let mut split: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        if !run.is_line {
            split.push(run);
            continue;
        }
        let of_lines = parted(run.options, |one, other| !is_beside(checklist, one, other));
        for line in of_lines {
            let is_apart = |one, other| !is_in_cell(checklist, one, other);
            let cells = parted(line.clone(), is_apart);
            let has_cells = cells.len() > 1 && cells.iter().any(|cell| cell.len() > 1);
            let parts = if has_cells { cells } else { vec![line] };
            split.extend(parts.into_iter().map(|options| Run {
                options,
                is_line: true,
            }));
        }
    }
    split
}

/// Parts a list where `is_apart` is true for two neighbors.
fn parted(options: Vec<EntryId>, is_apart: impl Fn(EntryId, EntryId) -> bool) -> Vec<Vec<EntryId>> {
    let mut parts: Vec<Vec<EntryId>> = Vec::new();
    for id in options {
        match parts.last_mut() {
            Some(part) if part.last().is_some_and(|&last| !is_apart(last, id)) => part.push(id),
            _ => parts.push(vec![id]),
        }
    }
    parts
}

/// True if no bar of a table is between two boxes.
fn is_in_cell(checklist: &Checklist, one: EntryId, other: EntryId) -> bool {
    let between = mark(checklist, one).end..mark(checklist, other).start;
    let text = checklist.source().get(between).unwrap_or_default();
    !is_row(checklist, one) || !text.replace("\\|", "").contains('|')
}

/// True for a box in a row of a table.
fn is_row(checklist: &Checklist, id: EntryId) -> bool {
    let entry = checklist.entry(id);
    // The paragraph of a row is its table, which has more lines.
    entry.is_box()
        && entry.paragraph != entry.head
        && checklist.source()[entry.head.clone()].contains('|')
}

/// The end of the content of each entry, with all under it.
fn ends(checklist: &Checklist) -> Vec<usize> {
    let mut ends: Vec<usize> = checklist
        .entries()
        .iter()
        .map(|entry| {
            let blocks = entry.blocks.iter().map(|block| block.range.end);
            blocks.fold(entry.head.end, usize::max)
        })
        .collect();
    for id in checklist.ids().rev() {
        if let Some(parent) = checklist.entry(id).parent {
            ends[parent.0] = ends[parent.0].max(ends[id.0]);
        }
    }
    ends
}

/// True if two boxes are on one line or in one row.
fn is_beside(checklist: &Checklist, one: EntryId, other: EntryId) -> bool {
    let (Kind::Box { .. }, Kind::Box { .. }) =
        (&checklist.entry(one).kind, &checklist.entry(other).kind)
    else {
        return false;
    };
    checklist.entry(one).head == checklist.entry(other).head
}

/// True if nothing is between a box and the next one but line ends and the marks of lists and quotes.
fn is_next(checklist: &Checklist, end: usize, one: EntryId, other: EntryId) -> bool {
    let start = mark(checklist, other).start;
    // Boxes in rows of a table are beside each other or apart.
    if is_row(checklist, one) || is_row(checklist, other) {
        return false;
    }
    let Some(between) = checklist.unannotated().get(end..start) else {
        return false;
    };
    if between.len() > FARTHEST {
        return false;
    }
    let is_mark = |line: &str| {
        let marker = line.trim_matches(|c: char| c.is_whitespace() || c == '>');
        matches!(marker, "" | "-" | "*" | "+")
            || marker
                .strip_suffix(['.', ')'])
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    lines::of(between).all(is_mark)
}

fn mark(checklist: &Checklist, id: EntryId) -> Range<usize> {
    match &checklist.entry(id).kind {
        Kind::Item { mark, .. } | Kind::Box { mark, .. } => mark.clone(),
        Kind::Section(_) | Kind::Line => checklist.entry(id).head.clone(),
    }
}

/// Whether a run is a choice.
fn reading(checklist: &Checklist, run: &Run, question: EntryId) -> Reading<bool> {
    if let Some(stated) = stated(checklist, run, question) {
        return stated;
    }
    let pattern = |words: String| Reading {
        value: true,
        origin: Origin::Pattern,
        words,
    };
    let has_content = |&option: &EntryId| {
        let entry = checklist.entry(option);
        entry.end.0 > option.0 + 1 || !entry.blanks.is_empty()
    };
    if run.options.iter().any(has_content) {
        return Reading::by_default(false);
    }
    // Most lists are longer, and aren't read.
    if run.options.len() <= answers::MOST {
        let labels = labels(checklist, run);
        if answers::exclude_each_other(&labels) {
            return pattern(labels.join(" / "));
        }
        let leads: Vec<String> = labels.iter().map(|label| answers::lead(label)).collect();
        if answers::exclude_each_other(&leads) {
            return pattern(leads.join(" / "));
        }
    }
    let asks = asking(checklist, run, question);
    asks.into_iter()
        .find(|text| answers::asks_for_one(text))
        .map_or_else(
            || Reading::by_default(false),
            |text| pattern(shortened(&text)),
        )
}

/// The options of a run that refuse.
fn refusals(checklist: &Checklist, run: &Run) -> Vec<EntryId> {
    // Most lists are longer, and aren't read.
    if run.options.len() > answers::MOST {
        return Vec::new();
    }
    let labels = labels(checklist, run);
    let options = run.options.iter().zip(labels);
    let refusing = options.filter(|(_, label)| answers::refuses(label));
    refusing.map(|(&option, _)| option).collect()
}

/// The annotation for a run: on its question or its first option, or on the heading above.
fn stated(checklist: &Checklist, run: &Run, question: EntryId) -> Option<Reading<bool>> {
    let first = run.options[0];
    let on = |id: EntryId| {
        checklist
            .directives(id)
            .find_map(|directive| match directive {
                Directive::Choice(is_choice) => Some(is_choice),
                Directive::Phase(_)
                | Directive::Need(_)
                | Directive::Sense(_)
                | Directive::SignOff(_)
                | Directive::Counts(_)
                | Directive::NoBlank => None,
            })
    };
    let own = on(question).or_else(|| on(first));
    // Not through an item: its options are its own.
    let mut above = checklist
        .ancestors(first)
        .take_while(|&up| !checklist.entry(up).is_item());
    let reading = |value, origin| Reading {
        value,
        origin,
        words: format!("{}", Directive::Choice(value)),
    };
    match own {
        Some(value) => Some(reading(value, Origin::Annotation)),
        None => Some(reading(above.find_map(on)?, Origin::Inherited)),
    }
}

/// The texts that may ask for a choice: the question itself, the text right before the first option, and the text
/// before the first box of a line.
fn asking(checklist: &Checklist, run: &Run, question: EntryId) -> Vec<String> {
    let first = run.options[0];
    let mut texts = Vec::new();
    if question != first {
        texts.push(checklist.entry(question).text.clone());
    }
    let head = &checklist.entry(first).head;
    let start = mark(checklist, first).start;
    if run.is_line {
        texts.extend(checklist.source().get(head.start..start).map(str::to_owned));
    }
    texts.extend(lead(checklist, first));
    texts
}

/// The paragraph right before an option.
fn lead(checklist: &Checklist, first: EntryId) -> Option<String> {
    let entry = checklist.entry(first);
    let blocks = match entry.parent {
        Some(parent) => &checklist.entry(parent).blocks,
        None => checklist.preamble(),
    };
    let start = if entry.is_item() {
        mark(checklist, first).start
    } else {
        entry.head.start
    };
    let next = blocks.partition_point(|block| block.range.start < start);
    let block = &blocks[next.checked_sub(1)?];
    let is_text = matches!(block.kind, BlockKind::Text | BlockKind::Point { .. });
    let between = checklist.source().get(block.range.end..start);
    let is_right_before = between.is_some_and(|between| {
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '>' | '-' | '*' | '+');
        between.chars().all(is_mark)
    });
    // A paragraph with boxes in it holds the lines before them, too.
    let text = &checklist.source()[block.range.start..block.range.end.min(start)];
    if is_text && block.range.end > start {
        return Some(lines::last(text.trim_end()).to_owned());
    }
    (is_text && is_right_before).then(|| text.to_owned())
}

/// The text of each option, without the question before it.
fn labels(checklist: &Checklist, run: &Run) -> Vec<String> {
    let own: Vec<String> = (0..run.options.len())
        .map(|at| label(checklist, run, at))
        .collect();
    // `Yes ☐ No ☐`
    if run.is_line && own.last().is_some_and(String::is_empty) {
        let entry = checklist.entry(run.options[0]);
        let before = entry.head.start..mark(checklist, run.options[0]).start;
        let before = checklist.source().get(before).unwrap_or_default();
        let first = before.rsplit([':', '|']).next().unwrap_or_default();
        let others = own[..own.len() - 1].iter().cloned();
        return std::iter::once(answers::plain(first))
            .chain(others)
            .collect();
    }
    own
}

/// The text of one option.
fn label(checklist: &Checklist, run: &Run, at: usize) -> String {
    let source = checklist.unannotated();
    let id = run.options[at];
    let entry = checklist.entry(id);
    if entry.is_item() {
        return answers::plain(&entry.text);
    }
    let next = run.options.get(at + 1).filter(|_| run.is_line);
    let end = next.map_or(entry.head.end, |&next| mark(checklist, next).start);
    let own = source.get(mark(checklist, id).end..end).unwrap_or_default();
    let is_row = is_row(checklist, id);
    let own = if is_row {
        own.split('|').next().unwrap_or_default()
    } else {
        own
    };
    let label = answers::first_part(own);
    if label.is_empty() && is_row {
        // The heading of the column names the box.
        let heading = entry
            .text
            .rsplit_once(" | ")
            .map_or("", |(_, heading)| heading);
        return answers::plain(heading);
    }
    label
}

fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_WORDS).collect()
}
