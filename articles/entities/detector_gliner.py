"""A GLiNER model as detector (the extra `gliner`)."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from articles.entities.recognised import Kind, Recognised

_KINDS: Final = {
    "person": Kind.PERSON,
    "organization": Kind.ORGANISATION,
    "location": Kind.PLACE,
    "nationality or religious group": Kind.NATIONALITY,
    "event": Kind.OTHER,
}
"""By the words in which the model is asked."""
_SURE: Final = 0.5
_WORDS: Final = 200
"""A model reads some 384 tokens at a time and drops the rest."""


class GlinerDetector:
    """Asks a model for persons, organisations, places, nationalities and events.

    Args:
        model: A `gliner.GLiNER`.
    """

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - GLiNER need not be installed
        self._model = model

    @classmethod
    def at(cls, folder: str) -> "GlinerDetector":
        """Load a model from a folder; nothing is downloaded.

        Raises:
            OSError, ValueError, ImportError, RuntimeError: It cannot be loaded.
        """
        return cls(import_module("gliner").GLiNER.from_pretrained(folder, local_files_only=True))

    def detect(self, texts: Sequence[str]) -> list[list[Recognised]]:
        """The names in each text."""
        return [list(self._in(text)) for text in texts]

    def _in(self, text: str) -> Iterator[Recognised]:
        stretches = list(_stretches(text))
        wanted = [text[start:end] for start, end in stretches]
        found = self._model.batch_predict_entities(wanted, list(_KINDS), threshold=_SURE)
        for (start, _), names in zip(stretches, found, strict=True):
            for name in names:
                kind = _KINDS[name["label"]]
                yield Recognised(start + name["start"], start + name["end"], kind)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text in stretches that a model reads whole, divided between sentences."""
    from articles.entities.tokens import tokenise  # noqa: PLC0415 - only who recognises needs it

    tokens = tokenise(text)
    first = 0
    for _, stop in tokens.sentences:
        # A sentence that is longer than a model reads is divided somewhere.
        while stop - first > _WORDS:
            yield tokens.starts[first], tokens.ends[first + _WORDS - 1]
            first += _WORDS
        if stop - first > _WORDS // 2 or stop == len(tokens.forms):
            if first < stop:
                yield tokens.starts[first], tokens.ends[stop - 1]
            first = stop
