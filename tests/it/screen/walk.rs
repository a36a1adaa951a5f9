//! A person at the screen, for tests: keys go in by name, screens come out as text.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::DateTime;
use gonogo::progress::Author;
use gonogo::store::{ProgressPaths, Store};
use gonogo::tui::app::App;
use gonogo::tui::backend::DiffBackend;
use gonogo::tui::event_loop::{self, RootView};
use gonogo::tui::input::{Input, InputEvent};
use gonogo::tui::key::Key;
use gonogo::tui::keymap::Keymap;
use gonogo::tui::reader::{KeyReader, ReaderEvent, Source};
use gonogo::tui::run_loader::RunLoader;
use gonogo::tui::runtime::Runtime;
use gonogo::tui::theme::Theme;
use gonogo::tui::{Looks, Palette};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::style::Modifier;
use tempfile::TempDir;

use crate::progress_schema::Watched;

/// A checklist with every form that the screen shows.
pub const LAUNCH: &str = include_str!("../fixtures/launch.md");
/// 2026-11-21T21:00:00Z, when the tests' clock starts.
const START: i64 = 1_795_294_800;
/// A real clock never stands at a whole second, nor at a whole millisecond as it is saved.
const PART: u32 = 789;

/// A walk through a checklist. In the end, what was saved has to keep to the schema.
pub struct Walk {
    stage: Mutex<RootView>,
    terminal: Terminal<TestBackend>,
    progress: PathBuf,
    draws: usize,
    sent: String,
    watched: Watched,
    folder: TempDir,
    clock: Arc<AtomicI64>,
    /// Seconds that pass with every look at the clock.
    stride: Arc<AtomicI64>,
}

impl Drop for Walk {
    fn drop(&mut self) {
        self.watched.look_again(self.folder.path());
    }
}

/// Events that arrive together, after them so many waits in which nothing arrives, and what was sent beside frames.
struct Script(VecDeque<Event>, usize, String);

impl Input for Script {
    fn wait(&mut self, _: Duration) -> io::Result<InputEvent> {
        Ok(match self.0.pop_front() {
            Some(event) => InputEvent::Event(event),
            None if self.1 > 0 => {
                self.1 -= 1;
                InputEvent::Nothing
            }
            None => InputEvent::End,
        })
    }

    fn more(&mut self) -> io::Result<Option<Event>> {
        Ok(self.0.pop_front())
    }

    fn send(&mut self, sequence: &str) -> io::Result<()> {
        self.2.push_str(sequence);
        Ok(())
    }
}

/// Bytes in packets, which arrive one after the other; after the last the link is cut.
pub struct Packets {
    packets: VecDeque<Vec<u8>>,
    /// Whether the next one has not arrived yet.
    is_away: bool,
}

impl Packets {
    /// These packets; an empty one stands for some time in which nothing arrives.
    pub fn new<'a>(packets: impl IntoIterator<Item = &'a [u8]>) -> Packets {
        Packets {
            packets: packets.into_iter().map(<[u8]>::to_vec).collect(),
            is_away: true,
        }
    }
}

impl Source for Packets {
    fn read(&mut self, patience: Duration, bytes: &mut Vec<u8>) -> io::Result<ReaderEvent> {
        if patience.is_zero() && std::mem::replace(&mut self.is_away, true) {
            return Ok(ReaderEvent::Nothing);
        }
        self.is_away = true;
        let packet = self
            .packets
            .pop_front()
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        bytes.extend_from_slice(&packet);
        Ok(if packet.is_empty() {
            ReaderEvent::Nothing
        } else {
            ReaderEvent::Bytes
        })
    }
}

/// A terminal that is sent packets.
struct Link(KeyReader<Packets>);

impl Input for Link {
    fn wait(&mut self, patience: Duration) -> io::Result<InputEvent> {
        self.0.wait(patience)
    }

    fn more(&mut self) -> io::Result<Option<Event>> {
        self.0.more()
    }

    fn send(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}

impl Walk {
    /// Opens a document on a screen of this size.
    pub fn open(text: &str, width: u16, height: u16) -> Walk {
        Walk::with(text, None, Looks::default(), width, height)
    }

    /// Opens it on a terminal that has only ASCII and no colour.
    pub fn open_in_ascii(text: &str, width: u16, height: u16) -> Walk {
        Walk::with(
            text,
            None,
            Looks {
                palette: Palette::None,
                ascii: true,
                mouse: false,
            },
            width,
            height,
        )
    }

    /// Opens it with other keys, as a file of settings says.
    pub fn open_with_keys(text: &str, settings: &str, width: u16, height: u16) -> Walk {
        let settings = gonogo::config::settings::parse(settings).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("launch.md"), text).unwrap();
        let place = ProgressPaths::of(&folder.path().join("launch.md"), None, None, None);
        let keymap = Keymap::with(&settings.keys).unwrap();
        Walk::at(folder, &place, Looks::default(), keymap, (width, height))
    }

    /// Opens it with a progress file beside it.
    pub fn open_with_progress(text: &str, progress: &str, width: u16, height: u16) -> Walk {
        Walk::with(text, Some(progress), Looks::default(), width, height)
    }

    /// Opens it with a progress file beside it, on a terminal that has only ASCII and no colour.
    pub fn in_ascii_with_progress(text: &str, progress: &str, width: u16, height: u16) -> Walk {
        Walk::with(
            text,
            Some(progress),
            Looks {
                palette: Palette::None,
                ascii: true,
                mouse: false,
            },
            width,
            height,
        )
    }

    /// Opens it where the progress file would have to be made under a file.
    pub fn open_where_nothing_can_be_saved(text: &str, width: u16, height: u16) -> Walk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("launch.md"), text).unwrap();
        let progress = folder.path().join("launch.md").join("progress.json");
        let place = ProgressPaths::of(
            &folder.path().join("launch.md"),
            None,
            Some(&progress),
            None,
        );
        Walk::at(
            folder,
            &place,
            Looks::default(),
            Keymap::default(),
            (width, height),
        )
    }

    fn with(text: &str, progress: Option<&str>, looks: Looks, width: u16, height: u16) -> Walk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("launch.md");
        fs::write(&path, text).unwrap();
        let place = ProgressPaths::of(
            &path,
            None,
            None,
            Some(&folder.path().join("state/progress")),
        );
        if let Some(progress) = progress {
            fs::write(place.beside(), progress).unwrap();
        }
        Walk::at(folder, &place, looks, Keymap::default(), (width, height))
    }

    fn at(
        folder: TempDir,
        place: &ProgressPaths,
        looks: Looks,
        keymap: Keymap,
        size: (u16, u16),
    ) -> Walk {
        let (workbook, store) =
            Store::open(&folder.path().join("launch.md"), place.clone()).unwrap();
        // The first look at it, when the screen is opened, takes none of its seconds.
        let clock = Arc::new(AtomicI64::new(START - 1));
        let stride = Arc::new(AtomicI64::new(1));
        let (own, step) = (Arc::clone(&clock), Arc::clone(&stride));
        let now = move || {
            let seconds = own.fetch_add(step.load(Ordering::Relaxed), Ordering::Relaxed);
            DateTime::from_timestamp(seconds, PART).unwrap()
        };
        let mut session = App::new(workbook, Theme::new(looks));
        session.model.keymap = keymap;
        let document = folder.path().join("launch.md");
        let named = Some(place.beside().to_owned()).filter(|path| path.starts_with(&document));
        let state = Some(folder.path().join("state/progress"));
        let door = RunLoader {
            file: Some(document),
            progress: named,
            state,
            seats: None,
        };
        let author = Author {
            by: "lead@bastion-1".to_owned(),
            acting: None,
        };
        let desk = Runtime::new(session, store, author, now, door);
        let mut walk = Walk {
            stage: Mutex::new(RootView::Checklist(Box::new(desk))),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            progress: place.beside().to_owned(),
            draws: 0,
            sent: String::new(),
            watched: Watched::folder(folder.path()),
            folder,
            clock,
            stride,
        };
        walk.send(VecDeque::new());
        walk
    }

    /// Presses keys, one turn of the loop for each: names, and text to type in quotes.
    pub fn keys(&mut self, script: &str) {
        for key in keys(script) {
            self.send(VecDeque::from([key]));
        }
    }

    /// Presses keys that all arrive before the first is read.
    pub fn burst(&mut self, script: &str) {
        self.send(keys(script).into());
    }

    /// Types bytes that arrive in these packets, until the link is cut after the last. What is then on the screen and on
    /// disk was there before the cut.
    pub fn type_packets(&mut self, packets: Packets) {
        let mut link = Link(KeyReader::new(packets));
        let ended = event_loop::drive(&self.stage, &mut self.terminal, &mut link);
        assert!(ended.is_err() || self.is_over(), "the link is cut");
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) {
        self.send(VecDeque::from([Event::Paste(text.to_owned())]));
    }

    /// Clicks on the first place that shows `text`.
    pub fn click(&mut self, text: &str) {
        let screen = self.screen();
        let (row, line) = screen
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(text))
            .expect("it to be shown");
        let column = gonogo::sanitize::width(&line[..line.find(text).unwrap()]);
        self.point(MouseEventKind::Down(MouseButton::Left), column, row);
    }

    /// Does something with the mouse at a place of the screen.
    pub fn point(&mut self, kind: MouseEventKind, column: usize, row: usize) {
        let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
        let event = MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::empty(),
        };
        self.send(VecDeque::from([Event::Mouse(event)]));
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.send(VecDeque::from([Event::Resize(width, height)]));
    }

    /// Lets so much time pass that gonogo looks around as often.
    pub fn idle(&mut self, looks: usize) {
        let before = self.terminal.get_frame().count();
        let mut script = Script(VecDeque::new(), looks, String::new());
        event_loop::drive(&self.stage, &mut self.terminal, &mut script).unwrap();
        self.draws = self.terminal.get_frame().count() - before;
    }

    /// What a terminal is sent for each row: the symbols of its squares.
    pub fn rows_sent(&mut self) -> Vec<String> {
        let size = self.terminal.backend().buffer().area;
        let frames = DiffBackend::new(Vec::new(), move || Ok(size.as_size()));
        let mut terminal = Terminal::new(frames).unwrap();
        event_loop::drive(
            &self.stage,
            &mut terminal,
            &mut Script(VecDeque::new(), 0, String::new()),
        )
        .unwrap();
        terminal.backend().rows().collect()
    }

    /// Stops the clock: how often it is looked at depends on how long a test takes.
    pub fn stop_clock(&mut self) {
        self.stride.store(0, Ordering::Relaxed);
    }

    /// Lets so many seconds pass, in which nobody looks around.
    pub fn pass(&mut self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// How many bytes a terminal is sent while so much time passes that gonogo looks around as often.
    pub fn bytes_while_idle(&mut self, looks: usize) -> usize {
        let size = self.terminal.backend().buffer().area;
        let frames = DiffBackend::new(Vec::new(), move || Ok(size.as_size()));
        let mut terminal = Terminal::new(frames).unwrap();
        event_loop::drive(
            &self.stage,
            &mut terminal,
            &mut Script(VecDeque::new(), 0, String::new()),
        )
        .unwrap();
        let first = terminal.backend_mut().out_mut().len();
        assert!(first > 0, "the first screen");
        event_loop::drive(
            &self.stage,
            &mut terminal,
            &mut Script(VecDeque::new(), looks, String::new()),
        )
        .unwrap();
        terminal.backend_mut().out_mut().len() - first
    }

    /// Puts another progress file in the place of the one that is there, and lets gonogo look around.
    pub fn others_save(&mut self, progress: &str) {
        fs::write(&self.progress, progress).unwrap();
        self.idle(1);
    }

    /// The files that were put aside in the state folder, with what each holds.
    pub fn aside(&self) -> Vec<(PathBuf, String)> {
        let files = fs::read_dir(self.folder.path().join("state/progress"));
        let paths = files.into_iter().flatten().map(|file| file.unwrap().path());
        let aside = paths.filter(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .contains("-aside-")
        });
        aside
            .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
            .collect()
    }

    /// Whatever has to be kept as the person leaves is kept; what they are told.
    pub fn save_now(&self) -> Option<String> {
        event_loop::lock(&self.stage).save_now()
    }

    /// The document, for somebody else to open.
    pub fn document(&self) -> PathBuf {
        self.folder.path().join("launch.md")
    }

    /// Runs the real loop until the events are used up.
    fn send(&mut self, events: VecDeque<Event>) {
        let before = self.terminal.get_frame().count();
        let mut script = Script(events, 0, String::new());
        event_loop::drive(&self.stage, &mut self.terminal, &mut script).unwrap();
        self.sent = script.2;
        self.draws = self.terminal.get_frame().count() - before;
    }

    /// What the last keys sent to the terminal beside frames.
    pub fn sent(&self) -> &str {
        &self.sent
    }

    /// How often the last keys drew the screen, with the first drawing.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// What is to be seen.
    pub fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let rows = buffer.content.chunks(usize::from(buffer.area.width.max(1)));
        let row = |cells: &[ratatui::buffer::Cell]| {
            let mut text = String::new();
            let mut covered = 0;
            for cell in cells {
                // A wide character covers the cell after it.
                if covered == 0 {
                    text.push_str(cell.symbol());
                    covered = gonogo::sanitize::width(cell.symbol()).max(1);
                }
                covered -= 1;
            }
            text.trim_end().to_owned()
        };
        rows.map(row).collect::<Vec<_>>().join("\n")
    }

    /// What is underlined, piece by piece.
    pub fn underlined(&self) -> Vec<String> {
        let buffer = self.terminal.backend().buffer();
        let mut pieces: Vec<String> = Vec::new();
        let mut grows = false;
        for cell in &buffer.content {
            let marked = cell.modifier.contains(Modifier::UNDERLINED);
            match pieces.last_mut() {
                Some(last) if grows && marked => last.push_str(cell.symbol()),
                _ if marked => pieces.push(cell.symbol().to_owned()),
                _ => {}
            }
            grows = marked;
        }
        pieces
    }

    /// The first row that holds `text`.
    pub fn row(&self, text: &str) -> String {
        let screen = self.screen();
        screen
            .lines()
            .skip(1)
            .find(|row| row.contains(text))
            .unwrap_or_default()
            .to_owned()
    }

    /// The row that is selected.
    pub fn selected(&self) -> String {
        let screen = self.screen();
        screen
            .lines()
            .find(|row| row.starts_with(['►', '>']))
            .unwrap_or_default()
            .to_owned()
    }

    /// The progress file; nothing where there is none.
    pub fn progress(&self) -> String {
        fs::read_to_string(&self.progress).unwrap_or_default()
    }

    /// Whether the person left.
    pub fn is_over(&self) -> bool {
        match &*event_loop::lock(&self.stage) {
            RootView::Checklist(desk) => desk.is_over(),
            RootView::Picker(..) => false,
        }
    }
}

/// The events of a script: names of keys, and text in single quotes.
fn keys(script: &str) -> Vec<Event> {
    let mut events = Vec::new();
    for (index, part) in script.split('\'').enumerate() {
        if index % 2 == 1 {
            events.extend(part.chars().map(|c| {
                press(Key {
                    code: KeyCode::Char(c),
                    ctrl: false,
                    alt: false,
                })
            }));
        } else {
            let named = |name| Key::named(name).expect("a key of this name");
            events.extend(part.split_whitespace().map(|name| press(named(name))));
        }
    }
    events
}

fn press(key: Key) -> Event {
    let mut modifiers = KeyModifiers::empty();
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    Event::Key(KeyEvent::new(key.code, modifiers))
}
