//! `gonogo completions`.

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::Shell;

use super::{CommandOutcome, print, verbs};

/// The zsh action that completes checklists, or any file if there are none.
const CHECKLISTS: &str = "_files -g \"*.(md|markdown)\"";
/// The zsh function for the first argument: a command or a checklist.
const FIRST: &str = "
(( $+functions[_gonogo_first] )) ||
_gonogo_first() {
    _alternative 'commands:command:_gonogo_commands' 'files:checklist:_files -g \"*.(md|markdown)\"'
}
";
/// The bash function that offers options only after a dash, so that files can be completed.
const WORDS: &str = "
_gonogo_words() {
    local word words=()
    _gonogo \"$@\"
    [[ \"$2\" == -* ]] && return 0
    for word in \"${COMPREPLY[@]}\"; do
        [[ \"${word}\" == -* ]] || words+=(\"${word}\")
    done
    COMPREPLY=(\"${words[@]}\")
}

";

/// Arguments of `gonogo completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell to complete for
    pub shell: Shell,
}

impl CompletionsArgs {
    /// Prints the completion script for `program`.
    ///
    /// # Errors
    ///
    /// If standard output cannot be written.
    pub fn run(&self, program: &Command) -> Result<CommandOutcome> {
        let mut script = Vec::new();
        // The file can replace a command, but not precede it, which completions can't express.
        clap_complete::generate(
            self.shell,
            &mut verbs::without_file(program),
            "gonogo",
            &mut script,
        );
        let script = String::from_utf8(script)?;
        print(&match self.shell {
            Shell::Zsh => for_zsh(&script),
            Shell::Bash => for_bash(&script),
            _ => script,
        })?;
        Ok(CommandOutcome::Done)
    }
}

/// Lets zsh offer checklists: first next to the commands, then after commands that take one; and the options of the
/// program after a checklist.
fn for_zsh(script: &str) -> String {
    const COMMANDS: &str = "\":: :_gonogo_commands\" \\\n";
    const END: &str = "\n        esac\n    ;;\nesac\n}\n";
    let options = script
        .split_once("    _arguments ")
        .and_then(|(_, rest)| rest.split_once(COMMANDS));
    let options = options.map(|(options, _)| format!("\n(*)\n_arguments {options}&& ret=0\n;;"));
    let script = script
        .replacen(COMMANDS, "\":: :_gonogo_first\" \\\n", 1)
        .replacen(
            END,
            &format!("{}{END}{FIRST}", options.unwrap_or_default()),
            1,
        );
    let is_checklist =
        |line: &str| line.starts_with("':file -- Checklist file") && line.ends_with(":_files' \\");
    let lines = script
        .lines()
        .map(|line| match line.strip_suffix("_files' \\") {
            Some(before) if is_checklist(line) => format!("{before}{CHECKLISTS}' \\\n"),
            _ => format!("{line}\n"),
        });
    lines.collect()
}

fn for_bash(script: &str) -> String {
    let script = script.replace("complete -F _gonogo ", "complete -F _gonogo_words ");
    script.replacen(
        "\nif [[ \"${BASH_VERSINFO[0]}\" -eq 4",
        &format!("{WORDS}if [[ \"${{BASH_VERSINFO[0]}}\" -eq 4"),
        1,
    )
}
