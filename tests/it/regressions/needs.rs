//! Small documents about optional, conditional and struck-out items.

use serde_json::{Value, json};

use gonogo::checklist::{Checklist, Need};

use super::super::program::Folder;
use super::Case;

/// The needs of the items, by their first letter.
fn needs(folder: &Folder) -> Value {
    let checklist = Checklist::parse(folder.read("a.md"));
    let letter = |need: Need| match need {
        Need::Required => 'r',
        Need::Optional => 'o',
        Need::Conditional => 'c',
    };
    let needs: String = checklist
        .items()
        .map(|id| letter(checklist.need(id).value))
        .collect();
    Value::from(needs)
}

const fn case(name: &'static str, right: fn() -> Value) -> Case {
    Case {
        name,
        shows: needs,
        right,
    }
}

pub(super) const CASES: &[Case] = &[
    case("recommended-value-is-optional", || json!("rrrrr")),
    case("optional-as-first-word", || json!("rrrr")),
    case("optional-words", || json!("rrrccccrooorrrorrrccoooooco")),
    case("conditional-parent", || json!("rccc")),
];
