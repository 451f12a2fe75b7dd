"""Every example of docs/query-language.md does what the page says."""

import re
from pathlib import Path

import pytest

from index.query.parser import parse
from index.query.tree import QueryError

PAGE = Path(__file__).parents[2] / "docs" / "query-language.md"
_CODE = re.compile(r"`([^`]+)`")


def _rows(heading: str) -> list[list[str]]:
    """The rows of the tables with this second heading, each as its cells."""
    rows: list[list[str]] = []
    wanted = False
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            wanted = False
        elif cells[0] == "typed":
            wanted = cells[1] == heading
        elif wanted and not cells[0].startswith("---"):
            rows.append([cell.replace("\\|", "|") for cell in cells])
    return rows


def _code(cell: str) -> str:
    found = _CODE.fullmatch(cell)
    assert found, f"{cell} is no example"
    return found[1]


GOOD, BAD = _rows("searched for"), _rows("message")


def test_the_page_has_examples() -> None:
    assert len(GOOD) > 40
    assert len(BAD) > 20


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row[0])
def test_an_example_is_understood_as_the_page_says(row: list[str]) -> None:
    assert parse(_code(row[0])).describe() == _code(row[1])


@pytest.mark.parametrize("row", BAD, ids=lambda row: row[0])
def test_a_mistake_is_named_and_placed_as_the_page_says(row: list[str]) -> None:
    typed, message, place = _code(row[0]), row[1], _code(row[2])

    with pytest.raises(QueryError) as error:
        parse(typed)

    assert error.value.message == message
    assert typed[error.value.start : error.value.end] == place
