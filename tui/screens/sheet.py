"""A sheet over the panes: something to read, and a key to put it away."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from articles.files import Skipped
from tui.commands.command import Command, Pane
from tui.commands.table import help_for

SHOWN = 2000
"""More lines than this help nobody; `gazetteer stats` lists them all."""

QUERY_LANGUAGE = (
    ("raqqa airstrike", "both words, also inflected"),
    ("raqqa OR mosul", "either word"),
    ("-mosul", "not this word"),
    ('"de facto capital"', "these words in this order"),
    ("IS, WHO", "capitals: exactly these letters"),
    ("airstr*", "words that begin so"),
    ("title: source: author:", "only in that field"),
    ("date:2015-11..2016-03", "a day, month, year, range; date:none"),
    ('entity:"Le Drian"', "reports that mention this entity"),
)


class Sheet(ModalScreen[None]):
    """Shows a text until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,enter,question_mark,f1,exclamation_mark", "dismiss", "Close"),
        ("j,down", "scroll(1)", "Down"),
        ("k,up", "scroll(-1)", "Up"),
        ("space,pagedown", "scroll(10)", "Page down"),
        ("b,pageup", "scroll(-10)", "Page up"),
    ]

    def __init__(self, title: str, text: Content) -> None:
        """Show `text` under `title`; neither is ever read as markup."""
        super().__init__()
        self._title = title
        self.text = text

    def compose(self) -> ComposeResult:
        """One scrolling text in a frame."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Content(self._title)
            sheet.border_subtitle = Content("Esc closes")
            yield Static(self.text)

    def action_scroll(self, lines: int) -> None:
        """Scroll so many lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def help_sheet(pane: Pane) -> Sheet:
    """The keys that work in `pane`, and the query language."""
    lines: list[Content] = []
    for group, commands in help_for(pane):
        lines += [Content.styled(group, "bold"), *map(_key_line, commands), Content("")]
    lines.append(Content.styled("What can be searched for", "bold"))
    lines += [Content(f"  {typed:<23} {means}") for typed, means in QUERY_LANGUAGE]
    return Sheet(f"Keys: {pane}", Content("\n").join(lines))


def _key_line(command: Command) -> Content:
    return Content(f"  {command.shown_keys:<18} {command.help}")


def skipped_sheet(skipped: Sequence[Skipped]) -> Sheet:
    """The files that gave nothing, each with its reason."""
    lines = [Content.assemble(one.path, "  ", (one.reason, "dim")) for one in skipped[:SHOWN]]
    if len(skipped) > SHOWN:
        lines.append(Content(f"… and {len(skipped) - SHOWN} more: gazetteer stats"))
    text = Content("\n").join(lines) if lines else Content("Everything here could be read.")
    return Sheet(f"Skipped files: {len(skipped)}", text)
