//! Documents in the styles of many teams, with the phase and the need of each item behind `=>`.

use super::{Checklist, EntryId, Need, Phase};

/// The reading of an item: its phase, and its need unless it is required.
fn told(checklist: &Checklist, id: EntryId) -> String {
    let here = std::iter::once(id).chain(checklist.ancestors(id));
    let phase = here
        .into_iter()
        .find_map(|up| Some(checklist.phase_reading(up)?.value))
        .unwrap_or_default();
    match checklist.need(id).value {
        Need::Required => phase.name().to_owned(),
        need @ (Need::Optional | Need::Conditional) => format!("{phase} {need}"),
    }
}

#[test]
fn documents_of_many_teams_are_read_as_people_read_them() {
    let mut wrong = Vec::new();
    for (name, text) in DOCUMENTS {
        let mut expected = Vec::new();
        let mut source = String::new();
        for line in text.lines() {
            let (line, reading) = match line.split_once(" =>") {
                Some((line, reading)) => (line, Some(reading.trim())),
                None => (line, None),
            };
            expected.extend(reading.map(|reading| (line.trim().to_owned(), reading)));
            source.push_str(line);
            source.push('\n');
        }
        let checklist = Checklist::parse(source);
        let items: Vec<EntryId> = checklist.items().collect();
        assert_eq!(
            items.len(),
            expected.len(),
            "{name}: each item has a reading"
        );
        for (id, (line, reading)) in items.into_iter().zip(expected) {
            let told = told(&checklist, id);
            if told != reading {
                wrong.push(format!("{name}: {line}: {told}, not {reading}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} items:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_may_be_a_rollback_says_so() {
    for (text, expected) in [
        (
            "## Rollback\n- [ ] Decision tree\n- [ ] Contacts\n",
            "true true",
        ),
        (
            "## Rollback\n- [ ] Rollback tested\n- [ ] Plan documented\n",
            "false false",
        ),
        (
            "## Rollback\n- [ ] Revert the tag\n- [ ] Rollback tested\n",
            "true true",
        ),
        ("## Rollback\n- [ ] Revert the tag\n", "false"),
        ("## Backups\n- [ ] Restore tested\n", "false"),
    ] {
        let checklist = Checklist::parse(format!("# T\n{text}"));
        let told = checklist
            .items()
            .map(|id| checklist.may_be_rollback(id).to_string());
        assert_eq!(told.collect::<Vec<_>>().join(" "), expected, "{text}");
        let suggests = checklist
            .suggestions()
            .iter()
            .any(|one| one.directive == super::Directive::Phase(Phase::Rollback));
        assert_eq!(suggests, expected.contains("true"), "{text}");
    }
}

const DOCUMENTS: &[(&str, &str)] = &[
    (
        "mobile release, phases without the same event",
        "\
# Mobile release
## Prep
- [ ] All P1 bugs closed => before
- [ ] Flags reviewed (if using LaunchDarkly) => before conditional
## Rollout
- [ ] 1% canary => during
- [ ] Expand to 100% => during
## If something goes wrong
- [ ] Halt the phased release => rollback
- [ ] Re-submit the previous build => rollback
## Hypercare (first 48h)
- [ ] Watch crash dashboards => after
## Decision
- [ ] GO => before
- [ ] NO-GO => before
",
    ),
    (
        "a readiness review of an SRE team",
        "# PRR: payments-api

## Architecture
- [ ] Dependencies have SLOs =>before
- [ ] Single points of failure listed =>before
## Capacity
- [ ] Load test at 2x peak =>before
- [ ] Autoscaling verified (if using Kubernetes) =>before conditional
## Incident response
- [ ] Runbooks linked from each alert =>before
- [ ] Rollback procedure documented and tested =>before
- [ ] Post-mortem process known to the team =>before
## Rollback
- [ ] Rollback takes less than 5 minutes =>before
- [ ] Last rollback drill within 90 days =>before
## After-hours support
- [ ] Rota filled for 3 months =>before
## Nice to have
- [ ] Chaos test =>before optional
",
    ),
    (
        "a release of a mobile app",
        "# iOS/Android release 5.2

## 1. Before submission
- [ ] Screenshots updated =>before
- [ ] Privacy labels reviewed (if data collection changed) =>before conditional
## 2. Before release
- [ ] App approved by both stores =>before
- [ ] Feature flags off by default =>before
## 3. Release day
- [ ] Start phased rollout at 1% =>during
- [ ] Announce in #mobile =>during
## 4. First 48 hours
- [ ] Crash-free users > 99.5% =>after
- [ ] Halt the rollout if ratings drop =>after
## 5. If something goes wrong
- [ ] Pause the phased rollout =>rollback
- [ ] Disable the feature flag =>rollback
- [ ] Submit a hotfix build =>rollback
- [ ] Notify support =>rollback
",
    ),
    (
        "a migration of a database",
        "# Move orders to PostgreSQL 16

**Owner:** data team

## Preparation
- [ ] Schema diff reviewed =>before
- [ ] Dry run on staging done =>before
## Cutover
- [ ] Put the shop into maintenance mode =>during
- [ ] Stop writers =>during
- [ ] Run the final sync =>during
- [ ] Switch connection strings =>during
### Validation
- [ ] Row counts match =>during
## Rollback triggers
- [ ] Sync lag > 60 s for 10 minutes =>rollback
- [ ] Checksums differ =>rollback
## Rollback steps
1. [ ] Switch connection strings back =>rollback
2. [ ] Restart the writers =>rollback
3. [ ] Inform stakeholders =>rollback
## Post-migration
- [ ] Old cluster kept for 14 days =>after
- [ ] Vacuum and analyze =>after
",
    ),
    (
        "a rollout of a model",
        "# Ranking model v7

## Offline evaluation
- [ ] AUC not worse than v6 =>before
- [ ] Fairness report reviewed =>before
## Shadow deployment
- [ ] Shadow traffic for 3 days =>before
## Pre-launch
- [ ] Feature store backfilled =>before
- [ ] Rollback to v6 tested =>before
## Rollout
- [ ] Ramp to 1% =>during
- [ ] Ramp to 50% =>during
- [ ] Ramp to 100% =>during
## Post-launch monitoring
- [ ] Drift dashboard checked on day 1 =>after
- [ ] Business KPIs compared after one week =>after
## Ongoing
- [ ] Retrain monthly =>upkeep
",
    ),
    (
        "a German go-live",
        "# Go-Live Kundenportal

## Vor dem Go-Live
- [ ] Lasttest bestanden =>before
- [ ] Datenschutzfreigabe liegt vor (falls zutreffend) =>before conditional
## Durchführung
- [ ] Wartungsseite einschalten =>during
- [ ] Release ausrollen =>during
## Nach dem Go-Live
- [ ] Fehlerquote beobachten =>after
- [ ] Hotline informieren =>after
## Rückfallplan
- [ ] Alte Version zurückspielen =>rollback
- [ ] DNS zurückschalten =>rollback
- [ ] Fachbereich informieren =>rollback
## Wartung
- [ ] Zertifikate prüfen =>upkeep
",
    ),
    (
        "a Turkish go-live",
        "# Canlıya Geçiş

## Canlıya geçiş öncesi
- [ ] Yük testi yapıldı =>before
- [ ] Yedek alındı (varsa) =>before conditional
- [ ] Tanıtım sayfası (isteğe bağlı) =>before optional
## Canlıya geçiş günü
- [ ] DNS kaydını değiştir =>during
## Canlıya geçiş sonrası
- [ ] Logları izle =>after
## Geri alma planı
- [ ] Önceki sürüme geri dön =>rollback
- [ ] Ekibi bilgilendir =>rollback
## Bakım
- [ ] Sertifikaları yenile =>upkeep
",
    ),
    (
        "a Chinese go-live",
        "# 支付系统上线检查

## 一、上线前
- [ ] 压力测试通过 =>before
- [ ] 数据库备份完成 =>before
- [ ] 灰度方案已评审（如适用） =>before conditional
## 二、上线中
- [ ] 切换流量 =>during
- [ ] 执行数据库脚本 =>during
## 三、上线后
- [ ] 监控错误率 =>after
- [ ] 发送公告（可选） =>after optional
## 四、回滚步骤
- [ ] 切回旧版本 =>rollback
- [ ] 恢复数据库 =>rollback
- [ ] 通知业务方 =>rollback
## 五、日常维护
- [ ] 每周巡检 =>upkeep
",
    ),
    (
        "a Japanese release",
        "# 本番リリース手順

## リリース前の確認
- [ ] 性能試験の結果を確認 =>before
- [ ] 切り戻し手順をレビュー済み =>before
## リリース当日
- [ ] メンテナンス画面に切り替え =>during
## リリース後の確認
- [ ] エラーログを監視 =>after
- [ ] お知らせを掲載（任意） =>after optional
## 切り戻し手順
- [ ] 旧バージョンに戻す =>rollback
- [ ] 関係者に連絡する =>rollback
",
    ),
    (
        "a French production release",
        "# Mise en production v3

## Avant la mise en production
- [ ] Recette validée =>before
- [ ] Sauvegarde effectuée (si nécessaire) =>before conditional
## Pendant la mise en production
- [ ] Basculer le trafic =>during
## Après la mise en production
- [ ] Surveiller les journaux =>after
- [ ] Article de blog (facultatif) =>after optional
## Retour arrière
- [ ] Restaurer la base =>rollback
- [ ] Revenir à la version précédente =>rollback
",
    ),
    (
        "bold lines instead of headings",
        "# Launch of the new pricing page

## Plan

**Pre-launch:**

- [ ] Copy approved =>before
- [ ] Legal sign-off received =>before

**Day-of:**

- [ ] Flip the flag =>during
- [ ] Post to the blog (optional) =>during optional

**Post-launch:**

- [ ] Watch conversion =>after

**If using the affiliate program:**

- [ ] Update banners =>before conditional
",
    ),
    (
        "environments in a row",
        "# Platform upgrade

## Phase 1: Prerequisites
- [ ] Backups verified =>before
## Phase 2: Staging upgrade
- [ ] Upgrade staging =>before
### Post-upgrade checks
- [ ] Smoke tests pass on staging =>before
## Phase 3: Production upgrade
- [ ] Drain node 1 =>during
- [ ] Upgrade node 1 =>during
## Phase 4: Post-upgrade
- [ ] Remove old images =>after
",
    ),
    (
        "a weekly plan of a project",
        "# Project Falcon

## Week 1-2: Foundation
- [ ] Repository created =>before
## Week 3: Integration
- [ ] Payment provider connected =>before
## Week 4: Launch
- [ ] Marketing site live =>before
## Success Criteria
- [ ] 100 paying customers =>before
",
    ),
    (
        "a change request of operations",
        "# CHG-1042: replace the load balancers

## Approvals
- [ ] CAB approval obtained =>before
## Pre-checks
- [ ] Console access works =>before
## Implementation plan
- [ ] Move VIP to the new pair =>before
## Backout plan
- [ ] Move the VIP back =>before
- [ ] Power on the old pair =>before
## Contacts
- [ ] Vendor hotline =>before
",
    ),
    (
        "emergency readiness, not an emergency",
        "# Store opening

## Emergency procedures
- [ ] Evacuation plan posted =>before
- [ ] Fire extinguishers checked =>before
## Contingency plan
- [ ] Backup generator tested =>before
## Rollback plan
- [ ] Previous release tagged =>before
- [ ] Database snapshot taken before deployment =>before
- [ ] Test rollback in staging =>before
- [ ] Rollback owner assigned =>before
",
    ),
    (
        "a rollback that is verified, and maintenance that is prepared",
        "# Web shop

## Deployment
- [ ] Merge to main =>during
## Rollback procedure
- [ ] Execute the rollback script =>rollback
- [ ] Verify rollback completed successfully =>rollback
- [ ] Announce the rollback in the status channel =>rollback
- [ ] Restore the database from the last backup =>rollback
## After the deployment
- [ ] Watch the error rate =>after
## Maintenance
- [ ] Update process documented =>before
- [ ] Maintenance window agreed =>before
",
    ),
    (
        "conditions of every form",
        "# Checks

## Storage (if applicable)
- [ ] Buckets private =>before conditional
  - [ ] Logs too =>before conditional
## Everything else
- [ ] If using Redis: eviction policy set =>before conditional
- [ ] If you parse XML, disable external entities =>before conditional
- [ ] RC only: tag the candidate =>before conditional
- [ ] Report the breach if required =>before conditional
- [ ] Review costs, alerts and quotas (if needed) =>before
- [ ] Publish the draft, ensuring it is the latest (if appropriate) =>before
- [ ] Failover tested (if needed with the vendor) =>before
- [ ] Cleanup (as needed) =>before
- [ ] P2: prettier charts =>before
- [ ] Cleanup - optional =>before
- [ ] Cleanup (not required) =>before
- [ ] If-Modified-Since header honored =>before
- [ ] Secrets listed (names only) =>before
- [ ] Optional: cleanup =>before optional
- [ ] **Optional:** cleanup =>before optional
- Optional: perform a dry run
  - [ ] Sync the fork =>before optional
- Plain
  - [ ] Sync the branch =>before
",
    ),
];
