//! The commands of line mode: one table for parsing and for help.

use std::fmt;

use crate::progress::State;

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LineCommand {
    /// Go to the next step.
    Next,
    /// Go to the previous step.
    Back,
    /// Go to the first step of the next section.
    Skip,
    /// Go to the next step with something to do.
    Todo,
    /// Go to the item of this number.
    Item(usize),
    /// Go to the next step that matches a text, or the last text if it is empty.
    Find(String),
    /// Set the state of the step, with a reason.
    Set(State, String),
    /// Fill the blanks with this value, or ask for each.
    Fill(String),
    /// Set all open items of the section, with a reason.
    SetSection(State, String),
    /// List the variables, and ask for each that is empty.
    Variables,
    /// Give a variable the value of a blank of the step: this one, or the one that fits.
    Link(String),
    /// Record this measured value, or ask for each.
    Measure(String),
    /// Sign the sign-off; with blockers, for this reason.
    Sign(String),
    /// Add this note, or ask for it.
    Note(String),
    /// Read the details of the step.
    More,
    /// Read the step again with its place.
    Where,
    /// List the items of the section.
    List,
    /// Show counts and verdict.
    Status,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// List the commands.
    Help,
    /// Quit.
    Quit,
}

/// The error for a line that isn't a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LineCommandError {
    /// The command doesn't exist.
    Unknown(String),
    /// The command takes no text.
    TooMuch(String),
    /// `section` without a state.
    NoState,
}

impl fmt::Display for LineCommandError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            LineCommandError::Unknown(word) => {
                write!(f, "Unknown command “{word}”. Type help for a list.")
            }
            LineCommandError::NoState => f.write_str(
                "Type section with done, na, blocked or waived (e.g. section na we have no cloud).",
            ),
            LineCommandError::TooMuch(word) => {
                write!(f, "Nothing changed: “{word}” takes no text.")
            }
        }
    }
}

/// The syntax of a command.
enum Syntax {
    Alone(LineCommand),
    With(fn(String) -> LineCommand),
}

/// The commands with all their names, the main one first, and their help.
const WORDS: [(&[&str], Syntax, &str); 25] = [
    (
        &["next", "n"],
        Syntax::Alone(LineCommand::Next),
        "go to the next step (or press Enter)",
    ),
    (
        &["back", "b"],
        Syntax::Alone(LineCommand::Back),
        "go to the previous step",
    ),
    (
        &["skip", "s"],
        Syntax::Alone(LineCommand::Skip),
        "go to the next section",
    ),
    (
        &["todo", "t"],
        Syntax::Alone(LineCommand::Todo),
        "go to the next step with something to do",
    ),
    (
        &["find", "/"],
        Syntax::With(LineCommand::Find),
        "go to the next step that contains TEXT; alone, repeat the last search",
    ),
    (
        &["done", "d", "x"],
        Syntax::Alone(LineCommand::Set(State::Done, String::new())),
        "tick, or confirm a tick",
    ),
    (
        &["open", "o"],
        Syntax::Alone(LineCommand::Set(State::Open, String::new())),
        "untick or reopen",
    ),
    (
        &["na", "-"],
        Syntax::With(|why| LineCommand::Set(State::Na, why)),
        "mark N/A, with a REASON",
    ),
    (
        &["blocked", "!"],
        Syntax::With(|why| LineCommand::Set(State::Blocked, why)),
        "mark blocked, with a REASON",
    ),
    (
        &["waived", "~"],
        Syntax::With(|why| LineCommand::Set(State::Waived, why)),
        "waive, with a REASON",
    ),
    (
        &["fill", "f"],
        Syntax::With(LineCommand::Fill),
        "fill the blanks and variables of this step one by one, or the only one with VALUE",
    ),
    (
        &["variables", "vars"],
        Syntax::Alone(LineCommand::Variables),
        "list all variables, and enter the values of empty ones one by one",
    ),
    (
        &["link"],
        Syntax::With(LineCommand::Link),
        "give a variable the value of a blank here: VARIABLE, or the one that fits",
    ),
    (
        &["measure"],
        Syntax::With(LineCommand::Measure),
        "enter the measured values one by one, or the only one as VALUE",
    ),
    (
        &["sign"],
        Syntax::With(LineCommand::Sign),
        "sign here with your name and today's date; needs a REASON if there are blockers",
    ),
    (
        &["section"],
        Syntax::With(|state| LineCommand::SetSection(State::Open, state)),
        "set all open items in this section to done, na, blocked or waived, with a REASON",
    ),
    (
        &["note", "a"],
        Syntax::With(LineCommand::Note),
        "add TEXT as a one-line note",
    ),
    (
        &["more", "m"],
        Syntax::Alone(LineCommand::More),
        "read the details: text, commands, notes, who changed it",
    ),
    (
        &["where", "w"],
        Syntax::Alone(LineCommand::Where),
        "read the step again, with its section and line",
    ),
    (
        &["list", "l"],
        Syntax::Alone(LineCommand::List),
        "list the items of this section",
    ),
    (
        &["status", "v"],
        Syntax::Alone(LineCommand::Status),
        "show counts and verdict",
    ),
    (
        &["undo", "u"],
        Syntax::Alone(LineCommand::Undo),
        "undo the last change",
    ),
    (
        &["redo", "r"],
        Syntax::Alone(LineCommand::Redo),
        "redo the last undone change",
    ),
    (
        &["help", "h", "?"],
        Syntax::Alone(LineCommand::Help),
        "show this list",
    ),
    (
        &["quit", "q"],
        Syntax::Alone(LineCommand::Quit),
        "quit; everything is saved",
    ),
];

/// Parses a line. A number goes to that item.
pub(super) fn parse(line: &str) -> Result<LineCommand, LineCommandError> {
    let line = line.trim();
    if line.is_empty() {
        return Ok(LineCommand::Next);
    }
    if let Ok(number) = line.parse() {
        return Ok(LineCommand::Item(number));
    }
    let sign = line.chars().next().filter(char::is_ascii_punctuation);
    let at = sign.map_or_else(
        || line.find(char::is_whitespace).unwrap_or(line.len()),
        char::len_utf8,
    );
    let (word, rest) = (line[..at].to_lowercase(), line[at..].trim().to_owned());
    match WORDS
        .iter()
        .find(|(names, ..)| names.contains(&word.as_str()))
    {
        None => Err(LineCommandError::Unknown(word)),
        Some((_, Syntax::Alone(command), _)) if rest.is_empty() => Ok(command.clone()),
        Some((_, Syntax::Alone(_), _)) => Err(LineCommandError::TooMuch(word)),
        Some((_, Syntax::With(command), _)) => match command(rest) {
            LineCommand::SetSection(_, state) => set_section(&state),
            command => Ok(command),
        },
    }
}

/// Parses the rest of a `section` command.
fn set_section(state: &str) -> Result<LineCommand, LineCommandError> {
    let command = parse(state)?;
    let LineCommand::Set(state, why) = command else {
        return Err(LineCommandError::NoState);
    };
    if state == State::Open {
        return Err(LineCommandError::NoState);
    }
    Ok(LineCommand::SetSection(state, why))
}

/// Returns the help, one command per line.
pub(super) fn help() -> String {
    let line =
        |(names, _, what): &(&[&str], Syntax, &str)| format!("{}: {what}.\n", names.join(", "));
    let lines: String = WORDS.iter().map(line).collect();
    format!("{lines}A number: go to that item.")
}

#[cfg(test)]
mod tests {
    use super::{LineCommand, LineCommandError, WORDS, parse};
    use crate::progress::State;

    #[test]
    fn lines_are_understood() {
        for (line, command) in [
            ("", Ok(LineCommand::Next)),
            ("  X ", Ok(LineCommand::Set(State::Done, String::new()))),
            (
                "na we have no DNS",
                Ok(LineCommand::Set(State::Na, "we have no DNS".to_owned())),
            ),
            (
                "- we have no DNS",
                Ok(LineCommand::Set(State::Na, "we have no DNS".to_owned())),
            ),
            ("!", Ok(LineCommand::Set(State::Blocked, String::new()))),
            (
                "section na no cloud",
                Ok(LineCommand::SetSection(State::Na, "no cloud".to_owned())),
            ),
            (
                "section x",
                Ok(LineCommand::SetSection(State::Done, String::new())),
            ),
            ("section open", Err(LineCommandError::NoState)),
            ("section", Err(LineCommandError::NoState)),
            (
                "section done with it",
                Err(LineCommandError::TooMuch("done".to_owned())),
            ),
            (
                "measure 4.2 s",
                Ok(LineCommand::Measure("4.2 s".to_owned())),
            ),
            ("fill 4 h", Ok(LineCommand::Fill("4 h".to_owned()))),
            ("/backup", Ok(LineCommand::Find("backup".to_owned()))),
            ("12", Ok(LineCommand::Item(12))),
            (
                "done with it",
                Err(LineCommandError::TooMuch("done".to_owned())),
            ),
            ("dance", Err(LineCommandError::Unknown("dance".to_owned()))),
        ] {
            assert_eq!(parse(line), command, "{line:?}");
        }
    }

    #[test]
    fn no_word_means_two_things() {
        let mut names: Vec<&str> = WORDS
            .iter()
            .flat_map(|(names, ..)| names.iter().copied())
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
