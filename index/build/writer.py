"""Takes what was read, and finds out what it is: new, changed, renamed, or the same as before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from articles.collection.files import File, Skipped
from index.build.plan import Former, Plan
from index.build.stores import Batch, Stores
from index.workers.reading import OVERHEAD, Piece, Report

_HELD_BACK: Final = 64
"""Changed reports of one file that wait for its end: one that has only moved may still come."""


@dataclass(slots=True)
class Counts:
    """What became of reports."""

    added: int = 0
    updated: int = 0
    renamed: int = 0
    removed: int = 0


@dataclass(slots=True)
class _Open:
    """The file whose reports are being delivered."""

    file: File
    former: Former
    skipped: list[Skipped] = field(default_factory=list)
    held_back: list[Report] = field(default_factory=list)


class Writer:
    """Writes reports to the stores of one generation.

    Args:
        stores: Where to.
        plan: What the build has to do.
        counts: To be counted up.

    Attributes:
        size: What has been taken since the last commit, in characters of text.
    """

    def __init__(self, stores: Stores, plan: Plan, counts: Counts) -> None:
        self._stores = stores
        self._catalogue = stores.catalogue
        self._plan = plan
        self._gone = self._former(sorted(plan.gone))
        self._open: _Open | None = None
        self._batch = Batch()
        self._counts = counts
        self.size = 0

    def _former(self, paths: Iterable[str]) -> Former:
        return Former(held for path in paths for held in self._catalogue.held(path))

    def take(self, piece: Piece) -> None:
        """Take some of what a file gave; files come one after the other."""
        self._catalogue.begin()
        if piece.file is None:
            self._take_again(piece)
            return
        if self._open is None:
            self._open = _Open(piece.file, self._former([piece.file.path]))
        for item in piece.items:
            if isinstance(item, Skipped):
                self._open.skipped.append(item)
            else:
                self._place(self._open, item)
        if piece.is_last:
            self._finish_file(self._open)
            self._open = None

    def _take_again(self, piece: Piece) -> None:
        """Reports that the catalogue has already."""
        for item in piece.items:
            article_id = item.article.id if isinstance(item, Report) else item.path
            number = self._catalogue.number(article_id)
            if number is None:
                continue
            article = self._catalogue.article(number)
            self._batch.articles[number] = article
            self._batch.entities[number] = item.entities or () if isinstance(item, Report) else ()
            if isinstance(item, Report) and item.prepared is not None:
                self._batch.prepared[number] = item.prepared

    def _place(self, opened: _Open, report: Report) -> None:
        """Find the former version of a report by its content; keep it if there is none."""
        article_id, hashed = report.article.id, report.hash
        if opened.former.same(article_id, hashed):
            return
        moved = opened.former.alike(hashed) or self._gone.alike(hashed)
        if moved is not None:
            self._write(report, moved.number, is_recognised=True)
            self._counts.renamed += 1
            return
        opened.held_back.append(report)
        if len(opened.held_back) > _HELD_BACK or opened.former.is_empty:
            self._keep(opened)

    def _keep(self, opened: _Open) -> None:
        """Keep the reports of new content, under the number of their namesakes if there are any."""
        for report in opened.held_back:
            namesake = opened.former.namesake(report.article.id)
            if namesake is not None:
                self._write(report, namesake.number)
                self._counts.updated += 1
            else:
                self._write(report, None)
                self._counts.added += 1
        opened.held_back.clear()

    def _write(self, report: Report, number: int | None, *, is_recognised: bool = False) -> None:
        article, path = report.article, self._path()
        if number is None:
            number = self._catalogue.add(article, path, report.hash)
        else:
            self._catalogue.replace(number, article, path, report.hash)
        if is_recognised:
            self._batch.articles[number] = article
        elif report.entities is not None:
            self._batch.articles[number] = article
            self._batch.entities[number] = report.entities
            if report.prepared is not None:
                self._batch.prepared[number] = report.prepared
        # Else the mentions lack it, and it is recognised at the end, like what was interrupted.
        self.size += OVERHEAD + len(article.text)

    def _path(self) -> str:
        assert self._open is not None
        return self._open.file.path

    def _finish_file(self, opened: _Open) -> None:
        self._keep(opened)
        self._remove(opened.former.left())
        self._catalogue.keep_file(self._plan.to_keep(opened.file), opened.skipped)

    def _remove(self, numbers: list[int]) -> None:
        self._catalogue.remove(numbers)
        self._batch.removed += numbers
        self._counts.removed += len(numbers)

    def finish(self) -> None:
        """Let go of what is no longer in the collection, and commit."""
        if self._plan.gone:
            self._catalogue.begin()
        for path in self._plan.gone:
            self._catalogue.drop_file(path)
        self._remove(self._gone.left())
        self.commit()

    def pending(self) -> int:
        """Reports that wait to be committed."""
        return len(self._batch.articles)

    def commit(self) -> None:
        """Commit everything taken so far."""
        self._stores.commit(self._batch)
        self._batch = Batch()
        self.size = 0
