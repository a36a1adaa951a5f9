//! What a real zsh offers. It is asked where `GONOGO_ZSH` says that there is one.

use std::env;
use std::fs;
use std::process::Command;

use super::program::Folder;

/// Prints what zsh offers for a line, with the completions of a script: one offer a line, sorted.
const OFFERS: &str = r#"
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "autoload -Uz compinit && compinit -u -D; source $1; PROMPT= RPROMPT=; unsetopt zle_bracketed_paste"
zpty -w z 'compadd() {
    local -a offered
    if [[ " ${@[1,(i)(-|--)]} " == *" -"(O|A|D)* ]]; then builtin compadd "$@"; return; fi
    builtin compadd -A offered "$@"
    print -rl -- "${(@)offered/#/offered: }"
    builtin compadd "$@"
}
finish() { print; print "all off""ered" }
zle -N finish; bindkey "^X" finish; bindkey "^I" complete-word; LISTMAX=1000
print "rea""dy"'
zpty -r z seen "*ready*"
zpty -n -w z "$2"$'\t\x18'
zpty -r z seen "*all offered*"
print -rl -- ${(ou)${(M)${(f)${seen//$'\r'}}:#*offered: *}##*offered: }
"#;

fn offered(folder: &Folder, line: &str) -> String {
    let run = Command::new("zsh")
        .args(["-f", "offers.zsh", "gonogo.zsh", line])
        .current_dir(folder.path(""))
        .env("TERM", "xterm")
        .env("ZDOTDIR", folder.path(""))
        .output()
        .unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(
        run.status.success(),
        "{line}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    text.lines().collect::<Vec<_>>().join(" ")
}

#[test]
fn zsh_completes_commands_and_checklists_then_arguments() {
    if env::var_os("GONOGO_ZSH").is_none() {
        return;
    }
    let folder = Folder::with("# T\n");
    folder.write("b c.markdown", "# T\n");
    folder.write("d.txt", "");
    fs::create_dir(folder.path("docs")).unwrap();
    folder.write("gonogo.zsh", folder.out(&["completions", "zsh"]));
    folder.write("offers.zsh", OFFERS);
    let files = r"a.md b\ c.markdown docs";
    for (line, expected) in [
        (
            "gonogo ",
            r"a.md b\ c.markdown check completions config confirm correct diff docs explain export fill git help link list live man mark measure merge new next note phase runs schema sign status templates tick untick verify",
        ),
        ("gonogo st", "status"),
        ("gonogo a", "a.md"),
        ("gonogo status ", files),
        ("gonogo status --se", "--section"),
        ("gonogo status a.md --se", "--section"),
        ("gonogo --by x status --se", "--section"),
        ("gonogo tick ", files),
        ("gonogo git ", "install"),
        ("gonogo git install --gl", "--global"),
        (
            "gonogo merge ",
            r"a.md b\ c.markdown d.txt docs gonogo.zsh offers.zsh",
        ),
        ("gonogo a.md --pl", "--plain"),
    ] {
        assert_eq!(offered(&folder, line), expected, "{line}");
    }
}
