//! The verdict in words.

use super::blockers::counted_kind;
use super::counts::counted;
use crate::workbook::{BlockerKind, BlockerReason, Verdict};

/// The milestone that something keeps from being reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocks {
    /// The launch.
    Go,
    /// COMPLETE: all that follows the launch.
    Complete,
    /// None: it is optional, recurring or for reference only.
    Nothing,
}

impl Blocks {
    /// The words before what blocks: `still blocking: …`.
    pub fn words(self) -> &'static str {
        match self {
            Blocks::Go => "still blocking",
            Blocks::Complete => "blocks COMPLETE",
            Blocks::Nothing => "not blocking",
        }
    }
}

/// The number of items with a due date that are not done, or recur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// So many are overdue now.
    Overdue(usize),
    /// So many have a due date, whatever the present time is.
    Ever(usize),
}

impl Dated {
    /// The remaining work once the verdict is COMPLETE.
    fn describe(self) -> String {
        match self {
            Dated::Overdue(0) | Dated::Ever(0) => "nothing remaining".to_owned(),
            Dated::Overdue(count) => {
                format!("launch complete; {} overdue", counted(count, "item"))
            }
            Dated::Ever(count) => format!(
                "launch complete; {} with a due date",
                counted(count, "item")
            ),
        }
    }
}

/// The count of blockers: `1 blocker`, `2 blockers`.
pub fn blockers(count: usize) -> String {
    counted(count, "blocker")
}

impl Verdict {
    /// The remaining work, beside the word for the verdict. `dated` are the items with due dates.
    pub fn describe(&self, dated: &Dated) -> String {
        match (self.blockers.len(), self.remaining.len()) {
            (0, _) if self.is_complete() => dated.describe(),
            (0, 0) => "ready to launch".to_owned(),
            (0, _) if self.left_to_do() == 0 => "ready to launch; set the go-live time".to_owned(),
            (0, _) => format!("ready to launch; {} left after launch", self.left_to_do()),
            (count, _) => blockers(count),
        }
    }

    /// The same, with the key or command for the go-live time, if that is all that is missing.
    pub fn describe_with(&self, dated: &Dated, live: &str) -> String {
        let is_missing = self.is_go() && self.left_to_do() == 0 && !self.remaining.is_empty();
        let how = if is_missing {
            format!(" ({live})")
        } else {
            String::new()
        };
        self.describe(dated) + &how
    }

    /// The blockers counted by kind: `3 blockers: 2 open, 1 empty blank`. `None` without any.
    pub fn describe_blockers(&self) -> Option<String> {
        let mut kinds: Vec<(BlockerKind, usize)> = Vec::new();
        for blocker in &self.blockers {
            let kind = blocker.reason.kind();
            match kinds.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((kind, 1)),
            }
        }
        let counts = kinds.iter().map(|&(kind, count)| counted_kind(kind, count));
        let counts: Vec<String> = counts.collect();
        (!counts.is_empty())
            .then(|| format!("{}: {}", blockers(self.blockers.len()), counts.join(", ")))
    }

    /// The count of what remains to be done during and after the launch, or that only the go-live time is missing.
    /// `None` if nothing is.
    pub fn describe_remaining(&self) -> Option<String> {
        match (self.left_to_do(), self.remaining.len()) {
            (0, 0) => None,
            (0, _) => Some("No go-live time set".to_owned()),
            (count, _) => Some(format!("{count} left to do during and after launch")),
        }
    }

    /// The number of remaining blockers, not counting a missing go-live time.
    fn left_to_do(&self) -> usize {
        let left = self.remaining.iter();
        left.filter(|of| of.reason != BlockerReason::NoGoLive)
            .count()
    }

    /// The verdict as people see it: `GO`, `NO-GO` or `COMPLETE`.
    pub fn word(&self) -> &'static str {
        match (self.is_go(), self.is_complete()) {
            (_, true) => "COMPLETE",
            (true, false) => "GO",
            (false, false) => "NO-GO",
        }
    }
}
