//! What can be said at the prompt: one table, from which a line is understood and help is printed.

use std::fmt;

use crate::progress::State;

/// What somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    /// The next step.
    Next,
    /// The step before.
    Back,
    /// The first step of the next section.
    Skip,
    /// The next step that wants something.
    Wanting,
    /// The item of this number.
    Item(usize),
    /// The next step that a text fits; without one, that the last text fits.
    Find(String),
    /// Set the state of the step; why.
    Set(State, String),
    /// Fill the blanks: with this, or after asking.
    Fill(String),
    /// Set all that is open in the section; why.
    SetSection(State, String),
    /// Give the measured values: this one, or after asking.
    Measure(String),
    /// Sign the sign-off; why, where something stands in the way.
    Sign(String),
    /// Attach a note: this, or after asking.
    Note(String),
    /// What stands under the step.
    More,
    /// Where this is.
    Where,
    /// The items of this section.
    List,
    /// Counts and verdict.
    Status,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// What can be said.
    Help,
    /// Leave.
    Quit,
}

/// A line that is no command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misheard {
    /// There is no such word.
    Unknown(String),
    /// The word stands alone.
    TooMuch(String),
    /// A section is set to a state.
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

/// What a word does with what follows it.
enum Meaning {
    Alone(Command),
    With(fn(String) -> Command),
}

/// The words, the one to learn first, with what help says of them.
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

/// Understands a line. A number means the item that has it.
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

/// What follows `section` is said as of one item.
fn set_section(state: &str) -> Result<Command, Misheard> {
    match understand(state)? {
        Command::Set(state, why) if state != State::Open => Ok(Command::SetSection(state, why)),
        _ => Err(Misheard::NoState),
    }
}

/// What can be said, one command a line.
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
