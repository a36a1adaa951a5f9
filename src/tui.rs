//! The screen: the loop, and the rooms that it goes through for one keypress.
//!
//! ```text
//!  terminal event ─▶ key ─▶ keymap ─▶ update ─▶ app ─▶ draw
//!                                        │
//!                                        ▼
//!                              Edit ─▶ Workbook::apply        runtime: save
//! ```
//!
//! | where | what is there |
//! | --- | --- |
//! | [`event_loop`] | the loop, and what is on the screen: the choice of a checklist or a walk; [`input`]: what the loop needs of a terminal |
//! | [`reader`], [`decoder`] | bytes as they come, and the keys that they are; neither knows a real terminal |
//! | [`picker`] | the choice of a checklist; pure |
//! | [`runtime`] | the app with store and clock: takes keys, performs effects; `saving`, `looking`, `losing`, `errands`, `editing` and `seating` are the rest of it |
//! | [`app`] | one walk at the screen; pure. [`overlay`]: what can lie over the outline, [`effect`]: what is asked of runtime and loop, [`hints`]: what applies now |
//! | [`keymap`] | which key is which [`action`], and where |
//! | `update` | what each action does, one file for each subject |
//! | [`draw`] | how each view looks; changes nothing |
//! | [`terminal`], [`signals`] | the only ones that know of a real terminal |
//!
//! A sheet over the outline has three files of one name: its state here (such as [`runs`] or [`phases`]), what keys do
//! in `update`, and its looks in `draw`.

pub mod action;
pub mod app;
mod attention;
pub mod backend;
pub mod checkbox_glyphs;
pub mod clipboard;
pub mod copyable;
pub mod decoder;
pub mod detail;
pub mod draw;
pub mod editor;
mod editor_session;
pub mod effect;
mod effects;
pub mod event_loop;
pub mod field;
pub mod form;
pub mod form_row;
pub mod fragment;
pub mod hints;
pub mod input;
pub mod key;
pub mod keymap;
pub mod launch;
pub mod layout;
pub mod line_editor;
pub mod markdown;
pub mod missing_file;
pub mod model;
pub mod notice;
pub mod outcome;
pub mod outline;
pub mod overlay;
pub mod picker;
pub mod reader;
mod recover;
mod refresh;
mod restore;
pub mod run_loader;
pub mod runtime;
mod save;
pub mod sheets;
pub mod signals;
pub mod signing;
mod snapshot;
pub mod stepper;
pub mod styled_text;
pub mod suggestions;
pub mod terminal;
pub mod theme;
mod update;
pub mod widgets;

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
use app::App;
use event_loop::Root;
use keymap::Keymap;
use picker::{Picker, PickerRequest};
use run_loader::RunLoader;
use runtime::Runtime;
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
        Some(file) => runtime(file, common.open(file)?.into_parts(), common, setup),
        None => Root::Picker(find_checklists(setup)?, None),
    };
    let root = Arc::new(Mutex::new(first));
    let calls = signals::start(&root).context("cannot watch for signals")?;
    give_back_on_panic();
    let mut keyboard = Keyboard::new(calls).context("cannot read from the terminal")?;
    let mut screen = terminal::take().context("cannot use the terminal")?;
    let walk = || walk(&root, &mut screen, &mut keyboard, common, setup);
    let result = panic::catch_unwind(AssertUnwindSafe(walk));
    let farewell = event_loop::lock(&root).save_now();
    let is_all_kept = event_loop::lock(&root).is_all_kept();
    match result {
        // A terminal that cannot be drawn on or read from is one that is gone.
        Ok(Err(_)) => signals::end(&root, SIGHUP),
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

/// Walks through what the root shows, from the choice of a checklist to the end.
fn walk(
    root: &Mutex<Root>,
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
        event_loop::drive(root, screen, keyboard)?;
        let mut held = event_loop::lock(root);
        let Root::Picker(picker, wish) = &mut *held else {
            return Ok(());
        };
        let path = match wish.take() {
            Some(PickerRequest::Open(path)) => Ok(path),
            Some(PickerRequest::Copy(index, path)) => copy_template(index, &path),
            Some(PickerRequest::Redraw | PickerRequest::Rest | PickerRequest::Quit) | None => {
                return Ok(());
            }
        };
        match path.and_then(|path| Ok((common.open(&path)?.into_parts(), path))) {
            Ok((opened, path)) => *held = runtime(&path, opened, common, setup),
            Err(error) => picker.say(format!("{error:#}")),
        }
    }
}

fn runtime(
    file: &Path,
    (workbook, mut store): (Workbook, Store),
    common: &Common,
    setup: &Setup,
) -> Root {
    if common.read_only {
        store
            .set_read_only("nothing is changed, as --read-only says; leave it out to make changes");
    }
    // That the time can be read was seen at the start.
    let clock = || config::now().unwrap_or_default();
    let door = RunLoader {
        file: Some(file.to_owned()).filter(|_| store.path().is_some()),
        progress: common.progress.clone(),
        state: config::state_folder(),
        seats: config::view_state_folder(),
    };
    let mut app = App::new(workbook, Theme::new(setup.looks));
    (app.model.keymap, app.mouse) = (setup.keymap.clone(), setup.looks.mouse);
    let mut runtime = Runtime::new(app, store, common.author(), clock, door);
    if setup.walk {
        runtime.walk();
    }
    runtime.say_first(setup.trouble.as_deref());
    Root::Checklist(Box::new(runtime))
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
