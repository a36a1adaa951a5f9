//! The containers around the current event, and which items are in one place.

/// The containers around; the first is the document.
pub(super) struct NestingStack {
    around: Vec<Nesting>,
    /// The number of places so far.
    count: usize,
}

/// The document, a list, list item, quote or footnote.
struct Nesting {
    /// True for a list item without content so far.
    fresh: bool,
    /// The place of the lists in it.
    place: usize,
}

impl NestingStack {
    pub(super) fn new() -> NestingStack {
        NestingStack {
            around: vec![Nesting {
                fresh: false,
                place: 0,
            }],
            count: 0,
        }
    }

    /// Enters a list; it is in the same place as other lists beside it.
    pub(super) fn enter_list(&mut self) {
        self.enter(false);
    }

    /// Enters a list item, a quote or a footnote, which is a place of its own.
    pub(super) fn enter_block(&mut self, is_list_item: bool) {
        self.enter(is_list_item);
        self.change();
    }

    fn enter(&mut self, fresh: bool) {
        let place = self.around.last().map_or(0, |around| around.place);
        self.around.push(Nesting { fresh, place });
    }

    pub(super) fn leave(&mut self) {
        self.around.pop();
    }

    /// Notes that a block begins. Returns true if it is the first in a list item.
    pub(super) fn begin(&mut self) -> bool {
        self.around
            .last_mut()
            .is_some_and(|around| std::mem::take(&mut around.fresh))
    }

    /// Separates what follows in this container from what is before.
    pub(super) fn change(&mut self) {
        self.count += 1;
        if let Some(around) = self.around.last_mut() {
            around.place = self.count;
        }
    }

    /// The place of the list around the current item.
    pub(super) fn of_list(&self) -> usize {
        self.around.iter().rev().nth(1).map_or(0, |list| list.place)
    }
}
