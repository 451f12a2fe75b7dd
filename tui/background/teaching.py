"""Correcting entities from the reader, by running the same `gazetteer entities` as by hand.

It runs as a child process, as it writes the library, and that may take longer than a key should.
"""

from dataclasses import dataclass
from pathlib import Path

from articles.clean import clean_line
from tui.background.children import GRACE, NotStarted, arguments, child, text_of


@dataclass(frozen=True, slots=True)
class Taught:
    """What became of a correction."""

    holds: bool
    """Whether it was taken."""
    said: str
    """What holds now, and what it overrules; or why it cannot be. One line."""


class Teacher:
    """Corrects entities of one collection."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        """Teach of `collection`, whose library is kept under `base` (None: the user's cache)."""
        self._command = arguments("entities", base, "--no-update")
        self._collection = str(collection.absolute())

    async def teach(self, option: str, *words: str, report: str = "", at: int = -1) -> Taught:
        """Make one correction.

        Args:
            option: An option of `gazetteer entities`, such as `--merge`.
            words: What it takes.
            report: Id of the report for which it holds; empty for all.
            at: A character of the one mention for which it holds; -1 for all of the report.
        """
        only = ["--at", str(at)] if at >= 0 else []
        about = [self._collection, *([report] if report else [])]
        return outcome(*await self.ran(option, *words, *only, "--", *about))

    async def ran(self, *words: str) -> tuple[int, str, str]:
        """What `gazetteer entities` came to: its exit code, what it printed, what it told."""
        try:
            async with child([*self._command, *words], grace=GRACE) as process:
                told, narrated = await process.communicate()
                return process.returncode or 0, text_of(told), text_of(narrated)
        except NotStarted as error:
            return 1, "", str(error)


def outcome(code: int, told: str, narrated: str) -> Taught:
    """What the command line said, on one line."""
    lines = [_plain(line) for line in narrated.splitlines()]
    first = told.partition("\n")[0] if code == 0 else ""
    return Taught(code == 0, clean_line(" · ".join(filter(None, [first, *lines]))))


def _plain(line: str) -> str:
    return line.removeprefix("gazetteer: ")
