"""Which local entities of different reports are one entity.

Two local entities that share a strong key (a full name, a known name) are one. A local entity
known by a short form alone (a surname, an unexplained acronym) goes to a full name only where the
reports that spell the name out agree on whose it is; else it stays an entity of its own, and its
evidence says so.

Everything here is pure: `index.mentions.resolve` applies the same functions to what a
change touches.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from articles.entities import forms, spelling
from articles.entities.mention import EntityType, LocalEntity
from articles.entities.wordlists import word_list

Node = TypeVar("Node", bound=Hashable)

ONE_SIDED = 0.75
"""The share of the evidence that a full name must have for a short form to go to it."""

REACH = 4
"""How many reports with a short form alone one report that spells the name out can speak for."""

_WORDS = word_list("surnames that are words")


def side(kind: EntityType) -> str:
    """The space of keys a type lives in: all that is no person shares one, as news mixes it."""
    return "person" if kind is EntityType.PERSON else "thing"


def short_keys(entity: LocalEntity) -> tuple[str, ...]:
    """The weak keys that, alone in another report, may mean this entity; empty if it is weak."""
    if not entity.keys:
        return ()
    if entity.type is EntityType.PERSON:
        return tuple(f"person:{surname}" for surname in forms.surnames(entity.name))
    named = {mention.surface for mention in entity.mentions if not mention.soft}
    return (*_acronyms(entity, named), *_as_persons(entity, named))


def _as_persons(entity: LocalEntity, named: Iterable[str]) -> set[str]:
    """What a tagger that takes a place for a person, in another report, makes of its name."""
    if entity.type is EntityType.OTHER:
        return set()
    words = {spelling.key(surface) for surface in named if not forms.is_acronym(surface)}
    words = {word for word in words if len(word) > 3 and " " not in word} - _WORDS
    return {f"person:{word}" for word in words}


def _acronyms(entity: LocalEntity, named: Collection[str]) -> tuple[str, ...]:
    acronyms = {forms.letters(surface) for surface in named if forms.is_acronym(surface)}
    if acronyms == {forms.letters(surface) for surface in named}:
        return ()
    return tuple(f"{side(entity.type)}:{acronym}" for acronym in sorted(acronyms))


class Support(NamedTuple):
    """The evidence that a short form means an entity."""

    mentions: int
    """How often the reports name it that spell its name out."""
    reports: int


def decide(support: Mapping[Node, Support], asking: int) -> Node | None:
    """The one that has at least `ONE_SIDED` of the evidence, or None.

    Args:
        support: The evidence for each.
        asking: How many reports have the short form alone. One report that spells a name out does
            not say who is meant in fifty.
    """
    if not support:
        return None
    best = max(support, key=lambda node: support[node].mentions)
    mentions = sum(one.mentions for one in support.values())
    one_sided = support[best].mentions >= ONE_SIDED * mentions
    return best if one_sided and asking <= REACH * support[best].reports else None


def components(keys: Mapping[Node, Iterable[str]]) -> list[list[Node]]:
    """Groups of nodes that hang together by shared keys, each in the order given."""
    parent: dict[Node, Node] = {node: node for node in keys}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    first: dict[str, Node] = {}
    for node, its_keys in keys.items():
        for key in its_keys:
            parent[root(node)] = root(first.setdefault(key, node))
    groups: dict[Node, list[Node]] = defaultdict(list)
    for node in keys:
        groups[root(node)].append(node)
    return list(groups.values())


def link(reports: Sequence[Sequence[LocalEntity]]) -> list[list[int]]:
    """Resolve a whole library at once.

    Args:
        reports: The local entities of each report.

    Returns:
        For each report, for each local entity, the number of the entity it is (numbers mean
        nothing but equality).
    """
    flat = {(r, i): entity for r, report in enumerate(reports) for i, entity in enumerate(report)}
    number: dict[tuple[int, int], int] = {}
    groups = components({at: entity.keys for at, entity in flat.items() if entity.keys})
    for count, group in enumerate(groups):
        number.update(dict.fromkeys(group, count))
    support: dict[str, dict[int, Support]] = defaultdict(dict)
    asking = Counter(entity.weak_key for entity in flat.values() if not entity.keys)
    for at, entity in flat.items():
        for short in short_keys(entity):
            had = support[short].get(number[at], Support(0, 0))
            named = sum(not mention.soft for mention in entity.mentions)
            support[short][number[at]] = Support(had.mentions + named, had.reports + 1)
    own: dict[str, int] = {}
    for at, entity in flat.items():
        if not entity.keys:
            chosen = decide(support.get(entity.weak_key, {}), asking[entity.weak_key])
            fresh = own.setdefault(entity.weak_key, len(groups) + len(own))
            number[at] = fresh if chosen is None else chosen
    return [[number[r, i] for i in range(len(report))] for r, report in enumerate(reports)]
