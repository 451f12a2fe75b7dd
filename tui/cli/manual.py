"""The man page, made from the parsers: `python -m tui.cli.manual > docs/gazetteer.1`."""

import argparse
from collections.abc import Iterator

from tui.cli.arguments import PROGRAM, description, documented, summaries
from tui.problems import Exit

_CODES = {
    Exit.DONE: "done",
    Exit.NOTHING_FOUND: "nothing found, nothing new, or (verify) not everything unchanged",
    Exit.USAGE: "wrong usage, setting or query",
    Exit.UNUSABLE: "collection or library cannot be read or written, or (doctor) is not sound",
    Exit.OUR_FAULT: "an error in the program itself; a line names a private log of it",
    Exit.INTERRUPTED: "interrupted",
}
_PLACES = (
    ("~/.config/gazetteer/config.toml", "settings"),
    ("~/.cache/gazetteer/libraries/", "what is derived from collections; may be deleted"),
    ("~/.local/share/gazetteer/notebooks/", "what you made: tags, notes, judgements"),
    ("~/.local/state/gazetteer/", "the collection read last, searches made, the chosen theme"),
)
_VARIABLES = (
    ("GAZETTEER_LIBRARY", "where libraries are kept, unless --library says so"),
    ("XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "other places for these"),
    ("PAGER, VISUAL, EDITOR, SHELL, BROWSER", "what the reader opens reports in"),
    ("NO_COLOR", "if set, nothing is told by colour alone"),
)


def page() -> str:
    """The page in roff, as `man` reads it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    parsers = documented()
    top = parsers.pop("")
    yield f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM}" "User Commands"'
    yield ".SH NAME"
    yield f"{PROGRAM} \\- read, search and trace through a pile of news reports"
    yield ".SH SYNOPSIS"
    for usage in (f"{PROGRAM} [COLLECTION]", f"{PROGRAM} COMMAND COLLECTION [ARGUMENT ...]"):
        yield f".B {_text(usage)}"
        yield ".br"
    yield ".SH DESCRIPTION"
    yield _text(description())
    yield ".SH OPTIONS"
    yield from _arguments(top)
    yield ".SH COMMANDS"
    for name, parser in parsers.items():
        yield f".SS {PROGRAM} {name}"
        yield _text(summaries()[name].capitalize() + ".")
        yield from _arguments(parser)
        if parser.epilog:
            yield ".PP"
            for line in parser.epilog.splitlines():
                yield _text(line)
                yield ".br"
    yield ".SH EXIT STATUS"
    for code, meaning in _CODES.items():
        yield from _entry(str(code.value), meaning)
    yield ".SH FILES"
    for place, what in _PLACES:
        yield from _entry(place, what)
    yield ".SH ENVIRONMENT"
    for variable, means in _VARIABLES:
        yield from _entry(variable, means)
    yield ".SH SEE ALSO"
    yield _text("In the reader, ? lists the keys of the focused pane, and Ctrl-p finds a command.")


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list them
        if action.help == argparse.SUPPRESS or "--help" in action.option_strings:
            continue
        metavar = action.metavar or (action.choices and "|".join(action.choices)) or ""
        shown = " ".join(metavar) if isinstance(metavar, tuple) else str(metavar)
        value = "" if action.nargs == 0 else shown
        yield from _entry(f"{', '.join(action.option_strings)} {value}".strip(), action.help or "")


def _entry(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_text(term)}"
    yield _text(text)


def _text(text: str) -> str:
    """Text in which roff finds nothing to obey."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return f"\\&{line}" if line.startswith(".") else line


if __name__ == "__main__":
    print(page(), end="")
