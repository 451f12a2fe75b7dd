"""The licences of everything that `requirements.lock` names, as a table: `make licences`.

Licences come from the metadata of the packages that are installed. Those of packages that only
other systems install are kept from the table as it stands; for a new one it is written by hand.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
TABLE: Final = PROJECT / "docs" / "licences.md"

HEAD: Final = """# Licences of what we depend on

Every package of `requirements.lock`: what the program needs, its extras, and what it is developed
with. Made by `make licences` from the packages' own metadata; `tests/test_licences.py` fails when
one is missing here, or has a licence that nobody has agreed to. None is shipped with the program.

| package | licence |
|---|---|
"""
SPELT: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause OR Apache-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "Two-clause BSD license": "BSD-2-Clause",
}
"""What packages call their licence, and its name in the list of SPDX (https://spdx.org/licenses)."""


def locked() -> list[str]:
    """The names of all packages that are locked."""
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    return sorted(set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock, re.MULTILINE)))


def stated(name: str) -> str:
    """The licence that an installed package states; empty if it is not installed or states none."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = told.get_all("Classifier") or []
    classified = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    short = (told.get("License") or "").strip()
    found = told.get("License-Expression") or ("" if "\n" in short else short)
    found = found or " AND ".join(classified)
    return SPELT.get(found, found)


def tabled() -> dict[str, str]:
    """The table as it stands: licences by package."""
    text = TABLE.read_text("utf-8") if TABLE.exists() else ""
    _, _, rows = text.partition("|---|---|\n")
    return dict(re.findall(r"^\| (\S+) \| (.+) \|$", rows, re.MULTILINE))


def main() -> int:
    """Write the table; say of which packages the licence is not known."""
    known = tabled()
    rows = {name: stated(name) or known.get(name, "") for name in locked()}
    for name in (name for name, licence in rows.items() if not licence):
        sys.stderr.write(f"{name} is not installed here: write its licence by hand\n")
    table = "".join(f"| {name} | {licence} |\n" for name, licence in rows.items())
    TABLE.write_text(HEAD + table, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
