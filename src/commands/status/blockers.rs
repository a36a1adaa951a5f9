//! The blockers in words, with the commands that remove them.

use super::LISTED;
use crate::report::obstacle;
use crate::sanitize;
use crate::workbook::{Obstacle, Tool, Why, Workbook};

/// Appends a heading with the blockers, as many as fit on a screen. The remedy follows the last blocker of a kind.
pub(super) fn list(page: &mut String, heading: &str, workbook: &Workbook, obstacles: &[Obstacle]) {
    if obstacles.is_empty() {
        return;
    }
    page.push_str(&format!("\n{heading}:\n"));
    let listed = &obstacles[..obstacles.len().min(LISTED)];
    for (index, obstacle) in listed.iter().enumerate() {
        page.push_str(&format!(
            "  {}\n",
            sanitize::fit(&sentence(workbook, obstacle), 76, "...")
        ));
        let because = obstacle::because(workbook, obstacle);
        let next = listed
            .get(index + 1)
            .and_then(|next| obstacle::because(workbook, next));
        if let Some(because) = because.filter(|because| next.as_ref() != Some(because)) {
            page.push_str(&format!("    {}\n", sanitize::fit(&because, 74, "...")));
        }
        let remedy_text = remedy(&obstacle.why);
        if listed
            .get(index + 1)
            .is_none_or(|next| remedy(&next.why) != remedy_text)
        {
            page.push_str(&format!("    {remedy_text}\n"));
        }
    }
    let more = obstacles.len() - listed.len();
    if more > 0 {
        page.push_str(&format!("  and {more} more\n"));
    }
}

/// Returns the remedy of a blocker, with the commands for it.
fn remedy(why: &Why) -> String {
    let verb = |tool: Tool| match tool {
        Tool::Tick => "tick",
        Tool::Confirm => "confirm",
        Tool::SetAside | Tool::Waive => "mark",
        Tool::Fill => "fill",
        Tool::Measure => "measure",
        Tool::Sign => "sign",
        Tool::Verify => "verify",
    };
    let program = if why.tools().is_empty() {
        ""
    } else {
        "gonogo "
    };
    format!("{program}{}", why.remedy_with(|tool| verb(tool).to_owned()))
}

/// Returns a blocker in words.
fn sentence(workbook: &Workbook, obstacle: &Obstacle) -> String {
    let what = obstacle::brief(workbook, obstacle);
    let Some((id, name)) = obstacle.entry.zip(obstacle::name(workbook, obstacle)) else {
        return what;
    };
    format!(
        "line {}: {what}: {name}",
        workbook.checklist().entry(id).line
    )
}
