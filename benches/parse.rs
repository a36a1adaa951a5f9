//! Reading a document against the parser's bare event loop, which is the floor.
//!
//! `cargo bench --bench parse`; `GONOGO_DOCUMENT=FILE` measures that document in place of a made one.

use std::fmt::Write;

use divan::Bencher;
use gonogo::checklist::Checklist;
use pulldown_cmark::{Options, Parser};

fn main() {
    divan::main();
}

/// Documents of 1, 2 and 4 times the size.
const SIZES: [usize; 3] = [2_500, 5_000, 10_000];

/// A document of `items` items, in sections of twenty, every tenth with a blank.
fn document(items: usize) -> String {
    if let Ok(path) = std::env::var("GONOGO_DOCUMENT") {
        return std::fs::read_to_string(path).expect("a document to measure");
    }
    let mut text = String::from("# Coverage\n");
    for item in 0..items {
        if item % 20 == 0 {
            let _ = write!(text, "\n## Service {}\n\n", item / 20);
        }
        let mark = if item % 3 == 0 { 'X' } else { ' ' };
        let blank = if item % 10 == 0 { ": ________" } else { "" };
        let _ = writeln!(
            text,
            "- [{mark}] describe_table_replica_auto_scaling_{item}{blank}"
        );
    }
    text
}

#[divan::bench(args = SIZES)]
fn bare_event_loop(bencher: Bencher, items: usize) {
    let text = document(items);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_GFM;
    bencher.bench(|| {
        Parser::new_ext(divan::black_box(&text), options)
            .into_offset_iter()
            .count()
    });
}

#[divan::bench(args = SIZES)]
fn checklist(bencher: Bencher, items: usize) {
    let text = document(items);
    bencher
        .with_inputs(|| text.clone())
        .bench_values(Checklist::parse);
}
