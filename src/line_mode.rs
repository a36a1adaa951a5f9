//! Line mode: a checklist as prompts on plain lines, one step at a time, for screen readers, serial consoles, and use
//! without a terminal.
//!
//! ```text
//!  line ─▶ command ─▶ session ─▶ Edit ─▶ Controller::apply ─▶ save ─▶ messages ─▶ prompt
//! ```
//!
//! Nothing is redrawn or colored, and no line is wrapped. Every change is on disk before the next prompt, so that any
//! end is a good one. It knows nothing of the screen.

mod command;
mod edit;
mod fill;
mod lost_file;
mod navigate;
mod prompt;
mod session;
mod sign_measure;

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::config;
use crate::context::{Common, ReadOnlyError};
use crate::sanitize;
use crate::store;
use prompt::Prompt;
use session::LineSession;

/// Steps through a checklist with the person at standard input; without a file, asks for one first.
///
/// # Errors
///
/// If the checklist or its progress cannot be read, or something could not be saved in the end.
pub fn run(file: Option<&Path>, common: &Common) -> Result<()> {
    config::now()?;
    if file == Some(Path::new("-")) {
        bail!(
            "can't read both the checklist (`-`) and your answers from standard input; use a file for the checklist"
        );
    }
    let mut prompt = Prompt::new(io::stdin().lock(), io::stdout().lock());
    let chosen = match file {
        Some(file) => Some(file.to_owned()),
        None => choose(&mut prompt)?,
    };
    let Some(file) = chosen else { return Ok(()) };
    let mut controller = common.open(&file)?;
    if common.read_only {
        controller.set_read_only(&ReadOnlyError.to_string());
    }
    LineSession::new(controller, common.author(), prompt).run()
}

/// Asks for one of the repository's checklists. Returns `None` if there is no answer.
fn choose<R: io::BufRead, W: io::Write>(prompt: &mut Prompt<R, W>) -> Result<Option<PathBuf>> {
    let here = std::env::current_dir().context("can't determine the current folder")?;
    let root = store::root(&here);
    let found = store::checklists(&root);
    if found.is_empty() {
        bail!("no checklist found here; `gonogo new` creates one from a template");
    }
    prompt.say("Checklists:")?;
    for (number, found) in (1..).zip(&found) {
        let name = sanitize::path(found.path.strip_prefix(&root.folder).unwrap_or(&found.path));
        let begun = if found.begun { ", started" } else { "" };
        prompt.say(&format!("{number}. {name}: {} items{begun}.", found.items))?;
    }
    loop {
        let Some(answer) = prompt.ask("Number, or quit: ")? else {
            return Ok(None);
        };
        let number = answer
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        match (answer.as_str(), number.and_then(|index| found.get(index))) {
            ("q" | "quit", _) => return Ok(None),
            (_, Some(found)) => return Ok(Some(found.path.clone())),
            ("", None) => {}
            (_, None) => prompt.say(&format!("Enter a number from 1 to {}.", found.len()))?,
        }
    }
}
