//! Values in the instructions of a Dockerfile: commands of a shell, lists in JSON, and settings with rules of their own.

use std::ops::Range;

use super::data::json_string;
use super::languages::on_one_line;
use super::strings::{Quotes, around};
use super::{Fit, Hole, has_active, is_plain_word, shell};

/// A setting is on one line.
const NO_ESCAPE: &str = "a newline or control character can't be escaped in a Dockerfile";
/// An instruction such as `FROM` knows no quotes.
const NO_QUOTING: &str = "this instruction of a Dockerfile takes only a plain word";

/// The rules of an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DockerRules {
    /// Commands of a shell.
    Shell,
    /// A list in JSON.
    Json,
    /// `NAME=value`, with quotes.
    Settings,
    /// Nothing can be quoted.
    Words,
    Comment,
}

/// The text to write for each place that has a value.
pub(super) fn fit(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let mut found = Vec::with_capacity(holes.len());
    for range in instructions(text) {
        let here: Vec<Hole> = holes[found.len()..]
            .iter()
            .take_while(|hole| hole.range.start < range.end)
            .map(|hole| Hole {
                range: hole.range.start - range.start..hole.range.end - range.start,
                value: hole.value,
            })
            .collect();
        if !here.is_empty() {
            found.extend(instruction(&text[range], &here));
        }
    }
    found
}

/// The lines of each instruction; a comment is one, too.
fn instructions(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut delimiter: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let content = line.trim();
        if delimiter.is_some_and(|delimiter| content == delimiter) {
            delimiter = None;
        } else if delimiter.is_none() {
            delimiter = heredoc(content);
        }
        let goes_on = delimiter.is_some() || content.ends_with(['\\', '`']);
        if !goes_on {
            found.push(start..at);
            start = at;
        }
    }
    if start < at {
        found.push(start..at);
    }
    found
}

/// The delimiter of a here-document that begins on a line.
fn heredoc(line: &str) -> Option<&str> {
    let (_, after) = line.split_once("<<")?;
    let word = after.trim_start_matches('-').split_whitespace().next()?;
    let word = word.trim_matches(['"', '\'']);
    let is_name = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
    is_name.then_some(word)
}

fn instruction(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let rules = rules(text);
    let write_all = |write: &dyn Fn(Quotes, &str) -> Fit| {
        let quotes = around(text, holes, &[], true);
        let found = holes.iter().zip(quotes);
        found
            .map(|(hole, quotes)| hole.value.map(|value| write(quotes, value)))
            .collect()
    };
    match rules {
        DockerRules::Shell => shell::fit(text, holes, false),
        DockerRules::Comment => write_all(&|_, value| Ok(on_one_line(value))),
        DockerRules::Words => write_all(&|_, value| word(value)),
        DockerRules::Json => write_all(&|quotes, value| match quotes {
            Quotes::Double => Ok(json_string(value)),
            Quotes::None | Quotes::Single | Quotes::Comment => word(value),
        }),
        DockerRules::Settings => write_all(&setting),
    }
}

fn rules(text: &str) -> DockerRules {
    let text = text.trim_start();
    let name = text.split_whitespace().next().unwrap_or_default();
    let is_list = text[name.len()..].trim_start().starts_with('[');
    let has_command = |text: &str| text.split_whitespace().any(|word| word == "CMD");
    match name.to_ascii_uppercase().as_str() {
        comment if comment.starts_with('#') => DockerRules::Comment,
        "RUN" | "CMD" | "ENTRYPOINT" | "SHELL" | "COPY" | "ADD" | "VOLUME" if is_list => {
            DockerRules::Json
        }
        "RUN" | "CMD" | "ENTRYPOINT" => DockerRules::Shell,
        "HEALTHCHECK" if has_command(text) && text.contains('[') => DockerRules::Words,
        "HEALTHCHECK" if has_command(text) => DockerRules::Shell,
        "ENV" | "LABEL" | "ARG" => DockerRules::Settings,
        _ => DockerRules::Words,
    }
}

fn word(value: &str) -> Fit {
    if is_plain_word(value) {
        Ok(value.to_owned())
    } else {
        Err(NO_QUOTING)
    }
}

/// Returns a value in `NAME=value`, where Docker replaces `$NAME` unless it is escaped.
fn setting(quotes: Quotes, value: &str) -> Fit {
    let escaped = || {
        let escape = |c| matches!(c, '"' | '\\' | '$').then_some('\\');
        let characters = value.chars().flat_map(|c| escape(c).into_iter().chain([c]));
        characters.collect::<String>()
    };
    match quotes {
        Quotes::None if is_plain_word(value) => Ok(value.to_owned()),
        _ if has_active(value) => Err(NO_ESCAPE),
        Quotes::Double => Ok(escaped()),
        Quotes::Single => Ok(value.replace('\'', r"'\''")),
        Quotes::None | Quotes::Comment => Ok(format!("\"{}\"", escaped())),
    }
}
