//! The bytes of a WARC file, decompressed if need be, with the place of each record and a cap on the total.

use std::io::{BufRead, BufReader, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use super::record::Fault;

/// A gzip member starts with this byte; a WARC record starts with a `W`.
const GZIP_FIRST_BYTE: u8 = 0x1f;

/// A buffered input that knows how many bytes were taken from it.
struct Counted<R> {
    inner: BufReader<R>,
    position: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let taken = self.inner.read(buffer)?;
        self.position += taken as u64;
        Ok(taken)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.position += amount as u64;
        self.inner.consume(amount);
    }
}

/// The contents of gzip members one after the other. A single `read` never crosses from one member into the next, so
/// `start` is right for every byte it returns.
struct Members<R: Read> {
    decoder: Option<GzDecoder<Counted<R>>>,
    start: u64,
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while let Some(decoder) = self.decoder.as_mut() {
            let taken = decoder.read(buffer)?;
            if taken > 0 || buffer.is_empty() {
                return Ok(taken);
            }
            let Some(finished) = self.decoder.take() else {
                break;
            };
            let mut rest = finished.into_inner();
            if !rest.fill_buf()?.is_empty() {
                self.start = rest.position;
                self.decoder = Some(GzDecoder::new(rest));
            }
        }
        Ok(0)
    }
}

enum Layer<R: Read> {
    Plain(Counted<R>),
    Gzip(Box<BufReader<Members<R>>>),
}

/// The expanded bytes of a file, at most `limit` of them.
pub(super) struct Stream<R: Read> {
    layer: Layer<R>,
    expanded: u64,
    limit: u64,
}

impl<R: Read> Stream<R> {
    /// Looks at the first byte to learn whether the file is compressed. An input that fails here fails again at the
    /// first read, where the failure is reported.
    pub(super) fn open(input: R, limit: u64) -> Self {
        let mut file = Counted { inner: BufReader::new(input), position: 0 };
        let gzip = retry(|| file.fill_buf().map(|bytes| bytes.first() == Some(&GZIP_FIRST_BYTE)));
        let layer = if gzip.unwrap_or(false) {
            Layer::Gzip(Box::new(BufReader::new(Members { decoder: Some(GzDecoder::new(file)), start: 0 })))
        } else {
            Layer::Plain(file)
        };
        Self { layer, expanded: 0, limit }
    }

    /// Where in the stored file the next byte is; in a compressed file, where its gzip member starts. Only right
    /// directly after [`Stream::fill`].
    pub(super) fn offset(&self) -> u64 {
        match &self.layer {
            Layer::Plain(file) => file.position,
            Layer::Gzip(members) => members.get_ref().start,
        }
    }

    /// The bytes at hand; none at the end of the file.
    pub(super) fn fill(&mut self) -> Result<&[u8], Fault> {
        if self.expanded >= self.limit {
            return Err(Fault::ExpandedTooFar { limit: self.limit });
        }
        let layer = &mut self.layer;
        retry(|| layer.buffer().map(|_| ())).map_err(|error| fault(&error))?;
        self.layer.buffer().map_err(|error| fault(&error))
    }

    /// Marks `amount` of the bytes at hand as taken.
    pub(super) fn consume(&mut self, amount: usize) {
        self.expanded += amount as u64;
        match &mut self.layer {
            Layer::Plain(file) => file.consume(amount),
            Layer::Gzip(members) => members.consume(amount),
        }
    }

    /// Takes `length` bytes, which must all be there, handing each piece to `each`.
    pub(super) fn take(&mut self, length: u64, mut each: impl FnMut(&[u8])) -> Result<(), Fault> {
        let mut left = length;
        while left > 0 {
            let bytes = self.fill()?;
            if bytes.is_empty() {
                return Err(Fault::Truncated);
            }
            let amount = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            each(&bytes[..amount]);
            self.consume(amount);
            left -= amount as u64;
        }
        Ok(())
    }
}

impl<R: Read> Layer<R> {
    fn buffer(&mut self) -> std::io::Result<&[u8]> {
        match self {
            Self::Plain(file) => file.fill_buf(),
            Self::Gzip(members) => members.fill_buf(),
        }
    }
}

fn retry<T>(mut action: impl FnMut() -> std::io::Result<T>) -> std::io::Result<T> {
    loop {
        match action() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

fn fault(error: &std::io::Error) -> Fault {
    match error.kind() {
        ErrorKind::UnexpectedEof => Fault::Truncated,
        _ => Fault::Unreadable(error.to_string()),
    }
}
