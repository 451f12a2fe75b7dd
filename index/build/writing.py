"""Writing a library: alone, in a folder that is ours, and sealed when it is done."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.build.stores import put_in_order
from index.library import generations, manifest
from index.library.errors import LibraryBusy
from index.library.folder import check_private
from index.library.library import LOCK, TEXT
from index.library.lock import Locked, locked
from index.library.manifest import Files, ManifestUnreadable


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the library's lock, in a folder that is ours alone, where files become ours alone."""
    former_mask = os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_private(folder)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
        with locked(folder / LOCK):
            yield
    except Locked as error:
        raise LibraryBusy(error.pid) from error
    finally:
        os.umask(former_mask)


def drop_damaged_text(folder: Path) -> str:
    """Drop a text index of which alone the files are not as they were written, to be made again.

    All that goes into it is in the catalogue, so no report has to be read for it.

    Returns:
        What was wrong; empty if nothing was, or more than that is.
    """
    generation = generations.current(folder)
    try:
        found = None if generation is None else manifest.read(generation)
    except ManifestUnreadable:
        return ""
    if generation is None or found is None or found.files is None:
        return ""
    text = {name: of for name, of in found.files.items() if name.startswith(f"{TEXT}/")}
    others = {name: of for name, of in found.files.items() if name not in text}
    fault = manifest.fault(generation, text)
    if not fault or manifest.fault(generation, others):
        return ""
    manifest.write(generation, found._replace(files=None))
    shutil.rmtree(generation / TEXT, ignore_errors=True)
    return fault


def seal(generation: Path, former: Files) -> None:
    """Write down what a generation consists of, so that any later change of a file is noticed.

    Of one that is sealed already only times are written, those of files that were copied or touched
    and say what they said: or else each opening would compute their checksums.

    Args:
        generation: Its folder.
        former: What it consisted of before, if it is not sealed.
    """
    found = manifest.read(generation)
    if found.files is None:
        if put_in_order(generation):
            manifest.write(generation, found._replace(files=manifest.files_of(generation, former)))
        return
    files = manifest.files_of(generation, found.files)
    if files != found.files and _said(files) == _said(found.files):
        manifest.write(generation, found._replace(files=files))


def _said(files: Files) -> dict[str, str]:
    return {name: sealed.sha256 for name, sealed in files.items()}
