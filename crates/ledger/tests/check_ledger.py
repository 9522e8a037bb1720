#!/usr/bin/env python3
"""Checks what a Vigie ledger hands out, sharing no code with Vigie.

    check_ledger.py bundle FILE [--key VKEYFILE] [--files DIR]
    check_ledger.py log PATH [--key VKEYFILE]
    check_ledger.py document FILE --key VKEYFILE [--checkpoint NOTEFILE]

`bundle` checks one "vigie-bundle/1" document. `document` checks one "vigie-signed-document/1" and, if a checkpoint
known from elsewhere is given, holds its own against that. `log` checks a whole exported log: PATH is a directory that holds
`leaves.jsonl` (one {"index": n, "leaf": "canonical JSON text"} a line), `checkpoint` (the signed note) and `vkey`
(the verifier key), or the path of such a leaves file with the other two beside it.

Prints "OK ..." and exits 0, or "FAULT Name place..." and exits 1; 2 means wrong usage or an unreadable file.
Only the standard library is used. Written from RFC 6962, RFC 8032, RFC 8785 and the C2SP signed-note and
tlog-checkpoint documents.
"""

import argparse
import base64
import binascii
import hashlib
import json
import math
import pathlib
import re
import sys


class Fault(Exception):
    """Something that makes the material untrustworthy; the first argument is its name."""

    def __str__(self):
        return " ".join(str(part) for part in self.args)


def need(condition, *fault):
    if not condition:
        raise Fault(*fault)


# Ed25519 (RFC 8032 section 5.1), on points (x, y) of the curve -x^2 + y^2 = 1 + d x^2 y^2, projective as (X, Y, Z).

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1)


def recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and sign):
        return None
    return P - x if x % 2 != sign else x


def add(a, b):
    (x1, y1, z1), (x2, y2, z2) = a, b
    z = z1 * z2 % P
    zz = z * z % P
    xx, yy = x1 * x2 % P, y1 * y2 % P
    twist = D * xx * yy % P
    x = z * (zz - twist) * ((x1 + y1) * (x2 + y2) - xx - yy)
    y = z * (zz + twist) * (yy + xx)
    return x % P, y % P, (zz - twist) * (zz + twist) % P


def times(factor, point):
    result = NEUTRAL
    for bit in bin(factor)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decode_point(data):
    number = int.from_bytes(data, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = recover_x(y, sign) if y < P else None
    return None if x is None else (x, y, 1)


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    public, commitment = decode_point(key), decode_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or scalar >= ORDER:
        return False
    # Points of small order would let one signature fit many messages.
    if same(times(8, public), NEUTRAL) or same(times(8, commitment), NEUTRAL):
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return same(times(scalar, BASE), add(commitment, times(challenge, public)))


# Merkle tree (RFC 6962 section 2.1), by its recursive definition.


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(text):
    return sha256(b"\x00" + text.encode("utf-8"))


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def split(count):
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def tree_root(hashes, start, end):
    if start == end:
        return sha256(b"")
    if end - start == 1:
        return hashes[start]
    middle = start + split(end - start)
    return node_hash(tree_root(hashes, start, middle), tree_root(hashes, middle, end))


def path_root(index, size, leaf, path):
    """The root that an audit path leads to, or None if its length does not fit."""
    if size == 1:
        return leaf if not path else None
    if not path:
        return None
    middle = split(size)
    if index < middle:
        below = path_root(index, middle, leaf, path[:-1])
        return below and node_hash(below, path[-1])
    below = path_root(index - middle, size - middle, leaf, path[:-1])
    return below and node_hash(path[-1], below)


# Canonical JSON (RFC 8785).


def number_text(number):
    double = float(number)
    if not math.isfinite(double):
        raise ValueError("not finite")
    if double == 0:
        return "0"
    mantissa, _, exponent = repr(abs(double)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent or 0)
    digits = whole + fraction
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.strip("0")
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + f"e{point - 1:+d}"
    text = ("-" if double < 0 else "") + text
    if isinstance(number, int) and text != str(number):
        raise ValueError("integer would be rounded")
    return text


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def string_text(text):
    escaped = (ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text)
    return '"' + "".join(escaped) + '"'


def canonical(value, depth=0):
    if depth > 64:
        raise ValueError("nested too deep")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, str):
        return string_text(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, depth + 1) for item in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(f"{string_text(n)}:{canonical(value[n], depth + 1)}" for n in names) + "}"


def without_repeats(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("repeated member")
    return members


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def load_json(text):
    return json.loads(text, object_pairs_hook=without_repeats, parse_constant=no_constant)


def read_leaf(text, index):
    try:
        value = load_json(text)
        text.encode("utf-8")
        need(canonical(value) == text, "NotCanonical", f"index={index}")
    except (ValueError, OverflowError, RecursionError):
        raise Fault("NotCanonical", f"index={index}") from None
    return value


# Keys and checkpoints (C2SP signed-note, tlog-checkpoint).


def decode_base64(text, *fault):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Fault(*fault) from None
    need(base64.b64encode(data).decode() == text, *fault)
    return data


def key_id(name, typed):
    return sha256(name.encode("utf-8") + b"\n" + typed)[:4]


def read_key(text):
    """Returns (name, id, public key)."""
    parts = text.split("+", 2)
    need(len(parts) == 3, "BadKey")
    name, identity, encoded = parts
    typed = decode_base64(encoded, "BadKey")
    need(name and len(typed) == 33 and typed[0] == 1, "BadKey")
    need(identity == key_id(name, typed).hex(), "BadKey")
    return name, bytes.fromhex(identity), typed[1:]


def open_checkpoint(note, key):
    """Returns (origin, size, root) of a note signed by `key`."""
    name, identity, public = key
    head, separator, tail = note.rpartition("\n\n")
    need(separator and tail.endswith("\n"), "BadCheckpoint")
    body, signed = head + "\n", False
    for line in tail[:-1].split("\n"):
        parts = line.split(" ")
        need(len(parts) == 3 and parts[0] == "\u2014" and parts[1], "BadCheckpoint")
        data = decode_base64(parts[2], "BadCheckpoint")
        need(len(data) > 4, "BadCheckpoint")
        if parts[1] == name and data[:4] == identity:
            need(ed25519_verifies(public, body.encode("utf-8"), data[4:]), "BadSignature")
            signed = True
    need(signed, "BadCheckpoint", "not signed by", name)
    lines = body[:-1].split("\n")
    need(len(lines) >= 3 and all(lines), "BadCheckpoint")
    need(re.fullmatch(r"0|[1-9][0-9]*", lines[1], re.ASCII), "BadCheckpoint")
    root = decode_base64(lines[2], "BadCheckpoint")
    need(len(root) == 32 and lines[0] == name, "BadCheckpoint")
    return lines[0], int(lines[1]), root


# Bundles.


def commitment(salt, value):
    data = value.encode("utf-8")
    lengths = [len(part).to_bytes(8, "big") for part in (salt, data)]
    return sha256(b"vigie-commitment/1\n" + lengths[0] + salt + lengths[1] + data).hex()


def members(value, required, optional=()):
    need(isinstance(value, dict), "Malformed", "an object was expected")
    unknown = set(value) - set(required) - set(optional)
    missing = set(required) - set(value)
    need(not unknown and not missing, "Malformed", *sorted(unknown | missing))
    return value


def typed(value, kind, what):
    need(isinstance(value, kind) and not isinstance(value, bool), "Malformed", what)
    need(kind is not int or 0 <= value < 2**64, "Malformed", what)
    return value


def digest(value):
    need(isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value), "Malformed", "a digest was expected")
    return bytes.fromhex(value)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def check_entry(entry, previous, size, root):
    """Returns the texts that the entry proves."""
    members(entry, ["index", "leaf", "proof"], ["opened"])
    index, text = typed(entry["index"], int, "index"), typed(entry["leaf"], str, "leaf")
    need(index > previous, "OutOfOrder", f"index={index}")
    path = [digest(sibling) for sibling in typed(entry["proof"], list, "proof")]
    leaf = read_leaf(text, index)
    included = index < size and path_root(index, size, leaf_hash(text), path) == root
    need(included, "LeafNotIncluded", f"index={index}")
    proven = set(texts(leaf))
    recorded = leaf.get("commitments") if isinstance(leaf, dict) else None
    for field, opening in sorted(typed(entry.get("opened", {}), dict, "opened").items()):
        members(opening, ["salt", "value"])
        salt, value = digest(opening["salt"]), typed(opening["value"], str, "value")
        place = (f"index={index}", f"field={field}")
        stored = recorded.get(field) if isinstance(recorded, dict) else None
        need(isinstance(stored, str) and re.fullmatch("[0-9a-f]{64}", stored), "CommitmentMissing", *place)
        need(stored == commitment(salt, value), "CommitmentMismatch", *place)
        proven.add(value)
    return proven


def check_file(listed, proven, folder):
    members(listed, ["name", "sha256", "size"])
    name, size = typed(listed["name"], str, "name"), typed(listed["size"], int, "size")
    digest(listed["sha256"])
    need(listed["sha256"] in proven, "FileNotAttested", f"name={name}")
    if folder is None:
        return
    need(name == pathlib.PurePath(name).name and name not in ("", ".."), "FileMismatch", f"name={name}")
    content = (folder / name).read_bytes()
    good = len(content) == size and sha256(content).hex() == listed["sha256"]
    need(good, "FileMismatch", f"name={name}")


def load_file(path):
    try:
        value = load_json(path.read_bytes().decode("utf-8"))
        # Half of a surrogate pair is no character; nothing further on could hash it.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Fault("Malformed", error) from None
    return value


def check_bundle(bundle, pinned, folder):
    """Returns (origin, size, root) of the bundle's checkpoint."""
    members(bundle, ["schema", "origin", "key", "checkpoint", "entries"], ["files"])
    for name in ("schema", "origin", "key", "checkpoint"):
        typed(bundle[name], str, name)
    need(bundle["schema"] == "vigie-bundle/1", "OtherSchema")
    key = read_key(bundle["key"])
    need(pinned is None or pinned == bundle["key"], "WrongKey")
    need(bundle["origin"] == key[0], "WrongOrigin")
    origin, size, root = open_checkpoint(bundle["checkpoint"], key)
    proven, previous = set(), -1
    for entry in typed(bundle["entries"], list, "entries"):
        proven |= check_entry(entry, previous, size, root)
        previous = entry["index"]
    for listed in typed(bundle.get("files", []), list, "files"):
        check_file(listed, proven, folder)
    return origin, size, root


def report_bundle(path, pinned, folder):
    bundle = load_file(path)
    origin, size, _ = check_bundle(bundle, pinned, folder)
    source = "the bundle itself" if pinned is None else "the key given"
    leaves, files = len(bundle["entries"]), len(bundle.get("files", []))
    return f"origin={origin} size={size} leaves={leaves} files={files} key from {source}"


# Signed documents.


def report_document(path, pinned, known):
    signed = members(load_file(path), ["schema", "document", "signed_by", "signature", "bundle"])
    for name in ("schema", "signed_by", "signature"):
        typed(signed[name], str, name)
    need(signed["schema"] == "vigie-signed-document/1", "OtherSchema")
    try:
        text = canonical(signed["document"]).encode("utf-8")
    except (ValueError, OverflowError, RecursionError):
        raise Fault("NoCanonicalText") from None
    key = name, identity, public = read_key(pinned)
    need(signed["signed_by"] == f"{name}+{identity.hex()}", "OtherKey")
    origin, size, root = check_bundle(signed["bundle"], pinned, None)
    entries = signed["bundle"]["entries"]
    need(len(entries) == 1, "NotOneLeaf", f"count={len(entries)}")
    leaf, index = load_json(entries[0]["leaf"]), entries[0]["index"]
    listed = leaf.get("digests") if isinstance(leaf, dict) else None
    named = isinstance(listed, list) and sha256(text).hex() in listed
    try:
        signature = base64.b64decode(signed["signature"], validate=True)
    except (binascii.Error, ValueError):
        signature = b""
    genuine = ed25519_verifies(public, b"vigie-signed-document/1\n" + text, signature)
    need(genuine or named, "Changed")
    need(genuine, "BadSignature")
    need(named, "NotNamed", f"index={index}")
    said = f"origin={origin} size={size} index={index} sha256={sha256(text).hex()}"
    if known is None:
        return said
    _, known_size, known_root = open_checkpoint(known, key)
    need(known_size != size or known_root == root, "Forked", f"size={size}")
    standing = "the same" if known_size == size else "newer" if known_size > size else "older"
    return f"{said} the known checkpoint is {standing}"


# Whole logs.


def check_log(path, pinned):
    folder, leaves = (path, path / "leaves.jsonl") if path.is_dir() else (path.parent, path)
    text = (folder / "vkey").read_text("utf-8").rstrip("\n")
    need(pinned is None or pinned == text, "WrongKey")
    note = (folder / "checkpoint").read_bytes().decode("utf-8")
    origin, size, root = open_checkpoint(note, read_key(text))
    hashes = []
    with open(leaves, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            try:
                record = load_json(line)
            except (ValueError, RecursionError):
                raise Fault("Malformed", f"line={len(hashes) + 1}") from None
            members(record, ["index", "leaf"])
            index, leaf = typed(record["index"], int, "index"), typed(record["leaf"], str, "leaf")
            need(index >= len(hashes), "LeafOutOfPlace", f"index={index}")
            need(index == len(hashes), "MissingLeaf", f"index={len(hashes)}")
            read_leaf(leaf, index)
            hashes.append(leaf_hash(leaf))
    need(size <= len(hashes), "CheckpointLongerThanLog", f"size={size}")
    need(tree_root(hashes, 0, size) == root, "CheckpointMismatch", f"size={size}")
    beyond = len(hashes) - size
    return f"origin={origin} size={size} leaves={len(hashes)} beyond the checkpoint={beyond}"


def main():
    parser = argparse.ArgumentParser(description="Checks a Vigie bundle, log or signed document, offline.")
    parser.add_argument("kind", choices=["bundle", "log", "document"])
    parser.add_argument("path", type=pathlib.Path)
    parser.add_argument("--key", type=pathlib.Path, help="file with the verifier key you trust")
    parser.add_argument("--files", type=pathlib.Path, help="directory with the files that the bundle lists")
    parser.add_argument("--checkpoint", type=pathlib.Path, help="file with a checkpoint you know, for a document")
    options = parser.parse_args()
    if options.kind == "document" and options.key is None:
        parser.error("a signed document is checked with a key known from elsewhere: give --key")
    try:
        pinned = options.key and options.key.read_text("utf-8").strip()
        known = options.checkpoint and options.checkpoint.read_bytes().decode("utf-8")
        if options.kind == "bundle":
            print("OK", report_bundle(options.path, pinned, options.files))
        elif options.kind == "document":
            print("OK", report_document(options.path, pinned, known))
        else:
            print("OK", check_log(options.path, pinned))
    except Fault as fault:
        print("FAULT", fault)
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"check_ledger.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
