"""What all screens over the panes share: each gives one answer, however fast keys come."""

from typing import Generic, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Over(ModalScreen[Answer], Generic[Answer]):
    """A screen over the panes that goes with its first answer; later keys and clicks do nothing."""

    _is_answered = False

    @property
    def is_unsaved(self) -> bool:
        """Whether there is in it what somebody has written, and nobody has kept."""
        return False

    def action_keep(self) -> None:
        """Go with what is written as the answer; of one in which nothing is written, nothing."""
        self.dismiss()

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer and go; for a second time it is too late."""
        if self._is_answered:
            return AwaitComplete()
        self._is_answered = True
        return super().dismiss(result)

    def on_click(self, event: events.Click) -> None:
        """A click beside it, or on its lower edge, which says Esc, puts it away as that does."""
        widget = event.widget
        is_edge = (
            widget is not None
            and widget.border_subtitle
            and event.screen_y == widget.region.bottom - 1
        )
        if widget is self or is_edge:
            self.dismiss()
