"""Which mentions of one report are one entity, and why.

Stronger evidence goes first: known names, acronyms the text explains, short forms after (or, in a
headline, before) full forms, parts of names, spellings. Every mention keeps the reason.
"""

import re
from collections import Counter
from collections.abc import Sequence

from articles.entities import forms, known, link, spelling
from articles.entities.mention import EntityType, LocalEntity, Mention
from articles.entities.names import Found, Name, bind_guesses, distinct
from articles.entities.organisations import bind_acronyms, bind_bodies, bind_parts, bind_spellings
from articles.entities.people import bind_people, is_short
from articles.entities.soft import soft_mentions

_SPACE = re.compile(r"\s+")


def resolve(text: str, found: Sequence[Found]) -> tuple[LocalEntity, ...]:
    """The entities of one report.

    Args:
        text: The report.
        found: The names in it, in reading order, not overlapping.

    Returns:
        The entities by first mention; every found name is a mention of exactly one.
    """
    names = distinct(text, found)
    bind_guesses(names)
    bind_acronyms(names, found, text)
    bind_bodies(names)
    bind_people(names, found)
    bind_parts(names)
    bind_spellings(names)
    groups = _groups(names)
    soft = soft_mentions(text, found, groups)
    entities = [_entity(text, found, group, soft.get(id(group[0].root), ())) for group in groups]
    return tuple(sorted(entities, key=lambda entity: entity.mentions[0].start))


def _groups(names: Sequence[Name]) -> list[list[Name]]:
    groups: dict[int, list[Name]] = {}
    for name in names:
        groups.setdefault(id(name.root), []).append(name)
    return list(groups.values())


def _entity(
    text: str, found: Sequence[Found], group: Sequence[Name], soft: Sequence[Mention]
) -> LocalEntity:
    root = group[0].root
    row = root.row or _guess(group)
    kind = row.type if row else _type(group)
    mentions = [_mention(text, found[number], name, row) for name in group for number in name.at]
    first = found[group[0].root.at[0]]
    shown = row.name if row else _fullest(group, text[first.start : first.end])
    keys = (row.key,) if row else _strong_keys(kind, group)
    weak = "" if keys else f"{link.side(kind)}:{_weak(kind, root)}"
    ordered = tuple(sorted([*mentions, *soft], key=lambda mention: mention.start))
    return LocalEntity(shown, kind, keys, weak, ordered)


def _guess(group: Sequence[Name]) -> known.Known | None:
    """The known name that all the short forms of a group are for, if nothing says otherwise."""
    guesses = {name.guess for name in group}
    return guesses.pop() if len(guesses) == 1 else None


def _type(group: Sequence[Name]) -> EntityType:
    votes = Counter[EntityType]()
    for name in group:
        votes[name.type] += len(name.at)
    return votes.most_common(1)[0][0]


def _fullest(group: Sequence[Name], surface: str) -> str:
    """The name to show: the root with its accents, in its own case if the report has it in any."""
    name = spelling.as_written(group[0].root.text, surface)
    return name.title() if name.isupper() and len(name) > 8 else name


def _mention(text: str, one: Found, name: Name, row: known.Known | None) -> Mention:
    surface = _SPACE.sub(" ", text[one.start : one.end])
    if name.evidence:
        evidence = name.evidence
    elif row is not None:
        same = spelling.key(surface) == spelling.key(row.name)
        evidence = "known name" if same else f"known name of {row.name}"
    else:
        full = name.type is EntityType.PERSON and not is_short(name)
        evidence = "full name" if full else "name"
    return Mention(one.start, one.end, surface, evidence)


def _weak(kind: EntityType, root: Name) -> str:
    if kind is EntityType.PERSON:
        return root.key
    return forms.letters(root.text) if forms.is_acronym(root.text) else root.text


def _strong_keys(kind: EntityType, group: Sequence[Name]) -> tuple[str, ...]:
    if kind is EntityType.PERSON:
        keys = {key for name in group for key in person_keys(name.text)}
        # The next report's tagger may take the same whole name for a place or an organisation.
        whole = {name.text for name in group if name.parent is None and person_keys(name.text)}
        return tuple(sorted(keys | {f"thing:{forms.thing_key(name)}" for name in whole}))
    names = [name for name in group if not forms.is_acronym(name.text)]
    several = any(len(name.words) > 1 for name in names)
    strong = [name for name in names if not several or not _too_general(name)]
    return tuple(sorted({f"thing:{key}" for name in strong for key in _thing_keys(name)}))


def _thing_keys(name: Name) -> set[str]:
    if name.body is not None:
        # Without a country it is another one in the next report.
        return {name.key} if name.body.country else set()
    if known.is_demonym(name.text):
        # The Germans are a people, German is a language or whatever comes from there.
        return {name.key}
    keys = {forms.thing_key(text) for text in (name.text, forms.bare(name.text))}
    consonants = spelling.arabic(name.key)
    return keys | {f"consonants {consonants}"} if consonants else keys


def _too_general(name: Name) -> bool:
    """Whether a short form means something else in the next report: `the Commission`."""
    return name.parent is not None and len(name.words) == 1


def person_keys(name: str) -> tuple[str, ...]:
    """What reports that mean one person share: the full name, and first with last name."""
    words = [word for word in forms.person_words(name) if word not in ("al", "el")]
    if len(words) < 2:
        return ()
    keys = [" ".join(words)]
    if len(words) > 2 and not {words[0], words[1]} & forms.PARTICLES:
        keys.append(f"{words[0]} {words[-1]}")
    return tuple(f"person:{spelling.sounds(key)}" for key in keys)
