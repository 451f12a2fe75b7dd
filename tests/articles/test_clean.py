"""What `clean` promises: same length, nothing active left, everything readable kept."""

import sys
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.clean import _blocks_with_marks, clean, clean_line, fold_newlines

ANY_TEXT = st.text(st.characters(exclude_categories=()))
BANNED = {
    *map(chr, [*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, 0xFEFF]),
    *map(chr, [*range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC)]),
    *map(chr, [*range(0xE0000, 0xE0080), *range(0xD800, 0xE000)]),
}


@given(ANY_TEXT)
def test_cleaning_keeps_the_length(text: str) -> None:
    assert len(clean(text)) == len(text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_nothing_banned_is_left(text: str) -> None:
    assert BANNED.isdisjoint(clean(text))


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp"))))
def test_ordinary_text_is_kept(text: str) -> None:
    assert clean(text) == text


@given(st.text(st.sampled_from("a\u0301\u0327\u0489\u200d\u0e31\U0001d165"), max_size=40))
def test_no_base_carries_more_than_four_marks(text: str) -> None:
    marks = 0
    for character in clean(text):
        if unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
        elif character != "\u200d":
            marks = 0
        assert marks <= 4


@pytest.mark.parametrize(
    "text",
    [
        "الرقة: قَوَّاتُ سُورِيَا الدِّيمُقْرَاطِيَّةُ",
        "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
        "दिल्ली में हुई बैठक; क्ष्म्य; நிலக்கோட்டை",
        "می‌خواهم",
        "👩‍👩‍👧‍👦 🏳️‍🌈 🇸🇾 ❤️",
        "ประเทศที่ยิ่งใหญ่",
        "naïve, São Paulo, co\u0301te\u0301",
    ],
)
def test_scripts_and_emoji_are_kept(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("dirty", "safe"),
    [
        ("\x1b]52;c;QQ==\x07", "␛]52;c;QQ==␇"),
        ("a\tb\x00c\x7f", "a b␀c␡"),
        ("\x9b31m", "\ufffd31m"),
        ("user\u202etxt.exe", "user\ufffdtxt.exe"),
        ("\ufeffText", "\ufffdText"),
        ("one\u2028two\u2029", "one\ufffdtwo\ufffd"),
        ("\ud800", "\ufffd"),
        ("a\U000e0041b", "a\ufffdb"),
        ("e" + "\u0301" * 6, "e" + "\u0301" * 4 + "\ufffd" * 2),
    ],
)
def test_the_unsafe_gets_a_visible_stand_in(dirty: str, safe: str) -> None:
    assert clean(dirty) == safe


def test_marks_of_direction_as_arabic_reports_have_them_leave_nothing_to_be_seen() -> None:
    assert clean("قرب \u200fالرقة\u200e\u061c.") == "قرب \u200bالرقة\u200b\u200b."


def test_newlines_of_all_systems_become_one_kind() -> None:
    assert fold_newlines("a\r\nb\rc\nd\r\r\n") == "a\nb\nc\nd\n\n"


def test_a_line_has_single_spaces_and_no_newline() -> None:
    assert clean_line("  A \r\n title\t with\x1b[31m \u00a0room ") == "A title with␛[31m room"


def test_every_mark_of_this_unicode_version_is_looked_for() -> None:
    marks = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in {"Mn", "Me"}
    ]
    assert all(_blocks_with_marks().match(mark) for mark in marks)


@pytest.mark.parametrize(
    "line",
    [
        "The levee at Harrow Bend broke before dawn on Sunday, the governor said.\n",
        "قَوَّاتُ سُورِيَا الدِّيمُقْرَاطِيَّةُ \u200fتَدْخُلُ الرَّقَّةَ\n",
        "दिल्ली में हुई बैठक के बाद मंत्री ने कहा कि बांध सुरक्षित है।\n",
        "The levee broke 👩\u200d👩\u200d👧\u200d👦 at dawn 🏳️\u200d🌈.\n",
        "\x1b]0;owned\x07\u202eThe levee\u202c broke e" + "\u0301" * 9 + ".\n",
    ],
    ids=["English", "Arabic", "Hindi", "emoji", "hostile"],
)
def test_cleaning_is_quick(line: str) -> None:
    """8 MB in a second of the processor; on a slow machine, not much slower than to translate."""
    text = line * (400_000 // len(line))
    table = {code: code for code in map(ord, set(text))}
    eighth = len(text.encode()) / 1e6 / 8
    assert quickest(clean, text) <= max(eighth, 12 * quickest(str.translate, text, table))


def quickest(work: Callable[..., str], *given: object) -> float:
    """Seconds of the processor that it takes, the best of five times."""
    took = []
    for _ in range(5):
        began = time.process_time()
        work(*given)
        took.append(time.process_time() - began)
    return min(took)
