//! What gonogo reads from words never lets a launch go by accident: where it is in doubt, it asks for more, not for less.

use serde_json::Value;

use super::program::Folder;

/// The exit status of `status`, and what stands in the way, as kinds with lines.
fn judged(folder: &Folder) -> String {
    let ran = folder.run(&["status", "a.md", "--json"]);
    let status: Value = serde_json::from_str(&ran.out).unwrap();
    let blockers = status["blockers"].as_array().unwrap().iter();
    let told = blockers.map(|one| format!(" {}:{}", one["kind"].as_str().unwrap(), one["line"]));
    format!("{}{}", ran.status, told.collect::<String>())
}

#[test]
fn ambiguous_words_never_weaken_the_verdict() {
    for (rest, expected) in [
        (
            "- [ ] Canary (optional for staging, required for production)",
            "1 open:3",
        ),
        ("- [ ] Canary (optional?) no, required", "1 open:3"),
        ("- [ ] Prompt `(optional)` renamed", "1 open:3"),
        ("- [ ] Canary (recommended)", "1 open:3"),
        ("- [ ] Canary (if needed)", "1 open:3"),
        ("- [ ] Canary (optional)", "0"),
        ("## Optional flags\n- [ ] Removed", "1 open:4"),
        ("## Optional\n- [ ] Canary", "0"),
        ("## After-hours on-call staffed\n- [ ] Rota", "1 open:4"),
        ("## Post-mortem actions closed\n- [ ] Leak", "1 open:4"),
        ("## Post-Deployment plan reviewed\n- [ ] By SRE", "1 open:4"),
        ("## Appendix: must do\n- [ ] Revoke keys", "1 open:4"),
        ("## Contents\n### Data\n- [ ] Backed up", "1 open:5"),
        ("## After the kickoff\n- [ ] Scope agreed", "1 open:4"),
        ("## UAT\n### Post-Deployment\n- [ ] Smoke test", "1 open:5"),
        (
            "## Pre-Launch\n- [x] a\n## Go-Live Checklist\n- [ ] Counsel agrees",
            "1 open:6",
        ),
        ("## Go-Live Day Readiness\n- [ ] Bridge open", "1 open:4"),
        ("## Beta\n### Success Criteria\n- [ ] No crash", "1 open:5"),
        ("## Post-Deployment\n- [ ] Smoke test", "0"),
        ("## Appendix\n- [ ] Read more", "1 open:4"),
        ("## Appendix\n- [ ] Terms", "0"),
    ] {
        let folder = Folder::with(&format!("# T\n- [x] first\n{rest}\n"));
        assert_eq!(judged(&folder), expected, "{rest}");
    }
}

#[test]
fn value_of_another_kind_blocks() {
    for (value, expected, told) in [
        ("2000/min", "1 fails:2", "FAIL: > 1000 req/s"),
        (
            "2000 requests",
            "1 unclear:2",
            r#"can't compare "2000 requests" with "> 1000 req/s": write it in req/second"#,
        ),
        (
            "p50 1200, p95 900",
            "1 unclear:2",
            r#"can't compare "p50 1200, p95 900" with "> 1000 req/s": write a number in req/second"#,
        ),
        (
            "1200, 900",
            "1 unclear:2",
            r#"can't compare "1200, 900" with "> 1000 req/s": write one number in req/second"#,
        ),
        (
            "NaN",
            "1 unclear:2",
            r#"can't compare "NaN" with "> 1000 req/s": write a number in req/second"#,
        ),
        (
            "1200 rps?",
            "1 unclear:2",
            r#"can't compare "1200 rps?" with "> 1000 req/s": write the value itself in req/second"#,
        ),
        ("90k per minute", "0", "pass: > 1000 req/s"),
        ("1200", "0", "pass: > 1000 req/s; assuming req/second"),
    ] {
        let folder = Folder::with("# T\n- [x] Load > 1000 req/s\n");
        let said = folder.change(&["measure", "a.md", "1", value]);
        assert!(said.contains(told), "{value}: {said}");
        assert_eq!(judged(&folder), expected, "{value}");
    }
}
