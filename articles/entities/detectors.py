"""Other recognisers in place of ours, by name; the rest of the chain stays as it is.

A name is `spacy:PIPELINE`, `gliner:FOLDER`, or that of an entry point in the group
`gazetteer.detectors`: something that, called without arguments, gives a `Detector`. Nothing here is
imported before it is asked for, and nothing is ever downloaded.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from articles.clean import clean_line
from articles.entities.recognised import Recognised

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

OWN: Final = "gazetteer"
"""The name of our own tagger."""
GROUP: Final = "gazetteer.detectors"


class Detector(Protocol):
    """Finds names in texts."""

    def detect(self, texts: Sequence[str]) -> list[list[Recognised]]:
        """The names in each text, with their kinds; where they overlap the first is taken."""
        ...


class DetectorError(Exception):
    """There is no such detector, or it cannot be loaded; the message says what mends it."""


def require(name: str) -> None:
    """Make sure, without loading it, that what a detector needs is there.

    Args:
        name: Of the detector.

    Raises:
        DetectorError: Something is missing.
    """
    from importlib.util import find_spec  # noqa: PLC0415 - mostly not needed

    kind, colon, what = name.partition(":")
    if name == OWN:
        return
    if not colon:
        _entry(name)
    elif kind not in _ADAPTERS or not what:
        raise DetectorError(
            f"there is no detector '{clean_line(name)}'; say spacy:PIPELINE, gliner:FOLDER, or"
            " the name of one that is installed"
        )
    elif find_spec(kind) is None:
        raise DetectorError(
            f"the detector {clean_line(name)} needs the package {kind}:"
            f" pip install 'gazetteer[{kind}]'"
        )
    else:
        _require_model(kind, what)


def _require_model(kind: str, what: str) -> None:
    from importlib.util import find_spec  # noqa: PLC0415 - see `require`

    if Path(what).is_dir():
        return
    if kind == "gliner":
        raise DetectorError(f"there is no folder {clean_line(what)} with a GLiNER model")
    if not what.isidentifier() or find_spec(what) is None:
        raise DetectorError(
            f"the spaCy pipeline {clean_line(what)} is not installed:"
            f" python -m spacy download {clean_line(what)}"
        )


def _entry(name: str) -> "EntryPoint":
    from importlib.metadata import entry_points  # noqa: PLC0415 - see `require`

    found = entry_points(group=GROUP)
    for entry in found:
        if entry.name == name:
            return entry
    others = ", ".join(sorted(entry.name for entry in found))
    installed = f"installed: {others}" if others else f"no package offers any in {GROUP}"
    raise DetectorError(
        f"there is no detector '{clean_line(name)}' ({installed}; also spacy:PIPELINE and"
        " gliner:FOLDER)"
    )


def load(name: str) -> Detector | None:
    """Load a detector.

    Args:
        name: Of the detector.

    Returns:
        The detector; None for our own, which is no plug-in.

    Raises:
        DetectorError: It cannot be loaded.
    """
    require(name)
    if name == OWN:
        return None
    kind, colon, what = name.partition(":")
    try:
        if colon:
            return _ADAPTERS[kind](what)
        made: Detector = _entry(name).load()()
    # What a stranger's code raises when it lacks something of its own.
    except (ImportError, AttributeError, OSError, ValueError, TypeError, RuntimeError) as error:
        reason = clean_line(str(error)) or type(error).__name__
        raise DetectorError(
            f"the detector {clean_line(name)} cannot be loaded: {reason}"
        ) from error
    return made


def _spacy(what: str) -> Detector:
    made: Detector = import_module("articles.entities.detector_spacy").SpacyDetector.named(what)
    return made


def _gliner(what: str) -> Detector:
    made: Detector = import_module("articles.entities.detector_gliner").GlinerDetector.at(what)
    return made


_ADAPTERS: Final[dict[str, Callable[[str], Detector]]] = {"spacy": _spacy, "gliner": _gliner}


def orderly(text: str, found: Sequence[Recognised]) -> Iterator[Recognised]:
    """What a detector found, as the chain needs it.

    Yields:
        Names in reading order, not overlapping, within the text, without white space at the ends;
        none that goes on in the next paragraph.
    """
    last = 0
    for name in sorted(found):
        surface = text[max(0, name.start) : name.end]
        bare = surface.strip()
        start = max(0, name.start) + len(surface) - len(surface.lstrip())
        if bare and start >= last and "\n\n" not in bare:
            last = start + len(bare)
            yield Recognised(start, last, name.kind)
