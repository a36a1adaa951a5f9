//! All integration tests in one binary, a file per subject.

mod arbitrary;
mod blanks;
mod documents;
mod properties;
mod reports;
mod rooms;
