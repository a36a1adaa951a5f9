//! What a person wrote about a document: one fact a line, with line numbers of the document.

use std::collections::{BTreeMap, BTreeSet};

/// Lines of a document, counted from 1.
pub(super) type Lines = BTreeSet<usize>;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Phase,
    Optional,
    Conditional,
    Threshold,
    SignOff,
    Choice,
    Struck,
    Boxes,
}

impl Kind {
    pub(super) const ALL: [Kind; 8] = [
        Kind::Phase,
        Kind::Optional,
        Kind::Conditional,
        Kind::Threshold,
        Kind::SignOff,
        Kind::Choice,
        Kind::Struck,
        Kind::Boxes,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Phase => "phase",
            Kind::Optional => "optional",
            Kind::Conditional => "conditional",
            Kind::Threshold => "threshold",
            Kind::SignOff => "sign-off",
            Kind::Choice => "choice",
            Kind::Struck => "struck",
            Kind::Boxes => "boxes",
        }
    }

    fn from_word(word: &str) -> Option<Kind> {
        let word = if word == "signoff" { "sign-off" } else { word };
        Kind::ALL.into_iter().find(|kind| kind.name() == word)
    }
}

/// A threshold: its direction, and the limit without spaces.
pub(super) type Limit = (String, String);

/// The facts about a document.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Facts {
    /// The phase of each item, by its line.
    pub(super) phases: BTreeMap<usize, String>,
    pub(super) optional: Lines,
    pub(super) conditional: Lines,
    pub(super) thresholds: BTreeMap<usize, Vec<Limit>>,
    /// The role of each sign-off.
    pub(super) signoffs: BTreeMap<usize, String>,
    pub(super) choices: BTreeSet<Lines>,
    pub(super) struck: Lines,
    pub(super) boxes: Lines,
}

/// The facts that a person judged to be right, and where others could differ.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    pub(super) facts: Facts,
    unsure: BTreeMap<Kind, Lines>,
}

/// A limit in a form that can be compared: `30 Minutes` is `30minutes`.
pub(super) fn limit(direction: &str, value: &str) -> Limit {
    let value: String = value.split_whitespace().collect();
    (direction.to_owned(), value.to_lowercase())
}

impl Judgement {
    /// Reads a judgement of a document with items on these lines.
    pub(super) fn parse(text: &str, items: &Lines) -> Judgement {
        let mut judgement = Judgement::default();
        for line in text.lines() {
            let fact = line.split(" #").next().unwrap_or_default().trim();
            if !fact.is_empty() && !fact.starts_with('#') {
                judgement.add(fact, items);
            }
        }
        judgement
    }

    fn add(&mut self, fact: &str, items: &Lines) {
        let (word, rest) = fact.split_once(' ').unwrap();
        let of_items = || lines(rest).intersection(items).copied().collect::<Lines>();
        let first = || rest.split_once(' ').unwrap();
        let facts = &mut self.facts;
        match word {
            "phase" => {
                let (phase, rest) = first();
                for line in lines(rest).intersection(items) {
                    let before = facts.phases.insert(*line, phase.to_owned());
                    assert_eq!(before, None, "line {line} has one phase");
                }
            }
            "optional" => facts.optional.extend(of_items()),
            "conditional" => facts.conditional.extend(of_items()),
            "struck" => facts.struck.extend(of_items()),
            "boxes" => facts.boxes.extend(lines(rest)),
            "choice" => drop(facts.choices.insert(lines(rest))),
            "threshold" => {
                let (line, rest) = first();
                let (direction, value) = rest.split_once(' ').unwrap();
                let of_line = facts.thresholds.entry(line.parse().unwrap()).or_default();
                of_line.push(limit(direction, value));
            }
            "signoff" => {
                let (line, role) = first();
                facts
                    .signoffs
                    .insert(line.parse().unwrap(), role.to_owned());
            }
            "unsure" => {
                let (kind, rest) = first();
                let kind = Kind::from_word(kind).unwrap_or_else(|| panic!("{fact}"));
                self.unsure.entry(kind).or_default().extend(lines(rest));
            }
            _ => panic!("no such fact: {fact}"),
        }
    }

    /// True if two careful people could differ about a kind at a line.
    pub(super) fn is_unsure(&self, kind: Kind, line: usize) -> bool {
        self.unsure
            .get(&kind)
            .is_some_and(|lines| lines.contains(&line))
    }

    /// The lines of items that a GO needs.
    pub(super) fn needed(&self) -> Lines {
        let before = self
            .facts
            .phases
            .iter()
            .filter(|(_, phase)| *phase == "before");
        let lines = before.map(|(&line, _)| line);
        lines
            .filter(|line| !self.facts.optional.contains(line))
            .collect()
    }

    /// The lines of items about which people could differ whether a GO needs them.
    pub(super) fn doubtful_needs(&self) -> Lines {
        let kinds = [Kind::Phase, Kind::Optional, Kind::Conditional, Kind::Struck];
        let unsure = kinds.iter().filter_map(|kind| self.unsure.get(kind));
        unsure.flatten().copied().collect()
    }
}

/// The lines of a list: `12 14-20 33`.
fn lines(list: &str) -> Lines {
    let number = |text: &str| text.parse::<usize>().unwrap_or_else(|_| panic!("{list}"));
    let range = |part: &str| match part.split_once('-') {
        Some((from, to)) => number(from)..=number(to),
        None => number(part)..=number(part),
    };
    list.split_whitespace().flat_map(range).collect()
}
