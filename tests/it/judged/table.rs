//! Mismatches, and precision and recall for each kind.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Compared;
use super::judgement::{Kind, Limit, Lines};

/// The least percentages of precision and recall; for phases, of the share of items in the mean of all documents.
pub(super) const MINIMUM: [(Kind, usize, usize); 6] = [
    (Kind::Phase, 95, 95),
    (Kind::Optional, 95, 90),
    (Kind::Conditional, 90, 60),
    (Kind::Threshold, 95, 95),
    (Kind::SignOff, 95, 90),
    (Kind::Choice, 95, 90),
];

/// Units that have to be read with a number; the name of a counted thing may be left out.
const UNITS: [&str; 14] = [
    "ms", "s", "sec", "second", "seconds", "min", "minutes", "h", "hours", "%", "kb", "mb", "gb",
    "rps",
];

/// How many facts were judged, read, and both.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Figures {
    judged: usize,
    read: usize,
    right: usize,
}

/// The comparison of all documents.
#[derive(Debug, Default)]
pub(super) struct Table {
    kinds: BTreeMap<Kind, Figures>,
    phases: BTreeMap<String, Figures>,
    /// The items with the right phase of each document, and all of them.
    shares: Vec<(usize, usize)>,
    mismatches: Vec<String>,
    documents: Vec<String>,
}

impl Figures {
    fn precision(self) -> usize {
        percent(self.right, self.read)
    }

    fn recall(self) -> usize {
        percent(self.right, self.judged)
    }
}

/// A percentage, rounded down; nothing of nothing is all of it.
fn percent(part: usize, whole: usize) -> usize {
    (100 * part).checked_div(whole).unwrap_or(100)
}

impl Table {
    pub(super) fn mismatches(&self) -> &[String] {
        &self.mismatches
    }

    pub(super) fn add(&mut self, document: &Compared) {
        self.add_phases(document);
        let (judged, read) = (&document.judgement.facts, &document.read);
        self.add_lines(document, Kind::Optional, &judged.optional, &read.optional);
        self.add_lines(
            document,
            Kind::Conditional,
            &judged.conditional,
            &read.conditional,
        );
        self.add_thresholds(document);
        self.add_signoffs(document);
        self.add_choices(document);
        self.add_lines(document, Kind::Struck, &judged.struck, &read.struck);
        self.add_lines(document, Kind::Boxes, &judged.boxes, &read.boxes);
        let count = |what: &str, lines: &Lines| match lines.len() {
            0 => String::new(),
            count => format!("; {what} at {count} lines: {}", list(lines)),
        };
        let wrong = count("WRONG GO", &document.wrong_go)
            + &count("blocks though excluded", &document.wrong_no_go);
        self.documents.push(format!("{}{wrong}", document.name));
    }

    fn add_phases(&mut self, document: &Compared) {
        let sure = document.judgement.facts.phases.iter();
        let sure = sure.filter(|&(&line, _)| !document.judgement.is_unsure(Kind::Phase, line));
        let (mut right, mut all) = (0, 0);
        for (&line, judged) in sure {
            let read = &document.read.phases[&line];
            all += 1;
            self.phases.entry(judged.clone()).or_default().judged += 1;
            self.phases.entry(read.clone()).or_default().read += 1;
            if judged == read {
                right += 1;
                self.phases.entry(read.clone()).or_default().right += 1;
            } else {
                self.mismatch(document, line, Kind::Phase, judged, read);
            }
        }
        if all > 0 {
            self.shares.push((right, all));
        }
    }

    fn add_lines(&mut self, document: &Compared, kind: Kind, judged: &Lines, read: &Lines) {
        for &line in judged.union(read) {
            let word = |lines: &Lines| if lines.contains(&line) { "yes" } else { "-" };
            self.add_fact(document, line, kind, (word(judged), word(read)));
        }
    }

    fn add_thresholds(&mut self, document: &Compared) {
        let (judged, read) = (
            &document.judgement.facts.thresholds,
            &document.read.thresholds,
        );
        let lines: BTreeSet<usize> = judged.keys().chain(read.keys()).copied().collect();
        for line in lines {
            let mut rest = judged.get(&line).cloned().unwrap_or_default();
            for read in read.get(&line).into_iter().flatten() {
                let same = rest.iter().position(|judged| is_same(judged, read));
                let judged = same.map(|at| rest.remove(at));
                let (read, judged) = (words(read), judged.map(|_| words(read)));
                let judged = judged.as_deref().unwrap_or("-");
                self.add_fact(document, line, Kind::Threshold, (judged, &read));
            }
            for judged in rest {
                self.add_fact(document, line, Kind::Threshold, (&words(&judged), "-"));
            }
        }
    }

    fn add_signoffs(&mut self, document: &Compared) {
        let (judged, read) = (&document.judgement.facts.signoffs, &document.read.signoffs);
        let lines: BTreeSet<usize> = judged.keys().chain(read.keys()).copied().collect();
        for line in lines {
            let (judged, read) = (judged.get(&line), read.get(&line));
            let name = |role: Option<&String>| role.map_or("-", String::as_str).to_owned();
            let read_name = if judged.is_some() && read.is_some() {
                name(judged)
            } else {
                name(read)
            };
            self.add_fact(document, line, Kind::SignOff, (&name(judged), &read_name));
            if let (Some(judged), Some(read)) = (judged, read)
                && !read.to_lowercase().contains(&judged.to_lowercase())
            {
                self.mismatches.push(format!(
                    "{}:{line} role: judged {judged}, read {read}",
                    document.name
                ));
            }
        }
    }

    fn add_choices(&mut self, document: &Compared) {
        let (judged, read) = (&document.judgement.facts.choices, &document.read.choices);
        for group in judged.union(read) {
            let Some(&line) = group.first() else { continue };
            let word = |groups: &BTreeSet<Lines>| {
                if groups.contains(group) {
                    list(group)
                } else {
                    "-".to_owned()
                }
            };
            self.add_fact(document, line, Kind::Choice, (&word(judged), &word(read)));
        }
    }

    /// Counts a fact that was judged, read, or both, each `-` if it wasn't.
    fn add_fact(
        &mut self,
        document: &Compared,
        line: usize,
        kind: Kind,
        (judged, read): (&str, &str),
    ) {
        if document.judgement.is_unsure(kind, line) {
            return;
        }
        let figures = self.kinds.entry(kind).or_default();
        figures.judged += usize::from(judged != "-");
        figures.read += usize::from(read != "-");
        if judged == read {
            figures.right += 1;
        } else {
            self.mismatch(document, line, kind, judged, read);
        }
    }

    fn mismatch(&mut self, document: &Compared, line: usize, kind: Kind, judged: &str, read: &str) {
        let text = document.source.lines().nth(line - 1).unwrap_or_default();
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || "-*+#|>".contains(c));
        let text = text
            .strip_prefix("[ ]")
            .or(text.strip_prefix("[x]"))
            .unwrap_or(text);
        let text: String = text.trim().chars().take(90).collect();
        self.mismatches.push(format!(
            "{}:{line} {}: judged {judged}, read {read} | {text}",
            document.name,
            kind.name()
        ));
    }

    /// The kinds whose figures are less than these.
    pub(super) fn below(&self, minimum: &[(Kind, usize, usize)]) -> Vec<String> {
        let mut below = Vec::new();
        for &(kind, precision, recall) in minimum {
            let (has_precision, has_recall) = self.figures(kind);
            if has_precision < precision || has_recall < recall {
                below.push(format!(
                    "{}: {has_precision} % and {has_recall} %",
                    kind.name()
                ));
            }
        }
        below
    }

    /// Precision and recall.
    fn figures(&self, kind: Kind) -> (usize, usize) {
        if kind == Kind::Phase {
            let share = self.share();
            return (share, share);
        }
        let figures = self.kinds.get(&kind).copied().unwrap_or_default();
        (figures.precision(), figures.recall())
    }

    /// The percentage of items with the right phase in the mean of all documents, as one has thousands of items.
    fn share(&self) -> usize {
        let shares = self.shares.iter().map(|&(right, all)| percent(right, all));
        shares.sum::<usize>() / self.shares.len().max(1)
    }
}

fn words((direction, value): &Limit) -> String {
    format!("{direction} {value}")
}

/// True for the same limit; the name of a counted thing may be missing in what is read.
fn is_same(judged: &Limit, read: &Limit) -> bool {
    let rest = judged.1.strip_prefix(read.1.as_str());
    judged.0 == read.0
        && rest.is_some_and(|rest| {
            !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
                && !UNITS.contains(&rest)
        })
}

/// The first lines of some, as ranges.
fn list(lines: &Lines) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == line => *to = line,
            _ => ranges.push((line, line)),
        }
    }
    let range = |&(from, to): &(usize, usize)| {
        if from == to {
            from.to_string()
        } else {
            format!("{from}-{to}")
        }
    };
    let words: Vec<String> = ranges.iter().take(20).map(range).collect();
    words.join(" ")
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for line in self.mismatches.iter().chain(&self.documents) {
            writeln!(f, "{line}")?;
        }
        let mut row = |name: &str, figures: Figures| {
            let Figures {
                judged,
                read,
                right,
            } = figures;
            let (precision, recall) = (figures.precision(), figures.recall());
            writeln!(
                f,
                "{name:12} {judged:7} {read:7} {right:7} {precision:9} % {recall:7} %"
            )
        };
        for (name, figures) in &self.phases {
            row(&format!(" {name}"), *figures)?;
        }
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Phase) {
            row(
                kind.name(),
                self.kinds.get(&kind).copied().unwrap_or_default(),
            )?;
        }
        writeln!(f, "columns: kind, judged, read, right, precision, recall")?;
        writeln!(
            f,
            "items with the right phase, in the mean of all documents: {} %",
            self.share()
        )
    }
}
