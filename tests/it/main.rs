//! The tests of gonogo: one binary, a file per subject.

mod pictures;
mod readme;
mod screen;
mod terminal;
