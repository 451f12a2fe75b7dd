"""`gazetteer verify`: are the quotations on a pad still what the files say?"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from articles.collection.collection import Collection
from articles.quotation import Fate
from articles.wording import Side, compared, sides
from index.anchors import Ref, short
from index.library.folder import place_of
from index.library.library import Library
from index.notebook.acts import ActUnreadable, Clip, Facet
from index.notebook.attached import Attached
from index.notebook.pad import Checked, verified
from index.notebook.pad_formats import clip_from
from index.workers.exile import Exile, ExileFailed
from tui.cli import output
from tui.cli.input_text import input_text
from tui.cli.layout import wrapped
from tui.cli.opening import explained, library_of, update
from tui.cli.source import base_of, source
from tui.problems import Exit, Problem, Unusable, Usage


def run(arguments: argparse.Namespace) -> int:
    """Hold every clip against the files; 1 if any is not as it was quoted."""
    clips = _read(arguments)
    with source(arguments) as found, explained():
        if not arguments.no_update:
            update(found)
        with library_of(found, arguments) as opened:
            notebook = Attached(found.notebook, opened)
            notebook.refresh()
            if clips is None:
                acts = notebook.notebook.acts(Facet.CLIP) if notebook.is_there else []
                clips = [entry.act for entry in acts if isinstance(entry.act, Clip)]
            checked = _checked(found.collection, clips, opened, notebook)
            notebook.close()
    if not checked:
        told = "there are no clips to verify"
        if Path(arguments.pad).suffix.lower() in (".md", ".csv"):
            told += "; of a pad that was written to a file, only the .json can be verified"
        raise Problem(told, Exit.NOTHING_FOUND)
    for one in checked:
        if arguments.json:
            output.say_json(_as_json(one))
        else:
            _say(one)
    if not arguments.json:
        counts = Counter(one.fate.value for one in checked)
        output.say(", ".join(f"{counts[fate]:,} {fate}" for fate in Fate if counts[fate]))
    unchanged = all(one.fate is Fate.UNCHANGED for one in checked)
    return Exit.DONE if unchanged else Exit.NOTHING_FOUND


def _checked(
    collection: Collection, clips: Sequence[Clip], opened: Library, notebook: Attached
) -> list[Checked]:
    """Hold clips against the files, which a parser that can do nothing else reads.

    Raises:
        Unusable: It cannot be started.
    """
    try:
        with closing(Exile()) as exile:
            place = partial(_file_of, opened, notebook)
            return list(verified(collection, clips, place, exile.parse))
    except ExileFailed as error:
        raise Unusable(str(error)) from error


def _read(arguments: argparse.Namespace) -> list[Clip] | None:
    """The clips of a pad in a file; None if PAD is a collection, whose notebook has them."""
    path = Path(arguments.pad)
    if path.is_dir() or not path.name.lower().endswith((".json", ".jsonl")):
        if arguments.collection is not None:
            raise Usage(f"{path} is no pad; 'gazetteer pad --json' makes one")
        arguments.collection = arguments.pad
        return None
    lines = input_text(str(path)).splitlines()
    plain = [_object(line, number, path) for number, line in enumerate(lines, 1) if line.strip()]
    if plain and not any("clip" in one for one in plain) and arguments.collection is None:
        arguments.collection = arguments.pad  # a collection in one file, of reports
        return None
    clips = [_clip(one, number, path) for number, one in enumerate(plain, 1)]
    if arguments.collection is None:
        arguments.collection = _known_collection(arguments, plain)
    return clips


def _known_collection(arguments: argparse.Namespace, plain: list[dict[str, object]]) -> str:
    """The collection that a pad names; a pad from elsewhere does not say what is read here.

    Raises:
        Usage: It names none that has been read before.
    """
    named = str(plain[0].get("collection", "")) if plain else ""
    if named and place_of(Path(named), base_of(arguments)).is_dir():
        return named
    raise Usage(f"say where its reports are: gazetteer verify {arguments.pad} COLLECTION")


def _object(line: str, number: int, path: Path) -> dict[str, object]:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Usage(f"{path}, line {number}: it is no JSON") from error
    if not isinstance(plain, dict):
        raise Usage(f"{path}, line {number}: it is no clip")
    return plain


def _clip(plain: dict[str, object], number: int, path: Path) -> Clip:
    try:
        return clip_from(plain)
    except ActUnreadable as error:
        raise Usage(f"{path}, line {number}: {error}") from error


def _file_of(opened: Library, notebook: Attached, report: Ref) -> tuple[str, str] | None:
    number = notebook.number_of(report)
    if number is None:
        return None
    file = opened.catalogue.file_of(number)
    (row,) = opened.catalogue.rows([number])
    return (file, row.id) if file is not None else None


def _as_json(one: Checked) -> dict[str, object]:
    quotation = one.clip.quotation
    return {
        "clip": one.clip.item,
        "fate": one.fate.value,
        "quote": quotation.text,
        "article": one.article,
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "now": one.now,
        "wording": compared(quotation.text, one.now) if one.now is not None else [],
        "was_in": one.clip.report.id,
        "was_at": [quotation.start, quotation.end],
        "same_file": one.is_same_file,
    }


def _say(one: Checked) -> None:
    """What has become of a clip; what is no longer as it was beside what stands there now."""
    where = one.clip.report.id
    if one.article and one.article != where:
        where = f"{where}, now {one.article}"
    if one.span:
        where += f", characters {one.span.start}–{one.span.end}"
    quote = f"“{short(one.clip.quotation.text)}”  "
    if one.now is None or one.fate in (Fate.UNCHANGED, Fate.MOVED):
        gone = f": {_gone(one)}" if one.fate is Fate.MISSING else ""
        _put(f"{one.fate.value:<9}  {quote}{where}{gone}")
        return
    replaced = "; in its place:" if one.fate is Fate.MISSING else ""
    _put(f"{one.fate.value:<9}  {where}{replaced}")
    for name, side in zip(
        ("was", "now"), sides(compared(one.clip.quotation.text, one.now)), strict=True
    ):
        _put(f"{'':<9}  {name}  “{_text(side)}”", " " * 16)


def _gone(one: Checked) -> str:
    return "its words are gone from it" if one.article else "it is no longer in the collection"


def _text(side: Sequence[Side]) -> str:
    return "".join(one.text for one in side).strip()


def _put(line: str, indent: str = " " * 11) -> None:
    for piece in wrapped(line, output.columns(), indent):
        output.say(piece)
