//! Sheets: one file each, with its state, what its keys do, and its looks. A sheet sees the model, and answers keys
//! with an [`SheetOutcome`](super::outcome::SheetOutcome); it knows neither the app nor another sheet's state.

pub mod blanks;
pub mod confirm;
pub mod copy;
pub mod explain;
pub mod filters;
pub mod help;
pub mod missing_file;
pub mod notes;
pub mod overview;
pub mod palette;
pub mod phases;
pub mod runs;
pub mod signoffs;
