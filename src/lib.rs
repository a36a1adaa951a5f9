//! gonogo is a terminal workbook for go-live checklists: the library behind the program.
//!
//! A **checklist** is a printed sheet: a Markdown file in a team's repository. **Progress** is what people
//! pencilled on it. The sheet is never changed; the pencil marks are kept in a JSON file beside it. A
//! **workbook** is the two together, and everything else is a way to look at it.
//!
//! ```text
//!    foo.md ─────parse────▶ Checklist ┐
//!                                      ├─▶ Workbook ─▶ outline rows · tally · verdict · report
//!    foo.gonogo.json ─load─▶ Progress  ┘       ▲
//!                                              │  Edit: the only way to change anything
//!                      command line (tick, fill, note …)      tui (keys)
//! ```
//!
//! # The rooms, in reading order
//!
//! | room | what it is for |
//! | --- | --- |
//! | [`sanitize`] | text from elsewhere, made safe to show; widths, cutting, times for people |
//! | [`checklist`] | Markdown text → entries and blanks with their byte ranges, and what in it wants mending; pure, never fails |
//! | [`progress`] | events, and the state that they fold to; pure |
//! | [`merge`] | many progresses → one: the union of their events; pure |
//! | [`workbook`] | checklist + progress: apply an edit, undo, place, count, judge, find; pure |
//! | [`report`] | workbook → the completed document; pure |
//! | [`store`] | files: reading a document, saving progress so that nothing is lost, seeing what others wrote |
//! | [`controller`] | one open checklist under every front end: apply, undo, save, reload |
//! | [`templates`] | the built-in checklists |
//! | [`config`] | what the surroundings say: time, author, folders, locale, settings |
//! | [`context`] | what every way in takes: which walk, which file, who |
//! | [`commands`] | the command line, one file per verb |
//! | [`line_mode`] | the same walk as questions and answers on plain lines |
//! | [`tui`] | the terminal: keymap, session, drawing, the loop |
//! | [`cli`] | the arguments, and which room each of them leads to |
//!
//! A room knows only rooms above it in this table; `commands`, `line_mode` and `tui` do not know each other. Above
//! `store` nothing names files, the environment, the terminal or the clock: time and author are arguments.
//! A test reads the sources and holds these lines.
//!
//! # One line of Markdown
//!
//! Source bytes → parser events with byte ranges → entries that keep the ranges of their box and blanks →
//! outline rows (indices, nothing copied) → frame. A report splices the source at those ranges, so a workbook
//! without marks gives, filled, the source byte for byte.
//!
//! # One keypress
//!
//! Bytes of the terminal → [`tui::decoder`] → [`tui::key::Key`] → [`tui::keymap::Keymap::lookup`] →
//! [`tui::action::Action`] → [`tui::app::App::act`] → for a change, [`workbook::Edit`] → [`workbook::Workbook::apply`]. All
//! keys that have arrived are applied, the screen is drawn once (saying *saving*), the effects are performed
//! (one save), the screen is drawn again where that changed it, and only then is more input read: the tick is
//! seen at once, and what the header calls saved is on disk. The command line joins at `Edit`.
//!
//! What takes the disk and goes beyond this walk (another run, another file to save in) leaves the session as an
//! errand, which the desk runs before it takes more keys. About once a second, and without a key, the desk looks
//! at the files: what others saved is united with what is here and told, and a document that was edited is read
//! anew, with the selection and what is folded found again by key and text. It tells the session the time, too: a row
//! changes when something becomes due, and nothing is drawn before.
//!
//! What was typed and not saved, and where the person was, is kept in a small file of their own, their *seat*: when it
//! is quiet, on leaving, and at signals. It is no part of progress, and gonogo works without it.
//!
//! One thread does all this. Beside it, two threads watch for signals and for a terminal that is gone; a mutex
//! holds what is on the screen, and the loop lets go of it only while it waits for input, or while the person's own
//! editor has the terminal.
//!
//! # Invariants
//!
//! - The document is never written to. No report, copy or template takes the place of a document in use or of progress, and
//!   none that of another file unless a person says so.
//! - Events are the only truth: nothing that could be derived from them is stored, and none is ever dropped.
//! - Whoever saves unites with what is on disk, into a new file that appears whole in the old one's place. A lock keeps
//!   savers in a row, but nothing rests on it: what a new file pushes aside is looked at, and united where it is news.
//! - No file is made through a link, and no link is followed out of its folder unless a person named it. What is private
//!   stays so, and a save gives nobody rights that they hadn't.
//! - A progress file that is gone, or replaced by one that lacks what was in it, under somebody who has it open is a
//!   question: nothing is written until a person decides.
//! - One document has one progress, beside the real file, by whatever link or spelling it is opened.
//! - A mark whose text has changed since, or what stands under or above it, or that is one of several equals, never
//!   counts as it stands: a settled item and an answer need confirming. What fits nowhere waits in sight until a
//!   person places or dismisses it.
//! - What two people answered differently without seeing each other stands twice until somebody settles it.
//! - Nothing of a document, a progress file or another person reaches a terminal without passing [`sanitize`].
//! - Drawing takes `&Session` and changes nothing.
//!
//! # Words
//!
//! One word for each thing, in code, JSON, help and README. A **section** is a heading and all under it; an
//! **item** is a task list item; a **blank** is a place to fill; an **entry** is any row of the outline, so a
//! section, an item, or a line that holds blanks. The **state** of an item is `open`, `done`, `na`, `blocked`
//! or `waived`. A tick that the document itself holds is **claimed**: done, but confirmed by nobody here. A
//! **note** is text that a person attached to an entry. A **run** is one walk through a checklist. A **draft** is
//! what somebody typed and has not saved; a **seat** keeps it, with the place where they were. A **tally** counts; the
//! **verdict** is GO or NO-GO, with the **blockers** that stand in the way, or COMPLETE. The **phase** of a section says when in a launch it has its place: `before`, `during`, `after`, `upkeep` or `info`. A **threshold**
//! is a value that an item asks for. A **sign-off** is a blank that asks for a person, with its date; a **signature**
//! fills it and attests what was signed. A **report** is the completed document. A **finding** is what
//! the document's owner may want to mend; a **hint** is a place to fill that is no blank, such as `TBD`.

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
