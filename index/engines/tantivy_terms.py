"""What a report becomes in the tantivy index.

tantivy only splits what it is given at spaces, so its index holds exactly our words. Each text is
indexed in two ways, both with the positions of its words:

- `FIELD`: the folded words. In `text` a word of furniture, which is not searched by default, is
  only a placeholder, so that positions stay.
- `FIELD_forms`: a word with all that is known of it, as `LABEL FOLDED = SURFACE` without spaces:
  `craqqa=Raqqa` is `Raqqa` in a part with the label code `c`; the surface is left out where it is
  the folded word. One regular expression over these says any term in any parts. They are stored
  too, for what tantivy cannot find by positions.

`ranked` is what most queries need: the stems of title and searched text, and the surfaces that are
written unlike their folded form, as `=SURFACE`, without positions.
"""

import marshal
from collections.abc import Iterable, Iterator
from typing import Final

from articles.article import FURNITURE, Article, Label, Part
from index.analysis import Case, Token, case_of, stem, tokens
from index.engines.engine import Document, document_of

NUMBER, RANKED = "number", "ranked"
TEXT, TITLE, SOURCE, AUTHOR, PATH = FIELDS = ("text", "title", "source", "author", "path")

CODES: Final = {label: chr(ord("a") + code) for code, label in enumerate(Label)}
"""The letter for each label."""

TITLE_COUNTS: Final = 3
"""How many words of the text a word of the title counts as in `ranked`."""

_HIDDEN: Final = "_"
"""Stands for a word of furniture; no word has this character."""


def forms(field: str) -> str:
    """The field that holds the forms of another's words."""
    return f"{field}_forms"


def prepare(article: Article) -> bytes:
    """Analyse a report in another process than the one that writes; for `Document.prepared`."""
    return marshal.dumps(texts_of(document_of(article)))


def texts_of(document: Document) -> dict[str, str]:
    """The words of a report, separated by spaces, for each field of the index."""
    texts: dict[str, str] = {}
    ranked = _add(texts, TEXT, document.text, document.parts)
    ranked += TITLE_COUNTS * _add(texts, TITLE, document.title)
    for field in (SOURCE, AUTHOR, PATH):
        _add(texts, field, getattr(document, field))
    texts[RANKED] = " ".join(ranked)
    return texts


def _add(texts: dict[str, str], field: str, text: str, parts: Iterable[Part] = ()) -> list[str]:
    """Add the words of a text; what of it is ranked."""
    folded: list[str] = []
    formed: list[str] = []
    ranked: list[str] = []
    for token, label in _labelled(text, parts):
        surface = "" if token.surface == token.folded else token.surface
        formed.append(f"{CODES[label]}{token.folded}={surface}")
        if label in FURNITURE:
            folded.append(_HIDDEN)
            continue
        folded.append(token.folded)
        ranked.append(stem(token.folded))
        if surface and case_of(surface, token.folded) >= Case.CAPITALS:
            ranked.append(f"={surface}")
    texts[field] = " ".join(folded)
    texts[forms(field)] = " ".join(formed)
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
