//! Fuzzy search over the texts of entries, the values of their blanks and variables, reasons and notes, and the same of unmatched
//! marks. A search is narrowed while somebody types, and reports where it found what.

use std::collections::BTreeSet;
use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::{Piece, Unmatched, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Marks, Register};

/// The most room that a match with gaps may take, in multiples of its length. In a long note any letters occur in order
/// somewhere.
const STRETCH: usize = 5;
/// The scores of an exact match at the start of a word and elsewhere. Matches with gaps score less.
const AT_START: i64 = 4000;
const INSIDE: i64 = 3000;

/// The words of a query, in lower case. All have to match, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(Vec<String>);

/// The part of an entry that matches; the text comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The text of the document.
    Text,
    /// A value.
    Value,
    /// The reason of a state.
    Reason,
    /// A note.
    Note,
}

/// A place to search: an entry, or after those an unmatched mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// An entry of the document.
    Entry(EntryId),
    /// An unmatched mark, by its index in [`Workbook::unmatched`].
    Unmatched(usize),
}

/// A match of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The home.
    pub spot: Spot,
    /// The score; higher is better.
    pub score: i64,
    /// The part that holds the least visible match.
    pub place: Found,
}

/// A search with its matches so far.
#[derive(Debug, Clone, Default)]
pub struct Search {
    texts: Vec<(Spot, Vec<(Found, String)>)>,
    query: String,
    /// The texts that hold the letters of every word in order: the matches of a longer query are among them.
    candidates: Vec<usize>,
    words: Words,
    hits: Vec<Hit>,
}

impl Workbook {
    /// The matches of a query among these, in their order, for a single search.
    pub fn search(&self, query: &str, among: impl IntoIterator<Item = Spot>) -> Vec<Hit> {
        let mut search = Search::over(self, among);
        search.refine(query);
        search.hits
    }
}

impl Words {
    /// The words of a query.
    pub fn of(query: &str) -> Words {
        Words(query.split_whitespace().map(str::to_lowercase).collect())
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The score of all words in a text; higher is better. Exact matches come before those with gaps.
    pub fn score(&self, text: &str) -> Option<i64> {
        let text = text.to_lowercase();
        self.0
            .iter()
            .map(|word| whole_score(&text, word).or_else(|| letters_score(&text, word)))
            .sum()
    }

    /// Returns whether every word occurs in a text exactly.
    pub fn stand_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.0.iter().all(|word| text.contains(word))
    }

    /// The parts of a text that match, in order and without overlaps. For a word that occurs exactly, matches with gaps
    /// are left out.
    pub fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let letters: Vec<Letter> = text.char_indices().map(Letter::of).collect();
        let mut places: Vec<Range<usize>> = Vec::new();
        for word in &self.0 {
            let whole = whole_places(&letters, word);
            places.extend(if whole.is_empty() {
                letter_places(&letters, word)
            } else {
                whole
            });
        }
        places.sort_by_key(|place| (place.start, place.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }
}

impl Search {
    /// A search through these, without a query yet.
    pub fn over(workbook: &Workbook, among: impl IntoIterator<Item = Spot>) -> Search {
        let texts: Vec<_> = among
            .into_iter()
            .map(|spot| (spot, texts(workbook, spot)))
            .collect();
        let candidates = (0..texts.len()).collect();
        Search {
            texts,
            candidates,
            ..Search::default()
        }
    }

    /// Searches for `query`: the places that match all of its words, in their order. An empty query matches nothing. If
    /// any hold the words exactly, only those match; else those that hold their letters close together in order.
    pub fn refine(&mut self, query: &str) {
        if !query.starts_with(&self.query) {
            self.candidates = (0..self.texts.len()).collect();
        }
        query.clone_into(&mut self.query);
        self.words = Words::of(query);
        self.hits.clear();
        if self.words.is_empty() {
            return;
        }
        let (texts, words) = (&self.texts, &self.words.0);
        let may_fit = |parts: &[(Found, String)], word: &str| {
            parts.iter().any(|(_, part)| holds_letters(part, word))
        };
        self.candidates
            .retain(|&at| words.iter().all(|word| may_fit(&texts[at].1, word)));
        let hits = |score: fn(&str, &str) -> Option<i64>| -> Vec<Hit> {
            self.candidates
                .iter()
                .filter_map(|&at| hit(&texts[at], words, score))
                .collect()
        };
        // If the letters occur exactly somewhere, those places are meant.
        let whole = hits(whole_score);
        self.hits = if whole.is_empty() {
            hits(letters_score)
        } else {
            whole
        };
    }

    /// The query.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The words of the query.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The matches.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The match of a place, if it is one.
    pub fn hit(&self, spot: Spot) -> Option<Hit> {
        self.hits
            .binary_search_by_key(&spot, |hit| hit.spot)
            .ok()
            .map(|at| self.hits[at])
    }
}

/// The texts there in lower case, the most visible first.
fn texts(workbook: &Workbook, spot: Spot) -> Vec<(Found, String)> {
    let texts = match spot {
        Spot::Entry(id) => texts_of_entry(workbook, id),
        Spot::Unmatched(index) => workbook
            .unmatched()
            .get(index)
            .map(texts_of_unmatched)
            .unwrap_or_default(),
    };
    texts
        .into_iter()
        .map(|(place, text)| (place, text.to_lowercase()))
        .collect()
}

fn texts_of_entry(workbook: &Workbook, id: EntryId) -> Vec<(Found, String)> {
    let mut text = String::new();
    for piece in workbook.pieces(id) {
        match piece {
            Piece::Text(part) => text.push_str(&part),
            Piece::Blank {
                value: None, empty, ..
            }
            | Piece::Variable {
                value: None, empty, ..
            } => text.push_str(empty),
            Piece::Blank { value: Some(_), .. } | Piece::Variable { value: Some(_), .. } => {
                text.push(' ');
            }
        }
    }
    let values = workbook
        .checklist()
        .entry(id)
        .blanks
        .clone()
        .filter_map(|at| workbook.value(BlankId(at)));
    let values = values.map(|value| (Found::Value, value.to_owned()));
    // One value mostly has several places, in the text and in the commands below it.
    let variables: BTreeSet<&str> = workbook
        .checklist()
        .places_of(id)
        .filter_map(|place| Some(workbook.place_value(place)?.text))
        .collect();
    let variables = variables
        .into_iter()
        .map(|value| (Found::Value, value.to_owned()));
    [(Found::Text, text)]
        .into_iter()
        .chain(values)
        .chain(variables)
        .chain(texts_of_marks(workbook.marks(id)))
        .collect()
}

fn texts_of_unmatched(what: &Unmatched) -> Vec<(Found, String)> {
    let values = what.marks.blanks.values().flat_map(Register::standing);
    let values = values.filter_map(|answer| Some((Found::Value, answer.value.clone()?)));
    [(Found::Text, what.name().to_owned())]
        .into_iter()
        .chain(values)
        .chain(texts_of_marks(&what.marks))
        .collect()
}

fn texts_of_marks(marks: &Marks) -> impl Iterator<Item = (Found, String)> {
    let reason = marks.state.value().and_then(|mark| mark.reason.clone());
    let notes = marks
        .notes
        .iter()
        .map(|note| (Found::Note, note.text.clone()));
    reason
        .map(|reason| (Found::Reason, reason))
        .into_iter()
        .chain(notes)
}

/// The match of all words in these texts, if every word matches one.
fn hit(
    (spot, texts): &(Spot, Vec<(Found, String)>),
    words: &[String],
    score: fn(&str, &str) -> Option<i64>,
) -> Option<Hit> {
    let mut hit = Hit {
        spot: *spot,
        score: 0,
        place: Found::Text,
    };
    for word in words {
        let (place, score) = texts
            .iter()
            .find_map(|(place, text)| Some((*place, score(text, word)?)))?;
        hit.place = hit.place.max(place);
        hit.score += score;
    }
    // Of equals, the most visible.
    hit.score -= hit.place as i64;
    Some(hit)
}

/// Returns whether a text holds the letters of a word in order.
fn holds_letters(text: &str, word: &str) -> bool {
    let mut letters = text.chars();
    word.chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
}

fn whole_score(text: &str, word: &str) -> Option<i64> {
    let first = text.find(word)?;
    let is_start = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let starts = is_start(first) || text.match_indices(word).any(|(at, _)| is_start(at));
    Some(if starts { AT_START } else { INSIDE })
}

fn letters_score(text: &str, word: &str) -> Option<i64> {
    close_letters(text, word).map(|(score, _)| score)
}

/// The score of a match with gaps, and its characters; `None` if the gaps are wide.
fn close_letters(text: &str, word: &str) -> Option<(i64, Vec<usize>)> {
    let (score, at) = SkimMatcherV2::default()
        .respect_case()
        .fuzzy_indices(text, word)?;
    let room = at.last()? + 1 - at.first()?;
    (room <= at.len() * STRETCH).then_some((score.min(INSIDE - 1), at))
}

/// A character of a text with its bytes, in lower case.
struct Letter {
    lower: char,
    bytes: Range<usize>,
}

impl Letter {
    /// The first character of the lower case, so that byte offsets stay those of the text.
    fn of((at, letter): (usize, char)) -> Letter {
        Letter {
            lower: letter.to_lowercase().next().unwrap_or(letter),
            bytes: at..at + letter.len_utf8(),
        }
    }
}

/// The exact occurrences of a word.
fn whole_places(letters: &[Letter], word: &str) -> Vec<Range<usize>> {
    let word: Vec<char> = word.chars().collect();
    let is_word = |window: &&[Letter]| {
        window
            .iter()
            .map(|letter| letter.lower)
            .eq(word.iter().copied())
    };
    let place = |window: &[Letter]| window[0].bytes.start..window[window.len() - 1].bytes.end;
    letters
        .windows(word.len().max(1))
        .filter(is_word)
        .map(place)
        .collect()
}

/// The letters of a match with gaps.
fn letter_places(letters: &[Letter], word: &str) -> Vec<Range<usize>> {
    let text: String = letters.iter().map(|letter| letter.lower).collect();
    let at = close_letters(&text, word)
        .map(|(_, at)| at)
        .unwrap_or_default();
    at.into_iter().map(|at| letters[at].bytes.clone()).collect()
}

#[cfg(test)]
mod tests;
