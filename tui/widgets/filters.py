"""The terms that a list is narrowed by, before the one that is being typed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final

from textual import events
from textual.message import Message

from tui.page.cells import cut, display, shown, width
from tui.widgets.one_line import OneLine

_LONGEST: Final = 24
"""Columns of a term."""


class Filters(OneLine):
    """Shows terms one after the other; a click on one takes it away."""

    PAINTS: ClassVar[Mapping[str, str]] = {"term": "on $boost bold", "mark": "$text-accent bold"}
    DEFAULT_CSS = "Filters { width: 0; }"

    class Removed(Message):
        """A term was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which one."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: Sequence[str] = ()

    def show(self, terms: Sequence[str]) -> None:
        """Show other terms."""
        self._terms = tuple(terms)
        self.styles.width = sum(width(text) for text, _ in self.stretches(0))
        self.refresh()

    def stretches(self, columns: int) -> Iterator[tuple[str, str]]:  # noqa: ARG002  its own width
        """Each term, and a mark after it."""
        for term in self._terms:
            yield f" {shown(cut(display(term), _LONGEST))} ", "term"
            yield " ⟩ ", "mark"

    def on_click(self, event: events.Click) -> None:
        """Tell which term was clicked."""
        stretch = self.stretch_at(event.x)
        if stretch is not None:
            self.post_message(self.Removed(stretch // 2))


def joined(terms: Sequence[str]) -> str:
    """One query of several terms, all of which have to hold."""
    filled = [term.strip() for term in terms if term.strip()]
    if len(filled) < 2:
        return terms[0] if len(terms) == 1 else "".join(filled)
    return " ".join(f"({term})" if _may_reach_out(term) else term for term in filled)


def _may_reach_out(term: str) -> bool:
    """Whether a term has an operator that would take hold of its neighbour."""
    return any(word in {"OR", "AND", "NOT", "|", "-"} for word in term.split())
