"""Very long reports, cut into sections that are analysed as if each were a report.

What belongs together in one report is found by comparing names that are alike, and of thousands of
names many may be. A book in a text file must not cost hours, so past `LONGEST`
characters a report is cut at a paragraph; the library joins what the sections name by its keys, as
it does for reports.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.entities.mention import LocalEntity

LONGEST = 60_000
"""Characters of a section: some 10,000 words, more than any but the longest of reports."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report's text."""

    start: int
    """Where it begins in the report, in characters."""
    text: str

    def placed(self, entity: LocalEntity) -> LocalEntity:
        """An entity of the section, its mentions where they are in the report."""
        if not self.start:
            return entity
        mentions = tuple(
            one._replace(start=one.start + self.start, end=one.end + self.start)
            for one in entity.mentions
        )
        return entity._replace(mentions=mentions)


def cut(text: str) -> Iterator[Section]:
    """The sections of a text, in order; one for any but a very long text."""
    start = 0
    while len(text) - start > LONGEST:
        end = start + LONGEST
        for border in ("\n\n", "\n", " "):
            at = text.rfind(border, start + LONGEST // 2, end)
            if at >= 0:
                end = at + len(border)
                break
        yield Section(start, text[start:end])
        start = end
    yield Section(start, text[start:])
