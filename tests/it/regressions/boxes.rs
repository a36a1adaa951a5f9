//! Small documents about boxes, steps, tables and groups of choices.

use super::Case;

pub(super) const CASES: &[Case] = &[];
