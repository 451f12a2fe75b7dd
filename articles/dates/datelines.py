"""Datelines: where and when a report was filed, as agencies and papers write it."""

import re
from datetime import date

from articles.dates.written_dates import DATE, full_date

AGENCY = (
    r"(?:Reuters|AP|AFP|CNN|UPI|dpa|DPA|EFE|ANSA|TASS|Tass|Xinhua|Bloomberg|SANA|NNA|IRNA|BBC|VOA"
    r"|ANI|Sputnik|PTI|IANS|Kyodo|Yonhap|Anadolu|AA|RIA|Interfax|MEE|RFE/RL|NPR|TRT\ World"
    r"|(?:The\ )?Associated\ Press|Agence\ France-Presse|(?:Thomson\ )?Reuters\ Foundation)"
)
_CITY = r"[A-Z][A-Z.’'-]+(?:[ /-][A-Z][A-Z.’'-]*){0,4}"
_REGION = r"(?:,\s[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*){0,3}){0,2}"
_WHEN = rf"(?:,?\s\(?(?:{DATE}|(?-i:[A-Z][a-z]{{2,8}}\.?)\s\d{{1,2}})\)?)"
_DASH = r"\s*[-–—]{1,2}\s"
_TIME = (
    r"(?:,?\s*(?:at|\|)?\s*\d{1,2}[:.]?\d\d(?:\s?[ap]\.?m\.?)?"
    r"(?:\s(?-i:[A-Z]{2,4})\b(?:[+-]\d{1,2})?)?)"
)
_PLACE = re.compile(
    rf"""(?x:
      (?-i:{_CITY}|[A-Z][\w.’-]+(?:\s[A-Z][\w.’-]+){{0,3}})(?-i:{_REGION}){_WHEN}?
          \s\((?-i:{AGENCY}|CNN\ [A-Z]\w+)\){_WHEN}?(?:{_DASH}|\s+(?=["“‘'(]?(?-i:[A-Z])))
    | \((?-i:{AGENCY})\)(?:{_DASH}|\s+(?=["“‘'(]?(?-i:[A-Z])))
    | (?-i:{AGENCY})\s*(?:[–—]|--)\s
    | (?-i:{_CITY})(?-i:{_REGION}){_WHEN}?\s*(?:[–—]|--|\s-)\s
    | (?-i:{_CITY})(?-i:{_REGION})\s\({DATE}\)(?:{_DASH}|\s|$)
    )""".replace("(?x:", "(?:"),
    re.VERBOSE | re.IGNORECASE,
)
_DATED = re.compile(
    rf"""\(?(?:(?:first\s|last\s)?(?:published|posted|updated?|date\ of\ publication|date)
              (?:\ on|\ at)?[:\s]\s*)?
    (?:(?-i:{AGENCY})\s)?
    {DATE}{_TIME}?(?:\s?\((?:updated)[^()]{{0,40}}\))?\)?""",
    re.VERBOSE | re.IGNORECASE,
)
_LINE = re.compile(
    rf"""(?:[\w.\ ]{{2,40}}\s*[|•·]\s*)?
    (?:(?:first\ |last\ )?(?:published|posted|updated?|modified|created|date|filed)
       (?:\ on|\ at)?[:\s]\s*)?
    (?:\d{{1,2}}[:.]\d\d(?:\ ?[ap]\.?m\.?)?(?:\ [A-Z]{{2,4}})?,?\ (?:on\ )?)?
    {DATE}
    [^\n]{{0,40}}""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = r"\d{1,2}(?::\d\d)?\s?[AaPp]\.?[Mm]\.?(?:\s\(?[A-Z]{2,4}\)?)?"
_HOUR = re.compile(rf"(?:(?:at|AT)\s)?{_CLOCK}(?:\s?[-–—]\s?{_CLOCK})?")
_WORD = r"(?:[A-Z0-9][\w.’'&-]*|of|the|and|for|at|in|on|de|la)"
_VENUE = re.compile(
    rf"\*{{0,2}}[A-Z][\w.’'&-]*(?:,?\s{_WORD}){{0,9}},?"
    rf"(?:\s*\n\s*\*{{0,2}}{_WORD}(?:,?\s{_WORD}){{0,9}})?\*{{0,2}}"
)
_CITY_AND_STATE = re.compile(
    r".*\b[A-Z][\w.’-]*(?: [A-Z][\w.’-]*)?, (?:[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\*{0,2}",
    re.DOTALL,
)
_TURN = re.compile(r"(?:Q|[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]*){0,5}:)\s")
_STATED = re.compile(
    rf"""(?:^|[\n|.!?)]\s?)\s*
    (?:(?:First\s)?[Pp]ublished|Posted|Filed|(?:Last\s)?[Uu]pdated?)(?:\son|\sat)?:?\s+
    (?i:({DATE}))""",
    re.VERBOSE,
)
_FILED = re.compile(
    rf"""\b{AGENCY}\s((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}})\.?,?\s(?i:{DATE})""", re.VERBOSE
)
_LONGEST = 160
_LONGEST_VENUE = 110
_LONGEST_LINE = 110
_SENTENCE = re.compile(r"[a-z]{3,}\s[a-z]{2,}\s[a-z]{2,}")
_OPENING = re.compile(r"\s+(?:[\"“‘'(]?[A-Z0-9]|by\s[A-Z])|Get\sshort")


def is_dateline(line: str) -> bool:
    """Whether a whole line says when, and perhaps where, a report was published."""
    if len(line) > _LONGEST_LINE or _SENTENCE.search(line):
        return False
    if _LINE.fullmatch(line):
        return True
    place = _PLACE.match(line + " ")
    return place is not None and place.end() >= len(line)


def dateline_end(line: str) -> int:
    """Where the dateline that a paragraph opens with ends; 0 if it has none."""
    head = line[:_LONGEST]
    place = _PLACE.match(head)
    if place:
        return len(head[: place.end()].rstrip())
    dated = _DATED.match(head)
    return dated.end() if dated and _OPENING.match(head, dated.end()) else 0


def is_hour(line: str) -> bool:
    """Whether it is the hour at which something began or ended: "1:32 P.M. EST"."""
    return len(line) < 40 and bool(_HOUR.fullmatch(line))


def is_venue(line: str, following: str) -> bool:
    """Whether it says where the speech or talk that follows was held.

    Args:
        line: The line.
        following: What comes after it: the hour, or what the first speaker said.
    """
    if len(line) > _LONGEST_VENUE or not _VENUE.fullmatch(line):
        return False
    spoken = bool(_TURN.match(following))
    return is_hour(following) or spoken or ("\n" in line and bool(_CITY_AND_STATE.fullmatch(line)))


def stated_date(text: str) -> str:
    """A day that a text states as its own: "Last update: …", or an agency and day that agree.

    Args:
        text: The beginning or the end of a report.

    Returns:
        As `articles.dates.written_dates.value_of` writes it; empty if there is none.
    """
    if stated := _STATED.search(text):
        return full_date(stated[1])
    for found in _FILED.finditer(text):
        value = full_date(found[0])
        if len(value) == 10 and f"{date.fromisoformat(value):%a}" == found[1][:3]:
            return value
    return ""
