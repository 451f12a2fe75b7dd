"""The status line fitted to its columns: names give way, numbers do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.page.cells import cut_middle, display, width
from tui.page.fitting import Part, fitted, least, parts_of

LONG = "Syrian Observatory for Human Rights"
TRACED = (
    Part(f"{LONG}: mention 12/13 here", 0, f"{LONG}: 12/13 here", 3, (LONG,)),
    Part("112/1136 (+129 in copies)", 1, "112/1136", 2),
    Part("article 13/374", 2),
    Part("hit 3/9", 3),
    Part("★ #flood", 6),
)
NUMBERS = re.compile(r"\d+/\d+")
NAMES = st.sampled_from(
    [LONG, "Raqqa", "叙利亚人权观察组织", "المرصد السوري لحقوق الإنسان", "👍\U0001f3fd x" * 9]
)


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        (
            140,
            f"{LONG}: mention 12/13 here · 112/1136 (+129 in copies) · article 13/374"
            " · hit 3/9 · ★ #flood",
        ),
        (
            90,
            "Syrian O…Rights: mention 12/13 here · 112/1136 (+129 in copies) · article 13/374"
            " · hit 3/9",
        ),
        (78, "Syrian Obs…man Rights: 12/13 here · 112/1136 (+129 in copies) · article 13/374"),
        (60, "Syrian Obs…an Rights: 12/13 here · 112/1136 · article 13/374"),
        (45, "Syrian Obse…man Rights: 12/13 here · 112/1136"),
        (22, "Syria…ghts: 12/13 here"),
    ],
)
def test_a_line_loses_its_names_middle_then_its_least_important_parts(
    columns: int, line: str
) -> None:
    assert fitted(TRACED, columns) == line


@given(NAMES, st.integers(18, 160))
def test_no_number_is_ever_cut(name: str, columns: int) -> None:
    parts = (Part(f"{name}: mention 12/13 here", 0, f"{name}: 12/13", 0, (name,)), *TRACED[1:])
    line = fitted(parts, columns)
    assert width(line) <= columns
    assert set(NUMBERS.findall(line)) <= {"12/13", "112/1136", "13/374", "3/9"}
    assert "12/13" in line


@given(NAMES, NAMES, st.integers(30, 160))
def test_what_was_said_last_stays_whole(one: str, other: str, columns: int) -> None:
    line = fitted(parts_of(f"{one} is {other} · U undoes", (one, other)), columns)
    assert width(line) <= columns
    assert line.endswith(" · U undoes")
    assert " is " in line


def test_a_sentence_without_names_is_cut_between_words_in_its_middle() -> None:
    line = fitted(parts_of("This report has changed; its text is the new one · U undoes"), 40)
    assert line == "This report has … the new one · U undoes"


def test_of_a_long_word_as_much_is_left_as_fits() -> None:
    line = fitted(parts_of("cannot write /home/someone/reports/list.tsv: Permission denied"), 50)
    assert line == "cannot write /home/someon…t.tsv: Permission denied"


@given(NAMES, st.integers(0, 60))
def test_the_least_is_what_fitted_needs(name: str, columns: int) -> None:
    parts = (Part(f"{name}: 2/3", 0, names=(name,)), Part("article 1/2", 1))
    assert ("2/3" in fitted(parts, columns)) or columns < least(parts)


@given(NAMES, st.integers(0, 60))
def test_both_ends_of_what_is_cut_in_its_middle_stay(name: str, columns: int) -> None:
    text = display(name)
    cut = cut_middle(text, columns)
    assert width(cut) <= columns
    if columns >= 5 and width(text) > columns:
        start, _, end = cut.partition("…")
        assert text.startswith(start)
        assert text.endswith(end)
        assert end
