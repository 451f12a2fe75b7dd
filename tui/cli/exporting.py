"""Printing what a command exports, or writing it to a new file."""

from pathlib import Path

from tui.cli import output
from tui.outside.files import write_new
from tui.problems import Unusable, Usage


def deliver(text: str, file: str | None) -> None:
    """Print a text, or write it to a file that is not there yet.

    Raises:
        Usage: The file is there, or there can be none of that name.
        Unusable: It cannot be written.
    """
    if file is None:
        for line in text.splitlines():
            output.say(line)
        return
    try:
        write_new(Path(file), text)
    except FileExistsError as error:
        raise Usage(f"{file} is there already, and was left alone; choose another name") from error
    except ValueError as error:
        raise Usage(f"'{file}' cannot be the name of a file; choose another") from error
    except OSError as error:
        raise Unusable(f"cannot write {file}: {error.strerror}") from error
    output.tell(f"written to {file}")
