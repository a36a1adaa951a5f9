//! The sources of the project, read with a real parser: what a file names, its functions, its figures.
//!
//! `rooms` and `wording` hold rules with it, and `examples/house_map.rs` prints the map of a checkout.
//! It knows nothing of gonogo itself, so that it reads older checkouts, too. (A `mod.rs`, so that the example finds the
//! files beside it.)

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

pub mod figures;
pub mod graph;
pub mod paths;
pub mod texts;

/// One Rust file.
pub struct Source {
    /// Its path below the folder that was read, without the ending: `["store", "lock"]`.
    pub module: Vec<String>,
    /// Its path on disk.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
    /// The same, parsed.
    pub syntax: syn::File,
}

impl Source {
    /// Parses the text of a file that is `module`.
    ///
    /// # Panics
    ///
    /// If it isn't Rust.
    pub fn parse(module: &[&str], text: &str) -> Self {
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{module:?}: {error}"));
        Self {
            module: module.iter().map(|&name| name.to_owned()).collect(),
            file: PathBuf::new(),
            text: text.to_owned(),
            syntax,
        }
    }

    /// The module's name as it is written in tables: `store/lock`.
    pub fn name(&self) -> String {
        self.module.join("/")
    }

    /// Whether the whole file is there for tests alone.
    pub fn is_for_tests(&self) -> bool {
        self.module.last().is_some_and(|name| name == "tests")
    }
}

/// All Rust files below `folder`, sorted by path.
///
/// # Panics
///
/// If there are none, or one can't be read or parsed.
pub fn sources(folder: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "{} holds no Rust file", folder.display());
    files
        .into_iter()
        .map(|file| {
            let below = file.strip_prefix(folder).unwrap().with_extension("");
            let module: Vec<&str> = below.iter().map(|name| name.to_str().unwrap()).collect();
            let text = fs::read_to_string(&file).unwrap();
            Source {
                file: file.clone(),
                ..Source::parse(&module, &text)
            }
        })
        .collect()
}

/// The tokens of a stream one by one, groups opened. Comments are none, and a literal is one token.
pub fn flat(stream: TokenStream) -> Vec<String> {
    fn add(stream: TokenStream, to: &mut Vec<String>) {
        for token in stream {
            if let TokenTree::Group(group) = token {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                to.push(open.to_owned());
                add(group.stream(), to);
                to.push(close.to_owned());
            } else {
                to.push(token.to_string());
            }
        }
    }
    let mut tokens = Vec::new();
    add(stream, &mut tokens);
    tokens
}

/// Whether an item is there for tests alone: it has `#[cfg(test)]`.
pub fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test")
    })
}
