//! Pools of identical entries, to take the nearest free one from; fast for any number of entries and seekers.

use std::collections::HashMap;

use crate::checklist::{Checklist, EntryId};
use crate::workbook::similarity::MOST;

/// Identical entries.
pub(super) struct Pool {
    len: usize,
    /// The entries by each beginning of their keys, part by part; all of them by the empty one.
    by_path: HashMap<String, Line>,
}

/// An entry that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nearest {
    pub(super) id: EntryId,
    /// True if others are free as well.
    pub(super) has_free_beside: bool,
    /// True if there are others at all, free or not.
    pub(super) is_one_of_several: bool,
}

/// Entries in document order.
#[derive(Default)]
struct Line {
    ids: Vec<EntryId>,
    /// For each index, the first from there on that was free when last seen, or one on the way to it.
    next: Vec<usize>,
}

impl Pool {
    /// Makes a pool of entries in document order.
    pub(super) fn of(checklist: &Checklist, ids: impl IntoIterator<Item = EntryId>) -> Pool {
        let mut pool = Pool {
            len: 0,
            by_path: HashMap::new(),
        };
        for id in ids {
            pool.len += 1;
            let key = checklist.key(id);
            for path in paths(&key) {
                pool.by_path
                    .entry(path.to_owned())
                    .or_default()
                    .ids
                    .push(id);
            }
        }
        for line in pool.by_path.values_mut() {
            line.next = (0..line.ids.len()).collect();
        }
        pool
    }

    /// The first of the entries that share most of a path: of few any one that `may` be taken, of more only free ones.
    pub(super) fn nearest(
        &mut self,
        key: &str,
        may: impl Fn(EntryId) -> bool,
        is_taken: impl Fn(EntryId) -> bool,
    ) -> Option<Nearest> {
        let is_small = self.len <= MOST;
        let found = paths(key).find_map(|path| {
            let line = self.by_path.get_mut(path)?;
            if is_small {
                return line.ids.iter().copied().find(|&id| may(id));
            }
            let at = line.free(0, &is_taken)?;
            Some(line.ids[at]).filter(|&id| may(id))
        });
        let (id, all) = (found?, self.by_path.get_mut("")?);
        let has_free_beside = if is_small {
            all.ids.iter().any(|&other| other != id && may(other))
        } else {
            let first = all.free(0, &is_taken);
            let second = first.and_then(|first| all.free(first + 1, &is_taken));
            [first, second]
                .into_iter()
                .flatten()
                .any(|at| all.ids[at] != id)
        };
        Some(Nearest {
            id,
            has_free_beside,
            is_one_of_several: self.len > 1,
        })
    }
}

impl Line {
    /// The first index from `from` on whose entry is free. Taken entries stay so, and are skipped from then on.
    fn free(&mut self, from: usize, is_taken: impl Fn(EntryId) -> bool) -> Option<usize> {
        let mut at = from;
        while let Some(&id) = self.ids.get(at) {
            if self.next[at] == at {
                if !is_taken(id) {
                    break;
                }
                self.next[at] = at + 1;
            }
            at = self.next[at];
        }
        // Path compression for later lookups.
        let mut back = from;
        while back < at {
            back = std::mem::replace(&mut self.next[back], at);
        }
        (at < self.ids.len()).then_some(at)
    }
}

/// A key and each of its prefixes, the longest first, the empty one last.
fn paths(key: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(key), |&path| match path.rsplit_once('/') {
        Some((above, _)) => Some(above),
        None => (!path.is_empty()).then_some(""),
    })
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::HashSet;

    use super::{Nearest, Pool, paths};
    use crate::checklist::{Checklist, EntryId};

    #[test]
    fn a_path_has_all_its_beginnings() {
        assert_eq!(
            paths("a/b#2/c").collect::<Vec<_>>(),
            ["a/b#2/c", "a/b#2", "a", ""]
        );
        assert_eq!(paths("").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn the_nearest_is_taken_and_each_is_looked_at_a_few_times() {
        for count in [10, 1_000, 2_000] {
            let text = format!("# T\n## A\n{0}## B\n{0}", "- [ ] same\n".repeat(count));
            let checklist = Checklist::parse(text);
            let mut pool = Pool::of(&checklist, checklist.items());
            let (taken, looks) = (RefCell::new(HashSet::new()), Cell::new(0));
            let is_taken = |id: EntryId| {
                looks.set(looks.get() + 1);
                taken.borrow().contains(&id)
            };
            let of_b: Vec<EntryId> = checklist.items().skip(count).collect();
            let of_a: Vec<EntryId> = checklist.items().take(count).collect();
            // Those of B go first, and once they are gone those of A.
            for expected in of_b.into_iter().chain(of_a) {
                let found = pool.nearest("b/gone", |id| !taken.borrow().contains(&id), is_taken);
                let left = 2 * count - taken.borrow().len();
                let nearest = Nearest {
                    id: expected,
                    has_free_beside: left > 1,
                    is_one_of_several: true,
                };
                assert_eq!(found, Some(nearest));
                taken.borrow_mut().insert(expected);
            }
            assert_eq!(
                pool.nearest("b/gone", |id| !taken.borrow().contains(&id), is_taken),
                None
            );
            assert!(
                looks.get() <= 20 * count,
                "{} looks at {count}",
                looks.get()
            );
        }
    }
}
