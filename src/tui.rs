//! The terminal interface.
//!
//! ```text
//!  terminal event ─▶ key ─▶ keymap ─▶ app ─▶ sheet, field or outline ─▶ draw
//!                                                   │
//!                                                   ▼
//!                                   Edit ─▶ Workbook::apply        runtime: save
//! ```
//!
//! | module | purpose |
//! | --- | --- |
//! | [`event_loop`] | the loop, and the root of the interface: picker or checklist; [`input`]: what it needs of a terminal |
//! | [`reader`], [`decoder`] | bytes into keys; neither knows a real terminal |
//! | [`picker`] | the choice of a checklist |
//! | [`runtime`] | the app with store and clock: takes keys, carries out [`effect`]s; `save`, `refresh`, `recover`, `restore`, `effects` and `editor_session` are parts of it |
//! | [`app`] | the state: a [`model`], the outline, and the [`overlay`] over it |
//! | [`sheets`] | one file per sheet: state, keys and drawing; it sees the model, and answers with an [`outcome`] |
//! | [`keymap`] | which key is which [`action`], by context; [`hints`]: which of them the footer shows |
//! | `update` | the actions of the outline and of text fields |
//! | [`draw`], [`widgets`] | drawing, which changes nothing |
//! | [`terminal`], [`signals`] | the only modules that know a real terminal |

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
mod variable_questions;
mod variable_rows;
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
use event_loop::RootView;
use keymap::Keymap;
use picker::{Picker, PickerRequest};
use run_loader::RunLoader;
use runtime::Runtime;
use terminal::{Keyboard, Screen};
use theme::Theme;
pub use theme::{Looks, Palette};

/// The user's settings of the terminal interface.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// Colors and signs.
    pub looks: Looks,
    /// The keymap.
    pub keymap: Keymap,
    /// True if a checklist opens in walk mode.
    pub walk: bool,
    /// The error in the settings, shown first.
    pub trouble: Option<String>,
}

/// Returns whether there is a terminal. With the checklist on standard input, keys are read from
/// the terminal behind it.
pub fn has_terminal(file: Option<&Path>) -> bool {
    terminal::is_there(file.is_some_and(context::has_no_place))
}

/// Runs the terminal interface: on a checklist, or without one on the picker.
///
/// # Errors
///
/// Without a terminal, or where the checklist or its progress can't be read.
pub fn run(file: Option<&Path>, common: &Common, setup: &Setup) -> Result<()> {
    config::now()?;
    let first = match file {
        Some(file) => runtime(file, common.open(file)?.into_parts(), common, setup),
        None => RootView::Picker(find_checklists(setup)?, None),
    };
    let root = Arc::new(Mutex::new(first));
    let calls = signals::start(&root).context("can't watch for signals")?;
    restore_on_panic();
    let mut keyboard = Keyboard::new(calls).context("can't read from the terminal")?;
    let mut screen = terminal::take().context("can't use the terminal")?;
    let walk = || walk(&root, &mut screen, &mut keyboard, common, setup);
    let result = panic::catch_unwind(AssertUnwindSafe(walk));
    let farewell = event_loop::lock(&root).save_now();
    let is_everything_saved = event_loop::lock(&root).is_everything_saved();
    match result {
        // A terminal that fails to be drawn on or read from is gone.
        Ok(Err(_)) => signals::end(&root, SIGHUP),
        Ok(Ok(())) => terminal::give_back(),
        Err(_) => {
            bail!("gonogo crashed; what you typed is saved. Please report the lines above")
        }
    }
    match farewell {
        Some(why) if !is_everything_saved => bail!("{why}"),
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
    root: &Mutex<RootView>,
    screen: &mut Screen,
    keyboard: &mut Keyboard,
    common: &Common,
    setup: &Setup,
) -> io::Result<()> {
    // The picker has already shown the error in the settings.
    let setup = &Setup {
        trouble: None,
        ..setup.clone()
    };
    loop {
        event_loop::drive(root, screen, keyboard)?;
        let mut held = event_loop::lock(root);
        let RootView::Picker(picker, wish) = &mut *held else {
            return Ok(());
        };
        let path = match wish.take() {
            Some(PickerRequest::Open(path)) => Ok(path),
            Some(PickerRequest::Copy(index, path)) => copy_template(index, &path),
            Some(PickerRequest::Redraw | PickerRequest::Suspend | PickerRequest::Quit) | None => {
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
) -> RootView {
    if common.read_only {
        store.set_read_only("--read-only is set; omit it to make changes");
    }
    // That the time can be read was seen at the start.
    let clock = || config::now().unwrap_or_default();
    let run_loader = RunLoader {
        file: Some(file.to_owned()).filter(|_| store.path().is_some()),
        progress: common.progress.clone(),
        state: config::state_folder(),
        seats: config::view_state_folder(),
    };
    let mut app = App::new(workbook, Theme::new(setup.looks));
    (app.model.keymap, app.mouse) = (setup.keymap.clone(), setup.looks.mouse);
    let mut runtime = Runtime::new(app, store, common.author(), clock, run_loader);
    if setup.walk {
        runtime.walk();
    }
    runtime.show_first(setup.trouble.as_deref());
    RootView::Checklist(Box::new(runtime))
}

/// The checklists of the repository around the present folder.
fn find_checklists(setup: &Setup) -> Result<Box<Picker>> {
    let here = std::env::current_dir().context("can't find the current folder")?;
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
    let template = TEMPLATES.get(index).context("unknown template")?;
    store::write_new(path, template.text, "choose another name")?;
    Ok(path.to_owned())
}

/// Restores the terminal before a panic prints its message.
fn restore_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        terminal::give_back();
        before(info);
    }));
}
