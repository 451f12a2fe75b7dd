"""A sheet over the panes: something to read, and a key to put it away."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from tui.commands.keys import shown
from tui.dialogs.over import Over
from tui.widgets.styled_text import StyledText

WIDEST, BESIDE = 96, 8
"""Columns of the widest sheet, and of what stands beside its text: frame, margins, scroll bar."""


class Sheet(Over[None]):
    """Shows a text until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+g", "back", "Close"),
        ("q,enter,question_mark,f1,exclamation_mark", "dismiss", "Close"),
        ("j,down,ctrl+n", "scroll(1)", "Down"),
        ("k,up,ctrl+p", "scroll(-1)", "Up"),
        ("space,pagedown,ctrl+v,ctrl+f", "page(1)", "Page down"),
        ("b,pageup,alt+v,ctrl+b", "page(-1)", "Page up"),
        ("d,ctrl+d", "page(0.5)", "Half a page down"),
        ("u,ctrl+u", "page(-0.5)", "Half a page up"),
        ("g,home,alt+less_than_sign", "end(-1)", "Beginning"),
        ("G,end,alt+greater_than_sign", "end(1)", "End"),
    ]

    _shown = getters.query_one(StyledText)

    def __init__(
        self,
        title: str,
        text: Content | Sequence[Content],
        foot: str = "Esc closes",
        *,
        hangs: bool = True,
    ) -> None:
        """Show a text; nothing in it is ever read as markup.

        Args:
            title: What it is.
            text: It, as a whole or as lines.
            foot: Which keys there are, to be shown below it.
            hangs: Whether a line that is too long goes on further in, as prose does not.
        """
        super().__init__()
        self._title, self._foot, self._hangs = title, foot, hangs
        self._act: Callable[[], object] = self.dismiss
        self._lines = _lines(text)

    @property
    def text(self) -> Content:
        """All that is shown."""
        return Content("\n").join(self._lines)

    def offer(self, keys: Sequence[str], does: str, act: Callable[[], object]) -> None:
        """Close and do something else at some keys; to be said before it is shown."""
        if keys:
            self._act = act
            self._bindings.bind(",".join(keys), "act", does)
            self._foot = f"{shown(keys[0])} {does} · {self._foot}"

    def action_act(self) -> None:
        """Do what is offered."""
        self.dismiss()
        self._act()

    def compose(self) -> ComposeResult:
        """One scrolling text in a frame."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(self._title)
            sheet.border_subtitle = Content(self._foot)
            yield StyledText(self._lines, hangs=self._hangs)

    def show(self, text: Content) -> None:
        """Show another text from its beginning."""
        self._lines = _lines(text)
        self._shown.show(self._lines)

    def action_scroll(self, lines: int) -> None:
        """Scroll so many lines."""
        self._shown.move(lines)

    def action_page(self, pages: float) -> None:
        """Scroll so many screens; a whole one leaves a line of the last in sight."""
        self._shown.move(round(pages * max(1, self._shown.size.height - 1)))

    def action_end(self, way: int) -> None:
        """Go to the end, or to the beginning if negative."""
        if way > 0:
            self._shown.to_end()
        else:
            self._shown.to_top()

    def action_back(self) -> None:
        """Close."""
        self.dismiss()


def _lines(text: Content | Sequence[Content]) -> Sequence[Content]:
    return text.split("\n", allow_blank=True) if isinstance(text, Content) else text
