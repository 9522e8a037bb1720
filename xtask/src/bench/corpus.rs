//! A WARC of invented pages and pictures, the same each time.

use std::f64::consts::TAU;
use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

/// Words to make harmless sentences of.
const WORDS: [&str; 32] = [
    "the",
    "lighthouse",
    "harbour",
    "keeper",
    "tide",
    "garden",
    "rain",
    "morning",
    "boat",
    "rope",
    "painted",
    "mended",
    "quietly",
    "again",
    "with",
    "a",
    "lantern",
    "of",
    "brass",
    "and",
    "salt",
    "wind",
    "carries",
    "old",
    "maps",
    "under",
    "white",
    "gulls",
    "before",
    "winter",
    "counts",
    "stones",
];

const WIDTH: u32 = 480;
const HEIGHT: u32 = 320;

/// What stood at one address.
pub struct Capture {
    number: u32,
    /// The name of the file.
    pub name: String,
    kind: &'static str,
    /// The bytes that were served.
    pub body: Vec<u8>,
}

/// So many captures; every tenth is a picture.
pub fn captures(count: u32) -> impl Iterator<Item = Result<Capture>> {
    let mut chance = Chance(0x5eed);
    (0..count).map(move |number| {
        let (name, kind, body) = if number % 10 == 9 {
            let body = picture(&mut chance)?;
            (format!("{number}.png"), "image/png", body)
        } else {
            let body = page(number, &mut chance).into_bytes();
            (format!("{number}.html"), "text/html; charset=utf-8", body)
        };
        Ok(Capture { number, name, kind, body })
    })
}

/// Numbers that look drawn by chance (xorshift) and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (((self.0 >> 32) * u64::from(bound)) >> 32) as u32
    }

    fn up_to(&mut self, bound: f64) -> f64 {
        f64::from(self.below(10_000)) / 10_000.0 * bound
    }
}

fn page(number: u32, chance: &mut Chance) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><title>REHEARSAL {number}</title></head><body><nav>Home</nav><main>"
    );
    for _ in 0..4 + chance.below(12) {
        page.push_str("<p>");
        for _ in 0..30 + chance.below(60) {
            page.push_str(WORDS[chance.below(32) as usize]);
            page.push(' ');
        }
        page.push_str("</p>\n");
    }
    page.push_str("</main></body></html>");
    page
}

/// A PNG of a few waves of light, with enough structure to be hashed.
fn picture(chance: &mut Chance) -> Result<Vec<u8>> {
    let waves: Vec<[f64; 4]> = (0..9)
        .map(|_| {
            let (x, y) = (chance.up_to(9.0), chance.up_to(9.0));
            [x, y, chance.up_to(TAU), chance.up_to(28.0)]
        })
        .collect();
    let mut rows = Vec::with_capacity((HEIGHT * (WIDTH * 3 + 1)) as usize);
    for y in 0..HEIGHT {
        rows.push(0); // each row says that it is not filtered
        for x in 0..WIDTH {
            let (across, down) = (f64::from(x) / f64::from(WIDTH), f64::from(y) / f64::from(HEIGHT));
            let wave = |[a, b, phase, height]: &[f64; 4]| height * (TAU * (a * across + b * down) + phase).sin();
            let light = 128.0 + waves.iter().map(wave).sum::<f64>();
            let light = light.clamp(0.0, 255.0) as u8;
            rows.extend([light, light / 2 + 60, 255 - light]);
        }
    }
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(&rows)?;
    let mut header = Vec::new();
    header.extend(WIDTH.to_be_bytes());
    header.extend(HEIGHT.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]); // eight bits of red, green and blue
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"IDAT", &zlib.finish()?);
    chunk(&mut png, b"IEND", b"");
    Ok(png)
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(body);
    png.extend((body.len() as u32).to_be_bytes());
    png.extend(kind);
    png.extend(body);
    png.extend(sum.sum().to_be_bytes());
}

impl Capture {
    /// Writes it as a WARC response record, a gzip member of its own.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, out: impl Write) -> Result<()> {
        let Self { number, name, kind, body } = self;
        let host = number % 40;
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len());
        let header = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012x}>\r\n\
            WARC-Date: 2026-11-22T00:00:00Z\r\nWARC-Target-URI: https://host{host}.example/{name}\r\n\
            Content-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n",
            http.len() + body.len()
        );
        let mut gzip = GzEncoder::new(out, Compression::fast());
        gzip.write_all(header.as_bytes())?;
        gzip.write_all(http.as_bytes())?;
        gzip.write_all(body)?;
        gzip.write_all(b"\r\n\r\n")?;
        gzip.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::MultiGzDecoder;

    use super::*;

    fn warc() -> Vec<u8> {
        let mut warc = Vec::new();
        for capture in captures(20) {
            capture.unwrap().write(&mut warc).unwrap();
        }
        warc
    }

    #[test]
    fn is_the_same_each_time_and_has_a_picture_in_ten() {
        let warc = warc();
        assert!(warc == self::warc());
        let mut plain = Vec::new();
        MultiGzDecoder::new(&warc[..]).read_to_end(&mut plain).unwrap();
        let text = String::from_utf8_lossy(&plain);
        assert_eq!(text.matches("WARC-Type: response").count(), 20);
        assert_eq!(text.matches("IHDR").count(), 2);
    }
}
