"""What the fields of an answer of the search process must be, so that nobody meets others."""

from collections.abc import Mapping
from typing import Any, Final

from articles.entities import EntityType
from index.search.frames import BrokenFrame, Frame, are_hits

_KINDS: Final = frozenset(EntityType)
_SIDES: Final = frozenset(("here", "there", "both"))
"""`index.copies.differences.Side`, which is loaded when two reports are held against each other."""
_LINE: Final = (int, str, str, str | None, str, int, int, *(str,) * 5)
_PROBLEM: Final = {"message": str, "start": int, "end": int}
_SAVED: Final = {"name": str, "query": str, "found": int, "new": int, "problem": str}

_FIELDS: Final[Mapping[object, Mapping[str, Any]]] = {
    "search": {"understood": str, "suggestion": str | None},
    "concordance": {"lines": [_LINE]},
    "company": {"company": [(str, str, _KINDS, int, int, int)]},
    "copies": {"copies": [(int, int | float)]},
    "differences": {"sentences": [(_SIDES, str, bool)], "is_cut": bool},
    "saved": {"saved": [_SAVED]},
}
"""Of what is answered to each that can be asked, by `do` of the request.

A type is itself, a set one of its members; in brackets is what a list consists of, a tuple is a
list of so many, a mapping an object with these fields.
"""


def check(what: object, frame: Frame) -> None:
    """Look whether an answer is one to what was asked.

    Args:
        what: `do` of the request; None for what was not asked for.
        frame: The answer.

    Raises:
        BrokenFrame: It is none.
    """
    header = frame.header
    if header.get("problem") is not None:
        fits = _fits(header["problem"], _PROBLEM)
    elif header.get("overtaken"):
        fits = True
    else:
        fields = _FIELDS.get(what, {})
        fits = all(_fits(header.get(name), shape) for name, shape in fields.items())
        fits = fits and (what not in {"hits", "find"} or are_hits(frame.numbers))
    if not fits:
        raise BrokenFrame("the search process sent what is no answer")


def _fits(value: object, shape: Any) -> bool:  # noqa: ANN401 - see `_FIELDS`
    match shape:
        case frozenset():
            return isinstance(value, str) and value in shape
        case list():
            return isinstance(value, list) and all(_fits(one, shape[0]) for one in value)
        case tuple():
            fits = isinstance if shape is _LINE else _fits  # of which there are thousands
            return (
                isinstance(value, list)
                and len(value) == len(shape)
                and all(map(fits, value, shape))
            )
        case dict():
            return (
                isinstance(value, dict)
                and value.keys() == shape.keys()
                and all(_fits(value[name], of) for name, of in shape.items())
            )
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))
