//! Prints the map of a checkout: sizes, long functions, circles, catch-all arms, names that stand twice, clones.
//!
//! `cargo run --example house_map -- [--edges] [CHECKOUT]` (this checkout if none is named). `--edges` lists which file
//! names something of which. Compare two checkouts only when both are
//! formatted the same way.

use std::collections::BTreeMap;
use std::path::Path;

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../tests/it/house/mod.rs"]
mod house;

use house::figures::Figures;
use house::graph::{Graph, circles};
use house::{Source, graph};

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let edges = arguments.iter().position(|argument| argument == "--edges");
    if let Some(at) = edges {
        arguments.remove(at);
    }
    let checkout = arguments
        .pop()
        .unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").to_owned());
    let sources = house::sources(&Path::new(&checkout).join("src"));
    if edges.is_some() {
        for (from, needs) in graph::by_paths(&sources) {
            for to in needs {
                println!("{from} {to}");
            }
        }
        return;
    }
    let figures = Figures::of(&sources);

    println!("files                  {}", figures.files);
    println!("lines                  {}", figures.lines);
    println!("functions              {}", figures.functions.len());
    let long = figures.functions.iter().filter(|(lines, _)| *lines > 60);
    println!("  over 60 lines        {}", long.count());
    for (lines, name) in figures.functions.iter().take(5) {
        println!("  {lines:>5}  {name}");
    }
    println!("catch-all arms         {}", figures.catch_alls);
    let per_thousand = figures.clones * 10_000 / figures.lines;
    println!(
        "clones                 {} ({}.{} per 1,000 lines)",
        figures.clones,
        per_thousand / 10,
        per_thousand % 10
    );
    let twice = figures.names_that_stand_twice();
    println!("type names that stand twice  {}", twice.len());
    for (name, modules) in twice {
        println!("  {name}: {}", modules.join(", "));
    }
    print_circles("circles by imports", &graph::by_paths(&sources));
    print_circles(
        "circles by imports and calls through self",
        &graph::with_methods(&sources),
    );
    print_rooms(&sources);
}

fn print_circles(title: &str, graph: &Graph) {
    println!("{title}");
    for circle in circles(graph) {
        println!("  {:>3} files: {}", circle.len(), circle.join(" "));
    }
}

fn print_rooms(sources: &[Source]) {
    let mut rooms: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for source in sources {
        let room = rooms.entry(&source.module[0]).or_default();
        room.0 += 1;
        room.1 += source.text.lines().count();
    }
    println!("rooms (files, lines)");
    for (room, (files, lines)) in rooms {
        println!("  {room:<12} {files:>4} {lines:>7}");
    }
}
