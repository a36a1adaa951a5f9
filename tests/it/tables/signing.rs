//! What hinders signing, and who has signed in more than one role.

use gonogo::checklist::{EntryId, Phase};
use gonogo::progress::{Change, Signature, State};
use gonogo::workbook::{Edit, Refusal, Standing, Workbook, covers_less};

use super::{altered, apply, fill, item, merged, set, stamp, workbook};

const LAUNCH: &str = "\
# Launch

## Pre-Launch

- [ ] p95 latency < 5 seconds
- [ ] Budget: $____
- [ ] Swag ordered (optional)
- [x] Printed

## Launch Day

- [ ] Deploy

## Weekly

- [ ] Restore

## Sign-Off

**Lead**: ____ Date: ____

**Security**: ____ Date: ____
";
const AT: &str = "2026-11-21T21:04:05Z";

/// A launch that is ready to be signed.
fn ready() -> Workbook {
    let mut workbook = workbook(LAUNCH);
    set(&mut workbook, 1, State::Done, "ann", AT);
    set(&mut workbook, 2, State::Done, "ann", AT);
    fill(&mut workbook, 0, "12", "ann", AT);
    workbook
}

fn sign(workbook: &Workbook, role: usize, name: &str, forced: Option<&str>) -> Edit {
    Edit::Sign {
        signoff: workbook.signoffs().nth(role).unwrap(),
        name: name.to_owned(),
        date: "2026-11-21".to_owned(),
        forced: forced.map(str::to_owned),
    }
}

fn state(number: usize, state: State) -> impl Fn(&mut Workbook) {
    move |workbook| set(workbook, number, state, "bob", "2026-11-21T21:05:00Z")
}

fn filled(blank: usize, value: &'static str) -> impl Fn(&mut Workbook) {
    move |workbook| fill(workbook, blank, value, "bob", "2026-11-21T21:05:00Z")
}

/// Two people do different things without seeing each other.
fn split(one: impl Fn(&mut Workbook), other: impl Fn(&mut Workbook)) -> impl Fn(&mut Workbook) {
    move |workbook| {
        let (mut first, mut second) = (workbook.clone(), workbook.clone());
        one(&mut first);
        other(&mut second);
        *workbook = merged(&first, &second);
    }
}

fn measured(value: &'static str) -> impl Fn(&mut Workbook) {
    move |workbook| {
        let edit = Edit::Measure {
            entry: item(workbook, 1),
            threshold: 0,
            value: value.to_owned(),
        };
        apply(workbook, edit, "bob", AT);
    }
}

fn phase(heading: &'static str, phase: Phase) -> impl Fn(&mut Workbook) {
    move |workbook| {
        let entry = entry(workbook, heading);
        let edit = Edit::Phase {
            entry,
            phase: Some(phase),
        };
        apply(workbook, edit, "bob", AT);
    }
}

fn entry(workbook: &Workbook, text: &str) -> EntryId {
    let mut ids = workbook.checklist().ids();
    ids.find(|&id| workbook.checklist().entry(id).text == text)
        .expect(text)
}

type Doing<'a> = &'a dyn Fn(&mut Workbook);

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn blockers_to_signing() {
    let mut signed = ready();
    let edit = sign(&signed, 1, "Bob Example", None);
    apply(&mut signed, edit, "bob", AT);
    let changed_blank = |workbook: &mut Workbook| {
        let text = LAUNCH.replace("Budget: $____", "Budget: $____ (agreed)");
        workbook.turn_to(gonogo::checklist::Checklist::parse(&text));
    };
    let alter = |key: &'static str| {
        move |workbook: &mut Workbook| {
            let found = workbook
                .progress()
                .entries
                .keys()
                .find(|k| k.ends_with(key));
            *workbook = altered(workbook, &found.unwrap().clone());
        }
    };
    // Two counts: what hinders the first role to sign, and the second.
    let table: [(&str, Doing, [usize; 2]); 29] = [
        ("nothing", &|_| (), [0, 0]),
        ("an open item", &state(1, State::Open), [1, 1]),
        ("a blocked item", &state(1, State::Blocked), [1, 1]),
        ("a waived item", &state(1, State::Waived), [0, 0]),
        ("an item that is n/a", &state(1, State::Na), [0, 0]),
        (
            "two items",
            &|it| {
                state(1, State::Open)(it);
                state(2, State::Blocked)(it);
            },
            [2, 2],
        ),
        (
            "an optional item, blocked",
            &state(3, State::Blocked),
            [0, 0],
        ),
        ("what is pre-ticked, opened", &state(4, State::Open), [1, 1]),
        ("launch day is open", &state(5, State::Blocked), [0, 0]),
        ("upkeep is blocked", &state(6, State::Blocked), [0, 0]),
        ("an empty blank", &filled(0, ""), [1, 1]),
        ("a placeholder", &filled(0, "TBD"), [1, 1]),
        (
            "an item in conflict",
            &split(state(1, State::Open), state(1, State::Blocked)),
            [1, 1],
        ),
        (
            "a value in conflict",
            &split(filled(0, "13"), filled(0, "14")),
            [1, 1],
        ),
        ("a measured value passes", &measured("4 s"), [0, 0]),
        ("a failing value", &measured("6 s"), [1, 1]),
        ("a value can't be compared", &measured("fast"), [1, 1]),
        (
            "conflicting measured values",
            &split(measured("4 s"), measured("3 s")),
            [1, 1],
        ),
        ("text and value changed", &changed_blank, [2, 2]),
        (
            "the own name in conflict",
            &split(filled(1, "Ann"), filled(1, "Amy")),
            [0, 1],
        ),
        (
            "the own date in conflict",
            &split(filled(2, "2026-11-20"), filled(2, "2026-11-22")),
            [0, 1],
        ),
        (
            "another's name in conflict",
            &split(filled(3, "Ann"), filled(3, "Amy")),
            [1, 0],
        ),
        (
            "both names in conflict",
            &split(
                |it| {
                    filled(1, "a")(it);
                    filled(3, "a")(it);
                },
                |it| {
                    filled(1, "b")(it);
                    filled(3, "b")(it);
                },
            ),
            [1, 1],
        ),
        ("a name filled in by hand", &filled(1, "Ann"), [0, 0]),
        (
            "launch day has to be done before",
            &phase("Launch Day", Phase::Before),
            [1, 1],
        ),
        (
            "all of it comes after",
            &|it| {
                state(1, State::Open)(it);
                phase("Pre-Launch", Phase::After)(it);
            },
            [0, 0],
        ),
        (
            "a phase in conflict",
            &split(
                phase("Launch Day", Phase::After),
                phase("Launch Day", Phase::Upkeep),
            ),
            [2, 2],
        ),
        ("an altered answer", &alter("seconds"), [1, 1]),
        (
            "a signature of the other, void",
            &|it| {
                *it = signed.clone();
                fill(it, 0, "13", "ann", "2026-11-21T21:06:00Z");
            },
            [0, 0],
        ),
    ];
    for (label, prepare, expected) in table {
        let mut workbook = ready();
        prepare(&mut workbook);
        let signoffs: Vec<_> = workbook.signoffs().collect();
        let counts = [signoffs[0], signoffs[1]].map(|it| workbook.blockers_to_sign(it));
        assert_eq!(counts, expected, "{label}");
        for (role, &count) in expected.iter().enumerate() {
            let mut once = workbook.clone();
            let edit = sign(&once, role, "Zoe Example", None);
            let by = stamp("zoe", "2026-11-21T22:00:00Z");
            match once.apply(edit, &by) {
                Ok(step) => {
                    assert_eq!((count, step.is_some()), (0, true), "{label}");
                    assert!(once.is_signed(signoffs[role]), "{label}");
                }
                Err(refusal) => assert_eq!(refusal, Refusal::Blocked { count }, "{label}"),
            }
            let mut forced = workbook.clone();
            let edit = sign(&forced, role, "Zoe Example", Some("the press waits"));
            forced.apply(edit, &by).unwrap();
            let Standing::Valid(answer) = forced.signature(signoffs[role]) else {
                panic!("{label}: forced, it is signed");
            };
            let reason = answer.value.as_ref().unwrap().forced.as_deref();
            assert_eq!(reason, (count > 0).then_some("the press waits"), "{label}");
        }
    }
}

#[test]
fn signature_needs_name_and_date() {
    for (name, date) in [
        ("", "2026-11-21"),
        (" ", "2026-11-21"),
        ("Ann", ""),
        ("Ann", "\u{200b}"),
    ] {
        let mut workbook = ready();
        let Edit::Sign { signoff, .. } = sign(&workbook, 0, "", None) else {
            unreachable!();
        };
        let edit = Edit::Sign {
            signoff,
            name: name.to_owned(),
            date: date.to_owned(),
            forced: Some("the press waits".to_owned()),
        };
        let refused = workbook.apply(edit, &stamp("ann", AT)).unwrap_err();
        assert_eq!(refused, Refusal::NoName, "{name:?} {date:?}");
    }
}

#[test]
fn one_person_in_two_roles_is_found_in_any_spelling() {
    for (one, other, found) in [
        ("Ann Example", "Ann Example", Some("Ann Example")),
        ("Ann Example", "ann EXAMPLE", Some("Ann Example")),
        ("ann example", " Ann Example ", Some("ann example")),
        ("Ann Example", "Bob Example", None),
        ("Ann", "Ann Example", None),
    ] {
        let mut workbook = ready();
        for (role, name) in [one, other].into_iter().enumerate() {
            let edit = sign(&workbook, role, name, None);
            apply(&mut workbook, edit, "ann", AT);
        }
        let signoffs: Vec<_> = workbook.signoffs().collect();
        let expected: Vec<_> = found
            .map(|name| (name.to_owned(), signoffs.clone()))
            .into_iter()
            .collect();
        assert_eq!(workbook.signed_twice(), expected, "{one} {other}");
        fill(&mut workbook, 0, "13", "ann", "2026-11-21T21:06:00Z");
        assert_eq!(workbook.signed_twice(), [], "void signatures don't count");
    }
}

/// The workbook with every signature changed by hand, and its id made again.
fn resigned(workbook: &Workbook, change: impl Fn(&mut Signature)) -> Workbook {
    let mut progress = workbook.progress().clone();
    for (key, events) in &mut progress.entries {
        for event in events {
            if let Change::Signed {
                signature: Some(signature),
                ..
            } = &mut event.change
            {
                change(signature);
                event.id = event.content_id(key);
            }
        }
    }
    Workbook::new(workbook.checklist().clone(), progress)
}

#[test]
fn old_digest_covers_only_document_and_answers() {
    let mut signed = ready();
    let edit = sign(&signed, 0, "Ann Example", None);
    apply(&mut signed, edit, "ann", AT);
    let digest = signed.digest().to_owned();
    let old = resigned(&signed, |signature| signature.digest.clone_from(&digest));
    let in_run = |workbook: &Workbook| {
        let mut progress = workbook.progress().clone();
        progress.run = Some("v2".to_owned());
        Workbook::new(workbook.checklist().clone(), progress)
    };
    let forced = |workbook: &Workbook| {
        resigned(workbook, |signature| {
            signature.forced = Some("made up".to_owned());
        })
    };
    let changed = |workbook: &Workbook| {
        let mut changed = workbook.clone();
        fill(&mut changed, 0, "13", "ann", "2026-11-21T21:06:00Z");
        changed
    };
    let told = |workbook: &Workbook| {
        let signature = workbook.signature(workbook.signoffs().next().unwrap());
        let given = signature.given().unwrap().value.as_ref().unwrap();
        (signature.name(), covers_less(given))
    };
    assert_eq!(
        (told(&signed), told(&old)),
        (("valid", false), ("valid", true))
    );
    for (label, alter, new_form, old_form) in [
        (
            "in another run",
            &in_run as &dyn Fn(&Workbook) -> Workbook,
            "void",
            "valid",
        ),
        ("with a reason made up", &forced, "void", "valid"),
        ("with an answer changed", &changed, "void", "void"),
    ] {
        assert_eq!(told(&alter(&signed)), (new_form, false), "{label}");
        assert_eq!(told(&alter(&old)), (old_form, true), "{label}");
    }
}
