"""A report as its file has it: read again, in a child process, when somebody asks for it."""

import asyncio
import re
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from articles.article import Span
from tui.background.children import NotStarted, arguments, child, text_of

_MOST: Final = 1_000_000
"""Bytes that are shown; `gazetteer show --raw` prints all."""
_MOST_MARKED: Final = 10_000
_CODE: Final = re.compile(r"<U\+[0-9A-F]{4,6}>")


class Raw(NamedTuple):
    """A report as its file states it, see `articles.hidden.written_out`."""

    text: str
    codes: list[Span]
    """Where characters are written out; the first ones, if there are many."""
    is_cut: bool
    """Whether this is the beginning only."""
    said: str
    """What else there is to say of it; without a text, why there is none."""

    @property
    def marked(self) -> str:
        """How many are marked."""
        return f"{len(self.codes):,}{' and more' if len(self.codes) == _MOST_MARKED else ''}"


async def raw(collection: Path, base: Path | None, report: str) -> Raw:
    """Read a report again from its file.

    Args:
        collection: An absolute path.
        base: Where its library is kept, absolute too; None for the user's cache.
        report: The id of the report.
    """
    words = arguments("show", base, "--raw", "--no-update", "--", str(collection), report)
    try:
        async with child(words) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            out, is_cut = await _beginning(process.stdout)
            if is_cut:
                with suppress(ProcessLookupError):
                    process.kill()
                await (
                    process.stdout.read()
                )  # what is left in the pipe, or nobody sees that it ended
            told = text_of(await process.stderr.read()).removeprefix("gazetteer: ").strip()
            await process.wait()
    except NotStarted as error:
        return Raw("", [], is_cut=False, said=str(error))
    return await asyncio.to_thread(_marked, out, told, is_cut=is_cut)


async def _beginning(stream: asyncio.StreamReader) -> tuple[bytes, bool]:
    """As much of a stream as is shown, and whether there is more."""
    out = b""
    while len(out) <= _MOST and (some := await stream.read(_MOST)):
        out += some
    return out[:_MOST], len(out) > _MOST


def _marked(out: bytes, said: str, *, is_cut: bool) -> Raw:
    text = out.decode("utf-8", "replace" if not is_cut else "ignore")
    codes = [Span(*found.span()) for found in islice(_CODE.finditer(text), _MOST_MARKED)]
    return Raw(text, codes, is_cut, said)
