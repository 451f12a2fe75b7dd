"""A page of the reading pane as rows: the report's lines, and its headline block among them."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from articles.article import Label, Part
from tui.page.cells import display, shown, text_index
from tui.page.paragraphs import Flow
from tui.page.wrap import Lines, lay_out

AT_ONCE: Final = 32_000
"""Characters of a text that are laid out on the terminal's loop, as its flow is known."""


class Page(NamedTuple):
    """A report as the reading pane shows it."""

    number: int
    """The article's number, for whoever showed it to know it by."""
    headline: str
    headline_derived: bool
    """Whether the headline was made from the text."""
    details: tuple[str, ...]
    """What is known of the report (source, date, author), to be shown in one line."""
    text: str
    parts: tuple[Part, ...] = ()
    flow: Flow | None = None
    """How the text flows, where that is known already."""

    @property
    def headline_in_text(self) -> bool:
        """Whether the text itself begins with the headline, which then is not shown twice."""
        return bool(self.parts) and self.parts[0].label is Label.HEADLINE

    def beginning(self, length: int) -> "Page":
        """The page with so many characters of its text, or fewer: cut at the end of a line."""
        newline = self.text.rfind("\n", 0, length)
        end = newline if newline > 0 else length
        parts = tuple(
            part._replace(end=min(part.end, end)) for part in self.parts if part.start < end
        )
        flow = self.flow.beginning(end) if self.flow else None
        return self._replace(text=self.text[:end], parts=parts, flow=flow)


class HeadKind(Enum):
    """What a row of the headline block shows."""

    HEADLINE = auto()
    DETAILS = auto()
    RULE = auto()
    BLANK = auto()


class HeadRow(NamedTuple):
    """One row of the headline block."""

    kind: HeadKind
    text: str = ""


class Rows:
    """The rows of a page: the report's lines in order, the headline block before or among them.

    The block stands on top, or, in a text that begins with its headline, right after that.
    """

    def __init__(
        self, page: Page, width: int, *, folded: bool, only: Sequence[int] | None = None
    ) -> None:
        """Lay a page out.

        Args:
            page: What to lay out.
            width: Columns of the text.
            folded: Whether page furniture is folded.
            only: Sorted offsets; paragraphs that hold none are left out.
        """
        self.lines: Lines = lay_out(
            page.text, page.parts, width, folded=folded, only=only, flow=page.flow
        )
        self.lead = 0
        """Lines of the report before the headline block."""
        if page.headline_in_text and len(self.lines):
            self.lead = self.lines.line_of(max(0, page.parts[0].end - 1)) + 1
        self.head: Sequence[HeadRow] = tuple(_head(page, width))

    def __len__(self) -> int:
        return len(self.head) + len(self.lines)

    def go_on_from(self, other: "Rows") -> bool:
        """Whether all rows of `other` but the last are the same, and these go on from there."""
        last = len(other.lines) - 1
        these, those = self.lines, other.lines
        return (
            last > 0
            and (self.head, self.lead) == (other.head, other.lead)
            and these.starts[:last] == those.starts[:last]
            and these.ends[:last] == those.ends[:last]
            and {at: count for at, count in these.folds.items() if at < last}
            == {at: count for at, count in those.folds.items() if at < last}
            and these.text.startswith(those.text[: those.ends[last - 1]])
        )

    def head_at(self, row: int) -> HeadRow | None:
        """The row of the headline block that stands at a row, if one does."""
        at = row - self.lead
        return self.head[at] if 0 <= at < len(self.head) else None

    def line_at(self, row: int) -> int:
        """The line of the report that stands at a row, or the next one after it."""
        return row if row < self.lead else max(self.lead, row - len(self.head))

    def row_of(self, offset: int) -> int:
        """The row that shows a character of the report."""
        line = self.lines.line_of(offset)
        return line if line < self.lead else line + len(self.head)

    def offset_of(self, row: int) -> int:
        """The first character of the report on a row, or on the next row that has one."""
        return self.lines.offset_of(self.line_at(row))

    def place_of(self, offset: int) -> tuple[int, int]:
        """The row that shows a character, and its index in what is painted of that row."""
        row = self.row_of(offset)
        line = self.line_at(row)
        start, end = self.lines.starts[line], self.lines.ends[line]
        return row, len(shown(self.lines.text[start : max(start, min(offset, end))]))

    def offset_at(self, row: int, index: int) -> int:
        """The character at an index into what is painted of a row; past its end, the next one."""
        if self.head_at(row):
            return self.offset_of(row)
        line = self.line_at(row)
        if line >= len(self.lines):
            return len(self.lines.text)
        return self.lines.starts[line] + text_index(self.text_of(row), max(0, index))

    def text_of(self, row: int) -> str:
        """A row as a `tui.page.cells.display` text."""
        if head := self.head_at(row):
            return head.text
        line = self.line_at(row)
        return self.lines.text[self.lines.starts[line] : self.lines.ends[line]]

    def extract(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """The text between two places on the page, with hand-made line breaks undone.

        Args:
            start: Row, and index into what is painted of it.
            end: The same, after the last character wanted.
        """
        (first, low), (last, high) = start, min(end, (len(self) - 1, end[1]))
        last = min(last, len(self) - 1)
        pieces: list[str] = []
        for row in range(first, last + 1):
            text = self.text_of(row)
            begin = text_index(text, max(0, low)) if row == first else 0
            stop = text_index(text, max(0, high)) if row == last else len(text)
            pieces += text[begin:stop], "" if row == last else self._between(row)
        return shown("".join(pieces))

    def _between(self, row: int) -> str:
        """What stands in the text between a row and the next: spaces, or newlines."""
        line, after = self.line_at(row), self.line_at(row + 1)
        if self.head_at(row) or after == line or line in self.lines.folds:
            return "\n"
        return self.lines.text[self.lines.ends[line] : self.lines.starts[after]]


def _head(page: Page, width: int) -> Iterator[HeadRow]:
    if not page.headline_in_text:
        headline = f"~{page.headline}" if page.headline_derived else page.headline
        yield from _wrapped(HeadKind.HEADLINE, headline, width)
    yield from _wrapped(HeadKind.DETAILS, " · ".join(filter(None, page.details)), width)
    yield HeadRow(HeadKind.RULE, "─" * width)
    if not page.headline_in_text:
        yield HeadRow(HeadKind.BLANK)


def _wrapped(kind: HeadKind, text: str, width: int) -> Iterator[HeadRow]:
    lines = lay_out(display(text), (), width, folded=False)
    for start, end in zip(lines.starts, lines.ends, strict=True):
        yield HeadRow(kind, lines.text[start:end])
