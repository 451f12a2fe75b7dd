"""From what the user says of one mention, or of one name in one report, to judgements.

Each function returns the judgement, or says in one line why it cannot be made.
"""

from collections.abc import Mapping
from typing import NamedTuple

from articles.article import Span
from articles.quotation import find_surely, quoted
from index.anchors import Ref
from index.judgements.form import form_of
from index.judgements.judgement import Judgement, Kind, Subject
from index.judgements.where import Where
from index.mentions.adding import Texts
from index.mentions.judging import JudgementRefused
from index.mentions.store import Entity, MentionStore
from index.mentions.values import StoredMention
from index.mentions.writing import places_of


class Report(NamedTuple):
    """The report that something is said of."""

    number: int
    ref: Ref
    text: str


class Meant(NamedTuple):
    """What is judged: mentions of one report by one name."""

    mentions: list[StoredMention]
    """At least one."""
    where: Where


class Lost(NamedTuple):
    """What was said of a report or mention that is not to be found."""

    number: int
    """Of the judgement."""
    judgement: Judgement
    why: str

    @property
    def told(self) -> str:
        """It in one line."""
        return f"this holds nowhere: {self.judgement.described()} ({self.why})"


def meant(store: MentionStore, report: Report, name: str, at: int | None) -> Meant:
    """The mentions of a report that the user means.

    Args:
        store: The mentions.
        report: The report.
        name: As the report says it.
        at: A character of the one mention that is meant; None for all of this name.

    Raises:
        JudgementRefused: There is none.
    """
    stored = store.stored_mentions_in(report.number)
    form, named = form_of(name), [one for one in stored if not one.soft]
    found = [one for one in named if form_of(one.surface) == form]
    if not found:
        raise JudgementRefused(f"{report.ref.id} names nobody '{name}'")
    if at is None:
        return Meant(found, Where(report.ref, found[0].surface))
    mention = next((one for one in found if one.start <= at < one.end), None)
    if mention is None:
        raise JudgementRefused(f"{report.ref.id} names nobody '{name}' at {at:,}")
    quotation = quoted(report.text, Span(mention.start, mention.end))
    return Meant([mention], Where(report.ref, mention.surface, quotation))


def ignore_here(store: MentionStore, meant: Meant) -> Judgement:
    """What was taken for an entity is none, there."""
    return Judgement(Kind.IGNORE_HERE, _taken_for(store, meant), where=meant.where)


def merge_here(store: MentionStore, entity: Entity, meant: Meant) -> Judgement:
    """The mentions are of `entity`, there.

    Raises:
        JudgementRefused: They are so already.
    """
    if all(one.entity == entity.id for one in meant.mentions):
        raise JudgementRefused(f"{meant.where.described()} is {entity.name} ({entity.id}) already")
    return Judgement(Kind.MERGE_HERE, bearer(store, entity), where=meant.where)


def bearer(store: MentionStore, entity: Entity) -> Subject:
    """Whom a mention names, by one key: it is not to make one what reports keep apart."""
    return Subject(entity.name, entity.type, (store.key(entity.id),))


def _taken_for(store: MentionStore, meant: Meant) -> Subject:
    entity = store.get(meant.mentions[0].entity)
    return (
        store.subject(entity) if entity else Subject(meant.where.name, meant.mentions[0].type, ())
    )


def lost(store: MentionStore, texts: Texts, judgements: Mapping[int, Judgement]) -> list[Lost]:
    """What holds nowhere, of what was said of single mentions and reports, and why.

    Args:
        store: The mentions.
        texts: The reports.
        judgements: By number; others are passed over.
    """
    places = places_of(judgements, texts)
    found = []
    for number, judgement in judgements.items():
        if judgement.where is not None:
            why = _why_lost(store, texts, judgement.where, places.get(number))
            found += [Lost(number, judgement, why)] if why else []
    return found


def _why_lost(store: MentionStore, texts: Texts, where: Where, number: int | None) -> str:
    if number is None:
        return "its report is no longer in the collection"
    if where.quotation is None:
        return ""
    span = find_surely(texts.article(number).text, where.quotation)
    if span is None:
        return "its place in the text is gone"
    named = (one for one in store.stored_mentions_in(number) if not one.soft)
    over = (one for one in named if one.start < span.end and span.start < one.end)
    longer = next((one.surface for one in over if (one.start, one.end) != span), "")
    return f"it is part of '{longer}' by now" if longer else ""
