//! Documents as people edit them: sections of items out of few words, so that equal texts meet, and the edits
//! that are made of them between two meetings.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What items are called. Some are alike, some are equal in slug, some have no slug at all.
const TEXTS: [&str; 18] = [
    "All tests pass",
    "All tests passed",
    "Backups are tested",
    "Backups are tested every week",
    "A restore was tried",
    "Alerts fire",
    "Alerts fire!",
    "RTO (Recovery Time Objective) defined: ____",
    "RPO (Recovery Point Objective) defined: ____",
    "Lead: ____ Date: ____",
    "Budget: $____",
    "Owner named",
    "数据库备份已测试",
    "✅",
    "Drain pool",
    "Drain <node-a> pool",
    "Drain <node-b> pool",
    "<api> host: ____ <db> host: ____",
];

const HEADINGS: [&str; 9] = [
    "Tests",
    "Testing",
    "Disaster recovery",
    "Disaster recovery plan",
    "Phase 1",
    "Phase 2",
    "Phase 3",
    "Deploy {blue}",
    "Deploy {green}",
];

/// What stands under items, mostly nothing; each deeper than the item.
const BODIES: [&str; 6] = [
    "",
    "",
    "",
    "host db-1",
    "host db-2",
    "run `migrate --dry-run`",
];

/// What a text is reworded with.
const ENDINGS: [&str; 5] = [
    "!",
    " (again)",
    " every week",
    " and signed off by the lead",
    " x",
];

/// A section and its items, each with how deep it stands.
#[derive(Debug, Clone)]
pub(super) struct Section {
    heading: String,
    items: Vec<Item>,
}

/// An item.
#[derive(Debug, Clone)]
pub(super) struct Item {
    text: String,
    is_deep: bool,
    body: &'static str,
}

/// A document.
#[derive(Debug, Clone)]
pub(super) struct Edited(Vec<Section>);

/// What somebody did to it, wherever there is a place for it.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Move {
        from: usize,
        to: usize,
    },
    Reword {
        item: usize,
        ending: &'static str,
    },
    Replace {
        item: usize,
        text: &'static str,
    },
    Remove {
        item: usize,
    },
    Double {
        item: usize,
    },
    Insert {
        at: usize,
        text: &'static str,
    },
    Rename {
        section: usize,
        heading: &'static str,
    },
    Swap {
        one: usize,
        other: usize,
    },
    Drop {
        section: usize,
    },
    Add {
        at: usize,
        section: Section,
    },
    Deeper {
        item: usize,
    },
    Rebody {
        item: usize,
        body: &'static str,
    },
    Exchange {
        one: usize,
        other: usize,
    },
}

impl Edited {
    /// The Markdown.
    pub(super) fn text(&self) -> String {
        let mut text = "# Go-live\n".to_owned();
        for section in &self.0 {
            text.push_str(&format!("\n## {}\n\n", section.heading));
            for (index, item) in section.items.iter().enumerate() {
                let indent = if item.is_deep && index > 0 { "  " } else { "" };
                text.push_str(&format!("{indent}- [ ] {}\n", item.text));
                if !item.body.is_empty() {
                    text.push_str(&format!("\n{indent}  {}\n\n", item.body));
                }
            }
        }
        text
    }

    /// The document after some edits.
    pub(super) fn after(&self, changes: &[Change]) -> Edited {
        let mut edited = self.clone();
        for change in changes {
            edited.change(change);
        }
        edited
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Move { from, to } => {
                if let Some((section, index)) = self.item(*from) {
                    let item = self.0[section].items.remove(index);
                    self.insert(*to, item);
                }
            }
            Change::Reword { item, ending } => self.on_item(*item, |text| text.push_str(ending)),
            Change::Replace { item, text } => self.on_item(*item, |old| (*text).clone_into(old)),
            Change::Remove { item } => {
                if let Some((section, index)) = self.item(*item) {
                    self.0[section].items.remove(index);
                }
            }
            Change::Double { item } => {
                if let Some((section, index)) = self.item(*item) {
                    let item = self.0[section].items[index].clone();
                    self.0[section].items.insert(index, item);
                }
            }
            Change::Insert { at, text } => {
                self.insert(
                    *at,
                    Item {
                        text: (*text).to_owned(),
                        is_deep: false,
                        body: "",
                    },
                );
            }
            Change::Rename { section, heading } => {
                if let Some(section) = self.section(*section) {
                    (*heading).clone_into(&mut self.0[section].heading);
                }
            }
            Change::Swap { one, other } => {
                if let (Some(one), Some(other)) = (self.section(*one), self.section(*other)) {
                    self.0.swap(one, other);
                }
            }
            Change::Drop { section } => {
                if let Some(section) = self.section(*section) {
                    self.0.remove(section);
                }
            }
            Change::Add { at, section } => {
                let at = at % (self.0.len() + 1);
                self.0.insert(at, section.clone());
            }
            Change::Deeper { item } => {
                if let Some((section, index)) = self.item(*item) {
                    let is_deep = &mut self.0[section].items[index].is_deep;
                    *is_deep = !*is_deep;
                }
            }
            Change::Rebody { item, body } => {
                if let Some((section, index)) = self.item(*item) {
                    self.0[section].items[index].body = body;
                }
            }
            Change::Exchange { one, other } => {
                if let (Some(one), Some(other)) = (self.item(*one), self.item(*other)) {
                    let bodies =
                        [one, other].map(|(section, index)| self.0[section].items[index].body);
                    self.0[one.0].items[one.1].body = bodies[1];
                    self.0[other.0].items[other.1].body = bodies[0];
                }
            }
        }
    }

    fn section(&self, at: usize) -> Option<usize> {
        at.checked_rem(self.0.len())
    }

    /// The item at this place of all: its section, and its place there.
    fn item(&self, at: usize) -> Option<(usize, usize)> {
        let items = self.0.iter().enumerate();
        let all: Vec<_> = items
            .flat_map(|(s, section)| (0..section.items.len()).map(move |i| (s, i)))
            .collect();
        all.get(at.checked_rem(all.len())?).copied()
    }

    fn on_item(&mut self, at: usize, change: impl FnOnce(&mut String)) {
        if let Some((section, index)) = self.item(at) {
            change(&mut self.0[section].items[index].text);
        }
    }

    fn insert(&mut self, at: usize, item: Item) {
        match self.section(at) {
            Some(section) => {
                let items = &mut self.0[section].items;
                items.insert(at / 7 % (items.len() + 1), item);
            }
            None => self.0.push(Section {
                heading: "New".to_owned(),
                items: vec![item],
            }),
        }
    }
}

fn text() -> impl Strategy<Value = &'static str> {
    select(&TEXTS[..])
}

fn body() -> impl Strategy<Value = &'static str> {
    select(&BODIES[..])
}

fn section() -> impl Strategy<Value = Section> {
    let item = (text(), prop::bool::weighted(0.2), body()).prop_map(|(text, is_deep, body)| Item {
        text: text.to_owned(),
        is_deep,
        body,
    });
    (select(&HEADINGS[..]), vec(item, 0..6)).prop_map(|(heading, items)| Section {
        heading: heading.to_owned(),
        items,
    })
}

pub(super) fn edited() -> impl Strategy<Value = Edited> {
    vec(section(), 1..5).prop_map(Edited)
}

fn change() -> impl Strategy<Value = Change> {
    let at = || 0..210_usize;
    prop_oneof![
        2 => (at(), at()).prop_map(|(from, to)| Change::Move { from, to }),
        2 => (at(), select(&ENDINGS[..])).prop_map(|(item, ending)| Change::Reword { item, ending }),
        1 => (at(), text()).prop_map(|(item, text)| Change::Replace { item, text }),
        1 => at().prop_map(|item| Change::Remove { item }),
        1 => at().prop_map(|item| Change::Double { item }),
        1 => (at(), text()).prop_map(|(at, text)| Change::Insert { at, text }),
        1 => (at(), select(&HEADINGS[..])).prop_map(|(section, heading)| Change::Rename { section, heading }),
        1 => (at(), at()).prop_map(|(one, other)| Change::Swap { one, other }),
        1 => at().prop_map(|section| Change::Drop { section }),
        1 => (at(), section()).prop_map(|(at, section)| Change::Add { at, section }),
        1 => at().prop_map(|item| Change::Deeper { item }),
        1 => (at(), body()).prop_map(|(item, body)| Change::Rebody { item, body }),
        1 => (at(), at()).prop_map(|(one, other)| Change::Exchange { one, other }),
    ]
}

pub(super) fn changes() -> impl Strategy<Value = Vec<Change>> {
    vec(change(), 0..6)
}
