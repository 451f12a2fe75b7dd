"""Signals to stop and to go on that come while another one is acted on."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.stopping import Driver

Meanwhile = dict[str, Callable[[], None]]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the driver did, without a terminal and without stopping the tests."""
    done: list[str] = []
    monkeypatch.setattr(os, "kill", lambda _, number: done.append(signal.Signals(number).name))
    return done


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch, done: list[str]) -> Meanwhile:
    """What happens once while the terminal is given back, or taken."""
    events: Meanwhile = {}

    def doing(name: str) -> Callable[[LinuxDriver], None]:
        def act(_: LinuxDriver) -> None:
            done.append(name)
            events.pop(name, lambda: None)()
            done.append(f"{name} done")

        return act

    monkeypatch.setattr(LinuxDriver, "suspend_application_mode", doing("give back"))
    monkeypatch.setattr(LinuxDriver, "resume_application_mode", doing("take"))
    return events


@pytest.fixture
def driver(meanwhile: Meanwhile, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    """The driver of a reader, which has the terminal."""
    heard = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}

    async def made() -> Driver:
        return Driver(App())

    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr(sys, "__stdin__", nobody)
        yield asyncio.run(made())
    for number, handler in heard.items():
        signal.signal(number, handler)


STOP = ["give back", "give back done", "SIGSTOP"]
GO_ON = ["take", "take done"]


def test_one_after_the_other(driver: Driver, done: list[str]) -> None:
    signal.raise_signal(signal.SIGTSTP)
    assert done == STOP
    signal.raise_signal(signal.SIGCONT)
    assert done == [*STOP, *GO_ON]


def test_it_is_not_stopped_before_it_has_the_terminal(
    driver: Driver, done: list[str], meanwhile: Meanwhile
) -> None:
    signal.raise_signal(signal.SIGTSTP)
    meanwhile["take"] = lambda: signal.raise_signal(signal.SIGTSTP)
    signal.raise_signal(signal.SIGCONT)
    assert done == [*STOP, *GO_ON, *STOP]
    signal.raise_signal(signal.SIGCONT)
    assert done == [*STOP, *GO_ON, *STOP, *GO_ON]


def test_told_twice_to_stop_it_goes_on_when_told_once(
    driver: Driver, done: list[str], meanwhile: Meanwhile
) -> None:
    def twice() -> None:
        signal.raise_signal(signal.SIGTSTP)
        signal.raise_signal(signal.SIGCONT)

    meanwhile["give back"] = twice
    signal.raise_signal(signal.SIGTSTP)
    assert done == [*STOP, *GO_ON]


def test_the_system_may_drop_the_word_to_go_on_before_it_is_heard(
    driver: Driver, done: list[str]
) -> None:
    signal.raise_signal(signal.SIGTSTP)
    signal.raise_signal(signal.SIGTSTP)
    assert done == [*STOP, "SIGSTOP"]
