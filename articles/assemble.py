"""A draft becomes a report: cleaned, taken apart, dated."""

from articles.article import Article
from articles.clean import clean, clean_line, fold_newlines
from articles.dates.dates import dates_of
from articles.formats.draft import Draft
from articles.languages import language_of
from articles.structure.attribution import author_of, source_of
from articles.structure.structure import take_apart

LONGEST_FIELD = 1000
"""Characters kept of a title, a source, an author or an address."""


def assemble(article_id: str, draft: Draft) -> Article:
    """Make the report that a draft stands for; everything in it is cleaned here, once.

    Args:
        article_id: The report's id, clean already: its path, or `path#record`.
        draft: What the format found.
    """
    text = clean(fold_newlines(draft.text))
    layout = take_apart(text, _field(draft.title))
    url = _field(draft.url)
    path = "" if draft.number else article_id
    date, absurd = dates_of(_field(draft.date), text, layout.parts, url, path)
    return Article(
        id=article_id,
        text=text,
        title=layout.title,
        title_derived=layout.title_derived,
        date=date,
        source=_field(draft.source) or source_of(url, text, layout.parts),
        author=_field(draft.author) or author_of(text, layout.parts),
        url=url,
        parts=layout.parts,
        section=_field(draft.section),
        language=language_of(_field(draft.language), text),
        absurd_date=absurd,
    )


def _field(value: str) -> str:
    line = clean_line(value[: 2 * LONGEST_FIELD])
    return line if len(line) <= LONGEST_FIELD else line[: LONGEST_FIELD - 1] + "…"
