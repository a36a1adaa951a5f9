//! Whatever is ticked, answered and noted: the exported document has the same items, ticked as asked.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run fill` from the folder of the project.

#![no_main]

use chrono::DateTime;
use gonogo::checklist::{BlankId, Checklist};
use gonogo::progress::{Progress, Stamp, State};
use gonogo::report::{self, Audit};
use gonogo::workbook::{Edit, Workbook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (text, answer) = input;
    let checklist = Checklist::parse(text);
    let items = checklist.items().count();
    let ids: Vec<_> = checklist.ids().collect();
    let blanks = checklist.blanks().len();
    let mut workbook = Workbook::new(checklist, Progress::default());
    let stamp = Stamp { by: "fuzz@host".to_owned(), acting: None, at: DateTime::UNIX_EPOCH };
    for blank in (0..blanks).map(BlankId) {
        workbook.apply(Edit::Fill { blank, value: answer.to_owned() }, &stamp).expect("a blank can be filled");
    }
    for &entry in &ids {
        let _ = workbook.apply(Edit::State { entry, state: State::Done, reason: None }, &stamp);
        let _ = workbook.apply(Edit::Note { entry, text: answer.to_owned() }, &stamp);
    }
    for report in [report::filled(&workbook), report::markdown(&workbook, report::Audit::Full)] {
        let again = Checklist::parse(report);
        assert_eq!(again.items().count(), items);
        assert!(again.items().all(|id| again.entry(id).is_source_ticked()));
    }
});
