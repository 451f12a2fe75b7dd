"""The user's notebook, loaded only when it is first needed: after the first list is drawn."""

import asyncio
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from index.notebook.marking import Marking

if TYPE_CHECKING:  # the first list does without, and is drawn sooner for it
    from tui.background.keeping import Keeper


class UserNotebook:
    """The user's notebook on a collection, loaded when it is first asked for."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        """Take the notebook of `collection`, whose library is kept under `base`."""
        self._collection, self._base = collection, base
        self._keeper: Keeper | None = None

    async def load(self) -> None:
        """Load what keeps it, in a thread, so that no key waits."""
        if self._keeper is None:
            await asyncio.to_thread(import_module, "tui.background.keeping")

    @property
    def keeper(self) -> "Keeper":
        """The notebook itself."""
        if self._keeper is None:
            from tui.background.keeping import Keeper  # noqa: PLC0415 - see above

            self._keeper = Keeper(self._collection, self._base)
        return self._keeper

    def of(self, number: int) -> Marking | None:
        """What holds of a report, as far as is known by now; None before anybody has looked."""
        return None if self._keeper is None else self._keeper.marking(number)

    async def close(self) -> None:
        """Finish what is being written, and let the notebook go."""
        if self._keeper is not None:
            await asyncio.to_thread(self._keeper.close)
