//! Moving about in the overview, and going from there to where something stands.

use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::overlay::Overlay;
use crate::tui::overview::{self, OverviewRow};

impl App {
    /// Where the overview is drawn: all between header and footer.
    pub fn overview_area(&self) -> Rect {
        let areas = self.areas();
        let (top, bottom) = (areas.header.bottom(), areas.footer.y);
        Rect {
            x: 0,
            y: top,
            width: self.model.size.width,
            height: bottom.saturating_sub(top),
        }
    }

    fn overview_rows(&self) -> Vec<OverviewRow> {
        match &self.overlay {
            Some(Overlay::Overview(open)) => {
                overview::rows(self, open, usize::from(self.overview_area().height))
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn settle_overview(&mut self) {
        let (rows, height) = (
            self.overview_rows(),
            usize::from(self.overview_area().height),
        );
        if let Some(Overlay::Overview(open)) = &mut self.overlay {
            open.settle(&rows, height);
        }
    }

    pub(super) fn act_on_overview(&mut self, action: Action) {
        let rows = self.overview_rows();
        let page = self.page();
        let Some(Overlay::Overview(open)) = &mut self.overlay else {
            return;
        };
        let row = rows.get(open.selected);
        match (action, row.and_then(|row| row.group)) {
            (Action::Down, _) => open.move_by(&rows, 1),
            (Action::Up, _) => open.move_by(&rows, -1),
            (Action::PageDown, _) => open.move_by(&rows, page),
            (Action::PageUp, _) => open.move_by(&rows, -page),
            (Action::First, _) => open.move_by(&rows, isize::MIN),
            (Action::Last, _) => open.move_by(&rows, isize::MAX),
            (Action::Unfold, Some((kind, _))) | (Action::Fold, Some((kind, true))) => {
                open.turn(kind);
            }
            (Action::Unfold | Action::Fold, _) => {}
            (Action::Choose, _) => {
                let (target, is_live) = row.map_or((None, false), |row| (row.target, row.is_live));
                self.overlay = None;
                if let Some(target) = target {
                    self.go_to_row(target);
                } else if is_live {
                    self.open_live();
                }
            }
            (Action::Live, _) => {
                self.overlay = None;
                self.open_live();
            }
            _ => self.overlay = None,
        }
    }
}
