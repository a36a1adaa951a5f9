//! The commands of line mode: one table for parsing and for help.

use std::fmt;

use crate::progress::State;

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    /// Go to the next step.
    Next,
    /// Go to the previous step.
    Back,
    /// Go to the first step of the next section.
    Skip,
    /// Go to the next step with something to do.
    Wanting,
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
pub(super) enum Misheard {
    /// The command doesn't exist.
    Unknown(String),
    /// The command takes no text.
    TooMuch(String),
    /// `section` without a state.
    NoState,
}

impl fmt::Display for Misheard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Misheard::Unknown(word) => write!(f, "Unknown command “{word}”. Type help for a list."),
            Misheard::NoState => f.write_str(
                "Type section with done, na, blocked or waived, for example: section na we have no cloud.",
            ),
            Misheard::TooMuch(word) => write!(f, "Nothing done: “{word}” takes no text."),
        }
    }
}

/// The syntax of a command.
enum Meaning {
    Alone(Command),
    With(fn(String) -> Command),
}

/// The commands with all their names, the main one first, and their help.
const WORDS: [(&[&str], Meaning, &str); 23] = [
    (
        &["next", "n"],
        Meaning::Alone(Command::Next),
        "go to the next step (or press Enter)",
    ),
    (
        &["back", "b"],
        Meaning::Alone(Command::Back),
        "go to the previous step",
    ),
    (
        &["skip", "s"],
        Meaning::Alone(Command::Skip),
        "go to the next section",
    ),
    (
        &["todo", "t"],
        Meaning::Alone(Command::Wanting),
        "go to the next step with something to do",
    ),
    (
        &["find", "/"],
        Meaning::With(Command::Find),
        "go to the next step that contains TEXT; alone, repeat the last search",
    ),
    (
        &["done", "d", "x"],
        Meaning::Alone(Command::Set(State::Done, String::new())),
        "tick, or confirm a tick",
    ),
    (
        &["open", "o"],
        Meaning::Alone(Command::Set(State::Open, String::new())),
        "untick or reopen",
    ),
    (
        &["na", "-"],
        Meaning::With(|why| Command::Set(State::Na, why)),
        "not applicable, with a REASON",
    ),
    (
        &["blocked", "!"],
        Meaning::With(|why| Command::Set(State::Blocked, why)),
        "blocked, with a REASON",
    ),
    (
        &["waived", "~"],
        Meaning::With(|why| Command::Set(State::Waived, why)),
        "waived, with a REASON",
    ),
    (
        &["fill", "f"],
        Meaning::With(Command::Fill),
        "fill the blanks one by one, or the only one with VALUE",
    ),
    (
        &["measure"],
        Meaning::With(Command::Measure),
        "enter the measured values one by one, or the only one as VALUE",
    ),
    (
        &["sign"],
        Meaning::With(Command::Sign),
        "sign here with your name and today's date; needs a REASON if there are blockers",
    ),
    (
        &["section"],
        Meaning::With(|state| Command::SetSection(State::Open, state)),
        "set all open items in this section to done, na, blocked or waived, with a REASON",
    ),
    (
        &["note", "a"],
        Meaning::With(Command::Note),
        "add a one-line note, TEXT",
    ),
    (
        &["more", "m"],
        Meaning::Alone(Command::More),
        "read the details: text, commands, notes, who changed it",
    ),
    (
        &["where", "w"],
        Meaning::Alone(Command::Where),
        "read the step again, with its section and line",
    ),
    (
        &["list", "l"],
        Meaning::Alone(Command::List),
        "list the items of this section",
    ),
    (
        &["status", "v"],
        Meaning::Alone(Command::Status),
        "show counts and verdict",
    ),
    (
        &["undo", "u"],
        Meaning::Alone(Command::Undo),
        "undo the last change",
    ),
    (
        &["redo", "r"],
        Meaning::Alone(Command::Redo),
        "redo the last undone change",
    ),
    (
        &["help", "h", "?"],
        Meaning::Alone(Command::Help),
        "show this list",
    ),
    (
        &["quit", "q"],
        Meaning::Alone(Command::Quit),
        "quit; everything is saved",
    ),
];

/// Parses a line. A number goes to that item.
pub(super) fn understand(line: &str) -> Result<Command, Misheard> {
    let line = line.trim();
    if line.is_empty() {
        return Ok(Command::Next);
    }
    if let Ok(number) = line.parse() {
        return Ok(Command::Item(number));
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
        None => Err(Misheard::Unknown(word)),
        Some((_, Meaning::Alone(command), _)) if rest.is_empty() => Ok(command.clone()),
        Some((_, Meaning::Alone(_), _)) => Err(Misheard::TooMuch(word)),
        Some((_, Meaning::With(command), _)) => match command(rest) {
            Command::SetSection(_, state) => set_section(&state),
            command => Ok(command),
        },
    }
}

/// Parses the rest of a `section` command.
fn set_section(state: &str) -> Result<Command, Misheard> {
    match understand(state)? {
        Command::Set(state, why) if state != State::Open => Ok(Command::SetSection(state, why)),
        _ => Err(Misheard::NoState),
    }
}

/// Returns the help, one command per line.
pub(super) fn help() -> String {
    let line =
        |(names, _, what): &(&[&str], Meaning, &str)| format!("{}: {what}.\n", names.join(", "));
    let lines: String = WORDS.iter().map(line).collect();
    format!("{lines}A number: go to that item.")
}

#[cfg(test)]
mod tests {
    use super::{Command, Misheard, WORDS, understand};
    use crate::progress::State;

    #[test]
    fn lines_are_understood() {
        for (line, command) in [
            ("", Ok(Command::Next)),
            ("  X ", Ok(Command::Set(State::Done, String::new()))),
            (
                "na we have no DNS",
                Ok(Command::Set(State::Na, "we have no DNS".to_owned())),
            ),
            (
                "- we have no DNS",
                Ok(Command::Set(State::Na, "we have no DNS".to_owned())),
            ),
            ("!", Ok(Command::Set(State::Blocked, String::new()))),
            (
                "section na no cloud",
                Ok(Command::SetSection(State::Na, "no cloud".to_owned())),
            ),
            (
                "section x",
                Ok(Command::SetSection(State::Done, String::new())),
            ),
            ("section open", Err(Misheard::NoState)),
            ("section", Err(Misheard::NoState)),
            (
                "section done with it",
                Err(Misheard::TooMuch("done".to_owned())),
            ),
            ("measure 4.2 s", Ok(Command::Measure("4.2 s".to_owned()))),
            ("fill 4 h", Ok(Command::Fill("4 h".to_owned()))),
            ("/backup", Ok(Command::Find("backup".to_owned()))),
            ("12", Ok(Command::Item(12))),
            ("done with it", Err(Misheard::TooMuch("done".to_owned()))),
            ("dance", Err(Misheard::Unknown("dance".to_owned()))),
        ] {
            assert_eq!(understand(line), command, "{line:?}");
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
