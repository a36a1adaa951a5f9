//! Tests of groups of which one is chosen.

use crate::checklist::{Checklist, Origin};

/// The groups that are a choice: the text of the question, those of the options, and the words.
fn groups(source: &str) -> Vec<String> {
    let checklist = Checklist::parse(source);
    let text = |id| checklist.entry(id).text.as_str();
    let groups = checklist.choice_groups().iter().map(|group| {
        let options: Vec<&str> = group.options.iter().map(|&id| text(id)).collect();
        format!("{}: {}", text(group.question), options.join(", "))
    });
    groups.collect()
}

#[test]
fn unmistakable_choices_are_read_as_one_answer() {
    for (source, expected) in [
        (
            "## Type of change (choose one)\n- [ ] Standard\n- [x] Normal\n- [ ] Emergency\n",
            vec!["Type of change (choose one): Standard, Normal, Emergency"],
        ),
        (
            "## Needs downtime?\n- [ ] Yes\n- [x] No\n\n## Before\n- [x] Tests pass\n",
            vec!["Needs downtime?: Yes, No"],
        ),
        (
            "## Decision\n- [ ] GO\n- [ ] NO-GO\n- [ ] CONDITIONAL\n",
            vec!["Decision: GO, NO-GO, CONDITIONAL"],
        ),
        (
            "## A\nSelect one:\n\n- [ ] Blue\n- [ ] Green\n\nThen:\n- [ ] Tests pass\n",
            vec!["Blue: Blue, Green"],
        ),
        (
            "- [ ] Downtime?\n  - [ ] Yes\n  - [ ] No\n- [ ] Tests pass\n",
            vec!["Downtime?: Yes, No"],
        ),
        (
            "- [ ] Strategy (pick one)\n  - [ ] Blue\n  - [ ] Green\n",
            vec!["Strategy (pick one): Blue, Green"],
        ),
        (
            "## A\n- Strategy – please choose one:\n  - [ ] Blue\n  - [ ] Green\n",
            vec!["A: Blue, Green"],
        ),
        (
            "## A\n- [ ] Tests pass\n\n☐ Yes ☐ No\n",
            vec!["Yes: Yes, No"],
        ),
        (
            "Approved: ☐ Yes ☐ No (why: ____)\n",
            vec!["Approved: ☐ Yes ☐ No (why: ____): Approved: Yes, Approved: No (why: ____)"],
        ),
        (
            "Decision: ☐ GO   ☐ NO-GO   ☐ Conditional GO\n",
            vec!["Decision: GO: Decision: GO, Decision: NO-GO, Decision: Conditional GO"],
        ),
        (
            "- ☐ Approved\n- ☐ Rejected\n- ☐ Approved with conditions\n",
            vec!["Approved: Approved, Rejected, Approved with conditions"],
        ),
        (
            "Result (choose one): ☐ Red ☐ Amber ☐ Green\n",
            vec![
                "Result (choose one): Red: Result (choose one): Red, Result (choose one): Amber, Result (choose one): Green",
            ],
        ),
        ("☐ GO\n☐ NO-GO\n\nText.\n", vec!["GO: GO, NO-GO"]),
        (
            "## Decision\n- [ ] ✅ **APPROVED** - ready\n- [ ] **CONDITIONAL** - see below\n- [ ] **REJECTED** - no\n",
            vec!["Decision: ✅ APPROVED - ready, CONDITIONAL - see below, REJECTED - no"],
        ),
        (
            "| Law | Applies |\n|---|---|\n| GDPR | ☐ Yes ☐ No ☐ TBD |\n",
            vec!["GDPR | Yes: GDPR | Yes, GDPR | No, GDPR | TBD"],
        ),
        (
            "| Check | Result |\n|---|---|\n| DNS | ☐ Pass ☐ Fail |\n| TLS | ☐ Pass ☐ Fail |\n",
            vec![
                "DNS | Pass: DNS | Pass, DNS | Fail",
                "TLS | Pass: TLS | Pass, TLS | Fail",
            ],
        ),
        (
            "| Check | Yes | No | N/A |\n|---|---|---|---|\n| DNS | [ ] | [ ] | [ ] |\n",
            vec!["DNS | Yes: DNS | Yes, DNS | No, DNS | N/A"],
        ),
        ("> - [ ] Ja\n> - [ ] Nein\n", vec!["Ja: Ja, Nein"]),
        (
            "## Стратегия (выберите один вариант)\n- [ ] Синяя\n- [ ] Зелёная\n",
            vec!["Стратегия (выберите один вариант): Синяя, Зелёная"],
        ),
        (
            "## Any <!-- gonogo: choice -->\n- [ ] a\n- [ ] b\n",
            vec!["Any: a, b"],
        ),
        ("☐ a ☐ b <!-- gonogo: choice -->\n", vec!["a: a, b"]),
        (
            "- [ ] q <!-- gonogo: choice -->\n  - [ ] a\n  - [ ] b\n",
            vec!["q: a, b"],
        ),
        (
            "## A\n- [ ] a <!-- gonogo: choice -->\n- [ ] b\n\ntext\n\n- [ ] c\n- [ ] d\n",
            vec!["a: a, b"],
        ),
    ] {
        assert_eq!(groups(source), expected, "{source}");
        assert_eq!(
            groups(&source.replace('\n', "\r\n")),
            expected,
            "CRLF {source}"
        );
    }
}

#[test]
fn what_is_only_likely_stays_a_list() {
    for source in [
        "## Check one of the following\n- [ ] Security training done\n- [ ] Privacy training done\n",
        "## Complete one of these\n- [ ] a\n- [ ] b\n",
        "## Choose one or more\n- [ ] a\n- [ ] b\n",
        "## Decision\n- [ ] Yes, and the press is told\n- [ ] No\n",
        "## Decision\n- [ ] Yes\n- [ ] No\n- [ ] Fix DNS\n",
        "## Decision\n- [ ] Yes\n  - [ ] Tell legal\n- [ ] No\n",
        "## Checks\n- [ ] Passed\n- [ ] Passed\n",
        "## Choose one\n- [ ] a\n",
        "## Answers <!-- gonogo: no-choice -->\n- [ ] Yes\n- [ ] No\n",
        "## Yes\n- [ ] a\n## No\n- [ ] b\n",
        "- [ ] Yes\n\nOr else:\n\n- [ ] No\n",
        "☐ Backups ☐ Alerts\n",
        "| a | Dev | Prod |\n|---|---|---|\n| b | [ ] | [ ] |\n",
    ] {
        assert_eq!(groups(source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn likely_choices_are_suggested() {
    for (source, expected) in [
        (
            "## Check one of the following\n- [ ] a\n- [ ] b\n",
            vec!["choice: Check one of the following"],
        ),
        (
            "## Check one of these <!-- gonogo: no-choice -->\n- [ ] a\n- [ ] b\n",
            vec![],
        ),
        ("## Choose one\n- [ ] a\n- [ ] b\n", vec![]),
        ("## Checks\n- [ ] a\n- [ ] b\n", vec![]),
    ] {
        let checklist = Checklist::parse(source);
        let suggested: Vec<String> = checklist
            .suggestions()
            .into_iter()
            .map(|suggestion| format!("{}: {}", suggestion.directive, suggestion.words))
            .collect();
        assert_eq!(suggested, expected, "{source}");
    }
}

#[test]
fn readings_name_their_basis() {
    for (source, origin, words) in [
        (
            "## Downtime?\n- [ ] Yes\n- [ ] No\n",
            Origin::Pattern,
            "yes / no",
        ),
        (
            "## Type (choose one)\n- [ ] a\n- [ ] b\n",
            Origin::Pattern,
            "Type (choose one)",
        ),
        (
            "## Type\n<!-- gonogo: choice -->\n- [ ] a\n- [ ] b\n",
            Origin::Annotation,
            "choice",
        ),
        (
            "## Type <!-- gonogo: choice -->\n☐ a ☐ b\n\n☐ c ☐ d\n",
            Origin::Inherited,
            "choice",
        ),
    ] {
        let checklist = Checklist::parse(source);
        let reading = &checklist.choice_groups()[0].reading;
        assert_eq!(
            (reading.origin, reading.words.as_str()),
            (origin, words),
            "{source}"
        );
        let option = checklist.choice_groups()[0].options[1];
        assert_eq!(
            checklist.group_of(option),
            checklist.choice_groups().first()
        );
    }
}
