//! All integration tests in one binary, a file per subject.

mod blanks;
mod documents;
mod rooms;
