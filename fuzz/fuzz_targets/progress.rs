//! Any text is a progress file or is refused; what was read is written, and read again it is the same.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run progress` from the folder of the project.

#![no_main]

use gonogo::checklist::Checklist;
use gonogo::store;
use gonogo::workbook::Workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(Some(read)) = store::read(text) else { return };
    let written = store::write(&read.progress);
    let again = store::read(&written).expect("what was written is read").expect("there is something in it");
    // A key without events holds nothing, and is not written.
    let mut progress = read.progress;
    progress.entries.retain(|_, events| !events.is_empty());
    assert_eq!(again.progress, progress);
    assert_eq!(store::write(&again.progress), written);
    let workbook = Workbook::new(Checklist::parse("# a\n## b\n- [ ] c: ____\n- [ ] d\n"), progress);
    workbook.conflicts();
});
