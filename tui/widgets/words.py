"""Words side by side on one line, each to be clicked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.message import Message

from tui.page.cells import display, shown, width
from tui.widgets.one_line import OneLine


class Words(OneLine):
    """Shows as many words as there is room for."""

    PAINTS: ClassVar[Mapping[str, str]] = {"word": "$text-accent bold"}

    class Taken(Message):
        """A word was clicked."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word
            """Which one."""

    def __init__(self, words: Sequence[str]) -> None:
        """Show `words`; nothing in them is ever read as markup."""
        super().__init__()
        self._words = words

    def stretches(self, columns: int) -> Iterator[tuple[str, str]]:
        """Word after word, as many as fit."""
        for word in self._words:
            text = f" {shown(display(word))} "
            columns -= width(text)
            if columns < 0:
                return
            yield text, "word"

    def on_click(self, event: events.Click) -> None:
        """Tell which word was clicked."""
        stretch = self.stretch_at(event.x)
        if stretch is not None:
            self.post_message(self.Taken(self._words[stretch]))
