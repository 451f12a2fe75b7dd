"""One report calls one thing by one name: what sentences alone get wrong, the document mends.

Three rules. A name takes the kind that most of its mentions have; a lone surname counts as a
person's wherever somebody's full name ends with it. An acronym in brackets has the kind of the name
before it. A name found somewhere is a name also where it was overlooked, unless that was more often
or it is a word that is usually written small.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from articles.entities import lexicon
from articles.entities.recognised import Kind, Recognised
from articles.entities.tokens import Case, Tokens
from articles.entities.wordlists import word_list

_MAJORITY = 0.6
_VOTES, _SURNAME, _FORENAME = 10, 20, 3
"""What one mention counts for its kind, and what a person's full name does for its parts."""
_PARTICLES = word_list("particles")
_Name = tuple[str, ...]
"""A name by the forms of its tokens, so that line breaks and quotation marks do not matter."""


def make_consistent(tokens: Tokens, mentions: Sequence[Recognised]) -> list[Recognised]:
    """The mentions with their kinds made consistent, and with those that were overlooked.

    Args:
        tokens: the document.
        mentions: in reading order, not overlapping.

    Returns:
        Mentions in reading order, not overlapping.
    """
    mentions = list(_peoples_joined(tokens.text, mentions))
    names = [_name(tokens, mention) for mention in mentions]
    kinds = _kinds(names, mentions)
    kinds.update(_acronyms(tokens, names, mentions, kinds))
    settled = [
        mention._replace(kind=kinds.get(name, mention.kind))
        for name, mention in zip(names, mentions, strict=True)
    ]
    return sorted([*settled, *_overlooked(tokens, settled, kinds, Counter(names))])


def _peoples_joined(text: str, mentions: Sequence[Recognised]) -> Iterator[Recognised]:
    """`North` `Koreans` and `Puerto` `Rican` are one nationality, whatever each was taken for."""
    nations, waiting = lexicon.entries("nationalities"), None
    for mention in mentions:
        if waiting and text[waiting.start : mention.end] in nations:
            waiting = Recognised(waiting.start, mention.end, Kind.NATIONALITY)
            continue
        if waiting:
            yield waiting
        waiting = mention
    if waiting:
        yield waiting


def _name(tokens: Tokens, mention: Recognised) -> _Name:
    first = bisect_right(tokens.ends, mention.start)
    return tuple(tokens.forms[first : bisect_left(tokens.starts, mention.end)])


def _kinds(names: Sequence[_Name], mentions: Sequence[Recognised]) -> dict[_Name, Kind]:
    """The kind of each name that the document is agreed on."""
    votes: dict[_Name, dict[Kind, int]] = defaultdict(dict)
    for name, mention in zip(names, mentions, strict=True):
        count = votes[name]
        count[mention.kind] = count.get(mention.kind, 0) + _VOTES
    parts = _parts_of_persons(names, mentions)
    for name, count in votes.items():
        weight = parts[_small(name)]
        if weight and " ".join(name) not in lexicon.entries("countries"):
            count[Kind.PERSON] = count.get(Kind.PERSON, 0) + weight
    winners = {name: max(count, key=count.__getitem__) for name, count in votes.items()}
    return {
        name: kind
        for name, kind in winners.items()
        if votes[name][kind] >= _MAJORITY * sum(votes[name].values())
    }


def _parts_of_persons(names: Sequence[_Name], mentions: Sequence[Recognised]) -> Counter[_Name]:
    """How much the full names of persons say for their last and first words alone."""
    weights: Counter[_Name] = Counter()
    for name, mention in zip(names, mentions, strict=True):
        if mention.kind is Kind.PERSON and len(name) > 1:
            words = _small(name)
            weights[words[:1]] += _FORENAME
            for surname in _surnames(words):
                weights[surname] += _SURNAME
    return Counter({words: weight for words, weight in weights.items() if weight >= _SURNAME})


def _surnames(words: _Name) -> set[_Name]:
    """The last word, and the same with what belongs to it: `al-Eryani`, `van der Berg`."""
    start = len(words) - 1
    while start > 1 and (words[start - 1] == "-" or words[start - 1] in _PARTICLES):
        start -= 2 if words[start - 1] == "-" else 1
    return {words[-1:], words[start:]}


def _small(name: _Name) -> _Name:
    return tuple(map(str.lower, name))


def _acronyms(
    tokens: Tokens,
    names: Sequence[_Name],
    mentions: Sequence[Recognised],
    kinds: Mapping[_Name, Kind],
) -> Iterator[tuple[_Name, Kind]]:
    """`Syrian Democratic Forces (SDF)`: the acronym has the kind of the name."""
    text = tokens.text
    for (long, name), (short, acronym) in pairwise(zip(names, mentions, strict=True)):
        if (
            text[name.end : acronym.start].strip() == "("
            and text[acronym.end : acronym.end + 1] == ")"
            and len(short) == 1
            and len(long) > 1
            and short[0].isupper()
            and short[0][0] == long[0][0].upper()
        ):
            yield short, kinds.get(long, name.kind)


def _overlooked(
    tokens: Tokens,
    mentions: Sequence[Recognised],
    kinds: Mapping[_Name, Kind],
    counts: Counter[_Name],
) -> Iterator[Recognised]:
    """Other places where the names stand and no mention is, the longest name first.

    A name overlooked more often than it was found is more likely a word than a name.
    """
    names = set(filter(_may_spread, kinds))
    sizes: dict[str, list[int]] = defaultdict(list)
    for first, size in sorted({(name[0], len(name)) for name in names}, reverse=True):
        sizes[first].append(size)
    free = _free(tokens, mentions)
    places: dict[_Name, list[int]] = defaultdict(list)
    starting = [token for token, form in enumerate(tokens.forms) if form in sizes]
    for token in [token for token in starting if free[token]]:
        for size in sizes[tokens.forms[token]]:
            stop = token + size
            if not all(free[token:stop]) or stop > len(free):
                continue
            name = tuple(tokens.forms[token:stop])
            if name in names:
                free[token:stop] = [False] * size
                places[name].append(token)
                break
    for name, found in places.items():
        if len(found) <= counts[name]:
            yield from _mentions(tokens, name, found, kinds[name])


def _mentions(
    tokens: Tokens, name: _Name, places: Sequence[int], kind: Kind
) -> Iterator[Recognised]:
    """A name at several places, but for where a paragraph ends inside."""
    for token in places:
        start, end = tokens.starts[token], tokens.ends[token + len(name) - 1]
        if "\n\n" not in tokens.text[start:end]:
            yield Recognised(start, end, kind)


def _free(tokens: Tokens, mentions: Sequence[Recognised]) -> list[bool]:
    """For each token, whether a name may still be found there: not in lines of capitals."""
    free = [True] * len(tokens.forms)
    for start, end, _ in mentions:
        first, stop = bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)
        free[first:stop] = [False] * (stop - first)
    for (first, stop), case in zip(tokens.sentences, tokens.cases, strict=True):
        if case is Case.CAPITALS:
            free[first:stop] = [False] * (stop - first)
    return free


def _may_spread(name: _Name) -> bool:
    """Whether a name is so much of a name that it is one wherever it stands."""
    if len(name) > 1:
        return name[0][0].isupper()
    (form,) = name
    lower = form.lower()
    return (
        len(form) > 2
        and form[0].isupper()
        and lower not in lexicon.entries("small_words")
        and lower not in lexicon.entries("calendar")
    )
