//! Drawings: strokes on a 16-unit square, in the colour of the text.

use maud::{Markup, html};

use crate::route::{BookPage, Family};

/// A drawing. It says nothing to screen readers: the word stands beside it or in `aria-label`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Papers into a tray: 受理分办.
    Intake,
    /// A page of the workbook.
    Book(BookPage),
    /// The page of a rule family.
    Page(Family),
    /// A cap: 实训.
    Train,
    /// A board: 教员.
    Teach,
    /// A book with a mark: 规则与日历.
    Rules,
    /// A glass.
    Search,
    /// Three lines.
    Menu,
    /// Light and dark.
    Theme,
    /// A letter in two sizes.
    TextSize,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Away with it.
    Close,
    /// A sheet with a folded corner.
    Document,
    /// A table row.
    Row,
    /// A question.
    Fact,
    /// An hourglass.
    Limit,
    /// An arrow back.
    Undo,
    /// An arrow forward.
    Redo,
    /// A funnel.
    Filter,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Intake => "M2 9h3l1 2h4l1-2h3M2 9v4h12V9l-2-6H4zM6 5h4M5.5 7h5",
            Icon::Book(BookPage::Home) => {
                "M2.500 3.500h11v10h-11zM2.500 6.500h11M5 2v3M11 2v3M5.500 10l2 1.500l3-3"
            }
            Icon::Book(BookPage::Ledger) => {
                "M3 2.500h10v11H3zM6 2.500v11M8 5.500h3M8 8h3M8 10.500h3"
            }
            Icon::Book(BookPage::Data) => {
                "M3 4c0-2 10-2 10 0v8c0 2-10 2-10 0zM3 4c0 2 10 2 10 0M3 8c0 2 10 2 10 0"
            }
            Icon::Page(Family::Matrix) => "M2 2.5h12v11H2zM2 6h12M2 9.7h12M6 2.5v11M10 2.5v11",
            Icon::Page(Family::Zero) => {
                "M2 13.5h12M3 13V9.5M6 13V6M9 13v-1M12 13V4M8.2 9.5a.8 1 0 1 0 1.6 0a.8 1 0 1 0-1.6 0"
            }
            Icon::Page(Family::Score) => {
                "M2.5 11.5a5.5 5.5 0 1 1 11 0M8 11.5L11 7M4 11.5h1M11.5 11.5h1"
            }
            Icon::Page(Family::Share) => {
                "M3 8a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0zM9.8 4a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0zM9.8 12a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0zM6.4 7.1L10 5M6.4 8.9L10 11"
            }
            Icon::Page(Family::Ecology) => {
                "M8 14V7M8 9.5C5 9.5 3 8 3 5c3 0 5 1.500 5 4.500zM8 7.500C8 5 9.500 3 13 3c0 3-2 4.500-5 4.500z"
            }
            Icon::Page(Family::Indicators) => "M2 2v12h12M4.500 11l3-4 2.500 2 3.500-5",
            Icon::Train => "M1.500 6L8 3l6.500 3L8 9zM4 7.500v3.500c2 2 6 2 8 0V7.500M14.500 6v4",
            Icon::Teach => "M2 2.500h12v8H2zM8 10.500v3M5 13.500h6M5 5.500h6M5 8h3.500",
            Icon::Rules => {
                "M3 2.5h8.5a1.5 1.5 0 0 1 1.5 1.5V14H4.5A1.5 1.5 0 0 1 3 12.5zM3 12.5A1.5 1.5 0 0 1 4.5 11H13M6 5h4M6 7.5h4"
            }
            Icon::Search => "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM10.3 10.3L14 14",
            Icon::Menu => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Icon::Theme => {
                "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11M10 5l2 0M10 8h3M10 11h2"
            }
            Icon::TextSize => "M2 13l3.5-9L9 13M3.2 10h4.6M10 13l2-5l2 5M10.7 11.5h2.6",
            Icon::Left => "M10 3L5 8l5 5",
            Icon::Right => "M6 3l5 5l-5 5",
            Icon::Close => "M3.5 3.5l9 9M12.5 3.5l-9 9",
            Icon::Document => "M4 2h5.5L12.5 5v9H4zM9.5 2v3h3M6 8h4.5M6 10.5h4.5",
            Icon::Row => "M2 5h12v6H2zM6 5v6M10 5v6",
            Icon::Fact => {
                "M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.5M8 12v.6M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z"
            }
            Icon::Limit => "M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14",
            Icon::Undo => "M6 3L2.5 6.5L6 10M2.5 6.500H10a3.500 3.500 0 0 1 0 7H6",
            Icon::Redo => "M10 3l3.500 3.500L10 10M13.500 6.500H6a3.500 3.500 0 0 0 0 7h4",
            Icon::Filter => "M2.500 3h11L9.500 8.500v4.500l-3-1.500v-3z",
        }
    }

    /// The drawing.
    pub fn draw(self) -> Markup {
        html! {
            svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false" {
                path d=(self.path()) fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round" {}
            }
        }
    }
}
