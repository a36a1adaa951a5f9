//! Resting in the background and coming back, as the jobs of a shell do.

use std::fs;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};
use tempfile::TempDir;

use crate::terminal::seat::Seat;

const TEXT: &str =
    "# Launch\n\n- [ ] first thing\n- [ ] second thing, by ________\n- [ ] third thing\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("launch.md"), TEXT).unwrap();
    folder
}

fn job(folder: &TempDir) -> Seat {
    let mut seat = Seat::start_as_job(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat
}

/// Waits until a process that is no child of ours has ended.
fn wait_for_end(pid: Pid) {
    // Where it is gone already there is nothing to wait for.
    let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) else {
        return;
    };
    let patience = Timespec {
        tv_sec: 20,
        tv_nsec: 0,
    };
    let ended = poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&patience)).unwrap();
    assert_eq!(ended, 1, "it does not end");
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_up_where_it_was() {
    let folder = folder();
    let mut seat = job(&folder);
    seat.type_keys("jj ");
    seat.wait_until("a tick", |screen| {
        screen.contains("[x] second thing") && screen.contains(" saved")
    });
    for (from, resting) in [("in the outline", "resting 1"), ("in a field", "resting 2")] {
        seat.type_keys("\x1a");
        seat.wait_until(from, |screen| screen.contains(resting));
        seat.assert_given_back();
        seat.type_keys("go\r");
        seat.wait_until("the screen again", |screen| screen.contains("first thing"));
        assert!(
            seat.screen().alternate_screen() && seat.screen().hide_cursor(),
            "{from}"
        );
        seat.wait_until("the same row", |screen| {
            screen.contains("► [x] second") || screen.contains("►   [x] second")
        });
        if from == "in the outline" {
            seat.type_keys("\rsome");
            seat.wait_until("a field", |screen| screen.contains("some"));
        }
    }
    seat.type_keys("body\r");
    seat.wait_until("the value", |screen| {
        screen.contains("by somebody") && screen.contains(" saved")
    });
    seat.type_keys("q");
    seat.end();
    seat.assert_given_back();
    assert!(
        seat.screen().contents().contains("over"),
        "{}",
        seat.screen().contents()
    );
    assert!(
        seat.progress().contains(r#""value":"somebody""#),
        "{}",
        seat.progress()
    );
}

#[test]
fn signals_from_elsewhere_stop_and_wake_it_as_well() {
    let folder = folder();
    let mut seat = job(&folder);
    // Who stops it with SIGSTOP gives it no time to give the terminal back; it comes back all the same.
    for (signal, resting, enter) in [
        (Signal::TSTP, "resting 1", "\r"),
        (Signal::STOP, "resting 2", "\n"),
    ] {
        kill_process(seat.job(), signal).unwrap();
        seat.wait_until("the shell", |screen| screen.contains(resting));
        if signal == Signal::TSTP {
            seat.assert_given_back();
        }
        seat.type_keys(enter);
        seat.wait_until("the screen again", |screen| {
            screen.contains("first thing") && !screen.contains(resting)
        });
        assert!(
            seat.screen().alternate_screen() && seat.screen().bracketed_paste(),
            "{signal:?}"
        );
    }
    seat.type_keys("j ");
    seat.wait_until("keys come one by one", |screen| {
        screen.contains("1/3 done") && screen.contains(" saved")
    });
    seat.type_keys("q");
    seat.end();
    seat.assert_given_back();
}

#[test]
fn who_hangs_up_while_it_rests_ends_it() {
    let folder = folder();
    let mut seat = job(&folder);
    seat.type_keys("j \x1a");
    seat.wait_until("the shell", |screen| screen.contains("resting"));
    let job = seat.job();
    seat.hang_up();
    wait_for_end(job);
    assert!(
        seat.progress().contains(r#""state":"done""#),
        "{}",
        seat.progress()
    );
}

#[test]
fn a_signal_while_it_rests_ends_it_when_it_wakes() {
    let folder = folder();
    let mut seat = job(&folder);
    seat.type_keys("j \x1a");
    seat.wait_until("the shell", |screen| screen.contains("resting"));
    kill_process(seat.job(), Signal::TERM).unwrap();
    seat.type_keys("go\r");
    seat.wait_until("the end", |screen| screen.contains("over"));
    seat.assert_given_back();
    assert!(
        seat.progress().contains(r#""state":"done""#),
        "{}",
        seat.progress()
    );
}

#[test]
fn where_no_shell_waits_it_stays() {
    let folder = folder();
    let mut seat = Seat::start(folder.path(), &["launch.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_keys("\x1a");
    seat.wait_until("why not", |screen| {
        screen.contains("Can't suspend: no shell")
    });
    seat.signal(Signal::TSTP);
    seat.type_keys("j ");
    seat.wait_until("a tick", |screen| screen.contains("[x] first thing"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}

#[test]
fn a_signal_while_a_field_is_open_ends_it_and_keeps_the_rest() {
    for signal in [Signal::TERM, Signal::HUP] {
        let folder = folder();
        let mut seat = Seat::start(folder.path(), &["launch.md"]);
        seat.wait_until("the first screen", |screen| screen.contains("first thing"));
        seat.type_keys("gj j\rhalf a na");
        seat.wait_until("a field", |screen| screen.contains("half a na"));
        seat.signal(signal);
        assert_eq!(seat.end(), if signal == Signal::TERM { 143 } else { 129 });
        seat.assert_given_back();
        assert!(
            !seat.progress().contains("half"),
            "what was not finished is no answer: {}",
            seat.progress()
        );
        assert!(
            seat.progress().contains("first thing"),
            "{}",
            seat.progress()
        );
    }
}
