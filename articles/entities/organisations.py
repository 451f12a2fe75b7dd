"""Acronyms, short forms and spellings of organisations and places in one report."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from operator import itemgetter

from articles.entities import forms, institutions, known, spelling
from articles.entities.mention import EntityType
from articles.entities.names import Found, Name, bind
from articles.entities.respelt import respelt
from articles.entities.wordlists import word_list

_STATED = re.compile(
    r"\s*\(\s*(?:the\s+)?[\"'“‘]?"
    r"|,?\s+(?:also\s+|better\s+|commonly\s+|widely\s+)?known\s+(?:\w+\s+)?(?:as|by)(?:\s+its"
    r"\s+\w+(?:\s+\w+)?\s+(?:acronym|initials|name))?\s+(?:the\s+)?[\"'“‘]?"
    r"|,?\s+or\s+(?:the\s+)?[\"'“‘]?|,?\s+abbreviated\s+(?:as|to)\s+"
)
_SUFFIX = re.compile(
    r"(?:,?\s+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|ag|gmbh|se|sa|nv|group|holdings?"
    r"|international|movement|organi[sz]ation|party|militants?|militia|fighters|forces|government|administration"
    r"|news agency|newspaper|magazine|television|tv)\.?)+$",
    re.IGNORECASE,
)
HEADS = word_list("heads")
"""Words for what an organisation is; with `the` they stand for it after its name."""
_TOO_COMMON = HEADS | word_list("too common")
_NATURE = word_list("nature")
_MOST = 100
"""Names that an acronym is compared with, the nearest."""


def bind_acronyms(names: list[Name], found: Sequence[Found], text: str) -> None:
    """Bind acronyms to the long names that the text gives for them, or whose initials they are."""
    by_mention = {number: name for name in names for number in name.at}
    for left, right in pairwise(range(len(found))):
        between = text[found[left].end : found[right].start]
        if len(between) < 50 and _STATED.fullmatch(between):
            _bind_stated(by_mention[left], by_mention[right], found[right].start, between)
    making: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.type is not EntityType.PERSON and len(name.words) > 1:
            made = forms.initials(name.text)
            for one in made | {made[:-1] for made in made}:
                making[one].append(name)
    for name in names:
        if name.parent is None and name.row is None and _is_acronym(name):
            _bind_formed(name, making, found)


def _is_acronym(name: Name) -> bool:
    return name.type is not EntityType.PERSON and forms.is_acronym(name.text)


def _bind_stated(left: Name, right: Name, start: int, between: str) -> None:
    if EntityType.PERSON in (left.type, right.type) or left.root is right.root:
        return
    short, long = (right, left) if _is_acronym(right) else (left, right)
    if not _is_acronym(short) or len(long.words) < 2 or (short.row and long.row):
        return
    if short.row and short.row.type is EntityType.PLACE:
        return  # `Agent Orange (US)` says where, not what
    if " or " in between and not _formed(short, long):
        return
    bind(short, long, f"acronym of {long.text}, stated in the text at {start}")


def _formed(short: Name, long: Name) -> int:
    """How well an acronym fits a name.

    3 if it is made of its initials, 2 of more of its letters, 1 of nearly all initials, 0 if not.
    """
    acronym, made = forms.letters(short.text), forms.initials(long.text)
    if acronym == forms.letters(long.text.split(maxsplit=1)[0]):
        return 0  # the US Senate is not the US
    if acronym in made:
        return 3
    if len(acronym) > 3 and forms.is_contraction(acronym, long.text):
        return 2
    near = len(acronym) >= 3 and any(
        m.startswith(acronym) and len(m) - len(acronym) < 2 for m in made
    )
    return int(near)


def _bind_formed(name: Name, making: Mapping[str, Sequence[Name]], found: Sequence[Found]) -> None:
    """Bind an acronym to the name that it fits best, of several the nearest.

    Args:
        name: The acronym.
        making: Names by their initials, and by these without the last: of all that an acronym is
            made of, its letters in order, some are these, the first among them.
        found: The names of the report.
    """
    acronym, here = forms.letters(name.text), found[name.at[0]].start
    sizes = range(len(acronym)) if len(acronym) > 3 else (len(acronym) - 1,)
    parts = {acronym[0] + "".join(c) for size in sizes for c in combinations(acronym[1:], size)}
    others = {other.at[0]: other for part in parts for other in making.get(part, ())}
    near = sorted((abs(found[at].start - here), at) for at in others if others[at] is not name)
    fits = [(_formed(name, others[at]), others[at]) for _, at in near[:_MOST]]
    best, long = max(fits, key=itemgetter(0), default=(0, name))
    if best:
        bind(name, long, f"acronym of {long.text}")


def bind_bodies(names: list[Name]) -> None:
    """Say whose the bodies of states are: the one the report names in full, or its country's."""
    places = [(name.text, len(name.at)) for name in names]
    country = institutions.subject(places)
    named = {institutions.country_of(name) for name, _ in places}
    whole: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.body and name.body.country:
            whole[name.body.kind].append(name)
    for name in names:
        if name.body is None or name.body.country or name.parent or name.row:
            continue
        same = whole[name.body.kind]
        if len({id(other.root) for other in same}) == 1:
            bind(name, same[0], f"short form of {same[0].text}")
        elif country and not same and not name.body.abroad and not _meant(name, named):
            name.body = name.body._replace(country=country)
            name.call(name.body.shown, name.body.key)
            name.guess = None
            known_as = respelt(name.text, name.type)
            name.row = known_as.row if known_as else None
            name.evidence = f"name; the report is about {country}"


def _meant(name: Name, countries: Collection[str]) -> bool:
    """Whether a name is most probably a known body of a country that the report names: Congress."""
    known_body = institutions.read(name.guess.name) if name.guess else None
    return known_body is not None and known_body.country in countries


def bind_parts(names: list[Name]) -> None:
    """Bind organisations and places that differ by a suffix, or one of which begins the other."""
    things = [name for name in names if name.type is not EntityType.PERSON]
    bases: dict[str, Name] = {}
    for name in things:
        if name.type is EntityType.ORGANISATION:
            base = _base(name)
            first = bases.setdefault(base, name) if len(base) > 2 else name
            if first is not name:
                long, short = sorted((first, name), key=lambda n: len(n.words), reverse=True)
                bind(short, long, f"short form of {long.text}")
    having: defaultdict[str, list[Name]] = defaultdict(list)
    for name in things:
        for word in set(name.words):
            having[word].append(name)
    for name in things:
        known_body = name.body is not None and name.guess is not None
        if name.parent is None and not (name.row or known_body or _is_acronym(name)):
            _bind_part(name, min((having[word] for word in name.words), key=len))


def _base(name: Name) -> str:
    """A name without what says which kind of body it is; members stand for their party."""
    base = forms.thing_key(_SUFFIX.sub("", name.text))
    return base.removesuffix("s").replace("democratic", "democrat")


def _bind_part(name: Name, things: Sequence[Name]) -> None:
    longer = [
        other
        for other in things
        if other.type is name.type and len(other.words) > len(name.words) and _part_of(name, other)
    ]
    if len({id(other.root) for other in longer}) == 1:
        bind(name, longer[0], f"short form of {longer[0].text}")


def _part_of(short: Name, long: Name) -> bool:
    words, rest = short.words, long.words
    begins, ends = rest[: len(words)] == words, rest[-len(words) :] == words
    if short.type is EntityType.PLACE:
        return begins and len(rest) == len(words) + 1 and rest[-1] in _NATURE
    if len(words) > 1:
        return begins or ends
    if words[0] in HEADS:
        before = [word for word, after in pairwise(rest) if after in ("of", "for", "on")]
        return ends or words[0] in before
    if short.type is EntityType.OTHER:
        return ends and not known.is_demonym(short.text) and words[0] not in _TOO_COMMON
    return (begins or ends) and len(words[0]) > 4 and words[0] not in _TOO_COMMON


def bind_spellings(names: list[Name]) -> None:
    """Bind names that differ by a transliteration or by one letter."""
    groups: dict[tuple[EntityType, str], list[Name]] = defaultdict(list)
    for name in names:
        if len(name.key) >= 5 and not _is_acronym(name) and name.type is not EntityType.OTHER:
            groups[name.type, spelling.sounds(name.key)[:1]].append(name)
    for group in groups.values():
        for one, other in _alike(group):
            bound = one.parent is not None and other.parent is not None
            if not bound and one.root is not other.root and _one_spelling(one, other):
                rare, usual = sorted((one, other), key=lambda n: (len(n.at), -n.at[0]))
                bind(rare, usual, f"spelling of {usual.text}")


def _alike(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Pairs of names, in order, among which are all that `_one_spelling` is true of."""
    ways = [_ways(name) for name in names]
    having: defaultdict[str | int, list[int]] = defaultdict(list)
    for number, its_ways in enumerate(ways):
        for way in its_ways:
            having[way].append(number)
    for number, its_ways in enumerate(ways):
        others = {other for way in its_ways for other in having[way] if other > number}
        for other in sorted(others):
            yield names[number], names[other]


def _ways(name: Name) -> set[str | int]:
    """What a name shares with its other spellings: sounds, letters, all words and letters but one.

    The latter as the sum of what each word says with its place: numbers, for of a long name they
    are many. That other names may have the same does not matter.
    """
    said = [hash(place) for place in enumerate(name.words)]
    all_said = sum(said)
    but_one = {
        all_said - said[at] + hash((at, rest))
        for at, word in enumerate(name.words)
        for rest in spelling.but_one(word)
    }
    return but_one | {spelling.sounds(name.key), name.key.replace(" ", "")}


def _one_spelling(one: Name, other: Name) -> bool:
    if spelling.sounds(one.key) == spelling.sounds(other.key):
        return True
    left, right = one.words, other.words
    if len(left) != len(right):
        return one.key.replace(" ", "") == other.key.replace(" ", "")
    differing = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    first, second = differing[0]
    if one.type is EntityType.PERSON and first == left[0] and forms.are_first_names(first, second):
        return False
    least = 5 if one.type is EntityType.PERSON else 7
    inflected = {first[-1], second[-1]} == {"a", "n"} or first.rstrip("s") == second.rstrip("s")
    return (
        len(first) >= least
        and spelling.one_edit(first, second)
        and not (inflected and one.type is not EntityType.PERSON)
    )
