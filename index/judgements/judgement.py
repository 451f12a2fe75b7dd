"""The user's word on entities, as values: what was judged, and of whom.

A judgement names entities by what a report says of them (their keys, see
`articles.entities.LocalEntity`), never by an id of a library, so that it means the same in a
library that has been built anew.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from articles.clean import clean_line
from articles.entities.mention import EntityType
from index.anchors import AnchorUnreadable, Called, by_id
from index.judgements.added_name import fault_of, key_of
from index.judgements.where import Where, where_from

_AS_SAID: Final = {
    EntityType.PERSON: "a person",
    EntityType.ORGANISATION: "an organisation",
    EntityType.PLACE: "a place",
    EntityType.OTHER: "an entity of type other",
}

WEAK_MARK: Final = "~"
"""Begins the key of what goes by a short form alone (`~person:barzani`)."""


class Kind(StrEnum):
    """What can be judged."""

    MERGE = "merge"
    """`other` is `subject`, under whose name and type both go on."""
    SPLIT = "split"
    """`value`, an alias of `subject`, names somebody else."""
    RENAME = "rename"
    RETYPE = "retype"
    IGNORE = "ignore"
    """`subject` is no entity at all."""
    ADD = "add"
    """`subject` is one that was not recognised: its name names it wherever it stands."""
    MERGE_HERE = "merge here"
    """What stands at `where`, and nothing else, is `subject`."""
    IGNORE_HERE = "ignore here"
    """What stands at `where`, and nothing else, is no entity; it was taken for `subject`."""


HERE: Final = frozenset({Kind.MERGE_HERE, Kind.IGNORE_HERE})
"""What holds in one report alone."""


class JudgementUnreadable(ValueError):
    """What was to be read is no judgement; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity as it was when it was judged."""

    name: str
    type: EntityType
    keys: tuple[str, ...]
    """By any of these it is known again; sorted."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement."""

    kind: Kind
    subject: Subject
    other: Subject | None = None
    """With a merge."""
    value: str = ""
    """The alias that is split away, the new name, the new type."""
    own: str = ""
    """With a split: the key of the entity that the alias goes to."""
    where: Where | None = None
    """With what holds in one report alone."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that `described` has in it."""
        other = self.other.name if self.other else ""
        here = (self.where.name, self.where.report.id) if self.where else ()
        return tuple(filter(None, (self.subject.name, other, self.value, *here)))

    def described(self, called: Called = by_id) -> str:
        """What it says, in a few words, with the report that it is about as `called` has it."""
        name = self.subject.name
        if self.kind is Kind.MERGE:
            return f"{self.other.name if self.other else '?'} is {name}"
        if self.where is not None:
            what = name if self.kind is Kind.MERGE_HERE else "no entity"
            return f"{self.where.described(called)} is {what}"
        return {
            Kind.SPLIT: f"'{self.value}' is not {name}",
            Kind.RENAME: f"{name} is called {self.value}",
            Kind.RETYPE: f"{name} is of type {self.value}",
            Kind.ADD: f"{name} is {_AS_SAID[self.subject.type]}",
        }.get(self.kind, f"{name} is no entity")

    def to_json(self) -> str:
        """One line that `from_json` reads; what is empty is left out."""
        plain = {name: value for name, value in asdict(self).items() if value}
        if self.where is not None:
            plain["where"] = self.where.as_plain()
        return json.dumps(plain, ensure_ascii=False)


def from_json(line: str) -> Judgement:
    """Read a judgement, also one that was edited by hand.

    Raises:
        JudgementUnreadable: It is none.
    """
    try:
        plain = json.loads(line)
        kind = Kind(plain["kind"])
        other = _subject(plain["other"]) if kind is Kind.MERGE else None
        value, own = (clean_line(str(plain.get(name, ""))) for name in ("value", "own"))
        subject = _subject(plain["subject"])
        if kind is Kind.ADD:
            subject = added(subject.name, subject.type, subject.keys)
        where = where_from(plain["where"]) if kind in HERE else None
        judgement = Judgement(kind, subject, other, value, own, where)
    except JudgementUnreadable:
        raise
    except AnchorUnreadable as error:
        raise JudgementUnreadable(str(error)) from error
    except KeyError as error:
        raise JudgementUnreadable(f"it has no {error}") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise JudgementUnreadable(f"it is no judgement ({clean_line(str(error))})") from error
    _check(judgement)
    return judgement


def added(name: str, kind: EntityType, keys: tuple[str, ...] = ()) -> Subject:
    """Whom an added name names: by the keys that are given, else by the one that it has.

    Raises:
        JudgementUnreadable: It cannot be a name.
    """
    fault = fault_of(name)
    if fault:
        raise JudgementUnreadable(fault)
    if any(key.startswith(WEAK_MARK) for key in keys):
        raise JudgementUnreadable(f"whoever is added has no key that begins with {WEAK_MARK}")
    return Subject(name, kind, keys or (key_of(name, kind),))


def _subject(plain: Mapping[str, Any]) -> Subject:
    keys = {clean_line(str(key)) for key in plain.get("keys", ())} - {""}
    return Subject(clean_line(str(plain["name"])), EntityType(plain["type"]), tuple(sorted(keys)))


def _check(judgement: Judgement) -> None:
    kind, value = judgement.kind, judgement.value
    if kind in (Kind.SPLIT, Kind.RENAME, Kind.RETYPE) and not value:
        raise JudgementUnreadable(f"a {kind.value} needs a 'value'")
    if kind is Kind.RETYPE and value not in set(EntityType):
        raise JudgementUnreadable(f"'{value}' is no type of entity")
    if kind is Kind.SPLIT and not judgement.own:
        raise JudgementUnreadable("a split needs the key of its 'own' entity")
