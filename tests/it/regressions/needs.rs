//! Small documents about optional, conditional and struck-out items.

use super::Case;

pub(super) const CASES: &[Case] = &[];
