//! Confirming what was done before the document changed under it.

use super::walk::Walk;

const TEXT: &str = "\
# Rollout

## Staging

- [ ] Schema migrated

  ```sh
  migrate --dry-run
  ```
- [ ] Smoke test passed
- [ ] Region: ____

## After

- [ ] Announced
";

/// All done under Staging, and then the document edited.
fn edited(change: impl Fn(&str) -> String) -> Walk {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("j j space j space j space enter 'eu' enter");
    std::fs::write(walk.document(), change(TEXT)).unwrap();
    walk.idle(1);
    walk
}

fn boxes(walk: &Walk) -> Vec<String> {
    let rows = ["Schema", "Smoke", "Region", "Announced"].map(|text| walk.row(text));
    rows.map(|row| row.chars().skip_while(|c| *c != '[').take(3).collect())
        .to_vec()
}

#[test]
fn section_is_confirmed_and_undone_with_one_key_each() {
    let mut walk = edited(|text| text.replace("## Staging", "## Production"));
    assert_eq!(
        boxes(&walk),
        ["[?]", "[?]", "[?]", "[ ]"],
        "{}",
        walk.screen()
    );
    walk.keys("g j C");
    assert_eq!(boxes(&walk), ["[x]", "[x]", "[x]", "[ ]"]);
    assert!(
        walk.screen()
            .contains("3 items and 1 value confirmed (u: undo)."),
        "{}",
        walk.screen()
    );
    walk.keys("u");
    assert_eq!(boxes(&walk), ["[?]", "[?]", "[?]", "[ ]"]);
    walk.keys("ctrl-r");
    assert_eq!(boxes(&walk), ["[x]", "[x]", "[x]", "[ ]"]);
}

#[test]
fn reason_for_confirming_is_next_to_the_state() {
    let mut walk = edited(|text| {
        text.replace("--dry-run", "--drop-all")
            .replace("## Staging", "## Production")
    });
    walk.keys("g j j");
    let told = walk
        .screen()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let why = "; needs confirming (c): moved from Staging to Production; a command or link under it changed";
    assert!(told.contains(why), "{}", walk.screen());
    walk.keys("space");
    assert_eq!(boxes(&walk), ["[x]", "[?]", "[?]", "[ ]"]);
    walk.keys("u j c");
    assert_eq!(boxes(&walk), ["[?]", "[x]", "[?]", "[ ]"]);
}

#[test]
fn single_row_form_has_no_labels() {
    let walk = edited(|text| {
        text.replace("## Staging", "## ✅ _STAGING_")
            .replace("```sh", "```")
    });
    assert_eq!(
        boxes(&walk),
        ["[x]", "[x]", "[x]", "[ ]"],
        "{}",
        walk.screen()
    );
}
