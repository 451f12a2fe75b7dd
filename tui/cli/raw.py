"""`gazetteer show --raw`: a report as its file states it, with what cannot be seen written out.

The file is read again, by a parser that can do nothing else: what is kept of a report is clean.
"""

from contextlib import closing
from pathlib import Path

from articles.clean import clean, fold_newlines
from articles.collection.collection import Collection
from articles.formats.draft import Draft
from articles.hidden import written_out
from index.library.library import Library
from index.workers.exile import Exile, ExileFailed
from tui.cli import output
from tui.cli.layout import table
from tui.problems import Exit, Problem, Unusable

_STATED = ("title", "date", "source", "author", "section", "language", "url")


def say_raw(opened: Library, number: int) -> None:
    """Print what the file of a report states.

    Raises:
        Problem: It is not in its file any more, or that cannot be read.
    """
    article = opened.catalogue.article(number)
    draft = _draft(opened, number, article.id)
    if clean(fold_newlines(draft.text)) != article.text:
        output.tell("its file says something else by now than when it was read")
    stated = [(name, _line(getattr(draft, name))) for name in _STATED]
    for line in table([(name, value) for name, value in stated if value]):
        output.say(line)
    if any(value for _, value in stated):
        output.say()
    output.say(written_out(draft.text))


def _line(stated: str) -> str:
    return written_out(stated).replace("\n", "<U+000A>")


def _draft(opened: Library, number: int, article_id: str) -> Draft:
    collection = Collection.open(Path(opened.manifest.collection))
    file = opened.catalogue.file_of(number)
    try:
        with closing(Exile()) as exile:
            draft = collection.draft(file, article_id, exile.parse) if file is not None else None
    except ExileFailed as error:
        raise Unusable(str(error)) from error
    if draft is None:
        raise Problem(f"'{article_id}' is not in its file any more", Exit.NOTHING_FOUND)
    return draft
