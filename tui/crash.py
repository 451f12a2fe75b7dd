"""An error in the program itself: one line for the user, and a private log that tells no secrets.

The log says where in the program it happened, for whoever mends it. It holds nothing of what was
read or searched: no messages of exceptions, no values of variables, no paths but the program's own.
"""

import os
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import platformdirs

from tui.problems import Exit


def folder() -> Path:
    """Where logs are kept."""
    return platformdirs.user_state_path("gazetteer") / "crashes"


def told(error: BaseException) -> str:
    """Log an error; what to say of it, on one line."""
    place = _place(error)
    said = (
        f"an error in the program ended it ({type(error).__name__} at {place}); this is our fault"
    )
    try:
        return f"{said}. {_logged(error)} tells where it happened, and nothing of your reports"
    except OSError as failure:
        return f"{said}, and no log could be written ({failure.strerror})"


def hook(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """Say what happened and end: for `sys.excepthook`."""
    if issubclass(kind, KeyboardInterrupt):
        os._exit(130)
    said = f"gazetteer: {told(error)}\n"
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(said)
            sys.stderr.flush()
    os._exit(Exit.OUR_FAULT)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{_short(frames[-1].filename)}:{frames[-1].lineno}" if frames else "no known place"


def _logged(error: BaseException) -> Path:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder() / f"{now:%Y-%m-%dT%H-%M-%S}-{os.getpid()}.txt"
    from importlib.metadata import version  # noqa: PLC0415 - it loads much, and crashes are few

    lines = [f"gazetteer {version('gazetteer')}, Python {sys.version.split()[0]}, {sys.platform}"]
    link: BaseException | None = error
    while link is not None:
        lines.append(type(link).__name__)
        for frame in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")  # noqa: PERF401 - reads better
        within = getattr(link, "error", None)  # Textual's WorkerFailed keeps what it is about there
        link = within if isinstance(within, BaseException) else link.__cause__ or link.__context__
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    return path


def _short(filename: str) -> str:
    """A file of the program or of a library, without where it is installed."""
    parts = Path(filename).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return "/".join(parts[-3:])
