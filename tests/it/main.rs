//! The tests of gonogo: one binary, a file per subject.

// Nothing leaves this binary: `pub` only says that another file here uses it.
#![allow(unreachable_pub)]

mod arbitrary;
mod bad_input;
mod blanks;
mod check;
mod commands;
mod documents;
mod exports;
mod history;
mod laws;
mod pictures;
mod program;
mod properties;
mod readme;
mod real_documents;
mod reports;
mod rooms;
mod samples;
mod saving;
mod schema;
mod screen;
mod terminal;
