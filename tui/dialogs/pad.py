"""The clips over the panes: which there are, and what has become of them in the files."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from textual import work
from textual.content import Content

from tui.background.placed import Placed
from tui.background.verifying import Verdict
from tui.commands.hints import KeyHint
from tui.desk.kept import clip_row, pad_title
from tui.dialogs.listing import Listing
from tui.page.lazy_rows import LazyRows

Verdicts = Mapping[str, Verdict]
"""What has become of clips, by their own ids."""

_VERBS: Final = (
    KeyHint("d", "remove", "remove"),
    KeyHint("x", "export", "export"),
    KeyHint("v", "verify", "verify"),
)
_EMPTY: Final = "No clips yet: c puts the paragraph you read here, with its citation"


class Pad(Listing):
    """Lists the clips, and says of each what `v` finds while one looks at them."""

    def __init__(
        self,
        clips: Sequence[Placed],
        checked: Verdicts,
        row: int,
        verify: Callable[[], Awaitable[Verdicts | None]],
    ) -> None:
        """List `clips`.

        Args:
            clips: What is on the pad.
            checked: What is known of them already.
            row: The one to begin at.
            verify: Holds them against the files; None where that cannot be done.
        """
        rows = _rows(clips, checked)
        super().__init__(pad_title(clips, checked), rows, _VERBS, _EMPTY, row)
        self.checked = checked
        """What is known of them by now."""
        self._clips, self._verify = clips, verify

    def do(self, verb: str) -> None:
        """Hand back what is wanted; what holds them against the files needs nobody else."""
        if verb != "verify":
            super().do(verb)
        elif self._clips:
            self._hold_against_files()

    @work(exclusive=True)
    async def _hold_against_files(self) -> None:
        title = pad_title(self._clips, {})
        self.retitle(f"{title} · held against the files…")
        checked = await self._verify()
        if checked is None:
            self.retitle(f"{title} · the files could not be looked through")
            return
        self.checked = checked
        self.retitle(pad_title(self._clips, checked))
        self.show(_rows(self._clips, checked))


def _rows(clips: Sequence[Placed], checked: Verdicts) -> Sequence[Content]:
    return LazyRows(clips, lambda clip: clip_row(clip, checked))
