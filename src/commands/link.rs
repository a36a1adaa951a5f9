//! `gonogo link`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use super::{CommandOutcome, change, say};
use crate::checklist::{BlankId, VariableId};
use crate::context::Common;
use crate::sanitize::exported::shell_word;
use crate::workbook::{Edit, ValueOrigin, Workbook, describe};

/// Arguments of `gonogo link`.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Variable: its name, as `domain` or 'your-domain.com'
    pub variable: String,
    /// Blank whose value it gets: its key ENTRY:LABEL or the unique end of it, the number of an item with one blank, or its
    /// label
    #[arg(required_unless_present = "remove")]
    pub blank: Option<String>,
    /// Remove the link
    #[arg(long, conflicts_with = "blank")]
    pub remove: bool,
}

impl LinkArgs {
    /// Links the variable to the blank, or removes its link.
    ///
    /// # Errors
    ///
    /// If variable or blank is not found, or the change cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let variable = workbook.find_variable(&self.variable)?;
        let blank = self.blank.as_deref();
        let blank = blank.map(|name| workbook.find_blank(name)).transpose()?;
        let edit = Edit::LinkVariable { variable, blank };
        let changed = change(common, &mut controller, vec![edit])?;
        let already = if changed { "" } else { "already " };
        let clear = clear_command(controller.workbook(), &self.file, common, variable);
        say(&done(controller.workbook(), variable, already, &clear));
        Ok(CommandOutcome::Done)
    }
}

/// The link of a variable and its effect, as a line.
///
/// `clear` is the command that clears the variable's own value.
fn done(workbook: &Workbook, id: VariableId, already: &str, clear: &str) -> String {
    let checklist = workbook.checklist();
    let written = &checklist.variable(id).written;
    let Some(blank) = workbook.linked_blank(id) else {
        let removed = if already.is_empty() {
            "link removed"
        } else {
            "not linked"
        };
        return format!("{written}: {removed}");
    };
    let label = &checklist.blank(blank).label;
    let linked = format!("{written}: {already}linked to “{label}”");
    let reach = describe::variable_reach(workbook, id);
    match (workbook.variable_origin(id), workbook.variable_value(id)) {
        (Some(ValueOrigin::Blank(_)), Some(value)) => format!("{linked}: {value} ({reach})"),
        (Some(ValueOrigin::Variable), Some(value)) => {
            format!("{linked}, but keeps its own value “{value}” until you clear it: {clear}")
        }
        (Some(_) | None, _) => match workbook.register(blank) {
            Some(register) if register.is_conflict() => {
                format!("{linked}, which is in conflict: agree on one answer there")
            }
            Some(_) if workbook.is_doubtful(blank) => {
                format!("{linked}, whose value needs confirming: enter it again")
            }
            Some(_) | None => format!("{linked}, which is empty ({reach})"),
        },
    }
}

/// The command that links a variable to a blank, to be copied.
pub(super) fn command_line(
    workbook: &Workbook,
    file: &Path,
    common: &Common,
    variable: VariableId,
    blank: BlankId,
) -> String {
    let blank = workbook.checklist().blank_key(blank);
    hint(common, "link", file, &[&name(workbook, variable), &blank])
}

/// The command that clears the own value of a variable, to be copied.
fn clear_command(
    workbook: &Workbook,
    file: &Path,
    common: &Common,
    variable: VariableId,
) -> String {
    hint(common, "fill", file, &[&name(workbook, variable), ""])
}

/// A command for the same run and progress file, quoted for a shell.
fn hint(common: &Common, verb: &str, file: &Path, words: &[&str]) -> String {
    let path = |path: &Path| {
        let bytes = path.as_os_str().as_encoded_bytes();
        // A name that starts with a dash would be parsed as an option.
        let is_option = bytes.starts_with(b"-") && bytes != b"-";
        shell_word(&[if is_option { b"./" } else { &b""[..] }, bytes].concat())
    };
    let word = |word: &str| shell_word(word.as_bytes());
    let mut command = format!("gonogo {verb} {}", path(file));
    for text in words {
        command.push_str(&format!(" {}", word(text)));
    }
    if let Some(run) = &common.run {
        command.push_str(&format!(" --run {}", word(run)));
    }
    if let Some(progress) = &common.progress {
        command.push_str(&format!(" --progress {}", path(progress)));
    }
    command
}

/// The shortest name that means this variable: its slug, or as the document writes it.
fn name(workbook: &Workbook, id: VariableId) -> String {
    let variable = workbook.checklist().variable(id);
    if workbook.find_variable(&variable.slug) == Ok(id) {
        variable.slug.clone()
    } else {
        variable.written.clone()
    }
}
