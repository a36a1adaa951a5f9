//! A unified diff of a few replacements in a text, as `git apply` reads it.
//!
//! Only line feeds separate its lines, as in git: a carriage return before one belongs to the line, and CR alone ends
//! none. A last line without a line feed is marked.

use std::ops::Range;

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;
/// The mark of a last line without a line feed.
const NO_NEWLINE: &str = "\\ No newline at end of file\n";

/// A replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that it replaces.
    pub range: Range<usize>,
    /// The text in their place.
    pub text: String,
}

/// Lines that become others.
struct ChangedLines {
    /// Indices of the old lines.
    old: Range<usize>,
    /// The text in their place.
    new: String,
}

/// Applies replacements, which are in order and don't overlap.
pub fn spliced(text: &str, splices: &[Splice]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for splice in splices {
        out.push_str(&text[from..splice.range.start]);
        out.push_str(&splice.text);
        from = splice.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// The diff of replacements, which are in order and don't overlap; empty without any. The names are those of the header,
/// complete: `a/docs/GO_LIVE.md`.
pub fn unified(text: &str, splices: &[Splice], (old_name, new_name): (&str, &str)) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let changes = changed_lines(text, splices, &lines);
    if changes.is_empty() {
        return String::new();
    }
    let mut diff = format!("--- {old_name}\n+++ {new_name}\n");
    let mut rest = changes.as_slice();
    let mut grown = 0_isize;
    while let Some(first) = rest.first() {
        let mut count = 1;
        while rest
            .get(count)
            .is_some_and(|next| next.old.start <= rest[count - 1].old.end + 2 * CONTEXT)
        {
            count += 1;
        }
        let (hunk, later) = rest.split_at(count);
        let until = hunk.last().map_or(first.old.end, |last| last.old.end);
        let old = first.old.start.saturating_sub(CONTEXT)..(until + CONTEXT).min(lines.len());
        grown += push_hunk(&mut diff, &lines, old, hunk, grown);
        rest = later;
    }
    diff
}

/// Adds a hunk. `grown` is the number of lines that earlier hunks add; returns the number that this one adds.
fn push_hunk(
    diff: &mut String,
    lines: &[&str],
    old: Range<usize>,
    changes: &[ChangedLines],
    grown: isize,
) -> isize {
    let mut body = String::new();
    let (mut at, mut added) = (old.start, 0_isize);
    for change in changes {
        push_lines(&mut body, ' ', &lines[at..change.old.start]);
        push_lines(&mut body, '-', &lines[change.old.clone()]);
        let new: Vec<&str> = change.new.split_inclusive('\n').collect();
        push_lines(&mut body, '+', &new);
        added += new.len().cast_signed() - change.old.len().cast_signed();
        at = change.old.end;
    }
    push_lines(&mut body, ' ', &lines[at..old.end]);
    let new_len = old.len().saturating_add_signed(added);
    let new_start = old.start.saturating_add_signed(grown);
    diff.push_str(&format!(
        "@@ -{} +{} @@\n{body}",
        span(old.start, old.len()),
        span(new_start, new_len)
    ));
    added
}

/// The position of lines in the header of a hunk; without lines that of the line before.
fn span(start: usize, len: usize) -> String {
    match len {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        len => format!("{},{len}", start + 1),
    }
}

fn push_lines(body: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        body.push(sign);
        body.push_str(line);
        if !line.ends_with('\n') {
            body.push('\n');
            body.push_str(NO_NEWLINE);
        }
    }
}

/// The lines that replacements touch, each with its new text.
fn changed_lines(text: &str, splices: &[Splice], lines: &[&str]) -> Vec<ChangedLines> {
    let mut starts = Vec::with_capacity(lines.len() + 1);
    let mut offset = 0;
    for line in lines {
        starts.push(offset);
        offset += line.len();
    }
    starts.push(offset);
    let mut changes: Vec<(Range<usize>, Vec<&Splice>)> = Vec::new();
    for splice in splices {
        let old = touched(&starts, splice);
        match changes.last_mut() {
            Some((last, those)) if old.start < last.end || old.start == last.start => {
                last.end = last.end.max(old.end);
                those.push(splice);
            }
            Some(_) | None => changes.push((old, vec![splice])),
        }
    }
    let changes = changes.into_iter().map(|(old, those)| {
        let (from, to) = (starts[old.start], starts[old.end]);
        let within: Vec<Splice> = those
            .into_iter()
            .map(|splice| Splice {
                range: splice.range.start - from..splice.range.end - from,
                text: splice.text.clone(),
            })
            .collect();
        ChangedLines {
            old,
            new: spliced(&text[from..to], &within),
        }
    });
    changes
        .filter(|change| change.new != text[starts[change.old.start]..starts[change.old.end]])
        .collect()
}

/// The lines that a replacement touches; none if it adds whole lines.
fn touched(starts: &[usize], splice: &Splice) -> Range<usize> {
    let count = starts.len() - 1;
    let line_of = |offset: usize| starts.partition_point(|&start| start <= offset).max(1) - 1;
    let first = line_of(splice.range.start);
    let begins_line = starts[first] == splice.range.start;
    let ends_line = splice.text.is_empty() || splice.text.ends_with('\n');
    if splice.range.is_empty() && begins_line && ends_line {
        return first..first;
    }
    // An end at the start of a line leaves that line as it is, if the new text ends one, too.
    let last = line_of(splice.range.end);
    let ends_before = starts[last] == splice.range.end && last > first && begins_line && ends_line;
    let end = if ends_before { last } else { last + 1 };
    first.min(count.saturating_sub(1))..end.min(count)
}

#[cfg(test)]
mod tests {
    use super::{Splice, spliced, unified};

    fn diff(text: &str, splices: &[(&str, &str)]) -> (String, String) {
        let mut from = 0;
        let splices: Vec<Splice> = splices
            .iter()
            .map(|&(old, new)| {
                let start = from + text[from..].find(old).unwrap();
                from = start + old.len();
                Splice {
                    range: start..from,
                    text: new.to_owned(),
                }
            })
            .collect();
        (
            unified(text, &splices, ("a/x", "b/x")),
            spliced(text, &splices),
        )
    }

    #[test]
    fn changed_lines_have_three_lines_around_them() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n";
        assert_eq!(
            diff(text, &[("5", "five"), ("13", "13\nthirteen")]).0,
            "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n\
             @@ -10,5 +10,6 @@\n 10\n 11\n 12\n-13\n+13\n+thirteen\n 14\n"
        );
    }

    #[test]
    fn near_changes_share_a_hunk() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n";
        assert_eq!(
            diff(text, &[("1", "one"), ("8", "eight")]).0,
            "--- a/x\n+++ b/x\n@@ -1,8 +1,8 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n"
        );
    }

    #[test]
    fn added_and_removed_lines_are_counted() {
        assert_eq!(
            diff("1\n2\n3\n", &[("2\n", "")]).0,
            "--- a/x\n+++ b/x\n@@ -1,3 +1,2 @@\n 1\n-2\n 3\n"
        );
        assert_eq!(
            diff("1\n2\n", &[("", "0\n"), ("2", "2 b")]).0,
            "--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n+0\n 1\n-2\n+2 b\n"
        );
        assert_eq!(
            diff("", &[("", "new\n")]).0,
            "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+new\n"
        );
        assert_eq!(diff("1\n", &[]).0, "");
        assert_eq!(diff("1\n", &[("1", "1")]).0, "");
    }

    #[test]
    fn line_ends_are_those_of_the_text() {
        assert_eq!(
            diff("1\r\n2\r\n", &[("2", "two")]).0,
            "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n 1\r\n-2\r\n+two\r\n"
        );
        // CR alone ends no line for git.
        assert_eq!(
            diff("1\r2\n", &[("2", "two")]).0,
            "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\r2\n+1\rtwo\n"
        );
        for (text, old, new, expected) in [
            (
                "1\n2",
                "2",
                "two",
                "@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+two\n\\ No newline at end of file\n",
            ),
            (
                "1\n2",
                "2",
                "2\nthree",
                "@@ -1,2 +1,3 @@\n 1\n-2\n\\ No newline at end of file\n+2\n+three\n\\ No newline at end of file\n",
            ),
            (
                "1\n2",
                "1",
                "one",
                "@@ -1,2 +1,2 @@\n-1\n+one\n 2\n\\ No newline at end of file\n",
            ),
        ] {
            assert_eq!(
                diff(text, &[(old, new)]).0,
                format!("--- a/x\n+++ b/x\n{expected}")
            );
        }
    }

    #[test]
    fn several_changes_in_one_line_are_one() {
        assert_eq!(
            diff("a b c\nd\n", &[("a", "A"), ("c", "C"), ("d", "D")]),
            (
                "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a b c\n+A b C\n-d\n+D\n".to_owned(),
                "A b C\nD\n".to_owned()
            )
        );
    }
}
