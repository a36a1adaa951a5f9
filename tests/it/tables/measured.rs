//! Which measured value passes which threshold, below, at and above it.

use gonogo::checklist::{Checklist, Outcome};

#[test]
fn values_around_a_threshold() {
    // Below, at, above.
    for (text, values, expected) in [
        ("p95 < 300 ms", ["299", "300", "301"], "pass fail fail"),
        ("p95 <= 300 ms", ["299", "300", "301"], "pass pass fail"),
        ("p95 ≤ 300 ms", ["299", "300", "301"], "pass pass fail"),
        ("p95 > 300 ms", ["299", "300", "301"], "fail fail pass"),
        ("p95 >= 300 ms", ["299", "300", "301"], "fail pass pass"),
        ("p95 ≥ 300 ms", ["299", "300", "301"], "fail pass pass"),
        (
            "p95 < 300 ms",
            ["0.299 s", "0.3 s", "0.301 s"],
            "pass fail fail",
        ),
        ("p95 < 1 min", ["59 s", "60 s", "61 s"], "pass fail fail"),
        (
            "Error rate < 0.1%",
            ["0.09%", "0.1%", "0.11%"],
            "pass fail fail",
        ),
        ("Load 70-90%", ["69%", "70%", "71%"], "fail pass pass"),
        ("Load 70-90%", ["89%", "90%", "91%"], "pass pass fail"),
        (
            "heap < 2 GB",
            ["1999 MB", "2000 MB", "2001 MB"],
            "pass fail fail",
        ),
        ("No more than 5 errors", ["4", "5", "6"], "pass pass fail"),
        ("no less than 99%", ["98%", "99%", "100%"], "fail pass pass"),
        (
            "No requests taking > 10 seconds",
            ["9 s", "10 s", "11 s"],
            "pass pass fail",
        ),
        (
            "No hosts with disk >= 90%",
            ["89%", "90%", "91%"],
            "pass fail fail",
        ),
        (
            "RTO < 2 hours",
            ["1h 59m", "120 min", "2h 1m"],
            "pass fail fail",
        ),
        (
            "p95 < 300 ms",
            ["~299 ms", "", "soon"],
            "pass unclear unclear",
        ),
    ] {
        let checklist = Checklist::parse(format!("- [ ] {text}\n"));
        let item = checklist.items().next().unwrap();
        let threshold = &checklist.thresholds(item)[0];
        let told = values.map(|value| threshold.judge(value).name());
        assert_eq!(told.join(" "), expected, "{text}: {values:?}");
    }
}

#[test]
fn outcomes_have_their_words() {
    let told = [Outcome::Pass, Outcome::Fail, Outcome::Unclear].map(Outcome::name);
    assert_eq!(told, ["pass", "fail", "unclear"]);
}
