"""What the user's notebook holds, for the reader: looked up in one thread of its own.

What holds of a report is answered from memory, without waiting: `Held.marking`.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from index.library.folder import place_of
from index.library.library import Library
from index.mentions.judging_here import Lost
from index.notebook.acts import Act, Clip, Facet, Mark, Note
from index.notebook.attached import Attached
from index.notebook.file import notebook_of
from index.notebook.judged import said_in
from index.notebook.marking import Marking
from tui.background.one_thread import OneThread
from tui.background.placed import Placed, place
from tui.background.titles import told_by_title

_Value = TypeVar("_Value")

_WORD: Final = re.compile(r"\w{2,}")
_OFFERED: Final = 20
"""Words of notes that complete what is typed."""


class Held:
    """What the notebook holds, over the library that the reader has open."""

    def __init__(self, collection: Path, base: Path | None = None) -> None:
        """Read the notebook on `collection`, whose library is kept under `base`."""
        self.collection, self.base = collection.absolute(), base and base.absolute()
        self.path = notebook_of(collection, base)
        self._folder = place_of(collection, base)
        self._thread = OneThread("notebook")
        self._library: Library | None = None
        self._attached: Attached | None = None
        self._learnt: object = None
        """The library over which it was last written down what reports are known as."""

    # Beginning and end

    async def refresh(self) -> bool:
        """See what has changed in notebook or library; whether anything has.

        Raises:
            NotebookError: The notebook cannot be used; so do all methods that need it.
            LibraryError: The same of the library.
        """
        return await self._off(self._refresh)

    def _refresh(self) -> bool:
        if self._attached is None or self._library is None:
            self._library = Library.open(self._folder)
            self._attached = Attached(self.path, self._library)
        self._library.refresh()
        changed = self._attached.refresh()
        over = self._library.state()
        if over != self._learnt:
            self._attached.learn()
            self._learnt = over
        return changed

    def close(self) -> None:
        """Finish what is being written, and let the notebook go."""
        self._thread.close(self._finish)

    def _finish(self) -> None:
        if self._attached is not None:
            self._attached.close()
        if self._library is not None:
            self._library.close()

    # What holds

    def marking(self, number: int) -> Marking:
        """What holds of a report, as far as is known by now."""
        return self._attached.marking(number) if self._attached is not None else Marking()

    def are_read(self, numbers: Sequence[int]) -> bool:
        """Whether all of these reports are read."""
        return self._attached is not None and self._attached.read().issuperset(numbers)

    def are_starred(self, numbers: Sequence[int]) -> bool:
        """Whether all of these reports are starred."""
        return self._attached is not None and self._attached.starred().issuperset(numbers)

    async def tags_on(self, numbers: Sequence[int]) -> set[str]:
        """Tags that any of these reports has."""
        return await self._off(lambda: self._tags_on(numbers))

    def _tags_on(self, numbers: Sequence[int]) -> set[str]:
        attached = self._open()
        return {tag for tag in attached.tags() if not attached.tagged(tag).isdisjoint(numbers)}

    def tags(self) -> dict[str, int]:
        """Every tag, and how many reports have it."""
        return self._attached.tags() if self._attached is not None else {}

    def tags_beginning(self, text: str) -> list[str]:
        """Tags that begin so, whatever the case; those of most reports first."""
        tags = self.tags()
        fitting = [tag for tag in tags if tag.casefold().startswith(text.casefold())]
        return sorted(fitting, key=lambda tag: (-tags[tag], tag))

    async def noted_words_beginning(self, text: str) -> list[str]:
        """Words of notes that begin so, whatever the case; those in most notes first."""
        return await self._off(lambda: self._noted_words_beginning(text.casefold()))

    def _noted_words_beginning(self, text: str) -> list[str]:
        counts: Counter[str] = Counter()
        for entry in self._attached.notes() if self._attached is not None else ():
            if isinstance(entry.act, Note):
                words = set(_WORD.findall(entry.act.note.casefold()))
                counts.update(word for word in words if word.startswith(text))
        return sorted(counts, key=lambda word: (-counts[word], word))[:_OFFERED]

    async def lost(self) -> list[Lost]:
        """What was said of single reports and mentions, and holds nowhere."""
        return await self._off(self._lost)

    def _lost(self) -> list[Lost]:
        from index.build.lost import lost  # noqa: PLC0415 - the reader starts without it

        return lost(self._folder, said_in(self.path))

    async def unread_first(self, numbers: Sequence[int]) -> Sequence[int]:
        """Reports in their order, those that were not read before the others."""
        return await self._off(lambda: self._unread_first(numbers))

    def _unread_first(self, numbers: Sequence[int]) -> Sequence[int]:
        read = self._attached.read() if self._attached is not None else set()
        return [one for one in numbers if one not in read] + [one for one in numbers if one in read]

    async def count_unread(self, numbers: Sequence[int]) -> int:
        """How many of these reports were not read."""
        read = self._attached.read() if self._attached is not None else set()
        return await self._off(lambda: sum(one not in read for one in numbers))

    async def placed(self, facet: Facet, number: int | None = None) -> list[Placed]:
        """Notes, clips or marks, with where they stand now.

        Args:
            facet: Which of them.
            number: Only those in this report.
        """
        return await self._off(lambda: self._placed(facet, number))

    def _placed(self, facet: Facet, number: int | None) -> list[Placed]:
        attached = self._open()
        found = []
        for entry in attached.notebook.acts(facet) if attached.is_there else ():
            act = entry.act
            if not isinstance(act, Note | Clip | Mark):
                continue
            where = attached.number_of(act.report)
            if number is None or where == number:
                found.append(place(entry, act, where, self._known().catalogue))
        return found

    async def trail(self, limit: int) -> list[int]:
        """The reports of the library that were read last, in their order."""
        return await self._off(lambda: self._trail(limit))

    def _trail(self, limit: int) -> list[int]:
        attached = self._open()
        visits = attached.notebook.trail(limit) if attached.is_there else []
        numbers = [attached.number_of(report) for _, report, _ in visits]
        return [number for number in numbers if number is not None]

    async def told(self, act: Act) -> tuple[str, tuple[str, ...]]:
        """As `told_by_title` has it."""
        return await self._off(lambda: told_by_title(act, self._open(), self._known()))

    # The thread

    def _open(self) -> Attached:
        if self._attached is None:
            self._refresh()
        assert self._attached is not None
        return self._attached

    def _known(self) -> Library:
        assert self._library is not None
        return self._library

    async def _off(self, work: Callable[[], _Value]) -> _Value:
        return await self._thread.run(work)
