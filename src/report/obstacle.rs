//! An obstacle in words, for everything that tells what stands in the way.

use crate::sanitize;
use crate::workbook::{
    About, Doubt, Obstacle, Unsound, Why, Workbook, differences_in_words, judged,
};

/// What is wrong, and why: `done, but empty`, `needs confirming: the text under it changed`.
pub fn what(workbook: &Workbook, obstacle: &Obstacle) -> String {
    let brief = brief(workbook, obstacle);
    because(workbook, obstacle)
        .map_or_else(|| brief.clone(), |because| format!("{brief}: {because}"))
}

/// Why something needs confirming: what is not as it was when that was answered. Nothing where it does not, or where
/// it was not answered here.
pub fn because(workbook: &Workbook, obstacle: &Obstacle) -> Option<String> {
    let differences = match (&obstacle.why, obstacle.entry) {
        (Why::Changed, Some(id)) => workbook.state_differences(id),
        (Why::Unconfirmed(blank), _) => match workbook.doubt(*blank)? {
            Doubt::Changed(differences) => differences,
            Doubt::Carried(_) => return None,
        },
        _ => return None,
    };
    Some(differences_in_words(&differences))
}

/// What is wrong, in short: `done, but empty`, `measured 6 s, and < 5 seconds is asked for`.
pub fn brief(workbook: &Workbook, obstacle: &Obstacle) -> String {
    let told = match (&obstacle.why, obstacle.entry) {
        (Why::NoItems, _) => "there are no items: nothing can be ready",
        (Why::NoSignoffs, _) => "there is no sign-off: nobody can answer for it",
        (Why::Empty(_), _) => "done, but empty",
        (Why::Placeholder(blank), _) => {
            let value = workbook.value(*blank).unwrap_or_default();
            return format!("done, but “{}” isn't an answer", sanitize::one_line(value));
        }
        (Why::Unconfirmed(_), _) => "done, but to be confirmed",
        (Why::Changed, _) => "needs confirming",
        (Why::NoReason, Some(id)) => return format!("{} without a reason", workbook.state(id)),
        (Why::Claimed, _) => "ticked by the document only",
        (Why::Future, _) => "answered in the future, by the clock of who answered",
        (Why::Old, _) => "answered too long ago",
        (Why::Fails(index), _) => return measured(workbook, obstacle, *index),
        (Why::Unclear(index), _) => return unclear(workbook, obstacle, *index),
        (Why::Differ(_), _) => "measured values differ",
        (Why::Unsigned(_), _) => "not signed",
        (Why::Void(_), _) => "the signature is void",
        (Why::Unsound(about, unsound), _) => return unsound_words(about, *unsound),
        (Why::Conflict, Some(id)) if workbook.checklist().entry(id).is_section() => {
            "people differ on its phase"
        }
        (Why::Conflict | Why::Split(_), _) => "answers differ",
        (why, _) => why.name(),
    };
    told.to_owned()
}

/// The name of what it is about; nothing where that is the whole document. An obstacle in a blank is called by the
/// blank, one of a signature by whose it is.
pub fn name(workbook: &Workbook, obstacle: &Obstacle) -> Option<String> {
    let checklist = workbook.checklist();
    let id = obstacle.entry?;
    let name = match obstacle.why {
        Why::Unsigned(who) | Why::Void(who) => workbook.role_at(who).to_owned(),
        ref why => {
            let name = why.blank().map_or_else(
                || checklist.entry(id).legible(),
                |blank| checklist.name_of_blank(blank),
            );
            name.into_owned()
        }
    };
    Some(sanitize::one_line(&name).into_owned())
}

/// What is wrong, and with which blank, for where the entry is named beside it.
pub(super) fn beside(workbook: &Workbook, obstacle: &Obstacle) -> String {
    let what = what(workbook, obstacle);
    let label = match obstacle.why {
        Why::Unsigned(who) | Why::Void(who) => Some(workbook.role_at(who).to_owned()),
        ref why => why
            .blank()
            .map(|blank| workbook.checklist().blank(blank).label.clone()),
    };
    label.map_or_else(|| what.clone(), |label| format!("{what}: {label}"))
}

fn unsound_words(about: &About, unsound: Unsound) -> String {
    let of = match about {
        About::Note => "a note, ",
        About::Phase => "its phase, ",
        About::Live => "the moment of going live, ",
        About::Measured(_) => "a measured value, ",
        About::State | About::Blank(_) | About::Signed(_) => "",
    };
    format!("{of}{}", unsound.words())
}

fn measured(workbook: &Workbook, obstacle: &Obstacle, index: usize) -> String {
    let measurements = obstacle
        .entry
        .map(|id| workbook.measurements(id))
        .unwrap_or_default();
    let Some(measurement) = measurements.get(index) else {
        return String::new();
    };
    let asked = measurement
        .threshold
        .map(ToString::to_string)
        .unwrap_or_default();
    let told = format!(
        "measured {}, and {asked} is asked for",
        measurement.value().unwrap_or_default()
    );
    sanitize::one_line(&told).into_owned()
}

fn unclear(workbook: &Workbook, obstacle: &Obstacle, index: usize) -> String {
    let measurements = obstacle
        .entry
        .map(|id| workbook.measurements(id))
        .unwrap_or_default();
    let of = measurements
        .get(index)
        .and_then(|it| Some((it.threshold?, it.value()?)));
    let told = of
        .map(|(threshold, value)| judged(threshold, value))
        .unwrap_or_default();
    sanitize::one_line(&told).into_owned()
}
