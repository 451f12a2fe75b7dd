"""`gazetteer repeated`: paragraphs that are furniture because a source repeats them."""

import argparse

from index.catalogue.repeated import Repeated
from tui.cli import output
from tui.cli.layout import wrapped
from tui.cli.opening import library
from tui.cli.showing import number_of
from tui.problems import Exit

_INDENT = " " * 4


def run(arguments: argparse.Namespace) -> int:
    """Print the paragraphs of all sources, or those of one report."""
    with library(arguments) as opened:
        if arguments.article is None:
            found = opened.catalogue.repeated()
        else:
            found = opened.catalogue.repeated_in(number_of(opened, arguments.article))
    for one in found:
        if arguments.json:
            output.say_json(_as_json(one))
        else:
            _say(one)
    if not found:
        where = "in it" if arguments.article else "here"
        output.tell(f"nothing {where} repeats over the reports of a source")
        return Exit.NOTHING_FOUND
    return Exit.DONE


def _as_json(one: Repeated) -> dict[str, object]:
    said = {"source": one.source, "reports": one.reports, "among": one.among, "text": one.text}
    return said if one.span is None else {**said, "start": one.span.start, "end": one.span.end}


def _say(one: Repeated) -> None:
    columns = output.columns()
    for line in (one.told(), f"{_INDENT}{' '.join(one.text.split())}"):
        for row in wrapped(line, columns, _INDENT):
            output.say(row)
    output.say()
