//! Places by where they stand: at the end of a line, alone in code, in tables, and above a heading.

use super::tests::{assert_none, assert_places};

#[test]
fn handles_at_the_end_of_a_line_are_places() {
    assert_places(&[
        ("## Build\n\nAssigned to @\n", &["@"]),
        ("- [ ] Build, owned by @\n", &["@"]),
        ("Reviewed by @\nTested by @\n", &["@", "@"]),
        ("- Release manager @\n", &["@"]),
        ("cc @\n", &["@"]),
        ("- Approver @\n", &["@"]),
        ("Asignado a @\n", &["@"]),
        ("- Zugewiesen von @\n", &["@"]),
    ]);
    assert_none(&[
        "- [ ] Let us all meet in the big hall @\n",
        "- [ ] Deploy @ noon\n",
        "- [ ] Address signs @\n",
        "- [ ] Ask @alice\n",
        "```sh\nnpm i pkg@\n```\n",
    ]);
}

#[test]
fn commands_to_write_are_places() {
    assert_places(&[
        ("```bash\n[COMMAND HERE]\n```\n", &["[COMMAND HERE]"]),
        (
            "```bash\n# Enter it:\n[Befehl hier]\n```\n",
            &["[Befehl hier]"],
        ),
        (
            "```sh\n[Insert the command]\n```\n",
            &["[Insert the command]"],
        ),
        (
            "**Expected output:**\n```\n[Sample output here]\n```\n",
            &["[Sample output here]"],
        ),
        ("```bash\n[STOP-COMMAND]\n```\n", &["[STOP-COMMAND]"]),
        (
            "```bash\ncurl http://localhost:[PORT]/health\n```\n",
            &["[PORT]"],
        ),
    ]);
    assert_none(&[
        "```bash\n[ -f x ] && echo y\n```\n",
        "```toml\n[MAIN-SECTION]\nx = 1\n```\n",
        "```ini\n[default here]\n```\n",
        "```bash\nls [OPTIONS] [FILE]\n```\n",
        "```python\nx = [HERE]\n```\n",
        "**Output:**\n```\nName: [name]\n```\n",
    ]);
}

#[test]
fn links_in_forms_and_addresses_are_no_places_but_their_stand_ins() {
    assert_places(&[
        (
            "```sh\nnpm run ssl -- --email your@email.com\n```\n",
            &["your@email.com"],
        ),
        (
            "- Contact: your.name@example.org\n",
            &["your.name@example.org"],
        ),
        ("- Lead: @NAME_OF_LEAD\n", &["NAME_OF_LEAD"]),
        ("```markdown\n- Sum: CHECKSUM_VAL\n```\n", &["CHECKSUM_VAL"]),
        ("- [ ] vX.Y+1.0 is the next release\n", &["vX.Y+1.0"]),
        ("- [ ] Open a PR for `release-x.y`\n", &["x.y"]),
    ]);
    assert_none(&[
        "```markdown\n- [notes](https://example.com/vX.Y.Z/notes)\n```\n",
        "- [ ] Claim items with `@yourname` beside them\n",
        "(e.g. the team (Rome) writes to ops@company.com)\n",
        "- [ ] vX.Y.Z is the version in our format\n",
        "- [ ] The field DATE_OF_BIRTH is gone\n",
    ]);
}

#[test]
fn answers_in_tables_are_places() {
    assert_places(&[
        (
            "| | |\n| - | - |\n| **Name** | |\n| **Date** | |\n",
            &["|Name|", "|Date|"],
        ),
        (
            "| | |\n| - | - |\n| Customer | ACME |\n| Contract | |\n",
            &["|Contract|"],
        ),
        (
            "| Topic | Details |\n| - | - |\n| System | |\n| Code | |\n| Kind | new / old |\n",
            &["|Details|", "|Details|"],
        ),
        (
            "| Campo | Datos |\n| - | - |\n| Sistema | |\n| Código | |\n",
            &["|Datos|", "|Datos|"],
        ),
        (
            "| Lot | Planned | Run |\n| - | - | - |\n| 1 | | |\n| Sum | XXX | XXX |\n",
            &["|Planned|", "|Run|", "XXX", "XXX"],
        ),
        (
            "| Lot | Planned |\n| - | - |\n| 1 | |\n| 2 | **TBD** |\n",
            &["|Planned|", "TBD"],
        ),
    ]);
    assert_none(&[
        "| Feature | Free |\n| - | - |\n| a | |\n| b | |\n| c | ✅ |\n",
        "| Step | Remark |\n| - | - |\n| a | done by hand |\n| b | x y |\n| c | |\n",
        "| | Free | Pro |\n| - | - | - |\n| a | | yes |\n| b | yes | yes |\n",
        "| | |\n| - | - |\n| a long text that is more than a label | |\n",
    ]);
}

#[test]
fn labels_are_places_where_nothing_continues_them() {
    assert_places(&[
        ("**Service name:**\n\n## Next\n\ntext\n", &["Service name:"]),
        ("**Owner:**\n\n---\n\ntext\n", &["Owner:"]),
        ("**Known limits:**\n", &["Known limits:"]),
        (
            "**Day:** Monday\n**Place:**\n**Kind:** [ ] Major | [ ] Minor | [ ] Patch | [ ] Hotfix\n",
            &["Place:"],
        ),
        ("- **Owner:**\n- **Region:** eu\n", &["Owner:"]),
    ]);
    assert_none(&[
        "If it fails again:\nFix: restart it\n",
        "❌ Changing the order:\nBad: a, b\n",
        "✅ Names:\nGood: c\n",
        "**Date:** Monday\n**Participants:**\n- Lead\n- Tester\n",
        "**Note:**\ntext that goes on\n",
        "**Steps:**\n\n1. one\n",
        "Wenn es klemmt:\nAbhilfe: neu starten\n",
    ]);
}
