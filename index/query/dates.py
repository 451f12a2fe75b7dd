"""What may stand after `date:`."""

import calendar
import re
from typing import Final

from index.query.questions import Dated, printable
from index.query.tree import QueryError

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_FORMS: Final = "2015, 2015-11-13, 2015..2016-03, >=2016 or none"


def dated(body: str, start: int) -> Dated:
    """Read a date, a range, a comparison or `none`.

    Args:
        body: What stands after the colon.
        start: Where it stands in what was typed.

    Raises:
        QueryError: If it is none of these, or not a day of the calendar.
    """
    if body == "none":
        return Dated("", "")
    if ".." in body:
        return _range(body, start)
    found = re.match("[<>]=?", body)
    sign = found[0] if found else ""
    value = _checked(body[len(sign) :], start + len(sign))
    return _compared(sign, value)


def _compared(sign: str, value: str) -> Dated:
    """A date after its sign: `>=`, `>`, `<=`, `<` or none."""
    if not sign:
        return Dated(value, value)
    if sign[0] == ">":
        return Dated(value if sign == ">=" else _moved(value, 1), "")
    return Dated("", value if sign == "<=" else _moved(value, -1))


def _range(body: str, start: int) -> Dated:
    """`a..b`, with one side possibly open."""
    low, _, high = body.partition("..")
    if not low and not high:
        raise QueryError("a range of dates needs a date beside its dots", start, start + len(body))
    low = _checked(low, start) if low else ""
    high = _checked(high, start + body.index("..") + 2) if high else ""
    if low and high and low > high and not low.startswith(high):
        raise QueryError("the range of dates ends before it begins", start, start + len(body))
    return Dated(low, high)


def _checked(value: str, start: int) -> str:
    """The date, if the calendar has it."""
    start, end = (start, start + len(value)) if value else (start - 1, start)
    found = _DATE.fullmatch(value)
    if not found:
        shown = f"'{printable(value)}'" if value else "nothing"
        raise QueryError(f"{shown} is no date; write {_FORMS}", start, end)
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or year == 9999:
        raise QueryError("years go from 0001 to 9998", start, end)
    if month is not None and not 1 <= month <= 12:
        raise QueryError(f"there is no month {month:02}", start, end)
    if day is not None and not 1 <= day <= calendar.monthrange(year, month or 1)[1]:
        raise QueryError(f"{year}-{month:02} has no day {day:02}", start, end)
    return value


def _moved(value: str, step: int) -> str:
    """The next (1) or the former (-1) year, month or day, as exact as the value is."""
    numbers = [int(part) for part in value.split("-")]
    year, month, day = (*numbers, 1, 1)[:3]
    if len(numbers) == 1:
        return f"{year + step:04}"
    if len(numbers) == 2:
        year, month = divmod(year * 12 + month - 1 + step, 12)
        return f"{year:04}-{month + 1:02}"
    last = calendar.monthrange(year, month)[1]
    if 1 <= day + step <= last:
        return f"{year:04}-{month:02}-{day + step:02}"
    neighbour = _moved(f"{year:04}-{month:02}", step)
    end = calendar.monthrange(*(int(part) for part in neighbour.split("-")))[1]
    return f"{neighbour}-{1 if step > 0 else end:02}"
