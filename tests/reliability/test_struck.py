"""A build that is killed or interrupted, again and again, loses nothing that it said was done."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
KILLS = int(os.environ.get("GAZETTEER_KILLS", "44"))
"""Besides those of `test_kills.py`, which also kill workers; a soak asks for more."""
INTERRUPTIONS = 20
GRACE = 20.0
"""Seconds in which an interrupted build must be gone, whatever else the machine does."""
OPENS = 2.0
"""Seconds of the processor in which what is left must open."""


@pytest.fixture(scope="module")
def strikes(tmp_path_factory: pytest.TempPathFactory) -> Sequence[dict[str, Any]]:
    """What came of each strike."""
    seed = os.environ.get("GAZETTEER_SEED", "1")
    folder = tmp_path_factory.mktemp("struck")
    counts = (str(KILLS), str(INTERRUPTIONS))
    command = [sys.executable, "-P", str(HERE / "struck.py"), str(folder), *counts, seed]
    # The program finds the packages as this process does, also where they are not installed.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_nothing_that_was_said_to_be_done_is_lost_or_read_again(
    strikes: Sequence[dict[str, Any]],
) -> None:
    assert [one for one in strikes if one["problem"]] == []
    assert len(strikes) == KILLS + INTERRUPTIONS
    assert sum(one["said"] > 0 for one in strikes) > len(strikes) // 4
    assert max(one["opens"] for one in strikes) < OPENS


def test_an_interrupted_build_ends_soon_and_says_that_it_was(
    strikes: Sequence[dict[str, Any]],
) -> None:
    asked = [one for one in strikes if one["signal"] in ("SIGINT", "SIGTERM")]
    assert {one["code"] for one in asked} == {130}
    assert max(one["seconds"] for one in asked) < GRACE
