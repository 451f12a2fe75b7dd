"""Commands that modes bind as they bind everybody, also where root runs them."""

import os
import sys
from collections.abc import Sequence

import pytest

_DROP_FROM_BOUNDS, _OVERRIDES = 24, (1, 2)
"""What `prctl` drops, and the two capabilities by which root reads and writes in spite of modes."""
_AS_MODES_SAY = f"""
import ctypes, os, sys
for capability in {_OVERRIDES}:
    ctypes.CDLL(None).prctl({_DROP_FROM_BOUNDS}, capability, 0, 0, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


def bound(command: Sequence[str]) -> list[str]:
    """A command as it has to be started so that modes bind it; skips where root cannot be bound."""
    if os.geteuid() != 0:
        return list(command)
    if sys.platform != "linux":
        pytest.skip("here root cannot be kept from anything")
    return [sys.executable, "-c", _AS_MODES_SAY, *command]
