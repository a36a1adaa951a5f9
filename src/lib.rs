//! gonogo is a terminal workbook for go-live checklists: the library behind the program.
//!
//! A **checklist** is a Markdown file in a team's repository; gonogo never changes it. **Progress** is everything
//! that people added to it: ticks, values, notes, signatures. It is kept in a JSON file beside the checklist. A
//! **workbook** is the two together, and everything else is a view of it.
//!
//! ```text
//!    foo.md ──────parse────▶ Checklist ┐
//!                                      ├─▶ Workbook ─▶ outline rows · tally · verdict · report
//!    foo.gonogo.json ─load─▶ Progress  ┘       ▲
//!                                              │  Edit: the only way to change anything
//!                       command line (tick, fill, note …)      screen (keys)
//! ```
//!
//! # Modules, in reading order
//!
//! | module | contents |
//! | --- | --- |
//! | [`sanitize`] | makes text from elsewhere safe to display; widths, cutting, times |
//! | [`checklist`] | Markdown text → entries and blanks with their byte ranges, and findings about the text; pure, never fails |
//! | [`progress`] | events, and the state that they fold to; pure |
//! | [`merge`] | several progresses → one: the union of their events; pure |
//! | [`workbook`] | checklist + progress: edit, undo, match marks to entries, count, verdict, search; pure |
//! | [`report`] | workbook → the completed document, in each format; pure |
//! | [`store`] | files: reads documents, saves progress without losing anything, notices what others saved |
//! | [`templates`] | the built-in checklists |
//! | [`config`] | the environment: time, author, folders, locale, settings |
//! | [`context`] | the options that all front ends share: run, progress file, author |
//! | [`controller`] | one open checklist under every front end: apply, undo, save, reload |
//! | [`commands`] | the command line, one file per verb |
//! | [`line_mode`] | the checklist as questions and answers on plain lines |
//! | [`tui`] | the screen: keys, state, sheets, drawing, the event loop |
//! | [`cli`] | the arguments, and the module that handles each |
//!
//! A module uses only modules above it in this table; the front ends `commands`, `line_mode` and `tui` don't know each
//! other. Above `store`, nothing touches files, the environment, the terminal or the clock: time and author are
//! arguments. A test parses the sources and enforces this, as it does the order of layers inside `tui`.
//!
//! # One line of Markdown
//!
//! Source bytes → parser events with byte ranges → entries that keep the ranges of their box and blanks →
//! outline rows (indices, nothing copied) → frame. A report splices the source at those ranges, so a workbook
//! without marks reproduces the source byte for byte.
//!
//! # One keypress
//!
//! Bytes from the terminal → [`tui::decoder`] → [`tui::key::Key`] → [`tui::keymap::Keymap::lookup`] →
//! [`tui::action::Action`] → the open sheet, which answers with a [`tui::outcome::SheetOutcome`], or the
//! [`tui::app::App`] → for a change, [`workbook::Edit`] → [`workbook::Workbook::apply`]. All pending keys are applied,
//! the screen is drawn once (showing *saving*), the effects run (one save), and the screen is drawn again if that
//! changed it. Only then is more input read: the tick is visible at once, and what the header calls saved is on disk.
//! The command line joins at `Edit`.
//!
//! Everything that needs the disk or the terminal leaves the app as a [`tui::effect::Effect`], which the event loop
//! performs before it takes more keys. About once a second, and without a key, the loop checks the files: progress that
//! others saved is merged and announced, and an edited checklist is reloaded, with selection and folding restored by key
//! and text. The loop also passes the time on: a row changes when something becomes due, and nothing is drawn before.
//!
//! Unsaved drafts and the selection are stored in a small file per user, the view state: when input pauses, on exit, and
//! on signals. It isn't part of progress, and gonogo works without it.
//!
//! One thread does all this. Two more threads watch for signals and for a terminal that is gone; a mutex guards the
//! state of the screen, and the loop releases it only while it waits for input or while the user's editor has the
//! terminal.
//!
//! # Invariants
//!
//! - The checklist is never written to. Reports, copies and templates don't replace a document in use or a progress
//!   file, and replace another file only when the user confirms it.
//! - Events are the only truth: nothing that can be derived from them is stored, and no event is dropped.
//! - Every save merges with the file on disk, into a new file that replaces the old one in one step. A lock serializes
//!   saves, but nothing depends on it: the file that a save replaces is read once more, and merged if it has news.
//! - No file is created through a link, and no link is followed out of its folder unless the user named it. Private files
//!   stay private, and a save grants nobody new permissions.
//! - If a progress file disappears, or is replaced by one without its events, while somebody has it open, nothing is
//!   written until the user decides.
//! - A checklist has one progress file per run, beside the real file, by whatever link or spelling it was opened.
//! - A mark needs confirming when its text has changed, when the lines around it have changed, or when it is one of
//!   several identical entries: until then it doesn't count. An unmatched mark stays visible until somebody moves or
//!   dismisses it.
//! - When two people answer differently without seeing each other's answer, both answers stay until somebody resolves
//!   the conflict.
//! - Text from a document, a progress file or another person passes [`sanitize`] before it reaches a terminal.
//! - Drawing takes the app by reference and changes nothing.
//!
//! # Words
//!
//! One word for each thing, in code, JSON, help and README. A **section** is a heading with everything under it; an
//! **item** is a task list item; a **blank** is a place to fill; an **entry** is any row of the outline: a section, an
//! item, or a line with blanks. A **variable** is a placeholder with a name, filled once for all of its places. A
//! **contradiction** is a ticked item with an empty placeholder in its text. The **state** of an item is `open`,
//! `done`, `na`, `blocked` or `waived`. A tick in the checklist itself makes an item **pre-ticked**: done, but
//! confirmed by nobody. A **note** is text that somebody attached to an entry. A **run** is one pass through a
//! checklist; the one without a name is the **default run**. A **draft** is typed text that isn't saved. A **tally**
//! counts; the **verdict** is GO, NO-GO or COMPLETE, with its **blockers**. The **phase** of a section is its part of a
//! launch: `before`, `during`, `after`, `upkeep`, `rollback` or `info`. A **threshold** is a limit that an item sets
//! for a measured value. A **sign-off** is a place to sign: a name, mostly with a date; a **signature** fills it and
//! attests the state that was signed. A **reading** is a meaning found in the document's words, with its **origin**; an
//! **annotation** in the document or a **correction** by a person overrules it. The **basis** of a verdict is what it
//! rests on and what it leaves out. A **report** is the completed document. A **finding** is something in the checklist
//! that its owner may want to fix.

pub mod checklist;
pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod controller;
pub mod line_mode;
pub mod merge;
pub mod progress;
pub mod report;
pub mod sanitize;
pub mod store;
pub mod templates;
pub mod tui;
pub mod workbook;
