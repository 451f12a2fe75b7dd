"""Whichever change of a file fails, and however it fails, nothing is lost and nothing is wrong.

A sample of the points here; `soak.py` sweeps over all of them.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EVERY = 23
"""Each so-manieth change of a file fails here; a number that shares no rhythm with the commits."""
FAILED = {"kill": "killed", "torn": "killed", "power": "killed"}
"""How the work ends that a fault hit, where it is not refused in one line."""


MODES = {
    "first": ("kill", "enospc-for-ever"),
    "update": ("kill", "torn", "enospc", "eio-for-ever", "power"),
    "rebuild": ("kill", "power"),
    "note": ("kill", "torn", "enospc", "power"),
    "upgrade": ("kill", "power"),
    "migrate": ("kill", "torn", "enospc-for-ever", "power"),
}
"""How it fails in which work; one process, which loads everything once, sweeps over all of one."""


def sweep(faults: Path, folder: Path, scenario: str) -> dict[str, Counter[str]]:
    """By mode, how often the work ended in which way; fails if anything is wrong at a point."""
    modes = ",".join(MODES[scenario])
    command = [sys.executable, "-P", HERE / "sweep.py", folder, scenario, modes, str(EVERY)]
    # The program finds the packages as this process does, also where they are not installed.
    environment = {
        **os.environ,
        "LD_PRELOAD": str(faults),
        "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    points = [json.loads(line) for line in done.stdout.splitlines()]
    assert [point for point in points if point["problem"]] == []
    return {
        mode: Counter(point["ended"] for point in points if point["mode"] == mode)
        for mode in MODES[scenario]
    }


@pytest.mark.parametrize("scenario", MODES)
def test_a_build_survives_a_fault_of_any_file(faults: Path, tmp_path: Path, scenario: str) -> None:
    for mode, endings in sweep(faults, tmp_path / "place", scenario).items():
        # Where only tidying up failed, the work is done; so it is where a run needs fewer changes.
        assert endings.keys() <= {FAILED.get(mode, "refused"), "done"}, mode
        assert endings[FAILED.get(mode, "refused")] >= 3, mode
