"""Writes crates/matching/tests/fingerprints/data/pdq.txt: what pdqhash makes of the pictures that
crates/matching/tests/fingerprints/drawn.rs draws. One line each: seed, width, height, quality, hash.

target/venv/bin/python xtask/peers/drawn.py > crates/matching/tests/fingerprints/data/pdq.txt
"""

import numpy
import pdqhash

SIZES = [(65, 127), (128, 128), (129, 200), (320, 240), (500, 333), (640, 480), (512, 512), (1024, 768), (768, 1024),
         (1200, 300), (37, 53), (1000, 90), (256, 255), (801, 601), (64, 64)]
COUNT = 500


class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 1_664_525 + 1_013_904_223) % 2**32
        return (self.state >> 16) % bound


def picture(seed, width, height):
    x = numpy.arange(width, dtype=numpy.int64)[None, :]
    y = numpy.arange(height, dtype=numpy.int64)[:, None]
    across, down = numpy.broadcast_to(x, (height, width)), numpy.broadcast_to(y, (height, width))
    slope = [across * 255 // width, down * 255 // height, (across + down) * 255 // (width + height)]
    pixels = numpy.stack(slope, axis=2).astype(numpy.uint8)
    numbers = Numbers(seed)
    for _ in range(1 + seed % 24):
        left, top = numbers.below(width), numbers.below(height)
        wide, high = numbers.below(width // 3 + 1) + 1, numbers.below(height // 3 + 1) + 1
        colour = [numbers.below(256) for _ in range(3)]
        inside = (x >= left) & (x < left + wide) & (y >= top) & (y < top + high)
        if numbers.below(2) == 1:
            dx, dy = (2 * (x - left) + 1 - wide) * high, (2 * (y - top) + 1 - high) * wide
            inside &= dx * dx + dy * dy <= (wide * high) ** 2
        pixels[inside] = colour
    if seed % 3 == 0:
        pixels = pixels // 6 + 96
    return pixels


for seed in range(1, COUNT + 1):
    width, height = SIZES[(seed - 1) % len(SIZES)]
    bits, quality = pdqhash.compute(picture(seed, width, height))
    print(seed, width, height, quality, numpy.packbits(bits).tobytes().hex())
