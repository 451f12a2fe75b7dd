"""Fuzzing guided by coverage: inputs that reach new code are kept and changed further.

    python tests/fuzz/guided.py TARGET CORPUS [options of libFuzzer]
    python tests/fuzz/guided.py mail /tmp/corpus -max_total_time=600 -max_len=8192

TARGET is one of those below; CORPUS a folder for the inputs that were found, begun with the seeds
of the tests. What breaks a promise (`tests/support/promises.py`) is left as `crash-…` where it was
started; `python tests/fuzz/guided.py TARGET crash-…` shows it again, `-minimize_crash=1` makes it
smaller. Each becomes a test before it is mended.

It needs atheris (https://github.com/google/atheris), which has no wheels for every system and is
therefore in no extra: `pip install atheris` in an environment of its own that has the packages of
`requirements.lock`. `-max_total_time` counts by the clock; `nice -n 10` is polite.
"""

import logging
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Final

import atheris

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent / "support")]

# Only what is imported here is watched; of libraries, those in Python that read what others wrote.
with atheris.instrument_imports(
    include=["articles", "index", "email", "feedparser", "trafilatura", "yaml", "tomllib", "csv"]
):
    import promises
    from seeds import TEXT, seeds

    from articles.formats import (
        feeds,  # noqa: F401 - loaded where it is watched
        html,  # noqa: F401 - the same
        json_document,  # noqa: F401
        mail,  # noqa: F401
        mailbox,  # noqa: F401
        markdown,  # noqa: F401
        plain,  # noqa: F401
        table,  # noqa: F401
    )

Check = Callable[[bytes], object]
NAMES: Final = {
    "plain": "a.txt", "markdown": "a.md", "html": "a.html", "csv": "a.csv", "json": "a.json",
    "jsonl": "a.jsonl", "mail": "a.eml", "mailbox": "a.mbox", "feed": "a.rss",
}  # fmt: skip
"""The formats that are text, and a name that a file of each may have."""
QUERIES: Final = (
    'raqqa OR (siege -mosul) "of the"~3 =IS title:city* aleppo~2',
    "date:2015-11..2016 in:caption is:unread tag:a note:b entity:“Jane Doe”",
)


def text_of(content: bytes) -> str:
    """Any text: also with lone surrogates."""
    return content.decode("utf-8", "surrogatepass" if b"\xed" in content else "replace")


def decoded(check: Callable[[str], object]) -> Check:
    """A check of a text, of bytes."""

    def run(content: bytes) -> None:
        try:
            text = text_of(content)
        except UnicodeDecodeError:
            text = content.decode("latin-1")
        check(text)

    return run


def dated(text: str) -> None:
    """A text as everything that a date is looked for in."""
    first, _, rest = text.partition("\n")
    promises.is_dated(first, rest, first, first)


TARGETS: Final[dict[str, Check]] = {
    "clean": decoded(promises.is_cleaned),
    "query": decoded(lambda text: promises.is_answered(text, live=len(text) % 2 == 1)),
    "dates": decoded(dated),
    "structure": decoded(promises.is_taken_apart),
    **{
        target: lambda content, name=name: promises.is_read(content, name)
        for target, name in NAMES.items()
    },
}


def begun(target: str, corpus: Path) -> None:
    """Put the seeds of a target into its corpus."""
    corpus.mkdir(parents=True, exist_ok=True)
    endings = {"html": (".html",), "csv": (".csv", ".tsv"), "mail": (".eml", ".mht"),
               "feed": (".rss", ".atom")}  # fmt: skip
    wanted = endings.get(target, (Path(NAMES.get(target, "a.txt")).suffix,))
    found = {name: content for name, content in seeds().items() if name.endswith(wanted)}
    if target == "query":
        found = {f"query{number}": typed.encode() for number, typed in enumerate(QUERIES)}
    for name, content in {**found, "text": TEXT.encode()}.items():
        (corpus / name).write_bytes(content)


def main() -> None:
    """Fuzz a target, or show what an input does to it."""
    if len(sys.argv) < 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    target, place = sys.argv[1], Path(sys.argv[2])
    if not place.is_file():
        begun(target, place)
    warnings.simplefilter("ignore")
    logging.disable()
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - libraries talk for ever
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
