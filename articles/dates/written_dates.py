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
_AFTER_A_DAY = re.compile(rf"\b{_DAY}[\s-]+(?:of\s+)?$", re.IGNORECASE)
_NUMBERS = re.compile(rf"(?<!\d)(\d{{1,2}})([-/.])(\d{{1,2}})\2({_YEAR})(?!\d)")
_YEAR_AND_RUN = re.compile(rf"/({_YEAR})/(\d\d)(\d\d)/")
_ANY_YEAR = r"\d{4,6}"
_LOOKS_LIKE_ONE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.-])-?{_ANY_YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d)",
        r"(?<![\d/.-])\d{4}/\d{1,2}/\d{1,2}(?!\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_ANY_YEAR}\b",
        rf"\b{_DAY}[\s-](?:of\s+)?{_MONTH},?[\s-]{_ANY_YEAR}\b",
        r"(?<![\d/.-])\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)",
    )
)
"""What is written as a date, whether or not there is such a day."""
_ZONE = re.compile(
    r"(?:\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?|T\d{4,6})\s*"
    r"(?:(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?\b|(?P<name>Z|UTC?|GMT|[ECMP][SD]T)\b)"
)
_ZONES = {"E": -5, "C": -6, "M": -7, "P": -8}
"""Hours that RFC 5322 gives the names of North America; in summer (`EDT`) one more."""
_YEAR_AND_SECTION = re.compile(
    rf"/({_YEAR})/(?:[a-z_.-]{{2,20}}/){{1,2}}(\d{{1,2}})/(\d{{1,2}})/", re.IGNORECASE
)
"""`/2013/WORLD/meast/08/03/`"""
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


def impossible_date(text: str) -> str:
    """The first thing that is written as a date and can be none (`31 February 2016`, `0001-01-01`).

    Empty if there is no such thing, or `text` has a date that can be.
    """
    text = text.strip()[:300]
    if not text or metadata_date(text):
        return ""
    found = (pattern.search(text) for pattern in _LOOKS_LIKE_ONE)
    return next((one[0] for one in found if one), "")


def zone_of(value: str) -> str:
    """The time zone after a time of day, as `+02:00`; empty if there is none, or it is unknown."""
    value = value.strip()[:100]
    if _EPOCH.fullmatch(value):
        return "+00:00"
    found = _ZONE.search(value)
    if found is None:
        return ""
    if found["sign"]:
        minutes = found["minutes"] or "00"
        is_one = int(found["hours"]) <= 14 and int(minutes) < 60
        is_one = is_one and found[0][-5:].replace(":", "") != "-0000"  # RFC 5322: not known
        return f"{found['sign']}{found['hours']}:{minutes}" if is_one else ""
    name = found["name"]
    hours = _ZONES[name[0]] + (name[1] == "D") if name[0] in _ZONES else 0
    return f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"


def address_date(address: str) -> str:
    """The date in a URL or a file name: `/2019/01/04/`, `/2019/jan/04/`, `20190104`."""
    if spelled := re.search(rf"/({_YEAR})/({_MONTH})/(?:(\d{{1,2}})/)?", address, re.IGNORECASE):
        return value_of(int(spelled[1]), _month(spelled[2]), int(spelled[3] or 0))
    if apart := _YEAR_AND_SECTION.search(address):
        return value_of(*map(int, apart.groups()))
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
    if found and _AFTER_A_DAY.search(text[: found.start()]):
        return ""  # 31 February 2016: neither that day nor that month is certain
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
