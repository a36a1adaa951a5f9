//! Places to fill in checklists of real teams are found where people found them who read each line before gonogo did.
//!
//! `places/NAME.txt` has the places of one document, one a line: `LINE<TAB>FORM<TAB>TEXT`. A form with a `?` in front
//! counts neither way. The documents are those of `GONOGO_DOCUMENTS`, as for the other judgements; `GONOGO_PLACES`
//! names another folder with judgements.
//!
//! A place is found if the program has one at the same bytes of the same line. Some places are fairly given either of
//! two forms, such as `[YYYY.minor]` (brackets, version) or `[ ____ ]`; the forms of what is found at the same bytes
//! aren't compared. Recall is that of the judged form, precision that of the form that the program gives.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

use gonogo::checklist::{Checklist, Notation};

use super::documents;

/// The least percentages of recall and precision, for each form with [`FEW`] places or more, and for all.
const MINIMUM: (usize, usize) = (90, 98);
/// The fewest places of a form whose percentages mean something: of fewer, one may be missed.
const FEW: usize = 10;

/// A place as people judged it.
#[derive(Debug)]
struct Judged {
    line: usize,
    form: String,
    text: String,
    /// True if people couldn't decide.
    is_unsure: bool,
    /// Its bytes in the document.
    range: Range<usize>,
    /// The other bytes of its line that read the same: which of them is meant isn't written down.
    others: Vec<Range<usize>>,
}

/// A place that the program found.
#[derive(Debug)]
struct Found {
    line: usize,
    form: &'static str,
    label: String,
    range: Range<usize>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Figures {
    judged: usize,
    /// Judged places that were found.
    recalled: usize,
    found: usize,
    /// Found places that were judged as such.
    right: usize,
}

#[derive(Debug, Default)]
struct Score {
    forms: BTreeMap<String, Figures>,
    /// `document:line missed FORM TEXT`, `document:line false FORM TEXT`.
    mismatches: Vec<String>,
}

/// The places in a file of judgements, with their bytes in the document.
fn judged(name: &str, source: &str, judgements: &str) -> Vec<Judged> {
    let mut starts = vec![0];
    starts.extend(source.match_indices('\n').map(|(at, _)| at + 1));
    let mut end_of_last = 0;
    let places = judgements.lines().filter(|line| !line.starts_with('#'));
    let judged = places.map(|place| {
        let parts: Vec<&str> = place.split('\t').collect();
        let &[line, form, text] = parts.as_slice() else {
            panic!("{name}: `{place}` isn't LINE, FORM and TEXT")
        };
        let line: usize = line.parse().unwrap();
        let start = starts[line - 1];
        let end = starts.get(line).copied().unwrap_or(source.len());
        let whole = start..end;
        // A place inside the one before it begins before that ends.
        let find = |from: usize| source[from..end].find(text).map(|at| from + at);
        let range = match form.trim_start_matches('?') {
            "cell" => whole,
            _ => match find(start.max(end_of_last)).or_else(|| find(start)) {
                Some(at) => at..at + text.len(),
                None => panic!("{name}:{line} doesn't have {text}"),
            },
        };
        if form != "cell" {
            end_of_last = range.end;
        }
        Judged {
            line,
            form: form.trim_start_matches('?').to_owned(),
            text: text.to_owned(),
            is_unsure: form.starts_with('?'),
            others: match form {
                "cell" => Vec::new(),
                _ => source[start..end]
                    .match_indices(text)
                    .map(|(at, _)| start + at..start + at + text.len())
                    .filter(|other| *other != range)
                    .collect(),
            },
            range,
        }
    });
    let mut judged: Vec<Judged> = judged.collect();
    // Where all places that read the same are judged, each is one of its own.
    let count = |line: usize, text: &str, judged: &[Judged]| {
        let same = judged
            .iter()
            .filter(|it| it.line == line && it.text == text);
        same.count()
    };
    let counts: Vec<usize> = judged
        .iter()
        .map(|it| count(it.line, &it.text, &judged))
        .collect();
    for (place, count) in judged.iter_mut().zip(counts) {
        if count > place.others.len() {
            place.others.clear();
        }
    }
    judged
}

/// The blanks and the places of variables in a document.
fn found(source: &str) -> Vec<Found> {
    let checklist = Checklist::parse(source);
    let blanks = checklist.blanks().iter().map(|blank| Found {
        line: blank.line,
        form: blank.notation.name(),
        label: blank.label.clone(),
        range: blank.range.clone(),
    });
    let places = checklist.places().iter().map(|place| Found {
        line: place.line,
        form: place.notation.name(),
        label: source[place.range.clone()].to_owned(),
        range: place.range.clone(),
    });
    blanks.chain(places).collect()
}

impl Judged {
    /// True if the program found this place.
    fn is(&self, found: &Found) -> bool {
        let cell = Notation::Cell.name();
        if self.form == cell || found.form == cell {
            return self.form == found.form && self.line == found.line && self.text == found.label;
        }
        // An empty place is behind its label; marks of emphasis may be between.
        let reach = if self.form == "label" { 3 } else { 0 };
        let ranges = std::iter::once(&self.range).chain(&self.others);
        ranges.into_iter().any(|range| {
            if found.range.is_empty() {
                return (range.start..=range.end + reach).contains(&found.range.start);
            }
            found.range.start < range.end + reach && range.start < found.range.end
        })
    }
}

impl Score {
    fn add(&mut self, name: &str, source: &str, judgements: &str) {
        let (judged, found) = (judged(name, source, judgements), found(source));
        for place in judged.iter().filter(|place| !place.is_unsure) {
            let figures = self.forms.entry(place.form.clone()).or_default();
            figures.judged += 1;
            if found.iter().any(|found| place.is(found)) {
                figures.recalled += 1;
            } else {
                let Judged {
                    line, form, text, ..
                } = place;
                self.mismatches
                    .push(format!("{name}:{line} missed {form} {text}"));
            }
        }
        for place in &found {
            let mut same = judged.iter().filter(|judged| judged.is(place)).peekable();
            if same.peek().is_some() && same.all(|judged| judged.is_unsure) {
                continue;
            }
            let figures = self.forms.entry(place.form.to_owned()).or_default();
            figures.found += 1;
            if judged.iter().any(|judged| judged.is(place)) {
                figures.right += 1;
            } else {
                let Found {
                    line, form, label, ..
                } = place;
                self.mismatches
                    .push(format!("{name}:{line} false {form} {label}"));
            }
        }
    }

    fn all(&self) -> Figures {
        let mut all = Figures::default();
        for figures in self.forms.values() {
            all.judged += figures.judged;
            all.recalled += figures.recalled;
            all.found += figures.found;
            all.right += figures.right;
        }
        all
    }

    fn print(&self) {
        println!("form            judged  found   recall  precision");
        let all = [("all".to_owned(), self.all())];
        let rows = self
            .forms
            .iter()
            .chain(all.iter().map(|(name, it)| (name, it)));
        for (form, figures) in rows {
            println!(
                "{form:<15} {:>6} {:>6} {:>7}% {:>9}%",
                figures.judged,
                figures.found,
                figures.recall(),
                figures.precision(),
            );
        }
        for mismatch in &self.mismatches {
            println!("{mismatch}");
        }
    }

    /// The forms whose figures are below the minimum.
    fn below(&self) -> Vec<String> {
        let (recall, precision) = MINIMUM;
        let all = ("all".to_owned(), self.all());
        let rows = self.forms.iter().map(|(form, it)| (form.clone(), *it));
        let low = rows.chain([all]).filter(|(_, it)| {
            let missed = it.judged - it.recalled;
            let wrong = it.found - it.right;
            (it.recall() < recall && (it.judged >= FEW || missed > 1))
                || (it.precision() < precision && (it.found >= FEW || wrong > 1))
        });
        low.map(|(form, _)| form).collect()
    }
}

impl Figures {
    fn recall(self) -> usize {
        (100 * self.recalled)
            .checked_div(self.judged)
            .unwrap_or(100)
    }

    fn precision(self) -> usize {
        (100 * self.right).checked_div(self.found).unwrap_or(100)
    }
}

#[test]
fn places_to_fill_are_found_where_people_found_them() {
    let Some(folder) = env::var_os("GONOGO_DOCUMENTS").map(PathBuf::from) else {
        println!("no judged documents were read: GONOGO_DOCUMENTS names no folder");
        return;
    };
    let judgements = env::var_os("GONOGO_PLACES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/judged/places"),
        PathBuf::from,
    );
    let (mut score, mut compared) = (Score::default(), 0);
    for path in documents(&folder) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let Ok(judged) = fs::read_to_string(judgements.join(format!("{name}.txt"))) else {
            continue;
        };
        score.add(name, &fs::read_to_string(&path).unwrap(), &judged);
        compared += 1;
    }
    score.print();
    assert!(compared > 0, "no document in the folder was judged");
    let below = score.below();
    assert!(below.is_empty(), "below the minimum: {below:?}");
}

#[test]
fn a_missed_and_a_false_place_are_told() {
    let document = "# T\n\nOwner: TBD, of [Company Name]\n\n| A | Owner |\n| - | - |\n| a | |\n";
    let told = |judged: &str| {
        let mut score = Score::default();
        score.add("d", document, judged);
        score.mismatches
    };
    let right = "3\tunknown\tTBD\n3\tbrackets\t[Company Name]\n7\tcell\tOwner\n";
    assert_eq!(told(right), [""; 0]);
    assert_eq!(
        told("3\tbrackets\tOwner\n3\t?brackets\t[Company Name]\n"),
        [
            "d:3 missed brackets Owner",
            "d:3 false unknown Owner",
            "d:7 false cell Owner"
        ]
    );
}
