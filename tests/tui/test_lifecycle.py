"""How the terminal is left."""

import os
import pty
import select
import termios
import threading

from tui.lifecycle import take_answer


def test_an_answer_that_comes_late_is_neither_echoed_nor_left_to_the_shell() -> None:
    terminal, ours = pty.openpty()
    before = termios.tcgetattr(ours)
    answers = threading.Timer(0.1, os.write, (terminal, b"\x1b[2;1R"))
    answers.start()
    take_answer(ours, 30.0)
    answers.join()
    assert termios.tcgetattr(ours) == before
    os.write(terminal, b"ls\n")
    assert os.read(ours, 100) == b"ls\n"
    assert os.read(terminal, 100).split() == [b"ls"]
    assert not select.select([terminal], [], [], 0)[0]
    os.close(terminal)
    os.close(ours)
