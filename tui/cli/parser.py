"""A parser of arguments that raises instead of leaving, and what most commands take."""

import argparse
import difflib
import re
from collections.abc import Sequence
from typing import Final, NoReturn

from tui.problems import Usage

_MAY_BEGIN_SO: Final = {"QUERY": "a query", "ARTICLE": "an id"}
"""What may begin with a dash, and is then taken for an option."""
_SURROGATE: Final = "[\ud800-\udfff]"
"""What Python makes of a byte that is no text."""
_PATHS: Final = frozenset(("COLLECTION", "DIR", "FILE", "PAD"))
"""What may consist of any bytes, as the names of files may."""


class Parser(argparse.ArgumentParser):
    """Raises what is wrong, as one line, instead of printing a page and leaving.

    Attributes:
        words: The words that are being parsed.
    """

    words: Sequence[str] = ()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line.

        Raises:
            Usage: Always.
        """
        unknown = re.match(r"unrecognized arguments: (\S+)", message)
        if unknown:
            message = self._unknown(unknown[1])
        required = re.match(r"the following arguments are required: (.+)", message)
        if required:
            message = self._required(required[1].split(", "))
        raise Usage(f"{message}; see '{self.prog} --help'")

    def require_text(self, arguments: argparse.Namespace) -> argparse.Namespace:
        """Hand on what was read; all that names no file has to be text.

        Raises:
            Usage: Something has bytes that are none.
        """
        for action in self._actions:
            value = None if action.metavar in _PATHS else getattr(arguments, action.dest, None)
            for word in value if isinstance(value, list) else [value]:
                if isinstance(word, str) and not word.isascii() and re.search(_SURROGATE, word):
                    self.error(f"'{word}' is no text: its bytes are no UTF-8")
        return arguments

    @property
    def takes_collection_first(self) -> bool:
        """Whether the first word that is no option is the collection."""
        words = (action.dest for action in self._actions if not action.option_strings)
        return next(words, "") == "collection"

    def _required(self, names: list[str]) -> str:
        """What is missing; argparse also names what may be left out, where any number may stand."""
        optional = {action.metavar for action in self._actions if action.nargs in {"*", "?"}}
        needed = [name for name in names if name not in optional]
        missing = f"the following arguments are required: {', '.join(needed or names)}"
        known = [name for action in self._actions for name in action.option_strings]
        taken = [word for word in self.words if word[:1] == "-" and word not in ("-", "--", *known)]
        return missing + (self._after_dashes(taken[0], needed) if taken else "")

    def _unknown(self, word: str) -> str:
        if not word.startswith("-"):
            return f"'{word}' is one argument too many"
        known = [name for action in self._actions for name in action.option_strings]
        near = _nearest(word, known)
        mended = f"; did you mean {near}?" if near else ""
        if not near:
            mended = self._after_dashes(word, [str(action.metavar) for action in self._actions])
        return f"there is no option {word}{mended}"

    def _after_dashes(self, word: str, names: Sequence[str]) -> str:
        """How to say a word that is taken for an option, if it may be meant as one of `names`."""
        what = next((_MAY_BEGIN_SO[name] for name in names if name in _MAY_BEGIN_SO), "")
        return f"; {what} that begins with - goes after --, as in -- {word}" if what else ""


def _nearest(word: str, options: Sequence[str]) -> str:
    """The option that a word is most like, whatever the dashes; empty if none is."""
    bare = {name.lstrip("-"): name for name in options}
    near = difflib.get_close_matches(word.partition("=")[0].lstrip("-"), bare, n=1)
    return bare[near[0]] if near else ""


def new_parser(prog: str, description: str, made: type[Parser] = Parser) -> Parser:
    """A parser of a command."""
    return made(
        prog=prog,
        description=description,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def takes_collection(parser: Parser) -> None:
    """Take the collection."""
    parser.add_argument("collection", metavar="COLLECTION", help="a folder, a file, or -")


def takes_library(parser: Parser) -> None:
    """Take the place of libraries."""
    parser.add_argument(
        "--library",
        metavar="DIR",
        help="where libraries are kept (also GAZETTEER_LIBRARY); else in the user's cache folder",
    )


def takes_json(parser: argparse._ActionsContainer, what: str) -> None:
    """Take whether to print JSON, and say what of."""
    parser.add_argument("--json", action="store_true", help=f"print JSON: {what}")


def reads_library(parser: Parser) -> None:
    """Take what all commands do that read the library."""
    takes_library(parser)
    parser.add_argument(
        "--no-update", action="store_true", help="do not look for new or changed reports first"
    )


def takes_limit(parser: Parser, what: str) -> None:
    """Take how many to print at most."""
    parser.add_argument("--limit", type=count, metavar="N", help=what)


def count(text: str) -> int:
    """Read a number, 0 or more."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"'{text}' is no number, 0 or more")
    return int(text)


def positive(text: str) -> int:
    """Read a number, 1 or more."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"'{text}' is no number, 1 or more")
    return int(text)
