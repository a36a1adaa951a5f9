//! Tests of matching: placeholders make no two texts similar.

use super::{find, tick, told, workbook};
use crate::checklist::{Checklist, VariableId};
use crate::workbook::edit::stamp;
use crate::workbook::{Edit, Workbook, describe};

/// The marks after an edit of the document: items with their states, values for one entry only by line, and unmatched
/// marks.
fn after_edit(before: &str, after: &str, mark: impl Fn(&mut Workbook)) -> Vec<String> {
    let mut workbook = workbook(before);
    mark(&mut workbook);
    let progress = workbook.progress().clone();
    let workbook = Workbook::new(Checklist::parse(after), progress);
    let checklist = workbook.checklist();
    let values = (0..checklist.variables().len()).map(VariableId);
    let values = values.flat_map(|id| {
        let entries = workbook.variable_entries(id).into_iter();
        let workbook = &workbook;
        entries.map(move |entry| describe::variable_here(workbook, id, entry))
    });
    let told = told(&workbook);
    values.chain([told]).collect()
}

#[test]
fn values_of_one_entry_move_only_to_texts_that_share_more_than_the_placeholder() {
    let fill = |workbook: &mut Workbook| {
        let entry = find(workbook, "Beta {{version}}");
        let variable = workbook.checklist().variable_called("version").unwrap();
        let value = "77".to_owned();
        let edit = Edit::SetVariableAt {
            variable,
            entry,
            value,
        };
        workbook.apply(edit, &stamp("ann", 1)).unwrap();
    };
    let before = "# R {{version}}\n\n- [ ] Alpha {{version}}\n- [ ] Beta {{version}}\n";
    for (after, expected) in [
        (
            before,
            &["line 4 only: 77", " Alpha {{version}}| Beta {{version}}"][..],
        ),
        (
            "# R {{version}}\n\n- [ ] Alpha {{version}}\n- [ ] Beta\n",
            &[" Alpha {{version}}| Beta|-beta-version"],
        ),
        (
            "# R {{version}}\n\n- [ ] Alpha {{version}}\n",
            &[" Alpha {{version}}|-beta-version"],
        ),
        (
            "# R {{version}}\n\n- [ ] Alpha {{version}}\n- [ ] Beta rollout {{version}}\n",
            &[
                "line 4 only: 77 (needs confirming)",
                " Alpha {{version}}| Beta rollout {{version}}",
            ],
        ),
        (
            "# R\n\n- [ ] Beta Version\n",
            &[" Beta Version|-beta-version"],
        ),
    ] {
        assert_eq!(after_edit(before, after, fill), expected, "{after}");
    }
}

#[test]
fn ticks_never_move_because_of_a_placeholder() {
    let before = "## Ship {{release-version}}\n- [ ] Deploy {{release-version}}\n";
    for (after, expected) in [
        (
            "## Ship {{release-version}}\n- [ ] Tag {{release-version}}\n",
            " Tag {{release-version}}|-ship-release-version/deploy-release-version",
        ),
        ("## Ship {{release-version}}\n- [ ] Deploy\n", "?Deploy"),
        (
            "## Undo {{release-version}}\n- [ ] Deploy again {{release-version}}\n",
            " Deploy again {{release-version}}|-ship-release-version/deploy-release-version",
        ),
    ] {
        let tick = |workbook: &mut Workbook| tick(workbook, "Deploy {{release-version}}", 1);
        assert_eq!(after_edit(before, after, tick), [expected], "{after}");
    }
}
