//! The tests of gonogo: one binary, a file per subject.

// Nothing leaves this binary: `pub` only says that another file here uses it.
#![allow(unreachable_pub)]

mod arbitrary;
mod bad_input;
mod blanks;
mod check;
mod commands;
mod conflicts;
mod detail;
mod differences;
mod documents;
mod durable;
mod exchange;
mod exports;
mod filling;
mod filters;
mod finding;
mod gates;
mod go_live;
mod history;
mod injected;
mod jobs;
mod launch;
mod laws;
mod links;
mod listing;
mod looks;
mod marking;
mod merging;
mod mouse;
mod news;
mod next;
mod outputs;
mod pages;
mod palette;
mod pictures;
mod plain;
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
mod seats;
mod settings;
mod sharing;
mod storms;
mod terminal;
