//! Changes between two states, in JSON and as lines to paste into a chat: for `gonogo diff` and `gonogo status
//! --since`.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use crate::sanitize;
use crate::workbook::{About, Changed, Held, Workbook};

/// Changes with their counts.
#[derive(Serialize)]
pub(super) struct Changes<'a> {
    counts: Vec<Count>,
    #[serde(rename = "changes")]
    rows: Vec<Row<'a>>,
    #[serde(skip)]
    all: Vec<Changed>,
    /// Names that belong to people on more than one host.
    #[serde(skip)]
    shared: HashSet<String>,
}

/// The changes that get a line of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// All of them.
    All,
    /// All but done, filled, measured and noted.
    Notable,
}

/// The number of changes of one kind.
#[derive(Serialize)]
struct Count {
    what: Deed,
    #[serde(rename = "count")]
    times: usize,
    by: Vec<Doer>,
}

#[derive(Serialize)]
struct Doer {
    who: String,
    count: usize,
}

/// The kind of a change, in the order of counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Deed {
    Done,
    Filled,
    Measured,
    Signed,
    Noted,
    Blocked,
    Na,
    Waived,
    Open,
    Live,
    Phase,
    Cleared,
    Unsigned,
    Void,
    Withdrawn,
    Confirm,
    Conflict,
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    key: Option<String>,
    line: Option<usize>,
    text: Option<&'a str>,
    blank: Option<String>,
    /// The slug of the measured value.
    measured: Option<String>,
    what: Deed,
    before: Option<Side>,
    after: Option<Side>,
}

#[derive(Serialize)]
struct Side {
    value: Option<String>,
    reason: Option<String>,
    conflict: bool,
    confirm: bool,
    by: Option<String>,
    at: Option<String>,
}

impl Deed {
    fn of(change: &Changed) -> Deed {
        let Some(after) = &change.after else {
            return Deed::Withdrawn;
        };
        match (&change.about, after.value.as_deref()) {
            _ if after.conflict => Deed::Conflict,
            (About::Note, _) => Deed::Noted,
            (About::Signed(_), _) if after.confirm => Deed::Void,
            (About::Signed(_), Some(_)) => Deed::Signed,
            (About::Signed(_), None) => Deed::Unsigned,
            (About::Phase, _) => Deed::Phase,
            (About::Live, _) => Deed::Live,
            _ if after.confirm => Deed::Confirm,
            (About::Blank(_), Some(_)) => Deed::Filled,
            (About::Measured(_), Some(_)) => Deed::Measured,
            (About::Blank(_) | About::Measured(_), None) => Deed::Cleared,
            (About::State, Some("done")) => Deed::Done,
            (About::State, Some("na")) => Deed::Na,
            (About::State, Some("blocked")) => Deed::Blocked,
            (About::State, Some("waived")) => Deed::Waived,
            (About::State, _) => Deed::Open,
        }
    }

    /// Returns a count of this kind in words.
    fn counted(self, count: usize) -> String {
        let s = if count == 1 { "" } else { "s" };
        match self {
            Deed::Done => format!("{count} done"),
            Deed::Filled => format!("{count} blank{s} filled"),
            Deed::Measured => format!("{count} value{s} measured"),
            Deed::Signed => format!("{count} signed"),
            Deed::Noted => format!("{count} note{s}"),
            Deed::Blocked => format!("{count} blocked"),
            Deed::Na => format!("{count} N/A"),
            Deed::Waived => format!("{count} waived"),
            Deed::Open => format!("{count} reopened"),
            Deed::Live => "go-live time set".to_owned(),
            Deed::Phase => format!("{count} phase{s} set"),
            Deed::Unsigned => format!("{count} signature{s} withdrawn"),
            Deed::Void => format!("{count} signature{s} voided"),
            Deed::Cleared => format!("{count} answer{s} cleared"),
            Deed::Withdrawn => format!("{count} note{s} deleted"),
            Deed::Confirm => format!(
                "{count} need{} confirming",
                if count == 1 { "s" } else { "" }
            ),
            Deed::Conflict => format!("{count} in conflict"),
        }
    }

    fn is_notable(self) -> bool {
        !matches!(
            self,
            Deed::Done | Deed::Filled | Deed::Measured | Deed::Noted
        )
    }
}

impl<'a> Changes<'a> {
    pub(super) fn of(workbook: &'a Workbook, all: Vec<Changed>) -> Changes<'a> {
        let mut counted: BTreeMap<Deed, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
        for change in &all {
            let (times, doers) = counted.entry(Deed::of(change)).or_default();
            *times += 1;
            if let Some(by) = change.after.as_ref().and_then(|after| after.by.as_deref()) {
                *doers.entry(by).or_default() += 1;
            }
        }
        let doer = |(who, count): (&str, usize)| Doer {
            who: who.to_owned(),
            count,
        };
        let counts = counted.into_iter().map(|(what, (times, doers))| {
            let mut by: Vec<Doer> = doers.into_iter().map(doer).collect();
            by.sort_by_key(|doer| std::cmp::Reverse(doer.count));
            Count { what, times, by }
        });
        let rows = all.iter().map(|change| row(workbook, change)).collect();
        Changes {
            counts: counts.collect(),
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
        if self.counts.is_empty() {
            return "no changes".to_owned();
        }
        let name = |doer: &Doer| sanitize::one_line(self.short(&doer.who)).into_owned();
        let count = |count: &Count| {
            let by = match count.by.as_slice() {
                [] => String::new(),
                [only] if only.count == count.times => format!(" ({})", name(only)),
                several => {
                    let told = several
                        .iter()
                        .map(|doer| format!("{} {}", name(doer), doer.count));
                    format!(" ({})", told.collect::<Vec<_>>().join(", "))
                }
            };
            format!("{}{by}", count.what.counted(count.times))
        };
        self.counts.iter().map(count).collect::<Vec<_>>().join(", ")
    }

    /// Returns one line per change, in document order.
    pub(super) fn lines(&self, workbook: &Workbook, which: Which) -> String {
        let is_wanted = |change: &&Changed| which == Which::All || Deed::of(change).is_notable();
        let mut lines = String::new();
        for change in self.all.iter().filter(is_wanted) {
            lines.push_str(&format!(
                "- {}\n",
                sanitize::one_line(&self.line(workbook, change))
            ));
        }
        lines
    }

    fn line(&self, workbook: &Workbook, change: &Changed) -> String {
        let checklist = workbook.checklist();
        let name = match &change.about {
            About::Measured(_) | About::Phase => workbook.name_of(change.entry, &About::State),
            About::Signed(blank) => workbook.checklist().name_of_blank(*blank).into_owned(),
            about => workbook.name_of(change.entry, about),
        };
        let line = change
            .entry
            .map(|id| format!("line {}, ", checklist.entry(id).line))
            .unwrap_or_default();
        let said = |held: &Option<Held>| held.as_ref().map(|held| self.said(&change.about, held));
        let what = match (&change.about, said(&change.before), said(&change.after)) {
            (About::Note, None, Some(note)) => format!("note: {note}"),
            (About::Note, Some(note), _) => format!("note deleted: {note}"),
            (_, Some(before), Some(after)) => format!("{before} → {after}"),
            (_, before, after) => before.or(after).unwrap_or_default(),
        };
        format!("{line}{name}: {what}")
    }

    /// Returns an answer in words, with its reason and author.
    fn said(&self, about: &About, held: &Held) -> String {
        let mut said = match (about, held.value.as_deref()) {
            _ if held.conflict => "conflict".to_owned(),
            (About::State, Some(state)) => state.to_owned(),
            (About::Measured(_), Some(value)) => format!("measured “{value}”"),
            (About::Measured(_), None) => "not measured".to_owned(),
            (About::Phase, Some(phase)) => format!("phase {phase}"),
            (About::Phase, None) => "phase from heading".to_owned(),
            (About::Live, Some(at)) => at.to_owned(),
            (About::Live, None) => "not set".to_owned(),
            (About::Signed(_), Some(signed)) => format!("signed “{signed}”"),
            (About::Signed(_), None) => "not signed".to_owned(),
            (_, Some(text)) => format!("“{text}”"),
            (_, None) => "empty".to_owned(),
        };
        let is_signed = matches!(about, About::Signed(_));
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
fn shared_names(changes: &[Changed]) -> HashSet<String> {
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

fn row<'a>(workbook: &'a Workbook, change: &Changed) -> Row<'a> {
    let checklist = workbook.checklist();
    let entry = change.entry.map(|id| checklist.entry(id));
    let side = |held: &Held| {
        let Held {
            value,
            reason,
            conflict,
            confirm,
            by,
            at,
        } = held.clone();
        Side {
            value,
            reason,
            conflict,
            confirm,
            by,
            at,
        }
    };
    Row {
        kind: change.about.kind(),
        key: change.entry.map(|id| checklist.key(id)),
        line: entry.map(|entry| entry.line),
        text: entry.map(|entry| entry.text.as_str()),
        blank: change.about.blank().map(|blank| checklist.blank_key(blank)),
        measured: change.about.measured().map(str::to_owned),
        what: Deed::of(change),
        before: change.before.as_ref().map(side),
        after: change.after.as_ref().map(side),
    }
}
