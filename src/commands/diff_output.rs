//! What changed, in JSON, and in lines that can be pasted into a chat: for `gonogo diff` and `gonogo status --since`.

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
    /// The names that people on more than one host have.
    #[serde(skip)]
    shared: HashSet<String>,
}

/// Which changes get a line of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Every one.
    All,
    /// What is more than done, filled or noted.
    Notable,
}

/// The number of changes with one effect.
#[derive(Serialize, JsonSchema)]
struct EffectTotal {
    /// The effect.
    effect: Effect,
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
enum Effect {
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
    /// The effect.
    effect: Effect,
    /// The content before; null for a new note.
    before: Option<JsonContent>,
    /// The content after; null for a deleted note.
    after: Option<JsonContent>,
}

/// The content of a register or note.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Content")]
struct JsonContent {
    /// A state, phase, value or time, the name and date of a signature, or the text of a note; null if there is none
    /// or answers differ.
    value: Option<String>,
    /// The reason for the state, or for signing in spite of blockers.
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

impl Effect {
    fn of(change: &RegisterChange) -> Effect {
        let Some(after) = &change.after else {
            return Effect::Withdrawn;
        };
        match (&change.about, after.value.as_deref()) {
            _ if after.conflict => Effect::Conflict,
            (RegisterId::Note, _) => Effect::Noted,
            (RegisterId::Signed(_), _) if after.confirm => Effect::Void,
            (RegisterId::Signed(_), Some(_)) => Effect::Signed,
            (RegisterId::Signed(_), None) => Effect::Unsigned,
            (RegisterId::Phase, _) => Effect::Phase,
            (RegisterId::Live, _) => Effect::Live,
            _ if after.confirm => Effect::Confirm,
            (RegisterId::Blank(_), Some(_)) => Effect::Filled,
            (RegisterId::Measured(_), Some(_)) => Effect::Measured,
            (RegisterId::Blank(_) | RegisterId::Measured(_), None) => Effect::Cleared,
            (RegisterId::State, Some("done")) => Effect::Done,
            (RegisterId::State, Some("na")) => Effect::Na,
            (RegisterId::State, Some("blocked")) => Effect::Blocked,
            (RegisterId::State, Some("waived")) => Effect::Waived,
            (RegisterId::State | RegisterId::Match | RegisterId::Unknown, _) => Effect::Open,
        }
    }

    /// How many of it, in words.
    fn counted(self, count: usize) -> String {
        let s = if count == 1 { "" } else { "s" };
        match self {
            Effect::Done => format!("{count} done"),
            Effect::Filled => format!("{count} blank{s} filled"),
            Effect::Measured => format!("{count} value{s} measured"),
            Effect::Signed => format!("{count} signed"),
            Effect::Noted => format!("{count} note{s}"),
            Effect::Blocked => format!("{count} blocked"),
            Effect::Na => format!("{count} N/A"),
            Effect::Waived => format!("{count} waived"),
            Effect::Open => format!("{count} reopened"),
            Effect::Live => "go-live time set".to_owned(),
            Effect::Phase => format!("{count} phase{s} set"),
            Effect::Unsigned => format!("{count} signature{s} withdrawn"),
            Effect::Void => format!("{count} signature{s} voided"),
            Effect::Cleared => format!("{count} answer{s} cleared"),
            Effect::Withdrawn => format!("{count} note{s} deleted"),
            Effect::Confirm => format!(
                "{count} need{} confirming",
                if count == 1 { "s" } else { "" }
            ),
            Effect::Conflict => format!("{count} in conflict"),
        }
    }

    fn is_notable(self) -> bool {
        !matches!(
            self,
            Effect::Done | Effect::Filled | Effect::Measured | Effect::Noted
        )
    }
}

impl<'a> Changes<'a> {
    pub(super) fn of(workbook: &'a Workbook, all: Vec<RegisterChange>) -> Changes<'a> {
        let mut counted: BTreeMap<Effect, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
        for change in &all {
            let (times, doers) = counted.entry(Effect::of(change)).or_default();
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

    /// All of it in one line: `12 done (ann 9, bob 3), 2 blanks filled (ann)`.
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

    /// One line for each change, in document order.
    pub(super) fn lines(&self, workbook: &Workbook, which: Which) -> String {
        let is_wanted =
            |change: &&RegisterChange| which == Which::All || Effect::of(change).is_notable();
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

    /// What something holds, with its reason and who said so.
    fn said(&self, about: &RegisterId, held: &RegisterValue) -> String {
        let mut said = match (about, held.value.as_deref()) {
            _ if held.conflict => "conflict".to_owned(),
            (RegisterId::State, Some(state)) => state.to_owned(),
            (RegisterId::Measured(_), Some(value)) => format!("measured “{value}”"),
            (RegisterId::Measured(_), None) => "not measured".to_owned(),
            (RegisterId::Phase, Some(phase)) => format!("phase {phase}"),
            (RegisterId::Phase, None) => "phase from heading".to_owned(),
            (RegisterId::Live, Some(at)) => at.to_owned(),
            (RegisterId::Live, None) => "not set".to_owned(),
            (RegisterId::Signed(_), Some(signed)) => format!("signed “{signed}”"),
            (RegisterId::Signed(_), None) => "not signed".to_owned(),
            (
                RegisterId::Blank(_) | RegisterId::Note | RegisterId::Match | RegisterId::Unknown,
                Some(text),
            ) => format!("“{text}”"),
            (
                RegisterId::State
                | RegisterId::Blank(_)
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

    /// The name of a person without their host, where nobody else has that name on another.
    fn short<'b>(&self, who: &'b str) -> &'b str {
        let (name, _) = who.split_once('@').unwrap_or((who, ""));
        if self.shared.contains(name) || name.is_empty() {
            who
        } else {
            name
        }
    }
}

/// The names that people on more than one host have.
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
        effect: Effect::of(change),
        before: change.before.as_ref().map(side),
        after: change.after.as_ref().map(side),
    }
}
