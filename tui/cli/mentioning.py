"""`gazetteer mentions`: every mention of an entity, report by report, with its context."""

import argparse
from collections.abc import Sequence

from index.library.library import Library
from index.mentions.store import Entity, MentionStore, StoredMention
from tui.cli import output
from tui.cli.opening import library
from tui.page.cells import cut_words, cut_words_start, display, shown, width
from tui.problems import Exit, Problem, Usage

_CONTEXT = 120
_LEFT = 30
"""Columns before a mention in a concordance of 80."""


def run(arguments: argparse.Namespace) -> int:
    """Print mentions in reading order."""
    name = " ".join(arguments.entity)
    if arguments.entity and not name.strip():
        raise Usage("ENTITY is empty; leave it out for the mentions of all")
    with library(arguments) as opened:
        entity = meant(opened, name) if name else None
        numbers: Sequence[int] = opened.catalogue.order_by_id()
        if entity is not None:
            mentioned = opened.mentions.articles_of(entity.id)
            numbers = [number for number in numbers if number in mentioned]
        printed = sum(_print(opened, number, entity, arguments) for number in numbers)
    if not printed:
        output.tell("nobody and nothing is mentioned there")
    return Exit.DONE if printed else Exit.NOTHING_FOUND


def meant(opened: Library, name: str) -> Entity:
    """The entity that a name means; who else it may mean is told."""
    if not name.strip():
        raise Usage("the name of an entity is needed, not an empty one")
    found = opened.mentions.find(name)
    if not found:
        raise nobody(opened.mentions, name)
    first, *others = found
    if others:
        also = ", ".join(f"{one.name} ({one.id}, {one.mentions} mentions)" for one in others[:5])
        output.tell(f"'{name}' is taken for {first.name} ({first.id}); it may also be {also}")
    return first


def nobody(store: MentionStore, name: str) -> Problem:
    """What to say of a name that nobody has."""
    near = store.near_name(name)
    advice = f"did you mean {near}?" if near else "'gazetteer entities' lists who is mentioned"
    return Problem(f"nobody and nothing is called '{name}'; {advice}", Exit.NOTHING_FOUND)


def _print(
    opened: Library, number: int, entity: Entity | None, arguments: argparse.Namespace
) -> int:
    """Print the mentions in one report; how many there are."""
    mentions = [
        one for one in opened.mentions_in(number) if entity is None or one.entity == entity.id
    ]
    if not mentions:
        return 0
    article = opened.catalogue.article(number)
    if not arguments.json:
        output.say(f"{article.id}  {article.title}")
    for one in mentions:
        if arguments.json:
            output.say_json(_as_json(one, article.id, article.text))
        else:
            output.say(_concordance(one, article.text, named=entity is None))
    if not arguments.json:
        output.say()
    return len(mentions)


def _as_json(mention: StoredMention, article_id: str, text: str) -> dict[str, object]:
    return {
        "entity": mention.entity,
        "name": mention.name,
        "type": mention.type.value,
        "article": article_id,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "part": mention.label.value,
        "evidence": mention.evidence,
        "soft": mention.soft,
        "context": context(text, mention.start, mention.end),
    }


def context(text: str, start: int, end: int, width: int = _CONTEXT) -> str:
    """About `width` characters around a mention, whole words, on one line."""
    room = max(0, width - (end - start)) // 2
    low, high = max(0, start - room), min(len(text), end + room)
    before, after = text[low:start], text[end:high]
    if low > 0 and not text[low - 1].isspace():
        before = before.partition(" ")[2]
    if high < len(text) and not text[high].isspace():
        after = after.rpartition(" ")[0]
    return " ".join((before + text[start:end] + after).split())


def _concordance(mention: StoredMention, text: str, *, named: bool) -> str:
    """A mention between what stands before and after it, so that mentions stand in a column."""
    after = output.columns() - _LEFT - 4
    before = text[max(0, mention.start - 4 * _LEFT) : mention.start]
    left = cut_words_start(display(" ".join(before.split())), _LEFT)
    joint = " " if before[-1:].isspace() else ""
    note = f"  = {mention.name}" if named and mention.name != mention.surface else ""
    soft = "  (a description)" if mention.soft else ""
    room = after - width(display(note)) - len(soft)
    found = text[mention.start : mention.end + 2 * after]
    right = cut_words(display(" ".join(found.split())), max(room, mention.end - mention.start))
    blank = " " * (_LEFT + 1 - width(left) - len(joint))
    return f"  {blank}{shown(left)}{joint}{shown(right)}{note}{soft}"
