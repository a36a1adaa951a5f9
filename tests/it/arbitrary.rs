//! Arbitrary documents, answers and progress, made of what is known to be hard.

use gonogo::checklist::{BlankId, Checklist, EntryId, Need, Phase, Sense, VariableId};
use gonogo::merge;
use gonogo::progress::{
    Aspect, Change, Correction, Event, ManualMatch, On, Progress, Signature, Stamp, State,
};
use gonogo::workbook::{Edit, Workbook};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

/// Pieces of Markdown that meet in all ways.
const PIECES: [&str; 90] = [
    " < 5 seconds",
    "70-90%",
    "Daily",
    "- [ ] ",
    "- [x] ",
    "* [X] ",
    "+ [ ]",
    "1. [ ] ",
    "2) [x] ",
    "- ",
    "1. ",
    "2. ",
    "> ",
    ">",
    "  ",
    "    ",
    "\t",
    " ",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\n\n",
    "# ",
    "### ",
    "#",
    "```\n",
    "```\t\n",
    "```",
    "````",
    "~~~\n",
    "`",
    "____",
    "___",
    "__________\n",
    "_",
    "$____",
    "____%",
    " (a / b)",
    "\\_\\_\\_",
    "word",
    "a b",
    "x",
    "**",
    "*",
    "~~",
    "<!-- ",
    "-->",
    "<div>\n",
    "</div>\n",
    "<b>",
    "[",
    "]",
    "](u)",
    "![",
    "|",
    "| a |\n|---|\n",
    "\n| a | Date |\n|---|------|\n| b |      |\n",
    "| ____ | [ ] |\n",
    "| ☐ | |\n",
    " | ",
    "☐ ",
    "☑ Yes ☐ No",
    "`____`",
    "https://____",
    "```\nName: ____\n____ \n```\n",
    "---\n",
    "===\n",
    "[^1]",
    "[^1]: ",
    "&amp;",
    "é",
    "数据",
    "\u{FEFF}",
    "\r",
    "- [ ]\r",
    "<db-1>",
    "{{ver}}",
    "{{ Ver }}",
    "- [ ] ship {{ver}} to <db-host>\n",
    "`{{ver}}`",
    "<br>",
    "<img alt='a'>",
    " {#id .class}",
    " {b}",
    "## ",
    "\u{a0}",
    "\u{200b}",
    "- [ ]\n",
    "k: v\n",
];

/// What somebody might type to break the report.
const ANSWERS: [&str; 30] = [
    "4 h",
    "x",
    "X",
    "- [ ] item",
    "a\n- [x] item",
    "a\n\n1. [ ] item\n",
    "> - [ ] q",
    "---",
    "===",
    "# h",
    "```",
    "~~~~~",
    "a\n```\n- [ ] b",
    "`",
    "**",
    "_",
    "[",
    "]",
    "[x]",
    "](u)",
    "<b>",
    "<!--",
    "-->",
    "|",
    "\\",
    "&",
    "!",
    "2. x",
    "\u{1b}[2J\r",
    "数据\u{202e}",
];

pub(crate) fn document() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => vec(select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat()),
        1 => "(?s).{0,80}",
    ]
}

pub(crate) fn answer() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(&ANSWERS[..]).prop_map(str::to_owned), 1 => "(?s).{0,12}"]
}

/// What somebody wants to do, wherever there is a place for it.
#[derive(Debug, Clone)]
pub(crate) enum Wish {
    Tick(usize),
    Mark(usize, State, Option<String>),
    Fill(usize, String),
    Note(usize, String),
    Phase(usize, Option<Phase>),
    Correct(usize, Aspect<String>, Option<Correction>),
    Measure(usize, String),
    Live(Option<i64>),
    Variable(usize, String),
    VariableAt(usize, String),
    Link(usize, Option<usize>),
}

pub(crate) fn wish() -> impl Strategy<Value = Wish> {
    let at = 0..64_usize;
    prop_oneof![
        3 => at.clone().prop_map(Wish::Tick),
        1 => (at.clone(), select(&State::ALL[..]), option::of(answer())).prop_map(|(at, s, r)| Wish::Mark(at, s, r)),
        3 => (at.clone(), answer()).prop_map(|(at, text)| Wish::Fill(at, text)),
        1 => (at.clone(), answer()).prop_map(|(at, text)| Wish::Note(at, text)),
        1 => (at.clone(), option::of(select(&Phase::ALL[..]))).prop_map(|(at, phase)| Wish::Phase(at, phase)),
        1 => (at.clone(), correction()).prop_map(|(at, (aspect, value))| Wish::Correct(at, aspect, value)),
        1 => (at, select(&["4 s", "5%", "", "soon"][..])).prop_map(|(at, text)| Wish::Measure(at, text.to_owned())),
        1 => option::of(0..9_i64).prop_map(Wish::Live),
        1 => (0..4_usize, answer()).prop_map(|(at, text)| Wish::Variable(at, text)),
        1 => (0..64_usize, answer()).prop_map(|(at, text)| Wish::VariableAt(at, text)),
        1 => (0..4_usize, option::of(0..8_usize)).prop_map(|(at, to)| Wish::Link(at, to)),
    ]
}

impl Wish {
    /// The edit on this checklist, if it has such a place.
    pub(crate) fn edit(&self, checklist: &Checklist) -> Option<Edit> {
        let items: Vec<EntryId> = checklist.items().collect();
        let item = |at: &usize| items.get(at % items.len().max(1)).copied();
        Some(match self {
            Wish::Tick(at) => Edit::State {
                entry: item(at)?,
                state: State::Done,
                reason: None,
            },
            Wish::Mark(at, state, reason) => Edit::State {
                entry: item(at)?,
                state: *state,
                reason: reason.clone(),
            },
            Wish::Fill(at, value) => {
                let count = checklist.blanks().len();
                Edit::Fill {
                    blank: BlankId(at.checked_rem(count)?),
                    value: value.clone(),
                }
            }
            Wish::Phase(at, phase) => {
                let count = checklist.entries().len();
                Edit::Phase {
                    entry: EntryId(at.checked_rem(count)?),
                    phase: *phase,
                }
            }
            Wish::Correct(at, aspect, value) => {
                let count = checklist.entries().len();
                Edit::Correct {
                    entry: EntryId(at.checked_rem(count)?),
                    aspect: aspect.clone(),
                    value: *value,
                }
            }
            Wish::Measure(at, value) => Edit::Measure {
                entry: item(at)?,
                threshold: 0,
                value: value.clone(),
            },
            Wish::Variable(at, value) => {
                let count = checklist.variables().len();
                Edit::SetVariable {
                    variable: VariableId(at.checked_rem(count)?),
                    value: value.clone(),
                }
            }
            Wish::VariableAt(at, value) => {
                let count = checklist.places().len();
                let place = &checklist.places()[at.checked_rem(count)?];
                Edit::SetVariableAt {
                    variable: place.variable,
                    entry: place.entry?,
                    value: value.clone(),
                }
            }
            Wish::Link(at, to) => {
                let (variables, blanks) = (checklist.variables().len(), checklist.blanks().len());
                let blank = |to: usize| Some(BlankId(to.checked_rem(blanks)?));
                Edit::LinkVariable {
                    variable: VariableId(at.checked_rem(variables)?),
                    blank: to.and_then(blank),
                }
            }
            Wish::Live(at) => Edit::Live {
                at: at.and_then(|second| chrono::DateTime::from_timestamp(second, 0)),
            },
            Wish::Note(at, text) => {
                let count = checklist.entries().len();
                Edit::Note {
                    entry: EntryId(at.checked_rem(count)?),
                    text: text.clone(),
                }
            }
        })
    }
}

/// Does all that can be done of it; an empty note is refused, and so is a phase where there is no section, which is fine here.
pub(crate) fn walk(workbook: &mut Workbook, by: &str, wishes: &[Wish]) {
    for (second, wish) in wishes.iter().enumerate() {
        if let Some(edit) = wish.edit(workbook.checklist()) {
            let _ = workbook.apply(edit, &stamp(by, second));
        }
    }
}

pub(crate) fn stamp(by: &str, second: usize) -> Stamp {
    let at = chrono::DateTime::from_timestamp(1_795_000_000 + i64::try_from(second).unwrap(), 0)
        .unwrap();
    Stamp {
        by: by.to_owned(),
        acting: None,
        at,
    }
}

/// A progress file whose events, none of which replaces another, have the ids that are made from them.
pub(crate) fn with_their_ids(text: &str) -> String {
    let mut progress = gonogo::store::read(text).unwrap().unwrap().progress;
    for (key, events) in &mut progress.entries {
        for event in events {
            event.id = event.content_id(key);
        }
    }
    gonogo::store::write(&progress)
}

/// Fields of a later version, with numbers that no machine number holds.
fn extra() -> impl Strategy<Value = Map<String, Value>> {
    let value = prop_oneof![
        select(
            &[
                "1",
                "1.50",
                "123456789012345678901234567890.10",
                "1E400",
                "null",
                "[{\"a\":[]}]",
                "{}"
            ][..]
        )
        .prop_map(|json| serde_json::from_str(json).unwrap()),
        any::<String>().prop_map(Value::from),
    ];
    let name = select(&["zone", "später", "", "a\"b", "Format"][..]).prop_map(str::to_owned);
    proptest::collection::btree_map(name, value, 0..3)
        .prop_map(|fields| fields.into_iter().collect())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(&["", "a", "b"][..]).prop_map(str::to_owned),
        any::<String>()
    ]
}

/// Returns whether this version knows a kind of change. A new kind is added here and in [`change`] below, so that the laws
/// cover it.
pub(crate) fn is_known(change: &Change) -> bool {
    match change {
        Change::State { .. }
        | Change::Blank { .. }
        | Change::Match { .. }
        | Change::Note { .. }
        | Change::Phase { .. }
        | Change::Live { .. }
        | Change::Measured { .. }
        | Change::Variable { .. }
        | Change::Link { .. }
        | Change::Correction { .. }
        | Change::Signed { .. } => true,
        Change::Unknown => false,
    }
}

/// An aspect with a value of it, or none.
pub(crate) fn correction() -> impl Strategy<Value = (Aspect<String>, Option<Correction>)> {
    let needs = option::of(select(&Need::ALL[..]));
    let senses = option::of(select(&Sense::ALL[..]));
    prop_oneof![
        needs.prop_map(|need| (Aspect::Need, need.map(Correction::Need))),
        (text(), senses)
            .prop_map(|(slug, sense)| (Aspect::Sense(slug), sense.map(Correction::Sense))),
        option::of(any::<bool>()).prop_map(|is| (Aspect::SignOff, is.map(Correction::SignOff))),
        option::of(any::<bool>()).prop_map(|is| (Aspect::Counts, is.map(Correction::Counts))),
        option::of(any::<bool>()).prop_map(|is| (Aspect::Choice, is.map(Correction::Choice))),
        ("[a-z]{1,6}", option::of(any::<bool>())).prop_map(|(slug, is)| {
            let need = |is| if is { Need::Required } else { Need::Optional };
            let value = is.map(|is| Correction::Need(need(is)));
            (Aspect::Variable(slug), value)
        }),
    ]
}

fn change() -> impl Strategy<Value = (Change, Map<String, Value>)> {
    let known = prop_oneof![
        (option::of(select(&State::ALL[..])), option::of(text())).prop_map(|(state, reason)| {
            Change::State {
                state,
                reason,
                since: None,
            }
        }),
        (text(), option::of(text()), option::of(text())).prop_map(|(blank, value, carried)| {
            Change::Blank {
                blank,
                value,
                carried,
            }
        }),
        option::of(option::of((text(), on()))).prop_map(|to| Change::Match {
            to: to.map(|entry| entry.map_or(ManualMatch::Dropped, |(key, on)| {
                ManualMatch::Entry { key, on }
            })),
        }),
        option::of(text()).prop_map(|text| Change::Note { text }),
        option::of(select(&Phase::ALL[..])).prop_map(|phase| Change::Phase { phase }),
        option::of(text()).prop_map(|at| Change::Live { at }),
        (text(), option::of(text()))
            .prop_map(|(threshold, value)| Change::Measured { threshold, value }),
        (text(), option::of(text()), option::of(text())).prop_map(|(variable, value, carried)| {
            Change::Variable {
                variable,
                value,
                carried,
            }
        }),
        (text(), option::of(text())).prop_map(|(variable, to)| Change::Link { variable, to }),
        correction().prop_map(|(aspect, value)| Change::Correction { aspect, value }),
        (text(), option::of(signature())).prop_map(|(role, signature)| Change::Signed {
            role,
            signature: signature.map(Box::new)
        }),
    ];
    // A state that this version does not know has no effect here, but has to survive.
    let later = extra().prop_map(|mut extra| {
        extra.insert("state".to_owned(), Value::from("frozen"));
        (Change::Unknown, extra)
    });
    prop_oneof![4 => (known, extra()), 1 => later]
}

fn signature() -> impl Strategy<Value = Signature> {
    let texts = (text(), text(), text(), text());
    (texts, vec(text(), 0..3), option::of(text())).prop_map(|(texts, seen, forced)| {
        let (name, date, document, digest) = texts;
        Signature {
            name,
            date,
            document,
            digest,
            seen,
            forced,
        }
    })
}

/// An event out of few ids and times, so that equal ids with other content meet.
pub(crate) fn event() -> impl Strategy<Value = Event> {
    let id = || select(&["a", "b", "c", "d", "a,b", ""][..]).prop_map(str::to_owned);
    let at = select(
        &[
            "2026-11-21T21:04:05.123Z",
            "2026-11-21T21:04:06Z",
            "yesterday",
        ][..],
    );
    (
        id(),
        at,
        text(),
        option::of(text()),
        on_all(),
        vec(id(), 0..3),
        option::of(text()),
        change(),
    )
        .prop_map(|(id, at, by, acting, on, replaces, act, change)| {
            let (change, extra) = change;
            Event {
                id,
                at: at.to_owned(),
                by,
                acting,
                on,
                replaces,
                act,
                change,
                extra,
            }
        })
}

fn on() -> impl Strategy<Value = On> {
    (text(), 1..4_usize).prop_map(|(text, among)| On::among(text, among))
}

/// What an event was made on, with and without what it may remember beside the text.
fn on_all() -> impl Strategy<Value = On> {
    (on(), option::of(text()), option::of(text())).prop_map(|(on, body, section)| On {
        body,
        section,
        ..on
    })
}

pub(crate) fn progress() -> impl Strategy<Value = Progress> {
    let key = prop_oneof![4 => select(&["a", "a/b", "c#2"][..]).prop_map(str::to_owned), 1 => any::<String>()];
    let entries = proptest::collection::btree_map(key, vec(event(), 1..5), 0..4);
    (entries, extra(), any::<bool>()).prop_map(|(entries, extra, ignores)| {
        let mut progress = Progress::new("a.md", Some("r".to_owned()));
        progress.ignores_source_ticks = ignores;
        for (key, events) in entries {
            let merged = merge::merge_events(&key, events);
            progress.entries.insert(key, merged);
        }
        progress.extra = extra;
        progress
    })
}
