//! Headings of many teams, with the phase that each names.

use super::heading::{Heading, Sign};

/// The name of what a heading says.
pub(super) fn told(heading: &str) -> &'static str {
    match Heading::read(heading).sign {
        Some(Sign::Plain(phase)) => phase.name(),
        Some(Sign::Moment(true)) => "steps",
        Some(Sign::Moment(false)) => "moment",
        Some(Sign::Counted) => "counted",
        Some(Sign::First) => "first",
        Some(Sign::Measured) => "measured",
        Some(Sign::Smoke) => "smoke",
        Some(Sign::Rollback(sign)) if sign.is_trigger => "trigger",
        Some(Sign::Rollback(sign)) if sign.is_joined => "joined",
        Some(Sign::Rollback(_)) => "rollback",
        None => "-",
    }
}

/// Headings by what they say, separated by `|`.
const HEADINGS: &[(&str, &str)] = &[
    (
        "before",
        "Pre-Deployment | Pre-deployment Checks | 1. Pre-Launch Checklist | PRE-LAUNCH | Prelaunch | Before Launch | \
         Before You Deploy | Before going live | Before Go-Live | Pre-Go-Live | Pre Go Live Checks | Prior to Deployment | \
         Ahead of the release | Pre-Release | Pre-release tasks | Pre-Migration | Pre-Migration Validation | Pre-Cutover | \
         Pre-Rollout | Pre-Production Checklist | Pre-flight | Preflight checks | Prerequisites | Preparation | \
         Phase 1: Pre-Deployment | Phase 1 - Preparation | Step 1: Before the deployment | T-7 days | T-1 week | T-24h | \
         D-1 | J-7 | T minus 1 day | T-30 min: final checks | Go/No-Go | Readiness | Deployment (before the launch) | \
         Leading up to launch | Pre-Upgrade | Critical before launch | ✅ Pre-Deployment | Post-Deployment (before launch) | \
         Vor dem Deployment | Vor dem Go-Live | Vor der Veröffentlichung | Vorbereitung | Voraussetzungen | \
         Vor der Umstellung | Avant le déploiement | Avant la mise en production | Préparation | Prérequis | J-1 | \
         Antes del despliegue | Antes del lanzamiento | Preparación | Requisitos previos | Antes da implantação | \
         Antes do lançamento | Pré-requisitos | Prima del rilascio | Prima della messa in produzione | Prerequisiti | \
         Yayın öncesi | Canlıya geçiş öncesi kontroller | Yayına almadan önce | Hazırlık | Перед релизом | \
         До развертывания | Перед запуском | Подготовка | 上线前 | 上线前检查 | 部署前检查清单 | 发布前准备 | 一、上线前 | 准备工作 | \
         リリース前 | 本番リリース前の確認 | デプロイ前チェックリスト | 移行前作業 | 事前準備 | 배포 전 | 배포 전 체크리스트 | 출시 전 점검 | 사전 준비",
    ),
    (
        "during",
        "During Deployment | During the release | During Launch | During cutover | While deploying | Launch Day | \
         Launch Day Activities | Launch Day Checklist | Go-Live Day | Day of Launch | Day of the release | Release Day | \
         Deployment Day | Migration Day Tasks | D-Day | T-0 | T-0: Go-live | T-0 (Launch) | T+0 | T0 | Phase 3: Launch Day | \
         Step 4 - During the migration | Während des Deployments | Während der Umstellung | Tag X | \
         Pendant le déploiement | Pendant la mise en production | Jour J | Durante el despliegue | Durante la migración | \
         Durante a implantação | Dia D | Durante il rilascio | Yayın sırasında | Canlıya geçiş günü | Во время релиза | \
         Во время развертывания | День релиза | 上线中 | 部署过程中 | 上线当天 | 发布期间 | リリース当日 | リリース中 | 移行当日の作業 | 배포 중 | 배포 당일",
    ),
    (
        "after",
        "Post-Deployment | Post-deployment Verification | Post-Deployment Checklist | Post-Deployment Health Checks | \
         Post-Deployment Database Checks | Post-Launch | Post-Launch Monitoring | Post-Launch Marketing | Postlaunch | \
         Post Go-Live | Post-Go-Live Support | Post-Release | Post-Release Tasks | Post-Migration | Post-Migration Validation | \
         Post-Cutover | Post-Upgrade Steps | After Deployment | After the deployment | After Launch | After Go-Live | \
         After going live | After the migration | Immediately After Launch | Immediately after deployment | \
         Following the release | Week 1 After Launch | First Week After Launch | 24 Hours After Deployment | Hypercare | \
         Hypercare period | Early Life Support | T+1 | T+24h | D+7 | J+1 | T+1 day: review | T plus 2 hours | Retrospective | \
         Post-Mortem | Lessons Learned | Phase 4: Post-Launch | Step 5 – Post-deployment | Monitoring (post-launch) | \
         4. After Release | Post-Incident Activity | Stabilization | Nach dem Deployment | Nach dem Go-Live | \
         Nach der Veröffentlichung | Nachbereitung | Nacharbeiten | Après le déploiement | Après la mise en production | \
         J+7 | Después del despliegue | Después del lanzamiento | Tras el lanzamiento | Após o lançamento | \
         Depois da implantação | Pós-implantação | Dopo il rilascio | Dopo la messa in produzione | Yayın sonrası | \
         Canlıya geçiş sonrası kontroller | После релиза | После развертывания | После запуска | 上线后 | 上线后检查 | 部署后验证 | \
         发布后监控 | リリース後 | リリース後の確認 | デプロイ後作業 | 本番リリース後の監視 | 배포 후 | 배포 후 모니터링 | 출시 이후",
    ),
    (
        "first",
        "First 24 Hours | First 4 Hours | First Hour | First 30 minutes | First Week | First 2 weeks | First Month | \
         Initial 48 hours | Monitoring (First 24 Hours) | Erste 72 Stunden | Premières 48 heures | Primeras 12 horas | Ilk 48 saat",
    ),
    (
        "upkeep",
        "Ongoing Maintenance | Ongoing | Ongoing Monitoring | Ongoing Operations | Maintenance | Routine maintenance tasks | \
         Regular Maintenance | Weekly | Weekly Tasks | Daily Checks | Monthly Review | Monthly (first quarter) | Quarterly Reviews | \
         Annually | Recurring tasks | Continuous Improvement | Wartung | Wöchentlich | Monatliche Prüfungen | Laufende Aufgaben | \
         Hebdomadaire | Maintenance continue | Mensual | Mantenimiento | Manutenção | Semanal | Settimanale | Manutenzione | \
         Haftalık | Bakım | Günlük kontroller | Sürekli iyileştirme | Еженедельно | Ежемесячные проверки | 每周 | 每日检查 | 日常维护 | \
         毎週 | 定期メンテナンス | 매주 | 정기 점검",
    ),
    (
        "rollback",
        "Rollback | Rollback Plan | Rollback Procedure | Rollback Steps | Rollback Procedures | Manual Rollback Steps | \
         Roll back | Rolling back | Roll-Back Plan | Backout Plan | Back-out | Emergency | Emergency Procedures | \
         If something goes wrong | If things go wrong | In case of failure | Contingency Plan | Database Rollback | \
         Rollback (if needed) | If rollback is needed | 5. Rollback Plan | Phase 5: Rollback | Reverting the release | \
         Rückfallplan | Notfallplan | Falls etwas schiefgeht | Retour arrière | En cas de problème | Reversión | \
         Plan de reversión | En caso de fallo | Plano de reversão | Em caso de falha | Ripristino | In caso di errore | \
         Geri alma planı | Acil durum | Откат | План отката | В случае сбоя | 回滚 | 回滚方案 | 应急预案 | 回退步骤 | ロールバック | \
         ロールバック手順 | 切り戻し手順 | 障害発生時 | 롤백 | 롤백 절차 | 비상 대응",
    ),
    (
        "trigger",
        "Rollback Criteria | Rollback Triggers | Automatic Rollback Triggers | When to roll back | Rollback conditions | \
         Auslöser für den Rollback | Critères de rollback | Criterios de rollback | Критерии отката | 回滚条件 | ロールバック基準 | 롤백 기준",
    ),
    (
        "joined",
        "Monitoring & Rollback | Backup and Rollback | Rollback & Disaster Recovery | Deployment / Rollback",
    ),
    (
        "steps",
        "2. Tag & Publish | Execution | Durchführung | Deployment Steps | Deployment Process | Deployment Procedure | Release Steps | Cutover Steps | Go-Live Steps | \
         Production Deployment | Production Release | Production Rollout | Deploy to Production | Release to production | \
         Execute the deployment | Migration Execution | Phase 2: Deployment Steps | Deployment-Schritte | \
         部署步骤 | 发布流程 | リリース手順 | 배포 절차",
    ),
    (
        "moment",
        "Deployment | Cutover | Rollout | Go-Live | Launch | Release | 3. Deployment | Phase 2: Launch | 🚀 Deployment | \
         Week 4: Launch | Livegang | Déploiement | Lanzamiento | Релиз | 上线 | 部署 | リリース | 배포",
    ),
    (
        "smoke",
        "Smoke Tests | Smoke Testing | Deployment Smoke Tests | Sanity checks | 冒烟测试",
    ),
    (
        "counted",
        "Week 1 | Day 1 | Days 1-3 | Week 1: Foundation | 24 Hours | 30 days | Month 2 | 24h",
    ),
    (
        "measured",
        "Success Metrics | KPIs | Erfolgskennzahlen | Métricas de éxito",
    ),
    (
        "info",
        "Notes | References | Appendix A: Commands | Troubleshooting | Legend | Table of Contents | How to use this checklist | \
         Related Documentation | Glossary | Hinweise | Remarques | Notas | Notlar | Примечания | 备注 | 附录 | 備考 | 참고",
    ),
    (
        "-",
        "Security | Monitoring & Alerting | Infrastructure | Testing | Documentation | Go-Live Checklist | Deployment Checklist | \
         Release Checklist | Launch Checklist | Launch Day Readiness | Launch Readiness | Deployment Readiness Review | \
         Production Readiness | Release Notes | Release Candidate | After Code Freeze | After the kickoff | After-hours support | \
         Success Criteria | Acceptance Criteria | Post-Deployment to Staging | After staging deployment | Staging | \
         Staging Deployment | UAT | Dress rehearsal | Post-Deployment Plan | Post-Launch Support Team | \
         Post-launch monitoring configured | Post-Deployment runbook | Post-mortem template agreed | Post-training | \
         Rollback Readiness | Rollback Testing | Rollback tested | Rollback drill | Rollback plan approved | \
         Phase 1: Foundation | Phase 2: Security (Weeks 3-4) | Maintenance Mode | Monthly Budget | Daily Backups | \
         Kubernetes Deployment | Continuous Integration | Continuous Deployment pipeline | Blue/green setup | \
         Deployment Pipeline | Go-Live Decision | Launch Communications | Release Management | Plan for after the launch | \
         On-call during launch staffed | During business hours | First Impressions | First-time users | Backup & Restore | \
         Disaster Recovery | Emergency Contacts | Change Management | Sign-off | Freigabe | Validation finale | Seguridad | \
         Güvenlik | Безопасность | 安全 | 部署后端服务 | 上线时间 | セキュリティ | デプロイ前提 | 보안 | 배포 전략 수립됨",
    ),
];

#[test]
fn headings_of_many_teams_name_their_phase() {
    let mut wrong = Vec::new();
    for (expected, headings) in HEADINGS {
        for heading in headings.split('|').map(str::trim) {
            let told = told(heading);
            if told != *expected {
                wrong.push(format!("{heading}: {told}, not {expected}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} headings:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
