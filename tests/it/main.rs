//! All integration tests in one binary, a file per subject.

mod documents;
mod rooms;
