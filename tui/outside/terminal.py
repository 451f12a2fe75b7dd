"""Control sequences written to the terminal directly, past everything that is drawn."""

from typing import Any, Protocol, runtime_checkable

from textual.app import App

_MOUSE = "\x1b[?1000{0}\x1b[?1003{0}\x1b[?1015{0}\x1b[?1006{0}"
"""The modes by which a terminal reports the mouse, as Textual sets them; `h` is on, `l` off."""


@runtime_checkable
class Lending(Protocol):
    """An application that leaves its terminal to other programs."""

    is_lent: bool
    """Whether one of them has it."""


def is_lent(app: App[Any]) -> bool:
    """Whether another program has the terminal of an application."""
    return isinstance(app, Lending) and app.is_lent


def write(app: App[Any], sequence: str) -> None:
    """Write a sequence that the terminal obeys; nothing where there is no terminal."""
    driver = app._driver  # noqa: SLF001 - Textual has no other way, but for its own OSC 52
    if driver is not None and not app.is_headless:
        driver.write(sequence)
        driver.flush()


def take_mouse(app: App[Any], taken: bool) -> None:
    """Take the mouse, or leave it to the terminal, which then selects and pastes by itself."""
    driver = app._driver  # noqa: SLF001 - it takes the mouse again when it comes back from elsewhere
    if driver is not None:
        driver._mouse = taken  # noqa: SLF001
        write(app, _MOUSE.format("h" if taken else "l"))
