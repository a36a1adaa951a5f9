//! What a look costs: the verdict, the first frame from opening the file, and a key on its way through the loop; against
//! the parser's bare event loop on the same document, which is the floor of opening it.
//!
//! `cargo bench --bench screen`; keys are counted as items, so that a row tells how many a second.

use std::collections::VecDeque;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use chrono::DateTime;
use divan::Bencher;
use divan::counter::ItemsCount;
use gonogo::checklist::Checklist;
use gonogo::progress::{Author, Progress, Stamp, State};
use gonogo::store::{ProgressPaths, Store};
use gonogo::tui::Looks;
use gonogo::tui::app::App;
use gonogo::tui::backend::DiffBackend;
use gonogo::tui::event_loop::{self, RootView};
use gonogo::tui::input::{Input, InputEvent};
use gonogo::tui::run_loader::RunLoader;
use gonogo::tui::runtime::Runtime;
use gonogo::tui::theme::Theme;
use gonogo::workbook::{Edit, Rules, Workbook};
use pulldown_cmark::{Options, Parser};
use ratatui::Terminal;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// Items of the document, in sections of twenty.
const ITEMS: usize = 10_000;
/// Keys that are pressed in one measurement.
const KEYS: usize = 50;

/// A document with sections of every phase, every fifth item with a threshold, every tenth with a blank, and two
/// sign-offs.
fn document() -> String {
    let mut text = String::from("# Launch\n");
    for item in 0..ITEMS {
        if item % 20 == 0 {
            let phase = ["Pre-Launch", "Launch Day", "Post-Launch", "Weekly"][item / 20 % 4];
            let _ = write!(text, "\n## {phase} {}\n\n", item / 20);
        }
        let asks = if item % 5 == 0 {
            " p95 < 5 seconds"
        } else {
            ""
        };
        let blank = if item % 10 == 1 { ": ________" } else { "" };
        let _ = writeln!(text, "- [ ] Service {item}{asks}{blank}");
    }
    text.push_str(
        "\n## Sign-Off\n\n**Lead**: ________ Date: ________\n\n**Security**: ________ Date: ________\n",
    );
    text
}

fn stamp() -> Stamp {
    author().at(DateTime::from_timestamp(1_795_294_800, 0).expect("a time"))
}

fn author() -> Author {
    Author {
        by: "lead@bastion-1".to_owned(),
        acting: None,
    }
}

/// The document with every other item ticked, and every other threshold measured.
fn workbook() -> Workbook {
    let mut workbook = Workbook::new(
        Checklist::parse(document()),
        Progress::new("launch.md", None),
    );
    let items: Vec<_> = workbook.checklist().items().collect();
    let mut edits = Vec::new();
    for &entry in items.iter().step_by(2) {
        edits.push(Edit::State {
            entry,
            state: State::Done,
            reason: None,
        });
        if !workbook.checklist().thresholds(entry).is_empty() {
            edits.push(Edit::Measure {
                entry,
                threshold: 0,
                value: "4 s".to_owned(),
            });
        }
    }
    workbook
        .apply_all(edits, &stamp())
        .expect("all of it makes sense");
    workbook
}

/// Keys that arrive one by one, each in a turn of its own.
struct Script(VecDeque<Event>);

impl Input for Script {
    fn wait(&mut self, _: Duration) -> io::Result<InputEvent> {
        Ok(self
            .0
            .pop_front()
            .map_or(InputEvent::End, InputEvent::Event))
    }

    fn more(&mut self) -> io::Result<Option<Event>> {
        Ok(None)
    }

    fn send(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}

/// A folder with the document and its progress.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("launch.md"), document()).expect("the document is written");
    let (_, mut store) = open(folder.path());
    store.save(&mut workbook()).expect("progress is saved");
    folder
}

fn open(folder: &Path) -> (Workbook, Store) {
    let document = folder.join("launch.md");
    let place = ProgressPaths::of(&document, None, None, None);
    Store::open(&document, place).expect("the document is read")
}

/// What a person who opens the document has before the first frame.
fn sit_down(folder: &Path) -> Mutex<RootView> {
    let (workbook, store) = open(folder);
    let session = App::new(workbook, Theme::new(Looks::default()));
    let door = RunLoader {
        file: Some(folder.join("launch.md")),
        progress: None,
        state: None,
        seats: None,
    };
    let desk = Runtime::new(session, store, author(), || stamp().at, door);
    Mutex::new(RootView::Checklist(Box::new(desk)))
}

fn terminal() -> Terminal<DiffBackend<Vec<u8>>> {
    Terminal::new(DiffBackend::new(Vec::new(), || Ok(Size::new(80, 24)))).expect("a terminal")
}

fn drive(stage: &Mutex<RootView>, terminal: &mut Terminal<DiffBackend<Vec<u8>>>, keys: &str) {
    let events = keys
        .chars()
        .map(|key| Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE)));
    event_loop::drive(stage, terminal, &mut Script(events.collect())).expect("the loop runs");
}

#[divan::bench]
fn bare_event_loop(bencher: Bencher) {
    let text = document();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_GFM;
    bencher.bench(|| {
        Parser::new_ext(divan::black_box(&text), options)
            .into_offset_iter()
            .count()
    });
}

#[divan::bench]
fn checklist(bencher: Bencher) {
    let text = document();
    bencher
        .with_inputs(|| text.clone())
        .bench_values(Checklist::parse);
}

#[divan::bench]
fn verdict(bencher: Bencher) {
    let workbook = workbook();
    // By rules that are named, as what always holds is kept once it is found.
    bencher.bench(|| divan::black_box(&workbook).verdict_by(Rules::default()));
}

#[divan::bench(sample_count = 20)]
fn first_frame(bencher: Bencher) {
    let folder = folder();
    bencher.bench_local(|| {
        let stage = sit_down(folder.path());
        drive(&stage, &mut terminal(), "");
        stage
    });
}

/// A key that moves the selection.
#[divan::bench(sample_count = 20)]
fn key_that_moves(bencher: Bencher) {
    press(bencher, &"j".repeat(KEYS));
}

/// A key that ticks an item, or takes the tick back: with its save.
#[divan::bench(sample_count = 10)]
fn key_that_ticks(bencher: Bencher) {
    press(bencher, &"x".repeat(KEYS));
}

/// Presses keys on an item that asks for nothing.
fn press(bencher: Bencher, keys: &str) {
    let folder = folder();
    let (stage, mut terminal) = (sit_down(folder.path()), terminal());
    drive(&stage, &mut terminal, "jjjj");
    bencher
        .counter(ItemsCount::new(keys.len()))
        .bench_local(|| drive(&stage, &mut terminal, keys));
}
