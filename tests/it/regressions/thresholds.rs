//! Small documents about thresholds and units.

use super::Case;

pub(super) const CASES: &[Case] = &[];
