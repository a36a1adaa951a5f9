//! Small documents about the verdict and its basis.

use super::Case;

pub(super) const CASES: &[Case] = &[];
