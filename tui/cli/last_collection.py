"""Which collection was read last."""

import os
from pathlib import Path

import platformdirs


def _file() -> Path:
    return platformdirs.user_state_path("gazetteer") / "last-collection"


def remember(collection: Path) -> None:
    """Keep the path of a collection for the next start; where that is not possible, forget it."""
    file = _file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(os.fsencode(collection))
    except OSError:
        pass


def recalled() -> Path | None:
    """The collection that was read last; None if none was."""
    try:
        content = _file().read_bytes()
    except OSError:
        return None
    return Path(os.fsdecode(content)) if content and b"\0" not in content else None
