//! Spellings: where brackets once are a place of a variable, each text that reads the same is one, too. What alone would be
//! taken for a tag or a remark, such as `[hostname]` at the end of an item, would else stay as it is beside filled places.

use std::collections::HashMap;

use super::scan::FoundPlace;
use crate::checklist::notation::Notation;

/// Adds those of `others` that read like a place in `found`. Both are in document order.
pub(super) fn with_equal(found: Vec<FoundPlace>, others: Vec<FoundPlace>) -> Vec<FoundPlace> {
    let bracketed =
        |place: &&FoundPlace| matches!(place.notation, Notation::Brackets | Notation::Angles);
    let names: HashMap<&str, &str> = found
        .iter()
        .filter(bracketed)
        .map(|place| (place.plain.as_str(), place.name.as_str()))
        .collect();
    let mut equal = Vec::new();
    for mut other in others.into_iter().filter(FoundPlace::may_be_place) {
        if let Some(name) = names.get(other.plain.as_str()) {
            (*name).clone_into(&mut other.name);
            equal.push(other);
        }
    }
    let mut all = found;
    all.append(&mut equal);
    all.sort_by_key(|place| place.range.start);
    all
}
