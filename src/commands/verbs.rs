//! Commands by name, and suggestions for mistyped ones.

use anyhow::{Result, bail};
use clap::Command;
use clap::error::{ContextKind, ContextValue};

/// Returns the command of `program` with these names; `git install` is two.
///
/// # Errors
///
/// If there is no such command.
pub fn command<'a>(program: &'a Command, names: &[String]) -> Result<&'a Command> {
    let mut found = program;
    for name in names {
        match found.find_subcommand(name) {
            Some(command) => found = command,
            None => bail!(unknown(found, name)),
        }
    }
    Ok(found)
}

/// Returns the message for a word that isn't a command of `program`, with a suggestion if there is one.
pub fn unknown(program: &Command, word: &str) -> String {
    match nearest(program, word) {
        Some(near) => format!("unknown command “{word}”. Did you mean {near}?"),
        None if program.get_name() == "gonogo" => {
            format!("unknown command “{word}”. See gonogo help")
        }
        None => format!(
            "unknown command “{word}”. See gonogo help {}",
            program.get_name()
        ),
    }
}

/// Returns the command with the most similar name.
fn nearest(program: &Command, word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if program.find_subcommand(&word).is_some() {
        return Some(word);
    }
    let commands = program.get_subcommands().cloned();
    let only_commands = Command::new("gonogo")
        .disable_help_subcommand(true)
        .subcommands(commands);
    let error = only_commands
        .try_get_matches_from(["gonogo", &word])
        .err()?;
    match error.get(ContextKind::SuggestedSubcommand)? {
        ContextValue::String(name) => Some(name.clone()),
        // clap sorts the most similar one last.
        ContextValue::Strings(names) => names.last().cloned(),
        _ => None,
    }
}

/// Returns the program with only its options and commands, without the file that may replace a command.
pub fn without_file(program: &Command) -> Command {
    let options = program
        .get_arguments()
        .filter(|argument| !argument.is_positional());
    Command::new("gonogo")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .args(options.cloned())
        .subcommands(program.get_subcommands().cloned())
}
