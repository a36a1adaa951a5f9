//! The screen: the loop, and the rooms that it goes through for one keypress.
//!
//! ```text
//!  terminal event ─▶ key ─▶ keymap ─▶ update ─▶ session ─▶ draw
//!                                        │
//!                                        ▼
//!                              Edit ─▶ Workbook::apply        desk: save
//! ```
//!
//! | where | what is there |
//! | --- | --- |
//! | [`stage`] | the loop, and what is on the screen: the choice of a checklist or a walk; [`input`]: what the loop needs of a terminal |
//! | [`reader`], [`decoder`] | bytes as they come, and the keys that they are; neither knows a real terminal |
//! | [`picker`] | the choice of a checklist; pure |
//! | [`desk`] | a session with store and clock: takes keys, performs effects; `saving`, `looking`, `losing`, `errands`, `editing` and `seating` are the rest of it |
//! | [`session`] | one walk at the screen; pure. [`overlay`]: what can lie over the outline, [`effects`]: what is asked of desk and loop, [`hints`]: what applies now |
//! | [`keymap`] | which key is which [`action`], and where |
//! | `update` | what each action does, one file for each subject |
//! | [`draw`] | how each view looks; changes nothing |
//! | [`terminal`], [`watch`] | the only ones that know of a real terminal |
//!
//! A sheet over the outline has three files of one name: its state here (such as [`runs`] or [`phases`]), what keys do
//! in `update`, and its looks in `draw`.

pub mod action;
pub mod asked;
mod attention;
pub mod blanks;
pub mod boxes;
pub mod clipboard;
pub mod copy;
pub mod decoder;
pub mod desk;
pub mod detail;
pub mod door;
pub mod draw;
mod editing;
pub mod editor;
pub mod effects;
mod errands;
pub mod excerpt;
pub mod field;
pub mod filters;
pub mod form;
pub mod frames;
pub mod help;
pub mod hints;
pub mod input;
pub mod key;
pub mod keymap;
pub mod launch;
pub mod layout;
pub mod line_editor;
mod looking;
mod losing;
pub mod lost;
pub mod markdown;
pub mod notes;
pub mod offers;
pub mod outline;
pub mod overlay;
pub mod overview;
pub mod palette;
pub mod phases;
pub mod picker;
pub mod question;
pub mod reader;
pub mod rich;
pub mod runs;
mod saving;
mod seating;
pub mod session;
pub mod signing;
pub mod signoffs;
pub mod stage;
pub mod terminal;
pub mod theme;
mod update;
mod view;
pub mod walk;
pub mod watch;

use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail};
use signal_hook::consts::SIGHUP;

use crate::config;
use crate::context::{self, Common};
use crate::sanitize;
use crate::store::{self, Store};
use crate::templates::TEMPLATES;
use crate::workbook::Workbook;
use desk::Desk;
use door::Door;
use keymap::Keymap;
use picker::{Picker, Wish};
use session::Session;
use stage::Stage;
use terminal::{Keyboard, Screen};
pub use theme::Palette;
use theme::Theme;

/// What the terminal can show, and what the person wants of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// The colours.
    pub palette: Palette,
    /// Whether to draw with ASCII characters only.
    pub ascii: bool,
    /// Whether to take clicks and the wheel from the start.
    pub mouse: bool,
}

/// How the person wants the screen.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// How it looks.
    pub looks: Looks,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether a checklist opens in walk mode.
    pub walk: bool,
    /// What is wrong with the settings; it is said first of all.
    pub trouble: Option<String>,
}

/// Whether there is a terminal for the screen. Where the checklist itself comes through standard input, keys are read
/// from the terminal behind it.
pub fn has_room(file: Option<&Path>) -> bool {
    terminal::is_there(file.is_some_and(context::has_no_place))
}

/// Opens the screen: on a checklist, or without one on the choice between those that are there.
///
/// # Errors
///
/// Where there is no terminal, or the checklist or its progress cannot be read.
pub fn run(file: Option<&Path>, common: &Common, setup: &Setup) -> Result<()> {
    config::now()?;
    let first = match file {
        Some(file) => desk(file, common.open(file)?.into_parts(), common, setup),
        None => Stage::Picker(find_checklists(setup)?, None),
    };
    let stage = Arc::new(Mutex::new(first));
    let calls = watch::start(&stage).context("cannot watch for signals")?;
    give_back_on_panic();
    let mut keyboard = Keyboard::new(calls).context("cannot read from the terminal")?;
    let mut screen = terminal::take().context("cannot use the terminal")?;
    let walk = || walk(&stage, &mut screen, &mut keyboard, common, setup);
    let result = panic::catch_unwind(AssertUnwindSafe(walk));
    let farewell = stage::lock(&stage).save_now();
    let is_all_kept = stage::lock(&stage).is_all_kept();
    match result {
        // A terminal that cannot be drawn on or read from is one that is gone.
        Ok(Err(_)) => watch::end(&stage, SIGHUP),
        Ok(Ok(())) => terminal::give_back(),
        Err(_) => {
            bail!(
                "this should not have happened; what was typed is saved, please report the lines above"
            )
        }
    }
    match farewell {
        Some(why) if !is_all_kept => bail!("{why}"),
        Some(told) => {
            for line in sanitize::lines(&format!("gonogo: {told}")) {
                // It may be closed, and all is kept.
                let _ = writeln!(io::stderr(), "{line}");
            }
            Ok(())
        }
        None => Ok(()),
    }
}

/// Walks through what the stage shows, from the choice of a checklist to the end.
fn walk(
    stage: &Mutex<Stage>,
    screen: &mut Screen,
    keyboard: &mut Keyboard,
    common: &Common,
    setup: &Setup,
) -> io::Result<()> {
    // What is wrong with the settings, the choice of a checklist has said already.
    let setup = &Setup {
        trouble: None,
        ..setup.clone()
    };
    loop {
        stage::drive(stage, screen, keyboard)?;
        let mut held = stage::lock(stage);
        let Stage::Picker(picker, wish) = &mut *held else {
            return Ok(());
        };
        let path = match wish.take() {
            Some(Wish::Open(path)) => Ok(path),
            Some(Wish::Copy(index, path)) => copy_template(index, &path),
            Some(Wish::Redraw | Wish::Rest | Wish::Quit) | None => return Ok(()),
        };
        match path.and_then(|path| Ok((common.open(&path)?.into_parts(), path))) {
            Ok((opened, path)) => *held = desk(&path, opened, common, setup),
            Err(error) => picker.say(format!("{error:#}")),
        }
    }
}

fn desk(
    file: &Path,
    (workbook, mut store): (Workbook, Store),
    common: &Common,
    setup: &Setup,
) -> Stage {
    if common.read_only {
        store
            .set_read_only("nothing is changed, as --read-only says; leave it out to make changes");
    }
    // That the time can be read was seen at the start.
    let clock = || config::now().unwrap_or_default();
    let door = Door {
        file: Some(file.to_owned()).filter(|_| store.path().is_some()),
        progress: common.progress.clone(),
        state: config::state_folder(),
        seats: config::seats_folder(),
    };
    let mut session = Session::new(workbook, Theme::new(setup.looks));
    (session.keymap, session.mouse) = (setup.keymap.clone(), setup.looks.mouse);
    let mut desk = Desk::new(session, store, common.author(), clock, door);
    if setup.walk {
        desk.walk();
    }
    desk.say_first(setup.trouble.as_deref());
    Stage::Desk(Box::new(desk))
}

/// The checklists of the repository around the present folder.
fn find_checklists(setup: &Setup) -> Result<Box<Picker>> {
    let here = std::env::current_dir().context("cannot tell which folder this is")?;
    let root = store::root(&here);
    let found = store::checklists(&root);
    let mut picker = Picker::new(root, found, Theme::new(setup.looks));
    (picker.keymap, picker.mouse) = (setup.keymap.clone(), setup.looks.mouse);
    if let Some(trouble) = &setup.trouble {
        picker.say(trouble.clone());
    }
    Ok(Box::new(picker))
}

fn copy_template(index: usize, path: &Path) -> Result<PathBuf> {
    let template = TEMPLATES.get(index).context("there is no such template")?;
    store::write_new(path, template.text, "name another")?;
    Ok(path.to_owned())
}

/// A panic gives the terminal back before it says anything, so that its words can be read.
fn give_back_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        terminal::give_back();
        before(info);
    }));
}
