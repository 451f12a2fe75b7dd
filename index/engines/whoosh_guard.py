"""Whoosh behind a guard: the only place that imports it.

Whoosh 2.7.4 unpickles what lies in its folder, so a planted file would run code. Before anything is
opened, every loader in it is replaced by one that knows a handful of harmless names, and its
readers of older formats, which have loaders of their own, are taken away. It also raises whatever
comes to hand (a flipped byte shows as any of fifteen types): `damage` makes it `EngineDamaged`.
"""

import errno
import io
import pickle
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import IO, Any, Final

from index.engines.engine import Cancelled, EngineDamaged, EngineError


@contextmanager
def _without_network() -> Iterator[None]:
    """Keep Whoosh from loading `urllib.request`, and with it sockets, SSL and e-mail.

    It has one function that downloads a dictionary. We never call it, and loading all that would
    take a fifth of the time to the first answer.
    """
    if "urllib.request" in sys.modules:
        yield
        return
    sys.modules["urllib.request"] = stub = ModuleType("urllib.request")
    stub.urlretrieve = None  # type: ignore[attr-defined]  # the one name that Whoosh asks for
    try:
        yield
    finally:
        del sys.modules["urllib.request"]


with warnings.catch_warnings(), _without_network():
    # Whoosh 2.7.4 predates Python 3.12's stricter compiler.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh
    from whoosh import index as whoosh_index
    from whoosh.codec import whoosh3
    from whoosh.columns import NumericColumn
    from whoosh.fields import COLUMN, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import StructFile
    from whoosh.formats import Format
    from whoosh.index import TOC, EmptyIndexError, FileIndex, LockError
    from whoosh.util.numeric import byte_to_length
    from whoosh.writing import SegmentWriter

__all__ = [
    "COLUMN",
    "TOC",
    "EmptyIndexError",
    "FieldType",
    "FileIndex",
    "FileStorage",
    "Format",
    "LockError",
    "NumericColumn",
    "Schema",
    "SegmentWriter",
    "StructFile",
    "byte_to_length",
    "damage",
    "load",
    "loads",
    "whoosh3",
    "whoosh_index",
]

TESTED: Final = (2, 7, 4)
"""The release whose formats and internals the engine is written against."""

_HARMLESS: Final = {
    ("array", "_array_reconstructor"),
    ("array", "array"),
    ("builtins", "int"),
    ("builtins", "set"),
    ("collections", "defaultdict"),
    ("whoosh.codec.whoosh3", "W3Codec"),
    ("whoosh.codec.whoosh3", "W3Segment"),
}


def _latin1(text: str, encoding: str = "latin1") -> bytes:
    """What old pickles call to make bytes, and nothing more of `_codecs.encode`."""
    if encoding not in {"latin1", "latin-1"}:
        raise pickle.UnpicklingError(f"the encoding {encoding!r} has no business in an index")
    return text.encode("latin1")


class _Unpickler(pickle.Unpickler):
    """Loads what an index of ours holds, and refuses to load, let alone call, anything else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as in the base class
        """Look a name up, if it is one of the harmless ones."""
        if (module, name) == ("_codecs", "encode"):
            return _latin1
        if (module, name) not in _HARMLESS:
            raise pickle.UnpicklingError(f"{module}.{name} has no business in an index")
        return super().find_class(module, name)


def load(file: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was pickled
    """Unpickle from a file, guarded."""
    return _Unpickler(file).load()


def loads(data: bytes) -> Any:  # noqa: ANN401 - whatever was pickled
    """Unpickle from bytes, guarded."""
    return _Unpickler(io.BytesIO(data)).load()


def _install() -> None:
    """Replace each loader that Whoosh has imported, in each of its modules."""
    if whoosh.__version__ != TESTED:
        found = ".".join(map(str, whoosh.__version__))
        wanted = ".".join(map(str, TESTED))
        raise ImportError(f"Whoosh {found} is installed; Gazetteer needs exactly {wanted}")
    guarded = {id(pickle.load): load, id(pickle.loads): loads}
    modules = [module for name, module in sys.modules.items() if name.startswith("whoosh.")]
    for module in modules:
        for name, value in list(vars(module).items()):
            if id(value) in guarded:
                setattr(module, name, guarded[id(value)])
            elif value is pickle:
                stand_in = SimpleNamespace(
                    load=load, loads=loads, dumps=pickle.dumps, PicklingError=pickle.PicklingError
                )
                setattr(module, name, stand_in)
    whoosh_index.toc_loaders = {}


_install()


@contextmanager
def damage(doing: str) -> Iterator[None]:
    """Turn what Whoosh raises into `EngineDamaged`, and what the system raises into `EngineError`.

    Our own exceptions pass, and so does a file that is not there: a writer may have removed it.

    Args:
        doing: What failed, for the message: "reading the text index".
    """
    try:
        yield
    except (EngineError, Cancelled, FileNotFoundError, MemoryError):
        raise
    except OSError as error:
        kind = EngineDamaged if error.errno == errno.EINVAL else EngineError
        hint = "; rebuild the library" if kind is EngineDamaged else ""
        raise kind(f"{doing} failed: {error.strerror or error}{hint}") from error
    except Exception as error:
        message = f"{doing} failed ({type(error).__name__}); rebuild the library"
        raise EngineDamaged(message) from error
