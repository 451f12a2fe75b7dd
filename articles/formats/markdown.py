"""Markdown, with the front matter that note takers and site generators put above it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import yaml

from articles.formats.decoding import NotText, decode
from articles.formats.draft import Draft, Fault
from articles.formats.records import described

_LONGEST = 65_536
"""Characters of front matter; what is longer is text."""
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.*?\r?\n)?\1[ \t]*(?:\r?\n|$)", re.DOTALL)


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a file that is one report."""
    try:
        text = decode(file.read())
    except NotText as error:
        yield Fault(str(error))
        return
    front = _FRONT.match(text[:_LONGEST])
    matter = _matter(front[1], front[2] or "") if front else None
    if front and matter is not None and (body := text[front.end() :]).strip():
        yield replace(described(body, matter), record="")
        return
    yield Draft(text) if text.strip() else Fault("empty")


def _matter(fence: str, lines: str) -> dict[str, object] | None:
    """What the front matter states; None if it is none."""
    try:
        told = tomllib.loads(lines) if fence == "+++" else yaml.load(lines, _Plain)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    return {
        str(name): value if isinstance(value, str | list | dict) else str(value)
        for name, value in told.items()
    }


class _Plain(yaml.BaseLoader):
    """YAML of which every scalar stays the string it is; no alias, so that nothing multiplies."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node that is no alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(problem="an alias")
        return super().compose_node(parent, index)
