"""The peer of `cargo xtask bench intake`: reads a WARC and hashes what is in it, as people do today.

Pages: warcio reads, the standard library takes the text out, word 3-grams are hashed and the 128 smallest kept.
Pictures: Pillow decodes, pdqhash hashes. Every payload gets its SHA-256. Nothing is stored.
"""

import hashlib
import html.parser
import io
import sys
import unicodedata

import numpy
import pdqhash
from PIL import Image
from warcio.archiveiterator import ArchiveIterator


class Text(html.parser.HTMLParser):
    """What a reader sees of a page."""

    def __init__(self):
        super().__init__()
        self.parts = []
        self.hidden = 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def fingerprint(page):
    reader = Text()
    reader.feed(page.decode("utf-8", "replace"))
    words = unicodedata.normalize("NFKC", " ".join(reader.parts)).casefold().split()
    grams = {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
    return sorted(hashlib.blake2b(gram.encode(), digest_size=8).digest() for gram in grams)[:128]


def main(path):
    pages = pictures = 0
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response":
                continue
            payload = record.content_stream().read()
            hashlib.sha256(payload).digest()
            if record.http_headers.get_header("Content-Type", "").startswith("image/"):
                pdqhash.compute(numpy.asarray(Image.open(io.BytesIO(payload)).convert("RGB")))
                pictures += 1
            else:
                fingerprint(payload)
                pages += 1
    print(f"peer: {pages} pages, {pictures} pictures")


if __name__ == "__main__":
    main(sys.argv[1])
