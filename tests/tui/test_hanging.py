"""Rows of several lines: what is too long goes on indented."""

import pytest

from tui.widgets.hanging import hanging


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Raqqa\n  is short", 20, ["Raqqa", "  is short"]),
        ("The levee broke before dawn", 12, ["The levee", "  broke", "  before", "  dawn"]),
        (
            "A title\n  that is too long for it",
            16,
            ["A title", "  that is too", "    long for it"],
        ),
        ("two\n\nlines", 10, ["two", "", "lines"]),
        ("Wörter日本語日本語 end", 10, ["Wörter日", "  本語日本", "  語 end"]),
        ("abc", 1, ["ab", "  c"]),
        ("  j ↓   Next row, or down", 20, ["  j ↓   Next row, or", "        down"]),
        ("scan.docx  it is damaged", 18, ["scan.docx  it is", "  damaged"]),
    ],
)
def test_a_line_that_is_too_long_goes_on_further_in(
    text: str, width: int, lines: list[str]
) -> None:
    laid_out = [" " * one.indent + text[one.start : one.end] for one in hanging(text, width)]
    assert [line.rstrip() for line in laid_out] == lines
