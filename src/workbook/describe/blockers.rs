//! Blockers in words: what is wrong, on what, and how to fix it.

use super::counts::counted;
use super::differences::differences;
use super::measurements::judged;
use super::registers::flaw_prefix;
use crate::checklist::lines;
use crate::progress::Aspect;
use crate::sanitize;
use crate::workbook::{
    Blocker, BlockerKind, BlockerReason, Doubt, Measurement, PlaceToFill, RegisterId, Tool,
    Unsound, Workbook,
};

/// The limit for the options of a choice, in columns.
const OPTIONS: usize = 40;
/// Contradictions that are named one by one in a sentence.
const NAMED: usize = 3;

/// A blocker with its cause: `empty blank`, `needs confirming: the text under it changed`.
pub fn blocker(workbook: &Workbook, blocker: &Blocker) -> String {
    let brief = blocker_brief(workbook, blocker);
    match blocker_cause(workbook, blocker) {
        Some(cause) => format!("{brief}: {cause}"),
        None => brief,
    }
}

/// The changes that make a blocker need confirming; `None` if there are none, or it wasn't answered here.
pub fn blocker_cause(workbook: &Workbook, blocker: &Blocker) -> Option<String> {
    if blocker.reason == BlockerReason::Changed {
        return Some(differences(&workbook.state_differences(blocker.entry?)));
    }
    let BlockerReason::Unconfirmed(blank) = blocker.reason else {
        return maybe_rollback(workbook, blocker);
    };
    match workbook.doubt(blank)? {
        Doubt::Changed(changed) => Some(differences(&changed)),
        Doubt::Carried(_) => None,
    }
}

/// The hint at a blocker that may be part of a rollback procedure.
fn maybe_rollback(workbook: &Workbook, blocker: &Blocker) -> Option<String> {
    let section = workbook.maybe_rollback(blocker.entry?)?;
    let name = workbook.reading(section);
    Some(format!(
        "part of “{}”: if this is only for emergencies, P sets its phase",
        sanitize::one_line(&name)
    ))
}

/// The ticked items with empty placeholders that don't block, counted, with the first few; `None` without any.
pub fn contradictions(workbook: &Workbook) -> Option<String> {
    let named = &workbook.verdict().contradictions;
    let first = named.first()?;
    let place = |of: &Blocker| {
        let line = workbook.line_of(of)?;
        let text = sanitize::one_line(written(workbook, of)?).into_owned();
        Some(format!("“{text}” (line {line})"))
    };
    let mut places: Vec<String> = named.iter().filter_map(place).take(NAMED).collect();
    if named.len() > NAMED {
        places.push(format!("{} more", named.len() - NAMED));
    }
    let count = counted_kind(first.reason.kind(), named.len());
    Some(format!("{count}: {}", places.join(", ")))
}

/// A blocker in a few words: `empty blank`, `6 s (must be < 5 seconds)`.
pub fn blocker_brief(workbook: &Workbook, blocker: &Blocker) -> String {
    let entry = blocker.entry;
    match &blocker.reason {
        BlockerReason::Placeholder(blank) => {
            let value = workbook.value(*blank).unwrap_or_default();
            format!("placeholder “{}”", sanitize::one_line(value))
        }
        BlockerReason::NoReason => {
            let state = entry.map_or("", |id| workbook.state(id).words());
            format!("{state} without a reason")
        }
        BlockerReason::Fails(index) => failing(workbook, blocker, *index),
        BlockerReason::Unclear(index) => unclear(workbook, blocker, *index),
        BlockerReason::Unsound(register, unsound) => {
            let prefix = flaw_prefix(workbook, register);
            format!("{prefix}{}", unsound.words())
        }
        BlockerReason::Conflict if entry.is_some_and(|id| workbook.is_phase_disputed(id)) => {
            "phase in conflict".to_owned()
        }
        BlockerReason::Conflict
            if entry.is_some_and(|id| workbook.is_any_correction_disputed(id)) =>
        {
            "conflicting corrections".to_owned()
        }
        BlockerReason::Conflict | BlockerReason::Split(_) => "conflicting answers".to_owned(),
        BlockerReason::Differ(_) => "conflicting measured values".to_owned(),
        BlockerReason::NotChosen => choice(workbook, blocker),
        BlockerReason::Disputed(about) => disputed(workbook, blocker, about),
        BlockerReason::Unmeasured(index) => unmeasured(workbook, blocker, *index),
        BlockerReason::Unreplaced(_) => {
            let text = sanitize::one_line(written(workbook, blocker).unwrap_or_default());
            format!("ticked, but “{text}” is empty")
        }
        BlockerReason::Unfilled(place) => unfilled(workbook, *place),
        BlockerReason::UndecidedState(index) => {
            let state = workbook.checklist().table_states().get(*index);
            let text = state.map_or_else(String::new, |state| line_at(workbook, state.offset));
            format!("undecided state: {text}")
        }
        BlockerReason::LookAlike(_)
        | BlockerReason::Include(_)
        | BlockerReason::ConflictMarker(_) => found(workbook, blocker),
        BlockerReason::Undecided
        | BlockerReason::NothingCounts
        | BlockerReason::NoGoLive
        | BlockerReason::NoItems
        | BlockerReason::NoSignoffs
        | BlockerReason::Open
        | BlockerReason::SeveralChosen
        | BlockerReason::Blocked
        | BlockerReason::PreTicked
        | BlockerReason::Old
        | BlockerReason::Future
        | BlockerReason::Changed
        | BlockerReason::Empty(_)
        | BlockerReason::Unconfirmed(_)
        | BlockerReason::Unsigned(_)
        | BlockerReason::Void(_) => blocker.reason.kind().label().to_owned(),
    }
}

/// A conflict of corrections or of the values of a variable, with the people who differ.
fn disputed(workbook: &Workbook, blocker: &Blocker, about: &RegisterId) -> String {
    let conflicts = match blocker.entry {
        Some(id) => workbook.conflicts_at(id).collect(),
        None => workbook.conflicts(),
    };
    let mut conflicts = conflicts.iter().filter(|conflict| conflict.about == *about);
    let what = match about {
        RegisterId::Variable(slug) => {
            format!("conflicting values of {}", workbook.variable_name(slug))
        }
        RegisterId::Link(slug) => format!("conflicting links of {}", workbook.variable_name(slug)),
        RegisterId::Correction(Aspect::Variable(slug)) => {
            format!("conflicting needs of {}", workbook.variable_name(slug))
        }
        RegisterId::State
        | RegisterId::Phase
        | RegisterId::Live
        | RegisterId::Signed(_)
        | RegisterId::Blank(_)
        | RegisterId::Measured(_)
        | RegisterId::Note
        | RegisterId::Match
        | RegisterId::Correction(_)
        | RegisterId::Unknown => "conflicting corrections".to_owned(),
    };
    let text = match conflicts.next() {
        Some(conflict) => format!("{what}: {}", conflict.describe()),
        None => what,
    };
    sanitize::one_line(&text).into_owned()
}

/// A choice that isn't made: `choose one (Yes / No)`.
fn choice(workbook: &Workbook, blocker: &Blocker) -> String {
    let group = blocker.entry.and_then(|id| workbook.choice_of(id));
    let options = group.map_or(&[][..], |group| &group.options);
    let texts: Vec<_> = options.iter().map(|&id| workbook.reading(id)).collect();
    let options = sanitize::fit(&sanitize::one_line(&texts.join(" / ")), OPTIONS, "…");
    format!("choose one ({options})")
}

/// The line of a finding, as in the document.
fn line(workbook: &Workbook, index: usize) -> String {
    let finding = workbook.checklist().findings().get(index);
    finding.map_or_else(String::new, |finding| line_at(workbook, finding.offset))
}

/// The line at an offset in the source, as in the document.
fn line_at(workbook: &Workbook, offset: usize) -> String {
    let source = workbook.checklist().source();
    let text = source[lines::start(source, offset)..lines::end(source, offset)].trim();
    sanitize::one_line(text).into_owned()
}

/// The place to fill that a blocker is about, as the document writes it there; `None` if it is about none.
fn written<'a>(workbook: &'a Workbook, blocker: &Blocker) -> Option<&'a str> {
    let checklist = workbook.checklist();
    if let Some(blank) = blocker.reason.blank() {
        let blank = checklist.blank(blank);
        return Some(&checklist.entry(blank.entry).text[blank.span.clone()]);
    }
    let place = workbook.place_of(blocker)?;
    Some(&checklist.source()[place.range.clone()])
}

/// A place outside of items that isn't filled: `empty blank outside of items`, `empty variable {{version}}`.
fn unfilled(workbook: &Workbook, place: PlaceToFill) -> String {
    let (value, is_doubtful) = match place {
        PlaceToFill::Blank(blank) => (workbook.value(blank), workbook.is_doubtful(blank)),
        PlaceToFill::Variable(variable) => {
            let doubtful = workbook.variable_to_confirm(variable);
            let value = doubtful.as_ref().map(|(value, _)| *value);
            let value = value.or_else(|| workbook.variable_value(variable));
            (value, doubtful.is_some())
        }
    };
    let text = match (place, value) {
        (_, Some(_)) if is_doubtful => "needs confirming".to_owned(),
        (PlaceToFill::Blank(_), Some(value)) => format!("placeholder “{value}” outside of items"),
        (PlaceToFill::Blank(_), None) => BlockerKind::Unfilled.label().to_owned(),
        (PlaceToFill::Variable(_), Some(value)) => format!("placeholder “{value}” for a variable"),
        (PlaceToFill::Variable(variable), None) => {
            let count = workbook.checklist().variable(variable).places.len();
            if count > 1 {
                format!("empty variable, {}", counted(count, "place"))
            } else {
                "empty variable".to_owned()
            }
        }
    };
    sanitize::one_line(&text).into_owned()
}

/// A blocker by a line of the document, with its text.
fn found(workbook: &Workbook, blocker: &Blocker) -> String {
    let label = blocker.reason.kind().label();
    let text = blocker.reason.finding().map(|index| line(workbook, index));
    match text.filter(|text| !text.is_empty()) {
        Some(text) => format!("{label}: {text}"),
        None => label.to_owned(),
    }
}

/// A threshold without a value.
fn unmeasured(workbook: &Workbook, blocker: &Blocker, index: usize) -> String {
    let label = blocker.reason.kind().label();
    let threshold = measured(workbook, blocker, index).and_then(|of| of.threshold);
    let text = threshold.map_or_else(
        || label.to_owned(),
        |threshold| format!("{label} (must be {threshold})"),
    );
    sanitize::one_line(&text).into_owned()
}

/// The name of what a blocker is about: of a blank its own, of a signature its role. `None` for the whole document.
pub fn blocker_name(workbook: &Workbook, blocker: &Blocker) -> Option<String> {
    let checklist = workbook.checklist();
    if let BlockerReason::Unfilled(PlaceToFill::Variable(_)) = blocker.reason {
        return Some(sanitize::one_line(written(workbook, blocker)?).into_owned());
    }
    let id = blocker.entry?;
    let name = match (&blocker.reason, blocker.reason.blank()) {
        (BlockerReason::Unsigned(who) | BlockerReason::Void(who), _) => {
            workbook.role_at(*who).to_owned()
        }
        (BlockerReason::Unreplaced(_), _) | (_, None) => workbook.settled_reading(id),
        (_, Some(blank)) => checklist.name_of_blank(blank).into_owned(),
    };
    Some(sanitize::one_line(&name).into_owned())
}

/// A blocker with the label of its blank, for use beside the name of its entry.
pub fn blocker_beside(workbook: &Workbook, of: &Blocker) -> String {
    let text = blocker(workbook, of);
    let label = match (&of.reason, of.reason.blank()) {
        (BlockerReason::Unsigned(who) | BlockerReason::Void(who), _) => {
            Some(workbook.role_at(*who))
        }
        // The text has it.
        (BlockerReason::Unreplaced(_), _) => None,
        (BlockerReason::Unfilled(PlaceToFill::Variable(_)), _) => written(workbook, of),
        (_, blank) => blank.map(|blank| workbook.checklist().blank(blank).label.as_str()),
    };
    match label {
        Some(label) => format!("{text}: {label}"),
        None => text,
    }
}

fn measured<'a>(
    workbook: &'a Workbook,
    blocker: &Blocker,
    index: usize,
) -> Option<Measurement<'a>> {
    let measurements = workbook.measurements(blocker.entry?);
    measurements.get(index).copied()
}

fn failing(workbook: &Workbook, blocker: &Blocker, index: usize) -> String {
    let Some(of) = measured(workbook, blocker, index) else {
        return String::new();
    };
    let value = of.value().unwrap_or_default();
    let text = match of.threshold {
        Some(threshold) => format!("{value} (must be {threshold})"),
        None => value.to_owned(),
    };
    sanitize::one_line(&text).into_owned()
}

fn unclear(workbook: &Workbook, blocker: &Blocker, index: usize) -> String {
    let of = measured(workbook, blocker, index);
    let text = of.and_then(|it| Some(judged(it.threshold?, it.value()?)));
    sanitize::one_line(&text.unwrap_or_default()).into_owned()
}

/// The words for one, or for several.
fn verb(count: usize, one: &'static str, several: &'static str) -> &'static str {
    if count == 1 { one } else { several }
}

impl BlockerKind {
    /// The kind as a label.
    pub fn label(self) -> &'static str {
        match self {
            BlockerKind::NoItems => "no items in this document",
            BlockerKind::NothingCounts => "nothing in this document counts",
            BlockerKind::NoSignoffs => "no sign-off in this document",
            BlockerKind::NoGoLive => "no go-live time set",
            BlockerKind::Open => "open",
            BlockerKind::SeveralChosen => "several options chosen",
            BlockerKind::Blocked => "blocked",
            BlockerKind::NoReason => "no reason",
            BlockerKind::PreTicked => "pre-ticked",
            BlockerKind::Old => "answered too long ago",
            BlockerKind::Future => "answered in the future",
            BlockerKind::Conflict => "conflict",
            BlockerKind::Confirm => "needs confirming",
            BlockerKind::Empty => "empty blank",
            BlockerKind::Placeholder => "placeholder",
            BlockerKind::Fails => "failing value",
            BlockerKind::Unclear => "value can't be compared",
            BlockerKind::Unmeasured => "not measured",
            BlockerKind::Undecided => "undecided box",
            BlockerKind::Unfilled => "empty blank outside of items",
            BlockerKind::Unreplaced => "empty placeholder in a ticked item",
            BlockerKind::LookAlike => "looks like an item",
            BlockerKind::Include => "includes another file",
            BlockerKind::ConflictMarker => "conflict marker",
            BlockerKind::Unsigned => "not signed",
            BlockerKind::Void => "void signature",
            BlockerKind::Altered => "answer can't be trusted",
            BlockerKind::Newer => "changed by a newer version",
        }
    }
}

/// So many blockers of one kind: `3 open`, `1 empty blank`.
pub fn counted_kind(kind: BlockerKind, count: usize) -> String {
    let several = match kind {
        BlockerKind::NoItems
        | BlockerKind::NothingCounts
        | BlockerKind::NoSignoffs
        | BlockerKind::NoGoLive => return kind.label().to_owned(),
        BlockerKind::Open
        | BlockerKind::Blocked
        | BlockerKind::SeveralChosen
        | BlockerKind::PreTicked
        | BlockerKind::Old
        | BlockerKind::Future
        | BlockerKind::Unmeasured
        | BlockerKind::Unsigned
        | BlockerKind::Newer => kind.label(),
        BlockerKind::NoReason => return format!("{count} without a reason"),
        BlockerKind::Confirm => "need confirming",
        BlockerKind::Conflict => "conflicts",
        BlockerKind::Empty => "empty blanks",
        BlockerKind::Placeholder => "placeholders",
        BlockerKind::Fails => "failing values",
        BlockerKind::Unclear => "values can't be compared",
        BlockerKind::Undecided => "undecided boxes",
        BlockerKind::Unfilled => "empty blanks outside of items",
        BlockerKind::Unreplaced => "empty placeholders in ticked items",
        BlockerKind::LookAlike => {
            return counted(count, "line") + verb(count, " looks like an item", " look like items");
        }
        BlockerKind::Include => {
            return counted(count, "line")
                + verb(count, " includes another file", " include other files");
        }
        BlockerKind::ConflictMarker => "conflict markers",
        BlockerKind::Void => "void signatures",
        BlockerKind::Altered => "answers can't be trusted",
    };
    format!(
        "{count} {}",
        if count == 1 { kind.label() } else { several }
    )
}

impl BlockerReason {
    /// The way to fix it, as an imperative without a full stop.
    pub fn remedy(&self) -> &'static str {
        match self {
            BlockerReason::NoItems => "add items to the document: `- [ ] …`",
            BlockerReason::NothingCounts => {
                "see what could count, and decide: in the run, or by `<!-- gonogo: counts -->` in the document"
            }
            BlockerReason::NoSignoffs => "add a sign-off to the document: `Name: ____ Date: ____`",
            BlockerReason::NoGoLive => "set the go-live time",
            BlockerReason::Unmeasured(_) => {
                "enter the measured value, or waive the item with a reason"
            }
            BlockerReason::Undecided => "tick it, or decide whether it counts",
            BlockerReason::UndecidedState(_) => "decide whether it counts",
            BlockerReason::Unreplaced(_) => "fill it in, or reopen the item",
            BlockerReason::LookAlike(_) => "make it an item, or reword it",
            BlockerReason::Include(_) => {
                "check that file as well, or copy its items into this document"
            }
            BlockerReason::ConflictMarker(_) => "finish the merge of the document",
            BlockerReason::Open => "tick it, or mark it N/A or waived",
            BlockerReason::NotChosen => "choose one",
            BlockerReason::SeveralChosen => "keep one, and reopen the others",
            BlockerReason::Blocked => "unblock and tick it, or waive it with a reason",
            BlockerReason::NoReason => "set the same state again, with a reason",
            BlockerReason::PreTicked => "check it and tick it here",
            BlockerReason::Future => "check that author's clock, reopen and tick again",
            BlockerReason::Old => "re-check, reopen and tick again",
            BlockerReason::Conflict | BlockerReason::Split(_) => "agree on one answer and enter it",
            BlockerReason::Disputed(RegisterId::Variable(_)) => "agree on one value and enter it",
            BlockerReason::Disputed(RegisterId::Link(_)) => {
                "agree on one blank and link it: gonogo link"
            }
            BlockerReason::Disputed(_) => "agree on one reading and correct it",
            BlockerReason::Differ(_) => "agree on one value and enter it, or measure again",
            BlockerReason::Changed => "read the current text, then confirm or reopen it",
            BlockerReason::Unfilled(_) | BlockerReason::Empty(_) => "fill it in",
            BlockerReason::Placeholder(_) => "replace it with the answer",
            BlockerReason::Unconfirmed(_) => "re-check and enter it again",
            BlockerReason::Fails(_) => "fix it and measure again, or waive the item with a reason",
            BlockerReason::Unclear(_) => {
                "enter a value that can be compared, or waive the item with a reason"
            }
            BlockerReason::Unsigned(_) => "have it signed",
            BlockerReason::Void(_) => "review the changes and re-sign",
            BlockerReason::Unsound(_, Unsound::Unknown) => "update gonogo and check again",
            BlockerReason::Unsound(RegisterId::Note, _) => {
                "review it, then edit or delete the note"
            }
            BlockerReason::Unsound(..) => "review it and answer again",
        }
    }

    /// The way to fix it, with the tools for that as `named` calls them.
    pub fn remedy_with(&self, named: impl Fn(Tool) -> String) -> String {
        let mut tools: Vec<String> = self.tools().iter().map(|&tool| named(tool)).collect();
        tools.dedup();
        if tools.is_empty() {
            return self.remedy().to_owned();
        }
        format!("{}: {}", tools.join(", "), self.remedy())
    }
}
