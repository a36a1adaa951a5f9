//! A limit, and whether values are within it.

use super::Direction;

/// A condition for a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Limit {
    Below(f64),
    AtMost(f64),
    Above(f64),
    AtLeast(f64),
    Between(f64, f64),
    Outside(f64, f64),
}

impl Limit {
    /// The opposite limit.
    pub(super) fn opposite(self) -> Limit {
        match self {
            Limit::Below(limit) => Limit::AtLeast(limit),
            Limit::AtMost(limit) => Limit::Above(limit),
            Limit::Above(limit) => Limit::AtMost(limit),
            Limit::AtLeast(limit) => Limit::Below(limit),
            Limit::Between(from, to) => Limit::Outside(from, to),
            Limit::Outside(from, to) => Limit::Between(from, to),
        }
    }

    /// The values that are within it.
    pub(super) fn direction(self) -> Direction {
        match self {
            Limit::Below(_) => Direction::Below,
            Limit::AtMost(_) => Direction::AtMost,
            Limit::Above(_) => Direction::Above,
            Limit::AtLeast(_) => Direction::AtLeast,
            Limit::Between(from, to) if from.total_cmp(&to).is_eq() => Direction::Exactly,
            Limit::Between(..) => Direction::Between,
            Limit::Outside(..) => Direction::Outside,
        }
    }

    /// True if the limit has no lower end.
    pub(super) fn is_upper(self) -> bool {
        match self {
            Limit::Below(_) | Limit::AtMost(_) => true,
            Limit::Above(_) | Limit::AtLeast(_) | Limit::Between(..) | Limit::Outside(..) => false,
        }
    }

    /// Returns true if all values of a range are within it; `None` if the range is infinite and only some are.
    pub(super) fn holds(self, (low, high): (f64, f64)) -> Option<bool> {
        let (inside, outside) = match self {
            Limit::Below(limit) => (
                high < limit || high <= limit && low < high && low.is_infinite(),
                low >= limit,
            ),
            Limit::AtMost(limit) => (high <= limit, low > limit),
            Limit::Above(limit) => (
                low > limit || low >= limit && low < high && high.is_infinite(),
                high <= limit,
            ),
            Limit::AtLeast(limit) => (low >= limit, high < limit),
            Limit::Between(from, to) => (low >= from && high <= to, high < from || low > to),
            Limit::Outside(from, to) => (high < from || low > to, low >= from && high <= to),
        };
        match (inside, outside) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            // If several values were measured, all must be good enough.
            (false, false) => (low.is_finite() && high.is_finite()).then_some(false),
        }
    }
}
