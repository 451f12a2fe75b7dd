"""Words: what is one, when two are the same, and what makes them findable."""

import gzip
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import (
    LONGEST_WORD,
    Case,
    case_of,
    fold,
    is_capitals,
    stem,
    stem_opening,
    stem_strays,
    surfaces,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S.-led coalition", ["The", "U", "S", "led", "coalition"]),
        ("People’s People's", ["People", "s", "People", "s"]),
        ("snake_case and 3.5%", ["snake", "case", "and", "3", "5"]),
        ("e\u0301lite café", ["e\u0301lite", "café"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("المَوصِل", ["المَوصِل"]),
        ("東京は", ["東", "京", "は"]),
        ("air\u00adstrike", ["air\u00adstrike"]),
        ("\u0301 — … \u00ad", []),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert [token.surface for token in tokens(text)] == words


@given(st.text("aB1é\u0301\u00adß漢字カ -.’\n", max_size=40) | st.text(max_size=20))
def test_surfaces_are_the_words_of_a_text_without_their_places(text: str) -> None:
    assert [one[:LONGEST_WORD] for one in surfaces(text)] == [one.surface for one in tokens(text)]


def test_offsets_count_characters_of_the_text() -> None:
    text = "« Élysée » ’tis 😀 Raqqa"

    assert all(text[token.start : token.end] == token.surface for token in tokens(text))


def test_only_the_beginning_of_an_endless_word_counts() -> None:
    (token,) = tokens("a" * 5000)

    assert (token.start, token.end, len(token.surface)) == (0, 5000, 100)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("RAQQA", "raqqa"),
        ("Élysée", "elysee"),
        ("e\u0301lyse\u0301e", "elysee"),
        ("Łódź", "lodz"),
        ("Erdoğan", "erdogan"),
        ("Straße", "strasse"),
        ("ﬁre", "fire"),
        ("İstanbul", "istanbul"),
        ("ISIL", "isil"),
        ("المَوصِل", "الموصل"),
        ("Ёлка", "елка"),
        ("서울", "서울"),
        ("air\u00adstrike", "airstrike"),
    ],
)
def test_case_and_accents_are_folded_away(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert fold(folded) == folded


def test_vowel_signs_of_indic_scripts_are_no_accents() -> None:
    assert fold("कि") != fold("का")


@pytest.mark.parametrize(
    ("surface", "case"),
    [
        ("strike", Case.LOWER),
        ("2015", Case.LOWER),
        ("Strike", Case.TITLE),
        ("A", Case.TITLE),
        ("IS", Case.CAPITALS),
        ("G7", Case.TITLE),
        ("3RD", Case.CAPITALS),
        ("McCain", Case.OTHER),
        ("Élysée", Case.OTHER),
    ],
)
def test_how_a_word_is_written(surface: str, case: Case) -> None:
    assert case_of(surface, fold(surface)) == case


@pytest.mark.parametrize(
    ("word", "capitals"),
    [
        ("IS", True),
        ("UNICEF", True),
        ("I", False),
        ("UNESCOS", False),
        ("Is", False),
        ("G7", False),
    ],
)
def test_words_of_two_to_six_capitals(word: str, capitals: bool) -> None:
    assert is_capitals(word) == capitals


IRREGULAR = (
    "dying lying tying vying skies skis idly gently ugly early only singly news howe atlas cosmos "
    "bias andes inning outing canning herring earring proceed exceed succeed happy happily cries "
    "ties hoping hopping relational sensibility sensibly generously agreed feed plastered motoring "
    "conflated troubled sized falling hissing fizzed failing filing communism university was gas "
    "this kiwis gaps bed exceed being going awful use used using uses ies sses"
)


def findable(word: str) -> bool:
    found = stem(word)
    return word.startswith(stem_opening(found)) or word in stem_strays(found)


@pytest.mark.parametrize("word", IRREGULAR.split())
def test_every_word_is_found_by_what_its_stem_opens_with(word: str) -> None:
    assert findable(word)


def test_a_large_vocabulary_is_found_by_what_its_stems_open_with(shared: Path) -> None:
    words: set[str] = set()
    for name in ("wikinews_2019_2020", "fakes_syria"):
        with gzip.open(shared / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                words.update(re.findall(r"\w+", json.loads(line)["text"].lower()))

    assert len(words) > 20_000
    assert [word for word in words if not findable(word)] == []


def test_marks_within_words_are_known_to_the_word_pattern() -> None:
    marks = [
        chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code))[0] == "M"
    ]

    assert all(
        surfaces(f"a{mark}b") == [f"a{mark}b"] for mark in marks if not "\u3040" <= mark <= "\u30ff"
    )
