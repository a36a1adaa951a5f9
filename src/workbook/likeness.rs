//! How like each other two texts are.

use std::collections::HashMap;
use std::hash::Hash;

/// How like each other two texts are, from 0 to 1, whatever the case of their letters: by pairs of letters, or by
/// words where that is more (Dice's coefficient).
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    dice(words(&one), words(&other)).max(dice(pairs(&one), pairs(&other)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Neighbouring letters; those around a space count as neighbours.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    let letters = || text.chars().filter(|c| c.is_alphanumeric());
    letters().zip(letters().skip(1))
}

/// Twice what both have, by all that they have.
fn dice<T: Eq + Hash>(one: impl Iterator<Item = T>, other: impl Iterator<Item = T>) -> f64 {
    let mut counts: HashMap<T, u32> = HashMap::new();
    let mut all: u32 = 0;
    for thing in one {
        *counts.entry(thing).or_default() += 1;
        all += 1;
    }
    let mut shared: u32 = 0;
    for thing in other {
        all += 1;
        if let Some(left) = counts.get_mut(&thing).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    if all == 0 { 0.0 } else { f64::from(2 * shared) / f64::from(all) }
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn rewordings_are_alike_and_other_items_are_not() {
        for (one, other, alike) in [
            ("Backups are tested", "Backups were tested every week", true),
            ("RTO", "RTO agreed", true),
            ("数据库备份已测试", "数据库备份已经测试", true),
            ("TLS certificate renewed", "TLS certificates renewed", true),
            ("Backups are tested", "Alerts reach the person on call", false),
            ("one", "quite different", false),
            ("", "", false),
        ] {
            assert_eq!(likeness(one, other) >= 0.6, alike, "{one} / {other}: {}", likeness(one, other));
        }
    }
}
