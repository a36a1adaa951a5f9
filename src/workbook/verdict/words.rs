//! The verdict in words: what something blocks, how many obstacles there are, what is left once all is done.

/// What something keeps from being reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocks {
    /// Going live.
    Go,
    /// Being through with all that follows.
    Complete,
    /// Nothing: it is optional, upkeep, or only informs.
    Nothing,
}

impl Blocks {
    /// The words before what it is: `still blocking: …`.
    pub fn words(self) -> &'static str {
        match self {
            Blocks::Go => "still blocking",
            Blocks::Complete => "blocks COMPLETE",
            Blocks::Nothing => "not blocking",
        }
    }
}

/// So many obstacles of one kind, by its word in JSON, as people say it.
pub fn counted(kind: &str, count: usize) -> String {
    let (one, many) = match kind {
        "no-items" => return "there are no items: nothing can be ready".to_owned(),
        "no-signoffs" => return "there is no sign-off: nobody can answer for it".to_owned(),
        "no-reason" => ("without a reason", "without a reason"),
        "pre-ticked" => ("ticked by the document only", "ticked by the document only"),
        "future" => ("answered in the future", "answered in the future"),
        "old" => ("answered too long ago", "answered too long ago"),
        "conflict" => ("conflict", "conflicts"),
        "confirm" => ("to confirm", "to confirm"),
        "empty" => ("empty blank of a done item", "empty blanks of done items"),
        "placeholder" => ("placeholder in a done item", "placeholders in done items"),
        "fails" => ("measured value fails", "measured values fail"),
        "unclear" => (
            "measured value can't be compared",
            "measured values can't be compared",
        ),
        "unsigned" => ("sign-off not signed", "sign-offs not signed"),
        "altered" => (
            "answer that can't be relied on",
            "answers that can't be relied on",
        ),
        "newer" => ("change by a newer version", "changes by a newer version"),
        "void" => ("void signature", "void signatures"),
        other => (other, other),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How many items have a due date and are not done, or come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// So many are overdue now.
    Overdue(usize),
    /// So many are due at some time; what the present is does not matter.
    Ever(usize),
}

impl Dated {
    /// What is left to do once the verdict is COMPLETE.
    pub(super) fn in_words(self) -> String {
        let items = |count: usize| {
            if count == 1 {
                "1 item".to_owned()
            } else {
                format!("{count} items")
            }
        };
        match self {
            Dated::Overdue(0) | Dated::Ever(0) => "nothing is left to do".to_owned(),
            Dated::Overdue(count) => {
                format!("nothing is left of the launch; {} overdue", items(count))
            }
            Dated::Ever(count) => format!(
                "nothing is left of the launch; {} with a due date",
                items(count)
            ),
        }
    }
}

/// So many things stand in the way, as people say it.
pub fn in_the_way(count: usize) -> String {
    format!(
        "{count} {} in the way",
        if count == 1 {
            "thing stands"
        } else {
            "things stand"
        }
    )
}
