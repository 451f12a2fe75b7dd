"""Days that a report tells from its own: "Friday", "last month", "three days ago", "Nov. 13".

They are resolved only against a date that the report is known to have, as exactly as that is known,
and say what they rest on. What could be either of two days is left out.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from articles.article import Article, DateBasis, ReportDate, Span

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBERS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_WEEKDAY = "|".join(_WEEKDAYS)
_MONTH = "|".join(f"{name}|{name[:3]}\\." for name in _MONTHS) + r"|Sept\."
_NUMBER = r"\d{1,3}|a|an|" + "|".join(_NUMBERS)
_TOLD = re.compile(
    rf"""(?<![\w-])(?:
      (?P<here>(?i:today|tonight|this\ (?:morning|afternoon|evening)))
    | (?P<before>(?i:yesterday|last\ night)) | (?P<after>(?i:tomorrow))
    | (?i:(?P<count>{_NUMBER})\ (?P<unit>day|week|month|year)s?\ ago)
    | (?i:(?:(?:earlier|later)\ )?(?P<which>this|last|next)\ (?P<span>week|month|year))
    | (?i:(?P<side>last|next)\ )?(?P<weekday>{_WEEKDAY})(?!s\b)
        (?!-|\ [A-Z]|,?\ (?:{_MONTH}|\d))
    | (?P<month>{_MONTH})\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,?\ ?\d{{4}}|[:.]\d)
    )(?![\w])""",
    re.VERBOSE,
)
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?!(?:On|Late|Early|Since|From|The|This|In|And|But|Before|After|Last|Next) )"
    r"[A-Z][\w’'.]* $"
)
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s|\n")
_TO_COME = re.compile(r"\b(?:will|shall|(?:is|are) (?:due|set|expected|scheduled)|plans? to)\b")
_UNCLEAR = re.compile(
    r"\b(?:would|could|should|may|might|to be|due|until|till|by|before|scheduled|expected|planned"
    r"|if|coming)\b"
)
LONGEST: Final = 200_000
"""Characters of a report that are looked at while somebody waits: forty milliseconds' worth."""
_AROUND: Final = 300
"""Characters of a sentence that are looked at."""
_SOON: Final = 60
"""Days after a report in which a day without a year may be one to come, unsaid."""


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """A day, week, month or year as a report tells it."""

    span: Span
    value: str
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or `YYYY-MM-DD/YYYY-MM-DD` for a week."""
    rests_on: ReportDate
    """The report's date, by which it was resolved."""

    @property
    def basis(self) -> DateBasis:
        """How the date is known that it rests on."""
        return self.rests_on.basis


Resolve: TypeAlias = Callable[[re.Match[str], date, bool | None], str]
"""Of what was found, the report's day, and whether it is to come (None: unclear): the value."""


def told_in(article: Article, longest: int = LONGEST) -> list[RelativeDate]:
    """What a report of a known day tells relatively; nothing if its own day is not known.

    Args:
        article: The report.
        longest: Characters of its text that are looked at.
    """
    if article.date is None or len(article.date.value) != len("2016-05-06"):
        return []
    return list(resolve(article.text[:longest], article.date))


def resolve(text: str, dated: ReportDate | None) -> Iterator[RelativeDate]:
    """Every day told relatively that can be resolved with certainty.

    Args:
        text: The report.
        dated: Its date; nothing is resolved without one, no day by a mere month, and no month by
            a mere year.

    Yields:
        In reading order. A weekday is the last one up to the report's own day, or the next one
        where the sentence speaks of what is to come.
    """
    if dated is None:
        return
    known = len(dated.value.split("-"))
    for found in _TOLD.finditer(text):
        needed, resolver = _HOW[_kind(found)]
        if known < (needed or _needs(found)):
            continue
        anchor = date.fromisoformat(dated.value + "-01-01"[3 * known - 3 :])
        value = resolver(found, anchor, _is_to_come(text, found.start()))
        if value:
            yield RelativeDate(Span(*found.span()), value, dated)


def _kind(found: re.Match[str]) -> str:
    return next(name for name in _HOW if found[name])


def _needs(found: re.Match[str]) -> int:
    """How exactly the report's own date must be known: 1 to the year, 2 month, 3 day."""
    return {"year": 1, "month": 2}.get((found["span"] or found["unit"]).lower(), 3)


def _is_to_come(text: str, at: int) -> bool | None:
    """Whether the sentence, up to this place, speaks of what is to come; None if it may."""
    before = _SENTENCE.split(text[max(0, at - _AROUND) : at])[-1]
    if _TO_COME.search(before):
        return True
    return None if _UNCLEAR.search(before) else False


def _day(by: int) -> Resolve:
    return lambda _found, anchor, _to_come: _plus(anchor, by)


def _plus(anchor: date, days: int) -> str:
    try:
        return (anchor + timedelta(days)).isoformat()
    except OverflowError:
        return ""


def _ago(found: re.Match[str], anchor: date, _to_come: bool | None) -> str:
    word, unit = found["count"].lower(), found["unit"].lower()
    count = int(word) if word.isdigit() else 1 if word in ("a", "an") else 1 + _NUMBERS.index(word)
    if unit == "day":
        return _plus(anchor, -count)
    return _stretch(anchor, unit, -count)


def _span(found: re.Match[str], anchor: date, _to_come: bool | None) -> str:
    by = {"last": -1, "this": 0, "next": 1}[found["which"].lower()]
    return _stretch(anchor, found["span"].lower(), by)


def _stretch(anchor: date, unit: str, by: int) -> str:
    """The week (from Monday), month or year that is `by` of them after the one of `anchor`."""
    if unit == "week":
        monday = _plus(anchor, 7 * by - anchor.weekday())
        return f"{monday}/{_plus(date.fromisoformat(monday), 6)}" if monday else ""
    months = 12 * anchor.year + anchor.month - 1 + (by if unit == "month" else 12 * by)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return ""
    return f"{year:04}-{month + 1:02}" if unit == "month" else f"{year:04}"


def _weekday(found: re.Match[str], anchor: date, to_come: bool | None) -> str:
    side = (found["side"] or "").lower()
    before = found.string[max(0, found.start() - 30) : found.start()]
    if _NAMED_AFTER.search(before) or (to_come is None and not side):
        return ""  # Black Friday; "until Friday"
    back = (anchor.weekday() - _WEEKDAYS.index(found["weekday"])) % 7
    if side:
        return _plus(anchor, 7 - back if side == "next" else -(back or 7))
    return _plus(anchor, (7 - back) % 7 if to_come else -back)


def _month_and_day(found: re.Match[str], anchor: date, to_come: bool | None) -> str:
    """The nearest such day on the side that is meant; none soon after a report that looks back."""
    if to_come is None:
        return ""
    month = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3]))
    days = [
        date(year, month, int(found["day"]))
        for year in range(anchor.year - 1, anchor.year + 2)
        if date.min.year <= year <= date.max.year
        and 0 < int(found["day"]) <= monthrange(year, month)[1]
    ]
    if to_come:
        return next((day.isoformat() for day in days if day >= anchor), "")
    if any(0 < (day - anchor).days <= _SOON for day in days):
        return ""
    return next((day.isoformat() for day in reversed(days) if day <= anchor), "")


_HOW: Final[dict[str, tuple[int, Resolve]]] = {
    "here": (3, _day(0)),
    "before": (3, _day(-1)),
    "after": (3, _day(1)),
    "unit": (0, _ago),
    "span": (0, _span),
    "weekday": (3, _weekday),
    "month": (3, _month_and_day),
}
"""By what was found: how exactly the report must be dated (0: it depends), and how to resolve."""
