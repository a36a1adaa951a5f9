//! What it costs to hold very much of one thing: each with n and with 2n of it. Items are counted: where twice as much takes
//! twice as long, both rows tell as many a second.
//!
//! `cargo bench --bench growth`. That nothing is compared with everything is held by tests that count; this shows it.

use chrono::{DateTime, Duration};
use divan::Bencher;
use divan::counter::ItemsCount;
use gonogo::checklist::Checklist;
use gonogo::progress::{Author, Change, Event, On, Progress, State};
use gonogo::report::{self, AuditScope};
use gonogo::tui::Looks;
use gonogo::tui::app::App;
use gonogo::tui::draw;
use gonogo::tui::key::Key;
use gonogo::tui::theme::Theme;
use gonogo::workbook::{Edit, Workbook};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

fn main() {
    divan::main();
}

/// Of most things.
const MANY: [usize; 2] = [10_000, 20_000];
/// Of things that are nested: such a document is as long as their square.
const DEEP: [usize; 2] = [500, 1_000];

/// An event that somebody made a while after the first.
fn event(second: usize, by: &str, key: &str, on: &str, change: Change) -> (String, Event) {
    let at = DateTime::from_timestamp(1_795_294_800, 0).expect("a time");
    let seconds = i64::try_from(second).expect("not that many");
    let stamp = Author {
        by: by.to_owned(),
        acting: None,
    }
    .at(at + Duration::seconds(seconds));
    (
        key.to_owned(),
        Event::new(key, &stamp, On::once(on), Vec::new(), change),
    )
}

fn done() -> Change {
    Change::State {
        state: Some(State::Done),
        reason: None,
        since: None,
    }
}

fn note(text: String) -> Change {
    Change::Note { text: Some(text) }
}

fn progress(events: impl IntoIterator<Item = (String, Event)>) -> Progress {
    let mut progress = Progress::new("launch.md", None);
    events
        .into_iter()
        .for_each(|(key, event)| progress.add(&key, event));
    progress
}

/// `line` for each number.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// From the text to the verdict.
fn judge(bencher: Bencher, count: usize, text: &str, progress: &Progress) {
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let workbook = Workbook::new(Checklist::parse(text), progress.clone());
        workbook.verdict().is_go()
    });
}

/// The report as a web page.
fn page(bencher: Bencher, count: usize, text: &str, progress: &Progress) {
    let workbook = Workbook::new(Checklist::parse(text), progress.clone());
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| report::html(&workbook, AuditScope::Full).len());
}

/// A key on the last row, and the frame after it.
fn key(bencher: Bencher, count: usize, text: &str, progress: &Progress) {
    let workbook = Workbook::new(Checklist::parse(text), progress.clone());
    let mut session = App::new(workbook, Theme::new(Looks::default()));
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal");
    let stamp = Author {
        by: "me".to_owned(),
        acting: None,
    }
    .at(DateTime::UNIX_EPOCH);
    session.resize(Size::new(80, 24));
    let last = Key::named("G").expect("a key");
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        session.key(last, &stamp);
        terminal
            .draw(|frame| draw::app(&session, frame))
            .expect("a frame");
    });
}

#[divan::bench(args = MANY, sample_count = 5)]
fn page_of_blanks_in_one_line(bencher: Bencher, count: usize) {
    page(
        bencher,
        count,
        &format!("- [ ] {}\n", "x ____ ".repeat(count)),
        &progress([]),
    );
}

#[divan::bench(args = MANY, sample_count = 5)]
fn page_of_rows_of_a_table(bencher: Bencher, count: usize) {
    let text = format!(
        "| Step | Owner |\n|---|---|\n{}",
        "| x |  |\n".repeat(count)
    );
    page(bencher, count, &text, &progress([]));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn page_of_notes_on_one_entry(bencher: Bencher, count: usize) {
    let notes = (0..count).map(|at| event(at, "me", "one", "one", note(format!("note {at}"))));
    page(bencher, count, "- [ ] one\n", &progress(notes));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn page_of_headings(bencher: Bencher, count: usize) {
    page(
        bencher,
        count,
        &lines(count, |at| format!("## Part {at}\n")),
        &progress([]),
    );
}

#[divan::bench(args = MANY, sample_count = 5)]
fn key_on_tabs(bencher: Bencher, count: usize) {
    key(
        bencher,
        count,
        &format!("- [ ] a\n\n  ```\n  x{}y\n  ```\n", "\t".repeat(count)),
        &progress([]),
    );
}

#[divan::bench(args = MANY, sample_count = 5)]
fn key_on_a_long_line(bencher: Bencher, count: usize) {
    key(
        bencher,
        count,
        &format!("- [ ] {}\n", "word ".repeat(count)),
        &progress([]),
    );
}

#[divan::bench(args = MANY, sample_count = 5)]
fn key_on_links(bencher: Bencher, count: usize) {
    let links = lines(count, |at| format!("[a](https://example.com/{at}) "));
    key(bencher, count, &format!("- [ ] {links}\n"), &progress([]));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn unmatched_texts(bencher: Bencher, count: usize) {
    let text = lines(count, |at| format!("- [ ] Service {at} is ready\n"));
    let gone = |at| format!("Pipeline {} was drained twice", at + count);
    let marks = (0..count).map(|at| event(at, "me", &format!("gone-{at}"), &gone(at), done()));
    judge(bencher, count, &text, &progress(marks));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn reworded_texts(bencher: Bencher, count: usize) {
    let text = lines(count, |at| format!("- [ ] Service {at} is ready now\n"));
    let was = |at| format!("Service {at} is ready");
    let marks = (0..count).map(|at| {
        event(
            at,
            "me",
            &format!("service-{at}-is-ready"),
            &was(at),
            done(),
        )
    });
    judge(bencher, count, &text, &progress(marks));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn unmatched_texts_of_one_key(bencher: Bencher, count: usize) {
    let marks = (0..count).map(|at| event(at, "me", "gone", &format!("gone {at}"), done()));
    judge(
        bencher,
        count,
        "- [ ] quite another thing\n",
        &progress(marks),
    );
}

#[divan::bench(args = MANY, sample_count = 5)]
fn equal_items_that_were_moved(bencher: Bencher, count: usize) {
    let text = format!("## New\n{}", "- [ ] same thing\n".repeat(count));
    let marks = (0..count).map(|at| {
        event(
            at,
            "me",
            &format!("old/same-thing#{at}"),
            "same thing",
            done(),
        )
    });
    judge(bencher, count, &text, &progress(marks));
}

/// Each with something else under it, which their marks remember.
#[divan::bench(args = MANY, sample_count = 5)]
fn equal_items_that_changed_places(bencher: Bencher, count: usize) {
    let item = |at: usize| format!("- [ ] same thing\n\n      run {at}\n\n");
    let mut workbook = Workbook::new(Checklist::parse(lines(count, item)), progress([]));
    let items: Vec<_> = workbook.checklist().items().collect();
    let tick = |entry| Edit::State {
        entry,
        state: State::Done,
        reason: None,
    };
    let stamp = Author {
        by: "me".to_owned(),
        acting: None,
    }
    .at(DateTime::UNIX_EPOCH);
    workbook
        .apply_all(items.into_iter().map(tick).collect(), &stamp)
        .expect("all of it makes sense");
    judge(
        bencher,
        count,
        &lines(count, |at| item(count - 1 - at)),
        workbook.progress(),
    );
}

#[divan::bench(args = MANY, sample_count = 5)]
fn renamed_sections(bencher: Bencher, count: usize) {
    let text = lines(count, |at| {
        format!("## Service number {at}\n- [ ] ready {at}\n")
    });
    let marks = (0..count).map(|at| {
        event(
            at,
            "me",
            &format!("service-no-{at}/ready-{at}"),
            &format!("was ready {at}"),
            done(),
        )
    });
    judge(bencher, count, &text, &progress(marks));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn events_of_one_key(bencher: Bencher, count: usize) {
    let marks = (0..count).map(|at| event(at, &format!("p{at}"), "one", "one", done()));
    judge(bencher, count, "- [ ] one\n", &progress(marks));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn conflicts(bencher: Bencher, count: usize) {
    let text = lines(count, |at| format!("- [ ] item {at}\n"));
    let blocked = || Change::State {
        state: Some(State::Blocked),
        reason: Some("no".to_owned()),
        since: None,
    };
    let marks = (0..count).flat_map(|at| {
        let (key, on) = (format!("item-{at}"), format!("item {at}"));
        [
            event(at, "ann", &key, &on, done()),
            event(at, "bob", &key, &on, blocked()),
        ]
    });
    judge(bencher, count, &text, &progress(marks));
}

#[divan::bench(args = MANY, sample_count = 5)]
fn choice_of_answers(bencher: Bencher, count: usize) {
    let answers: Vec<String> = (0..count).map(|at| format!("answer {at}")).collect();
    judge(
        bencher,
        count,
        &format!("- [ ] a: ____ ({})\n", answers.join(" / ")),
        &progress([]),
    );
}

#[divan::bench(args = DEEP, sample_count = 5)]
fn nested_items(bencher: Bencher, count: usize) {
    let text = lines(count, |at| format!("{}- [ ] item\n", "  ".repeat(at)));
    // As many as the document has bytes for: twice as deep is four times as long.
    judge(bencher, count * count, &text, &progress([]));
}
