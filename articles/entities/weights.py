"""The tagger's weights on disk: small numbers, few of them, compressed.

A weight is kept as one signed byte, the square root of its size on a linear scale, so that small
weights keep their precision. The file: one line of JSON, the names of the features one a line, the
bytes one label after the other; all of it compressed with LZMA.
"""

import json
import lzma
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_FORMAT = 1
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear-chain model.

    `features[numbers[name]]` is a feature's weight for each tag; row 0 is zeros. `step[a, b]` is
    the weight of tag `b` after tag `a`, `begin[a]` of tag `a` at the beginning of a sentence.
    """

    tags: tuple[str, ...]
    numbers: dict[str, int]
    features: Floats
    step: Floats
    begin: Floats


def to_bytes(weights: Weights) -> bytes:
    """Weights as the content of a file; the same weights give the same bytes."""
    names = sorted(weights.numbers)
    rows = weights.features[[weights.numbers[name] for name in names]]
    scale = float(np.abs(rows).max()) or 1.0
    small = (np.sign(rows) * np.rint(np.sqrt(np.abs(rows) / scale) * 127)).astype(np.int8)
    head = {
        "format": _FORMAT,
        "tags": weights.tags,
        "scale": scale,
        "features": len(names),
        "step": np.round(weights.step, 4).tolist(),
        "begin": np.round(weights.begin, 4).tolist(),
    }
    text = "\n".join([json.dumps(head), *names])
    content = text.encode() + b"\n" + small.T.tobytes()
    return lzma.compress(content, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=_FILTERS)


def from_bytes(content: bytes) -> Weights:
    """Weights from the content of a file that `to_bytes` made."""
    raw = lzma.decompress(content)
    line, _, rest = raw.partition(b"\n")
    head = json.loads(line)
    tags, count = tuple(head["tags"]), head["features"]
    values = np.frombuffer(rest, np.int8, offset=len(rest) - count * len(tags))
    names = rest[: len(rest) - values.size - 1].decode().split("\n")
    small = values.reshape(len(tags), count).T.astype(np.float32)
    features = np.zeros((count + 1, len(tags)), np.float32)
    features[1:] = np.sign(small) * np.square(small / 127) * head["scale"]
    return Weights(
        tags,
        {name: number for number, name in enumerate(names, 1)},
        features,
        np.array(head["step"], np.float32),
        np.array(head["begin"], np.float32),
    )


def shipped() -> Weights:
    """The weights that come with the program."""
    return from_bytes((resources.files("articles.entities") / "data" / "weights.xz").read_bytes())
