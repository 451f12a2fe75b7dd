"""Files without a report, reports with an absurd date, corrections that no longer apply."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

from textual.content import Content

from tui.features.ground import AtDesk, Keyed
from tui.features.notebook import Notebook
from tui.features.working import Asks, asking

if TYPE_CHECKING:
    from articles.collection import files
    from index.mentions.judging_here import Lost
    from tui.dialogs.sheet import Sheet

SHOWN: Final = 2000
"""More lines than this help nobody; `gazetteer stats` lists them all."""


class Ground(AtDesk, Keyed, Asks, Protocol):
    """What it is listed over."""


class Skipped:
    """Lists them, and takes corrections back."""

    def __init__(self, reader: Ground, notebook: Notebook) -> None:
        """List it over `reader`; `notebook` takes back what holds nowhere."""
        self.reader, self._notebook = reader, notebook

    async def where_nothing_is(self) -> str:
        """What is said where there are no reports; of what was skipped, if anything was."""
        key = self.reader.keymap.first("skipped") or "gazetteer stats"
        lists = f"; {key} lists what was skipped, and why"
        return f"No reports here{lists if await self.reader.desk.lookup.skipped() else ''}"

    @asking()
    async def show(self) -> None:
        """List what could not be read, and what was said of mentions that are not there."""
        reader = self.reader
        if reader.desk.is_open:
            lookup = reader.desk.lookup
            lost = [one.told for one in await self._notebook.kept(reader.desk.keeper.lost()) or ()]
            sheet = _sheet(await lookup.skipped(), await lookup.absurdly_dated(), lost)
            if lost:
                sheet.offer(reader.keymap.keys["undo"], "takes back", self.show_lost)
            reader.put_over(sheet)

    @asking("kept")
    async def show_lost(self) -> None:
        """What was said of mentions that are not there: take it back."""
        from tui.dialogs.listing import Listing

        reader = self.reader
        row = 0
        while True:
            lost = await self._notebook.kept(reader.desk.keeper.lost())
            if lost is None:
                return
            title, empty = f"Holds nowhere: {len(lost):,}", "All that you said of mentions holds"
            rows = [_row(one) for one in lost]
            listing = Listing(title, rows, (), empty, row, opens="take it back")
            choice = await reader.asked(listing, more=True)
            if choice is None or not 0 <= choice.row < len(lost):
                return
            row = choice.row
            undone = await self._notebook.kept(reader.desk.keeper.undo(lost[row].number))
            if undone:
                said, names = await reader.desk.keeper.told(undone[0].act)
                reader.status_line.say(f"Taken back: {said}", names)


def _row(lost: "Lost") -> Content:
    return Content.assemble(lost.judgement.described(), (f"  {lost.why}", "dim"))


def _sheet(
    skipped: "Sequence[files.Skipped]", absurd: Sequence[tuple[str, str]], lost: Sequence[str]
) -> "Sheet":
    """The files that gave nothing, each with its reason; dates not taken; words that hold nowhere.

    Args:
        skipped: The files.
        absurd: Reports that state a date of which none can be: their ids, and what they state.
        lost: What was said of single mentions that are not to be found, a line each.
    """
    from tui.dialogs.sheet import Sheet
    from tui.page.lazy_rows import LazyRows

    lines = [(one.path, one.reason) for one in skipped[:SHOWN]]
    if len(skipped) > SHOWN:
        lines.append((f"… and {len(skipped) - SHOWN} more: gazetteer stats", ""))
    lines = lines or [("Everything here could be read.", "")]
    if absurd:
        count = "1 report gives" if len(absurd) == 1 else f"{len(absurd):,} reports give"
        lines += [("", ""), (f"{count} an absurd date, which is not taken:", "")]
        lines += absurd[:SHOWN]
    if lost:
        lines += [("", ""), *((one, "") for one in lost[:SHOWN])]
    return Sheet(f"Skipped files: {len(skipped)}", LazyRows(lines, _line))


def _line(said: tuple[str, str]) -> Content:
    """What is said, and beside it why."""
    return Content.assemble(said[0], *((f"  {why}", "dim") for why in said[1:] if why))
