"""`gazetteer date`: the user sets the date of a report, or lets what it says itself hold again."""

import argparse

from index.notebook.acts import ActUnreadable, SetDate, said_date
from index.notebook.dates import dates_in
from tui.cli import output
from tui.cli.applying import apply_dates
from tui.cli.opening import annotated, explained, library_of
from tui.cli.showing import number_of
from tui.cli.source import source
from tui.problems import Exit, Usage


def run(arguments: argparse.Namespace) -> int:
    """Write down what the user says, let it hold, and say what holds now."""
    if arguments.collection == "-":
        raise Usage("standard input has no notebook; keep the reports in a file or folder")
    act = _noted(arguments, _said(arguments))
    with source(arguments) as found, explained():
        apply_dates(found, dates_in(found.notebook))
        with library_of(found, arguments) as opened:
            article = opened.catalogue.article(number_of(opened, arguments.article))
    if arguments.json:
        date = article.date
        basis = date.basis.value if date else None
        output.say_json({"article": article.id, "date": date and date.value, "date_basis": basis})
    else:
        output.say(act.described())
    return Exit.DONE


def _said(arguments: argparse.Namespace) -> str:
    """The date, as it is kept; empty for what the report says itself."""
    if arguments.date is None and not arguments.unset:
        raise Usage("say which date (2016, 2016-05, 2016-05-01, none), or --unset")
    if arguments.date is not None and arguments.unset:
        raise Usage(f"'{arguments.date}' and --unset contradict each other; leave one out")
    try:
        return "" if arguments.unset else said_date(arguments.date)
    except ActUnreadable as error:
        raise Usage(str(error)) from error


def _noted(arguments: argparse.Namespace, dated: str) -> SetDate:
    with annotated(arguments) as (opened, notebook):
        number = number_of(opened, arguments.article)
        notebook.refresh()
        notebook.learn()
        act = SetDate(notebook.refs([number]), dated)
        notebook.notebook.add(act)
    return act
