"""What a user can do in a notebook, as values: each act is one line of its journal, and one undo.

An act has effects: for a facet (`tag`), an item of it (its name) and a report, a value. The last
act that stands says what holds. So undoing an act, whichever, is taking its effects away.

A report is named by its id and the hash of its text when it was first noted (`Ref`), never by a
number of a library, so that an act means the same in a library built anew.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from articles.clean import clean_line
from articles.dates.written_dates import value_of
from articles.quotation import Quotation
from index.anchors import Called, Ref, by_id, short
from index.judgements.judgement import Judgement

LONGEST_TAG: Final = 60
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
ON: Final = "1"
OFF: Final = ""
"""The value of what does not hold."""


class ActUnreadable(ValueError):
    """What was to be read is no act; the message says what is wrong with it."""


class Facet(StrEnum):
    """What an effect is on."""

    READ = "read"
    STAR = "star"
    TAG = "tag"
    NOTE = "note"
    CLIP = "clip"
    SEARCH = "search"
    MARK = "mark"
    DATE = "date"
    JUDGED = "judged"
    """What judgements hold of in one report alone; only so that it is followed: see `KNOWN`."""
    KNOWN = "known"
    """Another id and text by which a report is known."""


class Effect(NamedTuple):
    """What an act makes hold until a later one says otherwise."""

    facet: Facet
    item: str
    report: Ref | None
    value: str


def new_item() -> str:
    """A name for a note or clip that no other has."""
    return secrets.token_hex(6)


def tag_of(word: str) -> str:
    """A tag as it is kept: in small letters.

    Raises:
        ActUnreadable: It is none.
    """
    tag = clean_line(word).casefold()
    if not tag or len(tag) > LONGEST_TAG or tag[0] in "+-" or set(tag) & set(' ,"“”()|'):
        raise ActUnreadable(
            f"'{tag[:LONGEST_TAG]}' is no tag: a tag is one word of at most {LONGEST_TAG} letters,"
            " without comma, quote or bracket"
        )
    return tag


NO_DATE: Final = "none"
"""Said of a report that has no date, whatever it states."""


def said_date(word: str) -> str:
    """A date as the user says it: `2016`, `2016-05`, `2016-05-01`, or `none`.

    Raises:
        ActUnreadable: It is none of these, or no day of the calendar.
    """
    said = clean_line(word)
    numbers = [int(one) for one in said.split("-")] if _DATE.fullmatch(said) else [0]
    if said != NO_DATE and (not said or value_of(*numbers) != said):
        raise ActUnreadable(
            f"'{short(said)}' is no date; write 2016, 2016-05, 2016-05-01 or {NO_DATE}"
        )
    return said


def _reports(reports: tuple[Ref, ...], called: Called) -> str:
    return called(reports[0]) if len(reports) == 1 else f"{len(reports):,} reports"


@dataclass(frozen=True, slots=True)
class Read:
    """Reports are read, or unread."""

    reports: tuple[Ref, ...]
    is_read: bool
    automatic: bool = False
    """Whether it came of lying open for a while: it is not what `undo` takes back."""

    def effects(self) -> Iterator[Effect]:
        """Its effects."""
        for report in self.reports:
            yield Effect(Facet.READ, "", report, ON if self.is_read else OFF)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        return f"{_reports(self.reports, called)} {'read' if self.is_read else 'unread'}"


@dataclass(frozen=True, slots=True)
class Star:
    """Reports are starred, or not."""

    reports: tuple[Ref, ...]
    is_starred: bool

    def effects(self) -> Iterator[Effect]:
        """Its effects."""
        for report in self.reports:
            yield Effect(Facet.STAR, "", report, ON if self.is_starred else OFF)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        starred = "starred" if self.is_starred else "no longer starred"
        return f"{_reports(self.reports, called)} {starred}"


@dataclass(frozen=True, slots=True)
class Tag:
    """Reports get tags, and lose some."""

    reports: tuple[Ref, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def effects(self) -> Iterator[Effect]:
        """Its effects."""
        for report in self.reports:
            for tag in self.added:
                yield Effect(Facet.TAG, tag, report, ON)
            for tag in self.removed:
                yield Effect(Facet.TAG, tag, report, OFF)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        words = [f"+{tag}" for tag in self.added] + [f"-{tag}" for tag in self.removed]
        return f"{' '.join(words)} on {_reports(self.reports, called)}"


@dataclass(frozen=True, slots=True)
class SetDate:
    """Reports are of this date, or of none, whatever they say; or of what they say."""

    reports: tuple[Ref, ...]
    dated: str = ""
    """As `said_date` gives it; empty for what they say themselves."""

    def effects(self) -> Iterator[Effect]:
        """Its effects."""
        for report in self.reports:
            yield Effect(Facet.DATE, "", report, self.dated)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        said = {"": "dated as it says itself", NO_DATE: "has no date"}
        return f"{_reports(self.reports, called)} {said.get(self.dated, f'dated {self.dated}')}"


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a report, or on a passage of it; a later one of the same item replaces it."""

    item: str
    report: Ref
    note: str
    quotation: Quotation | None = None
    title: str = ""
    """The report's, for when it is gone."""

    def effects(self) -> Iterator[Effect]:
        """Its effect."""
        yield Effect(Facet.NOTE, self.item, self.report, ON)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        return f"note on {called(self.report)}: {short(self.note)}"


@dataclass(frozen=True, slots=True)
class Clip:
    """A quotation with its citation, on the pad."""

    item: str
    report: Ref
    """Its id is the path that is cited."""
    quotation: Quotation
    title: str
    source: str = ""
    author: str = ""
    date: str = ""
    basis: str = ""
    """Where the date was found."""
    url: str = ""
    sha256: str = ""
    """Of the file, as it was when it was quoted; empty if it could not be read."""

    def effects(self) -> Iterator[Effect]:
        """Its effect."""
        yield Effect(Facet.CLIP, self.item, self.report, ON)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        return f"clip of {called(self.report)}: {short(self.quotation.text)}"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query is kept under a name."""

    name: str
    query: str

    def effects(self) -> Iterator[Effect]:
        """Its effect."""
        yield Effect(Facet.SEARCH, self.name, None, ON)

    def described(self) -> str:
        """What it says, in a few words."""
        return f"search '{self.name}' saved"


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter stands for a place in a report."""

    letter: str
    report: Ref
    quotation: Quotation

    def effects(self) -> Iterator[Effect]:
        """Its effect: one place a letter, in whichever report."""
        yield Effect(Facet.MARK, self.letter, None, ON)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        return f"mark '{self.letter}' in {called(self.report)}"


@dataclass(frozen=True, slots=True)
class Forget:
    """A note, clip, saved search or mark is taken out."""

    facet: Facet
    item: str
    report: Ref | None = None
    words: str = ""
    """What was taken out, in a few words."""

    def effects(self) -> Iterator[Effect]:
        """Its effect."""
        yield Effect(self.facet, self.item, self.report, OFF)

    def described(self) -> str:
        """What it says, in a few words."""
        return f"{self.words or f'{self.facet} {self.item}'} removed"


@dataclass(frozen=True, slots=True)
class Known:
    """A report goes by another id, or has another text, by now."""

    report: Ref
    now: Ref
    automatic: bool = True

    def effects(self) -> Iterator[Effect]:
        """Its effect."""
        yield Effect(Facet.KNOWN, f"{self.now.text} {self.now.id}", self.report, ON)

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words."""
        return f"{called(self.report)} is {called(self.now)} now"


Act: TypeAlias = (
    Read | Star | Tag | SetDate | Note | Clip | SavedSearch | Mark | Forget | Known | Judgement
)


def effects_of(act: Act) -> Iterator[Effect]:
    """The effects of an act; a judgement is compiled into rules, and at most names a report."""
    if not isinstance(act, Judgement):
        yield from act.effects()
    elif act.where is not None:
        yield Effect(Facet.JUDGED, act.where.item, act.where.report, ON)


def told(act: Act, called: Called) -> str:
    """What an act says, in a few words, with its reports as `called` has them."""
    if isinstance(act, SavedSearch | Forget):
        return act.described()
    return act.described(called)
