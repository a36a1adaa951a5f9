//! Themes, ASCII, and texts that terminals measure differently.

use std::fs;

use gonogo::sanitize;
use proptest::prelude::{ProptestConfig, Strategy, proptest};
use proptest::test_runner::RngSeed;
use unicode_width::UnicodeWidthChar;

use crate::concurrent_processes::scale;
use crate::screen::walk::Walk;
use crate::terminal::seat::Seat;

/// What the program writes for its first screen and one tick, with these arguments and variables.
fn written(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("launch.md"),
        "# Go\n\n- [ ] Budget: ____\n- [x] claimed\n",
    )
    .unwrap();
    let mut seat = Seat::start_with(
        folder.path(),
        &[&["launch.md"], arguments].concat(),
        variables,
    );
    seat.wait_until("the first screen", |screen| screen.contains("claimed"));
    seat.type_keys("jj ");
    seat.wait_until("a tick", |screen| {
        screen.contains("[x] claimed") && screen.contains(" saved")
    });
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    seat.written()
}

/// The colors of a text, in ascending order.
fn colors(written: &str) -> Vec<u8> {
    let codes = written
        .split("\x1b[")
        .skip(1)
        .filter_map(|code| code.split_once('m').map(|(code, _)| code));
    let numbers = codes.filter(|code| {
        code.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b';')
    });
    let mut colors: Vec<u8> = numbers
        .flat_map(|code| {
            code.split(';')
                .filter_map(|number| number.parse().ok())
                .collect::<Vec<u8>>()
        })
        .filter(|&number| number >= 30 && number != 39 && number != 49)
        .collect();
    colors.sort_unstable();
    colors.dedup();
    colors
}

#[test]
fn the_theme_is_the_one_that_was_asked_for() {
    let (dark, light): (&[u8], &[u8]) = (&[31, 32, 33], &[31, 32, 35]);
    for (arguments, variables, expected) in [
        (&[][..], &[][..], dark),
        (&["--theme", "light"], &[], light),
        (&["--theme", "none"], &[], &[]),
        (&["--theme", "auto"], &[("COLORFGBG", "0;15")], light),
        (&[], &[("COLORFGBG", "15;default;0")], dark),
        (&["--theme", "dark"], &[("COLORFGBG", "0;15")], dark),
        (&[], &[("NO_COLOR", "1")], &[]),
        (&["--color", "always"], &[("NO_COLOR", "1")], dark),
        (&["--color", "never", "--theme", "light"], &[], &[]),
    ] {
        assert_eq!(
            colors(&written(arguments, variables)),
            expected,
            "{arguments:?} {variables:?}"
        );
    }
}

#[test]
fn ascii_is_drawn_where_locale_or_terminal_want_it() {
    for (arguments, variables, ascii) in [
        (&[][..], &[][..], false),
        (&["--ascii"], &[], true),
        (&[], &[("LANG", "C")], true),
        (&[], &[("LC_ALL", "POSIX")], true),
        (&[], &[("TERM", "linux")], true),
        (&[], &[("TERM", "vt220")], true),
        (&[], &[("TERM", "vte-256color")], false),
        (&[], &[("TERM", "screen")], false),
    ] {
        assert_eq!(
            written(arguments, variables).is_ascii(),
            ascii,
            "{arguments:?} {variables:?}"
        );
    }
}

/// Texts with what terminals measure differently, and what they would act on.
fn odd_text() -> impl Strategy<Value = String> {
    let odd = "([a-z ]|数|é|e\u{301}|\u{301}|\u{5d0}|\u{644}\u{627}|\u{200b}|\u{200d}|\u{202e}|\u{2066}|\u{fe0f}|\
        \u{1f469}|\u{1f3fd}|\u{1f1e9}|\u{1f1ea}|\u{20e3}|1|\u{ad}|\u{feff}|\u{1100}|\u{1161}|ｶ|ﾞ|\u{e01}\u{e33}|\
        \u{915}\u{94d}\u{937}|✅|✔|\u{1b}|\u{9b}|\u{7}|\u{303}|\u{1780}\u{17d2}\u{1782}|\\PC)";
    proptest::string::string_regex(&format!("{odd}{{0,30}}")).unwrap()
}

/// Columns as a terminal counts them, character by character.
fn columns(text: &str) -> usize {
    let width = |c: char| {
        if matches!(c, '\u{ff9e}' | '\u{ff9f}') {
            1
        } else {
            c.width().unwrap_or(0)
        }
    };
    text.chars().map(width).sum()
}

fn see_that_nothing_acts(text: &str) {
    for character in text.chars() {
        let acts = character.is_control()
            || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(character, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
            || matches!(character, '\u{1f3fb}'..='\u{1f3ff}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{e0000}'..);
        assert!(!acts, "{character:?} in {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(42),
        ..ProptestConfig::with_cases(scale(32, 2000))
    })]

    #[test]
    fn any_text_keeps_to_its_columns(text in odd_text(), width in 0_usize..40) {
        let line = sanitize::one_line(&text);
        see_that_nothing_acts(&line);
        assert_eq!(sanitize::width(&line), columns(&line));
        assert!(columns(&sanitize::fit(&line, width, "…")) <= width.max(columns(&line).min(width)));
        assert_eq!(sanitize::one_line(&line), line, "what is fit to show stays as it is");
    }

    #[test]
    fn any_text_drawn_at_any_width_keeps_its_row(
        text in odd_text(), value in odd_text(), width in 1_u16..90, field in proptest::bool::ANY,
    ) {
        let document = format!("# T\n\n- [ ] {text}\n- [ ] {text}: ________\n");
        let mut walk = Walk::open(&document, width, 12);
        walk.keys("j j enter");
        walk.paste(&value);
        walk.keys(if field { "" } else { "enter d" });
        let rows = walk.rows_sent();
        assert_eq!(rows.len(), 12);
        for row in rows {
            see_that_nothing_acts(&row);
            assert_eq!(columns(&row), usize::from(width), "{row:?}");
        }
    }
}
