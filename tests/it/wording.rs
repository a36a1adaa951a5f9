//! Texts are in the plain words that the project agreed on: none of the old ones comes back.

use std::fs;
use std::path::Path;

use super::house::{self, Source, texts};

/// Old words, and what to write. A word counts where it stands by itself, in any case.
const OLD_WORDS: [(&str, &str); 24] = [
    ("stands in the way", "blocks; N blockers"),
    ("stand in the way", "block; N blockers"),
    ("in the way", "blocking"),
    ("obstacle", "blocker"),
    ("obstacles", "blockers"),
    ("anew", "again"),
    ("is no", "isn't a"),
    ("are no", "aren't"),
    ("this is none", "this isn't one"),
    ("found no place", "unmatched"),
    ("unplaced", "unmatched"),
    ("taken up", "moved"),
    ("take up", "move"),
    ("wants to be", "needs"),
    ("wants a", "needs a"),
    ("as asked", "(leave out)"),
    ("claimed", "pre-ticked"),
    ("taken back", "cleared, unticked, reopened"),
    ("look only", "read-only"),
    ("run without a name", "default run"),
    ("likeness", "similarity"),
    ("walk of this name", "run of this name"),
    (", of which", "(two sentences)"),
    ("(s)", "a plural that agrees"),
];

/// Phrases that hold an old word and are plain English.
const FINE: [&str; 7] = [
    "is no-go",
    "there is no",
    "there are no",
    "is no longer",
    "are no longer",
    "because of which",
    "no more than",
];

/// Returns the old words in a text, each with what to write.
fn old_words(text: &str) -> Vec<String> {
    let mut text = text.to_lowercase();
    for fine in FINE {
        text = text.replace(fine, "…");
    }
    OLD_WORDS
        .iter()
        .filter(|(old, _)| stands_in(&text, old))
        .map(|(old, instead)| format!("\"{old}\" (write: {instead})"))
        .collect()
}

/// Whether `word` is in `text` by itself: with no letter right before or after it, and not as a part of a name such as
/// `show-unplaced`.
fn stands_in(text: &str, word: &str) -> bool {
    let is_letter = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() || "-_".contains(character))
    };
    let starts_with_letter = is_letter(word.chars().next());
    text.match_indices(word).any(|(at, _)| {
        let before = starts_with_letter && is_letter(text[..at].chars().next_back());
        !before && !is_letter(text[at + word.len()..].chars().next())
    })
}

#[test]
fn source_texts_and_doc_comments_use_the_agreed_words() {
    let mut found = Vec::new();
    for source in house::sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for (line, text) in texts::texts(&source) {
            for word in old_words(&text) {
                found.push(format!("{}:{line}: {word} in {text:?}", source.name()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "{} places:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn pages_use_the_agreed_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![
        root.join("Cargo.toml"),
        root.join("clippy.toml"),
        root.join("src/store/gonogo-1.schema.json"),
    ];
    for folder in [
        root.to_owned(),
        root.join("templates"),
        root.join("fuzz"),
        root.join(".ci"),
    ] {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        let files = entries.map(|entry| entry.unwrap().path());
        pages.extend(
            files.filter(|path| {
                path.is_file() && path.extension().is_none_or(|ending| ending == "md")
            }),
        );
    }
    let mut found = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap_or_default();
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let lines: Vec<&str> = text.lines().map(str::trim).chain([""]).collect();
        for (at, pair) in lines.windows(2).enumerate() {
            // A word may be on two lines; on the second one alone it is found with the next pair.
            let on_second = old_words(pair[1]);
            for word in old_words(&pair.join(" ")) {
                if !on_second.contains(&word) {
                    found.push(format!("{name}:{}: {word}", at + 1));
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "{} places:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn the_check_finds_old_words_wherever_texts_are() {
    let text = r#"//! x
        /// Drawn anew.
        fn f(anew: u8) {
            // A comment isn't read: anew
            let a = "This IS  NO
                item";
            let b = format!("{a} is not", "3 things stand in the way");
            let canew = "canew is nothing, unplacedness, there is no item, it is no longer there";
        }
        #[derive(thiserror::Error)]
        #[error("taken up")]
        struct E;
        #[cfg(test)]
        mod tests { const T: &str = "obstacle"; }
    "#;
    let found: Vec<(usize, Vec<String>)> = texts::texts(&Source::parse(&["x"], text))
        .into_iter()
        .map(|(line, text)| (line, old_words(&text)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let word = |text: &str| text.to_owned();
    assert_eq!(
        found,
        [
            (2, vec![word("\"anew\" (write: again)")]),
            (5, vec![word("\"is no\" (write: isn't a)")]),
            (
                7,
                vec![
                    word("\"stand in the way\" (write: block; N blockers)"),
                    word("\"in the way\" (write: blocking)"),
                ]
            ),
            (11, vec![word("\"taken up\" (write: moved)")]),
        ]
    );
}
