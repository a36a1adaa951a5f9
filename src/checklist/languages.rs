//! The words that meanings are read from, in all languages: one data file per language in `languages/`.
//!
//! The head of `languages/en.txt` explains the format. To add a language, write a file with all of its keys, and name
//! it in [`FILES`]. The words of all languages count in every document, as many documents mix them.
//!
//! # Access
//!
//! ```
//! use gonogo::checklist::languages::{self, Term, UnitKind};
//! let text = languages::lower("Approved by: ____");
//! assert_eq!(languages::words(Term::Approval).find(&text), Some(0..11));
//! assert!(languages::words(Term::Person).is("verantwortlich"));
//! assert_eq!(languages::unit("segundos"), Some((UnitKind::Time, 1.0)));
//! assert_eq!(languages::unit_at("минут на запрос"), Some((10, UnitKind::Time, 60.0)));
//! ```
//!
//! Texts to search are in lower case ([`lower`]); the offsets are those in that text. A word is found:
//!
//! - as a whole word: `date` isn't found in `update`;
//! - if it ends in `*`, as the start of a word: `развертыван*` is found in `развертывания`;
//! - anywhere, at an end with a Chinese, Japanese or Korean letter, as these have no spaces or attach particles: `上线` is
//!   found in `系统上线后`. Such words of one letter are only safe where a term is read at a fixed place;
//! - with any of space, no-break space, `-`, `‑` and `_` for each of its spaces: `go live` is found in `go-live`.
//!
//! Where in a text the words of a term are looked for is told by the term ([`Term`]) and by the module that reads it.

mod file;
mod terms;
mod word_set;

use std::sync::OnceLock;

use file::UnitWords;
pub use file::{FileProblem, Language, LanguageError};
pub use terms::Term;
pub use word_set::WordSet;

/// The language files by name, with their texts. A new language is a file and a line here.
pub const FILES: [(&str, &str); 11] = [
    ("en.txt", include_str!("languages/en.txt")),
    ("de.txt", include_str!("languages/de.txt")),
    ("fr.txt", include_str!("languages/fr.txt")),
    ("es.txt", include_str!("languages/es.txt")),
    ("pt.txt", include_str!("languages/pt.txt")),
    ("it.txt", include_str!("languages/it.txt")),
    ("tr.txt", include_str!("languages/tr.txt")),
    ("ru.txt", include_str!("languages/ru.txt")),
    ("zh.txt", include_str!("languages/zh.txt")),
    ("ja.txt", include_str!("languages/ja.txt")),
    ("ko.txt", include_str!("languages/ko.txt")),
];

/// The kind of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// A plain number.
    Count,
    /// Parts of a hundred.
    Percent,
    /// In seconds.
    Time,
    /// In bytes.
    Bytes,
    /// In bits.
    Bits,
    /// A multiple.
    Times,
    /// US dollars.
    Dollar,
    /// Euros.
    Euro,
    /// Pounds sterling.
    Pound,
    /// Renminbi.
    Yuan,
}

impl UnitKind {
    /// All kinds with their names in the language files.
    const NAMES: [(&str, UnitKind); 10] = [
        ("count", UnitKind::Count),
        ("percent", UnitKind::Percent),
        ("time", UnitKind::Time),
        ("bytes", UnitKind::Bytes),
        ("bits", UnitKind::Bits),
        ("times", UnitKind::Times),
        ("dollar", UnitKind::Dollar),
        ("euro", UnitKind::Euro),
        ("pound", UnitKind::Pound),
        ("yuan", UnitKind::Yuan),
    ];

    fn from_name(name: &str) -> Option<UnitKind> {
        let named = UnitKind::NAMES.iter().find(|(known, _)| *known == name);
        named.map(|&(_, kind)| kind)
    }
}

/// The words of all languages, by term.
struct Lexicon {
    raw: Vec<Vec<&'static str>>,
    sets: Vec<OnceLock<WordSet>>,
    units: UnitWords<'static>,
    unit_words: OnceLock<WordSet>,
}

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

fn lexicon() -> &'static Lexicon {
    LEXICON.get_or_init(|| {
        let mut language = Language::default();
        for (name, text) in FILES {
            // A test holds that the files have no errors.
            language.read(name, text, &mut Vec::new());
        }
        Lexicon {
            raw: language.words,
            sets: Term::ALL.iter().map(|_| OnceLock::new()).collect(),
            units: language.units,
            unit_words: OnceLock::new(),
        }
    })
}

/// The words of a term in all languages.
pub fn words(term: Term) -> &'static WordSet {
    let lexicon = lexicon();
    lexicon.sets[term as usize].get_or_init(|| WordSet::new(&lexicon.raw[term as usize]))
}

/// The words of several terms as one set.
pub fn joined(terms: &[Term]) -> WordSet {
    let lexicon = lexicon();
    let words = terms.iter().flat_map(|&term| &lexicon.raw[term as usize]);
    WordSet::new(&words.copied().collect::<Vec<_>>())
}

/// The kind and the factor of a unit that is written as this word in lower case. Symbols such as `ms` and `MB` are the
/// same in all languages and aren't in the files.
pub fn unit(word: &str) -> Option<(UnitKind, f64)> {
    let (length, kind, factor) = unit_at(word)?;
    (length == word.len()).then_some((kind, factor))
}

/// The unit at the start of a text in lower case: its length, kind and factor.
pub fn unit_at(lower: &str) -> Option<(usize, UnitKind, f64)> {
    let lexicon = lexicon();
    let words = lexicon.unit_words.get_or_init(|| {
        let words: Vec<&str> = lexicon.units.iter().map(|unit| unit.0).collect();
        WordSet::new(&words)
    });
    let (index, length) = words.start_index(lower)?;
    let (_, kind, factor) = *lexicon.units.get(index)?;
    Some((length, kind, factor))
}

/// A text in lower case for a search. The Turkish capital `İ` becomes a plain `i`.
pub fn lower(text: &str) -> String {
    let mut lower = text.to_lowercase();
    if lower.contains('\u{307}') {
        lower.retain(|c| c != '\u{307}');
    }
    lower
}
