//! What is around each place of a variable, found in one pass over the parser's events.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::checklist::{Checklist, Markdown, lines};

/// What is around a place.
#[derive(Debug, Clone)]
pub(super) struct PlaceContext {
    /// The source bytes of the paragraph, heading or cell.
    pub(super) container: Range<usize>,
    pub(super) is_heading: bool,
    pub(super) is_cell: bool,
    pub(super) inside: Inside,
}

/// The syntax that a place is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inside {
    /// Markdown.
    Text,
    /// A tag in a line, which is the whole placeholder, or an HTML block.
    Html {
        /// The source bytes of the block.
        block: Option<Range<usize>>,
    },
    /// A code span, with its backticks.
    CodeSpan(Range<usize>),
    /// A line of a code block.
    Code(Range<usize>),
}

/// What is around each place; `None` where no value is to be written, such as inside a tag.
pub(super) fn read(checklist: &Checklist) -> Vec<Option<PlaceContext>> {
    let source = checklist.source();
    let places = checklist.places();
    let mut contexts: Vec<Option<PlaceContext>> = vec![None; places.len()];
    let mut next = 0;
    let mut line = 0..0;
    let mut around = OpenContainers::default();
    for (event, range) in Markdown::of(source).events() {
        let inside = match &event {
            Event::Start(tag) => {
                around.start(tag, range);
                continue;
            }
            Event::End(tag) => {
                around.end(*tag);
                continue;
            }
            Event::Text(_) | Event::SoftBreak | Event::HardBreak if around.in_code => None,
            Event::Text(_) => Some(Inside::Text),
            Event::Code(_) => Some(Inside::CodeSpan(range.clone())),
            Event::InlineHtml(_) | Event::Html(_) => Some(Inside::Html {
                block: around.html.clone(),
            }),
            _ => continue,
        };
        while let Some(place) = places
            .get(next)
            .filter(|place| place.range.start < range.end)
        {
            let is_here = place.range.start >= range.start;
            let inside = inside.clone().unwrap_or_else(|| {
                let start = place.range.start;
                if !line.contains(&start) {
                    line = lines::start(source, start)..lines::end(source, start);
                }
                Inside::Code(line.clone())
            });
            let is_inside_tag = matches!(event, Event::InlineHtml(_)) && place.range != range;
            if is_here && !is_inside_tag && around.images == 0 {
                contexts[next] = Some(around.context(inside));
            }
            next += 1;
        }
    }
    contexts
}

/// The constructs that are open.
#[derive(Default)]
struct OpenContainers {
    /// Containers of inline content, innermost last: their bytes, and whether they are a heading or a cell.
    containers: Vec<(Range<usize>, bool, bool)>,
    in_code: bool,
    html: Option<Range<usize>>,
    images: usize,
}

impl OpenContainers {
    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Item => self.containers.push((range, false, false)),
            Tag::Heading { .. } => self.containers.push((range, true, false)),
            Tag::TableCell => self.containers.push((range, false, true)),
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::HtmlBlock => self.html = Some(range),
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell => {
                self.containers.pop();
            }
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => self.html = None,
            TagEnd::Image => self.images -= 1,
            _ => {}
        }
    }

    fn context(&self, inside: Inside) -> PlaceContext {
        let (container, is_heading, is_cell) = match (&self.html, self.containers.last()) {
            (Some(html), _) => (html.clone(), false, false),
            (None, Some(container)) => container.clone(),
            (None, None) => (0..0, false, false),
        };
        PlaceContext {
            container,
            is_heading,
            is_cell,
            inside,
        }
    }
}
