"""Sentences in which a name may be taken for something else; `ambiguity.txt` has them."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from articles.article import Article
from articles.entities import EntityType, LocalEntity
from articles.entities.analysis import analyse

CASES = Path(__file__).with_name("ambiguity.txt")
TYPES = {"p": EntityType.PERSON, "o": EntityType.ORGANISATION, "l": EntityType.PLACE}
MARK = re.compile(r"\[([^\]>/]+)(?:>([^\]]+?))?/([pol])\]|\{([^}]+)\}")


class Expected(NamedTuple):
    """What is said of one stretch: `type` None where there is no name."""

    start: int
    end: int
    type: EntityType | None
    entity: str


class Case(NamedTuple):
    group: str
    text: str
    expected: list[Expected]


def parse(group: str, line: str) -> Case:
    text, at, expected = "", 0, []
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        surface, entity, letter, nothing = mark.groups()
        start = len(text)
        text += surface or nothing
        expected.append(Expected(start, len(text), TYPES.get(letter or ""), entity or ""))
        at = mark.end()
    return Case(group, (text + line[at:]).replace("⏎", "\n"), expected)


def read() -> list[Case]:
    cases, group = [], ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            group = line.strip("= ")
        elif line and not line.startswith("#"):
            cases.append(parse(group, line))
    return cases


def wrong(case: Case, entities: tuple[LocalEntity, ...]) -> list[str]:
    """What the analysis of a case has wrong, in words."""
    named = {
        (m.start, m.end): entity
        for entity in entities
        if entity.type is not EntityType.OTHER
        for m in entity.mentions
        if not m.soft
    }
    complaints = []
    for start, end, kind, name in case.expected:
        surface = case.text[start:end]
        if kind is None:
            over = [span for span in named if span[0] < end and start < span[1]]
            complaints += [f"{surface!r} is no name, but {named[span].name!r}" for span in over]
            continue
        found = named.get((start, end))
        if found is None:
            complaints.append(f"{surface!r} is not found")
        elif found.type is not kind:
            complaints.append(f"{surface!r} is a {found.type}")
        elif name and found.name != name:
            complaints.append(f"{surface!r} is taken for {found.name!r}")
    return complaints


READ = read()


def test_the_suite_has_at_least_two_hundred_cases() -> None:
    assert len(READ) >= 200


@pytest.mark.parametrize("case", READ, ids=lambda case: f"{case.group}: {case.text[:50]!r}")
def test_ambiguous_names_are_read_as_meant(case: Case) -> None:
    (entities,) = analyse([Article("case", case.text, "")])
    assert wrong(case, entities) == []
