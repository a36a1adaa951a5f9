//! Measuring, signing and setting whole sections in line mode.

use super::Talk;
use crate::program::Folder;

const MEASURED: &str = "\
# Launch

## Pre-Launch

- [ ] p95 latency < 5 seconds, p99 latency < 9 seconds
- [ ] Error rate < 0.1%
- [ ] Backups tested

## Sign-Off

**Lead**: ____ Date: ____

**CTO**: ____ Date: ____
";

#[test]
fn line_mode_asks_for_values_and_signatures() {
    let folder = Folder::with(MEASURED);
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ")
        .say_and_hear("x", "< 5 seconds: ")
        .say_and_hear("6000 ms", "< 9 seconds: ")
        .say("");
    talk.say_and_hear("measure", "now 6000 ms: ")
        .say_and_hear("4.2", "< 9 seconds: ")
        .say("8 s");
    talk.say("n")
        .say("measure 3%")
        .say("x")
        .say("waived only for the first week");
    talk.say("n")
        .say("measure")
        .say("skip")
        .say_and_hear("sign", "cancels): ")
        .say("")
        .say("sign the press waits");
    talk.say("sign").say("n").say("sign again").say("back");
    let (said, _) = talk.end();
    assert_eq!(said, ATTESTED);
}

const ATTESTED: &str = "\
Launch.
NO-GO: 3 required items: 3 open.
0 of 3 items done, 3 open, 0 of 4 blanks filled. 5 blockers; type todo for the next.
Type help for commands.
Section: Pre-Launch.
Item 1 of 3, open: p95 latency < 5 seconds, p99 latency < 9 seconds. Not measured: p95 latency. Not measured: p99 latency.
> <x
Ticked. Measured value? An empty line skips it.
p95 latency, < 5 seconds: <6000 ms
p95 latency: 6000 ms (FAIL: < 5 seconds).
p99 latency, < 9 seconds: <
Still blocking: p95 latency: 6000 ms (FAIL: < 5 seconds).
Type measure for a new value, or waived and a reason to waive the item.
Item 1 of 3, done: p95 latency < 5 seconds, p99 latency < 9 seconds. Measured, p95 latency: 6000 ms (FAIL: < 5 seconds). Not measured: p99 latency.
> <measure
Enter each value; an empty line keeps it, a single - clears it.
p95 latency, < 5 seconds, now 6000 ms: <4.2
p95 latency: 4.2 (pass: < 5 seconds; assuming seconds).
p99 latency, < 9 seconds: <8 s
p99 latency: 8 s (pass: < 9 seconds).
Item 1 of 3, done: p95 latency < 5 seconds, p99 latency < 9 seconds. Measured, p95 latency: 4.2 (pass: < 5 seconds; assuming seconds). Measured, p99 latency: 8 s (pass: < 9 seconds).
> <n
Item 2 of 3, open: Error rate < 0.1%. Not measured: Error rate.
> <measure 3%
Error rate: 3% (FAIL: < 0.1%).
Item 2 of 3, open: Error rate < 0.1%. Measured, Error rate: 3% (FAIL: < 0.1%).
> <x
Still blocking: Error rate: 3% (FAIL: < 0.1%).
Type measure for a new value, or waived and a reason to waive the item.
Item 2 of 3, done: Error rate < 0.1%. Measured, Error rate: 3% (FAIL: < 0.1%).
> <waived only for the first week
Item 2 of 3, waived (only for the first week): Error rate < 0.1%. Measured, Error rate: 3% (FAIL: < 0.1%).
> <n
Item 3 of 3, open: Backups tested.
> <measure
No threshold on this item.
> <skip
Section: Sign-Off.
Fill in. 2 blanks: Lead, empty; Date, empty. Not signed.
> <sign
1 blocker. Reason to sign anyway (an empty line cancels): <
Not signed.
> <sign the press waits
Signed as Lead: tester@host, 2026-11-21.
Signed for 3 required items: 1 ticked one by one, 1 waived, 1 open.
Anyone who can write the progress file can sign, forge or restore it; this isn't proof of identity.
Fill in. 2 blanks: Lead, tester@host; Date, 2026-11-21. Signed by tester@host on 2026-11-21, forced: the press waits.
> <sign
Already signed; nothing changed since.
> <n
Fill in. 2 blanks: CTO, empty; Date, empty. Not signed.
> <sign again
Signed as CTO: tester@host, 2026-11-21.
Signed for 3 required items: 1 ticked one by one, 1 waived, 1 open.
One person in 2 roles: tester@host as Lead, CTO.
Anyone who can write the progress file can sign, forge or restore it; this isn't proof of identity.
Fill in. 2 blanks: CTO, tester@host; Date, 2026-11-21. Signed by tester@host on 2026-11-21, forced: again.
> <back
Fill in. 2 blanks: Lead, tester@host; Date, 2026-11-21. Signed by tester@host on 2026-11-21, forced: the press waits.
> 
Everything is saved. NO-GO: 3 required items: 1 ticked one by one, 1 waived, 1 open.
1 of 3 items done, 1 open, 1 waived, 4 of 4 blanks filled. 1 blocker; type todo for the next.
";

#[test]
fn line_mode_sets_a_section_with_one_reason() {
    let folder = Folder::with("# T\n## A\n- [ ] one\n- [x] two\n- [ ] three\n## B\n- [ ] four\n");
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ")
        .say_and_hear("section na", "? ")
        .say("")
        .say("section na no cloud")
        .say("list");
    talk.say("undo")
        .say("list")
        .say("section x")
        .say("section !")
        .say("section")
        .say("section open");
    let (said, _) = talk.end();
    assert_eq!(said, SECTION);
}

const SECTION: &str = "\
T.
NO-GO: 4 required items: 1 pre-ticked, 3 open.
1 of 4 items done, 3 open. 3 blockers; type todo for the next.
Type help for commands.
Section: A.
Item 1 of 4, open: one.
> <section na
Why not applicable? <
Nothing changed: a reason is required.
> <section na no cloud
2 items set to not applicable. Type undo to revert it.
Item 1 of 4, not applicable (no cloud): one.
> <list
1. not applicable (no cloud): one.
2. pre-ticked, needs confirming: two.
3. not applicable (no cloud): three.
> <undo
Item 1 of 4, open: one.
> <list
1. open: one.
2. pre-ticked, needs confirming: two.
3. open: three.
> <section x
2 items set to done. Type undo to revert it.
Item 1 of 4, done: one.
> <section !
No open items in this section.
> <section
Type section with done, na, blocked or waived (e.g. section na we have no cloud).
> <section open
Type section with done, na, blocked or waived (e.g. section na we have no cloud).
> 
Everything is saved. NO-GO: 4 required items: 2 in bulk (1 act), 1 pre-ticked, 1 open.
3 of 4 items done, 1 open. 1 blocker; type todo for the next.
";
