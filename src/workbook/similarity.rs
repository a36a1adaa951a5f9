//! Similarity of texts, and the texts most similar to one.

use std::collections::{HashMap, HashSet};

/// The most texts that are compared with one: of more, those that share its rarest words and letters. No section of a
/// real document has that many, so this only bounds the worst case.
pub(super) const MOST: usize = 64;

/// The similarity of two texts, from 0 to 1, ignoring case: by pairs of letters, or by words if that is more
/// (Dice's coefficient).
#[cfg(test)]
fn likeness(one: &str, other: &str) -> f64 {
    Profile::of(one).likeness(&Profile::of(other))
}

/// The compared parts of a text.
struct Profile {
    /// Its words, each as a number, sorted.
    words: Vec<u64>,
    /// Its neighbouring letters, each pair as a number, sorted. Those around a space count as neighbours.
    pairs: Vec<u64>,
}

impl Profile {
    fn of(text: &str) -> Profile {
        let lower = text.to_lowercase();
        let words = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let letters = || lower.chars().filter(|c| c.is_alphanumeric());
        let pairs = letters().zip(letters().skip(1));
        let mut profile = Profile {
            words: words.map(number).collect(),
            pairs: pairs
                .map(|(one, other)| u64::from(one) << 32 | u64::from(other))
                .collect(),
        };
        profile.words.sort_unstable();
        profile.pairs.sort_unstable();
        profile
    }

    fn likeness(&self, other: &Profile) -> f64 {
        dice(&self.words, &other.words).max(dice(&self.pairs, &other.pairs))
    }

    /// The most that the similarity can be, by the lengths alone.
    fn most(&self, other: &Profile) -> f64 {
        let most = |one: usize, other: usize| share(one.min(other), one + other);
        most(self.words.len(), other.words.len()).max(most(self.pairs.len(), other.pairs.len()))
    }

    /// Everything in it, once: whether it is a word, and its number.
    fn parts(&self) -> impl Iterator<Item = (bool, u64)> {
        let once = |is_word, parts: &[u64]| {
            let runs = parts.chunk_by(|one, other| one == other);
            runs.filter_map(move |run| Some((is_word, *run.first()?)))
                .collect::<Vec<_>>()
        };
        once(true, &self.words)
            .into_iter()
            .chain(once(false, &self.pairs))
    }
}

/// A word as a number that is the same on every machine (FNV-1a).
fn number(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Twice what both have, by all that they have. Both are sorted.
fn dice(one: &[u64], other: &[u64]) -> f64 {
    let (mut shared, mut rest) = (0, other);
    for thing in one {
        let smaller = rest.iter().take_while(|other| *other < thing).count();
        rest = &rest[smaller..];
        if rest.first() == Some(thing) {
            shared += 1;
            rest = &rest[1..];
        }
    }
    share(shared, one.len() + other.len())
}

fn share(shared: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 {
        0.0
    } else {
        number(2 * shared) / number(all)
    }
}

/// Texts among which those are looked for that are like another.
pub(super) struct Alike {
    profiles: Vec<Profile>,
    /// The texts that hold each part, where they are too many to look at all of them.
    holding: HashMap<(bool, u64), Vec<usize>>,
}

impl Alike {
    /// Takes the texts; they are called by their places.
    pub(super) fn among<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Alike {
        let profiles: Vec<Profile> = texts
            .into_iter()
            .map(|text| Profile::of(text.as_ref()))
            .collect();
        let mut holding: HashMap<(bool, u64), Vec<usize>> = HashMap::new();
        if profiles.len() > MOST {
            for (at, profile) in profiles.iter().enumerate() {
                profile
                    .parts()
                    .for_each(|part| holding.entry(part).or_default().push(at));
            }
        }
        Alike { profiles, holding }
    }

    /// Those that are at least so much like a text, with how much they are, in their order.
    pub(super) fn to(&self, text: &str, least: f64) -> Vec<(f64, usize)> {
        let profile = Profile::of(text);
        let mut candidates = self.candidates(&profile);
        candidates.sort_unstable();
        let near = candidates
            .into_iter()
            .filter(|&at| profile.most(&self.profiles[at]) >= least);
        let scored = near.map(|at| (profile.likeness(&self.profiles[at]), at));
        scored.filter(|&(score, _)| score >= least).collect()
    }

    /// Those to compare with: all, or the first that share the rarest parts.
    fn candidates(&self, profile: &Profile) -> Vec<usize> {
        if self.profiles.len() <= MOST {
            return (0..self.profiles.len()).collect();
        }
        let mut holding: Vec<&Vec<usize>> = profile
            .parts()
            .filter_map(|part| self.holding.get(&part))
            .collect();
        holding.sort_by_key(|those| those.len());
        let mut seen = HashSet::new();
        holding
            .into_iter()
            .flatten()
            .copied()
            .filter(|&at| seen.insert(at))
            .take(MOST)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Alike, MOST, Profile, likeness};

    #[test]
    fn rewordings_are_alike_and_other_items_are_not() {
        for (one, other, alike) in [
            ("Backups are tested", "Backups were tested every week", true),
            ("RTO", "RTO agreed", true),
            ("数据库备份已测试", "数据库备份已经测试", true),
            ("TLS certificate renewed", "TLS certificates renewed", true),
            (
                "Backups are tested",
                "Alerts reach the person on call",
                false,
            ),
            ("one", "quite different", false),
            ("", "", false),
        ] {
            assert_eq!(
                likeness(one, other) >= 0.6,
                alike,
                "{one} / {other}: {}",
                likeness(one, other)
            );
        }
    }

    #[test]
    fn what_comes_twice_counts_twice() {
        for (one, other, expected) in [
            ("a a b", "a b", 0.8),
            ("a b", "a a b", 0.8),
            ("abab", "ab", 0.5),
            ("one", "ONE", 1.0),
            ("", "a", 0.0),
        ] {
            assert!(
                (likeness(one, other) - expected).abs() < 1e-9,
                "{one} / {other}: {}",
                likeness(one, other)
            );
        }
    }

    #[test]
    fn of_many_texts_few_are_compared_and_the_like_ones_are_among_them() {
        let text = |at: usize| format!("Service {at} is ready for its launch");
        for count in [MOST, 1_000, 2_000] {
            let alike = Alike::among((0..count).map(text));
            let compared: usize = (0..count)
                .map(|at| alike.candidates(&Profile::of(&text(at))).len())
                .sum();
            assert_eq!(compared, count * MOST, "{count}");
            for at in [0, count / 2, count - 1] {
                let reworded = format!("Service {at} is now ready for its launch");
                let best = alike
                    .to(&reworded, 0.65)
                    .into_iter()
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                assert_eq!(best.map(|(_, found)| found), Some(at), "{at} of {count}");
            }
        }
    }
}
