"""How many examples a property is tried with: a few in CI, many where somebody asks for it."""

import os

from hypothesis import HealthCheck, settings

USUAL = 100
LONG = 20
"""Times as many examples in the profile `long`, of which a run takes an hour or two."""


def register() -> None:
    """Make the profiles known, and use the usual one; `--hypothesis-profile=long` the other.

    A loaded machine is no failure, so neither has a deadline for an example.
    """
    for name, times in (("usual", 1), ("long", LONG)):
        settings.register_profile(
            name,
            settings(),
            max_examples=USUAL * times,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
    settings.load_profile("usual")


def is_usual() -> bool:
    """Whether nobody asked for more: of examples, or of what is hostile."""
    return settings().max_examples == USUAL and not os.environ.get("GAZETTEER_SOAK")


def examples(count: int) -> settings:
    """So many examples in the usual profile, and in the long one as many more."""
    return settings(max_examples=count * settings().max_examples // USUAL)
