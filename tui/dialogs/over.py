"""Base classes of the screens over the panes: each gives exactly one answer."""

from typing import Generic

from textual import events
from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.screen import ModalScreen

from tui.commands.habits import unused
from tui.dialogs.styling import style_dialogs
from tui.dialogs.veiled import AnswerT, Ending


class Answering(Ending[AnswerT], Generic[AnswerT]):
    """A screen that closes with its first answer; before it is mounted, and after, keys do nothing.

    Where it is one base of several it is the last, as Textual takes styles from the first only.
    """

    _is_answered = False

    def __init__(
        self,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(name, id, classes)
        style_dialogs(self.app)

    def on_resize(self) -> None:
        """Be painted once what has its size by now has told so: that has it laid out again."""
        self.call_later(self.unveil)

    def dismiss(self, result: AnswerT | None = None) -> AwaitComplete:
        """Answer and go; for a second time it is too late.

        For a screen that has come over this one meanwhile it is too early: Textual would take that.
        """
        if self._is_answered or not self.is_active:
            return AwaitComplete()
        self._is_answered = True
        return super().dismiss(result)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key may act: most do so on widgets, which a new screen has not got yet."""
        is_ready = self.is_mounted or action == "dismiss"
        return is_ready and super().check_action(action, parameters)

    def on_unmount(self) -> None:
        """Let all of it go: Textual keeps how a thousand widgets looked, gone or not.

        And it keeps who watches the theme: a text area does, and would stay until that is another.
        """
        StylesCache.get_inner_outer.cache_clear()
        for watchers in vars(self.app).get("__watchers", {}).values():
            watchers[:] = [one for one in watchers if one[0].is_attached]


class Over(ModalScreen[AnswerT], Answering[AnswerT], Generic[AnswerT]):
    """A screen through which the panes are seen."""

    _was_below: str | None = None
    """What stands at the lower edge of its frame while something is said there."""

    @property
    def is_unsaved(self) -> bool:
        """Whether there is in it what somebody has written, and nobody has kept."""
        return False

    def action_keep(self) -> None:
        """Go with what is written as the answer; of one in which nothing is written, nothing."""
        self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """Say of a key that does nothing that it does not, at the lower edge, until the next."""
        frame = next((one for one in self.query() if one.border_title), None)
        typed = self.focused and self.focused.check_consume_key(event.key, event.character)
        if frame is None or typed:
            return
        if self._was_below is not None:
            frame.border_subtitle, self._was_below = self._was_below, None
        if event.key not in self.active_bindings:
            self._was_below = frame.border_subtitle or ""
            frame.border_subtitle = Content(unused(event.key))

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
