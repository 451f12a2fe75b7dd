"""How the terminal is left."""

import os
import pty
import select
import subprocess
import sys
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


def test_a_signal_after_the_reader_interrupts_what_is_left_at_once() -> None:
    code = (
        "import asyncio, os, signal; from tui.lifecycle import on_signals\n"
        "async def read(): on_signals(print, lambda: False, None)\n"
        "asyncio.run(read())\n"
        "try: os.kill(os.getpid(), signal.SIGTERM); signal.pause()\n"
        "except KeyboardInterrupt: print('interrupted')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, b"interrupted\n"), ended.stderr
