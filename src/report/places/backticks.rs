//! The runs of backticks in a paragraph, for values in its code spans. Read once, and only for values with backticks.

use std::collections::HashMap;
use std::ops::Range;

/// The runs of backticks in a paragraph, heading or cell.
pub(super) struct Backticks {
    container: Range<usize>,
    /// The length of the longest run.
    longest: usize,
    /// The source position of the first run of each length that begins no code span.
    unclosed: HashMap<usize, usize>,
}

impl Backticks {
    /// Reads the runs in these bytes, unless they are known.
    pub(super) fn of<'a>(
        known: &'a mut Option<Backticks>,
        source: &str,
        container: &Range<usize>,
    ) -> &'a Backticks {
        if known
            .as_ref()
            .is_some_and(|known| known.container != *container)
        {
            *known = None;
        }
        known.get_or_insert_with(|| Backticks::read(source, container))
    }

    fn read(source: &str, container: &Range<usize>) -> Backticks {
        let all: Vec<(usize, usize)> = positions(&source[container.clone()]).collect();
        let mut last: HashMap<usize, usize> = HashMap::new();
        for (index, (_, run)) in all.iter().enumerate() {
            last.insert(*run, index);
        }
        let mut unclosed = HashMap::new();
        let mut at = 0;
        while let Some(&(position, run)) = all.get(at) {
            if last.get(&run).is_some_and(|&last| last > at) {
                let length = all[at + 1..].iter().position(|(_, other)| *other == run);
                at += length.unwrap_or_default() + 2;
            } else {
                unclosed.entry(run).or_insert(container.start + position);
                at += 1;
            }
        }
        Backticks {
            container: container.clone(),
            longest: all.iter().map(|(_, run)| *run).max().unwrap_or_default(),
            unclosed,
        }
    }

    /// The length of the longest run.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Returns whether a run of this length that closes nothing is above a position: the next one would close it.
    pub(super) fn is_open(&self, run: usize, position: usize) -> bool {
        self.unclosed.get(&run).is_some_and(|&at| at < position)
    }
}

/// The lengths of the runs of backticks.
pub(super) fn runs(text: &str) -> impl Iterator<Item = usize> {
    positions(text).map(|(_, run)| run)
}

/// The runs of backticks: where they begin, and their lengths.
fn positions(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    let runs = text.split(|c| c != '`').map(move |run| {
        let start = at;
        at += run.len();
        let next = text[at..].chars().next().map_or(0, char::len_utf8);
        at += next;
        (start, run.len())
    });
    runs.filter(|&(_, length)| length > 0)
}

#[cfg(test)]
mod tests {
    use super::Backticks;

    #[test]
    fn open_runs_are_found_with_their_positions() {
        let source = "é `` a `b` c ``` d `` e ` f";
        let mut known = None;
        let all = Backticks::of(&mut known, source, &(0..source.len()));
        let open = |run| source.find(&"`".repeat(run));
        assert_eq!((all.longest(), open(3).is_some()), (3, true));
        let end = source.len();
        let found: Vec<bool> = (1..5).map(|run| all.is_open(run, end)).collect();
        assert_eq!(found, [true, false, false, false]);
        let at = source.rfind("` f").unwrap();
        assert!(all.is_open(1, at + 1) && !all.is_open(1, at));
    }
}
