//! One language file: its lines, and what can be wrong with them.

use std::collections::HashSet;
use std::fmt;

use super::{FILES, Term, UnitKind};

/// A word, the kind of the unit that it names, and the unit's factor.
pub(super) type UnitWords<'a> = Vec<(&'a str, UnitKind, f64)>;

/// The words of one or more language files.
#[derive(Debug, Clone, PartialEq)]
pub struct Language<'a> {
    pub(super) words: Vec<Vec<&'a str>>,
    pub(super) units: UnitWords<'a>,
}

/// An error in a language file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageError {
    /// The name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: FileProblem,
}

/// What is wrong in a language file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// A line without `=`.
    NotKeyAndWords,
    /// A key that gonogo doesn't know.
    UnknownKey(String),
    /// A key that the file doesn't have.
    MissingKey(String),
    /// A key without words, and without the dash that says so.
    NoWords(String),
    /// A word that a key has twice; the first time in this line.
    Twice(String, usize),
    /// A word with capitals.
    Capitals(String),
    /// A unit word with two meanings.
    TwoMeanings(String),
}

impl Default for Language<'_> {
    fn default() -> Self {
        Language {
            words: vec![Vec::new(); Term::ALL.len()],
            units: Vec::new(),
        }
    }
}

impl<'a> Language<'a> {
    /// Reads a language file.
    ///
    /// # Errors
    ///
    /// All errors in the file, by line: what `en.txt` has must be there once, known, and in lower case.
    pub fn parse(file: &str, text: &'a str) -> Result<Language<'a>, Vec<LanguageError>> {
        let mut language = Language::default();
        let mut errors = Vec::new();
        language.read(file, text, &mut errors);
        let seen = check_words(file, text, &mut errors);
        let last = text.lines().count().max(1);
        let required = Term::ALL.iter().map(|term| term.key()).chain(unit_keys());
        let missing = required.filter(|key| !seen.contains(key));
        errors.extend(missing.map(|key| LanguageError {
            file: file.to_owned(),
            line: last,
            problem: FileProblem::MissingKey(key.to_owned()),
        }));
        if errors.is_empty() {
            Ok(language)
        } else {
            errors.sort_by_key(|error| error.line);
            Err(errors)
        }
    }

    /// Adds the words of a file, with the errors that stop a line from being read.
    pub(super) fn read(&mut self, file: &str, text: &'a str, errors: &mut Vec<LanguageError>) {
        // The keys mostly have the order of the terms: each search continues from the last.
        let mut next = 0;
        for (at, line) in text.lines().enumerate() {
            let Some(line) = content(line) else { continue };
            let mut error = |problem| {
                errors.push(LanguageError {
                    file: file.to_owned(),
                    line: at + 1,
                    problem,
                });
            };
            let Some((key, words)) = line.split_once('=') else {
                error(FileProblem::NotKeyAndWords);
                continue;
            };
            let key = key.trim_end();
            if let Some(unit) = key.strip_prefix("unit ") {
                match unit_meaning(unit) {
                    Some((kind, factor)) => self
                        .units
                        .extend(split(words).map(|word| (word, kind, factor))),
                    None => error(FileProblem::UnknownKey(key.to_owned())),
                }
                continue;
            }
            let count = Term::ALL.len();
            let known = (next..next + count).find(|at| Term::ALL[at % count].key() == key);
            match known {
                Some(term) => {
                    next = term % count;
                    self.words[next].extend(split(words));
                }
                None => error(FileProblem::UnknownKey(key.to_owned())),
            }
        }
    }
}

/// Checks each word, and returns the keys of the file.
fn check_words<'a>(file: &str, text: &'a str, errors: &mut Vec<LanguageError>) -> HashSet<&'a str> {
    let mut keys = HashSet::new();
    let mut words: Vec<(&str, &str, usize)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let Some((key, list)) = content(line).and_then(|line| line.split_once('=')) else {
            continue;
        };
        let key = key.trim_end();
        keys.insert(key);
        let mut error = |problem| {
            errors.push(LanguageError {
                file: file.to_owned(),
                line: at + 1,
                problem,
            });
        };
        if list.trim().is_empty() {
            error(FileProblem::NoWords(key.to_owned()));
        }
        for word in split(list) {
            if word.to_lowercase() != word {
                error(FileProblem::Capitals(word.to_owned()));
            }
            if let Some((.., first)) = words.iter().find(|(k, w, _)| (*k, *w) == (key, word)) {
                error(FileProblem::Twice(word.to_owned(), *first));
            }
            let is_unit = key.starts_with("unit ");
            let other = |(k, w, _): &&(&str, &str, usize)| {
                is_unit && k.starts_with("unit ") && *k != key && *w == word
            };
            if words.iter().any(|one| other(&one)) {
                error(FileProblem::TwoMeanings(word.to_owned()));
            }
            words.push((key, word, at + 1));
        }
    }
    keys
}

/// The keys of units that each file must have: those of `en.txt`.
fn unit_keys() -> impl Iterator<Item = &'static str> {
    let lines = FILES[0].1.lines().filter_map(content);
    let keys = lines.filter_map(|line| Some(line.split_once('=')?.0.trim_end()));
    keys.filter(|key| key.starts_with("unit "))
}

/// A line that isn't empty or a comment.
fn content(line: &str) -> Option<&str> {
    let line = line.trim();
    (!line.is_empty() && !line.starts_with('#')).then_some(line)
}

/// The words of a line; a dash is none.
fn split(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty() && *word != "-")
}

/// The kind and factor of a key such as `time 60`.
fn unit_meaning(key: &str) -> Option<(UnitKind, f64)> {
    let (kind, factor) = key.split_once(' ')?;
    let factor: f64 = factor.trim().parse().ok()?;
    (factor > 0.0).then_some((UnitKind::from_name(kind)?, factor))
}

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        match &self.problem {
            FileProblem::NotKeyAndWords => f.write_str("write `key = word, word`"),
            FileProblem::UnknownKey(key) => {
                write!(f, "unknown key `{key}`: use a key of en.txt")
            }
            FileProblem::MissingKey(key) => {
                write!(
                    f,
                    "missing key `{key}`: add it, with `-` if the language has no word for it"
                )
            }
            FileProblem::NoWords(key) => {
                write!(
                    f,
                    "`{key}` has no words: write `-` if the language has none"
                )
            }
            FileProblem::Twice(word, first) => {
                write!(f, "`{word}` is already in line {first}: remove it here")
            }
            FileProblem::Capitals(word) => write!(f, "write `{word}` in lower case"),
            FileProblem::TwoMeanings(word) => {
                write!(
                    f,
                    "`{word}` is two units: keep one, or neither if it can be both"
                )
            }
        }
    }
}

impl std::error::Error for LanguageError {}

#[cfg(test)]
mod tests {
    use super::{FILES, FileProblem, Language, Term};

    #[test]
    fn each_file_has_each_key_and_no_error() {
        for (name, text) in FILES {
            let errors = Language::parse(name, text).err().unwrap_or_default();
            let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
            assert_eq!(told, Vec::<String>::new(), "{name}");
        }
    }

    #[test]
    fn a_unit_word_means_the_same_in_all_languages() {
        let mut units: Vec<(&str, String)> = Vec::new();
        for (name, text) in FILES {
            for (word, kind, factor) in Language::parse(name, text).unwrap().units {
                units.push((word, format!("{kind:?} {factor}")));
            }
        }
        units.sort_unstable();
        units.dedup();
        let twice: Vec<_> = units
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0)
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn errors_name_the_line_and_the_way_out() {
        let (name, text) = FILES[0];
        let key = Term::Optional.key();
        let start = text.find(&format!("\n{key} =")).unwrap() + 1;
        let line = text[..start].lines().count() + 1;
        let end = start + text[start..].find('\n').unwrap();
        let changed = |put: &str| format!("{}{put}{}", &text[..start], &text[end..]);
        let last = text.lines().count();
        for (put, expected) in [
            (
                "optional words",
                format!(
                    "en.txt:{line}: write `key = word, word` | en.txt:{last}: missing key `optional`: add it, with `-` if \
                 the language has no word for it"
                ),
            ),
            (
                "optionals = a\noptional = b",
                format!("en.txt:{line}: unknown key `optionals`: use a key of en.txt"),
            ),
            (
                "unit weight 1 = a\noptional = b",
                format!("en.txt:{line}: unknown key `unit weight 1`: use a key of en.txt"),
            ),
            (
                "optional =",
                format!(
                    "en.txt:{line}: `optional` has no words: write `-` if the language has none"
                ),
            ),
            (
                "optional = a, b\noptional = a",
                format!(
                    "en.txt:{}: `a` is already in line {line}: remove it here",
                    line + 1
                ),
            ),
            (
                "optional = Option",
                format!("en.txt:{line}: write `Option` in lower case"),
            ),
            (
                "optional = a\nunit time 5 = minute",
                "`minute` is two units: keep one, or neither if it can be both".to_owned(),
            ),
            ("optional = -", String::new()),
            ("# a comment\n\n  optional=a , b", String::new()),
        ] {
            let text = changed(put);
            let errors = Language::parse(name, &text).err().unwrap_or_default();
            let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
            let told = told.join(" | ");
            assert!(
                if expected.is_empty() {
                    told.is_empty()
                } else {
                    told.contains(&expected)
                },
                "{put}: {told}"
            );
        }
        let empty = Language::parse("xx.txt", "").unwrap_err();
        assert!(empty.len() > Term::ALL.len(), "all keys are missing");
        assert!(empty.iter().all(|error| matches!(error.problem, FileProblem::MissingKey(_)) && error.line == 1));
    }
}
