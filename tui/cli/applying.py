"""Applying what the user has said to the library, if there is a library yet."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from index.build.judging import judge, let_dates_hold
from index.library.errors import LibraryBusy, LibraryMissing
from index.notebook.dates import SaidDate
from index.notebook.judged import SaidOfEntities
from tui.cli import output
from tui.cli.source import Source


def apply_judgements(found: Source, said: SaidOfEntities) -> None:
    """Let the library say what the user says of entities."""
    with _or_later():
        judge(found.folder, said)


def apply_dates(found: Source, said: Iterable[SaidDate]) -> None:
    """Let the library say what the user says of dates."""
    with _or_later():
        let_dates_hold(found.folder, said)


@contextmanager
def _or_later() -> Iterator[None]:
    """What cannot hold now does from the next update on."""
    try:
        yield
    except LibraryMissing:
        pass
    except LibraryBusy as busy:
        output.tell(f"{busy}; what you said is kept, and holds from the next update on")
