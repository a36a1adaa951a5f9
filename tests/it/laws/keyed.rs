//! The screen and the commands: whatever is done in whatever order, keys save the very events that commands save.

use gonogo::checklist::{BlankId, Checklist, EntryId, Phase, VariableId};
use gonogo::progress::{Progress, Stamp, State};
use gonogo::tui::Looks;
use gonogo::tui::app::App;
use gonogo::tui::key::Key;
use gonogo::tui::sheets::blanks::BlanksShown;
use gonogo::tui::theme::Theme;
use gonogo::workbook::{Edit, Workbook, moment};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::layout::Size;

use super::config;
use super::edited::edited;
use crate::arbitrary::stamp;

/// What asks for a measured value, under a heading that says a phase; and two variables.
const MEASURED: &str = "\n# Launch Day\n\n- [ ] p95 < 5 seconds\n- [ ] Error rate < 0.1%\n- [ ] Tag {{version}} on <db-host> as `{{version}}`\n";

/// What somebody does, wherever there is a place for it.
#[derive(Debug, Clone)]
enum Deed {
    Set(usize, State, &'static str),
    SetAll(usize, State, &'static str),
    Fill(usize, &'static str),
    Variable(usize, &'static str),
    Note(usize, &'static str),
    Phase(usize, Option<Phase>),
    Measure(usize, &'static str),
    Live(&'static str),
}

fn deed() -> impl Strategy<Value = Deed> {
    let (at, text) = (
        0..40_usize,
        select(&["none here", "", "4 s", "12%", " spaced ", "数据"][..]),
    );
    let note = select(&["none here", " ", "two\n\n  lines", "*seen* by [a](b)"][..]);
    let reason = select(&["none here", "later; see [a](b)"][..]);
    let state = select(&State::ALL[..]);
    let moments = select(&["2026-11-21", "2026-11-21 21:04", ""][..]);
    prop_oneof![
        4 => (at.clone(), state.clone(), reason.clone()).prop_map(|(at, s, why)| Deed::Set(at, s, why)),
        1 => (at.clone(), state, reason).prop_map(|(at, s, why)| Deed::SetAll(at, s, why)),
        3 => (at.clone(), text.clone()).prop_map(|(at, text)| Deed::Fill(at, text)),
        2 => (at.clone(), text.clone()).prop_map(|(at, text)| Deed::Variable(at, text)),
        1 => (at.clone(), note).prop_map(|(at, text)| Deed::Note(at, text)),
        1 => (at.clone(), proptest::option::of(select(&Phase::ALL[..]))).prop_map(|(at, phase)| Deed::Phase(at, phase)),
        2 => (at, text).prop_map(|(at, text)| Deed::Measure(at, text)),
        1 => moments.prop_map(Deed::Live),
    ]
}

/// One of so many, counted around.
fn pick<T: Copy>(all: &[T], at: usize) -> Option<T> {
    all.get(at.checked_rem(all.len())?).copied()
}

fn items(checklist: &Checklist) -> Vec<EntryId> {
    checklist.items().collect()
}

fn sections(checklist: &Checklist) -> Vec<EntryId> {
    checklist
        .ids()
        .filter(|&id| checklist.entry(id).is_section())
        .collect()
}

fn entries(checklist: &Checklist) -> Vec<EntryId> {
    checklist.ids().collect()
}

fn measured(checklist: &Checklist) -> Vec<EntryId> {
    items(checklist)
        .into_iter()
        .filter(|&id| !checklist.thresholds(id).is_empty())
        .collect()
}

/// What a command makes of it.
fn edits(workbook: &Workbook, deed: &Deed, stamp: &Stamp) -> Option<Vec<Edit>> {
    let checklist = workbook.checklist();
    let said = |state: State, why: &str| state.needs_reason().then(|| why.to_owned());
    Some(match *deed {
        Deed::Set(at, state, why) => {
            vec![Edit::State {
                entry: pick(&items(checklist), at)?,
                state,
                reason: said(state, why),
            }]
        }
        // Commands take no section for that, as the screen does not.
        Deed::SetAll(_, State::Open, _) => return None,
        Deed::SetAll(at, state, why) => {
            let open: Vec<EntryId> = workbook
                .open_under(pick(&sections(checklist), at)?)
                .collect();
            let is_asked = workbook.asks_for_reason(&open).is_some();
            let edit = |entry| Edit::State {
                entry,
                state,
                reason: said(state, why).or(is_asked.then(|| why.to_owned())),
            };
            open.into_iter().map(edit).collect()
        }
        Deed::Fill(at, value) => {
            let blank = BlankId(at.checked_rem(checklist.blanks().len())?);
            vec![Edit::Fill {
                blank,
                value: value.to_owned(),
            }]
        }
        Deed::Variable(at, value) => {
            let variable = VariableId(at.checked_rem(checklist.variables().len())?);
            vec![Edit::SetVariable {
                variable,
                value: value.to_owned(),
            }]
        }
        Deed::Note(at, text) => {
            vec![Edit::Note {
                entry: pick(&entries(checklist), at)?,
                text: text.to_owned(),
            }]
        }
        Deed::Phase(at, phase) => vec![Edit::Phase {
            entry: pick(&sections(checklist), at)?,
            phase,
        }],
        Deed::Measure(at, value) => {
            let entry = pick(&measured(checklist), at)?;
            vec![Edit::Measure {
                entry,
                threshold: 0,
                value: value.to_owned(),
            }]
        }
        Deed::Live(at) => vec![Edit::Live {
            at: moment(at, stamp.at),
        }],
    })
}

/// A person at the screen, without one.
struct Person {
    session: App,
    stamp: Stamp,
}

impl Person {
    fn keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.session
                .key(Key::named(name).expect("a key of this name"), &self.stamp);
        }
    }

    fn go_to(&mut self, id: EntryId) {
        self.keys(&format!("g {}", "j ".repeat(id.0)));
        assert_eq!(self.session.model.entry(), Some(id));
    }

    /// Types a text in place of what the field holds.
    fn write(&mut self, text: &str) {
        self.keys(&format!("end {}", "backspace ".repeat(24)));
        self.session.paste(text);
    }

    fn set(&mut self, state: State, why: &str) {
        self.keys(match state {
            State::Done => "space",
            State::Open => "o",
            State::Na => "-",
            State::Blocked => "!",
            State::Waived => "~",
        });
        if state.needs_reason() && self.session.field().is_some() {
            self.write(why);
            self.keys("enter");
        }
    }

    /// Does it; nothing where it is so already.
    fn perform(&mut self, deed: &Deed) -> Option<()> {
        let checklist = self.session.model.checklist().clone();
        match *deed {
            Deed::Set(at, state, why) => {
                let item = pick(&items(&checklist), at)?;
                self.go_to(item);
                let workbook = &self.session.model.workbook;
                if state != State::Done
                    || workbook.state(item) != state
                    || workbook.is_pre_ticked(item)
                {
                    self.set(state, why);
                }
                // The tick may ask what was measured.
                self.keys(if self.session.field().is_some() {
                    "esc"
                } else {
                    ""
                });
            }
            Deed::SetAll(_, State::Open, _) => {}
            Deed::SetAll(at, state, why) => {
                self.go_to(pick(&sections(&checklist), at)?);
                self.set(state, why);
                if self.session.field().is_some() {
                    // Many at once.
                    self.write(why);
                    self.keys("enter");
                }
                self.keys(if self.session.overlay.is_some() {
                    "y"
                } else {
                    ""
                });
            }
            Deed::Fill(at, value) => {
                let blank = at.checked_rem(checklist.blanks().len())?;
                self.session.blanks_shown = BlanksShown::All;
                let row = checklist.variables().len() + blank;
                self.keys(&format!("b g {} enter", "j ".repeat(row)));
                self.write(value);
                self.keys("ctrl-s");
                // The blank may be offered to a variable.
                while self.session.overlay.is_some() {
                    self.keys("n");
                }
            }
            Deed::Variable(at, value) => {
                let row = at.checked_rem(checklist.variables().len())?;
                self.session.blanks_shown = BlanksShown::All;
                self.keys(&format!("b g {} enter", "j ".repeat(row)));
                self.write(value);
                self.keys("ctrl-s");
            }
            Deed::Note(at, text) => {
                self.go_to(pick(&entries(&checklist), at)?);
                self.keys("a");
                self.session.paste(text);
                self.keys("ctrl-s");
            }
            Deed::Phase(at, phase) => {
                self.go_to(pick(&sections(&checklist), at)?);
                let all = [
                    Phase::Before,
                    Phase::During,
                    Phase::After,
                    Phase::Upkeep,
                    Phase::Rollback,
                    Phase::Info,
                ];
                let row = all
                    .iter()
                    .position(|&other| Some(other) == phase)
                    .unwrap_or(all.len());
                self.keys(&format!("P g {} enter", "j ".repeat(row)));
            }
            Deed::Measure(at, value) => {
                self.go_to(pick(&measured(&checklist), at)?);
                self.keys("m");
                self.write(value);
                self.keys("ctrl-s");
            }
            Deed::Live(at) => {
                self.keys("T");
                self.write(at);
                self.keys("enter");
            }
        }
        assert!(
            self.session.overlay.is_none(),
            "{:?} is left open",
            self.session.context()
        );
        Some(())
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn keys_save_the_same_events_as_commands(document in edited(), deeds in vec(deed(), 1..12)) {
        let checklist = Checklist::parse(format!("{}{MEASURED}", document.text()));
        let mut workbook = Workbook::new(checklist, Progress::new("a.md", None));
        let mut session = App::new(workbook.clone(), Theme::new(Looks::default()));
        session.resize(Size::new(80, 24));
        let mut person = Person { session, stamp: stamp("me", 0) };
        for (second, deed) in deeds.iter().enumerate() {
            person.stamp = stamp("me", second);
            person.perform(deed);
            if let Some(edits) = edits(&workbook, deed, &person.stamp) {
                let _ = workbook.apply_all(edits, &person.stamp);
            }
            prop_assert_eq!(person.session.model.workbook.progress(), workbook.progress(), "{:?}", deed);
            prop_assert_eq!(person.session.model.workbook.verdict(), workbook.verdict());
        }
    }
}
