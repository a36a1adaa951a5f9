//! Places without names, labels, and what stays as it was, as people write them.

use super::tests::{assert_none, assert_places};
use crate::checklist::Checklist;

#[test]
fn words_for_unknown_values_are_places() {
    assert_places(&[
        ("- Owner: TBD\n", &["TBD"]),
        ("- Owner: TBC (next week)\n", &["TBC"]),
        ("- Start: TBA\n", &["TBA"]),
        ("- Deployment date: TBD.\n", &["TBD"]),
        (
            "| Lead | Name | Mail |\n| - | - | - |\n| CEO | TBD | x |\n| CTO | TBD | y |\n",
            &["TBD", "TBD"],
        ),
        ("- Cost: XXX\n", &["XXX"]),
        ("- Owner: to be determined\n", &["to be determined"]),
        ("- Owner: TODO\n", &["TODO"]),
        ("- Responsable : à définir\n", &["à définir"]),
        ("- Responsable: por definir\n", &["por definir"]),
        ("- Responsável: a definir\n", &["a definir"]),
        ("- Responsabile: da definire\n", &["da definire"]),
        ("- Verantwortlich: noch offen\n", &["noch offen"]),
        ("- Sorumlu: belirlenecek\n", &["belirlenecek"]),
        ("- Ответственный: уточнить\n", &["уточнить"]),
        ("- 负责人：待定\n", &["待定"]),
        ("- 担当者：未定\n", &["未定"]),
        ("- 담당자: 미정\n", &["미정"]),
        (
            "| 负责人 | 日期 |\n| - | - |\n| 待定 | 2026-01-01 |\n",
            &["待定"],
        ),
        ("- Region: ???\n", &["???"]),
        ("```text\nOwner: TBD\nRegion: TBD\n```\n", &["TBD", "TBD"]),
        ("- [ ] Window TBD\n", &["TBD"]),
    ]);
    assert_none(&[
        "- [ ] No TBD left\n",
        "- [ ] All TBD items are resolved\n",
        "- [ ] The TBD entries are gone\n",
        "- Met: ☐ Yes ☐ No ☐ TBD\n",
        "- Decision: GO / NO-GO / TBD\n",
        "- [ ] Nothing says \"TBD\"\n",
        "- TODO: write the steps\n",
        "- [ ] Remove each TODO from the code\n",
        "- [ ] The winner is to be determined by a vote\n",
        "- [ ] TBD-123 is closed\n",
        "- [ ] Really???\n",
        "- [ ] Offene Punkte sind geklärt\n",
        "- [ ] Kein TBD mehr\n",
        "- [ ] Open TODO comments are closed\n",
        "```sh\ngrep TBD file\n```\n",
    ]);
}

#[test]
fn dots_gaps_and_handles_are_places() {
    assert_places(&[
        ("- Region: ........\n", &["........"]),
        ("- Region: ……………\n", &["……………"]),
        ("- Name: . . . . . . . .\n", &[". . . . . . . ."]),
        (
            "Name .................... Date ..........\n",
            &["....................", ".........."],
        ),
        ("- Result: [      ]\n", &["[      ]"]),
        ("- 签字：（　　　　）\n", &["（　　　　）"]),
        ("- Signature: (          )\n", &["(          )"]),
        ("- Owner: @\n", &["@"]),
        ("- **Owner**: @\n", &["@"]),
        ("| Lead | Who |\n| - | - |\n| a | @ |\n", &["@"]),
        ("- Owner: @username\n", &["@username"]),
        ("- Owners: @, @\n", &["@", "@"]),
        ("- Reviewer: @your-handle\n", &["@your-handle"]),
        ("- PR: #XXXX\n", &["#XXXX"]),
        ("- Ticket: INC-XXXX\n", &["INC-XXXX"]),
        ("- Phone: +1-XXX-XXX-XXXX\n", &["XXX-XXX-XXXX"]),
    ]);
    assert_none(&[
        "And so on...\n",
        "Wait....\n",
        "Chapter one ............ 12\n",
        "- [ ] Ask @alice and @org/team\n",
        "- [ ] Mail a@b.example\n",
        "- [ ] Meet @ 5 pm\n",
        "  - Name: @ (root domain)\n",
        "- [ ] HTTP 5XX and 4XX\n",
        "- [ ] Range 1..10 and ../x\n",
        "- [ ] f(   )\n",
        "```sh\ncd ../../..\n```\n",
        "- [ ] Use @media rules\n",
        "- [ ] #1234 and #ops\n",
    ]);
}

#[test]
fn telling_names_are_places() {
    assert_places(&[
        (
            "- [ ] Open https://your-domain.com/health\n",
            &["your-domain.com"],
        ),
        (
            "- ArgoCD: https://argocd.your-domain.com\n",
            &["your-domain.com"],
        ),
        ("- [ ] Mail admin@yourcompany.com\n", &["yourcompany.com"]),
        ("- [ ] Mail lead@company.com\n", &["company.com"]),
        (
            "```sh\ngh api /orgs/YOUR_ORG_NAME\n```\n",
            &["YOUR_ORG_NAME"],
        ),
        (
            "```hcl\nid = \"PASTE_YOUR_ID_HERE\"\n```\n",
            &["PASTE_YOUR_ID_HERE"],
        ),
        ("```sh\nexport KEY=your_api_key\n```\n", &["your_api_key"]),
        (
            "```yaml\norganization: \"my-company\"\n```\n",
            &["my-company"],
        ),
        ("- [ ] `git log PREVIOUS_TAG..HEAD`\n", &["PREVIOUS_TAG"]),
        ("- [ ] Clone `ORG/REPO`\n", &["ORG/REPO"]),
        ("- [ ] Key is CHANGE_ME\n", &["CHANGE_ME"]),
        (
            "```env\nSECRET=REPLACE_WITH_SECRET\n```\n",
            &["REPLACE_WITH_SECRET"],
        ),
        (
            "- [ ] Deploy your-app to your-cluster\n",
            &["your-app", "your-cluster"],
        ),
    ]);
    assert_none(&[
        "- [ ] Your domain is set up\n",
        "- [ ] bring-your-own-device works\n",
        "- [ ] Names such as `your-files-encrypted-*`\n",
        "- [ ] See example.com\n",
        "```sh\n# Replace YOUR_ORG_NAME with your organization\necho $YOUR_VALUE\n```\n",
        "```sh\nNEW_VERSION=2.0\necho $NEW_VERSION\n```\n",
        "Expected output:\n\n```\nLogged in as your-username\n```\n",
        "**Ausgabe:**\n\n```\nHost: your-host\nName: <name>\n```\n",
        "- [ ] MAX_RETRIES and NEW_RELIC are set\n",
        "- [ ] my company is ready\n",
    ]);
}

#[test]
fn labels_with_nothing_behind_them_are_places() {
    assert_places(&[
        (
            "- [ ] Open a PR\n  - Link to PR:\n  - [ ] Merge it\n",
            &["Link to PR:"],
        ),
        (
            "- How many contracts are in scope?:\n- Total lines?:\n",
            &["How many contracts are in scope?:", "Total lines?:"],
        ),
        (
            "- [ ] Notify #ops on Slack: <!-- link -->\n",
            &["Notify #ops on Slack:"],
        ),
        (
            "- [ ] Paste a link to the ticket here:\n\n---\n",
            &["Paste a link to the ticket here:"],
        ),
        ("Owner: Jane\nDate:\nRegion:\n", &["Date:", "Region:"]),
        ("**Date:**\n\n**Time:**\n\ntext\n", &["Date:", "Time:"]),
        ("- **Owner**:\n- **Region**: eu\n", &["Owner:"]),
        (
            "- Node version:\n- npm version:\n- OS: macOS\n",
            &["Node version:", "npm version:"],
        ),
        ("* Responsable :\n* Fecha:\n", &["Responsable:", "Fecha:"]),
        ("- 发布版本：\n- 负责人：\n", &["发布版本:", "负责人:"]),
        ("1. Environment:\n2. Build:\n", &["Environment:", "Build:"]),
        (
            "| Name: | Date: |\n| - | - |\n| Signed by: | On: |\n",
            &["Signed by:", "On:"],
        ),
        (
            "| Field | Value |\n| - | - |\n| Region | eu |\n| Owner | |\n",
            &["|Value|"],
        ),
        (
            "```markdown\n- Node version:\n- OS: macOS\n```\n",
            &["Node version:"],
        ),
        ("```text\nOwner:\nRegion: eu\n```\n", &["Owner:"]),
        ("> - Owner:\n> - Region:\n", &["Owner:", "Region:"]),
        (
            "- [ ] Announce it\n   - Link to comment:\n\n## Next\n",
            &["Link to comment:"],
        ),
        (
            "- Deferred items:\n<!-- {{end}} -->\n- [ ] next\n",
            &["Deferred items:"],
        ),
        (
            "- Ansprechpartner:\n- Telefon:\n",
            &["Ansprechpartner:", "Telefon:"],
        ),
        (
            "- [ ] Rollback owner:\n- [ ] Rollback tested\n",
            &["Rollback owner:"],
        ),
    ]);
}

#[test]
fn labels_that_lead_to_something_are_no_places() {
    assert_none(&[
        "- Steps:\n  1. one\n  2. two\n",
        "- [ ] Run this:\n\n  ```sh\n  make\n  ```\n",
        "- Run this:\n```sh\nmake\n```\n",
        "Owners:\n\n| A | B |\n| - | - |\n| a | b |\n",
        "Do the following:\n\n- [ ] one\n",
        "- Note:\n\n  A paragraph that goes on.\n",
        "- Quote:\n\n  > text\n",
        "Prerequisites:\n- [ ] one\n- [ ] two\n",
        "## Owner:\n\ntext\n",
        "- Find the tag first:\n<!-- x -->\n  - Node: a\n  - Miner: b\n",
        "- [ ] Verify the following items:\n- [ ] one\n",
        "Other:\nNOTE: This is a long sentence that says something about the section and isn't short at all.\n",
        "This text ends with a colon:\n\nAnd goes on here.\n",
        "- `std::`\n",
        "| :white_check_mark: | :x: |\n| - | - |\n| :white_check_mark: | |\n",
        "```yaml\nservices:\n  web:\n    image: x\nvolumes:\n```\n",
        "```\nservices:\nvolumes:\n```\n",
        "```python\ntry:\n    pass\n```\n",
        "- [ ] Check:\n  - a\n",
        "Term:\n: definition\n",
    ]);
}

#[test]
fn underscores_that_are_shown_and_columns_that_are_spare_are_no_places() {
    assert_none(&[
        "Every `____` below is a blank.\n",
        "- [ ] Join channels such as #team-____ (unlocked)\n",
        "| Check | A | B |\n| - | - | - |\n| x | ✅ | |\n| y | ✅ | |\n",
        "| Task | (Run 2) |\n| - | - |\n| a | |\n",
        "Cada `____` es un campo.\n",
    ]);
    assert_places(&[
        ("- Time Recorded: ____ minutos\n", &["____"]),
        ("- [ ] Review every ____ days\n", &["____"]),
        ("- [ ] https://____.example.com works\n", &["____"]),
        ("| Task | Run |\n| - | - |\n| a | |\n", &["|Run|"]),
        (
            "| Task | Link |\n| - | - |\n<!-- rows -->\n| a | |\n",
            &["|Link|"],
        ),
        (
            "Notes:\n\n____________________\n\n____________________\n",
            &["____________________\n\n____________________"],
        ),
        (
            "```text\n- Impact: [e.g., risk of loss,\n  or of delay]\n```\n",
            &["[e.g., risk of loss,\n  or of delay]"],
        ),
        ("- Runbook: <link to runbook>\n", &["<link to runbook>"]),
    ]);
    let recorded = Checklist::parse("- Time Recorded: ____ minutos\n");
    let blank = &recorded.blanks()[0];
    assert_eq!(
        (blank.label.as_str(), blank.kind.name()),
        ("Time Recorded", "duration")
    );
}

#[test]
fn entries_and_blanks_that_were_known_keep_their_keys() {
    let documents = [
        "# T\n## S\n\nOwner: TBD\nLead: ____\nRegion:\n\n- [ ] Lead\n- [ ] a [Name]: ____ by YYYY-MM-DD ____\n- Link to PR:\n- [ ] Link to PR:\n",
        "## A\n\n| Task | Owner | Value |\n| - | - | - |\n| a | | |\n| b | x | |\n| c | x | TBD |\n| [Name] | ____ | y |\n",
        "## A\n\n```\nOwner: ____\nDate: TBD\n```\n\n```text\nOwner:\nDate: TBD\n```\n\n- [ ] Owner\n\nOwner: ____\n",
        "- [ ] Restore [db name] takes ____ minutes\n- [ ] Restore [pg] takes ____ minutes\n  - Result:\n- [ ] Result:\n",
        "- [ ] RTO Defined: ____\n- [ ] RTO defined: ____\n- Time Recorded: ____\n\nApproved by: ____\n\n**Notes:**\n__________\n",
    ];
    for document in documents {
        let (then, now) = (
            Checklist::parse_as_earlier(document),
            Checklist::parse(document),
        );
        for id in then.ids() {
            let key = then.key(id);
            let entry = now.by_key().get(&key);
            let at = |checklist: &Checklist, id| checklist.entry(id).line;
            assert_eq!(
                entry.map(|&it| at(&now, it)),
                Some(at(&then, id)),
                "{key} of {document:?}"
            );
            assert_eq!(
                then.name(id),
                now.name(*entry.unwrap()),
                "{key} of {document:?}"
            );
            assert_eq!(
                then.body(id),
                now.body(*entry.unwrap()),
                "body of {key} of {document:?}"
            );
        }
        let keys = |checklist: &Checklist| -> Vec<(String, usize)> {
            let ids = (0..checklist.blanks().len()).map(crate::checklist::BlankId);
            ids.map(|id| (checklist.blank_key(id), checklist.blank(id).range.start))
                .collect()
        };
        let known = keys(&now);
        for blank in keys(&then) {
            assert!(
                known.contains(&blank),
                "{blank:?} of {document:?}: {known:?}"
            );
        }
    }
}
