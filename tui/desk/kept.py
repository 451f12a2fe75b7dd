"""Notes, clips and saved searches as rows of the lists that show them. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from textual.content import Content

from articles.clean import clean, clean_line
from articles.quotation import Fate
from articles.wording import Side, sides
from index.notebook.acts import Clip, Note
from tui.background.answers import Saved
from tui.background.placed import Placed
from tui.background.verifying import Verdict
from tui.page.cells import cut_words

_SHOWN: Final = 300
"""Columns of a quotation or note that a list shows."""


def _short(text: str) -> str:
    return cut_words(clean_line(text[: 2 * _SHOWN]), _SHOWN)


def _gone(placed: Placed) -> str:
    """What has to be said of where it stands; empty if it is where it was."""
    if placed.number is None:
        return "no longer in the collection"
    return "its passage is gone" if placed.fate is Fate.MISSING else ""


def note_row(placed: Placed) -> Content:
    """A note with its report and the words that it is on."""
    note = placed.act
    assert isinstance(note, Note)
    gone = _gone(placed)
    head = [(f"{gone} · " if gone else "", "$text-error"), (note.title or note.report.id, "bold")]
    quote = note.quotation
    quoted = [f"\n  “{_short(quote.text)}”"] if quote else []
    lines = [f"\n  {line}" for line in _lines(note.note)]
    return Content.assemble(*head, *((one, "dim") for one in quoted), *lines)


def _lines(text: str) -> list[str]:
    return [_short(line) for line in text.split("\n") if line.strip()][:8]


def clip_row(placed: Placed, verdicts: Mapping[str, Verdict]) -> Content:
    """A clip with its citation; of one that was changed, its words now beside those it had."""
    clip = placed.act
    assert isinstance(clip, Clip)
    verdict = verdicts.get(clip.item)
    facts = " · ".join(filter(None, (clip.source, clip.date or "no date", clip.report.id)))
    about = [*_fate(placed, verdict), (f"{clip.title}\n", "bold"), (f"  {facts}", "dim")]
    if verdict is None or not verdict.is_reworded:
        return Content.assemble(f"“{_short(clip.quotation.text)}”", *about)
    was, now = sides(verdict.wording)
    return Content.assemble(
        ("was ", "dim"), *_side(was, "$text-error"), "\n",
        ("now ", "dim"), *_side(now, "$text-success"), *about,
    )  # fmt: skip


def _fate(placed: Placed, verdict: Verdict | None) -> Iterator[tuple[str, str]]:
    """What has become of it, before its title, where no wrapping hides it."""
    yield "\n  ", ""
    if verdict is None:
        yield f"{gone} · " if (gone := _gone(placed)) else "", "$text-error"
        return
    colour = "$text-success" if verdict.fate is Fate.UNCHANGED else "$text-error"
    why = ""
    if verdict.fate is Fate.MISSING:
        why = ": its words are gone" if verdict.is_there else ": no longer in the collection"
    yield f"{verdict.fate.value}{why} · ", colour


def _side(side: Sequence[Side], colour: str) -> Iterator[tuple[str, str]]:
    """One wording, short, with what differs in it marked also without colour."""
    yield "“", ""
    room = 2 * _SHOWN
    for one in side:
        text = clean(one.text[: 4 * _SHOWN])
        yield cut_words(text, max(1, room)), f"{colour} bold" if one.differs else ""
        room -= len(one.text)
        if room < 0:
            break
    yield "”", ""


def pad_title(clips: Sequence[Placed], verdicts: Mapping[str, Verdict]) -> str:
    """How many clips there are, and which fate they have: `Pad: 3 · 2 unchanged, 1 changed`."""
    items = [clip.act.item for clip in clips if isinstance(clip.act, Clip)]
    counts = Counter(verdicts[item].fate for item in items if item in verdicts)
    told = ", ".join(f"{counts[fate]:,} {fate}" for fate in Fate if counts[fate])
    return f"Pad: {len(clips):,}{' · ' if told else ''}{told}"


def search_row(one: Saved) -> Content:
    """A saved search with what is new in it."""
    new = f"+{one.new:,} new" if one.new else "nothing new"
    found = one.problem or f"{new} of {one.found:,}"
    style = "$text-accent bold" if one.new else "dim"
    return Content.assemble((one.name, "bold"), "  ", (found, style), (f"\n  {one.query}", "dim"))
