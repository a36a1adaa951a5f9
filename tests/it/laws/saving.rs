//! Saving: what is written is read again, fields of later versions with it, and all of it is `gonogo/1`.

use gonogo::store;
use proptest::prelude::*;

use super::config;
use crate::arbitrary::{is_known, progress};
use crate::progress_schema;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn saved_progress_is_read_back(progress in progress()) {
        let text = store::write(&progress);
        let read = store::read(&text).expect(&text).expect("there is something in it");
        prop_assert_eq!(read.newer, None);
        prop_assert_eq!(&read.progress, &progress, "{}", text);
        prop_assert_eq!(store::write(&read.progress), text, "and written the same");
    }

    #[test]
    fn saved_progress_matches_the_schema(progress in progress()) {
        let mut progress = progress;
        // The schema knows what this version knows.
        progress.entries.values_mut().for_each(|events| events.retain(|event| is_known(&event.change)));
        let text = store::write(&progress);
        prop_assert_eq!(progress_schema::breach(&text), None, "{}", text);
    }
}
