//! The walk by keys: what a person presses for each deed, through the real loop.

use gonogo::checklist::{Checklist, EntryId};
use gonogo::progress::Progress;
use gonogo::workbook::Workbook;

use super::saved::said;
use super::{
    Deed, Stage, TOGETHER, comparable, document, item, left_by_commands, report, section, stages,
    verdict,
};
use crate::program::{BY, Folder};
use crate::screen::walk::Walk;

/// A person at the screen who knows the document by heart.
struct Person {
    walk: Walk,
    workbook: Workbook,
    /// The entry that is selected, where that is known.
    at: Option<EntryId>,
}

impl Person {
    fn new() -> Person {
        let workbook = Workbook::new(Checklist::parse(document()), Progress::new("a.md", None));
        Person {
            walk: Walk::open(document(), 80, 24),
            workbook,
            at: None,
        }
    }

    /// Selects an entry: nothing is folded, so that every entry is a row.
    fn go_to(&mut self, id: EntryId) {
        let keys = match self.at.replace(id) {
            Some(at) if at <= id => "j ".repeat(id.0 - at.0),
            Some(at) if at.0 < 2 * id.0 => "k ".repeat(at.0 - id.0),
            Some(_) | None => format!("g {}", "j ".repeat(id.0)),
        };
        self.walk.burst(&keys);
        let name = self.workbook.checklist().entry(id).legible().into_owned();
        let begin: String = name.chars().take(16).collect();
        let selected = self.walk.selected();
        assert!(
            selected.contains(&begin),
            "{begin} is not selected: {}",
            self.walk.screen()
        );
    }

    fn keys(&mut self, keys: &str) {
        self.walk.burst(keys);
    }

    fn item(&self, number: usize) -> EntryId {
        item(&self.workbook, number)
    }

    fn perform(&mut self, stage: &Stage) {
        if stage.at.is_some() {
            self.walk.pass(24 * 60 * 60);
        }
        if stage.in_walk_mode {
            return self.walk_through(&stage.deeds);
        }
        if let Some(Deed::Fill { .. }) = stage
            .deeds
            .iter()
            .find(|deed| matches!(deed, Deed::Fill { .. }))
        {
            self.fill_all(&stage.deeds);
        }
        let mut before = None;
        for deed in &stage.deeds {
            match deed {
                Deed::Tick { item } => {
                    self.go_to(self.item(*item));
                    self.keys("space");
                }
                Deed::Set {
                    item,
                    state,
                    reason,
                } => {
                    self.go_to(self.item(*item));
                    self.set(state, reason);
                }
                Deed::SetAll {
                    section: heading,
                    state,
                    reason,
                } => {
                    self.go_to(section(&self.workbook, heading));
                    self.set(state, reason);
                }
                Deed::TickAll { section: heading } => {
                    self.go_to(section(&self.workbook, heading));
                    self.keys("space");
                    if self.walk.screen().contains("Why done: ") {
                        self.keys(&format!("'{TOGETHER}' enter"));
                    } else {
                        self.keys("y");
                    }
                }
                Deed::Phase {
                    section: heading,
                    phase,
                } => {
                    self.go_to(section(&self.workbook, heading));
                    let phases = ["before", "during", "after", "upkeep", "info"];
                    let at = phases.iter().position(|other| other == phase).unwrap();
                    self.keys(&format!("P g {} enter", "j ".repeat(at)));
                }
                Deed::Measure { item, value, .. } if before == Some(*item) => self.measure(value),
                Deed::Measure { item, value, .. } => {
                    self.go_to(self.item(*item));
                    self.keys(&format!("m {}", "backspace ".repeat(20)));
                    self.measure(value);
                }
                Deed::Fill { .. } => {}
                Deed::Note { item, text } => {
                    self.go_to(self.item(*item));
                    self.keys(&format!("a '{text}' ctrl-s"));
                }
                Deed::Sign { role } => {
                    let mut signoffs = self.workbook.signoffs();
                    let at = signoffs
                        .position(|signoff| self.workbook.role(signoff) == role)
                        .unwrap();
                    drop(signoffs);
                    self.keys(&format!("S g {} enter", "j ".repeat(at)));
                    self.keys("ctrl-s esc");
                }
                Deed::Live => self.keys("T down enter"),
            }
            before = match deed {
                Deed::Tick { item } | Deed::Measure { item, .. } => Some(*item),
                _ => None,
            };
        }
    }

    fn set(&mut self, state: &str, reason: &str) {
        let key = match state {
            "na" => '-',
            "blocked" => '!',
            _ => '~',
        };
        self.keys(&format!("{key} '{reason}' enter"));
    }

    /// Types a value into the field that asks for it, and goes on to the next or out of it.
    fn measure(&mut self, value: &str) {
        let screen = self.walk.screen();
        assert!(
            screen.contains("esc cancel"),
            "nothing asks for {value}: {screen}"
        );
        self.keys(&format!("'{value}' enter"));
    }

    /// Goes from blank to blank through the whole document, past those of the sign-offs.
    fn fill_all(&mut self, deeds: &[Deed]) {
        self.at = None;
        self.walk.keys("g tab");
        let last = deeds
            .iter()
            .rposition(|deed| matches!(deed, Deed::Fill { .. }));
        let mut at = 0;
        for (index, deed) in deeds.iter().enumerate() {
            let Deed::Fill { blank, value } = deed else {
                continue;
            };
            self.keys(&"tab ".repeat(blank - at));
            self.keys(&format!(
                "'{value}' {}",
                if Some(index) == last { "ctrl-s" } else { "tab" }
            ));
            at = blank + 1;
        }
    }

    /// Walks through the items step by step.
    fn walk_through(&mut self, deeds: &[Deed]) {
        let Some(&Deed::Tick { item: first }) = deeds.first() else {
            panic!("it begins with a tick")
        };
        self.go_to(self.item(first));
        self.keys("w");
        for (deed, next) in deeds
            .iter()
            .zip(deeds.iter().skip(1).map(Some).chain([None]))
        {
            match deed {
                Deed::Tick { item } => {
                    if self.walk.screen().contains("continue") {
                        self.keys("space");
                    }
                    let name = self
                        .workbook
                        .checklist()
                        .entry(self.item(*item))
                        .legible()
                        .into_owned();
                    let begin: String = name.chars().take(16).collect();
                    assert!(
                        self.walk.screen().contains(&begin),
                        "{begin}: {}",
                        self.walk.screen()
                    );
                    self.keys("space");
                }
                Deed::Measure { value, .. } => {
                    self.measure(value);
                    if !matches!(next, Some(Deed::Measure { .. })) {
                        self.keys("space");
                    }
                }
                other => panic!("{other:?} is not done in walk mode"),
            }
        }
        self.keys("w");
        self.at = None;
    }
}

#[test]
fn go_live_from_no_go_to_complete_by_keys() {
    let (folder, mut person) = (Folder::new(), Person::new());
    let file = person.walk.document().display().to_string();
    for (number, stage) in stages().iter().enumerate() {
        person.perform(stage);
        let (word, blockers, remaining) = stage.verdict;
        assert_eq!(
            verdict(&folder, &file),
            (word.to_owned(), blockers, remaining),
            "stage {number}"
        );
        let shown = match word {
            "no-go" => format!("NO-GO {blockers} "),
            "go" => " GO ".to_owned(),
            _ => "[COMPLETE".to_owned(),
        };
        let screen = person.walk.screen();
        assert!(
            screen.trim_start().starts_with(shown.trim_start()),
            "stage {number}, {shown}: {screen}"
        );
    }
    let by_commands = left_by_commands();
    let (keys, commands) = (
        said(&person.walk.progress().replace("lead@bastion-1", BY)),
        said(&by_commands.progress),
    );
    let differing = keys.iter().zip(&commands).find(|(one, other)| one != other);
    assert_eq!(
        (differing, keys.len()),
        (None, commands.len()),
        "what is saved"
    );
    let report = report(&folder, &file)
        .replace("launch.md", "a.md")
        .replace("lead@bastion-1", BY);
    let (keys, commands) = (comparable(&report), comparable(&by_commands.report));
    let differing = keys
        .lines()
        .zip(commands.lines())
        .find(|(one, other)| one != other);
    assert_eq!(differing, None, "the reports");
    assert_eq!(keys, commands);
}
