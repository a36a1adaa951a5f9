//! The command line: one file per verb, whose doc comments are its `--help`.
//!
//! Results go to standard output, messages to standard error. A verb that changes something passes its edits to the
//! controller, and saves once: all or nothing. This module knows nothing of the screen.

pub mod check;
pub mod completions;
pub mod confirm;
pub mod correct;
pub mod diff;
mod diff_output;
pub mod explain;
pub mod export;
pub mod fill;
pub mod git;
pub mod go_live;
pub mod help;
pub mod link;
pub mod list;
pub mod man;
pub mod mark;
pub mod measure;
pub mod merge;
pub mod new;
pub mod next;
pub mod note;
pub mod phase;
pub mod runs;
pub mod schema;
pub mod sign;
pub mod status;
pub mod templates;
pub mod tick;
pub mod verbs;
pub mod verify;

use std::fs;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use crate::context::Common;
use crate::controller::{Applied, Controller};
use crate::sanitize;
use crate::store::{self, PATIENCE, StoreError};
use crate::workbook::{Conflict, Edit, Workbook, describe, moment};

/// The time that it waits for another save silently.
const SILENT_WAIT: Duration = Duration::from_millis(500);

/// The result of a verb, if nothing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandOutcome {
    /// Done, GO or COMPLETE.
    Done,
    /// NO-GO.
    NoGo,
    /// A check has findings.
    Findings,
    /// Nothing matches.
    Nothing,
    /// The compared runs differ.
    Differences,
}

/// Applies edits, all or none, and saves them, together with marks that only the state folder held. Prints what others
/// did in the meantime, and where progress is kept if that isn't the usual place. Returns whether anything changed.
fn change(common: &Common, controller: &mut Controller, edits: Vec<Edit>) -> Result<bool> {
    common.ensure_writable()?;
    if let Some(why) = controller.store().read_only() {
        return Err(why.into());
    }
    let before = controller.workbook().conflicts();
    let Applied { changed, replaced } = controller.apply(edits, &common.stamp()?)?;
    let mut left_state_folder = false;
    if changed || controller.store().is_apart() {
        let report = with_lock_notice(|patience| {
            controller.set_patience(patience);
            let report = controller.save();
            report.result?;
            Ok((report.remote_changes, report.left_state_folder))
        })?;
        if let Some(changes) = report.0 {
            say(&format!("gonogo: in the meantime: {changes}"));
        }
        left_state_folder = report.1;
        print_conflicts(controller.workbook(), &before);
    }
    let workbook = controller.workbook();
    for it in replaced.iter().filter(|_| changed) {
        let name = workbook.name_of(it.entry, &it.about);
        say(&format!(
            "replaced on “{name}”: {}",
            describe::answers(&it.answers)
        ));
    }
    if left_state_folder {
        say("gonogo: marks from your state folder are now saved next to the checklist");
    }
    if let Some(notice) = controller.store().notice() {
        say(&format!("gonogo: {notice}"));
    }
    Ok(changed)
}

/// Tries to save. If another program holds the lock for more than a moment, says so and waits. The argument of `save`
/// is how long it may wait.
fn with_lock_notice<T>(
    mut save: impl FnMut(Duration) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    match save(SILENT_WAIT) {
        Err(StoreError::Locked { path, holder }) => {
            let holder = holder
                .map(|holder| format!(" ({holder} holds the lock)"))
                .unwrap_or_default();
            say(&format!(
                "gonogo: {}: waiting for another save to finish{holder} …",
                sanitize::path(&path)
            ));
            save(PATIENCE)
        }
        saved => saved,
    }
}

/// Prints the conflicts that a change resolved, and new ones, where others answered at the same time.
fn print_conflicts(workbook: &Workbook, before: &[Conflict]) {
    let now = workbook.conflicts();
    for settled in before
        .iter()
        .filter(|was| !now.iter().any(|is| was.is_same(is)))
    {
        say(&format!("conflict resolved: it was {}", settled.describe()));
    }
    for met in now
        .iter()
        .filter(|is| !before.iter().any(|was| was.is_same(is)))
    {
        say(&format!(
            "conflict: someone else answered in the meantime; both answers are kept: {}",
            met.describe()
        ));
    }
}

/// `true` if only errors are printed.
static QUIET: AtomicBool = AtomicBool::new(false);

/// Suppresses everything but errors from now on.
pub fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Prints a message on standard error.
fn say(text: &str) {
    if QUIET.load(Ordering::Relaxed) {
        return;
    }
    // A message that can't be printed is no reason to fail: the work is done.
    let _ = writeln!(io::stderr(), "{}", sanitize::one_line(text));
}

/// Asks questions if people are there to answer: what is typed is read from the terminal, and the questions go to standard
/// error, so that they don't mix with results.
fn on_terminal(ask: impl FnOnce(&mut dyn BufRead, &mut dyn Write) -> Result<()>) -> Result<()> {
    let (input, mut output) = (io::stdin(), io::stderr());
    if input.is_terminal() && output.is_terminal() {
        ask(&mut input.lock(), &mut output)?;
    }
    Ok(())
}

/// Parses the time of `--since`.
fn parse_since(since: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    moment(since, now).with_context(|| {
        format!(
            "can't read --since “{since}” as a time; try 30m, 2h, 7d, today, yesterday, 2026-11-21 or '2026-11-21 21:04' (UTC)"
        )
    })
}

/// Reads a text file; `-` is standard input.
fn read_input(from: &Path) -> Result<String> {
    if from == Path::new("-") {
        return Ok(store::decode(read_stdin("text")?, None)?);
    }
    let bytes = fs::read(from).with_context(|| format!("{}: can't read", sanitize::path(from)))?;
    Ok(store::decode(bytes, Some(from))?)
}

/// Reads all of standard input; `what` names the content in the error.
fn read_stdin(what: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = io::stdin().read_to_end(&mut bytes);
    read.with_context(|| format!("standard input: can't read {what}"))?;
    Ok(bytes)
}

/// Writes a result to standard output. Pipes and files get it byte for byte; a terminal gets it [sanitized](sanitize).
///
/// # Errors
///
/// If it can't be written, for example because the disk is full. A closed pipe isn't an error: the reader has seen
/// enough, and the exit status still is that of the verb.
pub fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    let text = if out.is_terminal() {
        sanitize::for_terminal(text)
    } else {
        text.into()
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("standard output: can't write")
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes JSON to standard output.
fn print_json(value: &impl serde::Serialize) -> Result<()> {
    print(&format!(
        "{}\n",
        sanitize::exported::json(&serde_json::to_string_pretty(value)?)
    ))
}
