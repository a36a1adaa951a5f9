//! Tests of thresholds: reading them, and comparing measured values.

use super::{Outcome, Threshold};

fn asked_for(text: &str) -> Vec<Threshold> {
    super::asked_for(text).asked
}

#[test]
fn items_ask_for_values() {
    for (text, expected) in [
        ("p95 latency < 5 seconds", "p95-latency: < 5 seconds"),
        ("Error rate <0.1%, then stop", "error-rate: <0.1%"),
        ("API availability >= 99.9%", "api-availability: >= 99.9%"),
        ("GPU utilization 70-90%", "gpu-utilization: 70-90%"),
        (
            "Cache hit rate measured (expect 70 – 90 %)",
            "cache-hit-rate-measured: 70 – 90 %",
        ),
        ("Uptime (target: > 99.9%)", "uptime: > 99.9%"),
        ("(target > 99.9%)", "value: > 99.9%"),
        (
            "CPU > 70%, memory > 80%, etc.",
            "cpu: > 70% | memory: > 80%",
        ),
        ("P99 latency ≤ 5ms (cached queries)", "p99-latency: ≤ 5ms"),
        (
            "Response times - < 100ms (excluding ML)",
            "response-times: < 100ms",
        ),
        ("Cost per month < $1,200.50", "cost-per-month: < $1,200.50"),
        ("Throughput ≥ 100 RPS", "throughput: ≥ 100 RPS"),
        ("> 80%", "value: > 80%"),
        ("fewer than < 5 of them", "fewer-than: < 5"),
        ("High CPU usage alert (> 80% for 5min)", ""),
        ("Scale from 3 -> 5 replicas", ""),
        ("Use <b>5</b> of them", ""),
        ("Drain <db-1>5 at a time", ""),
        ("Set </x_y.z>10", ""),
        ("Set <Node2>10", ""),
        ("Free disk <db-1>> 10 GB", "free-disk-db-1: > 10 GB"),
        ("Shift by 1 >> 2", ""),
        ("Use <5>10", ""),
        ("a <b and c >10", "a-b-and-c: >10"),
        ("Support tickets reduced 50%", ""),
        ("Phases 1-2 and 50%", ""),
        ("70-90%70-90%", "value: 70-90%"),
        (
            "No requests taking > 10 seconds",
            "no-requests-taking: not > 10 seconds",
        ),
        ("No more than 5 errors", "errors: No more than 5"),
        ("no less than 99%", "value: no less than 99%"),
        ("Error rate must not exceed 5%", "error-rate: not exceed 5%"),
        ("p95 is never above 2 s at peak", "p95: not above 2 s"),
        ("Zero requests over 10 s", "zero-requests: not over 10 s"),
        ("Nicht mehr als 5 Fehler", "fehler: Nicht mehr als 5"),
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
        (
            "When rolled back, it recovers in < 5 min",
            "when-rolled-back-it-recovers-in: < 5 min",
        ),
        ("Go live if error rate < 1%", "go-live-if-error-rate: < 1%"),
        (
            "Do not go live if error rate > 5%",
            "do-not-go-live-if-error-rate: not > 5%",
        ),
        (
            "Alert Detection: < 30 seconds",
            "alert-detection: < 30 seconds",
        ),
        ("Alert: latency < 30 seconds", ""),
        ("Alert latency > 30 seconds", ""),
        ("Error alert p95 < 2s", ""),
        (
            "Throughput > 50 items/sec at peak",
            "throughput: > 50 items/sec",
        ),
        ("Errors < 5 a day", "errors: < 5 a day"),
        (
            "Load > 1000 failed API calls per minute",
            "load: > 1000 failed API calls per minute",
        ),
        ("Load > 5 req/s per node", "load: > 5 req/s per node"),
        ("CPU < 80% / memory < 70%", "cpu: < 80% | memory: < 70%"),
        ("Uptime > 99.9% each month", "uptime: > 99.9% each month"),
        (
            "Load > 5 req/s, memory < 2 GB",
            "load: > 5 req/s | memory: < 2 GB",
        ),
    ] {
        let told = asked_for(text)
            .into_iter()
            .map(|found| format!("{}: {found}", found.slug));
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
        ("throughput > 1000 rps", "1200", Some("requests/second")),
        ("throughput > 1000 items/min", "1200", Some("items/minute")),
        ("throughput > 50 MB/s", "60", Some("MB/second")),
        ("throughput > 1000/h", "1200", Some("units/hour")),
        ("retries < 5 per 10 min", "3", Some("units/600 seconds")),
    ] {
        assert_eq!(
            asked_for(text)[0].unit_meant(value).as_deref(),
            meant,
            "{text}: {value}"
        );
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
        ("Throughput >50 items/sec", "60 items/min", Fail),
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
        ("p95 < 5 seconds", "4 s?", Unclear::Open),
        ("p95 < 5 seconds", "4 s, not 9", Unclear::Open),
        ("p95 < 5 seconds", "not 4 s", Unclear::NoNumber),
        ("throughput > 1000 req/s", "2000 requests", Unclear::Unit),
        (
            "p95 < 5 seconds",
            " 1.500 s ",
            value(two("1500 s", "1.5 s")),
        ),
        (
            "p95 < 5 seconds",
            "1 - 1,500 s",
            value(two("1 - 1500 s", "1 - 1.5 s")),
        ),
        ("throughput > 1.000 rps", "500 rps", limit(two("1000", "1"))),
        ("No errors at > 1000 rps", "1500 rps", Unclear::Sense),
    ] {
        assert_eq!(
            asked_for(text)[0].compare(measured),
            Err(expected),
            "{text}: {measured}"
        );
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn rates_compare_with_rates_of_the_same_things_only() {
    use Outcome::{Fail, Pass, Unclear};
    for (text, value, expected, why) in [
        ("load > 1000 req/s", "2000/min", Fail, "33 a second"),
        ("load > 1000 req/s", "90000/min", Pass, "1500 a second"),
        ("load > 1000 req/s", "60000 rpm", Fail, "1000 a second"),
        ("load ≥ 1000 req/s", "60000 rpm", Pass, "1000 a second"),
        (
            "load > 1000 req/s",
            "100k requests per minute",
            Pass,
            "1667 a second",
        ),
        (
            "load > 1000 req/s",
            "3.7 million requests / hour",
            Pass,
            "1028 a second",
        ),
        (
            "load > 1000 req/s",
            "80 M calls a day",
            Fail,
            "926 a second",
        ),
        (
            "load > 1000 req/s",
            "61 000 Anfragen pro Minute",
            Pass,
            "German",
        ),
        (
            "load > 1000 req/s",
            "59 000 requêtes par minute",
            Fail,
            "French",
        ),
        (
            "load > 1000 req/s",
            "61 000 peticiones por minuto",
            Pass,
            "Spanish",
        ),
        (
            "load > 1000 req/s",
            "59 000 запросов в минуту",
            Fail,
            "Russian",
        ),
        ("load > 1000 req/s", "1500 请求/秒", Pass, "Chinese"),
        (
            "load > 1000 req/s",
            "1500",
            Pass,
            "a mere number has the unit of the threshold",
        ),
        ("load > 1000 req/s", "1200-1500 rps", Pass, "both ends"),
        ("load > 1000 req/s", "900-1500", Fail, "the worse end"),
        (
            "load > 1000 req/s",
            "2000 requests",
            Unclear,
            "a count is no rate",
        ),
        ("load > 1000 req/s", "2000 s", Unclear, "a time"),
        (
            "load > 1000 req/s",
            "2000 tps",
            Unclear,
            "a transaction is no request",
        ),
        (
            "load > 1000 req/s",
            "2000 errors/s",
            Unclear,
            "nor is an error",
        ),
        (
            "load > 1000 req/s",
            "2000 requests per 10 min",
            Fail,
            "over several minutes",
        ),
        (
            "load > 1000 req/s",
            "2000 req/s/node",
            Unclear,
            "for each node",
        ),
        (
            "load > 1000 req/s",
            "2000 req/s per second",
            Unclear,
            "a rate of a rate",
        ),
        (
            "load > 1000 req/s per node",
            "2000 req/s per node",
            Pass,
            "for each node",
        ),
        (
            "load > 1000 req/s per node",
            "2000 req/s per pod",
            Unclear,
            "pods are no nodes",
        ),
        (
            "load > 1000 API requests per second",
            "2000 API requests/min",
            Fail,
            "words before what is counted",
        ),
        ("load > 1000 requests/min", "20 rps", Pass, "1200 a minute"),
        ("orders > 500", "600/day", Unclear, "a rate is no count"),
        ("orders > 500 per day", "25 per hour", Pass, "600 a day"),
        ("orders > 500 per day", "600", Pass, "a mere number"),
        (
            "crashes < 5 per deploy",
            "3 per deploy",
            Pass,
            "for each deploy",
        ),
        (
            "crashes < 5 per deploy",
            "3 per day",
            Unclear,
            "a day is no deploy",
        ),
        ("disk > 50 MB/s", "100 MB/min", Fail, "1.7 a second"),
        ("disk > 50 MB/s", "60 MBps", Pass, "in one word"),
        ("disk > 50 MB/s", "60 MB", Unclear, "an amount"),
        ("disk > 50 MB/s", "60 Mb/s", Unclear, "bits"),
        (
            "network > 50 Mbps",
            "3 Gbit per minute",
            Fail,
            "50 a second",
        ),
        (
            "network > 50 Mbps",
            "4 Gbit per minute",
            Pass,
            "67 a second",
        ),
        ("cost < $100 per day", "$90/month", Pass, "3 a day"),
        ("cost < $100 per month", "$90/day", Fail, "2700 a month"),
        ("burn < 2% per hour", "30%/day", Pass, "1.25 an hour"),
        (
            "uptime > 99.9% each month",
            "99.95% per month",
            Pass,
            "the same",
        ),
    ] {
        assert_eq!(
            asked_for(text)[0].judge(value),
            expected,
            "{text}: {value}: {why}"
        );
    }
}

#[test]
fn what_is_no_one_value_is_unclear() {
    use Outcome::{Fail, Pass, Unclear};
    for (text, value, expected, why) in [
        ("p95 < 5 s", "p50 4 s, p95 9 s", Unclear, "two values"),
        ("p95 < 5 s", "4 s, 9 s", Unclear, "two values"),
        ("p95 < 5 s", "4 s 9 s", Unclear, "two values, and no sum"),
        ("p95 < 5 s", "4 s/9 s", Unclear, "two values"),
        (
            "delay > 5 min",
            "3 min 3 min",
            Unclear,
            "two values, and no sum",
        ),
        (
            "delay > 5 min",
            "30 s 5 min",
            Unclear,
            "two values, and no sum",
        ),
        ("delay > 5 min", "5 min 30 s", Pass, "a sum"),
        ("p95 < 5 s", "NaN", Unclear, "no number"),
        ("p95 < 5 s", "inf", Unclear, "no number"),
        ("uptime > 9", "inf", Unclear, "no number"),
        ("uptime > 9", "∞", Unclear, "no number"),
        ("p95 < 5 s", "not 4 s", Unclear, "what it is not"),
        ("p95 < 5 s", "4 s not reached", Unclear, "what it is not"),
        ("p95 < 5 s", "4 s isn't reached", Unclear, "what it is not"),
        ("p95 < 5 s", "4 s nicht erreicht", Unclear, "what it is not"),
        ("p95 < 5 s", "4 s?", Unclear, "a question"),
        ("p95 < 5 s", "?4 s", Unclear, "a question"),
        ("p95 < 5 s", "4+ s", Unclear, "it goes on"),
        ("p95 < 5 s", "4 ± 2 s", Unclear, "two numbers"),
        ("p95 < 5 s", "3 to 7 s", Unclear, "two numbers"),
        (
            "p95 < 5 s",
            "3-5 s",
            Fail,
            "a range is as good as its worse end",
        ),
        ("p95 < 5 s", "3-4.9 s", Pass, "both ends"),
        ("p95 < 5 s", "~ 4 s", Pass, "about"),
        ("p95 < 5 s", "4½ s", Unclear, "no number as others are"),
        ("errors < 5", "4e3", Unclear, "no number as others are"),
        ("errors < 5", "4×10³", Unclear, "no number as others are"),
        ("errors < 5", "-4", Unclear, "no number as others are"),
        ("errors < 5", "4 thousand", Fail, "4000"),
        ("errors < 100", "12 k", Fail, "12,000"),
        ("errors < 100", "2 Mio errors", Fail, "2,000,000"),
        ("errors < 100", "5 万", Fail, "50,000"),
        (
            "memory > 100 GB",
            "5G",
            Fail,
            "gigabytes, and not milliards of them",
        ),
        ("memory > 4 GB", "5G", Pass, "gigabytes"),
        ("delay > 5 min", "5k", Unclear, "no unit of time"),
        ("p95 > 0.7 s", "700 ms", Fail, "exactly as much"),
        ("p95 ≥ 0.7 s", "700 ms", Pass, "exactly as much"),
    ] {
        assert_eq!(
            asked_for(text)[0].judge(value),
            expected,
            "{text}: {value}: {why}"
        );
    }
}

/// Whichever of two quantities is the limit, the same one is greater.
#[test]
fn conversion_is_symmetric() {
    let rates = [
        "/s",
        " rps",
        " rpm",
        " req/min",
        " requests per hour",
        "k requests a day",
        "/10 min",
        " Anfragen pro Tag",
    ];
    let times = [" ms", " s", " min", " h", " Stunden", " days"];
    let amounts = [" KB", " MiB", " GB"];
    let flows = [" kbit/s", " Mbps", " Gbit per minute"];
    let numbers = ["0.7", "1", "60", "86.4", "1440"];
    let mut compared = 0;
    for units in [&rates[..], &times, &amounts, &flows] {
        let of = |unit: &&str| numbers.map(|number| format!("{number}{unit}"));
        let all: Vec<String> = units.iter().flat_map(of).collect();
        for (one, other) in all
            .iter()
            .flat_map(|one| all.iter().map(move |other| (one, other)))
        {
            let judged = |sign: &str, limit: &str, value: &str| {
                asked_for(&format!("load {sign} {limit}"))[0].judge(value)
            };
            let [less, more] = [judged("<", other, one), judged(">", one, other)];
            assert_eq!(less, more, "{one} < {other}");
            assert_ne!(less, Outcome::Unclear, "{one} < {other}");
            let [at_least, at_most] = [judged("≥", other, one), judged("≤", one, other)];
            assert_eq!(at_least, at_most, "{one} ≥ {other}");
            assert_ne!(less, at_least, "{one} < {other} or ≥");
            compared += 1;
        }
    }
    assert_eq!(compared, 40 * 40 + 30 * 30 + 15 * 15 + 15 * 15);
}
