//! Filters: opening their sheet, turning them on and off, and showing everything again.

use crate::progress::Stamp;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::outline::OutlineRow;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::filters::FilterSheet;
use crate::workbook::{Filter, Since, Want};

impl App {
    pub(super) fn open_filters(&mut self, stamp: &Stamp) {
        let filter = self.filter_of(stamp);
        let sheet = FilterSheet::new(&self.model.workbook, filter, self.model.outline.row());
        self.overlay = Some(Overlay::Filters(sheet));
    }

    /// Returns the current filter, else one that shows everything.
    fn filter_of(&self, stamp: &Stamp) -> Filter {
        let mut filter = self
            .model
            .outline
            .filter()
            .cloned()
            .unwrap_or_else(|| Filter::of(&*stamp.by));
        filter.turn_clock(stamp.at);
        filter
    }

    /// Turns a filter on or off; “changed since” asks for a time.
    pub(super) fn switch(&mut self, want: Want, from: Option<OutlineRow>, stamp: &Stamp) {
        let mut filter = self.filter_of(stamp);
        if want == Want::Changed && !filter.wants(want) {
            self.open_plain_field(FieldPurpose::Since { from });
            return;
        }
        filter.toggle(want);
        self.show_only(filter, from);
    }

    /// Takes the time since when changes are wanted.
    pub(super) fn accept_since(
        &mut self,
        text: &str,
        from: Option<OutlineRow>,
        stamp: &Stamp,
    ) -> Option<Effect> {
        if text.trim().is_empty() {
            return None;
        }
        if let Some(since) = Since::read(text, stamp.at) {
            let mut filter = self.filter_of(stamp);
            filter.want_since(since);
            self.show_only(filter, from);
        } else {
            self.warn(format!(
                "Can't read “{}”. Try: today, 30m, 2h, 3d, 1w, or 2026-11-21.",
                text.trim()
            ));
            let field = Field::new(FieldPurpose::Since { from }, "", text, false);
            self.overlay = Some(Overlay::Field(Box::new(field)));
        }
        None
    }

    pub(super) fn show_all(&mut self, from: Option<OutlineRow>) {
        self.show_only(Filter::default(), from);
    }

    pub(super) fn show_only(&mut self, filter: Filter, from: Option<OutlineRow>) {
        self.model
            .outline
            .set_filter(&self.model.workbook, filter, from);
        // A walk stands at a step; where the filter leaves none, the outline says so.
        self.model.walk = self.model.walk.filter(|_| self.model.entry().is_some());
        self.model.detail.top = 0;
    }

    /// Ends one thing in the outline: moving a mark, else the search, else the filter.
    pub(super) fn leave_outline(&mut self) {
        if self.model.moving_mark().is_some() {
            self.cancel_move();
        } else if !self.search.words().is_empty()
            && (self.match_count().1 > 0 || self.model.outline.filter().is_none())
        {
            self.end_search(None);
        } else if self.model.outline.filter().is_some() {
            // A search that found nothing marks nothing that could be taken away first.
            self.end_search(None);
            self.show_all(self.model.outline.row());
        }
    }
}
