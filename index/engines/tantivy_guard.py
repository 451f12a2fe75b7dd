"""tantivy behind a guard: the only place that imports it.

tantivy is an optional extra. What it raises is `ValueError` and `OSError`, and, where a file is
damaged, a panic of Rust's, which no `except Exception` catches: `damage` makes all of it ours.
Each of its files ends with a checksum, which it does not look at by itself: `check` does.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import Struct
from typing import Final

from index.engines.engine import Cancelled, EngineDamaged, EngineError

MISSING: Final = "the tantivy engine is not installed: pip install 'gazetteer[fast]'"

try:
    import tantivy
except ImportError as error:
    raise EngineError(MISSING) from error

__all__ = ["MISSING", "check", "damage", "tantivy"]

_PANIC: Final = "PanicException"
"""The name of its type, which cannot be imported."""

_SYSTEM: Final = ("No space left on device", "Too many open files")
"""What the system says that is no damage, within what tantivy raises."""

_ENDING: Final = Struct("<II")
"""How a file ends: the length of its footer, and a magic number; the footer is before them."""
_MAGIC: Final = 1337
_CHUNK: Final = 1 << 20


@contextmanager
def damage(doing: str) -> Iterator[None]:
    """Turn what tantivy raises into `EngineDamaged`, and what the system raises into `EngineError`.

    Args:
        doing: What failed, for the message: "reading the text index".
    """
    try:
        yield
    except (EngineError, Cancelled, MemoryError):
        raise
    except OSError as error:
        raise EngineError(f"{doing} failed: {error.strerror or error}") from error
    except Exception as error:
        if "LockBusy" in str(error):
            raise EngineError("another process is writing this text index") from None
        if told := next((reason for reason in _SYSTEM if reason in str(error)), ""):
            raise EngineError(f"{doing} failed: {told}") from error
        message = f"{doing} failed ({type(error).__name__}); rebuild the library"
        raise EngineDamaged(message) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise EngineDamaged(f"{doing} failed; rebuild the library") from error


def check(path: Path) -> None:
    """Compare a file of an index with the checksum that it ends with (1 GB and more a second).

    Raises:
        EngineDamaged: If they differ.
        FileNotFoundError: If there is no such file.
    """
    damaged = EngineDamaged(f"{path.name} of the text index is damaged; rebuild the library")
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - _ENDING.size))
        ending = file.read(_ENDING.size)
        if len(ending) < _ENDING.size:
            raise damaged
        length, magic = _ENDING.unpack(ending)
        left = size - _ENDING.size - length
        if magic != _MAGIC or left < 0:
            raise damaged
        file.seek(left)
        try:
            wanted = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            raise damaged from None
        file.seek(0)
        found = 0
        while left:
            chunk = file.read(min(left, _CHUNK))
            found = zlib.crc32(chunk, found)
            left -= len(chunk)
        if found != wanted:
            raise damaged
