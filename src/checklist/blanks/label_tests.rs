//! Labels and kinds of blanks in whole documents, and the keys that they keep.

use crate::checklist::Checklist;

/// The blanks of a document as `label (kind) =key`.
fn told(source: &str) -> Vec<String> {
    let checklist = Checklist::parse(source);
    let blanks = checklist.blanks().iter();
    blanks
        .map(|blank| format!("{} ({}) ={}", blank.label, blank.kind.name(), blank.slug))
        .collect()
}

#[test]
fn labels_without_what_is_no_part_of_them() {
    for (line, expected) in [
        (
            "Backup (owner: ____)",
            &["Backup: owner (person) =backup-owner"][..],
        ),
        ("Impact：（____）", &["Impact (text) =impact"]),
        (
            "RTO: ____ h, RPO: ____",
            &["RTO (duration) =rto", "RPO (duration) =h-rpo"],
        ),
        (
            "Lead: ____; Date: ____",
            &["Lead (person) =lead", "Date (date) =date"],
        ),
        ("Custo: R$ ____", &["Custo (money) =custo-r"]),
        ("Total $ ____", &["Total (money) =total"]),
        (
            "Time window: ____ to ____",
            &[
                "Time window (time) =time-window",
                "Time window to (time) =to",
            ],
        ),
        (
            "Zeitfenster: ____ bis ____",
            &[
                "Zeitfenster (text) =zeitfenster",
                "Zeitfenster bis (text) =bis",
            ],
        ),
        (
            "From: ____ To: ____",
            &["From (text) =from", "To (text) =to"],
        ),
        (
            "Reviewed by: ____ and ____",
            &[
                "Reviewed by (text) =reviewed-by",
                "Reviewed by (2) (text) =and",
            ],
        ),
        (
            "Fait à: ____, le ____",
            &["Fait à (person) =fait-à", "Date (date) =le"],
        ),
        (
            "Fait à: ........, le ........",
            &["Fait à (person) =fait-à", "Date (date) =date"],
        ),
        ("Env: [dev|staging|prod]", &["Env (choice) =env"]),
        ("Budget: $X,XXX", &["Budget (money) =budget"]),
        ("Ticket: PROJ-XXX", &["Ticket (text) =ticket"]),
        (
            "Service Name: ____ Date: ____",
            &["Service Name (text) =service-name", "Date (date) =date"],
        ),
        (
            "Deployed on YYYY-MM-DD",
            &["Deployed on (date) =deployed-on"],
        ),
        ("Start: HH:MM", &["Start (time) =start"]),
        ("Start: DD/MM/YYYY HH:MM", &["Start (time) =start"]),
        ("YYYY-MM-DD", &["Date (date) =date"]),
        ("HH:MM", &["Time (time) =time"]),
    ] {
        assert_eq!(told(&format!("- [ ] {line}\n")), expected, "{line}");
    }
}

#[test]
fn dates_in_cells_have_the_label_of_their_column() {
    for cell in ["YYYY-MM-DD", "__/__/____", "____-__-__"] {
        let source = format!("| Step | Cutover |\n|---|---|\n| a | {cell} |\n");
        assert_eq!(told(&source), ["Cutover (date) =cutover"], "{cell}");
    }
}

#[test]
fn dates_of_several_runs_are_one_blank() {
    for (line, text, expected) in [
        ("Start: __:__", "Start: __:__", &["Start (time) =start"][..]),
        (
            "When: __/__/____",
            "When: __/__/____",
            &["When (date) =when"],
        ),
        (
            "Date prévue : __/__/____",
            "Date prévue : __/__/____",
            &["Date prévue (date) =date-prévue"],
        ),
        ("on 2025-__-__", "on 2025-__-__", &["on (date) =on"]),
        ("____-__-__", "____-__-__", &["Date (date) =t"]),
        (
            "Start: __:__ End: __:__",
            "Start: __:__ End: __:__",
            &["Start (time) =start", "End (time) =end"],
        ),
        (
            "At: __/__/____ __:__",
            "At: __/__/____ __:__",
            &["At (time) =at"],
        ),
        (
            "Due: ___/___/____",
            "Due: ___/___/____",
            &[
                "Due (text) =due",
                "Due (2) (text) =t",
                "Due (3) (text) =t#2",
            ],
        ),
    ] {
        let source = format!("# T\n\n- [ ] {line}\n");
        assert_eq!(told(&source), expected, "{line}");
        assert_eq!(Checklist::parse(source.as_str()).entries()[1].text, text);
        // The item keeps the key that it had.
        let item = |checklist: &Checklist| checklist.items().next().map(|id| checklist.key(id));
        let earlier = Checklist::parse_as_earlier(source.as_str());
        assert_eq!(
            item(&Checklist::parse(source.as_str())),
            item(&earlier),
            "{line}"
        );
    }
}

#[test]
fn values_that_are_known_are_no_places() {
    for line in [
        "Owner: ~~TBD~~ Ann",
        "Owner: Ann (was TBD)",
        "XXX: fix this",
        "Zuständig: Ann (war TBD)",
    ] {
        assert_eq!(told(&format!("- [ ] {line}\n")), [""; 0], "{line}");
    }
    assert_eq!(told("- [ ] Owner: TBD\n"), ["Owner (person) =owner"]);
}
