//! Any text is a checklist, and comes back byte for byte.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run parse` from the folder of the project.

#![no_main]

use gonogo::checklist::Checklist;
use gonogo::progress::Progress;
use gonogo::report;
use gonogo::workbook::Workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let checklist = Checklist::parse(text);
    for id in checklist.ids() {
        assert!(text.get(checklist.entry(id).head.clone()).is_some());
        assert!(!checklist.key(id).is_empty());
    }
    let mut last = 0;
    for blank in checklist.blanks() {
        assert!(text.get(blank.range.clone()).is_some() && last <= blank.range.start);
        last = blank.range.end;
    }
    assert_eq!(report::filled(&Workbook::new(checklist, Progress::default())), text);
});
