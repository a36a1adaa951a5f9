//! Names that read alike are one person, wherever people are compared; they are kept as they were written.

use serde_json::{Value, json};

use super::program::{Folder, Ran};

const CHECKLIST: &str = "# T\n- [ ] one\n- [ ] two\n- [ ] three @ann\n\n**Lead**: ____ Date: ____\n\n**CTO**: ____ Date: ____\n";
const ANN: &str = "Ann Example";
/// Cyrillic letters for some, another case, two spaces, a zero-width space.
const LIKE_ANN: &str = "\u{410}NN  Ex\u{430}mple\u{200b}";

fn numbers(folder: &Folder, more: &[&str]) -> Vec<u64> {
    let listed = folder.run(&[&["list", "a.md", "--json"], more].concat());
    let listed: Value = serde_json::from_str(&listed.out).unwrap();
    listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["number"].as_u64().unwrap())
        .collect()
}

#[test]
fn two_spellings_are_one_person() {
    let folder = Folder::with(CHECKLIST);
    let earlier = [("GONOGO_NOW", "2026-11-21T20:00:00.000Z")];
    assert_eq!(
        folder
            .run_with("", &earlier, &["tick", "a.md", "1", "--by", ANN])
            .status,
        0
    );
    folder.change(&["tick", "a.md", "2", "--by", LIKE_ANN]);
    folder.change(&["tick", "a.md", "3", "--by", "bob"]);
    folder.change(&["sign", "a.md", "Lead", "--by", ANN]);
    let told = folder.change(&["sign", "a.md", "CTO", "--by", LIKE_ANN]);
    let twice = "one person in 2 roles: Ann Example as Lead, CTO";
    assert_eq!(
        told.lines().nth(2),
        Some(format!("gonogo: {twice}").as_str()),
        "{told}"
    );
    assert!(
        folder
            .out(&["verify", "a.md"])
            .lines()
            .any(|line| line == twice)
    );
    let verified: Value = serde_json::from_str(&folder.out(&["verify", "a.md", "--json"])).unwrap();
    assert_eq!(
        verified["multiple_roles"],
        json!([{"name": ANN, "roles": ["Lead", "CTO"]}])
    );
    let written: Vec<&Value> = verified["signoffs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(
        written,
        [&json!(ANN), &json!(LIKE_ANN)],
        "as it was written"
    );
    let report: Value =
        serde_json::from_str(&folder.out(&["export", "a.md", "--format", "json"])).unwrap();
    let people = report["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["who"].clone(), it["changes"].clone()));
    assert_eq!(
        people.collect::<Vec<_>>(),
        [(json!(ANN), json!(8)), (json!("bob"), json!(1))]
    );
    for (more, expected) in [
        (&["--mine", "--by", "ann example"][..], &[1, 2][..]),
        (&["--mine", "--by", LIKE_ANN], &[1, 2]),
        (&["--mine", "--by", "\u{430}nn@host"], &[3]),
        (&["--mine", "--by", "bob"], &[3]),
        (&["--author", "ann ex"], &[1, 2]),
        (&["--author", "\u{430}nn"], &[1, 2]),
        (&["--author", "amm"], &[]),
    ] {
        assert_eq!(numbers(&folder, more), expected, "{more:?}");
    }
}

#[test]
fn invisible_name_fails() {
    let folder = Folder::with(CHECKLIST);
    let before = folder.all();
    for (name, shown) in [
        ("", ""),
        (" ", " "),
        ("\u{200b}", ""),
        ("\u{2800}\u{3164}", "\u{2800}"),
        ("\u{feff}\t", "    "),
    ] {
        let ran = folder.run(&["tick", "a.md", "1", "--by", name]);
        let err = format!(
            "error: invalid value '{shown}' for '--by <NAME>': the name is empty; give yours, as in --by ann\n\n\
             For more information, try '--help'.\n"
        );
        assert_eq!(
            ran,
            Ran {
                status: 2,
                out: String::new(),
                err
            },
            "{name:?}"
        );
    }
    assert_eq!(folder.all(), before);
}
