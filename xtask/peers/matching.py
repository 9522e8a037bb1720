"""The peers of `cargo xtask bench matching`, and what both sides are measured on. One thread, processor time.

matching.py pictures FOLDER      draws pictures as raw pixels and as JPEG files, and hashes them with pdqhash and Pillow
matching.py codes FOLDER COUNT   draws codes and queries, and searches them with FAISS

Each prints one JSON object: what was measured, and how much of it a second.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import io
import json
import sys
import time
from pathlib import Path

import numpy

WIDTH, HEIGHT, PICTURES = 1024, 768, 40
RADIUS, QUERIES = 31, 1024


def per_second(work, times):
    started = time.process_time()
    for _ in range(times):
        count = work()
    return times * count / (time.process_time() - started)


def photo(seed):
    """Clouds of all sizes, as photographs have, with a dozen plain shapes."""
    from PIL import Image, ImageDraw

    chance = numpy.random.default_rng(seed)
    light = numpy.zeros((HEIGHT, WIDTH, 3), numpy.float32)
    for grain in (3, 6, 12, 24, 48, 96, 192):
        coarse = chance.normal(0, 1, (max(2, grain * 3 // 4), grain, 3)).astype(numpy.float32)
        for channel in range(3):
            plane = Image.fromarray(coarse[..., channel]).resize((WIDTH, HEIGHT), Image.BICUBIC)
            light[..., channel] += numpy.asarray(plane) / grain**0.9
    light = (light - light.min()) / (light.max() - light.min()) * 255
    image = Image.fromarray(light.astype(numpy.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = (int(v) for v in chance.integers(0, (WIDTH, HEIGHT)))
        wide, high = (int(v) for v in chance.integers(40, 300, 2))
        draw = pen.ellipse if chance.integers(2) else pen.rectangle
        draw([x, y, x + wide, y + high], fill=tuple(int(v) for v in chance.integers(0, 255, 3)))
    return image


def pictures(folder):
    import pdqhash
    from PIL import Image

    images = [photo(seed) for seed in range(PICTURES)]
    arrays = [numpy.asarray(image) for image in images]
    files = []
    for number, image in enumerate(images):
        (folder / f"{number}.rgb").write_bytes(arrays[number].tobytes())
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=88)
        files.append(packed.getvalue())
        (folder / f"{number}.jpg").write_bytes(files[-1])

    def hexadecimal(pixels):
        return numpy.packbits(pdqhash.compute(pixels)[0]).tobytes().hex()

    def of_pixels():
        return len([pdqhash.compute(array) for array in arrays])

    def of_files():
        for file in files:
            image = Image.open(io.BytesIO(file))
            image.draft("RGB", (512, 512))
            pdqhash.compute(numpy.asarray(image.convert("RGB").resize((512, 512), Image.BILINEAR)))
        return len(files)

    rgb = [hexadecimal(array) for array in arrays]
    jpeg = [hexadecimal(numpy.asarray(Image.open(io.BytesIO(file)).convert("RGB"))) for file in files]
    (folder / "hashes.txt").write_text("".join(f"{a} {b}\n" for a, b in zip(rgb, jpeg)))
    return {"pdq_rgb": per_second(of_pixels, 1), "pdq_jpeg": per_second(of_files, 1)}


def codes(folder, count):
    import faiss

    faiss.omp_set_num_threads(1)
    chance = numpy.random.default_rng(count)
    known = chance.integers(0, 256, (count, 32), dtype=numpy.uint8)
    planted = known[chance.integers(0, count, QUERIES)].copy()
    for number, code in enumerate(planted):
        for bit in chance.choice(256, number % (RADIUS + 1), replace=False):
            code[bit >> 3] ^= 1 << (bit & 7)
    queries = numpy.concatenate([planted, chance.integers(0, 256, (QUERIES, 32), dtype=numpy.uint8)])
    known.tofile(folder / "known.bin")
    queries.tofile(folder / "queries.bin")
    index = faiss.IndexBinaryMultiHash(256, 11, 23)
    index.nflip = 2
    index.add(known)
    # FAISS keeps what lies below the radius, not at it.
    limits, _, _ = index.range_search(queries[:8], RADIUS + 1)
    started = time.process_time()
    limits, distances, _ = index.range_search(queries, RADIUS + 1)
    spent = time.process_time() - started
    return {"radius31": len(queries) / spent, "found": int(limits[-1]), "nearness": int(distances.sum())}


if __name__ == "__main__":
    task, folder = sys.argv[1], Path(sys.argv[2])
    figures = pictures(folder) if task == "pictures" else codes(folder, int(sys.argv[3]))
    print(json.dumps(figures))
