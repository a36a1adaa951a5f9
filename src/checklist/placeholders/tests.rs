//! Places to fill and what only looks like one, form by form, as people write them.

use crate::checklist::{Checklist, Notation};

/// The places of a document in its order: the text of each, and of an empty place its label with a colon.
fn places(source: &str) -> Vec<String> {
    let checklist = Checklist::parse(source);
    let mut found: Vec<(usize, String)> = Vec::new();
    for blank in checklist.blanks() {
        let text = match blank.notation {
            Notation::Label => format!("{}:", blank.label),
            Notation::Cell => format!("|{}|", blank.label),
            _ => source[blank.range.clone()].to_owned(),
        };
        found.push((blank.range.start, text));
    }
    for place in checklist.places() {
        found.push((place.range.start, source[place.range.clone()].to_owned()));
    }
    found.sort();
    found.into_iter().map(|(_, text)| text).collect()
}

/// Asserts the places of each document; all differences are told at once.
pub(super) fn assert_places(table: &[(&str, &[&str])]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|&(source, expected)| (source, expected, places(source)))
        .filter(|(_, expected, found)| found != expected)
        .map(|(source, expected, found)| {
            format!("{source:?}\n  expected {expected:?}\n  found    {found:?}")
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Asserts that none of these documents has a place.
pub(super) fn assert_none(table: &[&str]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|&source| (source, places(source)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(source, found)| format!("{source:?}: {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn brackets_with_what_to_write_are_places() {
    assert_places(&[
        (
            "- [ ] Approved by [Engineering Lead]\n",
            &["[Engineering Lead]"],
        ),
        ("- Contact: [Chief Architect]\n", &["[Chief Architect]"]),
        (
            "**Owner:** [Engineering lead]  \n**Date:** [YYYY-MM-DD]\n",
            &["[Engineering lead]", "[YYYY-MM-DD]"],
        ),
        (
            "| Name | Role |\n| - | - |\n| [QA Lead Name] | QA Lead |\n",
            &["[QA Lead Name]"],
        ),
        (
            "Deployment Window: [To be scheduled]\n",
            &["[To be scheduled]"],
        ),
        ("- [ ] ssh to [hostname] and run it\n", &["[hostname]"]),
        ("- Build: [commit hash]\n", &["[commit hash]"]),
        (
            "- [ ] Deploy [Commit Hash] to production\n",
            &["[Commit Hash]"],
        ),
        ("**Timeline:** [X] weeks\n", &["[X]"]),
        ("**State:** [X]% of commits follow it\n", &["[X]"]),
        ("- [ ] Restore takes [N] minutes\n", &["[N]"]),
        ("# [Project Name] go-live\n", &["[Project Name]"]),
        ("Dear [Customer Name],\n", &["[Customer Name]"]),
        (
            "- [Describe the impact on customers]\n",
            &["[Describe the impact on customers]"],
        ),
        (
            "- Impact: [Brief description of what is affected, and for how long]\n",
            &["[Brief description of what is affected, and for how long]"],
        ),
        ("- Result: [Pass/Fail]\n", &["[Pass/Fail]"]),
        ("- Severity: [P1 / P2 / P3]\n", &["[P1 / P2 / P3]"]),
        ("- [ ] Announce in [#channel-name]\n", &[]),
        (
            "- [ ] Post to [channel name] at [time]\n",
            &["[channel name]", "[time]"],
        ),
        (
            "- Approvers: [Engineering Lead], [Security], [Operations]\n",
            &["[Engineering Lead]", "[Security]", "[Operations]"],
        ),
        (
            "- [ ] Freigegeben von [Name] am [Datum]\n",
            &["[Name]", "[Datum]"],
        ),
        ("- Responsable: [Nombre completo]\n", &["[Nombre completo]"]),
        (
            "- Versión del backend: [hash del commit]\n",
            &["[hash del commit]"],
        ),
        ("- Date : [jj/mm/aaaa]\n", &["[jj/mm/aaaa]"]),
        ("- 负责人：[姓名]\n", &["[姓名]"]),
        ("- 負責人：【姓名】\n", &["【姓名】"]),
        ("- Ответственный: [ФИО]\n", &["[ФИО]"]),
        ("- [ ] [Task description]\n", &["[Task description]"]),
        (
            "[Company Name] is pleased to announce it.\n",
            &["[Company Name]"],
        ),
        ("- ETA: [TBD]\n", &["[TBD]"]),
        ("- Cost: $[amount] per month\n", &["[amount]"]),
        ("- [ ] Tag v[VERSION]\n", &["[VERSION]"]),
        (
            "- [ ] Branch `release-[YYYY.minor]` exists\n",
            &["[YYYY.minor]"],
        ),
        (
            "```text\nTo: [Recipient list]\nFrom: [Your name]\n```\n",
            &["[Recipient list]", "[Your name]"],
        ),
        (
            "```markdown\n## Deployed: [DATE]\n- Owner: [EMAIL]\n```\n",
            &["[DATE]", "[EMAIL]"],
        ),
        (
            "```sh\nssh [db-host] --user [DB_USER]\n```\n",
            &["[db-host]", "[DB_USER]"],
        ),
    ]);
}

#[test]
fn brackets_that_are_something_else_are_no_places() {
    assert_none(&[
        "- [ ] Read [the guide](https://example.com)\n",
        "- [ ] Read [the guide][guide]\n\n[guide]: https://example.com\n",
        "- [ ] Read [guide]\n\n[guide]: https://example.com\n",
        "- [x] done\n- [ ] open\n",
        "- [ ] [Security] Rotate the keys\n",
        "- [ ] [P0] Rotate the keys\n- [ ] [WIP] Write it\n- [ ] [Feature] Add it\n",
        "- [ ] Rotate the keys [optional]\n",
        "- [ ] Rotate the keys [see below]\n",
        "- [ ] Rotate the keys [Security]\n",
        "- [ ] Rotate the keys [if applicable]\n",
        "- [ ] [Release Lead] [Track] Remove the code\n",
        "- [ ] [Product Owner] Sign the release\n",
        "![[embedded-page]] and [[wiki-page]]\n",
        "See note[^1].\n\n[^1]: A note.\n",
        "The first item is list[0] and map[key].\n",
        "The array [1, 2, 3] and [\"a\", \"b\"].\n",
        "Match /[a-z]+[0-9]/ and [A-Z0-9].\n",
        "```sh\nif [ -f x ]; then echo [ok]; fi\n[[ $a == b ]] && echo yes\n```\n",
        "```yaml\nbranches: [main, develop]\nruns-on: [self-hosted]\n```\n",
        "```json\n{\"a\": [\"b\", \"c-d\"]}\n```\n",
        "```\n[Build]  [Test]  [Deploy]\n 5 min → 10 min → 3 min\n```\n",
        "```\n[INFO] Starting the server\n[ERROR] It failed\n```\n",
        "```mermaid\nA[User Input] --> B[Engineering Lead]\n```\n",
        "```toml\n[package]\nname = \"x\"\n```\n",
        "Configure it to [sign commits] first.\n",
        "It was [sic] so.\n",
        "Usage: `cmd [options] [--force]`\n",
        "> [!NOTE]\n> Text\n",
        "[//]: # (Ask [Your name] first)\n",
        "![Diagram of the Service Name](x.png)\n",
        "- [ ] Replace [Your name] and [Date]\n",
    ]);
}

#[test]
fn names_in_angle_brackets_are_places() {
    assert_places(&[
        ("- [ ] Tag <version>\n", &["<version>"]),
        ("- [ ] Ticket: <link>\n", &["<link>"]),
        (
            "- [ ] Open https://app.<your-domain>/health\n",
            &["<your-domain>"],
        ),
        (
            "- [ ] Tag v<version> on <db-host>\n",
            &["<version>", "<db-host>"],
        ),
        ("- [ ] Ask <your name>\n", &["<your name>"]),
        ("- [ ] Set <IP ADDRESS>\n", &["<IP ADDRESS>"]),
        ("- [ ] Wait <N> minutes\n", &["<N>"]),
        ("- [ ] Run `git cherry-pick -x <commit>`\n", &["<commit>"]),
        ("- [ ] Run `rever <VERSION>`\n", &["<VERSION>"]),
        (
            "```bash\nkubectl describe pod <pod-name> -n <namespace>\n```\n",
            &["<pod-name>", "<namespace>"],
        ),
        (
            "```sh\naz aks scale --resource-group <rg> --name <aks>\n```\n",
            &["<rg>", "<aks>"],
        ),
        ("```yaml\nhost: <db-host>\n```\n", &["<db-host>"]),
        (
            "```markdown\n| Pilot | <pilot> |\nXref #<RELEASE ISSUE>\n```\n",
            &["<pilot>", "<RELEASE ISSUE>"],
        ),
        ("- [ ] Domain <你的域名>\n", &["<你的域名>"]),
        ("- [ ] Хост <имя хоста>\n", &["<имя хоста>"]),
        ("- Serveur : <nom du serveur>\n", &["<nom du serveur>"]),
        (
            "- [ ] `curl https://<host>:<port>/health`\n",
            &["<host>", "<port>"],
        ),
        ("- [ ] `kubectl get secret <name>`\n", &["<name>"]),
        ("## Release <version>\n", &["<version>"]),
        (
            "| Host | `<db-host>` |\n| - | - |\n| a | <owner> |\n",
            &["<db-host>", "<owner>"],
        ),
    ]);
}

#[test]
fn markup_types_and_comparisons_in_angle_brackets_are_no_places() {
    assert_none(&[
        "<details>\n<summary>More</summary>\n\ntext\n\n</details>\n",
        "Line<br>break <b>bold</b> <kbd>x</kbd>\n",
        "<my-element>text</my-element>\n",
        "- [ ] p95 <200ms and errors >5\n",
        "- [ ] `if a <b && c> d`\n",
        "The type `Vec<String>` and `Map<string, int>`\n",
        "See <https://example.com> and <me@example.com>\n",
        "Press <ctrl> or <Ctrl+C>, then <Enter>\n",
        "```sh\ncat <<EOF > file\nEOF\nsort < in > out\n```\n",
        "```html\n<div class=\"x\"><span>y</span></div>\n```\n",
        "```rust\nfn f<T>(x: Vec<T>) {}\n```\n",
        "```xml\n<version>1.2</version>\n```\n",
        "<!-- <version> -->\n",
        "Go to <a href=\"x\">the page</a>\n",
        "a < b and c > d\n",
        "- [ ] Replace `<user>` and `<repo>` accordingly\n",
        "5 <6 and 7> 3\n",
        "<img src=\"x.png\">\n",
    ]);
}

#[test]
fn names_in_braces_are_places() {
    assert_places(&[
        ("# Release {{version}}\n", &["{{version}}"]),
        ("- [ ] Tag v{{ Version }}\n", &["{{ Version }}"]),
        ("* Type: {{.Type}}\n", &["{{.Type}}"]),
        (
            "- [ ] Deploy {{$target}} of {{$.Tag}}\n",
            &["{{$target}}", "{{$.Tag}}"],
        ),
        ("- [ ] `git tag {{VERSION}}`\n", &["{{VERSION}}"]),
        (
            "```sh\nhelm upgrade {{release_name}} --set tag={{ image.tag }}\n```\n",
            &["{{release_name}}", "{{ image.tag }}"],
        ),
        ("- [ ] Deployed to ${ENV}\n", &["${ENV}"]),
        (
            "- [ ] Open `https://x.example/{your-org}/app`\n",
            &["{your-org}"],
        ),
        ("- [ ] Title: `Release-{version}` is out\n", &["{version}"]),
        (
            "[notes of {{version}}](https://example.com/{{version}})\n",
            &["{{version}}"],
        ),
        (
            "| a | {{owner}} |\n| - | - |\n| b | {{ date }} |\n",
            &["{{owner}}", "{{ date }}"],
        ),
        ("{{ company name }} goes live\n", &["{{ company name }}"]),
    ]);
    assert_none(&[
        "{{if .Ready}} yes {{else}} no {{end}}\n",
        "{{ range .Items }}x{{ end }}\n",
        "{% if x %}y{% endif %}\n",
        "- [ ] `${{ secrets.TOKEN }}` is set\n",
        "```yaml\nrun: echo ${{ github.ref }}\n```\n",
        "```sh\necho $VERSION ${VERSION}\n```\n",
        "## Deploy {staging}\n",
        "## Set ${ENV}\n",
        "## Rotate {key1, key2}\n",
        "{{#each items}}x{{/each}}\n",
        "{{ printf \"%s\" .Tag }}\n",
        "The JSON {\"version\": 1}\n",
        "{{ eq .Level \"patch\" }}\n",
        "- [ ] Rename ${OLD}\n",
    ]);
}

#[test]
fn versions_with_letters_are_places() {
    assert_places(&[
        ("- [ ] Tag vX.Y.Z created\n", &["vX.Y.Z"]),
        ("- [ ] Commit \"release: vX.Y.Z\"\n", &["vX.Y.Z"]),
        ("# Release (vX.Y.Z[-rcN])\n", &["vX.Y.Z[-rcN]"]),
        (
            "- [ ] `git tag -s vX.Y.Z-rcN -m 'Prerelease X.Y.Z-rcN'`\n",
            &["vX.Y.Z-rcN", "X.Y.Z-rcN"],
        ),
        ("- [ ] Push `vX.Y.Z(-rcN)`\n", &["vX.Y.Z(-rcN)"]),
        ("- [ ] Branch `release-vX.Y.Z`\n", &["vX.Y.Z"]),
        ("- [ ] Set `vX.Y+1.0-dev`\n", &["vX.Y+1.0-dev"]),
        ("- [ ] Write `docs/vX.Y+1.md`\n", &["vX.Y+1"]),
        ("- [ ] Announce `YY.MM.MICRO`\n", &["YY.MM.MICRO"]),
        ("- [ ] Merge `YY.MM.x` back\n", &["YY.MM.x"]),
        ("- [ ] Branch `release/YYYY.minor`\n", &["YYYY.minor"]),
        ("- [ ] Branch `bump-YYYY.[minor+1]`\n", &["YYYY.[minor+1]"]),
        ("- [ ] Branch `release-1.xx`\n", &["1.xx"]),
        ("```\nGitVersion: vM.m.p\n```\n", &["vM.m.p"]),
        ("- [ ] Tag `release/vX.Y.x`\n", &["vX.Y.x"]),
        ("- [ ] Upgrade to v1.X\n", &["v1.X"]),
        ("- [ ] Upgrade to 1.2.X\n", &["1.2.X"]),
        (
            "```sh\npip install app==X.Y.Z\ngh release view vX.Y.Z\n```\n",
            &["X.Y.Z", "vX.Y.Z"],
        ),
        (
            "- [ ] Tag vX.Y.Z créé\n- [ ] Tag vX.Y.Z poussé\n",
            &["vX.Y.Z", "vX.Y.Z"],
        ),
        ("## Release vx.y.z\n", &["vx.y.z"]),
        ("- Version: X.Y.Z\n", &["X.Y.Z"]),
        ("- [ ] Close milestone vX.Y\n", &["vX.Y"]),
        ("- [ ] Set X.Y.0-SNAPSHOT\n", &["X.Y.0-SNAPSHOT"]),
        ("- [ ] Tag vX.Y.Z-beta.N\n", &["vX.Y.Z-beta.N"]),
        ("- [ ] Tag v____ pushed\n", &["____"]),
    ]);
    assert_none(&[
        "- [ ] Python 3.x and Node 18.x work\n",
        "- [ ] Works with v1.x\n",
        "- [ ] Note for v1.x.0 releases\n",
        "- [ ] Tag v1.2.3 and 2.0.0-rc1\n",
        "We use semantic versioning (MAJOR.MINOR.PATCH).\n",
        "Tags have the format vX.Y.Z.\n",
        "The naming convention is `YY.MM.x`.\n",
        "Die Version hat das Format X.Y.Z.\n",
        "Replace `vX.Y.Z` with the version.\n",
        "the release (matching `major.minor`)\n",
        "See obj.x.y and Main.X.Y\n",
        "- [ ] Visit x.com and y.z\n",
        "- [ ] IP 10.0.x.x is blocked\n",
        "- [ ] Check section 1.2.3\n",
        "- [ ] Edit index.x and a.m.\n",
    ]);
}

#[test]
fn dates_and_times_with_letters_are_places() {
    assert_places(&[
        ("- Date: YYYY-MM-DD\n", &["YYYY-MM-DD"]),
        (
            "| When | What |\n| - | - |\n| YYYY-MM-DD HH:MM | start |\n",
            &["YYYY-MM-DD HH:MM"],
        ),
        ("- Start: HH:MM\n", &["HH:MM"]),
        ("- Due: 2025-01-XX\n", &["2025-01-XX"]),
        ("- Due: 2024-XX-XX\n", &["2024-XX-XX"]),
        ("- Due: 20XX-XX-XX\n", &["20XX-XX-XX"]),
        ("- Due: XX/XX/XXXX\n", &["XX/XX/XXXX"]),
        ("- Due: XX.XX.XXXX\n", &["XX.XX.XXXX"]),
        ("- Datum: TT.MM.JJJJ\n", &["TT.MM.JJJJ"]),
        ("- Date : jj/mm/aaaa\n", &["jj/mm/aaaa"]),
        ("- Fecha: DD/MM/AAAA\n", &["DD/MM/AAAA"]),
        ("- Data: dd/mm/aaaa\n", &["dd/mm/aaaa"]),
        ("- Tarih: GG.AA.YYYY\n", &["GG.AA.YYYY"]),
        ("- Дата: ДД.ММ.ГГГГ\n", &["ДД.ММ.ГГГГ"]),
        ("- 日期：YYYY年MM月DD日\n", &["YYYY年MM月DD日"]),
        ("- 日付：年/月/日\n", &["年/月/日"]),
        ("- 日期：   年  月  日\n", &["年  月  日"]),
        ("- Freeze is Monday, XXX XX.\n", &["XXX XX"]),
        ("# Release candidate (Thursday, XXX XX)\n", &["XXX XX"]),
        ("- Approved on YYYY-MM-DD\n", &["YYYY-MM-DD"]),
        ("- Start: DD.MM.YYYY, HH:MM\n", &["DD.MM.YYYY, HH:MM"]),
        ("- Date: DD MMM YYYY\n", &["DD MMM YYYY"]),
        ("- Date: MM/DD/YYYY\n", &["MM/DD/YYYY"]),
        ("- Month: YYYY-MM\n", &["YYYY-MM"]),
        ("- Window: XX:XX to XX:XX UTC\n", &["XX:XX", "XX:XX"]),
        (
            "- [ ] Run `krel history --date-from yyyy-mm-dd`\n",
            &["yyyy-mm-dd"],
        ),
        (
            "```\nBuildDate: YYYY-MM-DDTHH:mm:ssZ\n```\n",
            &["YYYY-MM-DDTHH:mm:ssZ"],
        ),
        (
            "```sh\npg_restore backup-YYYY-MM-DD.sql\n```\n",
            &["YYYY-MM-DD"],
        ),
        ("- Date: YYYY/MM/DD at HH:MM\n", &["YYYY/MM/DD", "HH:MM"]),
    ]);
    assert_none(&[
        "Dates have the format YYYY-MM-DD.\n",
        "- [ ] Dates in ISO 8601 (YYYY-MM-DD)\n",
        "- Datum (Format TT.MM.JJJJ): 3.4.2026\n",
        "- Date (YYYY-MM-DD): 2026-01-01 format\n",
        "- [ ] Log lines begin with a pattern such as `yyyy-MM-dd`\n",
        "```js\nmoment(v).format('YYYY-MM-DD HH:mm')\n```\n",
        "- [ ] At 12:30 on 2026-01-02\n",
        "- [ ] The file is called log.YYYY-MM-DD.txt\n",
        "- [ ] Ratio is 3:1\n",
        "- [ ] 日期格式 YYYY-MM-DD\n",
        "- [ ] Формат даты ДД.ММ.ГГГГ\n",
        "- [ ] MM and DD\n",
    ]);
}
