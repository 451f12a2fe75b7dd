"""The tagger's weights on disk: small numbers, few of them, compressed.

A weight is kept as one signed byte, the square root of its size in 63 steps, so that small weights
keep their precision. The file: one line of JSON; the features' keys in ascending order, as
differences; the bytes, one tag after the other; all of it compressed with LZMA.
"""

import json
import lzma
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Keys = NDArray[np.uint32]
_FORMAT = 3
_LEVELS = 63
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear-chain model.

    `features[i]` is the weight of the feature known by `keys[i]` for each tag; `keys` ascend.
    `step[a, b]` is the weight of tag `b` after tag `a`, `begin[a]` of tag `a` at the beginning of a
    sentence.
    """

    tags: tuple[str, ...]
    keys: Keys
    features: Floats
    step: Floats
    begin: Floats


def to_bytes(weights: Weights) -> bytes:
    """Weights as the content of a file; the same weights give the same bytes."""
    rows = weights.features
    scale = float(np.abs(rows).max()) or 1.0
    small = (np.sign(rows) * np.rint(np.sqrt(np.abs(rows) / scale) * _LEVELS)).astype(np.int8)
    head = {
        "format": _FORMAT,
        "tags": weights.tags,
        "scale": scale,
        "levels": _LEVELS,
        "features": len(weights.keys),
        "step": np.round(weights.step, 4).tolist(),
        "begin": np.round(weights.begin, 4).tolist(),
    }
    steps = np.diff(weights.keys, prepend=np.uint32(0)).astype("<u4")
    by_byte = steps.view(np.uint8).reshape(-1, 4).T  # high bytes, nearly all zero, together
    content = json.dumps(head).encode() + b"\n" + by_byte.tobytes() + small.T.tobytes()
    return lzma.compress(content, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=_FILTERS)


def from_bytes(content: bytes) -> Weights:
    """Weights from the content of a file that `to_bytes` made.

    Raises:
        ValueError: the file was made by another version of this program.
    """
    line, _, rest = lzma.decompress(content).partition(b"\n")
    head = json.loads(line)
    if head["format"] != _FORMAT:
        raise ValueError(f"weights of format {head['format']}, where {_FORMAT} is known")
    tags, count = tuple(head["tags"]), head["features"]
    by_byte = np.frombuffer(rest, np.uint8, 4 * count).reshape(4, count)
    steps = np.ascontiguousarray(by_byte.T).view("<u4").ravel()
    small = np.frombuffer(rest, np.int8, offset=4 * count).reshape(len(tags), count).T
    sizes = np.square(small.astype(np.float32) / head["levels"]) * head["scale"]
    return Weights(
        tags,
        np.cumsum(steps, dtype=np.uint32),
        (np.sign(small) * sizes).astype(np.float32),
        np.array(head["step"], np.float32),
        np.array(head["begin"], np.float32),
    )


def shipped() -> Weights:
    """The weights that come with the program."""
    return from_bytes((resources.files("articles.entities") / "data" / "weights.xz").read_bytes())
