"""Correcting entities in the reader: merge, ignore, retype, split, rename, add; applied at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from articles.clean import clean_line
from articles.entities import EntityType
from index.mentions.values import StoredMention
from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, Keyed, Stands
from tui.features.notebook import Notebook
from tui.features.working import TEACHING, TYPING, Asks, asking, working
from tui.page.counted import counted
from tui.page.list_rows import LETTERS

if TYPE_CHECKING:
    from tui.background.teaching import Teacher
    from tui.dialogs.choose import Choice, Offer
    from tui.page.open_report import OpenReport

EVERYWHERE: Final = "everywhere"
THIS_REPORT: Final = "in this report"
THIS_MENTION: Final = "only this mention"
"""Where something that is said of an entity can hold."""
_BESIDE: Final = 18
"""Characters beside a mention that tell which one it is."""


class _Said(NamedTuple):
    """A correction, as `gazetteer entities` takes it."""

    option: str
    """Of `gazetteer entities`."""
    words: tuple[str, ...]
    """What it takes; the last is of whom it is said."""
    names: tuple[str, ...]
    """What may be shortened in what is told of it."""


class _StoodOn(NamedTuple):
    """A mention, and the report as it was when one stood on it: another may be open by now."""

    report: "OpenReport"
    mention: StoredMention


class Ground(AtDesk, InPanes, Stands, Keyed, Asks, Protocol):
    """Where one meets the entities of which one says something."""

    async def see_what_is_new(self) -> None:
        """Show what the library holds by now."""


class Teaching:
    """Asks what is needed for a correction, and makes it."""

    def __init__(self, reader: Ground, notebook: Notebook) -> None:
        """Take it on those that one meets in `reader`; it is kept in `notebook`."""
        self.reader, self._notebook = reader, notebook
        self._said, self._called_off = 0, 0
        """How much was said so far; and up to which of it all was called off that did not hold."""

    @cached_property
    def teacher(self) -> "Teacher":
        """Who hands on what the user says."""
        from tui.background.teaching import Teacher

        return Teacher(self.reader.desk.collection, self.reader.desk.base)

    def _subject(self) -> tuple[str, str] | None:
        """Whom a key is about, id and name: in the sidebar the row, else the name one reads."""
        reader = self.reader
        if reader.pane is Pane.ENTITIES:
            row = reader.entities.row
            return (row.id, row.name) if row else None
        report, trace = reader.desk.report, reader.desk.trace
        selected = reader.reading.selected
        current, offset = (selected, selected.start) if selected else reader.reading_at
        mention = report.near(current, offset, 1) if report else None
        if mention is not None and (current or trace is None):
            return mention.entity, mention.name
        return (trace.entity.id, trace.entity.name) if trace else None

    def _missed(self) -> str:
        """Words that are nobody's name yet: what is selected, or the hit that one is on.

        Empty where a name stands: at the very words that are selected, or anywhere in a hit.
        """
        reader = self.reader
        report, selected = reader.desk.report, reader.reading.selected
        span = selected or reader.reading_at[0]
        if report is None or span is None or reader.pane is Pane.ENTITIES:
            return ""
        from index.judgements.added_name import trimmed

        words = " ".join(trimmed(report.article.text[span.start : span.end]).split())
        named = [one for one in report.named() if one.start < span.end and span.start < one.end]
        is_named = any(one.surface == words for one in named) if selected else bool(named)
        return "" if is_named else words

    @asking()
    async def teach(self, what: str) -> None:
        """Say something of the entity one is on, or of words that are to name one."""
        missed = self._missed() if what == "type" else ""
        if missed:
            await self._add(missed)
            return
        subject = self._subject()
        if subject is None:
            self.reader.status_line.say(
                "Nobody is meant: go to a name first, by e or in the entities"
            )
            return
        ways: dict[str, Callable[[str, str], Awaitable[None]]] = {
            "same": self._same,
            "none": self._none,
            "type": self._type,
            "split": self._split,
            "rename": self._rename,
        }
        await ways[what](*subject)

    async def _none(self, id_: str, name: str) -> None:
        said = _Said("--ignore", (id_,), (name,))
        await self._say_where(said, f"{name} is no entity …", self._stood_on(), "teach.none")

    async def _same(self, id_: str, name: str) -> None:
        from tui.desk.alike import alike
        from tui.dialogs.choose import SHOWN, Choice, Choose

        stood_on = self._stood_on()

        async def named(typed: str) -> list[Choice]:
            lookup, wanted = self.reader.desk.lookup, typed.strip()
            if wanted:
                await asyncio.sleep(TYPING)
                found = (await lookup.entities_of(None, SHOWN + 1, wanted)).entities
            else:
                found = await alike(lookup, name, SHOWN + 1)
            return [
                Choice(one.entity.id, one.entity.name, f"{LETTERS[one.entity.type]} {one.here:,}")
                for one in found
                if one.entity.id != id_
            ]

        other = await self.reader.asked(Choose(f"{name} is the same as …", named), more=True)
        if other is not None:
            said = _Said("--merge", (other.value, id_), (name, other.label))
            await self._say_where(said, f"{name} is {other.label} …", stood_on, "teach.same")

    def _stood_on(self) -> _StoodOn | None:
        """The one mention that one stands on, or has selected."""
        reader = self.reader
        report, span = reader.desk.report, reader.reading.selected or reader.reading_at[0]
        if report is None or span is None or reader.pane is Pane.ENTITIES:
            return None
        named = (one for one in report.named() if (one.start, one.end) == span)
        return next((_StoodOn(report, mention) for mention in named), None)

    async def _say_where(
        self, said: _Said, question: str, stood_on: _StoodOn | None, again: str
    ) -> None:
        """Say something of an entity: of one mention alone, if one stands on one and wishes so.

        Args:
            said: What is said.
            question: How it is asked where that holds.
            stood_on: The mention, if one stands on one.
            again: The command whose key, pressed again, says that it holds everywhere.
        """
        from tui.dialogs.choose import Choose, among

        if stood_on is None:
            self._teach(said.option, *said.words, names=said.names)
            return
        report, mention = stood_on
        offered = among(scopes(report, mention))
        scope = await self.reader.asked(
            Choose(question, offered, again=self.reader.keymap.keys[again])
        )
        if scope is None:
            return
        if scope.value == EVERYWHERE:
            self._teach(said.option, *said.words, names=said.names)
            return
        surface = mention.surface
        there = (said.option, *said.words[:-1], surface)
        at = mention.start if scope.value == THIS_MENTION else -1
        self._teach(*there, names=(*said.names, surface), report=report.article.id, at=at)

    async def _type(self, id_: str, name: str) -> None:
        kind = await self._pick(f"{name} is a …", _kinds())
        if kind:
            self._teach("--retype", id_, kind, names=(name, kind))

    async def _add(self, words: str) -> None:
        from index.judgements.added_name import fault_of

        fault = fault_of(words)
        if fault:
            self.reader.status_line.say(fault.capitalize())
            return
        kind = await self._pick(f"'{words}' is a …", _kinds())
        if kind:
            self._teach("--add", words, kind, names=(words, kind))

    async def _split(self, id_: str, name: str) -> None:
        from tui.dialogs.choose import Choice, among

        trace = await self.reader.desk.lookup.trace(id_)
        choices = [
            Choice(one.surface, one.surface, f"{one.mentions:,} · {one.evidence}")
            for one in (trace.aliases if trace else ())
        ]
        alias = await self._pick(f"Which name is not {name}?", among(choices))
        if alias:
            self._teach("--split", id_, alias, names=(name, alias))

    async def _rename(self, id_: str, name: str) -> None:
        from tui.dialogs.ask import Ask

        new = await self.reader.asked(Ask(f"{name} is called:", name, is_edited=True))
        if new and new.strip() != name:
            self._teach("--rename", id_, new.strip(), names=(name, new.strip()))

    async def _pick(self, question: str, offer: "Offer") -> str:
        """What is chosen; empty if the user would rather not."""
        from tui.dialogs.choose import Choose

        one = await self.reader.asked(Choose(question, offer))
        return one.value if one else ""

    @working(TEACHING)
    async def _teach(
        self, option: str, *words: str, names: Sequence[str], report: str = "", at: int = -1
    ) -> None:
        reader = self.reader
        self._said += 1
        number, key = self._said, reader.keymap.first("back_out")
        reader.status_line.say(f"Looking where that holds… · {key} calls it off", stays=True)
        async with self._notebook.saying:
            taught = await self.teacher.teach(option, *words, report=report, at=at)
            if taught.holds and number <= self._called_off:
                await self._take_back(taught.said, names)
                return
            if taught.holds:
                reader.reading.end_selecting()
                if option == "--merge" and not report:
                    reader.entities.follow(*reversed(words))
                await reader.see_what_is_new()
            undo = " · U undoes" if taught.holds else ""
            told = taught.said.replace(f" in {report}", " here") if report else taught.said
            reader.status_line.say(f"{told}{undo}", names)

    def call_off(self) -> bool:
        """Have nothing hold of what is still looked at; false if that is called off already.

        It is taken back as soon as it holds: to end what writes it could leave it half-done.
        """
        if self._called_off == self._said:
            return False
        self._called_off = self._said
        self.reader.status_line.say("Calling it off…", stays=True)
        return True

    async def _take_back(self, said: str, names: Sequence[str]) -> None:
        """Take back what was said of somebody last; not a star or a note that came meanwhile."""
        undone = await self.teacher.teach("--undo")
        await self.reader.see_what_is_new()
        self.reader.status_line.say(f"Called off: {said}" if undone.holds else undone.said, names)


def scopes(report: "OpenReport", mention: StoredMention) -> "list[Choice]":
    """Where something that is said of a mention can hold, with how much that is."""
    from tui.dialogs.choose import Choice

    whom = (one.entity for one in report.entities if one.entity.id == mention.entity)
    counts = (f"{one.mentions:,} in {counted(one.articles, 'report')}" for one in whom)
    same = sum(one.surface == mention.surface for one in report.named())
    text, (start, end) = report.article.text, mention[1:3]
    beside = clean_line(text[max(0, start - _BESIDE) : end + _BESIDE])
    return [
        Choice(EVERYWHERE, EVERYWHERE, next(counts, "")),
        Choice(THIS_REPORT, THIS_REPORT, f"{same:,} × {mention.surface}"),
        Choice(THIS_MENTION, THIS_MENTION, f"“…{beside}…”"),
    ]


def _kinds() -> "Offer":
    """The types of entities, to choose one."""
    from tui.dialogs.choose import Choice, among

    return among([Choice(kind.value, kind.value) for kind in EntityType])
