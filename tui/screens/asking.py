"""Asking something by a screen over the panes, and keys typed before that has come.

Before something can be asked the library, the notebook or another process has to be looked into.
What is typed meanwhile is meant for the question: `type_ahead` keeps it until that is there.
"""

from collections.abc import Callable, Sequence

from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from tui.dialogs.veiled import AnswerT, Ending


class AskingScreen(Ending[None]):
    """A screen that asks by screens put over it, most of them after something was looked up."""

    def __init__(self, never_mind: Sequence[str]) -> None:
        """Call off what was about to be asked at the keys `never_mind`."""
        super().__init__()
        self.never_mind = never_mind
        self.asks = True
        """Whether questions may come still; not once the reader ends."""
        self._about_to_ask: set[Worker[None]] = set()
        self._answered: set[Worker[None]] = set()
        """Those of them that have asked already, and do what was answered."""
        self._called_off: set[Worker[None]] = set()
        """Those that are to ask no more."""

    @property
    def is_about_to_ask(self) -> bool:
        """Whether something is on its way over this screen that keys are meant for."""
        self._about_to_ask = {one for one in self._about_to_ask if not one.is_finished}
        return bool(self._about_to_ask)

    def call_off(self) -> None:
        """Ask nothing of what was about to be asked; what was answered is done all the same."""
        for worker in self._about_to_ask - self._answered:
            worker.cancel()
        self._called_off |= self._about_to_ask & self._answered
        self._about_to_ask.clear()

    def will_ask(self, worker: Worker[None]) -> None:
        """Keys are meant for what this worker asks, until it has asked or is at its end."""
        self._about_to_ask.add(worker)

    async def asked(self, screen: Screen[AnswerT], *, more: bool = False) -> AnswerT | None:
        """What is answered to a screen over the panes; None where another has come meanwhile.

        None too once the reader ends: nobody is there to answer.

        Args:
            screen: What asks.
            more: Whether something else is asked at once after most answers.
        """
        worker = get_current_worker()
        if not self.is_active or not self.asks or worker in self._called_off:
            return None
        answer: AnswerT = await self.app.push_screen_wait(screen)
        if more:
            self._answered = {one for one in self._answered if not one.is_finished} | {worker}
            self.will_ask(worker)
        else:
            self._about_to_ask.discard(worker)  # it may have more to do
        return answer

    def put_over(
        self, screen: Screen[AnswerT], told: Callable[[AnswerT | None], None] | None = None
    ) -> None:
        """Put a screen over the panes, and have its answer told, unless another has come."""
        if self.is_active:
            self.app.push_screen(screen, told)
