//! Sign-offs as teams write them, and what only looks like them.

use super::super::Checklist;

/// The roles of a document with `+` for a date and `&` for a second blank.
fn read(document: &str) -> Vec<String> {
    let checklist = Checklist::parse(document);
    let told = checklist.signoffs().iter().map(|signoff| {
        let date = if signoff.when.is_some() { " +" } else { "" };
        let beside = if signoff.beside.is_some() { " &" } else { "" };
        format!("{}{date}{beside}", checklist.role(signoff.who))
    });
    told.collect()
}

fn assert_read(table: &[(&str, &[&str])]) {
    let wrong: Vec<String> = table
        .iter()
        .filter(|(document, roles)| read(document) != *roles)
        .map(|(document, roles)| {
            format!(
                "{document}\nexpected {roles:?}\nread     {:?}\n",
                read(document)
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        table.len(),
        wrong.join("\n")
    );
}

#[test]
fn lines_with_a_name_and_a_date() {
    assert_read(&[
        (
            "## Sign-Off\n**Deployment Lead**: ________ Date: ____\n",
            &["Deployment Lead +"],
        ),
        ("Security Review: ____ Date: ____\n", &["Security Review +"]),
        (
            "## Approvals\n\n**Product Owner**: ________ Date: ____\n",
            &["Product Owner +"],
        ),
        ("System Owner: ____ Date: ____\n", &["System Owner +"]),
        (
            "**Business owner** ________________ **Date/Time** ________\n",
            &["Business owner +"],
        ),
        (
            "Release approver: ____  Signed on: ____\n",
            &["Release approver +"],
        ),
        ("Signed off by ____ on ____\n", &["Signed off by +"]),
        ("Approved by (CTO): ____ on ____.\n", &["CTO +"]),
        (
            "Final sign-off: ______ (name) ______ (date)\n",
            &["Final sign-off +"],
        ),
        ("Date: ____ Approved by: ____\n", &["Approved by +"]),
        ("Name: ____ Signature: ____ Date: ____\n", &["Sign-off + &"]),
        (
            "## QA\nName: ____ Signature: ____ Date: ____\n",
            &["QA + &"],
        ),
        (
            "> **Change Manager:** ______ **Date:** ______\n",
            &["Change Manager +"],
        ),
        ("```\nLead: ________ Date: ________\n```\n", &["Lead +"]),
        (
            "1. CTO: ____ Date: ____\n2. CISO: ____ Date: ____\n",
            &["CTO +", "CISO +"],
        ),
    ]);
}

#[test]
fn name_and_date_on_several_lines() {
    assert_read(&[
        ("Approved by: ____\nDate: ____\n", &["Approved by +"]),
        (
            "**Approved by:** ____\n\n**Date:** ____\n",
            &["Approved by +"],
        ),
        ("Date: ____\nApproved by: ____\n", &["Approved by +"]),
        ("- Tech Lead: ____\n- Date: ____\n", &["Tech Lead +"]),
        (
            "Tech Lead: ____  \nDate/Time: ____  \nQA Lead: ____  \nDate/Time: ____\n",
            &["Tech Lead +", "QA Lead +"],
        ),
        (
            "## Sign-off\n**Release Manager**\n\nName: ____\nSignature: ____\nDate: ____\n",
            &["Release Manager + &"],
        ),
        (
            "## Sign-off\n### Operations\nName: ____\\\nDate: ____\n### Security\nName: ____\\\nDate: ____\n",
            &["Operations +", "Security +"],
        ),
        (
            "- [ ] Security has signed off\n  - Name: ____\n  - Date: ____\n",
            &["Security +"],
        ),
        (
            "Signature: ____________\nPrinted name: ____________\nDate: ____________\n",
            &["Sign-off + &"],
        ),
    ]);
}

#[test]
fn names_without_a_date() {
    assert_read(&[
        (
            "## ✅ Final Approval\n\n**Date:** ____  \n**Time:** ____\n\n**Approved By:**\n\nTechnical Lead: ____  \nProduct Owner: ____  \nBusiness Stakeholder: ____\n",
            &["Technical Lead", "Product Owner", "Business Stakeholder"],
        ),
        (
            "## Sign-offs\n- Engineering: ____\n- Security: ____\n- Platform: ____\n- Notes: ____\n",
            &["Engineering", "Security", "Platform"],
        ),
        ("Approved by: ____\n", &["Approved by"]),
        ("Signature: ________\n", &["Sign-off"]),
        (
            "Reviewed and approved by ________\n",
            &["Reviewed and approved by"],
        ),
        ("**Security sign-off:** ____\n", &["Security"]),
        ("Sign-offs:\n- Dev: ____\n- QA: ____\n", &["Dev", "QA"]),
        (
            "## Go/No-Go\nDecision: ____ (GO / NO-GO)\nRelease Manager: ____\n",
            &["Release Manager"],
        ),
        ("Verified by: ____\n", &["Verified by"]),
    ]);
}

#[test]
fn items_that_are_signed() {
    assert_read(&[
        (
            "- [ ] Tech Lead: ____ Date: ____\n- [ ] Security: ____ Date: ____\n",
            &["Tech Lead +", "Security +"],
        ),
        ("- [ ] Security sign-off: ____\n", &["Security"]),
        (
            "## Approvals\n- [ ] Product Owner: ________\n- [ ] QA: ________\n",
            &["Product Owner", "QA"],
        ),
        (
            "- [ ] **CTO approval**: ________ (date: ____)\n",
            &["CTO +"],
        ),
        (
            "- [ ] Approved by security team\n- [ ] Sign-off from legal\n",
            &[],
        ),
        ("- [ ] Deployment lead assigned: ____ Date: ____\n", &[]),
        (
            "- [ ] On-call engineer: ____\n- [ ] Rollback owner: ____\n",
            &[],
        ),
        ("- [ ] Restore tested: ____ Date: ____\n", &[]),
    ]);
}

#[test]
fn tables_of_approvals() {
    assert_read(&[
        (
            "| Role | Name | Signature | Date |\n|--|--|--|--|\n| CTO | | | |\n| Legal | | | |\n",
            &["CTO + &", "Legal + &"],
        ),
        (
            "| Approver | Sign-off | Date |\n|--|--|--|\n| Tech Lead | | |\n",
            &["Tech Lead +"],
        ),
        (
            "| Name | Role | Sign-off |\n|--|--|--|\n| Jo Bloggs | CISO | |\n",
            &["CISO"],
        ),
        (
            "| Date | Approved by | Area |\n|--|--|--|\n| | | Network |\n",
            &["Network +"],
        ),
        (
            "| Team | Approver | Date | Status |\n|--|--|--|--|\n| SRE | ____ | ____ | |\n| QA | ____ | ____ | |\n",
            &["SRE +", "QA +"],
        ),
        (
            "## Approvals\n\n| Role | Name | Date |\n|--|--|--|\n| **Product Owner** | _________ | _________ |\n",
            &["Product Owner +"],
        ),
        (
            "## Sign-off\n| Stakeholder | Name |\n|--|--|\n| Finance | |\n",
            &["Finance"],
        ),
        (
            "| # | Gate | Signed by | When |\n|--|--|--|--|\n| 1 | Load test | | |\n",
            &["Load test"],
        ),
        (
            "## Go / No-Go\n| Function | Go/No-Go | Name |\n|--|--|--|\n| DBA | | |\n",
            &["DBA"],
        ),
        (
            "## Release Approval\n| Role | Owner | Sign-off | Date |\n|--|--|--|--|\n| Dev | Ann | | |\n",
            &["Dev +"],
        ),
        (
            "| Approver | Date |\n|--|--|\n| | |\n| | |\n",
            &["Approver 1 +", "Approver 2 +"],
        ),
        (
            "| Role | Approved (Y/N) | Name | Date |\n|--|--|--|--|\n| PM | | | |\n",
            &["PM +"],
        ),
    ]);
}

#[test]
fn what_real_documents_hold() {
    assert_read(&[
        (
            "## Sign-Off\n\n### Technical Lead\n- [ ] All requirements met\n- [ ] **Signature**: ____ **Date**: ____\n\n### Product Owner\n- [ ] **Signature**: ____ **Date**: ____\n",
            &["Technical Lead +", "Product Owner +"],
        ),
        (
            "## Sign-Off\n\n### QA Team\n- [ ] Signed off by: ____\n\n### DevOps Team\n- [ ] Signed off by: ____\n",
            &["QA Team", "DevOps Team"],
        ),
        (
            "## Sign-Off\n- QA Owner: ____\n- Date/Time: ____\n- Build/Release ID: ____\n- Notes: ____\n",
            &["QA Owner +"],
        ),
        (
            "## Sign-off\n\nDeployment completed by: ____\n\nDate: ____\n",
            &["Deployment completed by +"],
        ),
        (
            "**Deployment Approved By:**\n- [ ] Deployment Engineer: ____ Date: ____\n- [ ] CTO/Tech Lead: ____ Date: ____\n",
            &["Deployment Engineer +", "CTO/Tech Lead +"],
        ),
        (
            "**Reviewed by:**\n- [ ] Backend Developer: ____ (for the filter)\n- [ ] QA Lead: ____\n",
            &["Backend Developer", "QA Lead"],
        ),
        (
            "**\u{41f}\u{43e}\u{434}\u{43f}\u{438}\u{441}\u{438}:**\n- Product: ____\n- Analytics: ____\n",
            &["Product", "Analytics"],
        ),
        (
            "APROBACIONES:\n- QA Lead: ____ Fecha: ____\n- Product Owner: ____ Fecha: ____\n",
            &["QA Lead +", "Product Owner +"],
        ),
        (
            "```\nSIGN-OFF:\n\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\nTested by: ____\nApproved by: ____\nDate: ____\n```\n",
            &["Tested by", "Approved by +"],
        ),
        (
            "### Final Approval\n\n* **SOP Owner (CTO)**\n  * Signature: ____ Date: ____\n* **Quality Lead**\n  * Signature: ____ Date: ____\n",
            &["SOP Owner (CTO) +", "Quality Lead +"],
        ),
        (
            "## 10. Approval and Sign-Off\n\n| Name | Role | Signature | Date |\n|:--|:--|:--|:--|\n| ______ | Project Sponsor | ______ | ______ |\n",
            &["Project Sponsor + &"],
        ),
        (
            "## SIGN-OFF\n\n| Role | Name | Approved | Date |\n|--|--|--|--|\n| Engineer | **\\*\\***\\_\\_\\_\\_**\\*\\*** | [ ] | \\***\\*\\_\\_\\*\\*** |\n",
            &["Engineer +"],
        ),
        (
            "## Sign-off\n| Item | Approved by | Date |\n|--|--|--|\n| Scope and features | | |\n",
            &["Scope and features +"],
        ),
        (
            "| Deviation | Reason | Approved by | Date |\n|--|--|--|--|\n| *(none)* | | | |\n| | | | |\n",
            &[],
        ),
        (
            "## Key Contacts\n- [ ] Admin System Owner: ____\n- [ ] IT Security: ____\n",
            &[],
        ),
        (
            "## Issues Found\n| Issue | Resolution | Date | By |\n|--|--|--|--|\n| | | | |\n",
            &[],
        ),
        (
            "- System name: ____\n- Deployment date: ____\n- System owner: ____\n",
            &[],
        ),
        (
            "Reviewed & Approved By: ____\nTitle: ____\nDate: ____\n",
            &["Reviewed & Approved By +"],
        ),
        ("**Client Name** ____ **Date** ____\n", &["Client Name +"]),
        ("Launch Approval: ____\n", &["Launch Approval"]),
    ]);
}

#[test]
fn other_languages() {
    assert_read(&[
        (
            "## Freigabe\n- Projektleitung: ____ Datum: ____\n- Betrieb: ____ Datum: ____\n",
            &["Projektleitung +", "Betrieb +"],
        ),
        (
            "Freigegeben von: ____\nDatum: ____\n",
            &["Freigegeben von +"],
        ),
        ("Freigegeben durch ____ am ____\n", &["Freigegeben durch +"]),
        (
            "## Approbations\nChef de projet : ____ Date : ____\n",
            &["Chef de projet +"],
        ),
        ("Aprobado por: ____ Fecha: ____\n", &["Aprobado por +"]),
        (
            "## Aprovações\n| Cargo | Nome | Assinatura | Data |\n|--|--|--|--|\n| Gerente | | | |\n",
            &["Gerente + &"],
        ),
        ("Approvato da: ____\n", &["Approvato da"]),
        ("Onaylayan: ____ Tarih: ____\n", &["Onaylayan +"]),
        (
            "## Согласование\nРуководитель проекта: ____ Дата: ____\n",
            &["Руководитель проекта +"],
        ),
        ("审批人：____ 日期：____\n", &["审批人 +"]),
        ("承認者：____\n", &["承認者"]),
        ("승인자: ____ 날짜: ____\n", &["승인자 +"]),
    ]);
}

#[test]
fn what_only_looks_like_a_signoff() {
    assert_read(&[
        ("Owner: ____\nAssignee: ____\n", &[]),
        ("Owner: ____ Due date: ____\n", &[]),
        (
            "**Version:** ____\n**Release Manager:** ____\n**Release date:** ____\n",
            &[],
        ),
        ("**Project name:** ____\n**Date:** ____\n", &[]),
        ("Task owner: ____ Date: ____\n", &[]),
        ("Approval ticket: ____\nSignature algorithm: ____\n", &[]),
        (
            "## On-call\n| Name | Phone | Date |\n|--|--|--|\n| | | |\n",
            &[],
        ),
        (
            "## Contacts\n| Role | Name | Email |\n|--|--|--|\n| Lead | | |\n",
            &[],
        ),
        (
            "## Revision History\n| Version | Date | Author | Changes |\n|--|--|--|--|\n| 1.0 | | | |\n",
            &[],
        ),
        (
            "| Task | Owner | Due | Done |\n|--|--|--|--|\n| Backups | | | |\n",
            &[],
        ),
        (
            "## Test Results\n| Test | Tester | Date | Result |\n|--|--|--|--|\n| Smoke | | | |\n",
            &[],
        ),
        ("| Test | Result | Date |\n|--|--|--|\n| Smoke | | |\n", &[]),
        (
            "## Acceptance Criteria\n- Latency: ____\n- Users: ____\n",
            &[],
        ),
        ("Incident commander: ____\nRunbook: ____\n", &[]),
    ]);
}

#[test]
fn roles_are_unique() {
    assert_read(&[
        (
            "## Sign-off\n### Staging\nSigned: ____ Date: ____\n### Production\nSigned: ____ Date: ____\n",
            &["Staging +", "Production +"],
        ),
        (
            "## Schema\nApproved by: ____\n## Data\nApproved by: ____\n",
            &["Approved by (Schema)", "Approved by (Data)"],
        ),
        (
            "### Staging\nTech Lead: ____ Date: ____\n### Production\nTech Lead: ____ Date: ____\n",
            &["Tech Lead (Staging) +", "Tech Lead (Production) +"],
        ),
        (
            "Approved by: ____\n\ntext\n\nApproved by: ____\n",
            &["Approved by 1", "Approved by 2"],
        ),
    ]);
}

#[test]
fn places_without_a_line_to_write_on() {
    assert_read(&[
        ("Approved by:\n", &["Approved by"]),
        ("**Approved by:**\n\n**Date:**\n", &["Approved by +"]),
        (
            "**Approved by:**  \n**Date:**  \n\n## Next\n",
            &["Approved by +"],
        ),
        ("Approved by:          Date:\n", &["Approved by +"]),
        ("- Approved by:\n- Date:\n", &["Approved by +"]),
        (
            "## Approvals\n- **Tech Lead:**\n- **QA Lead:**\n",
            &["Tech Lead", "QA Lead"],
        ),
        (
            "## Approvals\n- [ ] Tech Lead:\n- [ ] Legal:\n",
            &["Tech Lead", "Legal"],
        ),
        ("- [ ] Security sign-off:\n", &["Security"]),
        ("> Signature:\n", &["Sign-off"]),
        ("Signed off by:\n\n---\n", &["Signed off by"]),
        ("Freigegeben von:\nDatum:\n", &["Freigegeben von +"]),
        ("**Approved by:**\n\n- Ann\n- Bob\n", &[]),
        ("**Approved by:**\n\nAnn Lee, CTO\n", &[]),
        ("Approved by:\nAnn Lee\n", &[]),
        ("**Approvals:**\n\n| a | b |\n|--|--|\n| x | y |\n", &[]),
        ("Tech Lead:\nVersion:\n", &[]),
        ("The change was approved by:\n\n1. CTO\n", &[]),
        ("Approved by: Ann\n", &[]),
    ]);
}

#[test]
fn garbled_underscores() {
    assert_read(&[
        (
            "Approved by: **\\*\\*\\*\\***\\_** Date: **\\*\\*\\*\\***\\_**\n",
            &["Approved by +"],
        ),
        (
            "**Tech Lead:** **\\*\\*\\*\\***\\_\\_\\_\\_**\\*\\*\\*\\*** Date: \\_\\_\\_\\_\n",
            &["Tech Lead +"],
        ),
        (
            "**Approved by:** **********\\_**********\n",
            &["Approved by"],
        ),
        ("**CTO**: **____** Date: **____**\n", &["CTO +"]),
        (
            "## Sign-off\n| Role | Name | Date |\n|--|--|--|\n| CTO | **\\*\\***\\_\\_**\\*\\*** | \\_\\_\\_\\_ |\n",
            &["CTO +"],
        ),
        ("Approved by: *_* and **bold**\n", &[]),
    ]);
}
