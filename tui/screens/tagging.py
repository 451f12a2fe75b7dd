"""Asking for tags: a line in which words are completed from those that there are."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from index.notebook.acts import tag_of
from tui.screens.ask import Ask


class TagSuggester(Suggester):
    """Completes the last word to a tag; after a minus only to one that is on."""

    def __init__(self, tags: Iterable[str], on: Iterable[str]) -> None:
        super().__init__(use_cache=False)
        self._tags, self._on = sorted(tags), sorted(on)

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last word completed."""
        word = value.rpartition(" ")[2]
        sign, begun = word[:1], word.lstrip("+-").casefold()
        if not begun and sign != "-":
            return None
        known = self._on if sign == "-" else self._tags
        found = next((tag for tag in known if tag.startswith(begun) and tag != begun), None)
        return None if found is None else value + found[len(begun) :]


class AskTags(Ask):
    """Asks which tags to put on and take off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, question: str, suggester: TagSuggester) -> None:
        """Ask `question`, with completion."""
        super().__init__(question)
        self._suggester = suggester

    def compose(self) -> ComposeResult:
        """Question and input on one line."""
        with Horizontal(classes="asked"):
            yield Static(Content(self._question))
            yield Input(
                placeholder="+new -old, Tab completes", compact=True, suggester=self._suggester
            )

    def action_complete(self) -> None:
        """Take the suggestion."""
        self.query_one(Input).action_cursor_right()


def changes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was typed as tags to put on and to take off; a word without a sign is put on.

    Raises:
        ActUnreadable: A word is no tag.
    """
    signs = {tag_of(word.lstrip("+-")): word[0] == "-" for word in text.replace(",", " ").split()}
    added = tuple(tag for tag, is_off in signs.items() if not is_off)
    return added, tuple(tag for tag, is_off in signs.items() if is_off)
