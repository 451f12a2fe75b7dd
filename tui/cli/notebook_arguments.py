"""The commands of the notebook: what they take, and their help."""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Final

from tui.cli.parser import Parser, reads_library, takes_collection, takes_json, takes_library
from tui.problems import Usage

_CHANGE: Final = re.compile(r"[+-][^\s-]\S*")


class TagParser(Parser):
    """Knows `-x` as a tag to be taken off, up to a `--`."""

    def parse_known_intermixed_args(  # type: ignore[override]  # typeshed has overloads
        self, args: Sequence[str], namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Set words that change tags aside as `changes`, and parse the rest."""
        words = list(args)
        end = words.index("--") if "--" in words else len(words)
        _check_tags(words[:end])
        changes = [word for word in words[:end] if _CHANGE.fullmatch(word) and word != "-h"]
        rest = [word for word in words[:end] if word not in changes] + words[end:]
        found, unknown = super().parse_known_intermixed_args(rest, namespace)
        found.changes = changes
        return found, unknown


def _check_tags(words: Sequence[str]) -> None:
    """Make sure that what begins as a tag is one; `-` alone may be the collection."""
    if "+" in words:
        raise Usage("+ needs a tag: +TAG, with nothing between")
    for word in words:
        if word[:1] in ("+", "-") and not _CHANGE.fullmatch(word) and word[1:2] not in ("", "-"):
            raise Usage(f"'{word}' is no tag: a tag is one word, such as {word[0]}todo")


def build_tag(parser: Parser) -> None:
    """`gazetteer tag`."""
    takes_collection(parser)
    parser.add_argument(
        "query", metavar="QUERY", nargs="+", help="which reports; '' for all of them"
    )
    for yes, no, what in (("--read", "--unread", "read"), ("--star", "--unstar", "starred")):
        group = parser.add_mutually_exclusive_group()
        group.add_argument(yes, action="store_true", help=f"they are {what}")
        group.add_argument(no, action="store_true", help=f"they are not {what}")
    takes_json(parser, "one object a report, as it is then")
    reads_library(parser)
    parser.usage = "gazetteer tag COLLECTION QUERY +TAG -TAG …"
    parser.epilog = (
        "+TAG is put on, -TAG taken off:  gazetteer tag ~/leaks 'raqqa airstrike' +checked -todo\n"
        "A query that begins with - goes last, after --:  gazetteer tag ~/leaks +x -- -mosul"
    )


def build_date(parser: Parser) -> None:
    """`gazetteer date`."""
    takes_collection(parser)
    parser.add_argument("article", metavar="ARTICLE", help="the report's id, as search prints it")
    parser.add_argument(
        "date", metavar="DATE", nargs="?", help="2016, 2016-05, 2016-05-01, or none: it has no date"
    )
    parser.add_argument("--unset", action="store_true", help="what the report says holds again")
    takes_json(parser, "the report and its date, as it is then")
    reads_library(parser)
    parser.epilog = (
        "An id that begins with - goes last, after --:  gazetteer date ~/leaks -- -a.txt 2016"
    )


def build_notes(parser: Parser) -> None:
    """`gazetteer notes`."""
    takes_collection(parser)
    takes_json(parser, "one object a note")
    reads_library(parser)


def build_pad(parser: Parser) -> None:
    """`gazetteer pad`."""
    takes_collection(parser)
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--format", choices=("markdown", "csv", "json"), default="markdown", help="how to print it"
    )
    kinds.add_argument(
        "--json", action="store_const", const="json", dest="format", help="as --format json"
    )
    parser.add_argument("--output", metavar="FILE", help="write a new file instead of printing")
    takes_library(parser)


def build_verify(parser: Parser) -> None:
    """`gazetteer verify`."""
    parser.add_argument(
        "pad", metavar="PAD", help="a file that 'gazetteer pad --json' made, or a collection"
    )
    parser.add_argument(
        "collection", metavar="COLLECTION", nargs="?", help="where the reports are by now"
    )
    takes_json(parser, "one object a clip")
    reads_library(parser)


def build_searches(parser: Parser) -> None:
    """`gazetteer searches`."""
    takes_collection(parser)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--save", nargs=2, metavar=("NAME", "QUERY"), help="save a search")
    group.add_argument("--forget", metavar="NAME", help="remove a saved search")
    group.add_argument(
        "--seen", action="store_true", help="after printing, nothing of it is new any more"
    )
    parser.add_argument(
        "--replace", action="store_true", help="with --save: in place of another of that name"
    )
    takes_json(parser, "one object a search")
    reads_library(parser)
    parser.epilog = "exit code 1 if nothing is new"


def build_notebook(parser: Parser) -> None:
    """`gazetteer notebook`."""
    takes_collection(parser)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--export", action="store_true", help="print all of it, as JSON Lines")
    group.add_argument("--import", metavar="FILE", dest="import_", help="take in such lines")
    group.add_argument("--backup", metavar="FILE", help="write a copy of it to a new file")
    group.add_argument("--undo", action="store_true", help="take back what was done last")
    parser.add_argument("--output", metavar="FILE", help="with --export: write a new file")
    takes_json(parser, "what is in it, as one object")
    takes_library(parser)


NOTEBOOK_COMMANDS: Final[dict[str, tuple[str, Callable[[Parser], None]]]] = {
    "tag": ("tag, star or mark as read all reports that match a query", build_tag),
    "date": ("set the date of a report", build_date),
    "notes": ("print your notes, and where what they are on stands now", build_notes),
    "pad": ("print your clips with their citations", build_pad),
    "verify": ("hold clips against the files: unchanged, moved, changed or missing", build_verify),
    "searches": ("print what is new in your saved searches", build_searches),
    "notebook": ("export, import, save or undo what you have made", build_notebook),
}
"""As in `tui.cli.arguments`."""


def parser_of(command: str) -> type[Parser]:
    """The kind of parser that a command needs."""
    return TagParser if command == "tag" else Parser
