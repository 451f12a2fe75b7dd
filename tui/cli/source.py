"""From a word on the command line to a collection, and where its library is to lie."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from articles.collection.collection import Collection, CollectionError
from index.library.folder import place_of
from tui.cli import output, spool
from tui.cli.arguments import ENGINES, near_command
from tui.cli.stand_in import standing_in
from tui.outside.paths import as_typed
from tui.problems import Unusable, Usage
from tui.settings import configuration


class Source(NamedTuple):
    """What the user pointed at, and where its library is to lie."""

    collection: Collection
    base: Path | None
    """Where libraries are kept; None for the usual place."""
    detector: str | None = None
    """What is to recognise names; None for what made the library."""
    engine: str | None = None
    """What is to search the text; None for what the library has."""
    is_stdin: bool = False
    """Whether it came on standard input, and is kept in a file for the moment."""

    @property
    def shown(self) -> str:
        """What it is called."""
        return "standard input" if self.is_stdin else str(self.collection.root)

    @property
    def folder(self) -> Path:
        """The folder of its library."""
        return place_of(self.collection.root, self.base)

    @property
    def notebook(self) -> Path:
        """The file of its notebook."""
        from index.notebook.file import notebook_of

        return notebook_of(self.collection.root, self.base)

    @property
    def has_notebook(self) -> bool:
        """Whether there is one, as far as we may look."""
        return os.access(self.notebook, os.F_OK)


@contextmanager
def source(arguments: argparse.Namespace) -> Iterator[Source]:
    """The collection that the arguments name; standard input is kept in a file until the end."""
    base = base_of(arguments)
    detector = getattr(arguments, "detector", None) or settings().detector
    engine = getattr(arguments, "engine", None) or _engine_set()
    if arguments.collection == "-":
        with spool.from_stdin() as (file, private):
            yield Source(_opened(file), base or private, detector, engine, is_stdin=True)
        return
    found = Source(_collection(arguments), base, detector, engine)
    if getattr(arguments, "no_update", True):  # who only looks at a library, or only builds it
        yield found
        return
    with standing_in(found.folder) as told:
        if told:
            output.tell(told)
        yield found


def base_of(arguments: argparse.Namespace) -> Path | None:
    """Where libraries are kept; None for the usual place."""
    if arguments.library == "":
        raise Usage("--library needs a folder, not an empty name")
    place = arguments.library or os.environ.get("GAZETTEER_LIBRARY")
    if place:
        return _base(place)
    set_ = settings().library
    return Path.home() / _base(set_) if set_ else None


def _base(word: str) -> Path:
    try:
        return as_typed(word)
    except RuntimeError as error:
        raise Usage(f"no place for libraries: nobody has such a home folder: {word}") from error


def _engine_set() -> str | None:
    found = settings().engine
    if found not in {None, *ENGINES}:
        names = " or ".join(f'"{name}"' for name in ENGINES)
        raise Usage(f"{configuration.file()}: engine has to be {names}")
    return found


def settings() -> configuration.Configuration:
    """What the user has set; what is odd about it is told once."""
    return _settings(configuration.file())


@cache
def _settings(file: Path) -> configuration.Configuration:
    try:
        found, warnings = configuration.read(file)
    except configuration.ConfigurationError as error:
        raise Usage(str(error)) from error
    for warning in warnings:
        output.tell(warning)
    return found


def _collection(arguments: argparse.Namespace) -> Collection:
    word = arguments.collection
    if not word:
        raise Usage("COLLECTION is empty; '.' is the current folder")
    try:
        place = as_typed(word)
    except RuntimeError:  # as in a shell, it is a name then
        place = Path(word).absolute()
    try:
        return _opened(place)
    except Unusable as error:
        near = near_command(word) if arguments.command == "read" else ""
        if near and not os.path.lexists(word):
            raise Usage(f"{error}; did you mean the command '{near}'?") from error
        raise


def _opened(path: Path) -> Collection:
    try:
        return Collection.open(path)
    except CollectionError as error:
        raise Unusable(str(error)) from error
