//! How people word their limits: a table of direction and value, and of what asks for nothing.

use super::asked_for;

/// Direction and value of each threshold.
fn told(text: &str) -> String {
    let found = asked_for(text).asked;
    let told = found
        .iter()
        .map(|found| format!("{} {}", found.direction(), found.value));
    told.collect::<Vec<_>>().join(" | ")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn limits_in_words_have_a_direction_and_a_value() {
    for (text, expected) in [
        ("**Checkout**: < 4 segundos", "below 4 segundos"),
        ("Sync lag <20 seconds", "below 20 seconds"),
        ("Throughput >80 jobs/min", "above 80 jobs/min"),
        ("Alert Acknowledgement: <10 minutes", "below 10 minutes"),
        ("90%+ of stores migrated", "at-least 90%"),
        ("Lint warnings: 0", "exactly 0"),
        ("0 blocking defects", "exactly 0"),
        ("TTFB under 400ms", "below 400ms"),
        ("at least 70% branch coverage", "at-least 70%"),
        ("pass rate of 95% or more", "at-least 95%"),
        ("max 3 open incidents", "at-most 3"),
        ("SLA 99.5%", "at-least 99.5%"),
        ("RPO 15m", "at-most 15m"),
        ("Performance score 85+", "at-least 85"),
        ("页面加载时间低于3秒", "below 3秒"),
        ("成功率≥99%", "at-least 99%"),
        ("Loss ＜2%", "below 2%"),
        ("certificate renewal (>21 days)", "above 21 days"),
        ("No requests taking > 10 seconds", "at-most 10 seconds"),
        ("p99 =< 200ms", "at-most 200ms"),
        ("coverage => 80%", "at-least 80%"),
        ("Error rate at most 0.1%", "at-most 0.1%"),
        ("Error rate must not exceed 1%", "at-most 1%"),
        ("Webfont sizes don't exceed 2 MB", "at-most 2 MB"),
        (
            "Response time no longer than 2 seconds",
            "at-most 2 seconds",
        ),
        ("Max response time: 2 seconds", "at-most 2 seconds"),
        ("Maximum response time of 2s", "at-most 2s"),
        ("Minimum uptime of 99.5%", "at-least 99.5%"),
        ("Minimum test coverage: 80%", "at-least 80%"),
        ("Coverage min. 80%", "at-least 80%"),
        ("CPU usage stays below 70% at peak", "below 70%"),
        ("Queue depth remains under 1000 messages", "below 1000"),
        (
            "p95 latency is less than 300 milliseconds",
            "below 300 milliseconds",
        ),
        ("p95 latency less than or equal to 300 ms", "at-most 300 ms"),
        ("Throughput greater than 500 rps", "above 500 rps"),
        ("More than 99% of emails delivered", "above 99%"),
        (
            "At least 10,000 concurrent users supported",
            "at-least 10,000",
        ),
        ("Handles up to 1000 concurrent users", "at-least 1000"),
        ("Supports 500+ concurrent users", "at-least 500"),
        ("Page weight up to 2 MB", "at-most 2 MB"),
        ("Page loads in under 3 seconds", "below 3 seconds"),
        ("API responds within 200ms", "at-most 200ms"),
        ("Rollback completes within 5 minutes", "at-most 5 minutes"),
        ("Respond to P1 within 15 minutes", "at-most 15 minutes"),
        ("99.9% uptime SLA", "at-least 99.9%"),
        ("100% test pass rate", "exactly 100%"),
        ("Constitutional compliance: 100%", "exactly 100%"),
        ("Code coverage 85%", "at-least 85%"),
        ("Test coverage: 80% or higher", "at-least 80%"),
        ("Error rate: 0.1%", "at-most 0.1%"),
        ("RPO: 1 hour", "at-most 1 hour"),
        ("RTO of 4 hours documented", "at-most 4 hours"),
        ("RTO (4 hours) tested", "at-most 4 hours"),
        (
            "Recovery time objective is 30 minutes",
            "at-most 30 minutes",
        ),
        ("p95: 250ms", "at-most 250ms"),
        ("Zero critical vulnerabilities", "exactly Zero"),
        ("Zero data loss", "exactly Zero"),
        ("0 P1 incidents in the first week", "exactly 0"),
        ("console errors = 0", "exactly 0"),
        ("Open blockers: 0", "exactly 0"),
        ("0 failing tests", "exactly 0"),
        ("npm audit: 0 vulnerabilities", "exactly 0"),
        ("Packet loss 0%", "exactly 0%"),
        ("between 70% and 90% GPU utilization", "between 70% and 90%"),
        ("CPU between 20 and 60%", "between 20 and 60%"),
        ("Cache hit rate 70-90%", "between 70-90%"),
        ("PageSpeed score at least 90/100", "at-least 90/100"),
        ("Lighthouse score: 90+", "at-least 90"),
        ("Lighthouse >= 90", "at-least 90"),
        ("SUS score ≥ 68", "at-least 68"),
        ("Response time 2s or less", "at-most 2s"),
        ("5 minutes or less to recover", "at-most 5 minutes"),
        ("bundle 200 KB max", "at-most 200 KB"),
        ("Coverage 80% minimum", "at-least 80%"),
        ("Keep CPU under 80%", "below 80%"),
        ("Achieve 80%+ test coverage", "at-least 80%"),
        ("Go live if error rate < 1%", "below 1%"),
        ("Free disk space > 20%", "above 20%"),
        ("Disk has at least 10 GB free", "at-least 10 GB"),
        ("SSL certificate valid > 30 days", "above 30 days"),
        ("Memory usage < 80%", "below 80%"),
        ("Database connections: < 50% pool", "below 50%"),
        ("MTTR < 30 minutes", "below 30 minutes"),
        ("NPS > 30", "above 30"),
        ("Customer satisfaction ≥ 4.5/5", "at-least 4.5/5"),
        ("Conversion rate above 2.5%", "above 2.5%"),
        ("Cost < $500/month", "below $500/month"),
        ("p95 <300ms, p99 <800ms", "below 300ms | below 800ms"),
        (
            "p95 under 300ms and error rate under 1%",
            "below 300ms | below 1%",
        ),
        ("Deploy time < 10m", "below 10m"),
        ("Time to first byte under 600 ms", "below 600 ms"),
        ("LCP < 2.5s", "below 2.5s"),
        ("CLS < 0.1", "below 0.1"),
        ("CLS below 0.1", "below 0.1"),
        ("<20 ms added latency", "below 20 ms"),
        (">99% of tests pass", "above 99%"),
        ("Response time (p95): < 200 ms", "below 200 ms"),
        ("Latency ≤ 100 ms (p99)", "at-most 100 ms"),
        ("Error budget > 50% remaining", "above 50%"),
        ("Replication lag < 5 s", "below 5 s"),
        ("Failover time under 60 seconds", "below 60 seconds"),
        ("Backup restored in less than 1 hour", "below 1 hour"),
        ("Data loss ≤ 5 minutes", "at-most 5 minutes"),
        ("Crash-free sessions > 99.5%", "above 99.5%"),
        ("No P1 bugs, no more than 3 P2 bugs", "at-most 3"),
        ("Failed logins < 5 per minute", "below 5 per minute"),
        ("Bounce rate not above 40%", "at-most 40%"),
        ("Upload API <3s (for small files)", "below 3s"),
        (
            "If you are using cookies be sure each cookie doesn't exceed 4096 bytes and your domain name doesn't have more than 20 cookies.",
            "at-most 4096 bytes | at-most 20",
        ),
        ("RTO: 1h / RPO: 15m", "at-most 1h | at-most 15m"),
        ("4h RTO and 15 minute RPO", "at-most 4h | at-most 15 minute"),
        ("p95 < 200ms under 1000 concurrent users", "below 200ms"),
        ("<1% error rate over 24h", "below 1%"),
        ("Latency within 10% of baseline", "at-most 10%"),
        ("99.9% of requests < 200 ms", "below 200 ms"),
        ("Latency budget: 200 ms", "at-most 200 ms"),
        ("Test coverage at 85%", "at-least 85%"),
        ("All tests passing (100%)", "exactly 100%"),
        ("Response time < 1s for 95% of requests", "below 1s"),
        ("Dependency audit shows 0 high/critical CVEs", "exactly 0"),
        ("5xx errors < 0.1%", "below 0.1%"),
        ("Proceed if coverage > 80%", "above 80%"),
        ("If using S3: p95 < 2 s", "below 2 s"),
        ("(if applicable) p95 < 2 s", "below 2 s"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn limits_in_each_language_are_read() {
    for (text, expected) in [
        ("Antwortzeit unter 500 ms", "below 500 ms"),
        ("Verfügbarkeit mindestens 99,9 %", "at-least 99,9 %"),
        ("Höchstens 5 offene Fehler", "at-most 5"),
        ("Nicht mehr als 5 Fehler", "at-most 5"),
        ("Fehlerquote maximal 1 %", "at-most 1 %"),
        ("Temps de réponse inférieur à 500 ms", "below 500 ms"),
        ("Couverture d'au moins 80 %", "at-least 80 %"),
        ("Pas plus de 5 erreurs", "at-most 5"),
        ("Disponibilité : 99,9 %", "at-least 99,9 %"),
        ("Tiempo de respuesta menor a 2 segundos", "below 2 segundos"),
        ("Al menos 80% de cobertura", "at-least 80%"),
        ("Como máximo 5 errores", "at-most 5"),
        ("Tempo de resposta abaixo de 500 ms", "below 500 ms"),
        ("Pelo menos 80% de cobertura", "at-least 80%"),
        ("Não mais de 5 erros", "at-most 5"),
        ("Tempo di risposta inferiore a 2 secondi", "below 2 secondi"),
        ("Almeno 80% di copertura", "at-least 80%"),
        ("Yanıt süresi 500 ms altında", "below 500 ms"),
        ("Hata oranı %1'in altında", "below %1"),
        ("En az %80 test kapsamı", "at-least %80"),
        ("En fazla 5 hata", "at-most 5"),
        ("Kullanılabilirlik %99,9", "at-least %99,9"),
        ("Время отклика менее 500 мс", "below 500 мс"),
        ("Не более 5 ошибок", "at-most 5"),
        ("Доступность не менее 99,9%", "at-least 99,9%"),
        ("可用性不低于99.9%", "at-least 99.9%"),
        ("错误率不超过1%", "at-most 1%"),
        ("延迟在200毫秒以内", "at-most 200毫秒"),
        ("测试覆盖率达到80%以上", "at-least 80%"),
        ("最多5个错误", "at-most 5"),
        ("応答時間は500ms以下", "at-most 500ms"),
        ("応答時間500ミリ秒未満", "below 500ミリ秒"),
        ("稼働率99.9%以上", "at-least 99.9%"),
        ("응답 시간 500ms 이하", "at-most 500ms"),
        ("오류율 1% 미만", "below 1%"),
        ("가용성 99.9% 이상", "at-least 99.9%"),
        ("최소 80% 커버리지", "at-least 80%"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_nobody_measures_asks_for_no_value() {
    for text in [
        "Disk alert p99 < 3s",
        "Ruby >= 3.2",
        "Go > 1.21 installed",
        "OpenSSL >= 3.0",
        "passphrase length >= 16",
        "min 16 GB RAM",
        "Cache TTL <= 600s",
        "Revert if error rate > 3%",
        "Page the on-call when latency > 4s",
        "Canary 10%-50% of traffic",
        "ramp up to 25-50% of users",
        "Promotion: discount 5-15%",
        "Images > 2 MB are rejected",
        "Lock the account after >5 failures",
        "Scale from 3 => 5 replicas",
        "Use <5>10",
        "List<5> is used",
        "Map<String, 5> works",
        "Settings > 2FA enabled",
        "Support answers within 24 hours",
        "within 24 hours: error budget checked",
        "Report sent within 1 month of the launch",
        "Zero-downtime deployment works",
        "Zero downtime deployment strategy",
        "No critical bugs",
        "Backup retention: 30 days minimum",
        "Log rotation enabled (10MB max, 5 backups)",
        "Rate limiting enabled (60 req/min default)",
        "Rate limit: max 100 req/min",
        "Backups kept for at least 30 days",
        "Session timeout < 30 min",
        "JWT expiry <= 15 minutes",
        "Check interval: 1-5 minutes",
        "At least 2 replicas running",
        "Minimum 2 approvals required",
        "At least 2 availability zones",
        "Alert at 80% of budget",
        "Monitor for at least 24 hours",
        "Announce at least 2 weeks before launch",
        "Wait for > 30 minutes",
        "Kubernetes >= 1.27",
        "iOS 15+ and Android 10+",
        "Node 18 or later",
        "Java 17+",
        "Chrome 90+, Firefox 88+",
        "Requires PostgreSQL (>= 14)",
        "Min TLS version 1.2",
        "RSA keys >= 2048 bits",
        "HIPAA: report if breach affected >500 individuals",
        "If error rate > 5% for 10 minutes, roll back",
        "Load test: 1000 RPS",
        "Roll out over 3 weeks",
        "Version 2.0 or above",
        "24/7 on-call in place",
        "SHA-256 checksums",
        "Port 8080 open",
        "Step 3 of 5 done",
        "Phase 2: 50% done",
        "2+ reviewers signed off",
        "5+ years of logs",
        "All 404 pages checked",
        "Within budget",
        "Sprint 12 finished",
        "Create branch `release-vX.Y.Z` (base from: `master` if Z=0 for new minor/major, `release` if Z>0 for patch)",
        "E.g., \"We assume that the oracle is right and there will never be a reorg of more than 30 blocks.\" It helps.",
        "Autoscaling configured (min 2, max 10)",
        "Connection pool (min 5, max 20)",
        "RAM: 8 GB minimum",
        "Notify users at least 48 hours in advance",
        "Rejects bodies > 1 MB",
        "Max upload size: 10 MB",
        "Attachments up to 25 MB",
        "Memory limit set (max 512 MB)",
        "API timeout: 30s",
        "Estimated time: 30 min",
    ] {
        assert_eq!(told(text), "", "{text}");
    }
}

#[test]
fn what_asks_for_no_value_says_why() {
    for (text, expected) in [
        ("Node.js >= 18", "at-least 18: Node.js"),
        ("Alert when latency > 2 s", "above 2 s: Alert"),
        ("password length >= 12", "at-least 12: password"),
        ("Images > 2 MB are rejected", "above 2 MB: rejected"),
        ("min 8 GB RAM", "at-least 8 GB: RAM"),
        ("Canary 5-25%", "between 5-25%: Canary"),
        ("Report if > 500 persons are affected", "above 500: if"),
        ("Retry after > 3 failures", "above 3: after"),
        (
            "Roll back if errors > 5%",
            "above 5%: Roll back if errors > 5%",
        ),
    ] {
        let off = asked_for(text).off;
        let told = off
            .iter()
            .map(|(limit, words)| format!("{} {}: {words}", limit.direction(), limit.value));
        assert_eq!(told.collect::<Vec<_>>().join(" | "), expected, "{text}");
    }
}

#[test]
fn the_sense_can_be_corrected() {
    let one = |text: &str| asked_for(text).asked.remove(0);
    for (text, read, written, inverted) in [
        (
            "p95 < 5 s",
            "below: < 5 s",
            "below: < 5 s",
            "at-least: not < 5 s",
        ),
        (
            "No requests > 10 s",
            "at-most: not > 10 s",
            "above: > 10 s",
            "at-most: not > 10 s",
        ),
        (
            "GPU 70-90%",
            "between: 70-90%",
            "between: 70-90%",
            "outside: not 70-90%",
        ),
        ("errors: 0", "exactly: 0", "exactly: 0", "outside: not 0"),
    ] {
        let threshold = one(text);
        let told = |threshold: super::Threshold| format!("{}: {threshold}", threshold.direction());
        let all = [
            told(threshold.clone()),
            told(threshold.as_written()),
            told(threshold.inverted()),
            told(threshold.inverted().inverted()),
        ];
        assert_eq!(all, [read, written, inverted, inverted], "{text}");
    }
    assert_eq!(one("GPU 70-90%").inverted().compare("95%"), Ok(true));
    assert_eq!(
        one("No errors at > 1000 rps")
            .as_written()
            .compare("1500 rps"),
        Ok(true)
    );
}
