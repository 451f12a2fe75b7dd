"""The fields of the tantivy index, and a report as tantivy takes it."""

import marshal
from typing import Any, Final

from index.engines.engine import Document
from index.engines.tantivy_guard import tantivy
from index.engines.tantivy_terms import FIELDS, NUMBER, RANKED, forms, texts_of

_TOKENIZER: Final = "words"


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
    """A report, analysed if that has not been done yet.

    Raises:
        ValueError: If it has no number that fits.
    """
    if not 0 <= document.number < 2**32:
        raise ValueError(f"{document.number} is no number of a report")
    made = tantivy.Document()
    made.add_unsigned(NUMBER, document.number)
    prepared = document.prepared
    for field, words in (marshal.loads(prepared) if prepared else texts_of(document)).items():
        made.add_text(field, words)
    return made
