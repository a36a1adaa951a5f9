//! Places that describe, show or count what to write: in brackets, braces and angle brackets.

use super::tests::{assert_none, assert_places};

#[test]
fn examples_units_and_questions_in_brackets_are_places() {
    assert_places(&[
        ("**Build:** [e.g., 2026.3]\n", &["[e.g., 2026.3]"]),
        (
            "- Window: [e.g. Tuesday night]\n",
            &["[e.g. Tuesday night]"],
        ),
        (
            "| Field | Value |\n| - | - |\n| Dauer | [z.B. \"10 Minuten\"] |\n| Ort | Bonn |\n",
            &["[z.B. \"10 Minuten\"]"],
        ),
        ("- Durée : [p. ex. 10 minutes]\n", &["[p. ex. 10 minutes]"]),
        (
            "- Duración: [por ejemplo, 10 minutos]\n",
            &["[por ejemplo, 10 minutos]"],
        ),
        ("- 版本：[例如 v1.2]\n", &["[例如 v1.2]"]),
        ("- Coverage: [%]\n", &["[%]"]),
        ("- **Budget:** [€]\n", &["[€]"]),
        (
            "- Escaped: [# of bugs found by customers]\n",
            &["[# of bugs found by customers]"],
        ),
        (
            "**Downtime:** [If there was one, how long?]\n",
            &["[If there was one, how long?]"],
        ),
        (
            "- Fallback: [Was passiert, wenn es scheitert?]\n",
            &["[Was passiert, wenn es scheitert?]"],
        ),
        (
            "[If you decide to wait, list what has to change first]\n",
            &["[If you decide to wait, list what has to change first]"],
        ),
        (
            "[Further remarks, known limits, or decisions that the team on call should know]\n",
            &["[Further remarks, known limits, or decisions that the team on call should know]"],
        ),
        (
            "| Metric | Actual |\n| - | - |\n| Uptime | [TODO]% |\n| p95 | [TODO] ms |\n",
            &["[TODO]", "[TODO]"],
        ),
        (
            "- Owner: [TODO]\n- Load: < [TODO] rps\n",
            &["[TODO]", "[TODO]"],
        ),
        ("Handles [TODO] concurrent users\n", &["[TODO]"]),
        (
            "Le produit livré est [Nom du produit].\n",
            &["[Nom du produit]"],
        ),
        (
            "Preparado por el equipo [Nombre del equipo]\n",
            &["[Nombre del equipo]"],
        ),
    ]);
    assert_none(&[
        "- [ ] Ship it [e.g. on Monday] or later\n",
        "- [ ] [TODO] Write the runbook\n",
        "- [ ] Remove every [TODO] comment\n",
        "- [ ] No [TODO] markers are left\n",
        "- [ ] Watch [#ops] and [@lead]\n",
        "- [ ] Restart it [if it hangs]\n",
        "- [ ] Tag it [optional]\n",
        "Text with [see the other page, which explains how all of this works together today].\n",
        "- [ ] arr[%] and x[$]\n",
    ]);
}

#[test]
fn orders_in_parentheses_percentages_and_dated_files_are_places() {
    assert_places(&[
        (
            "| Role | Contact |\n| - | - |\n| Lead | (configure) |\n| DBA | (fill in) |\n",
            &["(configure)", "(fill in)"],
        ),
        ("- Owner: (TBD)\n", &["(TBD)"]),
        ("- Coverage: X%\n- Errors < X%\n", &["X", "X"]),
        (
            "```sh\ntar -xzf db_YYYYMMDD_HHMMSS.tar.gz\n```\n",
            &["YYYYMMDD_HHMMSS"],
        ),
        ("- Logs unter [Pfad/URL]\n", &["[Pfad/URL]"]),
    ]);
    assert_none(&[
        "- [ ] Load drops by X% at night\n",
        "- [ ] Set it up (configure) and go on\n",
        "- [ ] Note: (see the wiki)\n",
        "- [ ] f(insert)\n",
        "- [ ] MAX% and 5X%\n",
    ]);
}

#[test]
fn constants_phrases_and_descriptions_in_braces_are_places() {
    assert_places(&[
        ("- [ ] Tag v{MAJOR}.{MINOR}\n", &["{MAJOR}", "{MINOR}"]),
        ("- [ ] Announce {POST_URL} on Slack\n", &["{POST_URL}"]),
        (
            "```\nNotes: https://example.org/r/{RELEASE_ID}\n```\n",
            &["{RELEASE_ID}"],
        ),
        (
            "```markdown\n> Support ends on {EOL_DATE}.\n```\n",
            &["{EOL_DATE}"],
        ),
        (
            "```bash\ngit checkout release-{SERIES}\n```\n",
            &["{SERIES}"],
        ),
        (
            "- [ ] Close the milestone of {current version minus 2}\n",
            &["{current version minus 2}"],
        ),
        ("- [ ] Coverage is at least {{90}}%\n", &["{{90}}"]),
        (
            "| Limit | Action |\n| - | - |\n| > {{2.5}}s | wait |\n",
            &["{{2.5}}"],
        ),
        ("- Risk: {{high/medium/low}}\n", &["{{high/medium/low}}"]),
        ("- Risque : {{Élevé/Faible}}\n", &["{{Élevé/Faible}}"]),
        (
            "1. {{Step 1: tell the team}}\n2. {{Step 2: roll back}}\n",
            &["{{Step 1: tell the team}}", "{{Step 2: roll back}}"],
        ),
        (
            "- {{Étape 1 : Prévenir l'équipe}}\n",
            &["{{Étape 1 : Prévenir l'équipe}}"],
        ),
    ]);
    assert_none(&[
        "- [ ] {{ printf \"%s\" .Name }} works\n",
        "- [ ] {{#if done}} and {{/if}}\n",
        "- [ ] {{ a | upper }} and {{ range .Items }}\n",
        "- [ ] GET /users/{id} answers\n",
        "- [ ] `/api/{tenant}/users` answers\n",
        "```json\n{\"id\": {}}\n```\n",
        "```sh\necho ${HOME} {a,b}\n```\n",
        "- [ ] The set {A} has {x y} in it\n",
        "```go\nfmt.Println(map[string]int{ONE})\n```\n",
        "- [ ] Replace {MAJOR} with the number\n",
    ]);
}

#[test]
fn descriptions_channels_and_commands_in_angle_brackets_are_places() {
    assert_places(&[
        ("- Autoren: <Name(n)>\n", &["<Name(n)>"]),
        (
            "- [ ] Tell <#incidents-channel>\n",
            &["<#incidents-channel>"],
        ),
        ("- Check it: `<command>`\n", &["<command>"]),
        (
            "<Describe the purpose of this page — e.g., restarts, failover, key rotation.>\n",
            &["<Describe the purpose of this page — e.g., restarts, failover, key rotation.>"],
        ),
        (
            "- Impact: <Explain who is affected, where, and for how long>\n",
            &["<Explain who is affected, where, and for how long>"],
        ),
        ("- [ ] Run `kubectl logs <PodName>` twice\n", &["<PodName>"]),
        ("- [ ] `<ServiceName>` is up\n", &["<ServiceName>"]),
    ]);
    assert_none(&[
        "- [ ] `<AlertBanner>` is shown\n",
        "- [ ] Build the `<CompareTable>` component\n",
        "- [ ] Press <command> and <enter>\n",
        "- [ ] a < b and c > d\n",
        "- [ ] See <#5> and <https://example.com>\n",
    ]);
}
