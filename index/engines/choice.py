"""Which engines there are, and how one is had by its name; each is loaded only when it is used."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from articles.article import Article
from index.engines.engine import Engine, EngineError

DEFAULT: Final = "whoosh"

_CLASSES: Final = {"whoosh": "WhooshEngine", "tantivy": "TantivyEngine"}

ENGINES: Final = tuple(_CLASSES)
"""Their names."""


class Kind(Protocol):
    """How an engine of one kind comes to be."""

    def create(self, folder: Path) -> Engine:
        """Make an empty index in a folder of its own, and open it for writing."""
        ...

    def open(self, folder: Path, *, writable: bool = False) -> Engine:
        """Open an index.

        Raises:
            EngineDamaged: If there is none of this kind, or it cannot be read.
        """
        ...


def kind(name: str) -> Kind:
    """The kind of engine of a name.

    Raises:
        EngineError: If there is none, or what it needs is not installed.
    """
    if name not in _CLASSES:
        raise EngineError(f"there is no engine '{name}'; there are {' and '.join(ENGINES)}")
    return cast(Kind, getattr(import_module(f"index.engines.{name}_engine"), _CLASSES[name]))


def preparation(name: str) -> Callable[[Article], bytes]:
    """What makes `Document.prepared` of a report; other processes can load it."""
    return cast(Callable[[Article], bytes], import_module(f"index.engines.{name}_terms").prepare)
