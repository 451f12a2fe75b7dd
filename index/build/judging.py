"""Let the user's word hold in a library at once, without a build."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.build.texts import WrittenTexts
from index.build.writing import seal, writing
from index.catalogue.writer import CatalogueWriter
from index.library import manifest
from index.library.errors import LibraryError
from index.library.library import CATALOGUE, MENTIONS, Library
from index.mentions.store import MentionStore
from index.notebook.dates import SaidDate, by_number
from index.notebook.judged import SaidOfEntities


def judge(folder: Path, said: SaidOfEntities) -> None:
    """Let judgements on entities, and no other, hold in the library in `folder`.

    Args:
        folder: Where the library lies.
        said: The judgements.

    Raises:
        LibraryBusy: Another process is writing it.
        LibraryError: It cannot be read or written.
        EngineError: The same of its text index, in which names are looked for.
    """
    with (
        _unsealed(folder) as library,
        closing(MentionStore.open(library.generation / MENTIONS, writable=True)) as mentions,
    ):
        texts = WrittenTexts(library.catalogue, lambda: library.engine, said.known)
        mentions.judge(said.judgements, texts)


def let_dates_hold(folder: Path, said: Iterable[SaidDate]) -> None:
    """Let the dates that the user has set, and no other, hold in the library in `folder`.

    Raises:
        LibraryBusy: Another process is writing it.
        LibraryError: It cannot be read or written.
    """
    with (
        _unsealed(folder) as library,
        closing(CatalogueWriter.open(library.generation / CATALOGUE, writable=True)) as catalogue,
    ):
        catalogue.set_dates(by_number(said, catalogue))


@contextmanager
def _unsealed(folder: Path) -> Iterator[Library]:
    """The library, its present generation to be written in, and sealed again if it was."""
    try:
        with writing(folder), closing(Library.open(folder)) as library:
            found, generation = library.manifest, library.generation
            manifest.write(generation, found._replace(files=None))
            yield library
            if found.files is not None:
                seal(generation, found.files)
    except sqlite3.DatabaseError as error:
        raise LibraryError(f"cannot write the library in {folder}: {error}") from error
    except OSError as error:
        raise LibraryError(f"cannot write the library in {folder}: {error.strerror}") from error
