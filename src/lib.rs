//! The library behind gonogo.

pub mod checklist;
pub mod merge;
pub mod progress;
pub mod shown;
