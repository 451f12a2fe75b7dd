"""Asking for tags: a line in which words are completed from those that there are."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from index.notebook.acts import tag_of
from tui.dialogs.ask import Ask
from tui.widgets.words import Words


class TagSuggester(Suggester):
    """Completes the last word to a tag; after a minus only to one that is on."""

    def __init__(self, tags: Iterable[str], on: Iterable[str]) -> None:
        super().__init__(use_cache=False)
        self._tags, self._on = sorted(tags), sorted(on)

    def changes(self) -> list[str]:
        """What can be done with the tags that there are: `+new`, `-old`."""
        return [f"{'-' if tag in self._on else '+'}{tag}" for tag in self._tags]

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

    def line(self) -> Input:
        """Where tags are typed."""
        return Input(
            placeholder="+new -old, Tab completes", compact=True, suggester=self._suggester
        )

    def below(self) -> Iterable[Widget]:
        """What a click puts there."""
        if changes := self._suggester.changes():
            yield Words(changes)

    @on(Words.Taken)
    def _clicked(self, event: Words.Taken) -> None:
        """Put a word there, or take it away again."""
        line = self.query_one(Input)
        words = line.value.split()
        if event.word in words:
            words.remove(event.word)
        else:
            words.append(event.word)
        line.value = " ".join([*words, ""]).lstrip()
        line.action_end()

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
