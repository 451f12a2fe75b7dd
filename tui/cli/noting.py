"""`gazetteer notes`: what the user wrote, and where what it is on stands now."""

import argparse
from dataclasses import asdict, dataclass

from articles.quotation import Fate, find
from index.library.library import Library
from index.notebook.acts import Note
from index.notebook.attached import Attached
from index.notebook.notebook import Entry
from tui.cli import output
from tui.cli.layout import wrapped
from tui.cli.opening import annotated
from tui.problems import Exit


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What `notes --json` prints, under the same names."""

    note: str
    """Its own id."""
    written: str
    article: str | None
    """The report by its id now; None if it is gone."""
    title: str
    text: str
    quote: str | None
    """None for a note on the whole report."""
    start: int | None
    end: int | None
    fate: str


def run(arguments: argparse.Namespace) -> int:
    """Print the notes."""
    with annotated(arguments) as (opened, notebook):
        notebook.refresh()
        lines = [_line(entry, opened, notebook) for entry in notebook.notes()]
    for line in lines:
        if arguments.json:
            output.say_json(asdict(line))
        else:
            _say(line)
    if not lines:
        output.tell("there are no notes on this collection")
    return Exit.DONE if lines else Exit.NOTHING_FOUND


def _line(entry: Entry, opened: Library, notebook: Attached) -> NoteLine:
    note = entry.act
    assert isinstance(note, Note)
    number = notebook.number_of(note.report)
    quote = note.quotation.text if note.quotation else None
    if number is None:
        gone = (None, note.title, note.note, quote, None, None, Fate.MISSING.value)
        return NoteLine(note.item, entry.time, *gone)
    article = opened.catalogue.article(number)
    fate, span = Fate.UNCHANGED, None
    if note.quotation:
        fate, span = find(article.text, note.quotation)
    start, end = span or (None, None)
    here = (article.id, article.title, note.note, quote, start, end, fate.value)
    return NoteLine(note.item, entry.time, *here)


def _say(line: NoteLine) -> None:
    where = line.article or "no longer in the collection"
    output.say(f"{line.title} · {where} · {line.written[:10]}")
    if line.quote is not None:
        mark = "" if line.fate == Fate.UNCHANGED else f" ({line.fate})"
        quote = " ".join(line.quote.split())
        for one in wrapped(f"    “{quote}”{mark}", output.columns(), "    "):
            output.say(one)
    for paragraph in line.text.split("\n"):
        for one in wrapped(f"    {paragraph}", output.columns(), "    "):
            output.say(one)
    output.say()
