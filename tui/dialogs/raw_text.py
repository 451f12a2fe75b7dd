"""The text of a report as its file has it, over the panes; characters nobody sees written out."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from tui.background.raw import Raw
from tui.commands.keymap import Keymap
from tui.commands.table import BY_ID
from tui.dialogs.over import Over
from tui.page.layout import Page
from tui.page.lights import Lit, LitKind
from tui.widgets.movement import move
from tui.widgets.reading_pane import ReadingPane

_STEPS = {"hit.next": 1, "hit.previous": -1}


class RawText(Over[None]):
    """Shows it until it is closed; walks from one written-out character to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,ctrl+g", "dismiss", "Close")]

    page = getters.query_one(ReadingPane)

    def __init__(self, report: str, raw: Raw, keymap: Keymap) -> None:
        """Show what the file of a report has; move by the keys of `keymap`."""
        super().__init__()
        self._report, self._raw = report, raw
        for id_, keys in keymap.keys.items():
            if keys and (id_.startswith("move.") or id_ in _STEPS):
                action = f"walk({_STEPS[id_]})" if id_ in _STEPS else BY_ID[id_].action
                self._bindings.bind(",".join(keys), action, BY_ID[id_].help)
        self._keys = " ".join(keymap.first(id_) for id_ in _STEPS)

    def compose(self) -> ComposeResult:
        """A page in a frame that says how many there are."""
        with Vertical(classes="sheet") as frame:
            frame.border_title = Content(f"As its file has it: {self._raw.marked} written out")
            frame.border_subtitle = Content(f"{self._keys} from one to the next · Esc closes")
            yield ReadingPane()

    def on_mount(self) -> None:
        """Show the text."""
        raw = self._raw
        cut = "the beginning only; gazetteer show --raw prints all" if raw.is_cut else ""
        self.page.show(Page(0, self._report, False, (raw.said, cut), raw.text))
        self.page.light([Lit(*code, LitKind.HIT) for code in raw.codes])
        self.page.focus()

    def action_move(self, how: str) -> None:
        """Scroll."""
        move(self.page, how, 1)

    def action_walk(self, step: int) -> None:
        """Go to the next (1) or previous (-1) character that is written out, and come round."""
        codes, here = self._raw.codes, self.page.current
        if codes:
            at = codes.index(here) + step if here in codes else min(step, 0)
            self.page.go_to(*codes[at % len(codes)])
