//! Variables on the command line: filled once, listed once, linked, settled, signed and compared.

use serde_json::json;

use super::program::Folder;

const TEXT: &str = "\
# Release {{version}} of <service>

- [ ] Tag {{ Version }}
- [ ] Deploy {{version}} to your-domain.com

  ```sh
  ssh <db-host> deploy --host your-domain.com {{version}}
  ```
- [ ] Approved by [Engineering Lead] on `<db-host>`

## Facts

- [ ] Production domain: ____
- [ ] Version: ____
- [ ] RTO: ____
";

/// All that the commands print, each after its line.
fn transcript(folder: &Folder, commands: &[&[&str]]) -> String {
    let one = |arguments: &&[&str]| {
        let ran = folder.run(arguments);
        let status = match ran.status {
            0 => String::new(),
            status => format!(" # {status}"),
        };
        format!("$ {}{status}\n{}{}", arguments.join(" "), ran.out, ran.err)
    };
    commands.iter().map(one).collect()
}

#[test]
fn a_variable_is_filled_once_and_listed_once() {
    let folder = Folder::with(TEXT);
    let told = transcript(
        &folder,
        &[
            &["fill", "a.md", "1", "2.3.0"],
            &["fill", "a.md", "{{VERSION}}", "2.3.0"],
            &["fill", "a.md", "{{version}}", "2.3.1", "--only", "2"],
            &["fill", "a.md", "lead", "Ann Example"],
            &["fill", "a.md", "<db-host>", "TBD"],
            &["list", "a.md"],
            &["fill", "a.md", "{{version}}", "", "--only", "2"],
            &["fill", "a.md", "lead", ""],
            &["list", "a.md", "--unanswered", "--section", "Facts"],
            &["next", "a.md", "-n", "2"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn names_that_do_not_name_one_place_are_refused_with_the_way_out() {
    let folder = Folder::with(TEXT);
    folder.write(
        "values.env",
        "service=api\nversion=1\nnix=2\n<service>=web\n",
    );
    let told = transcript(
        &folder,
        &[
            &["fill", "a.md", "version", "2.3.0"],
            &["fill", "a.md", "domain", "example.com"],
            &["fill", "a.md", "nix", "1"],
            &["fill", "a.md", "3", "1"],
            &["fill", "a.md", "9", "1"],
            &["fill", "a.md", "lead", "Ann", "--only", "2"],
            &["fill", "a.md", "RTO", "4 h", "--only", "2"],
            &["fill", "a.md", "--from", "values.env"],
            &["link", "a.md", "nix", "RTO"],
            &["link", "a.md", "lead", "nix"],
        ],
    );
    insta::assert_snapshot!(told);
    assert!(!folder.path("a.gonogo.json").exists());
}

#[test]
fn values_of_variables_come_from_a_file_too() {
    let folder = Folder::with(TEXT);
    folder.write(
        "values.env",
        "{{version}}=2.3.0\nservice=\"two\\nlines\"\nfacts/version:version=v2\n1=2.3.0\n",
    );
    let told = transcript(&folder, &[&["fill", "a.md", "--from", "values.env"]]);
    insta::assert_snapshot!(told);
    folder.write(
        "values.env",
        "{{version}}=2.3.0\nservice=\"two\\nlines\"\nfacts/version:version=v2\n",
    );
    let told = transcript(
        &folder,
        &[
            &["fill", "a.md", "--from", "values.env"],
            &["list", "a.md", "--text", "lines"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_filled_blank_offers_its_link_and_then_fills_the_variable() {
    let folder = Folder::with(TEXT);
    let told = transcript(
        &folder,
        &[
            &[
                "fill",
                "a.md",
                "production domain",
                "example.com",
                "--run",
                "v2",
            ],
            &[
                "link",
                "a.md",
                "your-domain-com",
                "facts/production-domain:production-domain",
                "--run",
                "v2",
            ],
            &[
                "link",
                "a.md",
                "your-domain-com",
                "production domain",
                "--run",
                "v2",
            ],
            &["list", "a.md", "--text", "example.com", "--run", "v2"],
            &[
                "fill",
                "a.md",
                "production domain",
                "example.org",
                "--run",
                "v2",
            ],
            &[
                "fill",
                "a.md",
                "your-domain.com",
                "own.example.com",
                "--run",
                "v2",
            ],
            &["link", "a.md", "your-domain.com", "RTO", "--run", "v2"],
            &["link", "a.md", "your-domain.com", "--remove", "--run", "v2"],
            &["link", "a.md", "your-domain.com", "--remove", "--run", "v2"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn different_values_are_a_conflict_that_is_shown_and_settled() {
    let folder = Folder::with(TEXT);
    folder.change(&["fill", "a.md", "<service>", "api", "--by", "ann@b1"]);
    let ours = folder.read("a.gonogo.json");
    std::fs::remove_file(folder.path("a.gonogo.json")).unwrap();
    folder.change(&["fill", "a.md", "<service>", "web", "--by", "bob@b2"]);
    folder.write("ours.gonogo.json", ours);
    let told = transcript(
        &folder,
        &[
            &[
                "merge",
                "a.gonogo.json",
                "ours.gonogo.json",
                "-o",
                "a.gonogo.json",
            ],
            &["list", "a.md", "--conflicts"],
            &["status", "a.md"],
            &["fill", "a.md", "<service>", "web"],
            &["list", "a.md", "--text", "web"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn list_as_json_has_variables_with_their_places() {
    let folder = Folder::with("- [ ] Tag {{version}}, naïvely {{ Version }}: ____\n");
    folder.change(&["fill", "a.md", "{{version}}", "2.3.0"]);
    let list = folder.list(&[]);
    let place = |column, text| {
        json!({
            "line": 1,
            "column": column,
            "text": text,
            "entry": "tag-version-naïvely-version",
            "notation": "braces",
            "value": "2.3.0",
            "origin": "variable",
        })
    };
    assert_eq!(
        list["variables"],
        json!([{
            "slug": "version",
            "name": "version",
            "written": "{{version}}",
            "kind": "text",
            "value": "2.3.0",
            "origin": "variable",
            "blank": null,
            "conflict": [],
            "by": "tester@host",
            "at": "2026-11-21T21:04:05.123Z",
            "places": [place(11, "{{version}}"), place(32, "{{ Version }}")],
        }])
    );
    assert_eq!(list["blanks"][0]["notation"], "underscores");
}

#[test]
fn a_signature_covers_values_and_is_void_when_one_changes() {
    let text = "# Launch\n\n- [ ] Tag {{version}}\n\n## After launch\n\n- [ ] Tell <channel>\n\n\
                ## Sign-off\n\n**Name**: ____ **Date**: ____\n";
    let folder = Folder::with(text);
    for arguments in [
        &["tick", "a.md", "1"][..],
        &["fill", "a.md", "version", "2.3.0"],
        &["sign", "a.md", "Sign-off", "--by", "Ann Example"],
    ] {
        folder.change(arguments);
    }
    assert_eq!(folder.run(&["verify", "a.md"]).status, 0);
    folder.change(&["fill", "a.md", "channel", "#ops"]);
    assert_eq!(
        folder.run(&["verify", "a.md"]).status,
        0,
        "used after the launch only"
    );
    let told = transcript(
        &folder,
        &[
            &["fill", "a.md", "version", "2.4.0", "--by", "bob@b2"],
            &["verify", "a.md"],
            &["fill", "a.md", "version", "2.3.0", "--by", "bob@b2"],
            &["verify", "a.md"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn an_altered_value_is_found_and_blocks() {
    let folder = Folder::with("# Launch\n\n- [ ] Tag {{version}}\n");
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["fill", "a.md", "version", "2.3.0"]);
    let altered = folder.read("a.gonogo.json").replace("2.3.0", "6.6.6");
    folder.write("a.gonogo.json", altered);
    let told = transcript(
        &folder,
        &[
            &["verify", "a.md"],
            &["status", "a.md"],
            &["fill", "a.md", "version", "2.3.0"],
            &["status", "a.md", "--quiet"],
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn changes_of_variables_and_links_are_compared() {
    let folder = Folder::with(TEXT);
    for arguments in [
        &["fill", "a.md", "{{version}}", "2.2.0", "--run", "v1"][..],
        &["fill", "a.md", "{{version}}", "2.3.0", "--run", "v2"],
        &[
            "fill",
            "a.md",
            "{{version}}",
            "2.3.1",
            "--only",
            "2",
            "--run",
            "v2",
        ],
        &[
            "link",
            "a.md",
            "your-domain.com",
            "production domain",
            "--run",
            "v2",
        ],
    ] {
        folder.change(arguments);
    }
    let told = transcript(&folder, &[&["diff", "a.md", "--run", "v1", "--run", "v2"]]);
    insta::assert_snapshot!(told);
}

#[test]
fn values_of_variables_that_are_gone_are_shown_as_unmatched() {
    let folder = Folder::with(TEXT);
    folder.change(&["fill", "a.md", "{{version}}", "2.3.0"]);
    folder.change(&["fill", "a.md", "{{version}}", "2.3.1", "--only", "2"]);
    folder.change(&["link", "a.md", "your-domain.com", "production domain"]);
    let text = TEXT
        .replace("{{version}}", "{{release}}")
        .replace("{{ Version }}", "it");
    folder.write("a.md", text.replace("Production domain", "Zone"));
    let status = folder.run(&["status", "a.md"]).out;
    let from = status.find("Unmatched").unwrap();
    let to = from + status[from..].find("\n\n").unwrap();
    insta::assert_snapshot!(&status[from..to]);
}
