"""What a process that parses untrusted files gives up before it sees the first of them.

On Linux the kernel refuses it every file, connection, signal and process from then on; elsewhere
limits alone do: no descriptor is left for anything that it might open.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from contextlib import suppress
from typing import Final

from index.workers import system_calls

MEMORY: Final = 512 << 20
"""Bytes of address space."""
DOCUMENT: Final = 4
"""The descriptor that a document gets: the one after the standard ones and the parent's."""

_SET_PARENT_DEATH_SIGNAL, _SET_DUMPABLE, _SET_FILTER, _NO_NEW_PRIVILEGES = 1, 4, 22, 38
_FILTER_MODE = 2
_NEW_USER, _NEW_NETWORK, _NEW_IPC = 0x10000000, 0x40000000, 0x08000000


def end_with_parent(parent: int) -> None:
    """Ask to be killed when the parent ends; for where the kernel can be asked."""
    if sys.platform == "linux":
        _control(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def limit() -> None:
    """Take no more than a share of the machine, and write nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lower(resource.RLIMIT_AS, MEMORY)
    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, 0)


def renounce() -> None:
    """Give up everything else, for good; what is to be loaded is loaded.

    What a system cannot refuse is left to the others: none is relied on alone.
    """
    lower(resource.RLIMIT_NOFILE, DOCUMENT + 1)
    lower(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":
        _control(_SET_DUMPABLE, 0)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_IPC)
        _control(_NO_NEW_PRIVILEGES, 1)
        _refuse_calls()


def allow_seconds(seconds: int) -> bool:
    """Let the process compute for so long from now on, no longer.

    Returns:
        Whether it may: the system may let it compute for less (`ulimit -t`).
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime) + 1 + seconds
    # At the very last second the system kills without saying why.
    may = wanted if most == resource.RLIM_INFINITY else min(wanted, max(most - 1, 1))
    resource.setrlimit(resource.RLIMIT_CPU, (may, most))
    return may == wanted


def lower(kind: int, wanted: int, *, for_good: bool = True) -> None:
    """Lower a limit of this process, where the system lets it: macOS knows some by name only.

    Args:
        kind: Which, a constant of `resource`.
        wanted: What it shall be, if it is not lower already.
        for_good: Whether the process cannot raise it again.
    """
    _, most = resource.getrlimit(kind)
    value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    _set(kind, value, value if for_good else most)


def lift(kind: int) -> None:
    """Raise a limit again that was not lowered for good."""
    _, most = resource.getrlimit(kind)
    _set(kind, most, most)


def _set(kind: int, value: int, most: int) -> None:
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (value, most))


def _control(option: int, value: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def _refuse_calls() -> None:
    """Have the kernel refuse calls, if it can and we know its processor."""
    program = system_calls.refusing(platform.machine())
    if not program:
        return
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    kept = ctypes.create_string_buffer(header, len(header))
    ctypes.CDLL(None, use_errno=True).prctl(_SET_FILTER, _FILTER_MODE, kept, 0, 0)
