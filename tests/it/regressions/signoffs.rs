//! Small documents about sign-offs.

use super::Case;

pub(super) const CASES: &[Case] = &[];
