//! The command-line arguments, and the module that handles each of them.

mod arguments;
mod effective_settings;
mod mistyped;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::commands::{
    CommandOutcome, check, completions, confirm, correct, diff, explain, export, fill, git,
    go_live, help, link, list, man, mark, measure, merge, new, next, note, phase, runs, schema,
    sign, status, templates, tick, verify,
};
use crate::config::settings::ThemeChoice;
use crate::context::Common;
use crate::tui::Setup;
use crate::{commands, config, line_mode, sanitize, tui};
use effective_settings::EffectiveSettings;

/// A terminal workbook for go-live checklists
///
/// Opens a Markdown checklist, lets you tick items, fill in blanks and add notes, and shows GO or NO-GO at any time.
/// The checklist itself is never changed: who did what is recorded in a JSON file next to it.
#[derive(Debug, Parser)]
// The name is fixed: the caller may give the program any name.
#[command(version, bin_name = "gonogo", disable_help_subcommand = true)]
#[command(override_usage = "gonogo [OPTIONS] [FILE]\n       gonogo [OPTIONS] <COMMAND>")]
#[command(
    after_help = "Examples: gonogo GO_LIVE.md\n          gonogo GO_LIVE.md --run v2.3-prod\n          gonogo status GO_LIVE.md && ./deploy.sh\n\nExit status: 0 success, GO or COMPLETE; 1 NO-GO, findings or differences; 2 error; 128+N ended by signal N."
)]
pub struct Cli {
    /// Checklist to open; omit to choose from a list
    pub file: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    common: Common,
    /// Line mode: prompts on plain lines instead of a full screen
    #[arg(long)]
    plain: bool,
    /// When to use color
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Common options"
    )]
    color: ColorChoice,
    /// Colors for your background; auto reads COLORFGBG and falls back to dark
    #[arg(
        long,
        global = true,
        value_name = "THEME",
        help_heading = "Common options"
    )]
    theme: Option<ThemeChoice>,
    /// Draw with ASCII characters only
    #[arg(long, global = true, help_heading = "Common options")]
    ascii: bool,
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// If the terminal supports it and `NO_COLOR` isn't set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Create a checklist from a built-in template
    #[command(after_help = "Example: gonogo new go-live -o GO_LIVE.md")]
    New(new::NewArgs),
    /// List the built-in templates
    #[command(after_help = "Example: gonogo templates")]
    Templates,
    /// Show verdict, progress and blockers
    #[command(
        after_help = "Examples: gonogo status GO_LIVE.md && ./deploy.sh\n          gonogo status GO_LIVE.md --section Security --strict --max-age 7d --quiet\n          gonogo status GO_LIVE.md --since 2h\n\nExit status: 0 GO or COMPLETE, 1 NO-GO, 2 error."
    )]
    Status(status::StatusArgs),
    /// List the runs of a checklist
    #[command(after_help = "Example: gonogo runs GO_LIVE.md")]
    Runs(runs::RunsArgs),
    /// List items, one per line; filters combine
    #[command(
        after_help = "Examples: gonogo list GO_LIVE.md --state open --section security\n          gonogo list GO_LIVE.md --required --unanswered --json\n          gonogo list GO_LIVE.md --author ann --since 2h"
    )]
    List(list::ListArgs),
    /// Show the next items to work on: open, needing confirmation or in conflict
    #[command(
        after_help = "Example: gonogo next GO_LIVE.md -n 3\n\nExit status: 0 something left to do, 1 nothing left, 2 error."
    )]
    Next(next::NextArgs),
    /// Tick items
    #[command(after_help = "Example: gonogo tick GO_LIVE.md 12 13 'DNS propagation verified'")]
    Tick(tick::TickArgs),
    /// Untick items
    #[command(after_help = "Example: gonogo untick GO_LIVE.md 12")]
    Untick(tick::UntickArgs),
    /// Confirm pre-ticked items, and answers whose text changed
    #[command(
        override_usage = "gonogo confirm [OPTIONS] <FILE> <ITEM>...\n       gonogo confirm [OPTIONS] <FILE> --section <NAME>",
        after_help = "Examples: gonogo confirm GO_LIVE.md 12 13\n          gonogo confirm GO_LIVE.md --section Production"
    )]
    Confirm(confirm::ConfirmArgs),
    /// Set the state of items: open, done, na (not applicable), blocked or waived
    #[command(
        override_usage = "gonogo mark [OPTIONS] <FILE> <ITEM>... <STATE>\n       gonogo mark [OPTIONS] <FILE> <STATE> --section <NAME>",
        after_help = "Examples: gonogo mark GO_LIVE.md 12 13 blocked --reason 'waiting for ticket 4711'\n          gonogo mark GO_LIVE.md na --section Kubernetes --reason 'we run on virtual machines'"
    )]
    Mark(mark::MarkArgs),
    /// Set the launch phase of a section
    #[command(
        alias = "role",
        after_help = "Example: gonogo phase GO_LIVE.md 'Team training' after"
    )]
    Phase(phase::PhaseArgs),
    /// Correct how an entry is read in this run
    ///
    /// The document stays as it is; an annotation there, such as `<!-- gonogo: optional -->`, holds for all runs.
    #[command(
        override_usage = "gonogo correct [OPTIONS] <FILE> <ENTRY> <WORD>...\n       gonogo correct [OPTIONS] <FILE> <WORD>... --section <NAME>",
        after_help = "Examples: gonogo correct GO_LIVE.md 'Team lunch' optional\n          gonogo correct GO_LIVE.md 14 threshold=none\n          gonogo correct GO_LIVE.md phase=after --section 'Team training'"
    )]
    Correct(correct::CorrectArgs),
    /// Set the go-live time that due dates are counted from
    #[command(after_help = "Example: gonogo live GO_LIVE.md --at '2026-11-21 21:04'")]
    Live(go_live::LiveArgs),
    /// Record a measured value for a threshold
    #[command(after_help = "Example: gonogo measure GO_LIVE.md 'p95 latency' '4.2 s'")]
    Measure(measure::MeasureArgs),
    /// Sign a sign-off
    ///
    /// Fills in name and date, and records a digest of the document and of everything that comes before launch. A later
    /// change to either voids the signature. Anyone who can write the progress file can sign, forge or restore it; this
    /// isn't proof of identity.
    #[command(after_help = "Example: gonogo sign GO_LIVE.md 'Final Approval' --by 'Ann Example'")]
    Sign(sign::SignArgs),
    /// Verify all signatures, and find changes edited by hand
    #[command(
        after_help = "Examples: gonogo verify GO_LIVE.md\n          gonogo verify GO_LIVE.md --json | jq .problems\n\nExit status: 0 all valid, 1 problems found, 2 error."
    )]
    Verify(verify::VerifyArgs),
    /// Fill in a blank or a variable, or many from a file
    #[command(
        override_usage = "gonogo fill [OPTIONS] <FILE> <BLANK> <VALUE>\n       gonogo fill [OPTIONS] <FILE> <VARIABLE> <VALUE> [--only <ITEM>]\n       gonogo fill [OPTIONS] <FILE> --from <PATH>",
        after_help = "Examples: gonogo fill GO_LIVE.md 'Monthly budget' 12,000\n          gonogo fill GO_LIVE.md version 2.3.0\n          gonogo fill GO_LIVE.md version 2.3.1 --only 12\n          gonogo fill GO_LIVE.md --from values.env\n          echo \"Release version=$TAG\" | gonogo fill GO_LIVE.md --from -"
    )]
    Fill(fill::FillArgs),
    /// Give a variable the value of a blank
    ///
    /// From then on, filling the blank fills all places of the variable. A value of its own comes first.
    #[command(
        override_usage = "gonogo link [OPTIONS] <FILE> <VARIABLE> <BLANK>\n       gonogo link [OPTIONS] <FILE> <VARIABLE> --remove",
        after_help = "Examples: gonogo link GO_LIVE.md your-domain.com 'Production domain'\n          gonogo link GO_LIVE.md your-domain.com --remove"
    )]
    Link(link::LinkArgs),
    /// Add a note
    #[command(
        override_usage = "gonogo note [OPTIONS] <FILE> <ITEM> <TEXT>\n       gonogo note [OPTIONS] <FILE> <ITEM> --from <PATH>",
        after_help = "Examples: gonogo note GO_LIVE.md 12 'agreed with the DBA'\n          ./smoke-test 2>&1 | gonogo note GO_LIVE.md 12 -"
    )]
    Note(note::NoteArgs),
    /// Check the document itself: malformed boxes, contradictions, garbled characters and more
    #[command(
        after_help = "Example: gonogo check GO_LIVE.md\n\nExit status: 0 no findings, 1 findings, 2 error."
    )]
    Check(check::CheckArgs),
    /// Show how the document is read: phases, what counts, thresholds, sign-offs, and lines that aren't items
    #[command(
        after_help = "Examples: gonogo explain GO_LIVE.md\n          gonogo explain GO_LIVE.md --only optional --only look-alike\n          gonogo explain GO_LIVE.md --diff | git apply"
    )]
    Explain(explain::ExplainArgs),
    /// Merge copies of a progress file; for git, see `gonogo git install`
    #[command(
        override_usage = "gonogo merge [OPTIONS] <FILE> <FILE>...\n       gonogo merge --driver <BASE> <OURS> <THEIRS> [PATH]",
        after_help = "Example: gonogo merge mine.gonogo.json theirs.gonogo.json -o GO_LIVE.gonogo.json"
    )]
    Merge(merge::MergeArgs),
    /// Set up git to merge progress files
    #[command(after_help = "Example: gonogo git install")]
    Git(git::GitArgs),
    /// Print the completed document as a report
    #[command(
        after_help = "Examples: gonogo export GO_LIVE.md -o report.md\n          gonogo export GO_LIVE.md --format html --audit full -o report.html"
    )]
    Export(export::ExportArgs),
    /// Compare two runs, or a run with an earlier time
    #[command(
        override_usage = "gonogo diff [OPTIONS] <FILE> --run <NAME> --run <NAME>\n       gonogo diff [OPTIONS] <FILE> --since <TIME>",
        after_help = "Examples: gonogo diff GO_LIVE.md --run v2.2 --run v2.3\n          gonogo diff GO_LIVE.md --run v2.3 --since 2h --json\n\nExit status: 0 no differences, 1 differences, 2 error."
    )]
    Diff(diff::DiffArgs),
    /// Print the JSON Schema of a `--json` output or of the progress file
    #[command(after_help = "Example: gonogo schema status > status.schema.json")]
    Schema(schema::SchemaArgs),
    /// Print a shell completion script
    #[command(
        after_help = "Example: gonogo completions bash > ~/.local/share/bash-completion/completions/gonogo"
    )]
    Completions(completions::CompletionsArgs),
    /// Print the manual page
    #[command(
        after_help = "Examples: gonogo man | man -l -\n          gonogo man status > gonogo-status.1"
    )]
    Man(man::ManArgs),
    /// Show all settings, their values and where they come from
    #[command(
        after_help = "Example: gonogo config | grep theme\n\nExit status: 0 OK, 1 mistakes in the config file, 2 error."
    )]
    Config,
    /// Show help for gonogo or a command
    #[command(after_help = "Examples: gonogo help status\n          gonogo help git install")]
    Help(help::HelpArgs),
}

impl Verb {
    /// Returns whether the verb needs the settings. Verbs that only read and print don't.
    fn uses_settings(&self) -> bool {
        match self {
            Verb::List(list) => list.mine,
            Verb::New(_)
            | Verb::Templates
            | Verb::Status(_)
            | Verb::Next(_)
            | Verb::Runs(_)
            | Verb::Check(_)
            | Verb::Explain(_)
            | Verb::Merge(_)
            | Verb::Git(_)
            | Verb::Export(_)
            | Verb::Verify(_)
            | Verb::Diff(_)
            | Verb::Schema(_)
            | Verb::Completions(_)
            | Verb::Man(_)
            | Verb::Help(_)
            | Verb::Config => false,
            Verb::Tick(_)
            | Verb::Untick(_)
            | Verb::Confirm(_)
            | Verb::Mark(_)
            | Verb::Phase(_)
            | Verb::Correct(_)
            | Verb::Live(_)
            | Verb::Measure(_)
            | Verb::Sign(_)
            | Verb::Fill(_)
            | Verb::Link(_)
            | Verb::Note(_) => true,
        }
    }
}

impl Cli {
    /// Runs the program.
    ///
    /// # Errors
    ///
    /// Anything that went wrong, as a sentence for a person.
    pub fn run(mut self) -> Result<CommandOutcome> {
        if self.common.quiet {
            commands::be_quiet();
        }
        let present = self
            .verb
            .as_ref()
            .is_none_or(Verb::uses_settings)
            .then(|| EffectiveSettings::of(&self));
        if let Some(present) = &present {
            self.common.by = present.author().or(self.common.by);
            // The screen shows it itself.
            if let Some(trouble) = present.trouble().filter(|_| self.verb.is_some()) {
                complain(&trouble);
            }
        }
        let common = &self.common;
        match &self.verb {
            None => {
                let setup = present.map(|present| present.setup()).unwrap_or_default();
                self.walk(&setup).map(|()| CommandOutcome::Done)
            }
            Some(Verb::New(new)) => new.run(common),
            Some(Verb::Templates) => templates::run(),
            Some(Verb::Status(status)) => status.run(common),
            Some(Verb::Runs(runs)) => runs.run(common),
            Some(Verb::List(list)) => list.run(common),
            Some(Verb::Next(next)) => next.run(common),
            Some(Verb::Tick(tick)) => tick.run(common),
            Some(Verb::Untick(untick)) => untick.run(common),
            Some(Verb::Confirm(confirm)) => confirm.run(common),
            Some(Verb::Mark(mark)) => mark.run(common),
            Some(Verb::Phase(phase)) => phase.run(common),
            Some(Verb::Correct(correct)) => correct.run(common),
            Some(Verb::Live(live)) => live.run(common),
            Some(Verb::Measure(measure)) => measure.run(common),
            Some(Verb::Sign(sign)) => sign.run(common),
            Some(Verb::Verify(verify)) => verify.run(common),
            Some(Verb::Fill(fill)) => fill.run(common),
            Some(Verb::Link(link)) => link.run(common),
            Some(Verb::Note(note)) => note.run(common),
            Some(Verb::Check(check)) => check.run(common),
            Some(Verb::Explain(explain)) => explain.run(common),
            Some(Verb::Merge(merge)) => merge.run(common),
            Some(Verb::Git(git)) => git.run(common),
            Some(Verb::Export(export)) => export.run(common),
            Some(Verb::Diff(diff)) => diff.run(common),
            Some(Verb::Schema(schema)) => schema.run(),
            Some(Verb::Completions(completions)) => completions.run(&Cli::command()),
            Some(Verb::Man(man)) => man.run(Cli::command()),
            Some(Verb::Help(help)) => help.run(Cli::command()),
            Some(Verb::Config) => self.print_settings(),
        }
    }

    /// Opens a checklist: on the screen, or in line mode if that was chosen or there is no terminal.
    fn walk(&self, setup: &Setup) -> Result<()> {
        let file = self.file.as_deref();
        if self.plain || config::is_dumb() || !tui::has_terminal(file) {
            if let Some(trouble) = &setup.trouble {
                complain(trouble);
            }
            return line_mode::run(file, &self.common);
        }
        tui::run(file, &self.common, setup)
    }

    fn print_settings(&self) -> Result<CommandOutcome> {
        let present = EffectiveSettings::of(self);
        commands::print(&present.page())?;
        let mut outcome = CommandOutcome::Done;
        for mistake in present.mistakes() {
            complain(&mistake);
            outcome = CommandOutcome::Findings;
        }
        Ok(outcome)
    }
}

/// Prints mistakes in the settings, also with `--quiet`.
fn complain(what: &str) {
    let _ = writeln!(io::stderr(), "gonogo: {}", sanitize::one_line(what));
}
