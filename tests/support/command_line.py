"""A command line, run in the process of the test."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What it printed, read as one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Result]
"""Takes the words of a command line; the fixture `run` is one."""
