"""A screen that is painted once, when it is complete, and not at each step of its making."""

from typing import Generic, TypeVar

from textual.events import ScreenResume
from textual.screen import Screen

AnswerT = TypeVar("AnswerT")


class Veiled(Screen[AnswerT], Generic[AnswerT]):
    """Fits the terminal from the first, and is painted only once it is unveiled.

    Textual tells a screen the size of the terminal when it has styled and painted it, and then
    styles and paints it again.
    """

    _is_veiled = True

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
