"""What was kept of a passage, with where it stands now."""

from dataclasses import dataclass

from articles.article import Span
from articles.quotation import Fate, find
from index.catalogue.store import Catalogue, NoSuchArticle
from index.notebook.acts import Clip, Mark, Note
from index.notebook.notebook import Entry
from index.notebook.schema import NotebookError


class KeptAlready(NotebookError):
    """The same passage is on the pad already."""

    def __init__(self) -> None:
        super().__init__("That is on the pad already")


@dataclass(frozen=True, slots=True)
class Placed:
    """A note, clip or mark, and where it stands now."""

    entry: Entry
    act: Note | Clip | Mark
    number: int | None
    """Of its report; None if that is gone."""
    fate: Fate
    span: Span | None
    """Of its passage; None if it is on the whole report, or the passage is gone."""


def place(
    entry: Entry, act: Note | Clip | Mark, number: int | None, catalogue: Catalogue
) -> Placed:
    """Find where something kept stands now.

    Args:
        entry: What was kept.
        act: The same, by what it is.
        number: Its report's; None if that is gone.
        catalogue: Where reports are read.
    """
    try:
        article = None if number is None else catalogue.article(number)
    except NoSuchArticle:
        article = None
    if article is None:
        return Placed(entry, act, None, Fate.MISSING, None)
    if act.quotation is None:
        return Placed(entry, act, number, Fate.UNCHANGED, None)
    return Placed(entry, act, number, *find(article.text, act.quotation))
