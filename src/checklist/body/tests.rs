//! Tests of fingerprints: substance and form under an entry.

use super::BodyChange;
use crate::checklist::{Checklist, EntryId};

fn under(body: &str) -> Checklist {
    Checklist::parse(format!("- [ ] Restore\n{body}\n- [ ] next\n"))
}

#[test]
fn nothing_is_told_from_something() {
    for (body, expected) in [
        ("", ""),
        ("\n  <!-- a comment -->\n", ""),
        ("  - [ ] an item under it\n\n    with a body\n", ""),
        ("\n  host db-1\n", "-9caba9d0951b"),
        ("\n  ```sh\n  restore --dry-run\n  ```\n", "99fa07808ed9-"),
    ] {
        assert_eq!(under(body).body(EntryId(0)), expected, "{body:?}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_under_an_item_differs_in_substance_or_in_form() {
    let (commands, words) = (
        BodyChange {
            commands: true,
            words: false,
        },
        BodyChange {
            commands: false,
            words: true,
        },
    );
    for (one, other, change) in [
        (
            "\n  ```\n  migrate --dry-run\n  ```",
            "\n  ```\n  migrate --drop-all\n  ```",
            Some(commands),
        ),
        (
            "\n  ```\n  tar -r\n  ```",
            "\n  ```\n  tar -R\n  ```",
            Some(commands),
        ),
        (
            "\n  ```\n  a\n  b\n  ```",
            "\n  ```\n  b\n  a\n  ```",
            Some(commands),
        ),
        (
            "\n  ```\n  a b\n  ```",
            "\n  ```\n  a\n  b\n  ```",
            Some(commands),
        ),
        (
            "\n  ```sh\n  a  b\n\n  c\n  ```",
            "\n  ~~~bash\n  a\tb  \n  c\n  ~~~",
            None,
        ),
        ("\n  ```\n  a b\n  ```", "\n      a b", None),
        ("\n  ```\n  a b\n  ```", "\n  > ```\n  > a b\n  > ```", None),
        (
            "\n  see [it](/staging)",
            "\n  see [it](/prod)",
            Some(commands),
        ),
        (
            "\n  see [it](/a/Staging)",
            "\n  see [it](/a/staging)",
            Some(commands),
        ),
        ("\n  ![plan](/a.png)", "\n  ![plan](/b.png)", Some(commands)),
        (
            "\n  <https://example.com/a>",
            "\n  <https://example.com/b>",
            Some(BodyChange {
                commands: true,
                words: true,
            }),
        ),
        ("\n  host db-1", "\n  host db-2", Some(words)),
        ("\n  host db-1", "\n  **Host**\n  DB-1 🎉", None),
        (
            "\n  host db-1, then\n  db-2",
            "\n  host db-1,\n  then db-2",
            None,
        ),
        ("\n  host db-1", "\n  > host db-1", None),
        ("\n  run `migrate -n`", "\n  run `migrate  -n`", None),
        ("\n  run `migrate -n`", "\n  run `migrate -N`", Some(words)),
        ("\n  run `migrate`", "\n  run migrate", None),
        ("\n  run it", "\n  run ~~it~~", Some(words)),
        ("\n  restore <db-1>", "\n  restore <db-2>", Some(words)),
        ("\n  a<br>b <b>c</b>", "\n  a b c", None),
        ("\n  a &amp; b", "\n  a & b", None),
        ("\n  see [1]", "\n  see [2]", Some(words)),
        ("  - one\n  - two", "  * one\n  * two", None),
        ("  - one\n  - two", "  1. one\n  2. two", None),
        ("  - one\n  - two", "  - two\n  - one", Some(words)),
        ("  - one\n    - two", "  - one\n  - two", None),
        (
            "\n  | a | b |\n  | - | - |\n  | 1 | 2 |",
            "\n  |a|b|\n  |:-:|---|\n  |1|**2**|",
            None,
        ),
        (
            "\n  | a | b |\n  | - | - |\n  | 1 | 2 |",
            "\n  | a | b |\n  | - | - |\n  | 1 2 | |",
            Some(words),
        ),
        ("\n  Host: ____", "\n  Server: ____", Some(words)),
        ("\n  Host: ____", "\n  host: ________", None),
        (
            "\n  <details>\n  rm -r\n  </details>",
            "\n  <details>\n  rm -R\n  </details>",
            Some(commands),
        ),
        ("\n  done ☐ here", "\n  done ☑ here", None),
    ] {
        let (one, other) = (under(one), under(other));
        let before = one.body(EntryId(0));
        assert_eq!(
            other.body_change(EntryId(0), before),
            change,
            "{:?} / {:?}",
            one.source(),
            other.source()
        );
    }
}

#[test]
fn the_addresses_of_the_own_text_count_and_its_words_do_not() {
    let body = |text: &str| Checklist::parse(text).body(EntryId(0)).to_owned();
    let plain = body("- [ ] Read the runbook\n");
    assert_eq!(plain, "");
    assert_eq!(body("- [ ] Read `the` **runbook** [x\n"), plain);
    let staging = body("- [ ] Read [the runbook](/staging)\n");
    assert_eq!(staging, "8f8b326dbf77-");
    assert_ne!(body("- [ ] Read [the runbook](/prod)\n"), staging);
    assert_eq!(
        body("- [ ] Read [the runbook][r]\n\n[R]: /staging\n"),
        staging,
        "defined elsewhere"
    );
    assert_eq!(
        body("- [ ] Read [r]\n\n[r]: /staging 'title'\n"),
        staging,
        "by its own words"
    );
    assert_ne!(body("- [ ] Read [r]\n\n[r]: /prod\n"), staging);
}

#[test]
fn a_box_in_a_row_has_the_row_for_its_body() {
    let row = |command: &str, ticked: &str| {
        let text = format!(
            "| Step | Command | Done |\n| - | - | - |\n| Restore | {command} | {ticked} |\n"
        );
        let checklist = Checklist::parse(text);
        let id = checklist.boxes().next().unwrap();
        checklist.body(id).to_owned()
    };
    assert_eq!(row("`migrate -n`", "☐"), row("`migrate  -n`", "☑"));
    assert_eq!(row("`migrate -n`", "[ ]"), row("`migrate -n`", "[x]"));
    assert_ne!(row("`migrate -n`", "☐"), row("`migrate -N`", "☐"));
}

#[test]
fn a_place_is_told_by_what_stands_above() {
    let checklist =
        Checklist::parse("# T\n\n- [ ] a\n\n## S & Q\n\n- [ ] b ____\n  - c\n    - [ ] d\n");
    let places: Vec<&str> = checklist.items().map(|id| checklist.place_of(id)).collect();
    assert_eq!(places, ["T", "T > S & Q", "T > S & Q > b"]);
    assert_eq!(checklist.place_of(EntryId(0)), "");
}
