"""Acts as lines of JSON, and back; a line may have been edited by hand, or come from anybody."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from typing import Any, Final

from articles.clean import clean_line
from articles.quotation import Quotation
from index.anchors import (
    AnchorUnreadable,
    Ref,
    line_from,
    quotation_from,
    ref_from,
    short,
    text_from,
)
from index.judgements.judgement import Judgement, JudgementUnreadable
from index.judgements.judgement import from_json as judgement_from_json
from index.notebook.acts import (
    Act,
    ActUnreadable,
    Clip,
    Facet,
    Forget,
    Known,
    Mark,
    Note,
    Read,
    SavedSearch,
    SetDate,
    Star,
    Tag,
    said_date,
    tag_of,
)

_KINDS: Final[Mapping[str, type[Any]]] = {
    "read": Read,
    "star": Star,
    "tag": Tag,
    "date": SetDate,
    "note": Note,
    "clip": Clip,
    "search": SavedSearch,
    "mark": Mark,
    "forget": Forget,
    "known": Known,
}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
_NAMES: Final = {made: kind for kind, made in _KINDS.items()}


def kind_of(act: Act) -> str:
    """What kind of act it is, in one word."""
    return "judgement" if isinstance(act, Judgement) else _NAMES[type(act)]


def to_json(act: Act) -> str:
    """One line that `from_json` reads; what may be left out is, where it is empty."""
    if isinstance(act, Judgement):
        return act.to_json()
    plain: dict[str, Any] = {"kind": _NAMES[type(act)]}
    for field in fields(act):
        value = getattr(act, field.name)
        if field.default is MISSING or value not in ("", (), None):
            plain[field.name] = _plain(value)
    # Piece by piece: written at once, an act on many reports would hold the interpreter too long.
    return "".join(_ENCODER.iterencode(plain))


def _plain(value: object) -> object:
    match value:
        case Ref():
            return value._asdict()
        case Quotation():
            return {field.name: getattr(value, field.name) for field in fields(value)}
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def from_json(line: str) -> Act:
    """Read an act, also one that was edited by hand.

    Raises:
        ActUnreadable: It is none.
    """
    try:
        plain = json.loads(line)
        kind = plain["kind"]
        if not isinstance(kind, str) or kind not in _KINDS:
            return judgement_from_json(line)
        made = _KINDS[kind]
        names = [field.name for field in fields(made) if field.name in plain]
        act: Act = made(**{name: _READERS[name](plain[name]) for name in names})
    except (ActUnreadable, AnchorUnreadable, JudgementUnreadable) as error:
        raise ActUnreadable(str(error)) from error
    except KeyError as error:
        raise ActUnreadable(f"it has no {error}") from error
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ActUnreadable(f"it is no act ({short(clean_line(str(error)))})") from error
    return act


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ActUnreadable(f"{short(str(value))} has to be true or false")
    return value


def _tags(value: object) -> tuple[str, ...]:
    return tuple(tag_of(line_from(one)) for one in _list(value))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ActUnreadable("a list is needed")
    return value


_READERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "reports": lambda value: tuple(map(ref_from, _list(value) or [{}])),
    "report": ref_from,
    "now": ref_from,
    "quotation": quotation_from,
    "is_read": _truth,
    "is_starred": _truth,
    "automatic": _truth,
    "dated": lambda value: said_date(line_from(value)) if value else "",
    "added": _tags,
    "removed": _tags,
    "note": text_from,
    "facet": Facet,
    **dict.fromkeys(
        ("item", "title", "source", "author", "date", "basis", "url", "sha256"), line_from
    ),
    **dict.fromkeys(("name", "query", "letter", "words"), line_from),
}


def now() -> str:
    """When an act is done, UTC: to the microsecond, so that one imported twice is known by it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
