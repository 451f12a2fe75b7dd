"""What a generation must look like: its format, and the files that were there when it was sealed.

Size and time of each file are looked at whenever a library is opened. A file that was touched
since must still have its checksum, so nothing is answered from bytes that somebody, or a failing
copy, has changed; a full check computes every checksum, whatever the times say. While a build
writes, the manifest lists nothing.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from articles.entities.detectors import OWN
from index import durable, open_files

FORMAT: Final = 7
"""Grows when what lies on disk, or what is recognised in a report, is no longer the same."""
_NAME: Final = "manifest.json"
_DATABASES: Final = ("catalogue.db", "mentions.db", "copies.db")


class ManifestUnreadable(Exception):
    """There is no manifest, or none that we understand; the message says which."""


class Sealed(NamedTuple):
    """What a file was like when its generation was sealed."""

    size: int
    """Bytes."""
    changed: int
    """When it was last written, in nanoseconds since the epoch."""
    sha256: str

    def is_as_it_was(self, status: os.stat_result) -> bool:
        """Whether nobody has written to the file since, as far as its metadata tells."""
        return (self.size, self.changed) == (status.st_size, status.st_mtime_ns)


Files: TypeAlias = dict[str, Sealed]
"""By path within the generation."""


class Manifest(NamedTuple):
    """What is written about a generation."""

    collection: str
    """Path of the collection that it was made from."""
    engine: str
    files: Files | None = None
    """None while a build writes."""
    detector: str = OWN
    """What recognised the names."""


def read(generation: Path) -> Manifest:
    """Read the manifest of a generation.

    Raises:
        ManifestUnreadable: It is missing, damaged, or of another version.
        OSError: No more files may be open.
    """
    try:
        plain = json.loads((generation / _NAME).read_bytes())
        known = plain["format"] == FORMAT
        listed = plain["files"]
        files = None if listed is None else {str(n): _sealed(*of) for n, of in listed.items()}
        detector = str(plain.get("detector", OWN))
        manifest = Manifest(str(plain["collection"]), str(plain["engine"]), files, detector)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if open_files.are_too_few(error):
            raise
        raise ManifestUnreadable("its manifest is missing or damaged") from error
    if not known:
        raise ManifestUnreadable("it was written by another version of the program")
    return manifest


def _sealed(size: object, changed: object, sha256: object) -> Sealed:
    if not (isinstance(size, int) and isinstance(changed, int) and isinstance(sha256, str)):
        raise TypeError("a file is described by size, time and checksum")
    return Sealed(size, changed, sha256)


def write(generation: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation, durably."""
    plain = {
        "format": FORMAT,
        "collection": manifest.collection,
        "engine": manifest.engine,
        "detector": manifest.detector,
        "files": manifest.files,  # each as a list
    }
    durable.replace(generation / _NAME, json.dumps(plain, indent=1).encode())


def files_of(generation: Path, former: Files) -> Files:
    """What a generation consists of now.

    Args:
        generation: Its folder; nobody writes there.
        former: What it consisted of before: the checksum of a file that was not written since is
            taken from there.
    """
    text = (path for path in sorted((generation / "text").rglob("*")) if path.is_file())
    files = {}
    for path in [*(generation / name for name in _DATABASES), *text]:
        name, status = str(path.relative_to(generation)), path.stat()
        old = former.get(name)
        files[name] = (
            old
            if old and old.is_as_it_was(status)
            else Sealed(status.st_size, status.st_mtime_ns, _sha256(path))
        )
    return files


def fault(generation: Path, files: Files, *, thorough: bool = False) -> str:
    """What is wrong with the files of a sealed generation; empty if nothing is.

    Args:
        generation: Its folder.
        files: What it must consist of.
        thorough: Whether to compute every checksum (about 1 GB a second), not only those of files
            that were touched since.

    Raises:
        OSError: No more files may be open.
    """
    for name, sealed in files.items():
        try:
            status = os.stat(f"{generation}/{name}")  # noqa: PTH116 - a `Path` takes six times that
            if status.st_size != sealed.size:
                return f"{name} has {status.st_size} bytes instead of {sealed.size}"
            is_doubted = thorough or not sealed.is_as_it_was(status)
            if is_doubted and _sha256(generation / name) != sealed.sha256:
                return f"{name} has changed since it was written"
        except OSError as error:
            if open_files.are_too_few(error):
                raise
            return f"{name} cannot be read: {error.strerror}"
    return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
