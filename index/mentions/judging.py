"""From what the user says of entities in a library to judgements that hold in any.

Each function returns the judgement, or says in one line why it cannot be made.
"""

import secrets

from articles.clean import clean_line
from articles.entities import spelling
from articles.entities.mention import EntityType
from index.judgements.added_name import trimmed
from index.judgements.form import form_of
from index.judgements.judgement import Judgement, JudgementUnreadable, Kind, Subject, added
from index.judgements.rules import Rules
from index.mentions.store import Entity, MentionStore


class JudgementRefused(Exception):
    """The judgement makes no sense; the message says why."""


def merge(store: MentionStore, entity: Entity, other: Entity) -> Judgement:
    """`other` is `entity`.

    Raises:
        JudgementRefused: They are one already.
    """
    if entity.id == other.id:
        raise JudgementRefused(f"both are {entity.name} ({entity.id}) already")
    return Judgement(Kind.MERGE, store.subject(entity), store.subject(other))


def split(store: MentionStore, entity: Entity, alias: str) -> Judgement:
    """An alias of an entity names somebody else.

    Raises:
        JudgementRefused: It is no alias of it, or all it has, or only by the user's word.
    """
    surfaces = [one.surface for one in store.aliases(entity.id)]
    exact = [one for one in surfaces if spelling.normal(one) == spelling.normal(alias)]
    meant = exact or [one for one in surfaces if spelling.key(one) == spelling.key(alias)]
    if not meant:
        raise JudgementRefused(f"{entity.name} ({entity.id}) is never called '{clean_line(alias)}'")
    surface = meant[0]
    if all(form_of(one) == form_of(surface) for one in surfaces):
        raise JudgementRefused(f"{entity.name} ({entity.id}) has no name but '{surface}'")
    if _given(store, entity, surface) == _called(store, entity, surface):
        raise JudgementRefused(
            f"'{surface}' is {entity.name} ({entity.id}) only where you said so of a mention;"
            " say there whose it is"
        )
    subject = store.subject(entity)
    keys = {*subject.keys, *store.short_forms(entity.id, surface)}
    own = f"word:{spelling.key(surface)}:{secrets.token_hex(6)}"
    return Judgement(
        Kind.SPLIT,
        Subject(subject.name, subject.type, tuple(sorted(keys))),
        value=clean_line(surface),
        own=own,
    )


def left(store: MentionStore, entity: Entity, new: Judgement) -> str:
    """What a split leaves where it is, in one line: what the user gave to the entity by hand."""
    count = _given(store, entity, new.value) if new.kind is Kind.SPLIT else 0
    stay = "1 mention stays" if count == 1 else f"{count:,} mentions stay"
    return f"{stay} {entity.name} because you said so there" if count else ""


def _given(store: MentionStore, entity: Entity, surface: str) -> int:
    """Mentions of a name that the user gave to an entity one by one."""
    given = store.given(entity.id).items()
    return sum(count for one, count in given if form_of(one) == form_of(surface))


def _called(store: MentionStore, entity: Entity, surface: str) -> int:
    """Mentions of an entity by a name."""
    aliases = store.aliases(entity.id)
    return sum(one.mentions for one in aliases if form_of(one.surface) == form_of(surface))


def rename(store: MentionStore, entity: Entity, name: str) -> Judgement:
    """An entity is called otherwise.

    Raises:
        JudgementRefused: The name is empty, or the one it has.
    """
    name = clean_line(name)
    if not name:
        raise JudgementRefused("a name needs at least one letter")
    if name == entity.name:
        raise JudgementRefused(f"{entity.name} ({entity.id}) is called so already")
    return Judgement(Kind.RENAME, store.subject(entity), value=name)


def retype(store: MentionStore, entity: Entity, kind: EntityType) -> Judgement:
    """An entity is of another type.

    Raises:
        JudgementRefused: It is of that type.
    """
    if kind is entity.type:
        raise JudgementRefused(f"{entity.name} ({entity.id}) is of type {kind.value} already")
    return Judgement(Kind.RETYPE, store.subject(entity), value=kind.value)


def ignore(store: MentionStore, entity: Entity) -> Judgement:
    """What was taken for an entity is none."""
    return Judgement(Kind.IGNORE, store.subject(entity))


def add(store: MentionStore, name: str, kind: EntityType) -> Judgement:
    """Words name an entity, wherever they stand by themselves.

    Raises:
        JudgementRefused: They cannot be a name, or that has been said already.
    """
    name = trimmed(clean_line(name))
    try:
        subject = added(name, kind)
    except JudgementUnreadable as error:
        raise JudgementRefused(str(error)) from error
    if any((one.name, one.type) == (name, kind) for one in Rules(store.judgements()).added):
        raise JudgementRefused(f"you have said of '{name}' already that it is of type {kind.value}")
    return Judgement(Kind.ADD, subject)


def taken_from(store: MentionStore, new: Judgement) -> str:
    """Whose mentions an added name takes over, in one line; empty if it is nobody's name yet."""
    if new.kind is not Kind.ADD:
        return ""
    name = new.subject.name
    bearers = [
        f"{entity.name} ({entity.id}, {alias.mentions:,})"
        for entity in store.find(name)
        if not set(new.subject.keys) & set(store.subject(entity).keys)
        for alias in store.aliases(entity.id)
        if spelling.normal(alias.surface) == spelling.normal(name)
    ]
    return f"'{name}' no longer names {', '.join(bearers)}" if bearers else ""


def overruled(store: MentionStore, new: Judgement) -> str:
    """Which former word of the user a new one goes against, in one line; empty if none."""
    former = store.judgements()
    for number in sorted(former, reverse=True):
        if _against(former[number], new):
            return f"this overrules what you said before: {former[number].described()}"
    return ""


def _against(old: Judgement, new: Judgement) -> bool:
    if new.where is not None or old.where is not None:
        is_same_place = new.where and old.where and new.where.touches(old.where)
        return bool(is_same_place) and _whom(old) != _whom(new)
    if new.kind is Kind.MERGE and old.kind is Kind.SPLIT:
        sides = [set(side.keys) for side in (new.subject, new.other) if side]
        return any(
            old.own in one and set(old.subject.keys) & two for one, two in (sides, reversed(sides))
        )
    if new.kind is Kind.SPLIT and old.kind is Kind.MERGE and old.other:
        is_same = form_of(old.other.name) == form_of(new.value)
        return is_same and bool(set(old.other.keys) & set(new.subject.keys))
    if not set(old.subject.keys) & set(new.subject.keys):
        return False
    if _type_of(old) and _type_of(new):
        return _type_of(old) != _type_of(new) or new.kind is old.kind
    kinds = {new.kind, old.kind}
    return kinds in ({Kind.RENAME}, {Kind.ADD, Kind.IGNORE})


def _whom(judgement: Judgement) -> Subject | None:
    """Whom a mention names; None for nobody."""
    return judgement.subject if judgement.kind is Kind.MERGE_HERE else None


def _type_of(judgement: Judgement) -> str:
    """The type that a judgement is about; empty if it is about something else."""
    if judgement.kind is Kind.RETYPE:
        return judgement.value
    return judgement.subject.type.value if judgement.kind is Kind.ADD else ""
