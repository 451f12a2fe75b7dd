"""When Python's collector looks for garbage."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from tui import garbage
from tui.garbage import PAUSE, ROUNDS, SELDOM, Garbage


class Circle:
    """What only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The time, in seconds; the collector is as it was afterwards."""
    time, former, enabled = [100.0], gc.get_threshold(), gc.isenabled()
    monkeypatch.setattr(garbage, "monotonic", lambda: time[0])
    yield time
    gc.unfreeze()
    gc.set_threshold(*former)
    (gc.enable if enabled else gc.disable)()


def old_garbage() -> "weakref.ref[Circle]":
    """What is looked at with everything else only."""
    circle = Circle()
    gc.collect(1)
    return weakref.ref(circle)


def make_rounds(rounds: int) -> list[list[int]]:
    """Objects, so many that the collector looks at the young ones that often."""
    return [[] for _ in range(rounds * SELDOM[0] + SELDOM[0] // 2)]


def test_garbage_is_looked_for_when_nobody_has_pressed_a_key_for_a_while(now: list[float]) -> None:
    looked = Garbage()
    looked.begin()
    waiting, made = old_garbage(), make_rounds(ROUNDS)
    looked.pressed()
    now[0] += PAUSE / 2
    looked.sweep()
    assert waiting() is not None
    now[0] += PAUSE
    looked.sweep()
    assert waiting() is None
    assert made


def test_no_pause_is_taken_where_little_can_wait(now: list[float]) -> None:
    looked = Garbage()
    looked.begin()
    waiting, made = old_garbage(), make_rounds(ROUNDS)
    looked.pressed()
    now[0] += 2 * PAUSE
    looked.sweep()
    assert waiting() is None
    waiting = old_garbage()
    looked.sweep()
    assert waiting() is not None
    assert made
