"""Opening what lies in an untrusted folder: regular files only, never through a link."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_LONGEST = 1000
"""Bytes of a path handed to the system at once: Linux refuses more than 4,096, macOS 1,024."""


class NotRegular(Exception):
    """What lies there is no file with contents: a pipe, socket, device, folder; says which."""


@contextmanager
def opened(root: Path, path: str) -> Iterator[int]:
    """Open a file below `root` for reading; yields its descriptor.

    Each folder on the way is opened by itself, so that one swapped for a link since the scan is
    refused; pipes and devices are refused without waiting for anybody.

    Raises:
        OSError: If it cannot be opened, or there is a link on the way.
        NotRegular: If it is no regular file.
    """
    *folders, name = path.split("/")
    with _descended(root, folders) as folder:
        file = os.open(name, _FILE, dir_fd=folder)
    try:
        if kind := irregular(os.fstat(file).st_mode):
            raise NotRegular(kind)
        yield file
    finally:
        os.close(file)


@contextmanager
def opened_folder(root: Path, path: str) -> Iterator[int]:
    """Open a folder below `root` for listing, at any depth; "" is `root` itself.

    Raises:
        OSError: If it cannot be opened.
    """
    with _descended(root, _stretches(path)) as folder:
        yield folder


def irregular(mode: int) -> str:
    """What a thing is that is no regular file; empty for one that is."""
    kinds = {
        stat.S_IFREG: "",
        stat.S_IFDIR: "folder",
        stat.S_IFIFO: "named pipe",
        stat.S_IFSOCK: "socket",
        stat.S_IFCHR: "device",
        stat.S_IFBLK: "device",
        stat.S_IFLNK: "link",
    }
    return kinds.get(stat.S_IFMT(mode), "special file")


@contextmanager
def _descended(root: Path, steps: list[str]) -> Iterator[int]:
    folder = os.open(root, _FOLDER)
    try:
        for step in steps:
            deeper = os.open(step, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = deeper
        yield folder
    finally:
        os.close(folder)


def _stretches(path: str) -> list[str]:
    """A path cut into pieces that the system takes; one piece for all but the deepest."""
    stretches: list[str] = []
    for step in path.split("/") if path else []:
        longer = f"{stretches[-1]}/{step}" if stretches else ""
        if longer and len(os.fsencode(longer)) <= _LONGEST:
            stretches[-1] = longer
        else:
            stretches.append(step)
    return stretches
