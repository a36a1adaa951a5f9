//! Choices with more than one option ticked in the document.

use super::{FindingKind, RawFinding, quoted};
use crate::checklist::{Checklist, Kind};

pub(super) fn find(checklist: &Checklist) -> Vec<RawFinding> {
    let mut found = Vec::new();
    for group in checklist.choice_groups() {
        let mut ticked = group.options.iter().filter_map(|&id| {
            let entry = checklist.entry(id);
            match &entry.kind {
                Kind::Item { mark, ticked: true } | Kind::Box { mark, ticked: true } => {
                    Some((entry.legible(), mark.clone()))
                }
                Kind::Item { .. } | Kind::Box { .. } | Kind::Section(_) | Kind::Line => None,
            }
        });
        let Some((first, _)) = ticked.next() else {
            continue;
        };
        for (text, mark) in ticked {
            let message = format!(
                "“{}” and “{}” are both ticked, but only one can be chosen: untick one of them",
                quoted(&first),
                quoted(&text)
            );
            let text = &checklist.source[mark.clone()];
            found.push(RawFinding::new(
                mark.start,
                FindingKind::Contradiction,
                text,
                message,
            ));
        }
    }
    found
}
