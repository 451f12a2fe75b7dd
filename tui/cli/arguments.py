"""What may stand on the command line: commands, arguments, options, and their help."""

import argparse
import difflib
import os
import shlex
from collections.abc import Callable, Sequence
from typing import Final

from tui.cli.notebook_arguments import NOTEBOOK_COMMANDS, parser_of
from tui.cli.parser import (
    Parser,
    count,
    new_parser,
    positive,
    reads_library,
    takes_collection,
    takes_json,
    takes_library,
    takes_limit,
)
from tui.problems import Usage

PROGRAM: Final = "gazetteer"
SHELLS: Final = ("bash", "zsh", "fish")
SORTS: Final = ("relevance", "date", "oldest", "title", "source")
ENGINES: Final = ("whoosh", "tantivy")
"""As in `index.engines.choice`, which is not loaded to read arguments."""

_ALIKE: Final = 0.75
"""How much a mistyped command has to be like one, as `difflib` counts."""

_TOP: Final = """\
Read a pile of news reports: search it, and follow every person, organisation and place through
all of it. Without a command, opens the reader."""

_TOP_END: Final = """\
commands:
{commands}

examples:
  gazetteer --samples                        open the reader on sample reports
  gazetteer ~/leaks                          open the reader on a folder of reports
  gazetteer search ~/leaks 'raqqa -mosul'    ranked reports, with snippets
  gazetteer mentions ~/leaks "Le Drian"      every mention, with its context

COLLECTION is a folder, a file, or - for standard input. A folder that is called like a
command is opened as ./search. A command takes --samples in place of COLLECTION.
'gazetteer help COMMAND' says more about a command.
exit codes: 0 done, 1 nothing found, 2 wrong usage or query, 3 collection or library cannot
be read or written, 70 an error in the program, 130 interrupted"""


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line.

    Returns:
        `command` ("read" opens the reader), and what the command takes.

    Raises:
        Usage: Something is wrong with it.
        SystemExit: Help or the version was asked for, and printed.
    """
    before, rest = _options_before(argv)
    if rest and rest[0] in _COMMANDS:
        parser, words = _parser(rest[0]), [*before, *rest[1:]]
        if parser.takes_collection_first:
            words = _with_samples(words)
        parser.words = words
        return parser.require_text(parser.parse_intermixed_args(words))
    if len(rest) > 1 and not rest[1].startswith("-"):
        if os.path.lexists(rest[0]):
            line = shlex.join([PROGRAM, "search", *rest])
            raise Usage(f"a command goes before the collection, as in: {line}")
        raise Usage(no_such_command(rest[0]))
    return _top_parser().parse_intermixed_args(list(argv))


def _with_samples(words: list[str]) -> list[str]:
    """The words of a command, the sample reports as its collection where they are asked for."""
    options = words[: words.index("--")] if "--" in words else words
    if "--samples" not in options:
        return words
    from articles.samples import FOLDER

    at = options.index("--samples")
    return [str(FOLDER), *words[:at], *words[at + 1 :]]


def near_command(word: str) -> str:
    """The command that a word is most like; empty if none is."""
    near = difflib.get_close_matches(word, list(_COMMANDS), n=1, cutoff=_ALIKE)
    return near[0] if near else ""


def no_such_command(word: str) -> str:
    """What to say of a command that there is not."""
    commands = list(_COMMANDS)
    near = difflib.get_close_matches(word, commands, n=1, cutoff=_ALIKE)
    mended = f"did you mean '{near[0]}'?" if near else f"commands are {', '.join(commands)}"
    return f"there is no command '{word}'; {mended}"


def _options_before(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """Divide what stands before the first word that is no option from the rest."""
    place = 0
    while place < len(argv) and argv[place].startswith("-") and argv[place] not in ("-", "--"):
        place += 2 if argv[place] == "--library" else 1
    return list(argv[:place]), list(argv[place:])


def _parser(command: str) -> Parser:
    help_, build = _COMMANDS[command]
    parser = new_parser(
        f"{PROGRAM} {command}", help_[0].upper() + help_[1:] + ".", parser_of(command)
    )
    parser.set_defaults(command=command, samples=False)
    build(parser)
    return parser


def _top_parser() -> Parser:
    widest = max(map(len, _COMMANDS)) + 2
    listed = "\n".join(f"  {name:<{widest}}{help_}" for name, (help_, _) in _COMMANDS.items())
    parser = new_parser(PROGRAM, _TOP)
    parser.usage = f"{PROGRAM} [COLLECTION]\n       {PROGRAM} COMMAND COLLECTION …"
    parser.epilog = _TOP_END.format(commands=listed)
    parser.set_defaults(command="read")
    parser.add_argument(
        "collection", metavar="COLLECTION", nargs="?", help="what to read; else the last one read"
    )
    parser.add_argument(
        "--samples", action="store_true", help="read the sample reports that come along"
    )
    takes_library(parser)
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _build_index(parser: Parser) -> None:
    takes_collection(parser)
    takes_library(parser)
    parser.add_argument("--rebuild", action="store_true", help="read everything anew")
    parser.add_argument("--retry", action="store_true", help="read again what was skipped")
    parser.add_argument(
        "--jobs",
        type=positive,
        metavar="N",
        help="processes that read; else one for each core, 4 at most",
    )
    parser.add_argument(
        "--detector", metavar="NAME", help="what finds names: spacy:PIPELINE, gliner:FOLDER, …"
    )
    parser.add_argument("--engine", choices=ENGINES, help="what searches the text; else as before")
    takes_json(parser, "what was done, as one object")
    parser.add_argument("--progress-json", action="store_true", help=argparse.SUPPRESS)


def _build_search(parser: Parser) -> None:
    takes_collection(parser)
    parser.add_argument("query", metavar="QUERY", nargs="+", help="what to search for")
    parser.add_argument("--sort", choices=SORTS, default="relevance", help="the order")
    takes_limit(parser, "at most so many reports; 0 for all (else 20, in the formats below all)")
    _takes_formats(parser, "one object a report")
    reads_library(parser)
    parser.epilog = (
        'queries: raqqa airstrike (both) · raqqa OR mosul · -mosul · "de facto capital" · IS ·\n'
        'airstr* · title:raqqa · date:2015-11..2016-03 · entity:"Le Drian"\n'
        "A query that begins with - goes after --:  gazetteer search ~/leaks -- -mosul raqqa"
    )


def _build_show(parser: Parser) -> None:
    takes_collection(parser)
    parser.add_argument("article", metavar="ARTICLE", help="the report's id, as search prints it")
    kinds = parser.add_mutually_exclusive_group()
    takes_json(kinds, "one object, with the parts of the text")
    kinds.add_argument(
        "--plain", action="store_true", help="print a line a paragraph, for a screen reader"
    )
    kinds.add_argument(
        "--raw", action="store_true", help="print what its file has, hidden characters written out"
    )
    parser.add_argument(
        "--dates", action="store_true", help="write after 'Friday', 'last month' which day it is"
    )
    parser.add_argument(
        "--search", metavar="QUERY", help="announce its hits, printed as by --plain"
    )
    parser.add_argument("--entity", metavar="NAME", help="announce its mentions, as by --plain")
    reads_library(parser)


def _build_entities(parser: Parser) -> None:
    takes_collection(parser)
    parser.add_argument("article", metavar="ARTICLE", nargs="?", help="only those in this report")
    takes_limit(parser, "at most so many entities; 0 for all (the default)")
    _takes_formats(parser, "one object an entity")
    reads_library(parser)
    _teaches(parser)
    parser.add_argument(
        "--at",
        type=count,
        metavar="OFFSET",
        help="only the mention of ARTICLE at this character",
    )


def _teaches(parser: Parser) -> None:
    """Options by which the user says what is so."""
    group = parser.add_mutually_exclusive_group()
    for name, metavar, help_ in (
        ("--merge", ("A", "B"), "B is A; the name of A stays"),
        ("--split", ("ENTITY", "ALIAS"), "that alias names somebody else"),
        ("--rename", ("ENTITY", "NAME"), "it is called so"),
        ("--retype", ("ENTITY", "TYPE"), "it is a person, organisation, place or other"),
        ("--add", ("NAME", "TYPE"), "these words, which were missed, name an entity of that type"),
    ):
        group.add_argument(name, nargs=2, metavar=metavar, help=help_)
    group.add_argument("--ignore", metavar="ENTITY", help="it is no entity; forget it")
    group.add_argument("--undo", action="store_true", help="take back what was said last")
    group.add_argument(
        "--export-judgements", action="store_true", help="print all that was said, as JSON Lines"
    )
    group.add_argument(
        "--import-judgements", metavar="FILE", help="say all that such a file says (- for stdin)"
    )
    parser.epilog = (
        "ENTITY is an id or any alias. What you say is kept beside the library, in your notebook,\n"
        "and holds for all reports, also for those to come. With ARTICLE, --merge A NAME and\n"
        "--ignore NAME hold for what that report calls NAME, and nowhere else."
    )


def _build_mentions(parser: Parser) -> None:
    takes_collection(parser)
    parser.add_argument(
        "entity", metavar="ENTITY", nargs="*", help="any of its names, or its id; else all entities"
    )
    takes_json(parser, "one object a mention")
    reads_library(parser)


def _build_concordance(parser: Parser) -> None:
    takes_collection(parser)
    parser.add_argument("query", metavar="QUERY", nargs="*", help="whose hits to print")
    parser.add_argument("--entity", metavar="NAME", help="whose mentions to print instead")
    orders = ("list", "left", "right", "date", "source")
    parser.add_argument("--sort", choices=orders, default="list", help="by what stands where")
    takes_limit(parser, "at most so many lines, once they are sorted; 0 for all (the default)")
    _takes_formats(parser, "one object a line")
    reads_library(parser)


def _takes_formats(parser: Parser, what: str) -> None:
    """Take in which of the formats for other programs to print, and say what of in JSON."""
    formats = parser.add_mutually_exclusive_group()
    formats.add_argument("--csv", action="store_true", help="print comma-separated fields")
    formats.add_argument("--tsv", action="store_true", help="print tab-separated fields")
    takes_json(formats, what)


def _build_copies(parser: Parser) -> None:
    takes_collection(parser)
    parser.add_argument("article", metavar="ARTICLE", nargs="?", help="only the group of this one")
    takes_json(parser, "one object a group")
    reads_library(parser)


def _build_repeated(parser: Parser) -> None:
    takes_collection(parser)
    parser.add_argument("article", metavar="ARTICLE", nargs="?", help="only those in this one")
    takes_json(parser, "one object a paragraph")
    reads_library(parser)


def _build_stats(parser: Parser) -> None:
    takes_collection(parser)
    takes_json(parser, "one object")
    reads_library(parser)


def _build_doctor(parser: Parser) -> None:
    parser.add_argument(
        "collection", metavar="COLLECTION", nargs="?", help="whose library to check, end to end"
    )
    parser.add_argument("--mend", action="store_true", help="build a damaged library anew")
    takes_library(parser)
    takes_json(parser, "one object a check")


def _build_completion(parser: Parser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")
    parser.epilog = (
        "bash: gazetteer completion bash > ~/.local/share/bash-completion/completions/gazetteer\n"
        "zsh:  gazetteer completion zsh > ~/.zfunc/_gazetteer   (with ~/.zfunc in $fpath)\n"
        "fish: gazetteer completion fish > ~/.config/fish/completions/gazetteer.fish"
    )


def _build_help(parser: Parser) -> None:
    parser.add_argument("about", metavar="COMMAND", nargs="?", help="which; else the program")


_COMMANDS: Final[dict[str, tuple[str, Callable[[Parser], None]]]] = {
    "index": ("build the library of a collection, or bring it up to date", _build_index),
    "search": ("find reports, best first, with snippets", _build_search),
    "show": ("print one report", _build_show),
    "entities": ("list people, organisations and places, with their names", _build_entities),
    "mentions": ("print every mention of an entity, with its context", _build_mentions),
    "concordance": ("print every hit or mention, aligned and sorted", _build_concordance),
    "copies": ("list reports that are copies of each other", _build_copies),
    "repeated": ("list what is furniture because a source repeats it", _build_repeated),
    **NOTEBOOK_COMMANDS,
    "completion": ("print what a shell needs to complete the command line", _build_completion),
    "stats": ("say what is in the library, and what was skipped", _build_stats),
    "doctor": ("check terminal, folders and library; say what mends what is wrong", _build_doctor),
    "help": ("say what a command takes, as its --help does", _build_help),
}
"""Every command: what it does, and what it takes."""


def description() -> str:
    """What the program is for."""
    return _TOP


def summaries() -> dict[str, str]:
    """What each command does, in a few words."""
    return {name: summary for name, (summary, _) in _COMMANDS.items()}


def documented() -> dict[str, Parser]:
    """All parsers by command, that of the program itself under the empty name."""
    return {"": _top_parser(), **{name: _parser(name) for name in _COMMANDS}}
