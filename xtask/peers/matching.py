"""The peers of `cargo xtask bench matching`, and what both sides are measured on. One thread, processor time.

matching.py pictures FOLDER      draws pictures as raw pixels and as JPEG files, and hashes them with pdqhash and Pillow
matching.py codes FOLDER COUNT   draws codes and queries, and searches them with FAISS
matching.py texts FOLDER COUNT   writes documents and edited copies of some, and looks these up with datasketch

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
WORDS = 100


def per_second(work):
    """All of the work once unmeasured, then again until two seconds have passed, as ours is measured."""
    work()
    started, done, spent = time.process_time(), 0, 0
    while spent < 2:
        done += work()
        spent = time.process_time() - started
    return done / spent


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
    return {"pdq_rgb": per_second(of_pixels), "pdq_jpeg": per_second(of_files)}


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

    def search():
        # FAISS keeps what lies below the radius, not at it.
        return index.range_search(queries, RADIUS + 1)

    limits, distances, _ = search()
    speed = per_second(lambda: len(search()[0]) - 1)
    return {"radius31": speed, "found": int(limits[-1]), "nearness": int(distances.sum())}


def document(chance, words):
    """A hundred words, few of them often and most of them rarely, as in natural language."""
    ranks = len(words) ** chance.random(WORDS)
    return [words[int(rank)] for rank in ranks]


def edited(chance, words, document):
    """One word in twenty to one in seven changed, and every third copy cut to three quarters."""
    copy = list(document)
    for at in chance.choice(WORDS, chance.integers(5, 15), replace=False):
        copy[at] = words[int(chance.integers(len(words)))]
    return copy[: WORDS * 3 // 4] if chance.integers(3) == 0 else copy


def texts(folder, count):
    from datasketch import MinHash, MinHashLSH

    chance = numpy.random.default_rng(count)
    letters = numpy.array(list("abcdefghijklmnopqrstuvwxyz"))
    words = ["".join(chance.choice(letters, chance.integers(2, 11))) for _ in range(50_000)]
    known = []
    with open(folder / "documents.txt", "w") as file:
        for _ in range(count):
            known.append(" ".join(document(chance, words)))
            file.write(known[-1] + "\n")
    planted = [int(number) for number in chance.integers(0, count, QUERIES)]
    queries = [(number, " ".join(edited(chance, words, known[number].split()))) for number in planted]
    queries += [(-1, " ".join(document(chance, words))) for _ in range(QUERIES)]
    (folder / "queries.txt").write_text("".join(f"{number}\t{text}\n" for number, text in queries))

    # Copies have a quarter to two thirds of all runs in common. Of what finds them, this is the fastest, and the only
    # one of those tried that leaves room in 16 GB.
    bands, rows = 20, 2

    def sketch(text):
        split = text.lower().split()
        runs = {" ".join(split[at : at + 4]).encode() for at in range(len(split) - 3)}
        sketch = MinHash(num_perm=bands * rows)
        sketch.update_batch(runs)
        return sketch

    index = MinHashLSH(num_perm=bands * rows, params=(bands, rows))
    for number, text in enumerate(known):
        index.insert(number, sketch(text), check_duplication=False)
    known.clear()
    found = sum(number in index.query(sketch(text)) for number, text in queries if number >= 0)
    whole = per_second(lambda: len([index.query(sketch(text)) for _, text in queries]))
    sketches = [sketch(text) for _, text in queries]
    lookup = per_second(lambda: len([index.query(sketch) for sketch in sketches]))
    return {"whole": whole, "lookup": lookup, "recall": found / QUERIES}


if __name__ == "__main__":
    task, folder = sys.argv[1], Path(sys.argv[2])
    if task == "pictures":
        figures = pictures(folder)
    else:
        figures = {"codes": codes, "texts": texts}[task](folder, int(sys.argv[3]))
    print(json.dumps(figures))
