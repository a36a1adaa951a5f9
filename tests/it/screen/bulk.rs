//! Many items at once on the screen: a reason for more than ten; and conditional items, which have theirs.

use super::walk::Walk;

/// A section with so many items.
fn many(count: usize) -> String {
    let items = (1..=count)
        .map(|number| format!("- [ ] item {number}\n"))
        .collect::<Vec<_>>()
        .concat();
    format!("# Launch\n\n## Many\n\n{items}")
}

#[test]
fn bulk_tick_of_many_items_asks_for_a_reason() {
    let mut walk = Walk::open(&many(11), 80, 24);
    walk.keys("j space");
    let screen = walk.screen();
    assert!(
        screen.contains("Why done: 11 open items in Many"),
        "{screen}"
    );
    walk.keys("y enter");
    let events = walk.progress();
    assert_eq!(
        events.matches("\"reason\":\"y\"").count(),
        11,
        "typed, not answered: {events}"
    );
    assert_eq!(events.matches("\"act\":").count(), 11, "{events}");
    walk.keys("u");
    assert!(walk.row("item 3").contains("[ ]"), "{}", walk.screen());
    walk.keys("space enter");
    let screen = walk.screen();
    assert!(screen.contains("A reason is required for done"), "{screen}");
    walk.keys("'dry run' enter");
    assert!(walk.row("item 11").contains("[x]"), "{}", walk.screen());
}

#[test]
fn bulk_tick_of_ten_items_asks_yes_or_no() {
    let mut walk = Walk::open(&many(10), 80, 24);
    walk.keys("j space");
    assert!(
        walk.screen()
            .contains("Tick all 10 open items in “Many”? y or n."),
        "{}",
        walk.screen()
    );
    walk.keys("y");
    let events = walk.progress();
    assert_eq!(events.matches("\"act\":").count(), 10, "{events}");
}

#[test]
fn conditional_item_is_na_with_one_key() {
    let document = "# Launch\n\n- [ ] S3 policy set <!-- gonogo: conditional -->\n  - [ ] Bucket private\n- [ ] Logs kept\n";
    let mut walk = Walk::open(document, 80, 24);
    walk.keys("j -");
    let screen = walk.screen();
    assert!(
        screen.contains("Not applicable: conditional (u: undo)."),
        "{screen}"
    );
    let signs =
        |walk: &Walk| ["S3 policy", "Bucket", "Logs"].map(|text| walk.row(text).contains("[-]"));
    assert_eq!(signs(&walk), [true, true, false], "with what is under it");
    walk.keys("u");
    assert_eq!(signs(&walk), [false, false, false]);
}

#[test]
fn reason_of_a_struck_out_item_is_suggested() {
    let mut walk = Walk::open(
        "# Launch\n\n- [ ] ~~Old cache warmed~~\n- [ ] Logs kept\n",
        80,
        24,
    );
    walk.keys("j -");
    assert!(!walk.progress().contains("\"state\""), "nothing is set yet");
    walk.keys("enter");
    let events = walk.progress();
    assert!(
        events.contains("\"state\":\"na\",\"reason\":\"struck out in the document\""),
        "{events}"
    );
}
