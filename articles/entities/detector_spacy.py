"""A spaCy pipeline as detector (the extra `spacy`)."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from articles.entities.recognised import Kind, Recognised

_KINDS: Final = {
    "PERSON": Kind.PERSON, "PER": Kind.PERSON,
    "ORG": Kind.ORGANISATION, "ORGANIZATION": Kind.ORGANISATION,
    "GPE": Kind.PLACE, "LOC": Kind.PLACE, "FAC": Kind.PLACE, "LOCATION": Kind.PLACE,
    "NORP": Kind.NATIONALITY,
    "EVENT": Kind.OTHER, "PRODUCT": Kind.OTHER, "LAW": Kind.OTHER, "WORK_OF_ART": Kind.OTHER,
    "MISC": Kind.OTHER,
}  # fmt: skip
"""By label of spaCy's pipelines (OntoNotes, WikiNER); dates, numbers and the rest are left out."""
_UNUSED: Final = ("parser", "lemmatizer", "attribute_ruler", "textcat")


class SpacyDetector:
    """Takes the entities that a pipeline finds.

    Args:
        pipeline: A `spacy.Language` that sets `doc.ents`.
    """

    def __init__(self, pipeline: Any) -> None:  # noqa: ANN401 - spaCy need not be installed
        self._pipeline = pipeline
        self._unused = [name for name in _UNUSED if name in pipeline.pipe_names]

    @classmethod
    def named(cls, name: str) -> "SpacyDetector":
        """Load a pipeline by its package's name or its folder.

        Raises:
            OSError, ValueError, ImportError: It cannot be loaded.
        """
        return cls(import_module("spacy").load(name))

    def detect(self, texts: Sequence[str]) -> list[list[Recognised]]:
        """The names in each text."""
        longest = max(map(len, texts), default=0)
        self._pipeline.max_length = max(self._pipeline.max_length, longest + 1)
        return [
            [
                Recognised(span.start_char, span.end_char, _KINDS[span.label_])
                for span in document.ents
                if span.label_ in _KINDS
            ]
            for document in self._pipeline.pipe(texts, disable=self._unused)
        ]
