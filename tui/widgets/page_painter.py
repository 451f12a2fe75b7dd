"""What a row of a page looks like: its characters with their styles. Knows no widget."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from rich.segment import Segment
from rich.style import Style

from articles.article import Label, Part, Span
from tui.page.cells import index_at, shown, text_index, width
from tui.page.counted import counted
from tui.page.layout import HeadKind, Rows
from tui.page.lights import NOTE, WALKED, Lights, LitKind
from tui.page.wrap import label_at, label_end

StyleOf = Callable[[str], Style]
"""The style of one of the paints, without its surroundings."""

_HEAD_CLASSES: Final = {
    HeadKind.HEADLINE: "headline",
    HeadKind.DETAILS: "details",
    HeadKind.RULE: "rule",
    HeadKind.BLANK: "rule",
}
_LABEL_CLASSES: Final = {
    Label.HEADLINE: "headline",
    Label.BYLINE: "details",
    Label.CAPTION: "aside",
    Label.CREDIT: "aside",
    Label.HIGHLIGHTS: "aside",
    Label.CHROME: "aside",
    Label.REPEATED: "aside",
}
_LIT_CLASSES: Final = (  # later ones are painted over earlier ones
    (LitKind.NOTED, "noted"),
    (LitKind.MENTION, "mention"),
    (LitKind.SOFT, "soft"),
    (LitKind.TRACED, "traced"),
    (LitKind.HIT, "hit"),
)
PAINTS: Final[Mapping[str, str]] = {
    "headline": "bold",
    "details": "dim",
    "rule": "dim",
    "aside": "dim",
    "fold": "dim italic",
    "mention": "underline",
    "noted": "on $secondary-muted",
    "noted:ansi": "on ansi_default italic",
    "noted:nocolor": "italic",
    "soft": "$text-primary underline italic",
    "traced": "$text-primary on $primary-muted bold underline",
    "traced:ansi": "ansi_white on ansi_blue",
    "hit": "$text-warning on $warning-muted bold",
    "hit:ansi": "ansi_black on ansi_yellow not bold italic",  # many terminals turn bold black grey
    "hit:light": "$foreground",
    "hit:nocolor": "reverse",
    "current": "reverse bold",
    "current:ansi": "ansi_default on ansi_default reverse bold",  # whatever else is lit there
    "current:nocolor": "reverse bold",
    "gutter": "$text-accent bold",
    "label": "$background on $accent bold",
    "label:ansi": "ansi_default on ansi_default reverse bold",
    "label:nocolor": "reverse bold",
}
"""What a page is painted with, see `tui.widgets.paints`."""


class PagePainter:
    """Paints the rows of one page. Made anew whenever anything but the current stretch changes."""

    def __init__(
        self,
        rows: Rows,
        parts: Sequence[Part],
        lights: Lights,
        base: Style,
        style_of: StyleOf,
        *,
        labels: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Prepare to paint.

        Args:
            rows: The page's rows.
            parts: The report's labels.
            lights: What is lit in it.
            base: The style of plain text.
            style_of: Where the other styles come from.
            labels: Letters to be painted over the text, by the offset of the first.
        """
        self._rows, self._parts, self._lights = rows, parts, lights
        self._labels = labels
        self._base, self._style_of = base, style_of
        self._styles: dict[tuple[Label, LitKind, bool], Style] = {}

    def paint(
        self, row: int, current: Span | None, selected: tuple[int, int] | None, highlight: Style
    ) -> list[Segment]:
        """The segments of a row, without what stands beside the text.

        Args:
            row: Which row.
            current: The stretch to be marked as current.
            selected: The characters selected, as they are painted; -1 for the end of the row.
            highlight: The style of what is selected.
        """
        painted = self._head(row) or self._fold(row) or self._text(row, current)
        if selected is None:
            return [Segment(shown(text), style) for text, style in painted]
        whole = self._rows.text_of(row)
        low, high = (len(whole) if at == -1 else text_index(whole, max(0, at)) for at in selected)
        return [
            Segment(shown(text), selected_style(style, highlight) if inside else style)
            for text, style, inside in cut_at(painted, Span(low, high))
        ]

    def beside(self, row: int, current: Span | None, columns: int) -> list[Segment]:
        """What stands before a row: a bar at the current stretch and at quotations, a pen at notes.

        Args:
            row: Which row.
            current: The stretch to be marked as current.
            columns: How wide this is; at least 2.
        """
        mark, name = self._mark(row, current)
        if not mark:
            return [Segment(" " * columns, self._base)]
        return [
            Segment(" " * (columns - 2), self._base),
            Segment(mark, self._base + self._style_of(name)),
            Segment(" ", self._base),
        ]

    def _mark(self, row: int, current: Span | None) -> tuple[str, str]:
        """What stands right before a row, and its paint; nothing for most."""
        if self._rows.head_at(row):
            return "", ""
        line = self._rows.line_at(row)
        start, end = self._rows.lines.starts[line], self._rows.lines.ends[line]
        if current is not None and start < current.end and current.start < end:
            return "▌", "gutter"
        if self._lights.has_note(start, end):  # so that it shows without colour as well
            return NOTE, "gutter"
        if label_at(self._parts, start) is Label.QUOTE:
            return "│", "rule"
        return "", ""

    def _head(self, row: int) -> list[tuple[str, Style]]:
        head = self._rows.head_at(row)
        if head is None:
            return []
        return [(head.text, self._base + self._style_of(_HEAD_CLASSES[head.kind]))]

    def _fold(self, row: int) -> list[tuple[str, Style]]:
        count = self._rows.lines.folds.get(self._rows.line_at(row))
        if count is None:
            return []
        what = "left out" if self._rows.lines.only_some else "of page furniture folded"
        return [(f"▸ {counted(count, 'line')} {what}", self._base + self._style_of("fold"))]

    def _text(self, row: int, current: Span | None) -> list[tuple[str, Style]]:
        lines = self._rows.lines
        line = self._rows.line_at(row)
        start, end = lines.starts[line], lines.ends[line]
        labels = {at: text for at, text in self._labels.items() if start <= at < end}
        edges = [*self._part_edges(start, end), *(current or ()), *labels]
        painted = [
            (
                lines.text[low:high],
                self._style(
                    label_at(self._parts, low),
                    kinds,
                    current is not None and current.start <= low < current.end,
                ),
            )
            for low, high, kinds in self._lights.pieces(start, end, edges)
        ]
        return list(self._labelled(painted, start, labels)) if labels else painted

    def _labelled(
        self, painted: Iterable[tuple[str, Style]], at: int, labels: Mapping[int, str]
    ) -> Iterator[tuple[str, Style]]:
        """What is painted of a line that begins at `at`, with labels over its pieces."""
        for text, style in painted:
            label = labels.get(at)
            at += len(text)
            if label is None:
                yield text, style
                continue
            covered = index_at(text, len(label) - 1) + 1
            columns = width(text[:covered])
            label_style = self._base + self._style_of("label")
            yield label[:columns].ljust(columns), label_style
            yield text[covered:], style

    def _part_edges(self, start: int, end: int) -> Iterator[int]:
        """Where the label changes inside a line."""
        at = start
        while at < end:
            after = label_end(self._parts, at)
            yield after
            at = after

    def _style(self, label: Label, kinds: LitKind, current: bool) -> Style:
        if self._labels:  # nothing stands out but them, also where there is no colour
            named = kinds & (LitKind.MENTION | LitKind.TRACED)
            underlined = self._style_of("mention") if named else Style()
            return self._base + Style(dim=True) + underlined
        key = (label, kinds, current)
        if key not in self._styles:
            style = self._base
            if label in _LABEL_CLASSES:
                style += self._style_of(_LABEL_CLASSES[label])
            if kinds & WALKED:
                style += Style(dim=False)
            for kind, name in _LIT_CLASSES:
                if kinds & kind:
                    style += self._style_of(name)
            if current:
                style += self._style_of("current")
            self._styles[key] = style
        return self._styles[key]


def selected_style(style: Style, highlight: Style) -> Style:
    """A style as it is selected: what is in reverse already, as hits may be, is so no longer."""
    both = style + highlight
    if style.reverse and highlight.reverse:
        both += Style(reverse=False, bold=True, underline=True)
    return both


def cut_at(
    painted: Iterable[tuple[str, Style]], selected: Span
) -> Iterator[tuple[str, Style, bool]]:
    """Cut painted pieces at the ends of a selection, and tell which lie in it."""
    at = 0
    for text, style in painted:
        edges = {0, len(text), *(edge - at for edge in selected if 0 < edge - at < len(text))}
        for low, high in pairwise(sorted(edges)):
            yield text[low:high], style, selected.start <= at + low < selected.end
        at += len(text)
