"""The parts of a report."""

from dataclasses import dataclass

from articles.article import Label, Part


@dataclass(frozen=True, slots=True)
class Layout:
    """A report's parts and its title."""

    title: str
    title_derived: bool
    parts: tuple[Part, ...]


def take_apart(text: str, title: str) -> Layout:
    """Label the parts of a report."""
    start = len(text) - len(text.lstrip())
    parts = (Part(Label.BODY, start, len(text.rstrip())),)
    first = text.strip().split("\n", 1)[0].strip()
    return Layout(title or first[:100], not title, parts)
