//! The library behind gonogo.
pub mod checklist;
pub mod cli;
pub mod commands;
pub mod config;
pub mod merge;
pub mod options;
pub mod progress;
pub mod report;
pub mod screen;
pub mod shown;
pub mod store;
pub mod templates;
pub mod workbook;
