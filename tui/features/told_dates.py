"""The days that the open report tells from its own: "Friday", "last month", resolved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from textual.content import Content

from articles.article import Article
from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, Opens, Stands
from tui.features.working import Asks, asking

if TYPE_CHECKING:
    from articles.dates.relative_dates import RelativeDate

_AROUND = 60
"""Characters before and after that are shown of each."""


class Ground(AtDesk, InPanes, Opens, Stands, Asks, Protocol):
    """What one goes to a day in."""


class ToldDates:
    """Lists resolved dates, and goes to where they stand."""

    def __init__(self, reader: Ground) -> None:
        """List those of what `reader` has open."""
        self.reader = reader

    @asking("told", exclusive=True)
    async def show(self) -> None:
        """List the days told relatively, as resolved by the report's own; go to one."""
        reader, report = self.reader, self.reader.desk.report
        if report is None:
            reader.status_line.say("No report is open")
            return
        from articles.dates.relative_dates import LONGEST
        from tui.dialogs.listing import OPEN, Listing

        article, date = report.article, report.article.date
        told = await reader.desk.lookup.told(article)
        if date is None or not told:
            why = "tells no day from its own" if date else "has no date to tell others by"
            if date and len(date.value) < len("2016-05-06"):
                why = f"is of {date.value}: its own day is not known, so no other is"
            reader.status_line.say(f"This report {why}")
            return
        cut = f" (of the first {LONGEST:,} characters)" if len(article.text) > LONGEST else ""
        title = f"Resolved by {date.value}, {date.basis.told}: {len(told):,}{cut}"
        listing = Listing(title, _rows(article, told), (), "")
        choice = await reader.asked(listing)
        if choice is None or choice.verb != OPEN:
            return
        if not reader.lies_open(report):
            reader.status_line.say("The report whose days these were is no longer open")
            return
        chosen = told[choice.row]
        reader.jump_from_here()
        reader.enter(Pane.READING)
        said = article.text[slice(*chosen.span)]
        reader.arrive(chosen.span, f"{said} [{chosen.value}], resolved by {date.value}")


def _rows(article: Article, told: "Sequence[RelativeDate]") -> list[Content]:
    """Each with its resolved day, and the words around it."""
    rows = []
    for one in told:
        before = article.text[max(0, one.span.start - _AROUND) : one.span.start]
        after = article.text[one.span.end : one.span.end + _AROUND]
        rows.append(
            Content.assemble(
                (article.text[slice(*one.span)], "bold"),
                (f" [{one.value}]", "$text-accent"),
                (f"\n  …{_line(before)}", "dim"),
                article.text[slice(*one.span)],
                (f"{_line(after)}…", "dim"),
            )
        )
    return rows


def _line(text: str) -> str:
    return text.replace("\n", " ")
