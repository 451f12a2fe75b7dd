"""Dates as people and programs write them. Nothing is guessed: what is not certain is left out."""

import re
from datetime import date

YEARS = range(1700, 2100)

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[7-9]|20)\d\d"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?"
DATE = rf"""(?:
      {_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:T[\d:.+Z-]+)?
    | (?:{WEEKDAY}\s+)?{_MONTH}\s+(?:{_DAY},?\s+(?:{WEEKDAY}\s+)?|\d\d(?=[12])){_YEAR}
    | (?:{WEEKDAY}\s+)?{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}
    | \d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}
    )(?!\d)"""
"""A full date with its year, for patterns that are verbose and ignore case."""

_ISO = re.compile(rf"(?<!\d)({_YEAR})[-/._](\d{{1,2}})(?:[-/._](\d{{1,2}}))?(?!\d)")
_BASIC = re.compile(rf"(?<![0-9a-zA-Z])({_YEAR})(\d\d)(\d\d)(?=T\d|[^0-9a-zA-Z]|$)")
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\s+({_DAY})(?:,?\s+(?:{WEEKDAY}\s+)?|(?<=\d\d))({_YEAR})\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(rf"\b({_DAY})[\s-](?:of\s+)?({_MONTH}),?[\s-]({_YEAR})\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"\b({_MONTH}),?\s+({_YEAR})\b", re.IGNORECASE)
_NUMBERS = re.compile(rf"(?<!\d)(\d{{1,2}})([-/.])(\d{{1,2}})\2({_YEAR})(?!\d)")
_YEAR_AND_RUN = re.compile(rf"/({_YEAR})/(\d\d)(\d\d)/")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")


def value_of(year: int, month: int = 0, day: int = 0) -> str:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty for a date that no calendar has."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if year not in YEARS:
        return ""
    return (
        f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    )


def full_date(text: str) -> str:
    """The first date in `text` that has a month at least, as `value_of` writes it; or empty."""
    found = (read(text) for read in (_iso, _month_first, _day_first, _numbers, _month_only))
    return next(filter(None, found), "")


def metadata_date(value: str) -> str:
    """The date that a metadata field states: also a lone year, `20190104T…`, or Unix time."""
    value = value.strip()[:100]
    if _EPOCH.fullmatch(value):
        return _epoch(float(value))
    if basic := _BASIC.match(value):
        return value_of(*map(int, basic.groups()))
    return full_date(value) or (value_of(int(value)) if re.fullmatch(_YEAR, value) else "")


def address_date(address: str) -> str:
    """The date in a URL or a file name: `/2019/01/04/`, `/2019/jan/04/`, `20190104`."""
    if spelled := re.search(rf"/({_YEAR})/({_MONTH})/(?:(\d{{1,2}})/)?", address, re.IGNORECASE):
        return value_of(int(spelled[1]), _month(spelled[2]), int(spelled[3] or 0))
    if run := _YEAR_AND_RUN.search(address):
        return value_of(*map(int, run.groups()))
    basic = (value_of(*map(int, groups)) for groups in _BASIC.findall(address))
    return next(filter(None, basic), "") or _iso(address) or _numbers(address)


def _iso(text: str) -> str:
    found = (
        value_of(int(year), int(month), int(day or 0))
        for year, month, day in _ISO.findall(text)
        if int(month) and (not day or int(day))
    )
    return next(filter(None, found), "")


def _month_first(text: str) -> str:
    found = _MONTH_FIRST.search(text)
    return value_of(int(found[3]), _month(found[1]), _day(found[2])) if found else ""


def _day_first(text: str) -> str:
    found = _DAY_FIRST.search(text)
    return value_of(int(found[3]), _month(found[2]), _day(found[1])) if found else ""


def _month_only(text: str) -> str:
    found = _MONTH_ONLY.search(text)
    return value_of(int(found[2]), _month(found[1])) if found else ""


def _numbers(text: str) -> str:
    """`04.01.2019` is day first; `4/5/2017` may be either, so only its year is certain."""
    found = _NUMBERS.search(text)
    if not found:
        return ""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        return value_of(year, second, first)
    return value_of(year, first, second) if second > 12 else value_of(year)


def _month(word: str) -> int:
    """1 to 12; 13, which no calendar has, for a word that only begins like a month."""
    word = word.lower().rstrip(".")
    return next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(word)), 13)


def _day(word: str) -> int:
    return int(re.sub(r"\D", "", word)) or 99


def _epoch(seconds: float) -> str:
    if seconds > 1e11:
        seconds /= 1000
    days = int(seconds // 86_400)
    found = date.fromordinal(date(1970, 1, 1).toordinal() + days)
    return value_of(found.year, found.month, found.day)
