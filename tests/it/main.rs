//! All integration tests in one binary, a file per subject.

mod arbitrary;
mod blanks;
mod commands;
mod documents;
mod program;
mod properties;
mod reports;
mod rooms;
