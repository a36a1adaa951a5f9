//! Waits for events: bytes are read as they come, and decoded. It never blocks on the rest of a sequence: complete events
//! are returned first, and incomplete ones dropped after a timeout.

use std::io;
use std::time::Duration;

use ratatui::crossterm::event::Event;

use super::decoder::Decoder;
use super::input::InputEvent;

/// The source of bytes: the terminal, or a script in tests.
pub trait Source {
    /// Waits for bytes, for so long, and puts those that have arrived behind `bytes`.
    ///
    /// # Errors
    ///
    /// At the end of input.
    fn read(&mut self, patience: Duration, bytes: &mut Vec<u8>) -> io::Result<ReaderEvent>;
}

/// The result of waiting for bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderEvent {
    /// Bytes.
    Bytes,
    /// Another size, in columns and rows.
    Size(u16, u16),
    /// Nothing, in all of that time.
    Nothing,
}

/// Bytes that become events.
#[derive(Debug)]
pub struct KeyReader<S> {
    source: S,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// The time waited for the rest of an incomplete sequence.
    waited: Duration,
    /// The reason why no more bytes will come.
    lost: Option<io::ErrorKind>,
}

impl<S: Source> KeyReader<S> {
    /// Reads from there.
    pub fn new(source: S) -> KeyReader<S> {
        KeyReader {
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
    /// At the end of input, after all events.
    pub fn wait(&mut self, patience: Duration) -> io::Result<InputEvent> {
        let mut left = patience;
        loop {
            if let Some(event) = self.decoder.next_event() {
                return Ok(InputEvent::Event(event));
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
                ReaderEvent::Size(width, height) => {
                    return Ok(InputEvent::Event(Event::Resize(width, height)));
                }
                ReaderEvent::Bytes => {}
                ReaderEvent::Nothing => {
                    self.waited += now;
                    left -= now;
                    if limit == Some(now) {
                        self.waited = Duration::ZERO;
                        self.decoder.give_up();
                    } else if left.is_zero() {
                        return Ok(InputEvent::Nothing);
                    }
                }
            }
        }
    }

    /// Returns an event that has already arrived.
    ///
    /// # Errors
    ///
    /// None: the next [`KeyReader::wait`] reports the end of input.
    pub fn more(&mut self) -> io::Result<Option<Event>> {
        Ok(match self.wait(Duration::ZERO) {
            Ok(InputEvent::Event(event)) => Some(event),
            Ok(InputEvent::Nothing | InputEvent::End) | Err(_) => None,
        })
    }

    fn read(&mut self, patience: Duration) -> ReaderEvent {
        self.bytes.clear();
        match self.source.read(patience, &mut self.bytes) {
            Ok(came) => {
                if came == ReaderEvent::Bytes {
                    self.waited = Duration::ZERO;
                    self.decoder.feed(&self.bytes);
                }
                came
            }
            Err(error) => {
                self.decoder.finish();
                self.lost = Some(error.kind());
                ReaderEvent::Bytes
            }
        }
    }
}
