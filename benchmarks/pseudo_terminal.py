"""The pseudo-terminal that the benchmarks of the reader run in."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
ENVIRONMENT: Final = {
    "PYTHONPATH": str(PROJECT),
    "TEXTUAL_FPS": "500",
    "PYTHONDONTWRITEBYTECODE": "",
}
"""For a program in it: painted as often as the reader asks for, and compiled once, as where it is
installed; else what it takes to start is mostly compiling."""
NOWHERE: Final = "nothing measured: no tools/terminal.py in GAZETTEER_SHARED or ../shared"


def terminal_tool() -> ModuleType | None:
    """The module that runs a program in a pseudo-terminal, if there is one."""
    place = Path(os.environ.get("GAZETTEER_SHARED", PROJECT.parent / "shared"))
    path = place / "tools" / "terminal.py"
    spec = importlib.util.spec_from_file_location("terminal", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
