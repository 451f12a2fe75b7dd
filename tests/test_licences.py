"""Everything that is locked has a licence that somebody agreed to, and its table says which."""

import os
import re
import stat
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).parent.parent
AGREED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "MIT",
    "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
"""Licences that let the program be MIT, whoever ships it together with what it needs."""
DEVELOPMENT_ONLY = {"pyte": "LGPL-3.0-only"}
"""Never installed with the program."""
CHOICE = {"tld": "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"}
"""trafilatura needs it (through courlan); of the three LGPL 2.1 or later is taken: it is used as it
comes, unchanged, from where its users can replace it."""


def _maker() -> ModuleType:
    spec = spec_from_file_location("licences", PROJECT / ".ci" / "licences.py")
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


licences = _maker()


def test_everything_locked_is_in_the_table_and_nothing_else() -> None:
    assert list(licences.tabled()) == licences.locked()


@pytest.mark.parametrize("name", licences.locked())
def test_every_licence_is_one_that_was_agreed_to(name: str) -> None:
    licence = licences.tabled()[name]
    if licence not in {DEVELOPMENT_ONLY.get(name), CHOICE.get(name)}:
        assert set(re.split(" AND | OR ", licence)) <= AGREED


@pytest.mark.parametrize("name", licences.locked())
def test_the_table_says_what_the_package_says(name: str) -> None:
    assert licences.stated(name) in {"", licences.tabled()[name]}


def test_what_is_for_development_only_is_in_no_other_dependency() -> None:
    settings = (PROJECT / "pyproject.toml").read_text("utf-8")
    assert not [name for name in DEVELOPMENT_ONLY if name in settings.partition("dev = [")[0]]


# The audit of known vulnerabilities


def audited(folder: Path, script: str | None) -> tuple[int, str, str]:
    """Run the audit with something that goes by the name of pip-audit."""
    if script is not None:
        fake = folder / "pip-audit"
        fake.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    (folder / "python3").symlink_to(sys.executable)
    path = os.pathsep.join((str(folder), "/usr/bin", "/bin"))
    found = subprocess.run(
        [PROJECT / ".ci" / "audit"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    return found.returncode, found.stdout, found.stderr


VULNERABLE = """echo '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1",
"fix_versions": ["2"]}]}, {"name": "b", "version": "1", "vulns": []}]}'; exit 1"""
UNKNOWN = """echo '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'"""


@pytest.mark.parametrize(
    ("script", "code", "out", "err"),
    [
        (None, 0, "", "audit skipped: pip-audit is not installed (pip install pip-audit)\n"),
        (VULNERABLE, 1, "a 1: X-1, mended in 2\n", "2 of 2 packages audited\n"),
        ("echo 'ConnectionError: no' >&2; exit 1", 0, "", "audit skipped: the advisories cannot"),
        (UNKNOWN, 0, "", "audit skipped: the advisories know none of the packages\n0 of 1"),
        ("echo 'no such option' >&2; exit 2", 2, "", "no such option\n"),
    ],
)
def test_an_audit_says_what_it_found_or_why_it_was_skipped(
    tmp_path: Path, script: str | None, code: int, out: str, err: str
) -> None:
    if script is None and any(Path(place, "pip-audit").exists() for place in ("/usr/bin", "/bin")):
        pytest.skip("pip-audit is installed for the whole system")
    found = audited(tmp_path, script)
    assert found[:2] == (code, out)
    assert found[2].startswith(err)
