"""`gazetteer show`: one report."""

import argparse
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from articles.article import Article, Span
from articles.collection.file_names import id_of
from articles.dates.relative_dates import RelativeDate, told_in
from articles.hidden import hidden_in
from index.library.library import Library
from index.search.search import Search
from tui.cli import output
from tui.cli.layout import table
from tui.cli.mentioning import meant
from tui.cli.opening import annotated
from tui.cli.plain import spoken
from tui.cli.raw import say_raw
from tui.problems import Exit, Problem, Usage

_TELLING = 3
"""Characters of an id that tell it from others."""
_LOOKED_AT = 5000
"""Ids among which a mistyped one is looked for."""


def run(arguments: argparse.Namespace) -> int:
    """Print a report."""
    _check(arguments)
    with annotated(arguments) as (opened, notebook):
        number = number_of(opened, arguments.article)
        if arguments.raw:
            say_raw(opened, number)
            return Exit.DONE
        article = opened.catalogue.article(number)
        marked = list(_marked(opened, Search(opened, notebook), number, arguments))
    if arguments.plain or arguments.search or arguments.entity:
        for line in spoken(article, marked):
            output.say(line)
    elif arguments.json:
        told = {"told_dates": _told(article)} if arguments.dates else {}
        output.say_json({**_as_json(article), **told})
    else:
        _say(article, told_in(article) if arguments.dates else ())
    return Exit.DONE


def _check(arguments: argparse.Namespace) -> None:
    """Make sure that what is asked for goes together.

    Raises:
        Usage: It does not.
    """
    if not arguments.article:
        raise Usage("ARTICLE is empty; 'gazetteer search' prints ids")
    announced = [word for word in (arguments.search, arguments.entity) if word is not None]
    if not all(word.strip() for word in announced):
        raise Usage("what is to be announced is empty")
    if arguments.raw and (announced or arguments.dates):
        raise Usage("--raw prints the text as its file has it, and nothing in it")
    if arguments.json and announced:
        raise Usage("--search and --entity announce in plain text; --json has no place for it")
    if arguments.dates and (arguments.plain or arguments.search or arguments.entity):
        raise Usage("--dates goes with the text as it is, or with --json")


def _told(article: Article) -> list[dict[str, object]]:
    """The days that a report tells from its own, as JSON."""
    return [
        {"start": one.span.start, "end": one.span.end, "date": one.value}
        for one in told_in(article)
    ]


def _marked(
    opened: Library, search: Search, number: int, arguments: argparse.Namespace
) -> Iterator[tuple[Span, str]]:
    """What is to be announced in a report: hits, mentions."""
    if arguments.search:
        spans = search.hits(arguments.search, [number]).get(number, [])
        yield from ((span, "hit") for span in spans)
    if arguments.entity:
        entity = meant(opened, arguments.entity)
        for one in opened.mentions_in(number):
            if one.entity == entity.id and not one.soft:
                yield Span(one.start, one.end), "mention"


def number_of(opened: Library, word: str) -> int:
    """The number of the report that the user means.

    Args:
        opened: The library.
        word: Its id, or the path of its file as seen from the current folder.

    Raises:
        Problem: There is none.
    """
    catalogue = opened.catalogue
    number = catalogue.number(word)
    if number is None:
        root = Path(opened.manifest.collection)
        path = Path(word).parent.resolve() / Path(word).name
        inside = str(path.relative_to(root) if path.is_relative_to(root) else path)
        number = catalogue.number(inside) or catalogue.number(id_of(inside))
    if number is None:
        raise Problem(
            f"there is no report '{word}' in this collection{_advice(opened, word)}",
            Exit.NOTHING_FOUND,
        )
    return number


def _advice(opened: Library, word: str) -> str:
    """Which report may have been meant."""
    if word.isdigit():
        return "; give its id, which 'gazetteer search' prints below its title"
    catalogue = opened.catalogue
    ids = [row.id for row in catalogue.rows(catalogue.order_by_id()[:_LOOKED_AT])]
    within = [one for one in ids if word in one] if len(word) >= _TELLING else []
    near = within or difflib.get_close_matches(word, ids, n=1)
    return f"; did you mean {near[0]}?" if near else "; 'gazetteer search' prints ids"


def _as_json(article: Article) -> dict[str, object]:
    date = article.date
    return {
        "article": article.id,
        "title": article.title,
        "title_derived": article.title_derived,
        "date": date.value if date else None,
        "date_basis": date.basis.value if date else None,
        "date_zone": (date.zone or None) if date else None,
        "absurd_date": article.absurd_date or None,
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "section": article.section,
        "language": article.language or None,
        "hidden_characters": hidden_in(article),
        "text": article.text,
        "parts": [
            {"label": part.label.value, "start": part.start, "end": part.end}
            for part in article.parts
        ],
    }


def _say(article: Article, told: Sequence[RelativeDate]) -> None:
    date, hidden = article.date, hidden_in(article)
    derived = " (derived from the text)" if article.title_derived else ""
    facts = [
        ("article", article.id),
        ("title", article.title + derived),
        ("date", f"{date.value} ({date.known_by})" if date else "undated"),
        ("absurd date", article.absurd_date),
        ("source", article.source),
        ("author", article.author),
        ("section", article.section),
        ("language", article.language),
        ("url", article.url),
        ("hidden characters", f"{hidden} (--raw writes them out)" if hidden else ""),
    ]
    for line in table([(name, value) for name, value in facts if value]):
        output.say(line)
    output.say()
    output.say(_resolved(article.text, told))


def _resolved(text: str, told: Sequence[RelativeDate]) -> str:
    """A text in which each day that is told from the report's own has its date after it."""
    pieces: list[str] = []
    at = 0
    for one in told:
        pieces += text[at : one.span.end], f" [{one.value}]"
        at = one.span.end
    return "".join(pieces) + text[at:]
