"""Files that the user asks for: whole or not at all, and never over another."""

import os
from pathlib import Path

from tui.cli import output
from tui.cli.problems import Unusable, Usage


def deliver(text: str, file: str | None) -> None:
    """Print a text, or write it to a file that is not there yet.

    Raises:
        Usage: The file is there.
        Unusable: It cannot be written.
    """
    if file is None:
        for line in text.splitlines():
            output.say(line)
        return
    write_new(Path(file), text)
    output.tell(f"written to {file}")


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet; raises as `deliver` does."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # A link fails where a renaming would replace what is there.
        os.link(draft, path)
    except FileExistsError as error:
        raise Usage(f"{path} is there already, and was left alone; choose another name") from error
    except OSError as error:
        raise Unusable(f"cannot write {path}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
