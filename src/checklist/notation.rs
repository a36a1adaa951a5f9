//! The ways in which a document writes a place to fill.

use schemars::JsonSchema;
use serde::Serialize;

/// The way in which a document writes a place to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Notation {
    /// A run of underscores: `____`.
    Underscores,
    /// Whole lines of underscores, or an empty fence.
    WriteIn,
    /// An empty cell of a table.
    Cell,
    /// Nothing behind a label: `Owner:`.
    Label,
    /// Words in brackets: `[Engineering Lead]`.
    Brackets,
    /// Words in angle brackets: `<db-host>`.
    Angles,
    /// A name in braces: `{{version}}`.
    Braces,
    /// A variable of an environment: `${NAME}`.
    Dollar,
    /// Letters in place of the numbers of a version: `vX.Y.Z`.
    Version,
    /// Letters in place of the digits of a date or time: `YYYY-MM-DD`, `2025-01-XX`.
    Date,
    /// A word for an unknown value: `TBD`.
    Unknown,
    /// A dotted line to write on: `........`.
    Dots,
    /// A gap in brackets, wider than a box: `[      ]`.
    EmptyBrackets,
    /// The sign of a handle without the handle: `@`.
    At,
    /// A telling name that is to be replaced: `your-domain.com`.
    Name,
}

impl Notation {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Notation::Underscores => "underscores",
            Notation::WriteIn => "write-in",
            Notation::Cell => "cell",
            Notation::Label => "label",
            Notation::Brackets => "brackets",
            Notation::Angles => "angles",
            Notation::Braces => "braces",
            Notation::Dollar => "dollar",
            Notation::Version => "version",
            Notation::Date => "date",
            Notation::Unknown => "unknown",
            Notation::Dots => "dots",
            Notation::EmptyBrackets => "empty-brackets",
            Notation::At => "at",
            Notation::Name => "name",
        }
    }

    /// True if the place is written in words or signs of its own. They are part of the name of their entry, so that
    /// the keys of documents stay as they were before such places were blanks.
    pub fn is_placeholder(self) -> bool {
        match self {
            Notation::Underscores | Notation::WriteIn | Notation::Cell | Notation::Label => false,
            Notation::Brackets
            | Notation::Angles
            | Notation::Braces
            | Notation::Dollar
            | Notation::Version
            | Notation::Date
            | Notation::Unknown
            | Notation::Dots
            | Notation::EmptyBrackets
            | Notation::At
            | Notation::Name => true,
        }
    }
}
