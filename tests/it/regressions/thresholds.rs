//! Small documents about thresholds and units.

use serde_json::{Value, json};

use super::Case;

pub(super) const CASES: &[Case] = &[Case {
    name: "thresholds-units",
    shows: |folder| {
        let explained = folder.run(&["explain", "a.md", "--json"]).out;
        let explained: Value = serde_json::from_str(&explained).unwrap();
        let rows = explained["rows"].as_array().unwrap().iter();
        let limits = rows.filter(|row| row["kind"] == "threshold");
        let told = limits.map(|row| {
            let value = row["value"].as_str().unwrap();
            let value = if value.starts_with("off: ") {
                "off"
            } else {
                value
            };
            json!([row["line"], value])
        });
        told.collect()
    },
    right: || {
        let read = [
            (3, "below 2 segundos"),
            (4, "below 3 horas"),
            (5, "below 30 minutos"),
            (6, "above 50 items/sec"),
            (7, "below 30 seconds"),
            (8, "below 30 seconds"),
            (9, "off"),
            (10, "at least 95%"),
            (11, "exactly 0"),
            (12, "exactly 0"),
            (13, "below 200ms"),
            (14, "below 200 ms"),
            (15, "at least 80%"),
            (16, "at least 80%"),
            (17, "at most 5"),
            (18, "at least 99.9%"),
            (19, "at least 99.95%"),
            (20, "at most 4h"),
            (21, "at most 5"),
            (22, "at least 90"),
            (23, "at most 5 Min"),
            (24, "below 500ms"),
            (25, "at least 99.9%"),
            (26, "below 1%"),
            (27, "above 30 days"),
        ];
        let off = (28..=37).map(|line| (line, "off"));
        // A line about a backup has no limit.
        let rest = [(38, "off"), (39, "off"), (40, "off"), (42, "off")];
        let rest = rest.into_iter().chain([(43, "below 500KB"), (44, "off")]);
        let all = read.into_iter().chain(off).chain(rest);
        all.map(|(line, value)| json!([line, value])).collect()
    },
}];
