//! Signing at the screen: the sheet of sign-offs, the form, what makes a signature void, what verify finds.

use super::walk::Walk;

const TEXT: &str = "\
# Launch

- [ ] Backups tested
- [ ] Budget: $____

## Sign-Off

**Lead**: ________ Date: ________

| Role | Name | Date |
|---|---|---|
| CTO | ____ | ____ |
";

fn ready() -> Walk {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("j space j space enter '12' enter");
    walk
}

#[test]
fn blockers_require_a_reason_to_sign() {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("S enter");
    golden!(walk, "sign_in_the_way_80x24");
    walk.keys("enter enter enter");
    assert!(
        walk.screen()
            .contains("Not signed: enter a reason (esc: cancel)."),
        "{}",
        walk.screen()
    );
    walk.keys("'the press waits' esc");
    assert!(
        walk.screen().contains("Not signed. Kept as a draft."),
        "{}",
        walk.screen()
    );
    assert!(!walk.progress().contains("signed"), "{}", walk.progress());
    walk.keys("enter ctrl-s");
    assert!(
        walk.progress().contains(r#""forced":"the press waits""#),
        "{}",
        walk.progress()
    );
    assert!(
        walk.row("Lead:")
            .contains("signed by lead@bastion-1 on 2026-11-21, forced: the press waits")
    );
}

#[test]
fn change_reports_voided_signatures() {
    let mut walk = ready();
    walk.keys("S enter ctrl-s j enter ctrl-s u");
    assert!(
        walk.row("CTO:").contains("not signed"),
        "undone on the sheet: {}",
        walk.screen()
    );
    walk.keys("esc g j x");
    assert!(
        walk.screen()
            .contains("This voids the signature as Lead (S: show)."),
        "{}",
        walk.screen()
    );
    walk.keys("x");
    assert!(
        !walk.screen().contains("void"),
        "as it was signed: {}",
        walk.screen()
    );
    walk.keys("S j enter ctrl-s esc a 'a note' ctrl-s");
    assert!(
        !walk.screen().contains("void"),
        "a note voids nothing: {}",
        walk.screen()
    );
    std::fs::write(
        walk.document(),
        TEXT.replace("# Launch", "# Launch, at last"),
    )
    .unwrap();
    walk.idle(1);
    assert!(
        walk.screen().contains("This voids 2 signatures (S"),
        "{}",
        walk.screen()
    );
}

#[test]
fn invalid_date_is_pointed_out_before_signing() {
    let mut walk = ready();
    walk.keys("S enter enter");
    assert!(
        !walk.screen().contains("Doesn't look like"),
        "{}",
        walk.screen()
    );
    walk.keys("'2026-11-22'");
    assert!(
        walk.screen().contains("Doesn't look like a date (e.g."),
        "{}",
        walk.screen()
    );
}

#[test]
fn signing_twice_is_reported_and_changes_void_it() {
    let mut walk = ready();
    walk.keys("S enter");
    assert!(
        !walk.screen().contains("Forced"),
        "nothing stands in the way: {}",
        walk.screen()
    );
    walk.keys("enter enter");
    assert!(
        walk.screen()
            .contains("Signed as Lead: lead@bastion-1, 2026-11-21."),
        "{}",
        walk.screen()
    );
    walk.keys("enter");
    assert!(
        walk.screen()
            .contains("Already signed; nothing changed since."),
        "{}",
        walk.screen()
    );
    walk.keys("j enter ctrl-s");
    assert!(
        walk.screen().contains("2026-11-21. One person in 2 roles:"),
        "{}",
        walk.screen()
    );
    golden!(walk, "signed_80x24");
    walk.keys("esc");
    assert!(walk.screen().contains(" GO "), "{}", walk.screen());
    assert!(walk.row("Lead:").ends_with(" signed"), "{}", walk.screen());
    walk.keys("g j space");
    assert!(walk.row("Lead:").ends_with(" VOID"), "{}", walk.screen());
    walk.keys("S");
    golden!(walk, "void_80x24");
    walk.keys("l");
    assert!(walk.selected().contains("Lead"), "{}", walk.screen());
    assert!(
        walk.row("Sign-off: VOID").contains("S: sign"),
        "the detail: {}",
        walk.screen()
    );
    walk.keys("u");
    assert!(
        walk.row("Lead:").ends_with(" signed"),
        "all is as it was signed: {}",
        walk.screen()
    );
}

#[test]
fn void_signature_is_signed_again_and_undone() {
    let mut walk = ready();
    walk.keys("S enter ctrl-s esc g j - 'none' enter S");
    assert!(walk.row("Lead:").contains("VOID"), "{}", walk.screen());
    walk.keys("enter ctrl-a 'Ann, ' ctrl-s");
    assert!(
        walk.row("Lead:")
            .contains("signed by Ann, lead@bastion-1 on 2026-11-21"),
        "{}",
        walk.screen()
    );
    walk.keys("esc u");
    assert!(
        walk.row("Lead:")
            .contains("lead@bastion-1 Date: 2026-11-21"),
        "{}",
        walk.screen()
    );
    assert!(walk.row("Lead:").ends_with(" VOID"), "{}", walk.screen());
}

#[test]
fn typed_name_is_not_a_signature() {
    let mut walk = ready();
    walk.keys("G k enter");
    assert!(
        walk.screen()
            .contains("Typing a name isn't signing. Press esc, then S"),
        "{}",
        walk.screen()
    );
    walk.keys("'Eve' enter esc");
    assert!(walk.row("Lead:").ends_with(" by hand"), "{}", walk.screen());
    walk.keys("v");
    assert!(
        walk.row("not signed").contains("S: have it signed"),
        "{}",
        walk.screen()
    );
    walk.keys("S");
    assert!(
        walk.row("Lead:")
            .contains("filled in by hand (Eve), not signed"),
        "{}",
        walk.screen()
    );
}

#[test]
fn sign_offs_show_the_findings_of_verify() {
    let mut walk = ready();
    walk.keys("S enter ctrl-s esc");
    let tampered = walk
        .progress()
        .replacen(r#""value":"12""#, r#""value":"11""#, 1);
    let mut walk = Walk::open_with_progress(TEXT, &tampered, 80, 24);
    walk.keys("S");
    golden!(walk, "tampered_80x24");
    walk.keys("G enter");
    assert!(
        walk.screen().contains("Not a sign-off"),
        "{}",
        walk.screen()
    );
    let mut walk = Walk::open_with_progress(TEXT, &tampered, 40, 10);
    walk.keys("S");
    golden!(walk, "tampered_40x10");
    walk.keys("G");
    assert!(
        walk.screen().contains("altered after it was made"),
        "{}",
        walk.screen()
    );
    for (width, height) in [(1, 1), (3, 40), (40, 3), (200, 60)] {
        walk.resize(width, height);
    }
    let mut walk = Walk::in_ascii_with_progress(TEXT, &tampered, 40, 10);
    walk.keys("S enter");
    golden!(walk, "sign_40x10_ascii");
}

#[test]
fn document_without_sign_offs_has_nothing_to_sign() {
    let mut walk = Walk::open("- [ ] one\n", 80, 24);
    walk.keys("S enter");
    assert!(
        walk.screen().contains("No sign-off in this document"),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    assert!(walk.selected().contains("one"), "{}", walk.screen());
}

#[test]
fn walk_stops_at_sign_offs_and_read_only_mode_refuses_signing() {
    let mut walk = ready();
    walk.keys("G k enter 'Eve' enter '2026-11-21' enter w l l");
    assert!(
        walk.row("Lead:").contains("not signed"),
        "a pause lists it: {}",
        walk.screen()
    );
    walk.keys("h S enter ctrl-s esc");
    assert!(
        walk.screen().contains("Sign-off: signed by lead@bastion-1"),
        "{}",
        walk.screen()
    );
    let mut walk = Walk::open_with_progress(
        TEXT,
        r#"{"format":"gonogo/2","checklist":"launch.md","entries":{}}"#,
        80,
        24,
    );
    walk.keys("S enter");
    assert!(walk.screen().contains("newer gonogo"), "{}", walk.screen());
}
