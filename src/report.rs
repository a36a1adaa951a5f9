//! The completed document, in each of its formats.
//!
//! Markdown is made by splicing: the source is copied, and only at the ranges of boxes and blanks something else
//! is written. So a workbook without marks gives the source byte for byte: the copy to print and fill by hand.
//! HTML is rendered from the same splices. Text that people typed is escaped for where it stands, so that it can
//! add no item and break no structure. What every format tells is collected in one place, `facts.rs`. Pure: a
//! workbook in, text out.

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
mod splice;
mod summary;
mod tables;

pub use csv::csv;
pub use html::html;
pub use json::{json, json_schema};
pub use junit::junit;
pub use markdown::{filled, markdown};

/// How much of what people did a report lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audit {
    /// Every change, in order of time.
    Full,
    /// The changes that stand: of each state, blank and note the last one, and of a conflict all.
    Short,
    /// None.
    Nothing,
}
