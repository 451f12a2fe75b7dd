"""The concordance beside the text of a very wide terminal: a title, and the lines."""

from collections.abc import Sequence

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from index.search.line import Line
from tui.widgets.concordance_list import ConcordanceList
from tui.widgets.one_line import TitleRule


class _Lines(ConcordanceList, can_focus=False, inherit_bindings=False):
    """The lines; keys never come here, `w` shows them with keys."""


class ConcordanceBeside(Vertical, can_focus=False, inherit_bindings=False):
    """Shows the mentions of the traced entity, with the cursor on the one that is read."""

    BLANK = True
    DEFAULT_CSS = """
    ConcordanceBeside { background: $surface; }
    """

    _title = getters.query_one(TitleRule)
    lines = getters.query_one(_Lines)

    def __init__(self) -> None:
        super().__init__()
        self._at: tuple[int, int] | None = None
        self._places: dict[tuple[int, int], int] = {}

    def compose(self) -> ComposeResult:
        """Title and lines."""
        yield TitleRule("")
        yield _Lines()

    def show(self, title: str, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self._title.text = title
        self._places = {(one.number, one.start): at for at, one in enumerate(lines)}
        self.lines.show(lines, self._places.get(self._at, 0) if self._at else 0)

    def stand_on(self, number: int, start: int) -> None:
        """Have the cursor on a mention, if it is among them.

        Args:
            number: The number of its report.
            start: Where it begins in that.
        """
        self._at = (number, start)
        at = self._places.get(self._at)
        if at is not None:
            self.lines.move_to(at)
