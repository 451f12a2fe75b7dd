"""Which calls the kernel refuses a parser, as a program of its packet filter (seccomp).

Of the calls that Linux had before all processors began to count alike, in 2019, none will ever be
added: those that reach a file, another process or the machine are refused, by name. Of the later
ones, and of all that are still to come, none is let through: libc asks for nothing newer without
knowing how to go on without it.
"""

import struct
from typing import Final

_ARCHITECTURES: Final = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The kernel's name of a processor, and which column of the tables counts."""
_REFUSED: Final = {
    "open": (2, None), "creat": (85, None), "openat": (257, 56),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "socket": (41, 198),
    "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "fork": (57, None), "vfork": (58, None),
    "execve": (59, 221), "execveat": (322, 281), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "unlink": (87, None),
    "unlinkat": (263, 35), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37), "symlink": (88, None),
    "symlinkat": (266, 36), "mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None),
    "mknod": (133, None), "mknodat": (259, 33), "chmod": (90, None), "fchmod": (91, 52),
    "fchmodat": (268, 53), "chown": (92, None), "lchown": (94, None), "fchown": (93, 55),
    "fchownat": (260, 54), "truncate": (76, 45), "ftruncate": (77, 46), "fallocate": (285, 47),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None),
    "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "chdir": (80, 49), "fchdir": (81, 50), "swapon": (167, 224), "swapoff": (168, 225),
    "acct": (163, 89), "quotactl": (179, 60), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "fanotify_init": (300, 262), "inotify_init": (253, None),
    "inotify_init1": (294, 26), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "unshare": (272, 97), "setns": (308, 268),
    "memfd_create": (319, 279), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195),
    "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "semget": (64, 190), "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192),
    "mq_open": (240, 180), "mq_unlink": (241, 181), "ioctl": (16, 29), "flock": (73, 32),
    "setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119), "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274), "migrate_pages": (256, 238), "move_pages": (279, 239),
    "personality": (135, 92), "reboot": (169, 142), "sethostname": (170, 161),
    "setdomainname": (171, 162), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "syslog": (103, 116), "setpgid": (109, 154),
    "setsid": (112, 157), "sync": (162, 81), "syncfs": (306, 267),
}  # fmt: skip
"""Calls that parsing does not need, by their numbers on either processor."""
_LATER: Final = 424
"""The first number that is the same on all processors; those of x86-64's second convention, by
which the same calls could be asked for, are larger too."""
_CLONE: Final = (56, 220)
_PRLIMIT: Final = (302, 261)
_FCNTL: Final = (72, 25)
_THREAD: Final = 0x10000
"""The flag that tells a new thread from a new process."""
_OWNER_SET: Final = 4
"""The first command of `fcntl` that is more than a look: some have a signal sent to anybody."""

_LOAD, _EQUAL, _AT_LEAST, _ALL_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026
"""Let it pass; "operation not permitted"; "no such call", so that libc takes an older one."""
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
"""Where in a call's description they lie."""


def refusing(machine: str) -> bytes:
    """The filter for a processor, by the system's name of it; empty if its calls are not known."""
    found = _ARCHITECTURES.get(machine)
    return b"" if found is None else b"".join(_program(*found))


def _program(architecture: int, column: int) -> list[bytes]:
    made = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _LATER, 0, 1),
        _step(_RETURN, _UNKNOWN),
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
        # what a descriptor is may be asked, and not be changed
        _step(_EQUAL, _FCNTL[column], 0, 4),
        _step(_LOAD, _SECOND_ARGUMENT),
        _step(_AT_LEAST, _OWNER_SET, 0, 1),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]
    for numbers in _REFUSED.values():
        if (number := numbers[column]) is not None:
            made += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _REFUSE)]
    return [*made, _step(_RETURN, _ALLOW)]


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
