//! Waiting for events: bytes are read as they come, and decoded. It never waits for the rest of a sequence while there
//! is something else to do: what is whole is given first, and what is not is given up when its time is over.

use std::io;
use std::time::Duration;

use ratatui::crossterm::event::Event;

use super::decoder::Decoder;
use super::input::Arrived;

/// Where bytes come from: the terminal, and in tests a script in its place.
pub trait Source {
    /// Waits for bytes, for so long, and puts those that have arrived behind `bytes`.
    ///
    /// # Errors
    ///
    /// Where no more will come.
    fn read(&mut self, patience: Duration, bytes: &mut Vec<u8>) -> io::Result<Came>;
}

/// What came of waiting for bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Bytes.
    Bytes,
    /// Another size, in columns and rows.
    Size(u16, u16),
    /// Nothing, in all of that time.
    Nothing,
}

/// Bytes that become events.
#[derive(Debug)]
pub struct Reader<S> {
    source: S,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// How long it was waited for the rest of what is not whole.
    waited: Duration,
    /// Why no more will come.
    lost: Option<io::ErrorKind>,
}

impl<S: Source> Reader<S> {
    /// Reads from there.
    pub fn new(source: S) -> Reader<S> {
        Reader {
            source,
            decoder: Decoder::default(),
            bytes: Vec::new(),
            waited: Duration::ZERO,
            lost: None,
        }
    }

    /// Waits for an event, for so long.
    ///
    /// # Errors
    ///
    /// Where no more will come, and all that came was given.
    pub fn wait(&mut self, patience: Duration) -> io::Result<Arrived> {
        let mut left = patience;
        loop {
            if let Some(event) = self.decoder.next_event() {
                return Ok(Arrived::Event(event));
            }
            if let Some(kind) = self.lost {
                return Err(kind.into());
            }
            let limit = self
                .decoder
                .patience()
                .map(|limit| limit.saturating_sub(self.waited));
            let now = limit.map_or(left, |limit| limit.min(left));
            match self.read(now) {
                Came::Size(width, height) => {
                    return Ok(Arrived::Event(Event::Resize(width, height)));
                }
                Came::Bytes => {}
                Came::Nothing => {
                    self.waited += now;
                    left -= now;
                    if limit == Some(now) {
                        self.waited = Duration::ZERO;
                        self.decoder.give_up();
                    } else if left.is_zero() {
                        return Ok(Arrived::Nothing);
                    }
                }
            }
        }
    }

    /// An event that has arrived already.
    ///
    /// # Errors
    ///
    /// None: that no more will come is told by the next [`Reader::wait`].
    pub fn more(&mut self) -> io::Result<Option<Event>> {
        Ok(match self.wait(Duration::ZERO) {
            Ok(Arrived::Event(event)) => Some(event),
            Ok(Arrived::Nothing | Arrived::End) | Err(_) => None,
        })
    }

    fn read(&mut self, patience: Duration) -> Came {
        self.bytes.clear();
        match self.source.read(patience, &mut self.bytes) {
            Ok(came) => {
                if came == Came::Bytes {
                    self.waited = Duration::ZERO;
                    self.decoder.feed(&self.bytes);
                }
                came
            }
            Err(error) => {
                self.decoder.finish();
                self.lost = Some(error.kind());
                Came::Bytes
            }
        }
    }
}
