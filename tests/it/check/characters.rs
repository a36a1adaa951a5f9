//! Characters and lines: mojibake, line endings.

use super::{assert_findings, message};

#[test]
fn mojibake_is_found_everywhere() {
    assert_findings(&[
        (
            "windows-1252",
            "# âœ… a\n- [ ] ðŸš€\n",
            &["1:3 mojibake âœ…", "2:7 mojibake ðŸš€"],
        ),
        (
            "Mac Roman",
            "‚úÖ and ‚úÖ\n",
            &["1:1 mojibake ‚úÖ", "1:9 mojibake ‚úÖ"],
        ),
        ("in code", "`itâ€™s`\n", &["1:4 mojibake â€™"]),
        (
            "in front matter",
            "---\ntitle: cafÃ©\n---\n",
            &["2:11 mojibake Ã©"],
        ),
        ("lost bytes", "## âŒ Critical\ntext\n", &["1:4 mojibake âŒ"]),
        (
            "after a byte order mark",
            "\u{FEFF}âœ… a\n",
            &["1:1 mojibake âœ…"],
        ),
        ("none", "# ✅ „Spaß“ – l’équipe, «él», ½ 数据\ntext\n", &[]),
    ]);
    for (document, says) in [
        (
            "âœ… a\n",
            "“âœ…” is “✅” read in the wrong encoding: restore it and save as UTF-8",
        ),
        (
            "a Â\u{a0}b\n",
            "“Â” is U+00A0 read in the wrong encoding: restore it and save as UTF-8",
        ),
        (
            "âŒ a\n",
            "“âŒ” was garbled by the wrong encoding and can't be recovered: retype it",
        ),
    ] {
        assert_eq!(message(document), says);
    }
}

#[test]
fn mixed_line_endings_are_found() {
    assert_findings(&[
        ("few CRLF", "ab\ncde\r\nf\n", &["2:4 line-endings \r\n"]),
        ("few LF", "a\r\nb\r\nc\nd\r\ne\n", &["3:2 line-endings \n"]),
        ("half and half", "a\nb\r\n", &["2:2 line-endings \r\n"]),
        ("one kind", "a\r\nb\r\nc", &[]),
        ("the other kind", "a\nb\n", &[]),
    ]);
    assert_eq!(
        message("a\nb\nc\r\n"),
        "this line ends in CRLF, the other 2 in LF: use LF everywhere"
    );
    assert_eq!(
        message("a\r\nb\nc\r\nd\ne\r\n"),
        "this and 1 more line end in LF, the other 3 in CRLF: use CRLF everywhere"
    );
}
