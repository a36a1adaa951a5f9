//! What stands in the way, as a person would say it, with what would remove it.

use super::LISTED;
use crate::sanitize;
use crate::workbook::{Blocker, BlockerReason, Tool, Workbook, describe};

/// A heading with the blockers under it, as many as fit on a screen; what would remove them follows those of one
/// kind.
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
        let told = remedy(&blocker.reason);
        if listed
            .get(index + 1)
            .is_none_or(|next| remedy(&next.reason) != told)
        {
            page.push_str(&format!("    {told}\n"));
        }
    }
    let more = blockers.len() - listed.len();
    if more > 0 {
        page.push_str(&format!("  and {more} more\n"));
    }
}

/// What would remove it, with the commands for that.
fn remedy(why: &BlockerReason) -> String {
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

/// One blocker as a person would say it.
fn sentence(workbook: &Workbook, blocker: &Blocker) -> String {
    let what = describe::blocker_brief(workbook, blocker);
    let Some((id, name)) = blocker.entry.zip(describe::blocker_name(workbook, blocker)) else {
        return what;
    };
    format!(
        "line {}: {what}: {name}",
        workbook.checklist().entry(id).line
    )
}
