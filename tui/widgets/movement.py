"""Moving in whichever pane has the focus, by one set of words."""

from tui.widgets.cursor_pane import CursorPane
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.reading_pane import ReadingPane

MOVES: dict[str, float] = {
    "down": 1,
    "up": -1,
    "half_down": 0.5,
    "half_up": -0.5,
    "page_down": 1,
    "page_up": -1,
}
"""Lines for `down` and `up`, else pages."""


def move(pane: CursorPane | ReadingPane | EntitySidebar, how: str, times: int) -> None:
    """Move in `pane`, `times` times over."""
    if how == "top":
        pane.to_top()
    elif how == "end":
        pane.to_end()
    elif how in ("down", "up"):
        pane.move(int(MOVES[how]) * times)
    else:
        pane.page(MOVES[how] * times)
