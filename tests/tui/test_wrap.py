"""How a report becomes screen lines."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from articles.article import Label, Part
from tui.page import cells
from tui.page.cells import cut, display, fit, index_at, is_plain, shown, text_index, width
from tui.page.wrap import Lines, lay_out

WORDS = st.sampled_from(
    [
        "Raqqa", "the", "a", "minister", "of", "12", "“quoted”", "state-owned", "—",
        "x" * 30, "中文报道", "「引用」。", "Ağrı", "e\u0301te\u0301", "नमस्ते", "سوريا", "한국어",
        "👩\u200d👩\u200d👧", "🇫🇷🇩🇪", "❤\ufe0f", "👍\U0001f3fd", "1\ufe0f\u20e3", "\U000e1000",
    ]
)  # fmt: skip
GAPS = st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", "\n   ", "\u3000", "\xa0", ""])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


def drawn(lines: Lines) -> list[str]:
    """The lines as they are painted."""
    return [
        shown(lines.text[start:end]) for start, end in zip(lines.starts, lines.ends, strict=True)
    ]


def wrapped(text: str, columns: int = 40, parts: tuple[Part, ...] = ()) -> list[str]:
    """A text's lines, with nothing folded."""
    return drawn(lay_out(text, parts, columns, folded=False))


def part(label: Label, text: str, of: str) -> Part:
    """The part of `of` that reads `text`."""
    return Part(label, of.index(text), of.index(text) + len(text))


# Characters


def test_every_plain_character_takes_one_column() -> None:
    plain = [chr(c) for c in range(0x20, 0x3000) if is_plain(chr(c))]
    assert len(plain) > 2000
    assert {get_character_cell_size(c) for c in plain} == {1}


def test_of_ascii_only_controls_and_tabs_are_not_plain() -> None:
    odd = [chr(c) for c in range(0x80) if not is_plain(f"a{chr(c)}b")]
    assert odd == [chr(c) for c in (*range(0xA), *range(0xB, 0x20), 0x7F)]
    assert is_plain("")


@given(st.text())
def test_display_keeps_every_offset(text: str) -> None:
    assert len(display(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "painted", "columns"),
    [
        ("❤\ufe0f", "❤", 1),
        ("👩\u200d👩\u200d👧 x", "👩 x", 4),
        ("🏳\ufe0f\u200d🌈", "🏳", 1),
        ("👍\U0001f3fd!", "👍!", 3),
        ("1\ufe0f\u20e3", "1", 1),
        ("\U000e1000", "\ufffd", 1),
        ("a\x1b\ud800", "a\ufffd\ufffd", 3),
        ("co\xadop", "coop", 4),
        ("e\u0301", "e\u0301", 1),
    ],
)
def test_what_terminals_disagree_about_is_not_painted(
    text: str, painted: str, columns: int
) -> None:
    assert shown(display(text)) == painted
    assert width(display(text)) == columns


def test_an_index_into_what_is_painted_finds_its_character() -> None:
    text = display("a❤\ufe0fb")
    assert [text_index(text, i) for i in range(4)] == [0, 1, 3, 4]


def test_a_column_finds_the_character_that_covers_it() -> None:
    assert [index_at("a中b", column) for column in range(-1, 5)] == [0, 0, 1, 1, 2, 3]


@given(TEXTS.map(lambda text: text.replace("\n", " ")), st.integers(0, 30), st.booleans())
def test_fit_fills_exactly_the_columns_asked_for(text: str, columns: int, right: bool) -> None:
    assert width(fit(text, columns, right=right)) == columns
    kept = cut(display(text), columns)
    assert fit(text, columns, right=right).strip() == shown(kept).strip()


def test_cut_says_that_it_cut() -> None:
    assert cut("Raqqa airstrike", 7) == "Raqqa…"
    assert cut("Raqqa", 5) == "Raqqa"


# Every text


@given(TEXTS, st.integers(2, 60))
def test_every_character_is_shown_once_and_in_order(text: str, columns: int) -> None:
    expected = "".join(shown(display(text)).split())
    assert "".join("".join(wrapped(text, columns)).split()) == expected


@given(TEXTS, st.integers(2, 60))
def test_no_line_is_wider_than_the_width(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrapped(text, columns))


@given(TEXTS, st.integers(2, 60))
def test_offsets_grow(text: str, columns: int) -> None:
    lines = lay_out(text, (), columns, folded=False)
    assert all(low < high for low, high in pairwise(lines.starts))
    assert all(lines.starts[i] <= lines.ends[i] for i in range(len(lines)))
    assert all(lines.ends[i] <= lines.starts[i + 1] for i in range(len(lines) - 1))


@given(TEXTS, st.integers(2, 60))
def test_blank_lines_stand_alone_and_between_paragraphs(text: str, columns: int) -> None:
    blank = [not line for line in wrapped(text, columns)]
    assert not any(low and high for low, high in pairwise(blank))
    assert not blank or not (blank[0] or blank[-1])


@given(TEXTS, st.integers(2, 60))
def test_no_line_begins_inside_a_character(text: str, columns: int) -> None:
    for line in filter(None, wrapped(text, columns)):
        assert cells.WIDTHS[line[0]]


@given(TEXTS, st.integers(2, 60))
def test_the_line_of_a_character_holds_it(text: str, columns: int) -> None:
    lines = lay_out(text, (), columns, folded=False)
    for offset, character in enumerate(text):
        if not character.isspace():
            line = lines.line_of(offset)
            assert lines.starts[line] <= offset < lines.ends[line]


def test_an_empty_text_has_no_lines() -> None:
    lines = lay_out(" \n\n ", (), 40, folded=True)
    assert (len(lines), lines.line_of(3), lines.offset_of(0)) == (0, 0, 0)


# Wide text


def test_a_flag_is_never_split() -> None:
    assert wrapped("a🇫🇷🇩🇪🇫🇷", 4) == ["a🇫🇷", "🇩🇪🇫🇷"]


def test_wide_text_is_broken_between_characters_but_not_before_a_full_stop() -> None:
    assert wrapped("中文报道。中文", 8) == ["中文报", "道。中文"]


def test_a_word_longer_than_the_line_is_broken_where_it_must_be() -> None:
    assert wrapped("see " + "x" * 12, 10) == ["see", "x" * 10, "xx"]


def test_a_no_break_space_holds_words_together() -> None:
    assert wrapped("about 12\xa0km", 9) == ["about", "12\xa0km"]


# Paragraphs

FIRST = "The minister said on Monday that the talks in the capital would go on for some days. " * 3
SECOND = "A spokesman for the opposition replied that nobody had asked them to any talks at all."
QUOTE = "“We were not asked,” she said."


def test_a_line_a_paragraph_is_shown_with_a_blank_line_between() -> None:
    shown_lines = wrapped("\n".join([FIRST.strip(), QUOTE, QUOTE, SECOND]), 300)
    assert shown_lines == [FIRST.strip(), "", QUOTE, "", QUOTE, "", SECOND]


def test_a_run_of_blank_lines_is_one() -> None:
    assert wrapped("one\n\n \n\n\ntwo") == ["one", "", "two"]


def test_lines_broken_by_hand_are_flowed_again() -> None:
    set_by_hand = "\n\n".join(textwrap.fill(p, 68) for p in (FIRST, SECOND))
    assert wrapped(set_by_hand, 300) == [FIRST.strip(), "", SECOND]


def test_an_indented_line_begins_a_paragraph() -> None:
    set_by_hand = "\n".join(textwrap.fill(p, 68, initial_indent="   ") for p in (FIRST, SECOND))
    assert wrapped(set_by_hand, 300) == [FIRST.strip(), "", SECOND]


def test_items_of_a_list_stay_on_lines_of_their_own() -> None:
    items = ["- one thing", "- another thing", "1. a third"]
    text = textwrap.fill(FIRST, 68) + "\n\n" + "\n".join(items)
    assert wrapped(text, 300) == [FIRST.strip(), "", *items]


def test_short_lines_stay_together() -> None:
    lines = ["Al Khansaa", "Main Street 12", "Raqqa", "Syria"]
    assert wrapped("\n".join(lines)) == lines


def test_indentation_inside_a_flowed_paragraph_is_not_shown() -> None:
    quoted = textwrap.indent(textwrap.fill(FIRST, 68), "    ")
    assert wrapped(quoted, 300) == [FIRST.strip()]


def test_a_headline_in_two_lines_is_flowed_and_set_apart() -> None:
    text = f"A headline in\ntwo lines\n{SECOND}"
    parts = (part(Label.HEADLINE, "A headline in\ntwo lines", text), part(Label.BODY, SECOND, text))
    assert wrapped(text, 200, parts) == ["A headline in two lines", "", SECOND]


@pytest.mark.parametrize("columns", [30, 72, 200])
def test_a_headline_that_the_text_runs_on_from_is_set_apart(columns: int) -> None:
    headline = "A ferry sank off the coast."
    text = f"{headline}  {FIRST}\n\n{SECOND}"
    parts = (part(Label.HEADLINE, headline, text), part(Label.BODY, FIRST.strip(), text))
    lines = wrapped(text, columns, parts)
    assert lines[:2] == [headline, ""]
    assert lines[2].startswith("The minister said")


def test_a_paragraph_does_not_run_on_into_another_part() -> None:
    body = textwrap.fill(FIRST, 68)
    text = f"{body}\n{'Credit: ' + 'N' * 55}"
    parts = (part(Label.BODY, body, text), part(Label.CREDIT, text[len(body) + 1 :], text))
    assert wrapped(text, 200, parts)[-1] == text[len(body) + 1 :]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("at", ["The minister", "go on for", "“We were", "any talks"])
def test_the_paragraph_around_a_place_is_the_one_that_is_drawn(at: str, between: str) -> None:
    paragraphs = [FIRST.strip(), QUOTE, SECOND]
    text = between.join(paragraphs)
    lines = lay_out(text, (), 40, folded=False)
    around = text[slice(*lines.paragraph_at(text.index(at)))]
    assert around == next(one for one in paragraphs if at in one)


def test_the_paragraph_around_a_place_is_whole_where_its_lines_were_broken_by_hand() -> None:
    set_by_hand = [textwrap.fill(one, 68) for one in (FIRST, SECOND)]
    text = "\n\n".join(set_by_hand)
    lines = lay_out(text, (), 40, folded=False)
    assert text[slice(*lines.paragraph_at(100))] == set_by_hand[0]


def test_between_paragraphs_the_next_one_is_meant_and_after_the_last_that() -> None:
    lines = lay_out("one\n\ntwo", (), 40, folded=False)
    assert [lines.paragraph_at(at) for at in (0, 3, 5, 8)] == [(0, 3), (5, 8), (5, 8), (5, 8)]
    assert lay_out("", (), 40, folded=False).paragraph_at(0) == (0, 0)


# Folding

PAGE = f"Share this\nStory highlights\n\nIt rained\n\n{FIRST.strip()}\n\nRead more"
FURNITURE = (
    part(Label.CHROME, "Share this", PAGE),
    part(Label.HIGHLIGHTS, "Story highlights\n\nIt rained", PAGE),
    part(Label.BODY, FIRST.strip(), PAGE),
    part(Label.CHROME, "Read more", PAGE),
)


def test_a_run_of_furniture_is_one_line_that_counts_it() -> None:
    lines = lay_out(PAGE, FURNITURE, 300, folded=True)
    assert drawn(lines) == ["", "", FIRST.strip(), "", ""]
    assert dict(lines.folds) == {0: 3, 4: 1}


def test_a_folded_character_is_on_the_line_of_its_fold() -> None:
    lines = lay_out(PAGE, FURNITURE, 300, folded=True)
    rain, more, body = PAGE.index("rained"), PAGE.index("more"), PAGE.index("minister")
    assert [lines.line_of(offset) for offset in (rain, body, more)] == [0, 2, 4]
    assert [lines.is_hidden(offset) for offset in (rain, body, more)] == [True, False, True]


def test_unfolded_furniture_is_shown() -> None:
    assert "It rained" in wrapped(PAGE, 200, FURNITURE)


def test_furniture_inside_a_line_is_not_folded() -> None:
    text = f"Advertisement {SECOND}"
    parts = (part(Label.CHROME, "Advertisement", text), part(Label.BODY, SECOND, text))
    assert drawn(lay_out(text, parts, 200, folded=True)) == [text]


def test_a_page_that_is_all_furniture_is_not_folded() -> None:
    parts = (part(Label.CHROME, "Share this", "Share this"),)
    assert drawn(lay_out("Share this", parts, 40, folded=True)) == ["Share this"]
