"""What can go wrong, as the user is told it."""

from enum import IntEnum

from articles.clean import clean_line


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    NOTHING_FOUND = 1
    USAGE = 2
    UNUSABLE = 3
    OUR_FAULT = 70
    """An error in the program itself; `EX_SOFTWARE` of sysexits.h."""
    INTERRUPTED = 130


class Problem(Exception):
    """The command cannot go on; the message is one line for the user.

    Attributes:
        code: The exit code.
    """

    def __init__(self, message: str, code: Exit) -> None:
        super().__init__(clean_line(message))
        self.code = code


class Usage(Problem):
    """The command line, or the query on it, is wrong."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.USAGE)


class Unusable(Problem):
    """The collection or the library cannot be read or written."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.UNUSABLE)
