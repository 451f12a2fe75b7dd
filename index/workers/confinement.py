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
from typing import Final

MEMORY: Final = 512 << 20
"""Bytes of address space."""
DOCUMENT: Final = 4
"""The descriptor that a document gets: the one after the standard ones and the parent's."""

_SET_PARENT_DEATH_SIGNAL, _SET_DUMPABLE, _SET_FILTER, _NO_NEW_PRIVILEGES = 1, 4, 22, 38
_FILTER_MODE = 2
_NEW_USER, _NEW_NETWORK, _NEW_IPC = 0x10000000, 0x40000000, 0x08000000
_THREAD = 0x10000
"""The flag that tells a new thread from a new process."""

_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The kernel's name of a processor, and which column of the table counts."""
_REFUSED: Final = {
    "open": (2, None), "creat": (85, None), "openat": (257, 56), "openat2": (437, 437),
    "open_by_handle_at": (304, 265), "socket": (41, 198), "socketpair": (53, 199),
    "connect": (42, 203), "bind": (49, 200), "fork": (57, None), "vfork": (58, None),
    "execve": (59, 221), "execveat": (322, 281), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kill": (62, 129),
    "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438), "unlink": (87, None), "unlinkat": (263, 35), "rename": (82, None),
    "renameat": (264, 38), "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37),
    "symlink": (88, None), "symlinkat": (266, 36), "mkdir": (83, None), "mkdirat": (258, 34),
    "rmdir": (84, None), "mknod": (133, None), "mknodat": (259, 33), "chmod": (90, None),
    "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None), "lchown": (94, None),
    "fchown": (93, 55), "fchownat": (260, 54), "truncate": (76, 45), "ftruncate": (77, 46),
    "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "chdir": (80, 49), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "unshare": (272, 97), "setns": (308, 268),
    "memfd_create": (319, 279), "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190),
}  # fmt: skip
"""Calls that parsing does not need, by their numbers on either processor."""
_CLONE: Final = (56, 220)
_CLONE3: Final = (435, 435)
_PRLIMIT: Final = (302, 261)

_LOAD, _EQUAL, _ALL_BITS, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026
"""Let it pass; "operation not permitted"; "no such call", so that libc takes the older one."""
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Where in a call's description they lie."""


def end_with_parent(parent: int) -> None:
    """Ask to be killed when the parent ends; for where the kernel can be asked."""
    if sys.platform == "linux":
        _control(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def limit() -> None:
    """Take no more than a share of the machine, and write nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _lower(resource.RLIMIT_AS, MEMORY)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)


def renounce() -> None:
    """Give up everything else, for good; what is to be loaded is loaded.

    What a system cannot refuse is left to the others: none is relied on alone.
    """
    _lower(resource.RLIMIT_NOFILE, DOCUMENT + 1)
    _lower(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":
        _control(_SET_DUMPABLE, 0)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_IPC)
        _control(_NO_NEW_PRIVILEGES, 1)
        _refuse_calls()


def allow_seconds(seconds: int) -> None:
    """Let the process compute for so long from now on, no longer."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (wanted, most))


def _lower(kind: int, wanted: int) -> None:
    _, most = resource.getrlimit(kind)
    value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    try:
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError):  # macOS knows some limits by name only
        return


def _control(option: int, value: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def _refuse_calls() -> None:
    """Have the kernel refuse the calls above, if it can and we know its processor."""
    machine = _ARCHITECTURES.get(platform.machine())
    if machine is None:
        return
    program = b"".join(_program(*machine))
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    kept = ctypes.create_string_buffer(header, len(header))
    ctypes.CDLL(None, use_errno=True).prctl(_SET_FILTER, _FILTER_MODE, kept, 0, 0)


def _program(architecture: int, column: int) -> list[bytes]:
    """The filter, an instruction of the kernel's packet filter a piece."""
    made = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_LOAD, _NUMBER),
        # a process may not be made, a thread may
        _step(_EQUAL, _CLONE[column], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ALL_BITS, _THREAD, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
        # limits of other processes are none of its business
        _step(_EQUAL, _PRLIMIT[column], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_EQUAL, 0, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
        _step(_EQUAL, _CLONE3[column], 0, 1),
        _step(_RETURN, _UNKNOWN),
    ]
    for numbers in _REFUSED.values():
        if (number := numbers[column]) is not None:
            made += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _REFUSE)]
    if architecture == _ARCHITECTURES["x86_64"][0]:
        # the same calls under the numbers of another convention
        made += [_step(_ALL_BITS, 0x40000000, 0, 1), _step(_RETURN, _REFUSE)]
    return [*made, _step(_RETURN, _ALLOW)]


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
