"""A notebook as JSON Lines: all of it, in plain lines that can be read, edited, shared, replayed.

The first line says what it is. Then come the journal, each act with its time and each undoing with
the line of the journal (from 1) that it undoes; the trail; and what saved searches had found.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from articles.clean import clean, clean_line
from index.anchors import Ref
from index.notebook.act_lines import from_json, to_json
from index.notebook.acts import Act, ActUnreadable
from index.notebook.notebook import Notebook

VERSION: Final = 1
"""Of the lines; those of a later one are refused."""


class LinesUnreadable(ValueError):
    """What was to be imported are no lines of a notebook; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many lines an import took over, and how many were there already."""

    taken: int
    known: int


def exported(notebook: Notebook) -> Iterator[str]:
    """A notebook as lines, without line ends."""
    yield _line({"gazetteer": "notebook", "version": VERSION})
    for time, act, undoes in notebook.journal():
        said = {"act": json.loads(to_json(act))} if act is not None else {"undoes": undoes}
        yield _line({"time": time, **said})
    for time, report, why in notebook.trail():
        yield _line({"time": time, "visited": report._asdict(), "why": why})
    for search, (time, seen) in notebook.looked().items():
        yield _line({"time": time, "looked": search, "seen": base64.b64encode(seen).decode()})


def _line(plain: Mapping[str, object]) -> str:
    return json.dumps(plain, ensure_ascii=False)


def imported(notebook: Notebook, lines: Iterable[str]) -> Imported:
    """Take lines into a notebook, all or none; what it holds already is not taken twice.

    Raises:
        LinesUnreadable: A line is none of a notebook; nothing has been taken.
        NotebookError: The notebook cannot be written.
    """
    read = [(number, _read(line, number)) for number, line in enumerate(lines, 1) if line.strip()]
    with notebook.writing():
        taking = _Taking(notebook)  # others have written what they had until now
        for number, plain in read:
            taking.take(plain, number)
    return Imported(taking.taken, taking.known)


def _read(line: str, number: int) -> dict[str, Any]:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LinesUnreadable(f"line {number} is no JSON") from error
    if not isinstance(plain, dict):
        raise LinesUnreadable(f"line {number} is no line of a notebook")
    if plain.get("gazetteer") == "notebook":
        if plain.get("version") != VERSION:
            raise LinesUnreadable("it was exported by a later version of the program")
        return {}
    return plain


class _Taking:
    """An import under way."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._held: dict[tuple[str, str], list[int]] = {}
        self._undone: set[int] = set()
        for number, (time, act, undoes) in enumerate(notebook.journal(), 1):
            if act is not None:
                self._held.setdefault((time, to_json(act)), []).append(number)
            elif undoes is not None:
                self._undone.add(undoes)
        self._visits = {(time, *report, why) for time, report, why in notebook.trail()}
        self._looked = notebook.looked()
        self._numbers: dict[int, int] = {}
        """The number in this notebook of each line of the journal that comes in."""
        self._line = 0
        self.taken = self.known = 0

    def take(self, plain: Mapping[str, Any], number: int) -> None:
        """Take a line."""
        if "act" in plain:
            self._line += 1
            self._take_act(_time(plain, number), _act(plain["act"], number))
        elif "undoes" in plain:
            self._line += 1
            undone = self._numbers.get(plain["undoes"]) if _is_int(plain["undoes"]) else None
            if undone is None:
                raise LinesUnreadable(f"line {number} undoes what no line before it did")
            if undone in self._undone:
                self.known += 1
            else:
                self._undone.add(undone)
                self._notebook.take_back(_time(plain, number), undone)
                self.taken += 1
        elif plain:
            self._take_beside(plain, number)

    def _take_act(self, time: str, act: Act) -> None:
        held = self._held.get((time, to_json(act)))
        if held:
            self._numbers[self._line] = held.pop(0)
            self.known += 1
        else:
            self._numbers[self._line] = self._notebook.put(time, act).number
            self.taken += 1

    def _take_beside(self, plain: Mapping[str, Any], number: int) -> None:
        """Take a line that is not of the journal."""
        try:
            if "visited" in plain:
                self._take_visit(_time(plain, number), plain)
            else:
                self._take_look(_time(plain, number), plain)
        except (KeyError, TypeError, AttributeError, binascii.Error) as error:
            raise LinesUnreadable(f"line {number} is no line of a notebook") from error

    def _take_visit(self, time: str, plain: Mapping[str, Any]) -> None:
        report = plain["visited"]
        ref = Ref(clean(str(report["id"])), clean_line(str(report["text"])))
        why = clean_line(str(plain["why"]))
        if (time, *ref, why) in self._visits:
            self.known += 1
            return
        self._notebook.visit(ref, why, time)
        self.taken += 1

    def _take_look(self, time: str, plain: Mapping[str, Any]) -> None:
        search = clean_line(str(plain["looked"]))
        seen = base64.b64decode(str(plain["seen"]), validate=True)
        if self._looked.get(search, ("", b""))[0] >= time:
            self.known += 1
            return
        self._notebook.look(search, seen, time)
        self.taken += 1


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _time(plain: Mapping[str, Any], number: int) -> str:
    try:
        datetime.fromisoformat(plain["time"])
    except (KeyError, TypeError, ValueError) as error:
        raise LinesUnreadable(f"line {number} has no time that can be read") from error
    return clean_line(plain["time"])


def _act(plain: object, number: int) -> Act:
    try:
        return from_json(json.dumps(plain, ensure_ascii=False))
    except ActUnreadable as error:
        raise LinesUnreadable(f"line {number}: {error}") from error
