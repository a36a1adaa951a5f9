//! Reports of a workbook: the completed document, in each format.
//!
//! Markdown reports are made by splicing: the source is copied, and only the ranges of boxes and blanks are replaced. So a
//! workbook without marks gives back the source byte for byte, as a copy to print and fill in by hand. HTML is rendered
//! from the same splices. Typed text is escaped for its position, so that it can neither add items nor break the
//! structure. The content that all formats add to the document is collected in `summary.rs`. Pure: takes a workbook,
//! returns text.

mod appendix;
mod audit;
mod csv;
mod escape;
mod fill;
mod header;
mod html;
mod json;
pub mod json_types;
mod junit;
pub mod listing;
mod markdown;
mod places;
mod splice;
mod structure;
mod summary;
mod tables;
mod variables;

pub use csv::csv;
pub use html::html;
pub use json::{json, json_schema};
pub use junit::junit;
pub use markdown::{filled, markdown};
pub use places::with_values;

/// The changes that the audit log of a report lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditScope {
    /// All changes, oldest first.
    Full,
    /// The changes in effect: the last one of each state, blank and note, and all answers of a conflict.
    Short,
    /// No changes.
    Nothing,
}
