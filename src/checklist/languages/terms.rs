//! The keys of the language files: one term for each list of words.

/// Defines the terms with their keys.
macro_rules! terms {
    ($($(#[doc = $doc:literal])+ $term:ident = $key:literal,)+) => {
        /// A list of words in the language files. Its key there is in quotes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Term {
            $($(#[doc = $doc])+ $term,)+
        }

        impl Term {
            /// All terms, in the order of `en.txt`.
            pub const ALL: [Term; [$(Term::$term),+].len()] = [$(Term::$term),+];

            /// The key in the language files.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Term::$term => $key,)+
                }
            }
        }
    };
}

terms! {
    // Phases. The first nine are the events that a checklist can be for.

    /// "event deployment", anywhere in a heading.
    Deployment = "event deployment",
    /// "event launch", anywhere in a heading.
    Launch = "event launch",
    /// "event release", anywhere in a heading.
    Release = "event release",
    /// "event production", anywhere in a heading.
    Production = "event production",
    /// "event rollout", anywhere in a heading.
    Rollout = "event rollout",
    /// "event migration", anywhere in a heading.
    Migration = "event migration",
    /// "event cutover", anywhere in a heading.
    Cutover = "event cutover",
    /// "event upgrade", anywhere in a heading.
    Upgrade = "event upgrade",
    /// "event incident", anywhere in a heading.
    Incident = "event incident",
    /// "before", ahead of an event.
    Before = "before",
    /// "during", ahead of an event.
    During = "during",
    /// "after", ahead of an event.
    After = "after",
    /// "before behind", behind an event.
    BeforeBehind = "before behind",
    /// "during behind", behind an event.
    DuringBehind = "during behind",
    /// "after behind", behind an event.
    AfterBehind = "after behind",
    /// "heading before", a whole heading.
    HeadingBefore = "heading before",
    /// "heading during", a whole heading.
    HeadingDuring = "heading during",
    /// "heading after", a whole heading.
    HeadingAfter = "heading after",
    /// "heading upkeep", a whole heading.
    HeadingUpkeep = "heading upkeep",
    /// "heading info", a whole heading.
    HeadingInfo = "heading info",
    /// "heading legend", a whole heading: nobody expects tasks under it.
    HeadingLegend = "heading legend",
    /// "heading metrics", a whole heading: measured after the event if it stands alone.
    HeadingMetrics = "heading metrics",
    /// "heading emergency", a whole heading: what to do if something goes wrong.
    HeadingEmergency = "heading emergency",
    /// "starts info", the first words of a heading.
    StartsInfo = "starts info",
    /// "starts appendix", the first words of a heading: it informs unless it gives instructions.
    StartsAppendix = "starts appendix",
    /// "rollback", anywhere in a heading or a text.
    Rollback = "rollback",
    /// "trigger", in a heading about a rollback: what starts one.
    Trigger = "trigger",
    /// "rollback order", the first word of an item: an instruction in a rollback.
    RollbackOrder = "rollback order",
    /// "rollback order last", the last word of an item, in languages with the verb at the end.
    RollbackOrderLast = "rollback order last",
    /// "rollback run", the first word of an item about a rollback: it starts one.
    RollbackRun = "rollback run",
    /// "tell", the first word of an item: tells or records that something happens.
    Tell = "tell",
    /// "success", behind a rollback: it has ended.
    Success = "success",
    /// "order", the first word of an item: an instruction.
    Order = "order",
    /// "prepare", the first word of an item: it gets something ready in advance.
    Prepare = "prepare",
    /// "backup", anywhere in an item: what a restore needs.
    Backup = "backup",
    /// "claim", anywhere: something is ready, or a preparation.
    Claim = "claim",
    /// "plan", anywhere in a heading: a plan, which may be one for emergencies.
    Plan = "plan",
    /// "deed", beside an event: tasks while going live or after.
    Deed = "deed",
    /// "step", beside an event: the event itself is done.
    Step = "step",
    /// "list", beside an event: a list, which may be checked before the event.
    List = "list",
    /// "first", ahead of a number of hours or days.
    First = "first",
    /// "smoke test", a heading: tests right after a deployment.
    Smoke = "smoke test",
    /// "ongoing", the first word of a heading, beside tasks: recurring work.
    Ongoing = "ongoing",
    /// "particle", between a word such as *after* and the event.
    Particle = "particle",
    /// "rehearsal", anywhere in a heading: not the real event.
    Rehearsal = "rehearsal",
    /// "unrelated", anywhere in a heading: words that only look like others.
    Unrelated = "unrelated",
    /// "must", anywhere: asks for action.
    Must = "must",

    // Due times and recurrences.

    /// "hourly", a word.
    Hourly = "hourly",
    /// "daily", a word.
    Daily = "daily",
    /// "weekly", a word.
    Weekly = "weekly",
    /// "biweekly", a word.
    Biweekly = "biweekly",
    /// "monthly", a word.
    Monthly = "monthly",
    /// "quarterly", a word.
    Quarterly = "quarterly",
    /// "yearly", a word.
    Yearly = "yearly",
    /// "every", ahead of a unit of the calendar.
    Every = "every",
    /// "routine", beside how often: names of recurring work.
    Routine = "routine",
    /// "hour", beside a number.
    Hour = "hour",
    /// "day", beside a number.
    Day = "day",
    /// "week", beside a number.
    Week = "week",
    /// "month", beside a number.
    Month = "month",
    /// "due", ahead of a date.
    Due = "due",

    // Required, optional, conditional.

    /// "optional", a bracket or a lead.
    Optional = "optional",
    /// "heading optional", a whole heading.
    HeadingOptional = "heading optional",
    /// "beside optional", beside "optional" in a bracket: it changes nothing.
    BesideOptional = "beside optional",
    /// "contradicts optional", anywhere: the text isn't optional after all.
    Contradiction = "contradicts optional",
    /// "goes on", right behind a bracket or lead: the phrase continues.
    GoesOn = "goes on",
    /// "takes", right before a bracket: the bracket is part of the phrase.
    Takes = "takes",
    /// "required", a bracket, a lead or a whole heading.
    Required = "required",
    /// "not required", a bracket: likely optional.
    NotRequired = "not required",
    /// "applicable", a whole bracket: a condition without a subject.
    Applicable = "applicable",
    /// "if", the start of a bracket or a lead: a condition with its subject.
    If = "if",
    /// "where", the start of a bracket: a condition that may be a time.
    Where = "where",
    /// "only", the end of a lead: `RC only: …`.
    Only = "only",
    /// "ensuring", ahead of a part of a text: a condition behind it may be about that part.
    Ensuring = "ensuring",
    /// "maybe optional", a bracket: likely optional, and required until somebody says so.
    MaybeOptional = "maybe optional",
    /// "maybe conditional", a bracket: likely conditional.
    MaybeConditional = "maybe conditional",

    // Sign-offs and blanks.

    /// "person", in a label: asks for a name.
    Person = "person",
    /// "role", in a label: the role of a person who can sign.
    Role = "role",
    /// "approval", in a label: asks somebody to sign.
    Approval = "approval",
    /// "assigned", in a label: a person who does it, not one who signs.
    Assigned = "assigned",
    /// "date", in a label: asks for a day.
    Date = "date",
    /// "time of day", in a label: asks for a time.
    TimeOfDay = "time of day",
    /// "planned", in a label of a date: not the day of a signature.
    Planned = "planned",

    // Thresholds.

    /// "not", anywhere before a comparison: reverses it.
    Not = "not",
    /// "joining", between two statements.
    Joining = "joining",
    /// "circumstance", right before a limit.
    Circumstance = "circumstance",
    /// "auxiliary", between a negation and a limit.
    Auxiliary = "auxiliary",
    /// "but", between two clauses: the second isn't negated with the first.
    But = "but",
    /// "more than", right before a number.
    MoreThan = "more than",
    /// "less than", right before a number.
    LessThan = "less than",
    /// "more than behind", right behind a number.
    MoreThanBehind = "more than behind",
    /// "less than behind", right behind a number.
    LessThanBehind = "less than behind",
    /// "within", right before a time.
    Within = "within",
    /// "measured", before "within" and a time: what ends within it.
    Measured = "measured",
    /// "at least", right before a number.
    AtLeast = "at least",
    /// "at most", right before a number.
    AtMost = "at most",
    /// "or more", right behind a number.
    OrMore = "or more",
    /// "or less", right behind a number.
    OrLess = "or less",
    /// "goal high", beside a percentage: the name of a measurement that is good if it is high.
    GoalHigh = "goal high",
    /// "goal low", beside a number: the name of a measurement that is good if it is low.
    GoalLow = "goal low",
    /// "goal zero", beside a zero: what should not occur.
    GoalZero = "goal zero",
    /// "zero", at the start of a text: zero in words.
    Zero = "zero",
    /// "setting", beside a limit: nobody measures it.
    Setting = "setting",
    /// "setting time", beside a time: nobody measures it.
    SettingTime = "setting time",
    /// "when", anywhere before a limit: makes it a condition.
    When = "when",
    /// "reaction", anywhere: what is done when a limit is exceeded.
    Reaction = "reaction",
    /// "alert", anywhere: limits beside it are settings.
    Alert = "alert",

    // Choices and states.

    /// "choose one", anywhere: a request to choose exactly one.
    ChooseOne = "choose one",
    /// "of which", between such a request and its end.
    OfWhich = "of which",
    /// "maybe choose one", anywhere: may be such a request.
    MaybeChooseOne = "maybe choose one",
    /// "yes", a whole answer.
    Yes = "yes",
    /// "no", a whole answer.
    No = "no",
    /// "approved", a whole answer.
    Approved = "approved",
    /// "rejected", a whole answer.
    Rejected = "rejected",
    /// "passed", a whole answer.
    Passed = "passed",
    /// "failed", a whole answer.
    Failed = "failed",
    /// "other answer", a whole answer beside two others.
    OtherAnswer = "other answer",
    /// "not applicable", the start of a bracket.
    NotApplicable = "not applicable",
    /// "status", the whole heading of a column.
    Status = "status",
    /// "status done", a whole cell.
    StatusDone = "status done",
    /// "status open", a whole cell.
    StatusOpen = "status open",
    /// "status na", a whole cell.
    StatusNa = "status na",

    // Placeholders.

    /// "contrast", anywhere in a label: places behind such labels ask for different values.
    Contrast = "contrast",
    /// "leads to", all between two places: the second one asks for another value.
    LeadsTo = "leads to",
    /// "placeholder", a word: not filled in.
    Placeholder = "placeholder",
    /// "fill in", the first word of a bracket that asks for something.
    FillIn = "fill in",
    /// "slot noun", the last word of a bracket: it asks for a value.
    SlotNoun = "slot noun",
    /// "slot lead", right before a bracket in a sentence: a value belongs there.
    SlotLead = "slot lead",
    /// "remark", a whole bracket: it says something about the text.
    Remark = "remark",
    /// "remark start", the first words of a bracket that says something about the text.
    RemarkStart = "remark start",
    /// "determiner", ahead of a name in a placeholder: it names nothing.
    Determiner = "determiner",
    /// "generic name", a whole placeholder: it means something else in each line.
    GenericName = "generic name",
    /// "replaces", ahead of a placeholder: the text is about it, as in "Replace `<host>` with yours".
    Replaces = "replaces",
    /// "about before", right before a word such as TBD: the text is about the word.
    AboutBefore = "about before",
    /// "about behind", right behind a word such as TBD: the text is about the word.
    AboutBehind = "about behind",
    /// "format", beside a date or a version: its format is explained.
    Format = "format",
    /// "output", anywhere ahead of a code block: it shows what a command prints.
    Output = "output",
    /// "lead in", in a label: what it names comes below.
    LeadIn = "lead in",
    /// "asking column", a word in the heading of a column: its empty cells are blanks.
    AskingColumn = "asking column",
    /// "value column", a word in the heading of a column: its empty cells ask for a value.
    ValueColumn = "value column",
    /// "example", right before a place: it stands for others, and nobody fills it.
    Example = "example",
    /// "kind time", in a label: asks for a time of day.
    KindTime = "kind time",
    /// "kind date", in a label: asks for a day.
    KindDate = "kind date",
    /// "kind url", in a label: asks for an address.
    KindUrl = "kind url",
    /// "kind duration", in a label: asks for a length of time.
    KindDuration = "kind duration",
    /// "kind number", in a label: asks for a count.
    KindNumber = "kind number",
    /// "kind money", in a label: asks for an amount of money.
    KindMoney = "kind money",
    /// "kind person", in a label: asks for a person.
    KindPerson = "kind person",
    /// "kind name", a whole label: asks for the name of a person. With other words it is the name of a thing.
    KindName = "kind name",
    /// "range to", all between two places: the second is the end of a range.
    RangeTo = "range to",
    /// "range and", all between two places: the second asks for the same as the first.
    RangeAnd = "range and",
    /// "date lead", all before a place: asks for a day.
    DateLead = "date lead",
    /// "settled", right before a word such as TBD in brackets: the value was unknown, and is known now.
    Settled = "settled",
    /// "lasting", in a label: a length of time, not a time of day.
    Lasting = "lasting",
}

impl Term {
    /// The events that a checklist can be for.
    pub const EVENTS: [Term; 9] = [
        Term::Deployment,
        Term::Launch,
        Term::Release,
        Term::Production,
        Term::Rollout,
        Term::Migration,
        Term::Cutover,
        Term::Upgrade,
        Term::Incident,
    ];
}
