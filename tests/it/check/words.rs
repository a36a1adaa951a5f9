//! Words: boxes that contradict their text, hints, headings.

use super::{assert_findings, findings, message};

#[test]
fn boxes_contradicting_their_text_are_found() {
    let open = |text: &str| findings(&format!("- [ ] {text}\n"));
    for (text, said) in [
        ("Licence (done)", "(done)"),
        ("Licence (Completed)", "(Completed)"),
        ("Module (added) here", "(added)"),
        ("Module (created)", "(created)"),
        ("Config (settings.py created)", "(settings.py created)"),
        ("Config (`settings.py` created)", "(… created)"),
        ("Licence (already done)", "(already done)"),
        ("Licence (done 2026-01-02)", "(done 2026-01-02)"),
        ("**Licence** ✅", "✅"),
        ("Licence âœ…", "✅"),
        ("Licence ✔\u{fe0f} ", "✔"),
    ] {
        let expected = format!("1:3 contradiction {said}");
        assert!(open(text).contains(&expected), "{text}: {:?}", open(text));
    }
    for text in [
        "Cache (partially done)",
        "Failover (completed in under 5 minutes)",
        "Variables configured (`.env` created)",
        "✅ **APPROVED** - ready",
        "**Rate limits** - TODO: add them",
        "Exit says `(done)`, as [in (done)](url)",
        "Security audit completed",
    ] {
        assert_eq!(open(text), [""; 0], "{text}");
    }
    let ticked = |text: &str| findings(&format!("- [x] {text}\n"));
    for (text, said) in [
        ("**Alerts** - TODO: add them", "TODO"),
        ("TODO: alerts", "TODO"),
        ("Alerts: TODO", "TODO"),
        ("Alerts (TODO)", "(TODO)"),
        ("Alerts [WIP]", "[WIP]"),
        ("Alerts – WIP.", "WIP"),
        ("Owner: TBD", "TBD"),
        ("Migration not done", "not done"),
        ("Migration (not yet done)", "(not yet done)"),
        ("Review (pending)", "(pending)"),
        ("Review - in progress", "in progress"),
    ] {
        assert_eq!(
            ticked(text),
            [format!("1:3 contradiction {said}")],
            "{text}"
        );
    }
    for text in [
        "No TODO left",
        "All TODO comments resolved",
        "Search for: `TODO`",
        "WIP limits agreed",
        "TODO-app deployed",
        "Queue drained (pending jobs: 0)",
        "Licence (done) ✅",
        "[TODO](list.md) worked off",
    ] {
        assert_eq!(ticked(text), [""; 0], "{text}");
    }
    assert_eq!(
        findings("- TODO: a point (done)\n\nNotes: TODO\n"),
        [""; 0],
        "what is no item has no box"
    );
    assert_eq!(
        message("- [ ] a (done)\n"),
        "the item is open, but its text says “(done)”: fix one of the two"
    );
    assert_eq!(
        message("- [x] a: TODO\n"),
        "the item is ticked, but its text says “TODO”: fix one of the two"
    );
}

#[test]
fn placeholders_that_github_hides_are_found() {
    assert_findings(&[
        (
            "in an item",
            "- [ ] Tag v<version> of <the service>\n",
            &["1:12 hint <version>", "1:25 hint <the service>"],
        ),
        (
            "on a line of its own",
            "<version>\n\ntext\n",
            &["1:1 hint <version>"],
        ),
        (
            "in a quote",
            "> Host: **<db-host>**\n",
            &["1:11 hint <db-host>"],
        ),
    ]);
    // Other placeholders are places to fill, and GitHub shows them.
    for text in [
        "a \\<version\\> b &lt;name&gt; c",
        "Owner: TBD, [Name], [Your team], {{tag}}, {{ .host }}, YYYY-MM-DD",
        "`TBD` `<version>` `[Name]`",
        "a<br>b <b>c</b> <IMG src=x> <https://a.b/c> <me@a.b> <!-- TBD -->",
        "List<String>, a < b and c > d, p95 <5s, <3",
        "<my-app>a</my-app> press <Enter> and <Ctrl-C>",
        "```\nTBD <version>\n```\n\n    TBD",
    ] {
        assert_eq!(findings(&format!("{text}\n")), [""; 0], "{text}");
    }
    assert_eq!(
        message("a <version>\n"),
        "GitHub renders “<version>” as HTML and hides it: write “\\<version>”, or “<version>” in backticks"
    );
}

#[test]
fn empty_sections_and_skipped_levels_are_found() {
    assert_findings(&[
        (
            "between two",
            "# a\n## b\n\n## c\ntext\n",
            &["2:1 empty-section b"],
        ),
        ("at the end", "# a\ntext\n## b ##", &["3:1 empty-section b"]),
        (
            "nothing but a rule",
            "a\n===\n\n---\n# b\ntext\n",
            &["1:1 empty-section a"],
        ),
        (
            "too deep",
            "# a\ntext\n### b\ntext\n#### c\ntext\n",
            &["3:1 heading-level b"],
        ),
        (
            "too deep after a byte order mark",
            "\u{FEFF}# a\ntext\n### b\ntext\n",
            &["3:1 heading-level b"],
        ),
    ]);
    assert_findings(&[
        ("with text", "# a\ntext\n", &[]),
        ("with items", "# a\n- [ ] b\n", &[]),
        ("with subsections", "# a\n## b\n- c\n", &[]),
        ("with code", "# a\n```\nb\n```\n", &[]),
        ("with a table", "# a\n| b |\n| - |\n", &[]),
        ("with a comment", "# a\n<!-- b -->\n", &[]),
        ("with a place to write", "# a\n______________\n", &[]),
        ("with a blank", "# a\nName: ____\n", &[]),
        ("with link targets", "# a\n[b]: url\n", &[]),
        (
            "up by more than one",
            "# a\n## b\n### c\ntext\n# d\ntext\n",
            &[],
        ),
        ("the first is deep", "### a\ntext\n#### b\ntext\n", &[]),
    ]);
    assert_eq!(
        message("# a\n## b c\n# d\ntext\n"),
        "nothing under the heading “b c”: add content, or remove it"
    );
    assert_eq!(
        message("## a\ntext\n##### b\ntext\n"),
        "“b” is a level-5 heading under a level-2 one: make it level 3"
    );
}
