"""What a generation must look like: its format, and the files that were there when it was sealed.

Sizes are looked at whenever a library is opened. The text index is never written in place, so its
files have checksums too, for a full check; the databases are checked by SQLite itself. While a
build writes, the manifest lists nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from articles.entities.detectors import OWN
from index.library import generations

FORMAT: Final = 1
"""Grows when what lies on disk, or what is recognised in a report, is no longer the same."""
_NAME: Final = "manifest.json"
_DATABASES: Final = ("catalogue.db", "mentions.db")


class ManifestUnreadable(Exception):
    """There is no manifest, or none that we understand; the message says which."""


Files: TypeAlias = dict[str, tuple[int, str]]
"""Size and SHA-256 (empty for a database) by path within the generation."""


@dataclass(frozen=True, slots=True)
class Manifest:
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
    """
    try:
        plain = json.loads((generation / _NAME).read_bytes())
        known = plain["format"] == FORMAT
        listed = plain["files"]
        files = None if listed is None else {n: (int(s), str(h)) for n, (s, h) in listed.items()}
        detector = str(plain.get("detector", OWN))
        manifest = Manifest(str(plain["collection"]), str(plain["engine"]), files, detector)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestUnreadable("its manifest is missing or damaged") from error
    if not known:
        raise ManifestUnreadable("it was written by another version of the program")
    return manifest


def write(generation: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation, durably."""
    plain = {
        "format": FORMAT,
        "collection": manifest.collection,
        "engine": manifest.engine,
        "detector": manifest.detector,
        "files": manifest.files,
    }
    generations.replace(generation / _NAME, json.dumps(plain, indent=1).encode())


def files_of(generation: Path, former: Files) -> Files:
    """What a generation consists of now.

    Args:
        generation: Its folder; nobody writes there.
        former: What it consisted of before: checksums of files of the same name and size are taken
            from there, since the text index never writes a file twice.
    """
    files: Files = {name: ((generation / name).stat().st_size, "") for name in _DATABASES}
    for path in sorted((generation / "text").rglob("*")):
        if path.is_file():
            name, size = str(path.relative_to(generation)), path.stat().st_size
            old = former.get(name)
            files[name] = old if old and old[0] == size else (size, _sha256(path))
    return files


def fault(generation: Path, files: Files, *, thorough: bool = False) -> str:
    """What is wrong with the files of a sealed generation; empty if nothing is.

    Args:
        generation: Its folder.
        files: What it must consist of.
        thorough: Whether to compute checksums (about 1 GB a second), not just look at sizes.
    """
    for name, (size, checksum) in files.items():
        path = generation / name
        try:
            found = path.stat().st_size
            if found != size:
                return f"{name} has {found} bytes instead of {size}"
            if thorough and checksum and _sha256(path) != checksum:
                return f"{name} has changed since it was written"
        except OSError as error:
            return f"{name} cannot be read: {error.strerror}"
    return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
