//! What items ask for, and what measured values are worth.

use super::{Outcome, asked_for};

#[test]
fn items_ask_for_values() {
    for (text, expected) in [
        ("p95 latency < 5 seconds", "p95-latency: < 5 seconds"),
        ("Error rate <0.1%, then stop", "error-rate: <0.1%"),
        ("API availability >= 99.9%", "api-availability: >= 99.9%"),
        ("GPU utilization 70-90%", "gpu-utilization: 70-90%"),
        ("Cache hit rate measured (expect 70 – 90 %)", "cache-hit-rate-measured: 70 – 90 %"),
        ("Uptime (target: > 99.9%)", "uptime: > 99.9%"),
        ("(target > 99.9%)", "value: > 99.9%"),
        ("CPU > 70%, memory > 80%, etc.", "cpu: > 70% | memory: > 80%"),
        ("P99 latency ≤ 5ms (cached queries)", "p99-latency: ≤ 5ms"),
        ("Response times - < 100ms (excluding ML)", "response-times: < 100ms"),
        ("Cost per month < $1,200.50", "cost-per-month: < $1,200.50"),
        ("Throughput ≥ 100 RPS", "throughput: ≥ 100 RPS"),
        ("> 80%", "value: > 80%"),
        ("fewer than < 5 of them", "fewer-than: < 5"),
        ("High CPU usage alert (> 80% for 5min)", ""),
        ("Scale from 3 -> 5 replicas", ""),
        ("Use <b>5</b> of them", ""),
        ("Support tickets reduced 50%", ""),
        ("Phases 1-2 and 50%", ""),
        ("70-90%70-90%", "value: 70-90%"),
        ("No requests taking > 10 seconds", "no-requests-taking: not > 10 seconds"),
        ("No more than 5 errors", "errors: not more than 5"),
        ("no less than 99%", "value: not less than 99%"),
        ("Error rate must not exceed 5%", "error-rate: not exceed 5%"),
        ("p95 is never above 2 s at peak", "p95: not above 2 s"),
        ("Zero requests over 10 s", "zero-requests: not over 10 s"),
        ("Nicht mehr als 5 Fehler", "fehler: not mehr als 5"),
        ("No incidents for more than a week", ""),
        ("No meetings over 3 of them", ""),
        ("Rollback if error rate > 5%", ""),
        ("If error rate > 5%, roll back", ""),
        ("If the error rate is not < 1%, abort", ""),
        ("Alert when p95 > 2 s", ""),
        ("Page if error rate > 5%", ""),
        ("Abort on error rate > 5%", ""),
        ("Scale up when CPU > 70%", ""),
        ("Page load < 2 s", "page-load: < 2 s"),
        ("Rollback in < 5 min", "rollback-in: < 5 min"),
        ("When rolled back, it recovers in < 5 min", "when-rolled-back-it-recovers-in: < 5 min"),
        ("Go live if error rate < 1%", "go-live-if-error-rate: < 1%"),
        ("Do not go live if error rate > 5%", "do-not-go-live-if-error-rate: not > 5%"),
        ("Alert Detection: < 30 seconds", "alert-detection: < 30 seconds"),
        ("Alert: latency < 30 seconds", ""),
        ("Alert latency > 30 seconds", ""),
        ("Error alert p95 < 2s", ""),
    ] {
        let told = asked_for(text).into_iter().map(|found| format!("{}: {found}", found.slug));
        assert_eq!(told.collect::<Vec<_>>().join(" | "), expected, "{text}");
    }
}

#[test]
fn a_line_without_end_is_read_in_time() {
    for (part, expected) in [("%", 0), ("> 1 ", 1), ("1-", 0), ("70-90% ", 1)] {
        let told = asked_for(&part.repeat(20_000)).len();
        assert_eq!(told.min(1), expected, "{part}");
    }
}

#[test]
fn a_value_without_a_unit_has_that_of_the_threshold() {
    for (text, value, meant) in [
        ("p95 < 5 seconds", "12", Some("seconds")),
        ("p95 < 5 seconds", "12 s", None),
        ("p95 < 5 seconds", "3-4 s", None),
        ("p95 < 5 seconds", "3-4", Some("seconds")),
        ("p95 < 5 seconds", "fast", None),
        ("p95 < 5 seconds", "12 apples", None),
        ("MTTR < 30 min", "12", Some("minutes")),
        ("Error rate < 0.1%", "0.2", Some("percent")),
        ("Users > 10,000", "12", None),
    ] {
        assert_eq!(asked_for(text)[0].unit_meant(value), meant, "{text}: {value}");
    }
}

#[test]
fn measured_values_pass_fail_or_are_unclear() {
    use Outcome::{Fail, Pass, Unclear};
    for (text, value, expected) in [
        ("p95 < 5 seconds", "4.2", Pass),
        ("p95 < 5 seconds", "4200 ms", Pass),
        ("p95 < 5 seconds", "5", Fail),
        ("p95 < 5 seconds", "0,1 min", Fail),
        ("p95 < 5 seconds", "~4.9s at peak", Pass),
        ("p95 < 5 seconds", "<1s", Pass),
        ("p95 < 5 seconds", "< 5 s", Pass),
        ("p95 < 5 seconds", "> 1 s", Unclear),
        ("p95 < 5 seconds", "3-4 s", Pass),
        ("p95 < 5 seconds", "3–7 s", Fail),
        ("p95 < 5 seconds", "fast", Unclear),
        ("p95 < 5 seconds", "", Unclear),
        ("p95 < 5 seconds", "4 MB", Unclear),
        ("p95 < 5 seconds", "40%", Unclear),
        ("p95 < 5 seconds", "4 apples", Unclear),
        ("MTTR < 30 minutes", "1h 10m", Fail),
        ("MTTR < 30 minutes", "29m 59s", Pass),
        ("MTTR ≤ 30 minutes", "0.5 h", Pass),
        ("Error rate < 0.1%", "0,05 %", Pass),
        ("Error rate < 0.1%", "0.1", Fail),
        ("API availability >= 99.9%", "99.9", Pass),
        ("API availability >= 99.9%", "99,89%", Fail),
        ("API availability >= 99.9%", ">99.95%", Pass),
        ("GPU utilization 70-90%", "70", Pass),
        ("GPU utilization 70-90%", "91 %", Fail),
        ("GPU utilization 70-90%", "75-95%", Fail),
        ("page size <500KB", "0.4 MB", Pass),
        ("page size <500KB", "600 KiB", Fail),
        ("heap < 2 GB", "1900 MB", Pass),
        ("Throughput ≥ 100 RPS", "1.2k rps", Pass),
        ("Throughput ≥ 100 RPS", "90 req/s", Fail),
        ("Users > 10,000", "12k", Pass),
        ("Users > 10,000", "9 999", Unclear),
        ("Users > 10,000", "9", Fail),
        ("Users > 10,000", "1.2M", Pass),
        ("Lighthouse score >80", "85 points", Pass),
        ("Lighthouse score >80", "85%", Unclear),
        ("Cost < $1,200", "$1,100.50", Pass),
        ("Cost < $1,200", "1300 USD", Fail),
        ("Cost < $1,200", "€900", Unclear),
        ("Speed-up > 10x", "12x", Pass),
        ("Speed-up > 10x", "9", Fail),
        // What can be read in two ways passes or fails only where both readings do.
        ("throughput > 1.000 rps", "1500", Pass),
        ("throughput > 1.000 rps", "1.500", Unclear),
        ("throughput > 1.000 rps", "500", Unclear),
        ("throughput > 1.000 rps", "0.5", Fail),
        ("p95 latency < 2 s", "1.500", Unclear),
        ("p95 latency < 2 s", "1,500 ms", Pass),
        ("p95 latency < 2 s", "4.200 s", Fail),
        ("p95 latency < 2 s", "1.5 s", Pass),
        ("p95 latency < 2 s", "0,001 s", Pass),
        ("Users > 5000", "1,500,000", Pass),
        ("Users > 5000", "1,500.000,5", Unclear),
        ("Users > 5000", "4 999", Fail),
        ("Users > 5000", "12,34,567", Pass),
        ("uptime >= 99.999%", "99.9995", Pass),
        ("uptime >= 99.999%", "99.998", Fail),
        ("Growth > 2.5%", "1.500%", Unclear),
        ("Cost < $1,200", "$1.500", Unclear),
        ("Delay < 2 min", "1m 1.500s", Unclear),
        ("Delay < 2 h", "1m 1.500s", Pass),
        // What stands where a unit does has to be the same.
        ("APIs < 2 segundos", "3 s", Fail),
        ("APIs < 2 segundos", "1.5 segundos", Pass),
        ("RTO < 30 minutos", "1 hora", Fail),
        ("Throughput >50 items/sec", "60", Pass),
        ("Throughput >50 items/sec", "60 items/sec", Pass),
        ("Throughput >50 items/sec", "60 items/min", Unclear),
        ("Throughput >50 items/sec", "60 s", Unclear),
        ("Users > 5000 at peak", "6000 users", Pass),
        ("p95 < 300 ms", "450ms250", Unclear),
        // A negation turns it around.
        ("No requests taking > 10 seconds", "3 s", Pass),
        ("No requests taking > 10 seconds", "10 s", Pass),
        ("No requests taking > 10 seconds", "30 s", Fail),
        ("No hosts with disk >= 90%", "90%", Fail),
        ("No hosts with disk >= 90%", "89%", Pass),
        ("No more than 5 errors", "5 errors", Pass),
        ("No more than 5 errors", "6", Fail),
        ("no less than 99%", "99.5", Pass),
        ("no less than 99%", "98", Fail),
        ("No errors at > 1000 rps", "1500 rps", Unclear),
        ("No errors at > 1000 rps", "900 rps", Unclear),
    ] {
        assert_eq!(asked_for(text)[0].judge(value), expected, "{text}: {value}");
    }
}

#[test]
fn what_is_unclear_says_why() {
    use super::Unclear;
    let two = |most: &str, least: &str| (most.to_owned(), least.to_owned());
    let value = |(most, least)| Unclear::Value { most, least };
    let limit = |(most, least)| Unclear::Limit { most, least };
    for (text, measured, expected) in [
        ("p95 < 5 seconds", "awful", Unclear::NoNumber),
        ("p95 < 5 seconds", "1.2.3", Unclear::NoNumber),
        ("p95 < 5 seconds", "450ms250", Unclear::Several),
        ("p95 < 5 seconds", "7-3 s", Unclear::Several),
        ("p95 < 5 seconds", "4 MB", Unclear::Unit),
        ("p95 < 5 seconds", "4 apples", Unclear::Unit),
        ("p95 < 5 seconds", "> 1 s", Unclear::Open),
        ("p95 < 5 seconds", " 1.500 s ", value(two("1500 s", "1.5 s"))),
        ("p95 < 5 seconds", "1 - 1,500 s", value(two("1 - 1500 s", "1 - 1.5 s"))),
        ("throughput > 1.000 rps", "500 rps", limit(two("1000", "1"))),
        ("No errors at > 1000 rps", "1500 rps", Unclear::Sense),
    ] {
        assert_eq!(asked_for(text)[0].compare(measured), Err(expected), "{text}: {measured}");
    }
}
