//! The library behind gonogo.

pub mod checklist;
pub mod merge;
pub mod progress;
pub mod report;
pub mod shown;
pub mod store;
pub mod workbook;
