"""The lock holds what the program says it needs, and each file of it by its hash."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
LOCK = (PROJECT / "requirements.lock").read_text("utf-8")
ENTRIES = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
WHOOSH = {
    "aa39c3c3426e3fd107dcb4bde64ca1e276a65a889d9085a6e4b54ba82420a852",
    "7ca5633dbfa9e0e0fa400d3151a8a0c4bec53bd2ecedc0a67705b17565c31a83",
    "e0857375f63e9041e03fedd5b7541f97cf78917ac1b6b06c1fcc9b45375dda69",
}
"""Whoosh 2.7.4 as it was published: its wheel and its two archives of source."""


def locked() -> dict[str, set[str]]:
    """Versions by name: one for each range of Python versions."""
    found: dict[str, set[str]] = {}
    for entry in ENTRIES:
        name, _, rest = entry.partition("==")
        found.setdefault(canonicalize_name(name), set()).add(re.split(r"[ ;\\\n]", rest)[0])
    return found


@pytest.mark.parametrize(
    "wanted",
    [*SETTINGS["project"]["dependencies"], *SETTINGS["project"]["optional-dependencies"]["dev"]],
)
def test_what_is_needed_is_locked_in_a_version_that_will_do(wanted: str) -> None:
    requirement = Requirement(wanted)
    versions = locked()[canonicalize_name(requirement.name)]
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_locked_package_has_hashes() -> None:
    assert all("--hash=sha256:" in entry for entry in ENTRIES)
    assert "http" not in LOCK


def test_whoosh_is_the_one_that_was_read() -> None:
    (entry,) = (one for one in ENTRIES if one.startswith("whoosh=="))
    assert set(re.findall(r"sha256:([0-9a-f]+)", entry)) <= WHOOSH


def test_one_distribution_alone_ships_whoosh() -> None:
    assert [one.lower() for one in packages_distributions()["whoosh"]] == ["whoosh"]
