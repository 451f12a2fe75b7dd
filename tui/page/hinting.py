"""Letters on what can be chosen on the screen: type them to choose. Pure."""

from collections import deque
from collections.abc import Sequence
from typing import Final

from articles.article import Span

_LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"
"""Those under the fingers first."""


def labels(count: int) -> list[str]:
    """So many labels, of which none begins another, the shortest first."""
    made = deque(reversed(_LETTERS))
    while len(made) < count:
        label = made.popleft()
        made.extend(label + letter for letter in reversed(_LETTERS))
    return sorted(made, key=_ease)[:count]


def _ease(label: str) -> tuple[int, list[int]]:
    return len(label), [*map(_LETTERS.index, label)]


class Hints:
    """The labels on the screen, and what has been typed of one."""

    def __init__(self, targets: Sequence[Span]) -> None:
        """Label `targets`."""
        self._labels = dict(zip(labels(len(targets)), targets, strict=True))
        self._typed = ""

    @property
    def shown(self) -> dict[int, str]:
        """What is still to be typed of the labels that go on with what was typed, by place."""
        done = len(self._typed)
        return {
            target.start: label[done:]
            for label, target in self._labels.items()
            if label.startswith(self._typed)
        }

    def type(self, letter: str) -> Span | None:
        """Take a letter; the target once its label is whole. A letter that fits none is none."""
        typed = self._typed + letter
        if any(label.startswith(typed) for label in self._labels):
            self._typed = typed
        return self._labels.get(self._typed)
