//! Fuzzy search over everything that reads as text: the texts of the entries, the values in their blanks, reasons
//! and notes, and the same of what found no place. A search is narrowed while somebody types, and says in which of
//! these it found what.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::{Piece, Unmatched, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Marks, Register};

/// Letters with gaps are a match where they take at most so many times the room that they need. In a long note
/// any letters stand in order somewhere.
const STRETCH: usize = 5;
/// What a word is worth that stands as it is, at the start of a word and elsewhere. Letters with gaps are worth less.
const AT_START: i64 = 4000;
const INSIDE: i64 = 3000;

/// The words of a query, in lower case. Each has to be found, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(Vec<String>);

/// Where in an entry something was found; in the text before all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// In the text of the document.
    Text,
    /// In what was filled in.
    Value,
    /// In the reason of a state.
    Reason,
    /// In a note.
    Note,
}

/// What a search looks through, in the order in which it stands: the entries, and after them what found no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// An entry of the document.
    Entry(EntryId),
    /// What found no place, by its index among [`Workbook::unplaced`].
    Unmatched(usize),
}

/// What fits a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub spot: Spot,
    /// How well it fits; more is better.
    pub score: i64,
    /// Where the word was found that is hardest to see.
    pub place: Found,
}

/// A search, and what it has found so far.
#[derive(Debug, Clone, Default)]
pub struct Search {
    texts: Vec<(Spot, Vec<(Found, String)>)>,
    query: String,
    /// Of the texts, those that hold the letters of every word in their order: what a longer query fits is among them.
    candidates: Vec<usize>,
    words: Words,
    hits: Vec<Hit>,
}

impl Workbook {
    /// What fits a query among these, in their order: for who asks once and does not type on.
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

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How well every word fits a text; more is better. Words as they are before letters with gaps.
    pub fn score(&self, text: &str) -> Option<i64> {
        let text = text.to_lowercase();
        self.0
            .iter()
            .map(|word| whole_score(&text, word).or_else(|| letters_score(&text, word)))
            .sum()
    }

    /// Whether every word stands in a text as it is.
    pub fn stand_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.0.iter().all(|word| text.contains(word))
    }

    /// The parts of a text that the words fit, in order and apart from each other. Where a word stands as it is, its
    /// letters are not looked for elsewhere.
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
    /// A search through these, for nothing yet.
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

    /// Searches for `query`: what every word of it fits, in the order in which it was given. The words may come in any
    /// order; a query without words fits nothing. Where any hold the words as they are, only those fit; else those that
    /// hold their letters close together in this order.
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
        // Whoever types letters that stand somewhere as they are means those places.
        let whole = hits(whole_score);
        self.hits = if whole.is_empty() {
            hits(letters_score)
        } else {
            whole
        };
    }

    /// What it is searched for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The words of it.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// What fits.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// How one of them fits, where all were given in their order.
    pub fn hit(&self, spot: Spot) -> Option<Hit> {
        self.hits
            .binary_search_by_key(&spot, |hit| hit.spot)
            .ok()
            .map(|at| self.hits[at])
    }
}

/// What can be read there in lower case, what is easiest to see first.
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
            } => text.push_str(empty),
            Piece::Blank { value: Some(_), .. } => text.push(' '),
        }
    }
    let values = workbook
        .checklist()
        .entry(id)
        .blanks
        .clone()
        .filter_map(|at| workbook.value(BlankId(at)));
    let values = values.map(|value| (Found::Value, value.to_owned()));
    [(Found::Text, text)]
        .into_iter()
        .chain(values)
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

/// Whether every word fits one of the texts, and where the last of them was found.
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
    // Of equals the one that is seen at once.
    hit.score -= hit.place as i64;
    Some(hit)
}

/// Whether a text holds the letters of a word in their order.
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

/// How well the letters of a word fit a text with gaps, and which characters they are; nothing where the gaps are wide.
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
    /// Of the few characters whose lower case is longer, the first has to do: the bytes stay those of the text.
    fn of((at, letter): (usize, char)) -> Letter {
        Letter {
            lower: letter.to_lowercase().next().unwrap_or(letter),
            bytes: at..at + letter.len_utf8(),
        }
    }
}

/// Where a word stands as it is.
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

/// Where the letters of a word stand with gaps.
fn letter_places(letters: &[Letter], word: &str) -> Vec<Range<usize>> {
    let text: String = letters.iter().map(|letter| letter.lower).collect();
    let at = close_letters(&text, word)
        .map(|(_, at)| at)
        .unwrap_or_default();
    at.into_iter().map(|at| letters[at].bytes.clone()).collect()
}

#[cfg(test)]
mod tests;
