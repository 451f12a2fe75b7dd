"""Screens that fit the terminal, are painted once, complete, and end what goes on in them."""

from typing import Generic, TypeVar

from textual import on
from textual.events import Resize, ScreenResume
from textual.geometry import Size
from textual.messages import Prune
from textual.screen import Screen

AnswerT = TypeVar("AnswerT")


class Fitted(Screen[AnswerT], Generic[AnswerT]):
    """Fits the terminal as it is, from the first."""

    def __init__(
        self,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(name, id, classes)
        self._fit()

    def _fit(self) -> None:
        """Have the classes of the terminal's size before anything is styled, not after."""
        app = self.app
        for size, breakpoints in (
            (app.size.width, app.HORIZONTAL_BREAKPOINTS),
            (app.size.height, app.VERTICAL_BREAKPOINTS),
        ):
            fitting = [name for least, name in sorted(breakpoints or []) if size >= least]
            self.add_class(*fitting[-1:], update=False)

    @on(Resize)
    def _be_told_the_latest(self, event: Resize) -> None:
        """Be laid out for the terminal as it is by now, not as it was when this was told.

        Each layout in another size tells the screen its size again. Where two are told at once, as
        of a terminal that changes while the screen comes up, each would follow the other for ever.
        """
        event.size = self.app.size

    def _screen_resized(self, size: Size) -> None:
        """Be laid out again only in another size: each layout tells the screen its own."""
        if size != self.outer_size:
            super()._screen_resized(size)


class Veiled(Fitted[AnswerT], Generic[AnswerT]):
    """Is painted only once it is unveiled.

    Textual tells a screen the size of the terminal when it has styled and painted it, and then
    styles and paints it again.
    """

    _is_veiled = True

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Style nothing again that was styled as it was mounted, a moment ago."""
        if not self.stack_updates:
            event.refresh_styles = False

    def unveil(self) -> None:
        """Be painted from now on."""
        if self._is_veiled:
            self._is_veiled = False
            self.refresh()

    def _compositor_refresh(self) -> None:
        """Paint nothing while veiled.

        Textual paints after each change of size while a screen comes up, batched or not.
        """
        if not self._is_veiled:
            super()._compositor_refresh()


class Ending(Veiled[AnswerT], Generic[AnswerT]):
    """A screen whose workers end before its widgets are removed.

    Its widgets go before it does, and Textual ends what goes on in it only after that.
    """

    async def on_prune(self, event: Prune) -> None:  # noqa: ARG002  Textual's, called beside it
        """End what would look for widgets that are gone, and let go of how they look."""
        self.workers.cancel_node(self)
        for widget in (self, *self.query()):
            widget._styles_cache.clear()  # noqa: SLF001 - Textual clears its others
