//! The worth of a signature is stated in the same words wherever one is made or shown.

use gonogo::workbook::describe::ATTESTATION;

use super::program::Folder;

/// The words, with any white space between them: for where they are wrapped.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn worth_of_a_signature_is_stated_everywhere() {
    assert_eq!(
        ATTESTATION,
        "Anyone who can write the progress file can sign, forge or restore it; this isn't proof of identity."
    );
    let folder = Folder::with("# T\n- [ ] one\n\n**Lead**: ____ Date: ____\n");
    folder.change(&["tick", "a.md", "1"]);
    let signed = folder.change(&["sign", "a.md", "Lead"]);
    assert_eq!(
        signed,
        format!(
            "signed as Lead: tester@host, 2026-11-21\nsigned for 1 required item: 1 ticked one by one.\n{ATTESTATION}\n"
        )
    );
    let verified = folder.out(&["verify", "a.md"]);
    assert!(
        verified.ends_with(&format!("\n\n{ATTESTATION}\n")),
        "{verified}"
    );
    for (format, expected) in [
        ("markdown", format!("\n## Sign-offs\n\n{ATTESTATION}\n")),
        ("html", format!("<p>{ATTESTATION}</p>\n")),
    ] {
        let report = folder.out(&["export", "a.md", "--format", format]);
        assert_eq!(report.matches(&expected).count(), 1, "{format}: {report}");
        assert_eq!(report.matches(ATTESTATION).count(), 1, "{format}: {report}");
    }
    for help in [&["sign", "--help"][..], &["man", "sign"]] {
        assert_eq!(
            words(&folder.out(help).replace("\\*(Aq", "'"))
                .matches(ATTESTATION)
                .count(),
            1,
            "{help:?}"
        );
    }
    folder.change(&["untick", "a.md", "1"]);
    let plain = folder.run_with("n\nsign late\nquit\n", &[], &["--plain", "a.md"]);
    assert_eq!(
        plain
            .out
            .lines()
            .filter(|line| line.ends_with(ATTESTATION))
            .count(),
        1,
        "{}",
        plain.out
    );
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    assert_eq!(words(&readme).matches(ATTESTATION).count(), 1);
}
