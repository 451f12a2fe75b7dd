"""What is read of the terminal waits for what was read before, but not for ever."""

from typing import Any

import pytest
from textual import events
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal import stopping
from tui.terminal.backlog import MOST, Backlog
from tui.terminal.stopping import Driver


def key() -> events.Key:
    return events.Key("j", "j")


def test_there_is_room_once_one_message_is_done_with() -> None:
    backlog, sent = Backlog(), [key() for _ in range(MOST)]
    for one in sent:
        backlog.add(one)
    del one
    assert backlog.is_full
    sent.pop()
    assert not backlog.is_full


def test_what_somebody_keeps_for_ever_does_not_keep_keys_from_being_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(LinuxDriver, "send_message", lambda _, message: kept.append(message))
    monkeypatch.setattr(stopping, "_LONGEST", 0.05)
    driver = Driver.__new__(Driver)
    driver._backlog = Backlog()
    driver.exit_event = NeverSet()
    for _ in range(3 * MOST):
        driver.send_message(key())
    assert len(kept) == 3 * MOST


class NeverSet:
    """The event of a driver that goes on."""

    def wait(self, _: float) -> bool:
        return False
