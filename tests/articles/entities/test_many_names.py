"""A text full of names costs in proportion to its length: calls are counted, not seconds."""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from types import FrameType

import pytest

from articles.article import Article
from articles.entities import forms, institutions, known, organisations, spelling
from articles.entities.analysis import analyse, find
from articles.entities.recognised import Kind, Recognised
from articles.entities.resolve import resolve
from articles.entities.tokens import tokenise

SYLLABLES = [f"{one}{other}" for one in "bcdfghjklmnprstvwz" for other in "aeiou"]
_numbers = count(1)


def invented() -> str:
    """A name that nobody has, and that no other one here is like."""
    number = next(_numbers) * 104_729 % 90**3
    return "".join(
        SYLLABLES[number // 90**place % 90] * (1 + place % 2) for place in range(3)
    ).capitalize()


Piece = tuple[str, Kind | None]
"""Some of a text, and what it was recognised as."""


def people() -> Iterator[Piece]:
    yield f"{invented()} {invented()}", Kind.PERSON
    yield invented(), Kind.PERSON


def namesakes() -> Iterator[Piece]:
    yield f"John {invented()}", Kind.PERSON
    yield "John", Kind.PERSON
    yield f"{invented()} Smithson", Kind.PERSON
    yield "Smithson", Kind.PERSON


def initials() -> Iterator[Piece]:
    yield f"{invented()[0]}. {invented()}", Kind.PERSON
    yield f"{invented()} {invented()}", Kind.PERSON


def arabic() -> Iterator[Piece]:
    yield f"{invented()} al-{invented()}", Kind.PERSON
    yield "Al-", None


def places() -> Iterator[Piece]:
    yield invented(), Kind.PLACE
    yield f"{invented()} {invented()}", Kind.PLACE


def organisations_() -> Iterator[Piece]:
    name = f"{invented()} {invented()} {invented()}"
    yield name, Kind.ORGANISATION
    yield f"Q{invented()[:3].upper()}X", Kind.ORGANISATION


def observatories() -> Iterator[Piece]:
    yield f"{invented()} Observatory", Kind.ORGANISATION
    yield "The observatory left, the militant group too", None


def calls(names: Callable[[], Iterator[Piece]], times: int) -> int:
    """How many functions are called to find and join so many names."""
    text, recognised = "", []
    for _ in range(times):
        for said, kind in names():
            if kind is not None:
                recognised.append(Recognised(len(text), len(text) + len(said), kind))
            text += f"{said} said that. "
    tokens, called = tokenise(text), 0

    def counted(_frame: FrameType, event: str, _about: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        resolve(text, find(tokens, recognised))
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize(
    "names", [people, namesakes, initials, arabic, places, organisations_, observatories]
)
def test_four_times_as_many_names_cost_little_more_than_four_times_as_much(
    names: Callable[[], Iterator[Piece]],
) -> None:
    calls(names, 5)  # loads the tables
    assert calls(names, 400) < 6 * calls(names, 100)


def test_of_a_line_it_is_seen_once_whether_it_is_in_capitals() -> None:
    known._in_capitals.cache_clear()
    assert list(known.matches("THE US AND IT. " * 1_000)) == []
    assert known._in_capitals.cache_info().misses == 1


def test_an_acronym_is_compared_with_the_nearest_names_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0

    def contraction(_acronym: str, _name: str) -> bool:
        nonlocal asked
        asked += 1
        return False

    monkeypatch.setattr(forms, "is_contraction", contraction)
    names = [f"Ab{invented().lower()} Bo{invented().lower()}" for _ in range(300)]
    text = ", ".join([*names, "AXBY"])
    starts = [text.index(name) for name in [*names, "AXBY"]]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    recognised = [Recognised(*place, Kind.ORGANISATION) for place in zip(starts, ends, strict=True)]
    resolve(text, find(tokenise(text), recognised))
    assert asked == organisations._MOST


def test_a_slip_is_looked_for_in_words_of_which_somebody_sees_it() -> None:
    assert len(list(spelling.but_one("x" * 10_000))) == 1
    assert spelling.one_edit("x" * 40, "x" * 39)
    assert not spelling.one_edit("x" * 41, "x" * 40)


def test_what_is_as_long_as_a_report_is_no_body_of_a_state(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(institutions, "_kind", lambda name: asked.append(name) or "")
    assert institutions.read("Ministry of " * 10_000) is None
    assert not asked


@pytest.mark.parametrize("left", ["okafor", "abcd", "aab", "lindqvist"])
def test_words_that_differ_by_a_letter_share_what_is_left(left: str) -> None:
    letters = sorted({*left, "z"})
    spots = range(len(left) + 1)
    edits = {
        left[:at] + letter + left[at + skip :]
        for at in spots
        for letter in letters
        for skip in (0, 1)
    }
    edits |= {left[:at] + left[at + 1 :] for at in spots}
    edits |= {
        left[:at] + left[at + 1 : at + 2] + left[at : at + 1] + left[at + 2 :] for at in spots
    }
    for right in edits:
        assert spelling.one_edit(left, right)
        assert {*spelling.but_one(left)} & {*spelling.but_one(right)}
    assert set(spelling.Slips(edits).of(left)) == edits - {left}


def test_a_name_of_thousands_of_words_is_read() -> None:
    (entities,) = analyse([Article("a", "Johan " + "De La " * 8_000, "")])
    assert all(one.mentions for one in entities)
