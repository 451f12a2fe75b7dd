"""The pad: quotations with their citations, and what has become of them in the files."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.article import Article, Span
from articles.collection.collection import Collection, File
from articles.quotation import Fate, find, in_its_place, quoted
from index.anchors import Ref
from index.catalogue.store import text_hash
from index.notebook.acts import Clip, new_item

if TYPE_CHECKING:  # the formats: whoever clips reads no file
    from articles.collection.file_reading import Parse

FileOf = Callable[[Ref], tuple[str, str] | None]
"""Where a report is by now: the id of its file, and its own; None if it is nowhere."""


def clipped(article: Article, span: Span, sha256: str) -> Clip:
    """Quote a stretch of a report, with its citation.

    Args:
        article: The report.
        span: The stretch.
        sha256: Of its file.
    """
    date = article.date
    return Clip(
        new_item(),
        Ref(article.id, text_hash(article.text)),
        quoted(article.text, span),
        article.title,
        article.source,
        article.author,
        date.value if date else "",
        date.basis.value if date else "",
        article.url,
        sha256,
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """A clip held against the files."""

    clip: Clip
    fate: Fate
    article: str | None = None
    """The id of the report that it stands in now."""
    span: Span | None = None
    """Where it stands there; of a missing one, where what took its place does, if that is clear."""
    now: str | None = None
    """The words that stand there now."""
    is_same_file: bool = False
    """Whether the file has not changed by a single byte."""


def verified(
    collection: Collection, clips: Iterable[Clip], file_of: FileOf, parse: "Parse"
) -> Iterator[Checked]:
    """Hold clips against the files as they are now, each file read once.

    Args:
        collection: Where the files are.
        clips: What is to be checked.
        file_of: Says where a report is.
        parse: Who parses the files.

    Yields:
        What has become of each clip, those of one file together.
    """
    by_file: dict[str, list[tuple[Clip, str]]] = defaultdict(list)
    for clip in clips:
        place = file_of(clip.report)
        if place is None:
            yield Checked(clip, Fate.MISSING)
        else:
            by_file[place[0]].append((clip, place[1]))
    for file, members in by_file.items():
        articles = _articles(collection, file, {identity for _, identity in members}, parse)
        digest = collection.digest(file)
        for clip, identity in members:
            yield _checked(clip, articles.get(identity), digest)


def _articles(
    collection: Collection, file: str, wanted: set[str], parse: "Parse"
) -> Mapping[str, Article]:
    found: dict[str, Article] = {}
    for item in collection.read(File(file, 0, 0, 0), parse):
        if len(found) == len(wanted):
            break  # not before: a parser that is left before the end of its file is lost
        if isinstance(item, Article) and item.id in wanted:
            found[item.id] = item
    return found


def _checked(clip: Clip, article: Article | None, digest: str) -> Checked:
    if article is None:
        return Checked(clip, Fate.MISSING)
    fate, span = find(article.text, clip.quotation)
    if fate is Fate.UNCHANGED and article.id != clip.report.id:
        fate = Fate.MOVED
    is_same_file = bool(digest) and digest == clip.sha256
    span = span or in_its_place(article.text, clip.quotation)
    now = article.text[slice(*span)] if span else None
    return Checked(clip, fate, article.id, span, now, is_same_file)
