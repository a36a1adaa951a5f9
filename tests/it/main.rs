//! The tests of gonogo: one binary, a file per subject.

mod arbitrary;
mod blanks;
mod commands;
mod documents;
mod pictures;
mod program;
mod properties;
mod readme;
mod reports;
mod rooms;
mod screen;
mod terminal;
