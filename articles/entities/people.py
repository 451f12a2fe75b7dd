"""Short forms of people's names in one report: `Le Drian` for Jean-Yves Le Drian."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import Final

from articles.entities import forms, spelling
from articles.entities.address import Address, agree, by_first_name
from articles.entities.mention import EntityType
from articles.entities.names import Found, Name, bind

PASSAGE: Final = 300
"""Characters: some two sentences."""
_LEAST_LETTERS: Final = 5
"""Words that are not longer differ by a letter too easily."""


def bind_people(names: list[Name], found: Sequence[Found]) -> None:
    """Bind each short form of a person to the full name it belongs to.

    Where several full names have it, each occurrence goes to the one named last before it; the
    occurrences are then names of their own in `names`.
    """
    people = [name for name in names if name.type is EntityType.PERSON]
    full = [name for name in people if len(name.words) > 1]
    near = _FullNames(full)
    for name in sorted(people, key=lambda name: len(name.words)):
        if name.row and len(name.words) == 1:
            continue  # King Abdullah II is not short for Hussein bin Abdullah
        candidates = _candidates(name, near.of(name.words))
        roots = {id(candidate.root) for candidate in candidates}
        if len(roots) == 1:
            long = max(candidates, key=lambda candidate: len(candidate.words))
            bind(name, long, f"short form of {long.text}")
        elif roots:
            names.extend(_shared_out(name, candidates, found))


class _FullNames:
    """The full names of a report by their words: few of thousands are like any short form."""

    def __init__(self, full: Sequence[Name]) -> None:
        self._full = full
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        """The numbers of the names that have a word, or an initial before a last word."""
        for number, name in enumerate(full):
            for word in {*name.words, _initialled(name.words)}:
                self._having[word].append(number)

    @cached_property
    def _slips(self) -> spelling.Slips:
        return spelling.Slips(word for name in self._full for word in name.words)

    def of(self, short: tuple[str, ...]) -> list[Name]:
        """All names, in order, that a short form may fit, and some that it does not.

        A name that it fits has its first and its last word; or only an initial for the first; or a
        letter wrong in the first or the last.
        """
        first, last = short[0], short[-1]
        numbers = set(self._with(first, last))
        if len(first) < 3:
            numbers.update(self._having.get(_initialled(short), ()))
        for word in {first, last}:
            for other in self._slips.of(word) if len(word) > _LEAST_LETTERS else ():
                ends = [other if end == word else end for end in (first, last)]
                numbers.update(self._with(*ends))
        return [self._full[number] for number in sorted(numbers)]

    def _with(self, *words: str) -> Sequence[int]:
        """The names that have the rarest of some words."""
        return min((self._having.get(word, ()) for word in words), key=len)


def _initialled(words: tuple[str, ...]) -> str:
    """What `J. Smith` shares with `John Smith`; no word, for it has a space."""
    return f"{words[0][0]} {words[-1]}"


def _candidates(name: Name, full: Sequence[Name]) -> list[Name]:
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
    misspelt = (
        len(wrong) == 1 and len(wrong[0][0]) > _LEAST_LETTERS and spelling.one_edit(*wrong[0])
    )
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
    nearest = _Nearest(candidates, found)
    for number in name.at:
        long = nearest.to(found[number].start)
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


class _Nearest:
    """Which of several full names each occurrence of a short form goes to."""

    def __init__(self, candidates: Sequence[Name], found: Sequence[Found]) -> None:
        places = [(found[number].start, long) for long in candidates for number in long.at]
        places.sort(key=itemgetter(0))
        self._starts = [start for start, _ in places]
        self._names = [long for _, long in places]
        self._often = Counter(id(long.root) for long in self._names)
        self._main = max(candidates, key=lambda long: self._often[id(long.root)])

    def to(self, start: int) -> Name:
        """The candidate named last before an offset, else the one named first after it.

        Who is named in full only in passing, a relative of whom the report is about, bears the
        surname no longer than the passage lasts.
        """
        at = bisect_left(self._starts, start)
        if not at:
            return self._names[0]
        nearest, main = self._names[at - 1], self._main
        in_passing = 2 * self._often[id(nearest.root)] <= self._often[id(main.root)]
        return main if in_passing and start - self._starts[at - 1] > PASSAGE else nearest


def is_short(name: Name) -> bool:
    """Whether a person's name is one that only a full name could explain."""
    return name.type is EntityType.PERSON and not forms.is_full(name.text)
