//! Small documents about phases of sections.

use super::Case;

pub(super) const CASES: &[Case] = &[];
