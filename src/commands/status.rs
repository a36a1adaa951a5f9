//! `gonogo status`.

mod blockers;
mod gate;
mod json;

use std::path::PathBuf;

use anyhow::Result;
use chrono::{DateTime, Utc};
use clap::Args;

use super::diff_output::{ChangeFilter, Changes};
use super::{CommandOutcome, parse_since, print, print_json, say};
use crate::checklist::{BlankId, EntryId, Phase};
use crate::context::Common;
use crate::progress::State;
use crate::sanitize;
use crate::store::{self, Store};
use crate::workbook::describe;
use crate::workbook::{
    Basis, Conflict, Due, Missing, SignOff, Standing, Tally, Unmatched, Verdict, When, Workbook,
};
use gate::Gate;
pub(super) use json::{JsonCopies, JsonStatus};

/// The number of rows per list, so that the page fits on one screen.
const LISTED: usize = 8;
/// Columns for the name of a section.
const NAME: usize = 58;

/// Arguments of `gonogo status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Checklist file, or `-` for standard input
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    gate: Gate,
    /// Show what changed since this time and by whom, instead of blockers: 30m, 2h, 7d, today, 2026-11-21 …
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
}

/// The part of a workbook that is shown: all of it, or one section.
struct StatusScope<'a> {
    workbook: &'a Workbook,
    section: Option<EntryId>,
    verdict: &'a Verdict,
    basis: Basis,
    now: DateTime<Utc>,
}

impl<'a> StatusScope<'a> {
    fn tally(&self) -> Tally {
        self.section
            .map_or_else(|| self.workbook.tally(), |id| self.workbook.tally_of(id))
    }

    fn has(&self, id: EntryId) -> bool {
        let checklist = self.workbook.checklist();
        self.section
            .is_none_or(|section| (section..checklist.entry(section).end).contains(&id))
    }

    /// Returns the number of items and of answers in blanks that need confirming.
    fn unconfirmed(&self) -> (usize, usize) {
        let (workbook, checklist) = (self.workbook, self.workbook.checklist());
        let items = checklist
            .items()
            .filter(|&id| self.has(id) && workbook.needs_confirmation(id));
        let blanks = (0..checklist.blanks().len()).map(BlankId);
        let is_asked =
            |&id: &BlankId| self.has(checklist.blank(id).entry) && workbook.is_doubtful(id);
        (items.count(), blanks.filter(is_asked).count())
    }

    fn signoffs(&self) -> impl Iterator<Item = SignOff> {
        let of = |signoff: &SignOff| self.workbook.checklist().blank(signoff.who).entry;
        self.workbook
            .signoffs()
            .filter(move |signoff| self.has(of(signoff)))
    }

    /// Returns the number of overdue items.
    fn overdue(&self) -> usize {
        let all = self.workbook.all_due(self.now).into_iter();
        all.filter(|&(id, due)| due.when == When::Overdue && self.has(id))
            .count()
    }

    /// Returns the conflicts, including those about the whole document if all of it is shown.
    fn conflicts(&self) -> impl Iterator<Item = Conflict> {
        let is_told = |conflict: &Conflict| self.has_or_is_document(conflict.entry);
        self.workbook.conflicts().into_iter().filter(is_told)
    }

    fn has_or_is_document(&self, id: Option<EntryId>) -> bool {
        id.map_or(self.section.is_none(), |id| self.has(id))
    }

    /// Returns the changes since `before`.
    fn changes_from(&self, before: &Workbook) -> Changes<'a> {
        let mut changed = self.workbook.changed_from(before);
        changed.retain(|change| self.has_or_is_document(change.entry));
        Changes::of(self.workbook, changed)
    }
}

impl StatusArgs {
    /// Prints progress and verdict.
    ///
    /// # Errors
    ///
    /// If the checklist cannot be read.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let now = common.stamp()?.at;
        let since = self
            .since
            .as_ref()
            .map(|since| parse_since(since, now))
            .transpose()?;
        let controller = common.open(&self.file)?;
        let (workbook, store) = (controller.workbook(), controller.store());
        let rules = self.gate.rules(workbook, now)?;
        let verdict = workbook.verdict_by(rules);
        let scope = StatusScope {
            workbook,
            section: rules.section,
            verdict: &verdict,
            basis: workbook.basis_of(&verdict, rules),
            now,
        };
        let changes = since.map(|since| (since, scope.changes_from(&workbook.as_of(since))));
        match &changes {
            _ if self.json => print_json(&JsonStatus::of(&scope, changes.as_ref(), store))?,
            Some((since, changes)) => print(&digest(&scope, changes, *since))?,
            None => print(&page(&scope, store))?,
        }
        for suggestion in store.suggestions(workbook) {
            say(&format!("gonogo: {suggestion}"));
        }
        Ok(if verdict.is_go() {
            CommandOutcome::Done
        } else {
            CommandOutcome::NoGo
        })
    }
}

/// Returns the verdict, the title and the counts.
fn head(scope: &StatusScope) -> String {
    let checklist = scope.workbook.checklist();
    let mut head = scope.verdict.word().to_owned();
    let title = checklist
        .title()
        .filter(|&title| scope.section != Some(title));
    for part in title.into_iter().chain(scope.section) {
        head.push_str(&format!(
            "  {}",
            sanitize::one_line(&scope.workbook.reading(part))
        ));
    }
    head.push('\n');
    for sentence in scope.basis.sentences() {
        head.push_str(&format!("{sentence}\n"));
    }
    head.push_str(&format!("{}\n", counts(scope)));
    head
}

/// Returns the changes since a time, to paste into a chat.
fn digest(scope: &StatusScope, changes: &Changes, since: DateTime<Utc>) -> String {
    let since = sanitize::time(&since.to_rfc3339());
    let mut digest = format!("{}\nSince {since}: {}\n", head(scope), changes.summary());
    digest.push_str(&changes.lines(scope.workbook, ChangeFilter::Notable));
    let left = scope.verdict.blockers.len();
    if left > 0 {
        digest.push_str(&format!("Blockers: {left}\n"));
    }
    digest
}

/// Returns the page for people.
fn page(scope: &StatusScope, store: &Store) -> String {
    let (workbook, verdict) = (scope.workbook, scope.verdict);
    let checklist = workbook.checklist();
    let mut page = head(scope);
    if scope.section.is_none() {
        page.push_str(&phases(workbook));
    }
    let is_told = |id: &EntryId| scope.has(*id) && workbook.tally_of(*id).total() > 0;
    let sections: Vec<_> = checklist.top_sections().filter(is_told).collect();
    if !sections.is_empty() {
        page.push('\n');
    }
    for id in sections {
        let tally = workbook.tally_of(id);
        let name = sanitize::one_line(&workbook.reading(id)).into_owned();
        let name = sanitize::fit(&name, NAME, "...");
        let pad = " ".repeat(NAME.saturating_sub(sanitize::width(&name)));
        let phase = workbook.phase(id);
        let phase = if phase == Phase::Before {
            String::new()
        } else {
            format!("  {phase}")
        };
        page.push_str(&format!(
            "  {name}{pad} {:>4} of {}{phase}\n",
            tally.finished(),
            tally.total()
        ));
    }
    blockers::list(&mut page, "Blockers", workbook, &verdict.blockers);
    if verdict.is_go() {
        blockers::list(
            &mut page,
            "Remaining during and after launch",
            workbook,
            &verdict.remaining,
        );
    }
    blockers::list(
        &mut page,
        "Contradictions",
        workbook,
        &verdict.contradictions,
    );
    list(&mut page, "Due", due(scope));
    list(&mut page, "Sign-offs", signoffs(scope));
    list(&mut page, "Conflicting answers", conflicts(scope));
    list(
        &mut page,
        "Unmatched marks (their entry is no longer in the document)",
        unmatched(workbook),
    );
    let moved = workbook.matching().moved().len();
    if moved > 0 {
        page.push_str(&format!(
            "\nMoved to another section, marks kept: {moved}\n"
        ));
    }
    let paths: Vec<String> = store
        .paths_in_use()
        .into_iter()
        .map(store::path_in_words)
        .collect();
    if !paths.is_empty() {
        page.push_str(&format!("\nProgress: {}\n", paths.join(" and ")));
    }
    page
}

/// Appends a heading with its lines, as many as fit on a screen.
fn list(page: &mut String, heading: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    page.push_str(&format!("\n{heading}:\n"));
    let more = lines.len().saturating_sub(LISTED);
    for line in lines.into_iter().take(LISTED) {
        page.push_str(&format!("  {line}\n"));
    }
    if more > 0 {
        page.push_str(&format!("  and {more} more\n"));
    }
}

/// Returns every conflict with its answers, their authors and times.
fn conflicts(scope: &StatusScope) -> Vec<String> {
    let workbook = scope.workbook;
    let checklist = workbook.checklist();
    let line = |conflict: Conflict| {
        let line = conflict
            .entry
            .map(|id| format!("line {}: ", checklist.entry(id).line))
            .unwrap_or_default();
        let name = workbook.name_of(conflict.entry, &conflict.about);
        format!(
            "{line}{}",
            sanitize::one_line(&format!("{name}: {}", conflict.describe()))
        )
    };
    scope.conflicts().map(line).collect()
}

fn unmatched(workbook: &Workbook) -> Vec<String> {
    let line = |unmatched: &Unmatched| {
        let text = sanitize::one_line(&unmatched.unit.on).into_owned();
        match &unmatched.missing {
            Missing::Entry => {
                let key = sanitize::one_line(&unmatched.unit.key);
                let values: Vec<String> = unmatched.values_of_variables().collect();
                match sanitize::one_line(&values.join(", ")).into_owned() {
                    values if values.is_empty() => format!("{text} ({key})"),
                    values => format!("{text} ({key}): {values}"),
                }
            }
            Missing::Blank(_, slug) => format!("{text}, blank {}", sanitize::one_line(slug)),
            Missing::Variable(Some(_), slug) => {
                let values: Vec<String> = unmatched.values_of_variables().collect();
                let told = if values.is_empty() {
                    slug.clone()
                } else {
                    values.join(", ")
                };
                format!("{text}, variable {}", sanitize::one_line(&told))
            }
            Missing::Variable(None, _) => {
                format!("variable {}", sanitize::one_line(&unmatched.gist()))
            }
            Missing::Need(_) => format!("need of {}", sanitize::one_line(&unmatched.gist())),
            Missing::Link(_) => format!("link {}", sanitize::one_line(&unmatched.gist())),
        }
    };
    workbook
        .unmatched()
        .iter()
        .map(line)
        .map(|line| sanitize::fit(&line, 76, "..."))
        .collect()
}

fn counts(scope: &StatusScope) -> String {
    let tally = scope.tally();
    let done = describe::out_of(tally.of(State::Done), tally.total(), "item");
    let mut counts = vec![format!("{done} done")];
    for state in [State::Open, State::Blocked, State::Na, State::Waived] {
        if tally.of(state) > 0 {
            counts.push(format!("{} {state}", tally.of(state)));
        }
    }
    if tally.pre_ticked > 0 {
        counts.push(format!("{} pre-ticked", tally.pre_ticked));
    }
    let (items, answers) = scope.unconfirmed();
    if items > 0 {
        counts.push(format!(
            "{items} need{} confirming",
            if items == 1 { "s" } else { "" }
        ));
    }
    counts.extend(describe::blank_count(&tally));
    if answers > 0 {
        counts.push(format!(
            "{answers} {} confirming",
            if answers == 1 {
                "answer needs"
            } else {
                "answers need"
            }
        ));
    }
    if tally.boxes > 0 {
        counts.push(format!(
            "{} of {} other boxes ticked",
            tally.boxes_ticked, tally.boxes
        ));
    }
    let signoffs: Vec<_> = scope.signoffs().collect();
    if !signoffs.is_empty() {
        let signed = signoffs
            .iter()
            .filter(|&&signoff| scope.workbook.is_signed(signoff))
            .count();
        counts.push(format!("{signed} of {} sign-offs signed", signoffs.len()));
    }
    let overdue = scope.overdue();
    if overdue > 0 {
        counts.push(format!("{overdue} overdue"));
    }
    counts.join(", ")
}

/// Returns the progress of each phase, if the items belong to more than one.
fn phases(workbook: &Workbook) -> String {
    let tallies = Phase::ALL.map(|phase| (phase, workbook.tally_in(phase)));
    let with_items: Vec<_> = tallies
        .into_iter()
        .filter(|(_, tally)| tally.total() > 0)
        .collect();
    if let [] | [(Phase::Before, _)] = with_items.as_slice() {
        return String::new();
    }
    let row = |(phase, tally): (Phase, Tally)| {
        format!("{phase} {} of {}", tally.finished(), tally.total())
    };
    let live = workbook
        .live()
        .map(|at| format!("; live {}", sanitize::time(&at.to_rfc3339())));
    let rows: Vec<String> = with_items.into_iter().map(row).collect();
    format!("{}{}\n", rows.join(", "), live.unwrap_or_default())
}

/// Returns what is due or overdue, most urgent first.
fn due(scope: &StatusScope) -> Vec<String> {
    let line = |(id, due): (EntryId, Due)| {
        let entry = scope.workbook.checklist().entry(id);
        let text = sanitize::one_line(&scope.workbook.reading(id)).into_owned();
        format!(
            "line {}: {} {}: {text}",
            entry.line,
            due.when.name(),
            sanitize::time(&due.at.to_rfc3339())
        )
    };
    let due = scope
        .workbook
        .all_due(scope.now)
        .into_iter()
        .filter(|&(id, _)| scope.has(id));
    due.map(line)
        .map(|line| sanitize::fit(&line, 76, "..."))
        .collect()
}

/// Returns every sign-off that was signed or filled in.
fn signoffs(scope: &StatusScope) -> Vec<String> {
    let workbook = scope.workbook;
    let mut lines = Vec::new();
    for signoff in scope.signoffs() {
        if workbook.signature(signoff) == Standing::Missing {
            continue;
        }
        let line = format!(
            "{}: {}",
            workbook.role(signoff),
            workbook.describe_signoff(signoff)
        );
        lines.push(sanitize::fit(&sanitize::one_line(&line), 76, "..."));
    }
    let twice = workbook.describe_signed_twice().into_iter();
    lines.extend(twice.map(|line| sanitize::fit(&sanitize::one_line(&line), 76, "...")));
    lines
}
