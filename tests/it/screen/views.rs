//! Every view, at the size that most terminals have and at the smallest that is promised, and both again in ASCII.

use super::walk::{LAUNCH, Walk};

/// What leads to each view.
const VIEWS: [(&str, &str); 18] = [
    ("outline", "j j j"),
    ("detail", "j j j d"),
    ("find", "/ 'rto'"),
    ("form", "tab"),
    ("note", "j j j a 'a note'"),
    ("reason", "j j j !"),
    ("question", "j j space"),
    ("walk", "w"),
    ("pause", "w l l l"),
    ("overview", "v"),
    ("blanks", "b"),
    ("signoffs", "S"),
    ("signing", "S enter"),
    ("filters", "f"),
    ("palette", ":"),
    ("phases", "j j P"),
    ("moment", "T"),
    ("explain", "j j j I"),
];

fn see(name: &str, walk: &Walk) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/screen/views");
    insta::with_settings!({omit_expression => true, snapshot_path => folder, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(name, walk.screen());
    });
}

#[test]
fn every_view_matches_its_golden_at_every_size() {
    for (view, keys) in VIEWS {
        for (width, height) in [(80, 24), (40, 10)] {
            let mut walk = Walk::open(LAUNCH, width, height);
            walk.keys(keys);
            see(&format!("{view}_{width}x{height}"), &walk);
            let mut walk = Walk::open_in_ascii(LAUNCH, width, height);
            walk.keys(keys);
            see(&format!("{view}_{width}x{height}_ascii"), &walk);
        }
    }
}
