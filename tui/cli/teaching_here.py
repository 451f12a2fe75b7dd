"""`gazetteer entities COLLECTION ARTICLE --ignore NAME`: the user's word on one report alone."""

import argparse
from collections.abc import Callable, Iterable

from index.anchors import Ref
from index.judgements.judgement import Judgement
from index.library.library import Library
from index.mentions.judging_here import Lost, Report, ignore_here, meant, merge_here
from index.mentions.store import Entity, MentionStore
from tui.cli import output
from tui.cli.showing import number_of
from tui.problems import Usage


def check(arguments: argparse.Namespace) -> None:
    """Make sure that what is said can be said of one report, if one is named.

    Raises:
        Usage: It cannot.
    """
    can_be = arguments.merge is not None or arguments.ignore is not None
    if arguments.at is not None and (arguments.article is None or not can_be):
        raise Usage("--at says which mention of a report --merge or --ignore is about")
    if arguments.article is not None and not can_be:
        raise Usage(
            "only --merge and --ignore can be said of one report; what else is said of an entity"
            " holds for all reports; leave out the report"
        )


def judged_here(
    opened: Library,
    arguments: argparse.Namespace,
    entity_of: Callable[[MentionStore, str], Entity],
) -> tuple[Judgement, list[Entity]]:
    """What the arguments say of a report, and who changes.

    Args:
        opened: The library.
        arguments: What was said.
        entity_of: Finds the one entity that a word means.

    Raises:
        JudgementRefused: It makes no sense.
        Problem: There is no such report or entity.
    """
    store, number = opened.mentions, number_of(opened, arguments.article)
    (known,) = opened.catalogue.identities(numbers=[number])
    report = Report(number, Ref(known.id, known.text), opened.catalogue.article(number).text)
    name = arguments.ignore if arguments.merge is None else arguments.merge[1]
    there = meant(store, report, name, arguments.at)
    others = [one for id_ in {one.entity for one in there.mentions} if (one := store.get(id_))]
    if arguments.merge is None:
        return ignore_here(store, there), others
    entity = entity_of(store, arguments.merge[0])
    return merge_here(store, entity, there), [entity, *(one for one in others if one != entity)]


def tell_lost(lost: Iterable[Lost]) -> None:
    """Name what was said of single reports and holds nowhere."""
    for one in lost:
        output.tell(one.told)
