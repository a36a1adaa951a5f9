//! A limit, and whether values keep it.

/// What a value has to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Limit {
    Below(f64),
    AtMost(f64),
    Above(f64),
    AtLeast(f64),
    Between(f64, f64),
}

impl Limit {
    /// The limit that is kept by what does not keep this one; of a range there is none.
    pub(super) fn opposite(self) -> Option<Limit> {
        match self {
            Limit::Below(limit) => Some(Limit::AtLeast(limit)),
            Limit::AtMost(limit) => Some(Limit::Above(limit)),
            Limit::Above(limit) => Some(Limit::AtMost(limit)),
            Limit::AtLeast(limit) => Some(Limit::Below(limit)),
            Limit::Between(..) => None,
        }
    }

    /// Returns whether a value may be as small as it likes.
    pub(super) fn is_upper(self) -> bool {
        match self {
            Limit::Below(_) | Limit::AtMost(_) => true,
            Limit::Above(_) | Limit::AtLeast(_) | Limit::Between(..) => false,
        }
    }

    /// Returns whether values from one number to another keep it; nothing where they go on for ever, and only some do.
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
        };
        match (inside, outside) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            // Of several values that were measured, one that is not good enough is one too many.
            (false, false) => (low.is_finite() && high.is_finite()).then_some(false),
        }
    }
}
