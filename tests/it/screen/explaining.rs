//! The sheet that shows how the document is read, and its corrections.

use gonogo::checklist::{Checklist, Need, Phase};
use gonogo::progress::{Aspect, Correction, Progress};
use gonogo::workbook::{Edit, Workbook};

use super::launching::{event, progress};
use super::walk::{LAUNCH, Walk};

/// A document whose last section is read as after the launch.
const READ: &str = "\
# Launch

## Now

- [ ] Backups tested
- [ ] p95 < 300 ms
- [ ] Press informed (optional)

Approved by: ____ Date: ____

## Post-Launch

- [ ] Watch the errors
- [ ] Read the logs
";

#[test]
fn sheet_matches_its_goldens() {
    for (width, height) in [(40, 10), (80, 24), (120, 40)] {
        let mut walk = Walk::open(READ, width, height);
        walk.keys("I");
        golden!(walk, format!("explain_{width}x{height}"));
        walk.keys("esc j j j j j I");
        golden!(walk, format!("explain_at_item_{width}x{height}"));
    }
    let mut walk = Walk::open_in_ascii(LAUNCH, 80, 24);
    walk.keys("I l j");
    golden!(walk, "explain_ascii");
}

#[test]
fn digit_corrects_the_selected_row_and_tells_the_verdict() {
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("/ 'backups' enter I");
    assert!(
        walk.selected().contains("Backups tested"),
        "{}",
        walk.screen()
    );
    walk.keys("3");
    assert!(walk.selected().contains("optional"), "{}", walk.screen());
    assert!(
        walk.screen()
            .contains("NO-GO: 2 blockers (was NO-GO: 3 blockers)."),
        "{}",
        walk.screen()
    );
    assert!(
        walk.progress().contains(r#""correct":"need""#),
        "{}",
        walk.progress()
    );
    walk.keys("0");
    assert!(walk.selected().contains("required"), "{}", walk.screen());
    walk.keys("3 u");
    assert!(walk.selected().contains("required"), "{}", walk.screen());
}

#[test]
fn space_sets_one_value_after_the_other_and_then_leaves_it_to_the_document() {
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("/ 'backups' enter I");
    for expected in [
        "conditional  Backups tested  (set by lead@bastion-1)",
        "optional  Backups tested  (set by lead@bastion-1)",
        "required  Backups tested  (default)",
    ] {
        walk.keys("space");
        let selected = walk.selected();
        let words: Vec<&str> = selected.split_whitespace().collect();
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert!(words.ends_with(&expected), "{selected}");
    }
}

#[test]
fn phase_of_a_section_is_corrected_from_its_items() {
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("/ 'watch' enter I 1");
    assert!(
        walk.selected().contains("Watch the errors"),
        "{}",
        walk.screen()
    );
    assert!(walk.selected().contains("required"), "{}", walk.screen());
    assert!(
        walk.progress().contains(r#""phase":"before""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn enter_goes_to_the_entry_and_groups_fold() {
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("I G");
    walk.keys("enter");
    assert!(!walk.screen().contains("How this document is read"));
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("I");
    let unfolded = walk.screen();
    assert!(unfolded.contains("Post-Launch"), "{unfolded}");
    walk.keys("h");
    assert!(!walk.screen().contains("(heading)"), "{}", walk.screen());
    walk.keys("enter");
    assert!(walk.screen().contains("(heading)"), "{}", walk.screen());
    walk.keys("esc / 'press' enter I enter");
    assert!(
        walk.selected().contains("Press informed"),
        "{}",
        walk.screen()
    );
}

#[test]
fn nothing_is_corrected_in_read_only_mode_or_where_nothing_can_be() {
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("R y / 'backups' enter I 3");
    assert!(walk.screen().contains("ead-only"), "{}", walk.screen());
    assert!(!walk.progress().contains("correct"), "{}", walk.progress());
    let mut walk = Walk::open("# a\n- [] b\n", 80, 24);
    walk.keys("I G 1");
    assert!(
        walk.screen().contains("Nothing to correct here"),
        "{}",
        walk.screen()
    );
}

#[test]
fn answers_of_others_are_not_replaced_unseen() {
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("/ 'post-launch' enter I");
    let upkeep = event("1", "ann@bastion-1", "Post-Launch", r#""phase":"upkeep""#);
    walk.others_save(&progress(&[("post-launch", &[&upkeep])]));
    walk.keys("1");
    assert!(
        walk.screen()
            .contains("Changed meanwhile: upkeep (ann@bastion-1)."),
        "{}",
        walk.screen()
    );
    walk.keys("1");
    assert!(
        walk.progress().contains(r#""phase":"before""#),
        "{}",
        walk.progress()
    );
}

#[test]
fn sheet_opens_in_walk_mode_and_from_the_palette() {
    let mut walk = Walk::open(READ, 80, 24);
    walk.keys("w I");
    assert!(
        walk.screen().contains("Sections and their phases"),
        "{}",
        walk.screen()
    );
    walk.keys("esc esc : 'explain' enter");
    assert!(
        walk.screen().contains("Sections and their phases"),
        "{}",
        walk.screen()
    );
}

/// A law: each correction that a row offers does what the same edit does.
#[test]
fn corrections_of_rows_are_the_edits_that_they_name() {
    let workbook = Workbook::new(Checklist::parse(READ), Progress::default());
    let rows = workbook.explain();
    let row = |text: &str| rows.iter().find(|row| row.text.starts_with(text)).unwrap();
    let backups = row("Backups");
    let entry = backups.entry.unwrap();
    let edits: Vec<Edit> = backups
        .alternatives()
        .into_iter()
        .map(|one| one.edit)
        .collect();
    let need = |value: Option<Need>| Edit::Correct {
        entry,
        aspect: Aspect::Need,
        value: value.map(Correction::Need),
    };
    assert_eq!(
        edits,
        [
            need(Some(Need::Required)),
            need(Some(Need::Conditional)),
            need(Some(Need::Optional)),
            need(None)
        ]
    );
    let section = row("Post-Launch");
    let phases: Vec<Edit> = section
        .alternatives()
        .into_iter()
        .map(|one| one.edit)
        .collect();
    let entry = section.entry.unwrap();
    let expected = Phase::ALL.into_iter().map(Some).chain([None]);
    let expected: Vec<Edit> = expected.map(|phase| Edit::Phase { entry, phase }).collect();
    assert_eq!(phases, expected);
}
