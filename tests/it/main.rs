//! The tests of gonogo: one binary, a file per subject.

// Nothing leaves this binary: `pub` only says that another file here uses it.
#![allow(unreachable_pub)]

mod arbitrary;
mod bad_input;
mod blanks;
mod check;
mod commands;
mod conflicts;
mod differences;
mod documents;
mod durable;
mod exports;
mod filling;
mod gates;
mod history;
mod injected;
mod laws;
mod listing;
mod marking;
mod merging;
mod news;
mod next;
mod outputs;
mod pictures;
mod program;
mod properties;
mod readme;
mod real_documents;
mod reports;
mod rooms;
mod runs;
mod runs_on_screen;
mod samples;
mod saving;
mod schema;
mod screen;
mod sharing;
mod storms;
mod terminal;
