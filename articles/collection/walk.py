"""The walk through a folder: every file of it, or the reason why not; nothing is opened."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.collection.file_names import id_of
from articles.collection.files import File, Skipped
from articles.collection.safe_files import irregular, opened_folder
from articles.formats.registry import format_of, lacking, suffix_of

_EDITOR_LEAVINGS = re.compile(
    r"\.sw[a-p]$|~$|^#.*#$|^\.#|^4913$|\.(?:bak|orig|tmp|part|crdownload)$", re.IGNORECASE
)
_SYSTEM_LEAVINGS = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", "lost+found"})

LIBRARY = "a library of this program, not reports"
NOTEBOOKS = "notebooks of this program, not reports"
"""Said of folders in which nothing is looked for."""
_GENERATION = re.compile(r"gen-\d{6,}")
_NOTEBOOK = re.compile(
    r".+-[0-9a-f]{12}\.db(?:-wal|-shm|-journal|\.[0-9a-z-]+\.backup(?:\.\d+\.new)?)?", re.DOTALL
)
_BESIDE_GENERATIONS = frozenset({"lock", "CURRENT", "CURRENT.new"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the listing of a folder says about one name in it."""

    name: str
    mode: int
    size: int
    modified_ns: int
    changed_ns: int


def walk(root: Path) -> Iterator[File | Skipped]:
    """Walk the folder depth first, sorted by name: the same folder gives the same order."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = _listed(root, folder)
        except OSError as error:
            yield Skipped(id_of(folder), f"cannot be opened: {error.strerror}")
            continue
        if ours := _ours(folder, entries):
            yield Skipped(id_of(folder), ours)
            continue
        deeper = []
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if irregular(entry.mode) == "folder" and not _unwanted(entry.name, "folder"):
                deeper.append(path)
            else:
                yield _judged(root, path, entry)
        waiting.extend(reversed(deeper))


def _ours(folder: str, entries: list[_Entry]) -> str:
    """What a folder is that holds what this program keeps, and nothing else; empty if it is none.

    The collection itself is never one: whoever points at it wants to see what is in it.
    """
    if not folder:
        return ""
    if _is_library(entries):
        return LIBRARY
    is_named_so = folder.rpartition("/")[2] == "notebooks"
    are_kept = bool(entries) and all(
        irregular(entry.mode) == "" and _NOTEBOOK.fullmatch(entry.name) for entry in entries
    )
    return NOTEBOOKS if is_named_so and are_kept else ""


def _is_library(entries: list[_Entry]) -> bool:
    kinds = {entry.name: irregular(entry.mode) for entry in entries}
    generations = {name for name, kind in kinds.items() if kind == "folder"}
    return (
        kinds.get("lock") == ""
        and bool(generations)
        and all(map(_GENERATION.fullmatch, generations))
        and kinds.keys() - generations <= _BESIDE_GENERATIONS
    )


def _listed(root: Path, folder: str) -> list[_Entry]:
    """What is in a folder, sorted. A name that vanishes meanwhile is left out."""
    entries = []
    with opened_folder(root, folder) as descriptor, os.scandir(descriptor) as listing:
        for found in listing:
            try:
                status = found.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            times = status.st_mtime_ns, status.st_ctime_ns
            entries.append(_Entry(found.name, status.st_mode, status.st_size, *times))
    return sorted(entries, key=lambda entry: os.fsencode(entry.name))


def _judged(root: Path, path: str, entry: _Entry) -> File | Skipped:
    """A file to read, or why it is none."""
    kind = irregular(entry.mode)
    reason = _unwanted(entry.name, kind or "file")
    if not reason and kind == "link":
        reason = _link(root, path)
    elif not reason and kind:
        reason = kind
    elif not reason and format_of(entry.name) is None:
        reason = f"no format of reports ({suffix_of(entry.name)})"
    elif not reason:
        reason = lacking(entry.name)
    if reason:
        return Skipped(id_of(path), reason)
    return File(id_of(path), entry.size, entry.modified_ns, entry.changed_ns)


def _unwanted(name: str, kind: str) -> str:
    """Why a name is passed over whatever it holds; empty if it is not."""
    if _EDITOR_LEAVINGS.search(name) and kind != "folder":
        return "editor swap or backup file"
    if name.startswith("."):
        return f"hidden {kind}"
    return "system file" if name in _SYSTEM_LEAVINGS else ""


def _link(root: Path, path: str) -> str:
    try:
        target = Path(os.path.realpath(root / path, strict=True))
    except OSError:
        return "broken link"
    if target.is_relative_to(root):
        return "link to what the collection has already"
    return "link out of the collection"
