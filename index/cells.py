"""Cells of a table that a spreadsheet may open."""

from typing import Final

_FORMULA: Final = (*"=+-@", *"\uff1d\uff0b\uff0d\uff20", "\t", "\r", "\n")
"""What makes a spreadsheet compute a cell; in some languages the wide forms of the signs do too."""


def cell(value: object) -> object:
    """A value as it may stand in one: a text that would be computed begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
