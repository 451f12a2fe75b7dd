"""Decorators that run a feature's method as a worker of the screen it stands on."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import partial, wraps
from typing import Concatenate, Final, ParamSpec, Protocol, TypeAlias, TypeVar

from textual.screen import Screen
from textual.worker import Worker

from tui.dialogs.veiled import AnswerT

AWAY: Final = "away"
"""The group of workers that wait for a program which has the terminal."""

LISTING: Final = "listing"
"""The group of workers that list for an export, which of many reports takes a while."""

TEACHING: Final = "teaching"
"""The group of workers that have something hold that is said of somebody."""

TYPING: Final = 0.15
"""Seconds in which another letter may follow; what takes long is looked for only after them."""

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class Works(Protocol):
    """Runs workers."""

    def run_worker(
        self,
        work: Callable[[], Coroutine[None, None, _Result]] | Awaitable[_Result],
        name: str | None = "",
        group: str = "default",
        *,
        exclusive: bool = False,
    ) -> Worker[_Result]:
        """Run work beside everything else; `exclusive` ends what its group does."""


class Asks(Works, Protocol):
    """Puts screens over the panes, and keeps the keys that are typed for them meanwhile."""

    def will_ask(self, worker: Worker[None]) -> None:
        """Keys are meant for what this worker asks, until it has asked or is at its end."""

    async def asked(self, screen: Screen[AnswerT], *, more: bool = False) -> AnswerT | None:
        """What is answered; None too where nobody is asked. `more` if more is asked at once."""

    def put_over(
        self, screen: Screen[AnswerT], told: Callable[[AnswerT | None], None] | None = None
    ) -> None:
        """Put a screen over the panes, and have its answer told."""


class _Working(Protocol):
    """A feature that has workers."""

    @property
    def reader(self) -> Works:
        """What it stands on."""


class _Asking(Protocol):
    """A feature that asks."""

    @property
    def reader(self) -> Asks:
        """What it stands on."""


_WorkingT = TypeVar("_WorkingT", bound=_Working)
_AskingT = TypeVar("_AskingT", bound=_Asking)
_FeatureT = TypeVar("_FeatureT", bound=_Working)

_Method: TypeAlias = "Callable[Concatenate[_FeatureT, _Given], Coroutine[None, None, None]]"
"""A method of a feature that takes a while."""
_Begun: TypeAlias = "Callable[Concatenate[_FeatureT, _Given], Worker[None]]"
"""The same method once it is called by a key: a worker does it, and is handed back."""


def working(
    group: str, *, exclusive: bool = False
) -> "Callable[[_Method[_WorkingT, _Given]], _Begun[_WorkingT, _Given]]":
    """Make a worker of a feature's method, as Textual's `work` does of a widget's.

    Args:
        group: Of the worker.
        exclusive: Whether it ends those of its group.
    """

    def made(method: "_Method[_WorkingT, _Given]") -> "_Begun[_WorkingT, _Given]":
        @wraps(method)
        def begun(
            feature: _WorkingT, /, *args: _Given.args, **named: _Given.kwargs
        ) -> Worker[None]:
            doing = partial(method, feature, *args, **named)
            return feature.reader.run_worker(doing, method.__name__, group, exclusive=exclusive)

        return begun

    return made


def asking(
    group: str = "asked", *, exclusive: bool = False
) -> "Callable[[_Method[_AskingT, _Given]], _Begun[_AskingT, _Given]]":
    """Make a worker of a method that comes to ask something: keys are kept for the question.

    Args:
        group: Of the worker.
        exclusive: Whether it ends those of its group.
    """

    def made(method: "_Method[_AskingT, _Given]") -> "_Begun[_AskingT, _Given]":
        begin = working(group, exclusive=exclusive)(method)

        @wraps(method)
        def begun(feature: _AskingT, /, *args: _Given.args, **named: _Given.kwargs) -> Worker[None]:
            worker = begin(feature, *args, **named)
            feature.reader.will_ask(worker)
            return worker

        return begun

    return made
