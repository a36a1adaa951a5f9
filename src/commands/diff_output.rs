//! Changes between two states, in JSON and as lines to paste into a chat: for `gonogo diff` and `gonogo status
//! --since`.

use std::collections::{BTreeMap, HashMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::json_types::words::RegisterKind;
use crate::sanitize;
use crate::workbook::{RegisterChange, RegisterId, RegisterValue, Workbook};

/// Changes, with their totals.
#[derive(Serialize, JsonSchema)]
pub(super) struct Changes<'a> {
    /// Totals by effect.
    totals: Vec<EffectTotal>,
    /// Every change, in document order.
    #[serde(rename = "changes")]
    rows: Vec<JsonChange<'a>>,
    #[serde(skip)]
    all: Vec<RegisterChange>,
    /// Names that belong to people on more than one host.
    #[serde(skip)]
    shared: HashSet<String>,
}

/// The changes that get a line of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangeFilter {
    /// All of them.
    All,
    /// All but done, filled, measured and noted.
    Notable,
}

/// The number of changes with one effect.
#[derive(Serialize, JsonSchema)]
struct EffectTotal {
    /// The effect.
    effect: ChangeEffect,
    /// The number of changes.
    #[schemars(range(min = 1))]
    count: usize,
    /// The people, busiest first.
    by: Vec<PersonTotal>,
}

/// The number of changes by one person.
#[derive(Serialize, JsonSchema)]
struct PersonTotal {
    /// The person.
    who: String,
    /// The number of changes.
    #[schemars(range(min = 1))]
    count: usize,
}

/// The effect of a change, in the order in which effects are listed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Effect")]
enum ChangeEffect {
    /// An item or box was set to done.
    Done,
    /// A blank was filled.
    Filled,
    /// A value was measured.
    Measured,
    /// Somebody signed.
    Signed,
    /// A note was added or changed.
    Noted,
    /// An item was set to blocked.
    Blocked,
    /// An item was set to not applicable.
    Na,
    /// An item was set to waived.
    Waived,
    /// An item was reopened.
    Open,
    /// The go-live time was set or cleared.
    Live,
    /// The phase of a section was set or cleared.
    Phase,
    /// The reading of an entry was corrected, or left to the document again.
    Corrected,
    /// A blank or measured value was cleared.
    Cleared,
    /// A signature was withdrawn.
    Unsigned,
    /// A signature became void.
    Void,
    /// A note was deleted.
    Withdrawn,
    /// An answer needs confirming.
    Confirm,
    /// Answers differ.
    Conflict,
}

/// A difference between both sides.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct JsonChange<'a> {
    /// The register that changed.
    kind: RegisterKind,
    /// The key: the path of slugs that names the entry in the progress file and on the command line; null for the
    /// whole document.
    key: Option<String>,
    /// The line in the document, from 1; null for the whole document.
    #[schemars(range(min = 1))]
    line: Option<usize>,
    /// The text of the entry, as in the document; null for the whole document.
    text: Option<&'a str>,
    /// The key of the blank; null if it isn't about one.
    blank: Option<String>,
    /// The slug of the measurement; null if it isn't about one.
    measured: Option<String>,
    /// The slug of the variable; null if it isn't about one.
    variable: Option<String>,
    /// The effect.
    effect: ChangeEffect,
    /// The content before; null for a new note.
    before: Option<JsonContent>,
    /// The content after; null for a deleted note.
    after: Option<JsonContent>,
}

/// The content of a register or note.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Content")]
struct JsonContent {
    /// A state, phase, value or time, the key of a linked blank, the name and date of a signature, or the text of a note; null if there is none
    /// or answers differ.
    value: Option<String>,
    /// The reason for the state, or for signing despite blockers.
    reason: Option<String>,
    /// True if answers differ.
    conflict: bool,
    /// True if it needs confirming; of a signature, if it is void.
    confirm: bool,
    /// The person who answered; null if nobody did.
    by: Option<String>,
    /// The time of the answer, RFC 3339 in UTC; null if nobody answered.
    at: Option<String>,
}

impl ChangeEffect {
    fn of(change: &RegisterChange) -> ChangeEffect {
        let Some(after) = &change.after else {
            return ChangeEffect::Withdrawn;
        };
        match (&change.about, after.value.as_deref()) {
            _ if after.conflict => ChangeEffect::Conflict,
            (RegisterId::Note, _) => ChangeEffect::Noted,
            (RegisterId::Signed(_), _) if after.confirm => ChangeEffect::Void,
            (RegisterId::Signed(_), Some(_)) => ChangeEffect::Signed,
            (RegisterId::Signed(_), None) => ChangeEffect::Unsigned,
            (RegisterId::Phase, _) => ChangeEffect::Phase,
            (RegisterId::Live, _) => ChangeEffect::Live,
            (RegisterId::Correction(_), _) => ChangeEffect::Corrected,
            _ if after.confirm => ChangeEffect::Confirm,
            (RegisterId::Blank(_) | RegisterId::Variable(_) | RegisterId::Link(_), Some(_)) => {
                ChangeEffect::Filled
            }
            (RegisterId::Measured(_), Some(_)) => ChangeEffect::Measured,
            (
                RegisterId::Blank(_)
                | RegisterId::Measured(_)
                | RegisterId::Variable(_)
                | RegisterId::Link(_),
                None,
            ) => ChangeEffect::Cleared,
            (RegisterId::State, Some("done")) => ChangeEffect::Done,
            (RegisterId::State, Some("na")) => ChangeEffect::Na,
            (RegisterId::State, Some("blocked")) => ChangeEffect::Blocked,
            (RegisterId::State, Some("waived")) => ChangeEffect::Waived,
            (RegisterId::State | RegisterId::Match | RegisterId::Unknown, _) => ChangeEffect::Open,
        }
    }

    /// Returns a count of this kind in words.
    fn counted(self, count: usize) -> String {
        let s = if count == 1 { "" } else { "s" };
        match self {
            ChangeEffect::Done => format!("{count} done"),
            ChangeEffect::Filled => format!("{count} blank{s} filled"),
            ChangeEffect::Measured => format!("{count} value{s} measured"),
            ChangeEffect::Signed => format!("{count} signed"),
            ChangeEffect::Noted => format!("{count} note{s}"),
            ChangeEffect::Blocked => format!("{count} blocked"),
            ChangeEffect::Na => format!("{count} N/A"),
            ChangeEffect::Waived => format!("{count} waived"),
            ChangeEffect::Open => format!("{count} reopened"),
            ChangeEffect::Live => "go-live time set".to_owned(),
            ChangeEffect::Phase => format!("{count} phase{s} set"),
            ChangeEffect::Corrected => format!("{count} reading{s} corrected"),
            ChangeEffect::Unsigned => format!("{count} signature{s} withdrawn"),
            ChangeEffect::Void => format!("{count} signature{s} voided"),
            ChangeEffect::Cleared => format!("{count} answer{s} cleared"),
            ChangeEffect::Withdrawn => format!("{count} note{s} deleted"),
            ChangeEffect::Confirm => format!(
                "{count} need{} confirming",
                if count == 1 { "s" } else { "" }
            ),
            ChangeEffect::Conflict => format!("{count} in conflict"),
        }
    }

    fn is_notable(self) -> bool {
        !matches!(
            self,
            ChangeEffect::Done
                | ChangeEffect::Filled
                | ChangeEffect::Measured
                | ChangeEffect::Noted
        )
    }
}

impl<'a> Changes<'a> {
    pub(super) fn of(workbook: &'a Workbook, all: Vec<RegisterChange>) -> Changes<'a> {
        let mut counted: BTreeMap<ChangeEffect, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
        for change in &all {
            let (times, doers) = counted.entry(ChangeEffect::of(change)).or_default();
            *times += 1;
            if let Some(by) = change.after.as_ref().and_then(|after| after.by.as_deref()) {
                *doers.entry(by).or_default() += 1;
            }
        }
        let doer = |(who, count): (&str, usize)| PersonTotal {
            who: who.to_owned(),
            count,
        };
        let totals = counted.into_iter().map(|(effect, (count, doers))| {
            let mut by: Vec<PersonTotal> = doers.into_iter().map(doer).collect();
            by.sort_by_key(|doer| std::cmp::Reverse(doer.count));
            EffectTotal { effect, count, by }
        });
        let rows = all.iter().map(|change| row(workbook, change)).collect();
        Changes {
            totals: totals.collect(),
            rows,
            shared: shared_names(&all),
            all,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns all counts in one line: `12 done (ann 9, bob 3), 2 blanks filled (ann)`.
    pub(super) fn summary(&self) -> String {
        if self.totals.is_empty() {
            return "no changes".to_owned();
        }
        let name = |doer: &PersonTotal| sanitize::one_line(self.short(&doer.who)).into_owned();
        let count = |total: &EffectTotal| {
            let by = match total.by.as_slice() {
                [] => String::new(),
                [only] if only.count == total.count => format!(" ({})", name(only)),
                several => {
                    let told = several
                        .iter()
                        .map(|doer| format!("{} {}", name(doer), doer.count));
                    format!(" ({})", told.collect::<Vec<_>>().join(", "))
                }
            };
            format!("{}{by}", total.effect.counted(total.count))
        };
        self.totals.iter().map(count).collect::<Vec<_>>().join(", ")
    }

    /// Returns one line per change, in document order.
    pub(super) fn lines(&self, workbook: &Workbook, which: ChangeFilter) -> String {
        let is_wanted = |change: &&RegisterChange| {
            which == ChangeFilter::All || ChangeEffect::of(change).is_notable()
        };
        let mut lines = String::new();
        for change in self.all.iter().filter(is_wanted) {
            lines.push_str(&format!(
                "- {}\n",
                sanitize::one_line(&self.line(workbook, change))
            ));
        }
        lines
    }

    fn line(&self, workbook: &Workbook, change: &RegisterChange) -> String {
        let checklist = workbook.checklist();
        let name = match &change.about {
            RegisterId::Measured(_) | RegisterId::Phase => {
                workbook.name_of(change.entry, &RegisterId::State)
            }
            RegisterId::Signed(blank) => workbook.checklist().name_of_blank(*blank).into_owned(),
            about => workbook.name_of(change.entry, about),
        };
        let line = change
            .entry
            .map(|id| format!("line {}, ", checklist.entry(id).line))
            .unwrap_or_default();
        let said =
            |held: &Option<RegisterValue>| held.as_ref().map(|held| self.said(&change.about, held));
        let what = match (&change.about, said(&change.before), said(&change.after)) {
            (RegisterId::Note, None, Some(note)) => format!("note: {note}"),
            (RegisterId::Note, Some(note), _) => format!("note deleted: {note}"),
            (_, Some(before), Some(after)) => format!("{before} → {after}"),
            (_, before, after) => before.or(after).unwrap_or_default(),
        };
        format!("{line}{name}: {what}")
    }

    /// Returns an answer in words, with its reason and author.
    fn said(&self, about: &RegisterId, held: &RegisterValue) -> String {
        let mut said = match (about, held.value.as_deref()) {
            _ if held.conflict => "conflict".to_owned(),
            (RegisterId::State, Some(state)) => state.to_owned(),
            (RegisterId::Measured(_), Some(value)) => format!("measured “{value}”"),
            (RegisterId::Measured(_), None) => "not measured".to_owned(),
            (RegisterId::Phase, Some(phase)) => format!("phase {phase}"),
            (RegisterId::Phase, None) => "phase from heading".to_owned(),
            (RegisterId::Correction(_), Some(value)) => value.to_owned(),
            (RegisterId::Correction(_), None) => "as in the document".to_owned(),
            (RegisterId::Live, Some(at)) => at.to_owned(),
            (RegisterId::Live, None) => "not set".to_owned(),
            (RegisterId::Signed(_), Some(signed)) => format!("signed “{signed}”"),
            (RegisterId::Signed(_), None) => "not signed".to_owned(),
            (
                RegisterId::Blank(_)
                | RegisterId::Variable(_)
                | RegisterId::Link(_)
                | RegisterId::Note
                | RegisterId::Match
                | RegisterId::Unknown,
                Some(text),
            ) => format!("“{text}”"),
            (
                RegisterId::State
                | RegisterId::Blank(_)
                | RegisterId::Variable(_)
                | RegisterId::Link(_)
                | RegisterId::Note
                | RegisterId::Match
                | RegisterId::Unknown,
                None,
            ) => "empty".to_owned(),
        };
        let is_signed = matches!(about, RegisterId::Signed(_));
        if held.confirm {
            said.push_str(if is_signed {
                ", void"
            } else {
                ", needs confirming"
            });
        }
        if let Some(reason) = &held.reason {
            said.push_str(if is_signed { ", forced: " } else { ": " });
            said.push_str(reason);
        }
        if let Some(by) = &held.by {
            said.push_str(&format!(" ({})", self.short(by)));
        }
        said
    }

    /// Returns a person's name without the host, unless people on several hosts share the name.
    fn short<'b>(&self, who: &'b str) -> &'b str {
        let (name, _) = who.split_once('@').unwrap_or((who, ""));
        if self.shared.contains(name) || name.is_empty() {
            who
        } else {
            name
        }
    }
}

/// Returns the names that belong to people on more than one host.
fn shared_names(changes: &[RegisterChange]) -> HashSet<String> {
    let sides = changes
        .iter()
        .flat_map(|change| [&change.before, &change.after])
        .flatten();
    let mut first: HashMap<&str, &str> = HashMap::new();
    let people = sides.filter_map(|held| held.by.as_deref());
    let shared = people.filter_map(|who| {
        let name = who.split('@').next()?;
        (*first.entry(name).or_insert(who) != who).then(|| name.to_owned())
    });
    shared.collect()
}

fn row<'a>(workbook: &'a Workbook, change: &RegisterChange) -> JsonChange<'a> {
    let checklist = workbook.checklist();
    let entry = change.entry.map(|id| checklist.entry(id));
    let side = |held: &RegisterValue| {
        let RegisterValue {
            value,
            reason,
            conflict,
            confirm,
            by,
            at,
        } = held.clone();
        JsonContent {
            value,
            reason,
            conflict,
            confirm,
            by,
            at,
        }
    };
    JsonChange {
        kind: (&change.about).into(),
        key: change.entry.map(|id| checklist.key(id)),
        line: entry.map(|entry| entry.line),
        text: entry.map(|entry| entry.text.as_str()),
        blank: change.about.blank().map(|blank| checklist.blank_key(blank)),
        measured: change.about.measured().map(str::to_owned),
        variable: change.about.variable().map(str::to_owned),
        effect: ChangeEffect::of(change),
        before: change.before.as_ref().map(side),
        after: change.after.as_ref().map(side),
    }
}
