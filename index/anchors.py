"""By what reports and passages of them are known again, whatever becomes of a library.

Read from lines that a user may have edited, or got from anybody: everything goes through
`articles.clean`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from articles.clean import clean, clean_line, fold_newlines
from articles.quotation import CONTEXT, Quotation


class AnchorUnreadable(ValueError):
    """What was to be read names no report, or is no quotation; the message says why."""


class Ref(NamedTuple):
    """A report, as it was when it was first noted."""

    id: str
    text: str
    """The catalogue's hash of its text."""


Called: TypeAlias = Callable[[Ref], str]
"""What a report is called where an act is described."""


def by_id(report: Ref) -> str:
    """A report as scripts know it."""
    return report.id


def ref_from(plain: Mapping[str, Any]) -> Ref:
    """A report as a line names it.

    Raises:
        AnchorUnreadable: It is named by something else than text.
        KeyError, TypeError: Something is missing, or nothing is named.
    """
    return Ref(text_from(plain["id"]), line_from(plain["text"]))


def quotation_from(plain: Mapping[str, Any]) -> Quotation:
    """A passage as a line quotes it.

    Raises:
        AnchorUnreadable: It has no text, or no place in one.
        KeyError, TypeError: Something is missing, or nothing is quoted.
    """
    start = plain["start"]
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start < 2**40:
        raise AnchorUnreadable("a quotation has to start at a character of the text")
    texts = (text_from(plain.get(name, "")) for name in ("text", "prefix", "suffix"))
    text, prefix, suffix = texts
    return Quotation(text, start, prefix[-CONTEXT:], suffix[:CONTEXT])


def line_from(value: object) -> str:
    """A text on one line.

    Raises:
        AnchorUnreadable: It is none.
    """
    return clean_line(_string(value))


def text_from(value: object) -> str:
    """A text.

    Raises:
        AnchorUnreadable: It is none.
    """
    return clean(fold_newlines(_string(value)))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise AnchorUnreadable(f"{short(str(value))} has to be text")
    return value


def short(text: str) -> str:
    """A text on one line of at most 60 characters."""
    line = clean_line(text[:200])
    return line if len(line) <= 60 else line[:59] + "…"
