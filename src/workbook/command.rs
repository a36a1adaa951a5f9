//! Code blocks with the values of their places: a command as it is shown, and as it is pasted.
//!
//! A value is data. It is quoted for the language around it, so that a space, a quote, a `;` or a `$` in it can't turn one
//! argument into two, or into a second command. A newline or a control character would act as soon as it is pasted: it is
//! written as an escape where the language has one, and otherwise the value is refused and its placeholder stays. Nothing
//! here runs anything.

mod batch;
mod data;
mod dockerfile;
mod env_file;
mod languages;
mod powershell;
mod shell;
mod shell_heredocs;
mod shell_programs;
mod shell_quotes;
mod shell_words;
mod sql;
mod strings;
mod unlabeled;
mod yaml;

use std::ops::Range;

use super::Workbook;
use super::placeholder::is_placeholder;
use crate::checklist::{BlankId, Checklist, Form};
use crate::sanitize::exported;

/// The reason of a value that a person hasn't confirmed yet, as the end of a sentence.
pub const UNCONFIRMED: &str = "needs confirming";

/// A code block with the values of its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Its parts, in order.
    pub pieces: Vec<CommandPiece>,
}

/// A part of a code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandPiece {
    /// Text of the document.
    Text(String),
    /// A place with its value.
    Value {
        /// The place, as the document writes it: `<db-host>`.
        written: String,
        /// The value, as typed.
        value: String,
        /// The value as it is pasted, quoted where it is needed.
        pasted: String,
    },
    /// A place without a value.
    Empty {
        /// The place, as the document writes it.
        written: String,
    },
    /// A place whose value needs confirming first; the document's own text is pasted.
    Unconfirmed {
        /// The place, as the document writes it.
        written: String,
    },
    /// A place whose value can't be written safely; the document's own text is pasted.
    Unfit {
        /// The place, as the document writes it.
        written: String,
        /// The value, as typed.
        value: String,
        /// The reason, as the end of a sentence.
        reason: &'static str,
    },
}

/// The place of a value in a code block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSpot {
    /// An index in [`Checklist::places`].
    Place(usize),
    /// A blank.
    Blank(BlankId),
}

/// A place in a code block with what is written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePlace {
    /// Its source bytes.
    pub range: Range<usize>,
    /// The place.
    pub spot: CodeSpot,
    /// The value and the text to write, or the reason why it can't be written; `None` if it is empty.
    pub value: Option<(String, Result<String, &'static str>)>,
}

/// A place in the text of a code block, for the languages.
struct Hole<'a> {
    /// Its bytes in the text of the block.
    range: Range<usize>,
    /// The value, trimmed; `None` if it is empty.
    value: Option<&'a str>,
}

/// The text to write for a value, or the reason why it can't be written.
type Fit = Result<String, &'static str>;

impl Command {
    /// The text that is pasted: no control characters but newlines and tabs of the document itself.
    pub fn text(&self) -> String {
        let pasted: String = self.pieces.iter().map(CommandPiece::pasted).collect();
        exported::to_paste(&pasted)
    }

    /// The places that are still empty, as the document writes them, each once.
    pub fn empty(&self) -> Vec<&str> {
        let mut empty = Vec::new();
        for piece in &self.pieces {
            if let CommandPiece::Empty { written } | CommandPiece::Unconfirmed { written } = piece
                && !empty.contains(&written.as_str())
            {
                empty.push(written.as_str());
            }
        }
        empty
    }

    /// The places whose values can't be written, as `(written, reason)`, each once.
    pub fn unfit(&self) -> Vec<(&str, &'static str)> {
        let mut unfit = Vec::new();
        for piece in &self.pieces {
            let found = match piece {
                CommandPiece::Unfit {
                    written, reason, ..
                } => (written.as_str(), *reason),
                CommandPiece::Unconfirmed { written } => (written.as_str(), UNCONFIRMED),
                CommandPiece::Text(_) | CommandPiece::Value { .. } | CommandPiece::Empty { .. } => {
                    continue;
                }
            };
            if !unfit.contains(&found) {
                unfit.push(found);
            }
        }
        unfit
    }

    /// True if a value is in it.
    pub fn has_values(&self) -> bool {
        let is_value = |piece: &CommandPiece| matches!(piece, CommandPiece::Value { .. });
        self.pieces.iter().any(is_value)
    }
}

impl CommandPiece {
    /// The text that is pasted for it.
    pub fn pasted(&self) -> &str {
        match self {
            CommandPiece::Text(text) => text,
            CommandPiece::Value { pasted, .. } => pasted,
            CommandPiece::Empty { written }
            | CommandPiece::Unconfirmed { written }
            | CommandPiece::Unfit { written, .. } => written,
        }
    }
}

/// A value where nothing is known about the quotes around it.
const IN_PIECES: &str = "only a plain word is written into this code; quote it yourself";

impl Workbook {
    /// A place in code whose text isn't one range of the document, such as a code span of several lines: a plain word is
    /// written, and any other value is refused. `written` is the place in the document.
    pub fn code_piece(&self, spot: CodeSpot, written: &str) -> CommandPiece {
        let value = match spot {
            CodeSpot::Place(at) => self
                .place_value(&self.checklist().places()[at])
                .map(|value| value.text),
            CodeSpot::Blank(id) => self.value(id),
        };
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        let fit = |value: &str| {
            let is_fit = is_plain_word(value);
            let fit = is_fit.then(|| value.to_owned()).ok_or(IN_PIECES);
            (value.to_owned(), fit)
        };
        piece(written, value.map(fit))
    }

    /// A code block with the values of its variables and blanks: `lines` are the source bytes of its code, `language`
    /// is its info string.
    pub fn command(&self, lines: &[Range<usize>], language: &str) -> Command {
        let checklist = self.checklist();
        let places = checklist.places();
        let value = |spot| match spot {
            CodeSpot::Place(at) => self.place_value(&places[at]).map(|value| value.text),
            // A value that needs confirming fills nothing, as for variables.
            CodeSpot::Blank(id) => self.value(id).filter(|_| !self.is_doubtful(id)),
        };
        let source = checklist.source();
        let mut filled = code_places(checklist, lines, language, value).into_iter();
        let mut next = filled.next();
        let mut pieces = Vec::new();
        for line in lines {
            let mut at = line.start;
            while let Some(place) = next.take_if(|place| place.range.end <= line.end) {
                pieces.push(CommandPiece::Text(source[at..place.range.start].to_owned()));
                at = place.range.end;
                let written = &source[place.range.clone()];
                pieces.push(match place.value {
                    None if self.is_spot_doubtful(place.spot) => CommandPiece::Unconfirmed {
                        written: written.to_owned(),
                    },
                    value => piece(written, value),
                });
                next = filled.next();
            }
            pieces.push(CommandPiece::Text(source[at..line.end].to_owned()));
        }
        pieces.retain(|piece| !matches!(piece, CommandPiece::Text(text) if text.is_empty()));
        Command { pieces }
    }
}

impl Workbook {
    /// Returns whether a place has a value that needs confirming before it is used.
    fn is_spot_doubtful(&self, spot: CodeSpot) -> bool {
        match spot {
            CodeSpot::Blank(id) => self.is_doubtful(id),
            CodeSpot::Place(at) => {
                let place = &self.checklist().places()[at];
                let variable = place.variable;
                let here = place.entry.filter(|&id| {
                    let register = self.variable_register_at(variable, id);
                    register.is_some_and(|register| !register.is_silent())
                });
                match here {
                    Some(id) => self.is_variable_doubtful_at(variable, id),
                    None => self.variable_to_confirm(variable).is_some(),
                }
            }
        }
    }
}

fn piece(written: &str, value: Option<(String, Fit)>) -> CommandPiece {
    let written = written.to_owned();
    match value {
        // A dot or a slash is a value here, but TBD is none.
        Some((value, _)) if is_placeholder(&value) && value.contains(char::is_alphanumeric) => {
            CommandPiece::Empty { written }
        }
        None => CommandPiece::Empty { written },
        Some((value, Ok(pasted))) => CommandPiece::Value {
            written,
            value,
            pasted,
        },
        Some((value, Err(reason))) => CommandPiece::Unfit {
            written,
            value,
            reason,
        },
    }
}

/// The places in the code of a block, in order, with what is written there.
pub fn code_places<'v>(
    checklist: &Checklist,
    lines: &[Range<usize>],
    info: &str,
    value: impl Fn(CodeSpot) -> Option<&'v str>,
) -> Vec<CodePlace> {
    let source = checklist.source();
    let mut text = String::new();
    let mut found: Vec<(CodeSpot, Range<usize>)> = Vec::new();
    let mut holes = Vec::new();
    for line in lines {
        let start = text.len();
        text.push_str(&source[line.clone()]);
        let mut here = spots(checklist, line);
        here.sort_by_key(|(_, range)| range.start);
        let mut end = line.start;
        for (spot, range) in here {
            if range.start < end {
                continue;
            }
            end = range.end;
            let at = start + range.start - line.start;
            let typed = value(spot).map(str::trim);
            holes.push(Hole {
                range: at..at + range.len(),
                value: typed.filter(|value| !value.is_empty()),
            });
            found.push((spot, range));
        }
    }
    if holes.iter().all(|hole| hole.value.is_none()) {
        return found
            .into_iter()
            .map(|(spot, range)| CodePlace {
                range,
                spot,
                value: None,
            })
            .collect();
    }
    let fits = languages::fit(info, &text, &holes);
    let written = holes
        .iter()
        .zip(fits)
        .map(|(hole, fit)| hole.value.map(str::to_owned).zip(fit));
    found
        .into_iter()
        .zip(written)
        .map(|((spot, range), value)| CodePlace { range, spot, value })
        .collect()
}

/// The places and blanks in a line of code.
fn spots(checklist: &Checklist, line: &Range<usize>) -> Vec<(CodeSpot, Range<usize>)> {
    let places = checklist.places_in(line.clone());
    let first = checklist
        .places()
        .partition_point(|place| place.range.start < line.start);
    let places = places
        .iter()
        .enumerate()
        .map(|(at, place)| (CodeSpot::Place(first + at), place.range.clone()));
    let blanks = checklist.blanks();
    let start = blanks.partition_point(|blank| blank.range.start < line.start);
    let blanks = blanks[start..]
        .iter()
        .take_while(|blank| blank.range.end <= line.end)
        .enumerate()
        .filter(|(_, blank)| blank.form == Form::FenceLine)
        .map(|(at, blank)| (CodeSpot::Blank(BlankId(start + at)), blank.range.clone()));
    places.chain(blanks).collect()
}

/// Returns whether a character acts or hides when it is pasted, so that it has to be written as an escape.
fn is_active(character: char) -> bool {
    matches!(character, '\n' | '\t') || !exported::is_pasted(character)
}

/// Returns whether a value has a character that acts or hides when it is pasted.
fn has_active(value: &str) -> bool {
    value.contains(is_active)
}

/// Returns whether a character means nothing to any shell, wherever it is.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "/._-+:".contains(character)
}

/// Returns whether a value is one word to every shell and every format, wherever it is.
fn is_plain_word(value: &str) -> bool {
    let is_part = |c: char| is_plain(c) || "%,@=".contains(c);
    value.chars().all(is_part) && !value.starts_with('=')
}

#[cfg(test)]
mod tests;
