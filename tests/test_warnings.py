"""Our modules can be imported, each of them, without a warning."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
NOT_OURS = ("invalid escape sequence", '"is" with')
"""What Python 3.12 and later say of Whoosh 2.7.4, where it has not been compiled yet."""
IMPORT = """
import pkgutil, sys, warnings
from importlib import import_module
warnings.simplefilter("error")
for words in sys.argv[2:]:
    warnings.filterwarnings("ignore", words)
package = import_module(sys.argv[1])
for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
    if found.name.endswith("__main__"):
        continue
    try:
        import_module(found.name)
        print(found.name)
    except ModuleNotFoundError as error:
        if error.name.partition(".")[0] not in {"spacy", "gliner", "tantivy", "warcio",
                                                "pypdfium2", "zstandard"}:
            raise
"""


@pytest.mark.parametrize("package", ["articles", "index", "tui"])
def test_every_module_is_imported_without_a_warning(package: str) -> None:
    command = [sys.executable, "-c", IMPORT, package, *NOT_OURS]
    found = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    modules = [path for path in (PROJECT / package).rglob("*.py") if path.stem != "__init__"]
    assert len(found.stdout.split()) >= len(modules) - 5
