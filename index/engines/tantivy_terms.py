"""What a report becomes in the tantivy index.

tantivy only splits what it is given at spaces, so its index holds exactly our words. Each text is
indexed in two ways, both with the positions of its words:

- `FIELD`: the folded words. In `text` a word of chrome, which is not searched by default, is only a
  placeholder, so that positions stay.
- `FIELD_forms`: a word with all that is known of it, as `LABEL FOLDED = SURFACE` without spaces:
  `craqqa=Raqqa` is `Raqqa` in a part with the label code `c`; the surface is left out where it is
  the folded word. One regular expression over these says any term in any parts. They are stored
  too, for what tantivy cannot find by positions.

`ranked` is what most queries need: the stems of title and searched text, and the surfaces that are
written unlike their folded form, as `=SURFACE`, without positions.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from articles.article import Label, Part
from index.analysis import Case, Token, case_of, stem, tokens
from index.engines.engine import Document
from index.engines.tantivy_guard import tantivy

NUMBER, RANKED = "number", "ranked"
TEXT, TITLE, SOURCE, AUTHOR, PATH = FIELDS = ("text", "title", "source", "author", "path")

CODES: Final = {label: chr(ord("a") + code) for code, label in enumerate(Label)}
"""The letter for each label."""

TITLE_COUNTS: Final = 3
"""How many words of the text a word of the title counts as in `ranked`."""

_HIDDEN: Final = "_"
"""Stands for a word of chrome; no word has this character."""

_TOKENIZER: Final = "words"


def forms(field: str) -> str:
    """The field that holds the forms of another's words."""
    return f"{field}_forms"


def _schema() -> Any:  # noqa: ANN401 - tantivy's Schema
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(NUMBER, indexed=True, fast=True)
    builder.add_text_field(RANKED, tokenizer_name=_TOKENIZER, index_option="freq")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=_TOKENIZER)
        builder.add_text_field(forms(field), tokenizer_name=_TOKENIZER, stored=True)
    return builder.build()


SCHEMA: Final = _schema()


def register(index: Any) -> None:  # noqa: ANN401 - tantivy's Index
    """Tell an index how it is to split what it is given."""
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, splitter)


def document_of(document: Document) -> Any:  # noqa: ANN401 - tantivy's Document
    """Analyse a report.

    Raises:
        ValueError: If it has no number that fits.
    """
    if not 0 <= document.number < 2**32:
        raise ValueError(f"{document.number} is no number of a report")
    made = tantivy.Document()
    made.add_unsigned(NUMBER, document.number)
    ranked = _add(made, TEXT, document.text, document.parts)
    ranked += TITLE_COUNTS * _add(made, TITLE, document.title)
    for field in (SOURCE, AUTHOR, PATH):
        _add(made, field, getattr(document, field))
    made.add_text(RANKED, " ".join(ranked))
    return made


def _add(made: Any, field: str, text: str, parts: Iterable[Part] = ()) -> list[str]:  # noqa: ANN401
    """Add a text to a tantivy document; what of it is ranked."""
    folded: list[str] = []
    formed: list[str] = []
    ranked: list[str] = []
    for token, label in _labelled(text, parts):
        surface = "" if token.surface == token.folded else token.surface
        formed.append(f"{CODES[label]}{token.folded}={surface}")
        if label is Label.CHROME:
            folded.append(_HIDDEN)
            continue
        folded.append(token.folded)
        ranked.append(stem(token.folded))
        if surface and case_of(surface, token.folded) >= Case.CAPITALS:
            ranked.append(f"={surface}")
    made.add_text(field, " ".join(folded))
    made.add_text(forms(field), " ".join(formed))
    return ranked


def _labelled(text: str, parts: Iterable[Part]) -> Iterator[tuple[Token, Label]]:
    """The words of a text, each with the label of the part that it stands in."""
    stretches = iter(parts)
    part = next(stretches, None)
    for token in tokens(text):
        while part is not None and part.end <= token.start:
            part = next(stretches, None)
        inside = part is not None and part.start <= token.start
        yield token, part.label if part is not None and inside else Label.BODY
