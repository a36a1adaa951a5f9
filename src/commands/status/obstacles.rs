//! What stands in the way, as a person would say it, with what would remove it.

use super::LISTED;
use crate::checklist::{BlankId, EntryId};
use crate::shown;
use crate::workbook::{Obstacle, Tool, Why, Workbook};

/// A heading with the obstacles under it, as many as fit on a screen; what would remove them follows those of one
/// kind.
pub(super) fn list(page: &mut String, heading: &str, workbook: &Workbook, obstacles: &[Obstacle]) {
    if obstacles.is_empty() {
        return;
    }
    page.push_str(&format!("\n{heading}:\n"));
    let listed = &obstacles[..obstacles.len().min(LISTED)];
    for (index, obstacle) in listed.iter().enumerate() {
        page.push_str(&format!("  {}\n", shown::fit(&sentence(workbook, obstacle), 76, "...")));
        let told = remedy(&obstacle.why);
        if listed.get(index + 1).is_none_or(|next| remedy(&next.why) != told) {
            page.push_str(&format!("    {told}\n"));
        }
    }
    let more = obstacles.len() - listed.len();
    if more > 0 {
        page.push_str(&format!("  and {more} more\n"));
    }
}

/// What would remove it, with the commands for that.
fn remedy(why: &Why) -> String {
    let verb = |tool: Tool| match tool {
        Tool::Tick => "tick",
        Tool::SetAside | Tool::Waive => "mark",
        Tool::Fill => "fill",
        Tool::Measure => "measure",
        Tool::Sign => "sign",
        Tool::Verify => "verify",
    };
    let program = if why.tools().is_empty() { "" } else { "gonogo " };
    format!("{program}{}", why.remedy_with(|tool| verb(tool).to_owned()))
}

/// One obstacle as a person would say it.
fn sentence(workbook: &Workbook, obstacle: &Obstacle) -> String {
    let checklist = workbook.checklist();
    let Some(id) = obstacle.entry else {
        return match obstacle.why {
            Why::NoSignoffs => "there is no sign-off: nobody can answer for it".to_owned(),
            _ => "there are no items: nothing can be ready".to_owned(),
        };
    };
    let measured = |index: usize| {
        let measurements = workbook.measurements(id);
        let Some(measurement) = measurements.get(index) else { return String::new() };
        let asked = measurement.threshold.map(ToString::to_string).unwrap_or_default();
        let told = format!("{}, and {asked} is asked for", measurement.value().unwrap_or_default());
        shown::one_line(&told).into_owned()
    };
    let what = match &obstacle.why {
        Why::Empty(_) => "done, but empty".to_owned(),
        Why::Split(_) => "answers differ".to_owned(),
        Why::Unconfirmed(_) => "done, but to be confirmed".to_owned(),
        Why::Reworded => "changed since it was done, look again".to_owned(),
        Why::NoReason => format!("{} without a reason", workbook.state(id)),
        Why::Claimed => "ticked by the document only".to_owned(),
        Why::Old => "answered too long ago".to_owned(),
        Why::Fails(index) => format!("measured {}", measured(*index)),
        Why::Differ(_) => "measured values differ".to_owned(),
        Why::Unsigned(_) => "not signed".to_owned(),
        Why::Void(_) => "the signature is void".to_owned(),
        Why::Conflict if checklist.entry(id).is_section() => "people differ on its phase".to_owned(),
        why => why.name().to_owned(),
    };
    let entry = checklist.entry(id);
    let text = match obstacle.why {
        Why::Unsigned(who) | Why::Void(who) => role(workbook, id, who),
        ref why => {
            let name = why.blank().map_or_else(|| entry.legible(), |blank| checklist.name_of_blank(blank));
            shown::one_line(&name).into_owned()
        }
    };
    format!("line {}: {what}: {text}", entry.line)
}

/// Whose signature it is.
fn role(workbook: &Workbook, line: EntryId, who: BlankId) -> String {
    let signoff = workbook.signoffs_at(line).find(|signoff| signoff.0 == who);
    signoff.map(|signoff| shown::one_line(workbook.role(signoff)).into_owned()).unwrap_or_default()
}
