//! The completed document: the source with what people answered written into it.
//!
//! A report is made by splicing: the source is copied, and only at the ranges of boxes and blanks something
//! else is written. So a workbook without marks gives, filled, the source byte for byte. Text that people
//! typed is escaped, so that it can add no item and break no structure. Pure: a workbook in, text out.

mod escape;
mod fill;
mod markdown;
mod splice;
mod summary;
mod tables;

pub use markdown::{filled, markdown};
