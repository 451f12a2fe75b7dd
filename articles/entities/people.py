"""Short forms of people's names in one report: `Le Drian` for Jean-Yves Le Drian."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from articles.entities import forms, spelling
from articles.entities.address import Address, agree, by_first_name
from articles.entities.mention import EntityType
from articles.entities.names import Found, Name, bind

PASSAGE: Final = 300
"""Characters: some two sentences."""


def bind_people(names: list[Name], found: Sequence[Found]) -> None:
    """Bind each short form of a person to the full name it belongs to.

    Where several full names have it, each occurrence goes to the one named last before it; the
    occurrences are then names of their own in `names`.
    """
    people = [name for name in names if name.type is EntityType.PERSON]
    full = [name for name in people if len(name.words) > 1]
    for name in sorted(people, key=lambda name: len(name.words)):
        if name.row and len(name.words) == 1:
            continue  # King Abdullah II is not short for Hussein bin Abdullah
        candidates = _candidates(name, full)
        roots = {id(candidate.root) for candidate in candidates}
        if len(roots) == 1:
            long = max(candidates, key=lambda candidate: len(candidate.words))
            bind(name, long, f"short form of {long.text}")
        elif roots:
            names.extend(_shared_out(name, candidates, found))


def _candidates(name: Name, full: list[Name]) -> list[Name]:
    others = [long for long in full if long is not name and agree(name.address, _address(long))]
    scored = [(_fit(name.words, long.words), long) for long in others]
    best = max((score for score, _ in scored), default=0)
    return [long for score, long in scored if score == best] if best else []


def _address(name: Name) -> Address:
    return name.address or by_first_name(name.row.name if name.row else name.text)


def _fit(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """How well a short form fits a full name.

    3 by surname, 2 by initials, 1 by first name, 0.5 by a misspelt surname, 0 not at all.
    """
    if len(short) >= len(long):
        return _fit_whole(short, long) if len(short) == len(long) else 0
    if long[-len(short) :] == short:
        return 3
    if len(short) > 1:
        return _fit_several(short, long)
    if short[0] == long[0] or (len(short[0]) > 3 and short[0] in long):
        return 1
    return _fit_misspelt(short, long)


def _fit_several(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """Of two or more words: first and last name, some of the names, initials, or misspelt."""
    if short[-1] == long[-1] and short[0] == long[0]:
        return 3
    if set(short) <= set(long):
        return 2
    return _fit_initial(short, long) or _fit_misspelt(short, long)


def _fit_misspelt(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """A surname of one or more words with a letter wrong in one of them."""
    pairs = zip(short, long[-len(short) :], strict=True)
    wrong = [(one, other) for one, other in pairs if one != other]
    misspelt = len(wrong) == 1 and len(wrong[0][0]) > 5 and spelling.one_edit(*wrong[0])
    return 0.5 if misspelt else 0


def _fit_whole(short: tuple[str, ...], long: tuple[str, ...]) -> int:
    """Of names of as many words: `John Paul` and `John Paul II`, or `J. Smith`."""
    return 3 if short == long and len(short) > 1 else _fit_initial(short, long)


def _fit_initial(short: tuple[str, ...], long: tuple[str, ...]) -> int:
    """`J. Smith` and `J.K. Smith` fit `John Smith`; `Smith` alone is no matter of initials."""
    initial = len(short) > 1 and len(short[0]) < 3 and short[-1] == long[-1]
    return 2 if initial and short[0] != long[0] and short[0][0] == long[0][0] else 0


def _shared_out(name: Name, candidates: list[Name], found: Sequence[Found]) -> list[Name]:
    """One new name for each candidate that some occurrence goes to; `name` keeps the first's."""
    goes_to: dict[int, tuple[Name, list[int]]] = {}
    for number in name.at:
        long = _nearest(found[number].start, candidates, found)
        goes_to.setdefault(id(long.root), (long, []))[1].append(number)
    shares = list(goes_to.values())
    fresh: list[Name] = []
    for long, at in shares:
        part = name if not fresh and long is shares[0][0] else None
        if part is None:
            part = Name(name.text, name.key, name.type, name.row, name.guess, None, name.address)
            fresh.append(part)
        part.at = at
        bind(part, long, f"short form of {long.text}, the last one named before it")
    return fresh


def _nearest(start: int, candidates: list[Name], found: Sequence[Found]) -> Name:
    """The candidate named last before an offset, else the one named first after it.

    Who is named in full only in passing, a relative of whom the report is about, bears the surname
    no longer than the passage lasts.
    """
    places = [(found[number].start, long) for long in candidates for number in long.at]
    before = [place for place in places if place[0] < start]
    if not before:
        return min(places, key=lambda place: place[0])[1]
    last, nearest = max(before, key=lambda place: place[0])
    often = Counter(id(long.root) for _, long in places)
    main = max(candidates, key=lambda long: often[id(long.root)])
    in_passing = 2 * often[id(nearest.root)] <= often[id(main.root)]
    return main if in_passing and start - last > PASSAGE else nearest


def is_short(name: Name) -> bool:
    """Whether a person's name is one that only a full name could explain."""
    return name.type is EntityType.PERSON and not forms.is_full(name.text)
