//! The blockers in words, with the commands that remove them.

use super::LISTED;
use crate::sanitize;
use crate::workbook::{Blocker, BlockerReason, Tool, Workbook, describe};

/// Appends a heading with the blockers, as many as fit on a screen. The remedy follows the last blocker of a kind.
pub(super) fn list(page: &mut String, heading: &str, workbook: &Workbook, blockers: &[Blocker]) {
    if blockers.is_empty() {
        return;
    }
    page.push_str(&format!("\n{heading}:\n"));
    let listed = &blockers[..blockers.len().min(LISTED)];
    for (index, blocker) in listed.iter().enumerate() {
        page.push_str(&format!(
            "  {}\n",
            sanitize::fit(&sentence(workbook, blocker), 76, "...")
        ));
        let because = describe::blocker_cause(workbook, blocker);
        let next = listed
            .get(index + 1)
            .and_then(|next| describe::blocker_cause(workbook, next));
        if let Some(because) = because.filter(|because| next.as_ref() != Some(because)) {
            page.push_str(&format!("    {}\n", sanitize::fit(&because, 74, "...")));
        }
        let remedy_text = remedy(&blocker.reason);
        if listed
            .get(index + 1)
            .is_none_or(|next| remedy(&next.reason) != remedy_text)
        {
            page.push_str(&format!("    {remedy_text}\n"));
        }
    }
    let more = blockers.len() - listed.len();
    if more > 0 {
        page.push_str(&format!("  and {more} more\n"));
    }
}

/// Returns the remedy of a blocker, with the commands for it.
fn remedy(why: &BlockerReason) -> String {
    let verb = |tool: Tool| match tool {
        Tool::Tick => "tick",
        Tool::Confirm => "confirm",
        Tool::SetAside | Tool::Waive => "mark",
        Tool::Fill => "fill",
        Tool::Measure => "measure",
        Tool::Sign => "sign",
        Tool::Verify => "verify",
        Tool::GoLive => "live",
        Tool::Explain => "explain",
        Tool::Correct => "correct",
        Tool::Check => "check",
    };
    let program = if why.tools().is_empty() {
        ""
    } else {
        "gonogo "
    };
    format!("{program}{}", why.remedy_with(|tool| verb(tool).to_owned()))
}

/// Returns a blocker in words.
fn sentence(workbook: &Workbook, blocker: &Blocker) -> String {
    let what = describe::blocker_brief(workbook, blocker);
    let name = describe::blocker_name(workbook, blocker);
    let name = name.map(|name| format!(": {name}")).unwrap_or_default();
    match workbook.line_of(blocker) {
        Some(line) => format!("line {line}: {what}{name}"),
        None => format!("{what}{name}"),
    }
}
