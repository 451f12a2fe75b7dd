"""From a word on the command line to a collection, and where its library is to lie."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from articles.collection import Collection, CollectionError
from index.library import place_of
from tui.cli import spool
from tui.cli.arguments import near_command
from tui.cli.problems import Unusable, Usage


@dataclass(frozen=True, slots=True)
class Source:
    """What the user pointed at, and where its library is to lie."""

    collection: Collection
    base: Path | None
    """Where libraries are kept; None for the usual place."""

    @property
    def folder(self) -> Path:
        """The folder of its library."""
        return place_of(self.collection.root, self.base)


@contextmanager
def source(arguments: argparse.Namespace) -> Iterator[Source]:
    """The collection that the arguments name; standard input is kept in a file until the end."""
    base = base_of(arguments)
    if arguments.collection == "-":
        with spool.from_stdin() as (file, private):
            yield Source(_opened(file), base or private)
        return
    yield Source(_collection(arguments.collection), base)


def base_of(arguments: argparse.Namespace) -> Path | None:
    """Where libraries are kept; None for the usual place."""
    place = arguments.library or os.environ.get("GAZETTEER_LIBRARY")
    return Path(place) if place else None


def _collection(word: str) -> Collection:
    try:
        return _opened(Path(word))
    except Unusable as error:
        near = near_command(word)
        if near and not os.path.lexists(word):
            raise Usage(f"{error}; did you mean the command '{near}'?") from error
        raise


def _opened(path: Path) -> Collection:
    try:
        return Collection.open(path)
    except CollectionError as error:
        raise Unusable(str(error)) from error
