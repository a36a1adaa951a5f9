//! Tables of texts with their need.

use crate::checklist::{Checklist, EntryId};

#[test]
fn a_line_without_end_is_read_in_time() {
    for part in ["(optional ", "[nice to have](", "((", "optional) "] {
        let checklist = Checklist::parse(format!("# T\n- [ ] a {}\n", part.repeat(20_000)));
        assert!(!checklist.is_optional(EntryId(1)), "{part}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn only_what_leaves_no_doubt_is_optional() {
    for (text, expected, why) in [
        ("Slides (optional)", true, "a bracket at the end"),
        ("Slides [optional]", true, "in square brackets"),
        ("Slides (Optional), @ann", true, "an owner behind it"),
        ("**Slides** (optional): a party", true, "behind the title"),
        ("(optional) Slides", true, "at the start"),
        ("*(optional)* Slides", true, "at the start, in italics"),
        (
            "Every second time: (optional) slides",
            true,
            "at the start of what a lead leads to",
        ),
        ("Optional: slides", true, "a lead"),
        ("**Optional**: slides", true, "a bold lead"),
        ("✨ Optional: slides", true, "a lead behind a picture"),
        ("Feature (Nice to have)", true, "another word for it"),
        ("Nice to have: feature", true, "another word for it"),
        (
            "WAF configured (optional but recommended)",
            true,
            "all words say it",
        ),
        ("Slides (optional, empfohlen)", true, "all words say it"),
        ("Optional", true, "only that"),
        (
            "Slides (optional for staging, required for production)",
            false,
            "a phrase that goes on",
        ),
        (
            "Slides (optional) for staging",
            false,
            "a phrase that goes on",
        ),
        (
            "(optional) for staging: slides",
            false,
            "a phrase that goes on",
        ),
        (
            "Slides (optional) - in staging",
            false,
            "a phrase that goes on",
        ),
        (
            "Slides (optional) (in staging)",
            false,
            "a phrase that goes on",
        ),
        ("Slides (optional/required)", false, "both"),
        (
            "Slides (optional?) no, required",
            false,
            "asked, and denied",
        ),
        ("Slides (optional?)", false, "asked"),
        ("Slides (optional)?", false, "asked"),
        (
            "Slides (optional) – mandatory in the EU",
            false,
            "contradicted",
        ),
        ("Slides are no longer (optional)", false, "contradicted"),
        ("Slides not (optional)", false, "negated"),
        ("Optional: no", false, "negated"),
        ("Optional: not for us", false, "negated"),
        ("Fields marked as (optional)", false, "the subject"),
        ("Remove the (optional) badge", false, "the subject"),
        (
            "Drain (optional) queues",
            false,
            "in the middle of a phrase",
        ),
        ("`(optional)` gone from the form", false, "code"),
        ("Drop `foo (optional)`", false, "code"),
        ("`Optional:` header sent", false, "code"),
        ("Slides ~~(optional)~~", false, "struck out"),
        ("Slides ![(optional)](a.png)", false, "an image"),
        ("Slides <!-- (optional) -->", false, "a comment"),
        (
            "[Slides](https://example.com/(optional))",
            false,
            "the target of a link",
        ),
        ("Infrastructure as code (recommended)", false, "recommended"),
        (
            "Session timeout set (recommended: 24 hours)",
            false,
            "a recommended value",
        ),
        ("Data exported (if applicable)", false, "a condition"),
        ("Failover tested (if needed)", false, "a condition"),
        ("Optional chaining removed", false, "the subject"),
        ("Optionally typed fields checked", false, "another word"),
        ("Optional - slides", false, "no lead"),
        ("Slides, optional", false, "no bracket"),
        ("Inputs checked (required and optional)", false, "both"),
        ("Inputs checked (optional fields too)", false, "the subject"),
        ("Slides (optional", false, "no end"),
        ("数据库(可选)", true, "another language"),
    ] {
        let checklist = Checklist::parse(format!("# T\n- [ ] {text}\n"));
        assert_eq!(checklist.is_optional(EntryId(1)), expected, "{text}: {why}");
    }
}

#[test]
fn headings_that_are_only_that_cover_what_stands_under_them() {
    for (document, expected, why) in [
        (
            "# T\n## Optional\n- [ ] a\n## B\n- [ ] b\n",
            "a",
            "until the next heading",
        ),
        (
            "# T\n## ✨ 4. Nice to Have\n- [ ] a\n",
            "a",
            "behind a number",
        ),
        (
            "# T\n## Kafka (optional)\n### Topics\n- [ ] a\n",
            "a",
            "with all under it",
        ),
        (
            "# T\n- [ ] a (optional)\n  - [ ] b\n- [ ] c\n",
            "a (optional) b",
            "an item, too",
        ),
        ("# T\n## Optional services\n- [ ] a\n", "", "the subject"),
        ("# T\n## Optional?\n- [ ] a\n", "", "asked"),
        ("# T\n## Required and optional\n- [ ] a\n", "", "both"),
        (
            "# T (optional)\n## S\n- [ ] a\n",
            "",
            "the title puts nothing apart",
        ),
        ("# Optional\n- [ ] a\n", "", "nor does this one"),
        (
            "# T\n## Optional\n- [ ] a (required)\n- [ ] b\n- [ ] Required: c\n",
            "b",
            "unless it says so",
        ),
        (
            "# T\n## Optional\n### Mandatory\n- [ ] a\n### Others\n- [ ] b\n",
            "b",
            "or its heading does",
        ),
    ] {
        let checklist = Checklist::parse(document);
        let optional = checklist.items().filter(|&id| checklist.is_optional(id));
        let told: Vec<&str> = optional
            .map(|id| checklist.entry(id).text.as_str())
            .collect();
        assert_eq!(told.join(" "), expected, "{document}: {why}");
    }
}
