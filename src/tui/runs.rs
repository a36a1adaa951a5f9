//! Choosing a run of the checklist, or starting a new one. Pure: what is to be opened goes out as an errand.

/// A run, as the choice shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// When it was last changed, if it was begun.
    pub changed: Option<String>,
    /// How many values it has that can be carried over.
    pub values: usize,
    /// Verdict, counts and last change in words, or what is wrong with it.
    pub about: Result<String, String>,
}

/// The choice between runs; after the last comes the row that starts a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runs {
    /// The runs, the one changed last first.
    pub runs: Vec<Run>,
    /// The row that is selected.
    pub selected: usize,
}

/// The run that values are carried over from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its name, if it has one.
    pub run: Option<String>,
}

/// A new run that waits for the word whether values are to be carried over to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    /// Its name.
    pub name: String,
    /// The run that was changed last and has values.
    pub from: Origin,
    /// How many values there are to carry over.
    pub values: usize,
}

impl Runs {
    /// The choice, with the run that is open selected.
    pub fn new(runs: Vec<Run>, open: Option<&str>) -> Runs {
        let selected = runs
            .iter()
            .position(|run| run.name.as_deref() == open)
            .unwrap_or(runs.len());
        Runs { runs, selected }
    }

    /// Moves the selection down, or up where `rows` is negative.
    pub fn move_by(&mut self, rows: isize) {
        self.selected = self
            .selected
            .saturating_add_signed(rows)
            .min(self.runs.len());
    }

    /// The run that is selected; nothing on the row that starts a new one.
    pub fn selected(&self) -> Option<&Run> {
        self.runs.get(self.selected)
    }

    /// The run that was changed last and has values to carry over.
    pub fn last_with_values(&self) -> Option<&Run> {
        self.runs.iter().find(|run| run.values > 0)
    }
}

impl Run {
    /// Its name, as people see it.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or("(no name)")
    }
}
