"""A pad as Markdown, CSV and JSON Lines. Pure.

What is quoted is untrusted: in Markdown nothing of it is markup, in a spreadsheet none of it is a
formula.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from articles.article import DateBasis
from articles.clean import clean
from index.cells import cell
from index.notebook.act_lines import from_json
from index.notebook.acts import ActUnreadable, Clip
from index.notebook.notebook import Entry

FORMATS: Final = ("markdown", "csv", "json")

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&])|^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def fields_of(entry: Entry, collection: str) -> dict[str, object]:
    """What is printed of a clip, under the names that `--format json` documents."""
    clip = entry.act
    assert isinstance(clip, Clip)
    quotation = clip.quotation
    return {
        "clip": clip.item,
        "clipped": entry.time,
        "quote": quotation.text,
        "article": clip.report.id,
        "start": quotation.start,
        "end": quotation.end,
        "title": clip.title,
        "source": clip.source,
        "author": clip.author,
        "date": clip.date or None,
        "date_basis": clip.basis or None,
        "url": clip.url,
        "sha256": clip.sha256,
        "text_hash": clip.report.text,
        "prefix": quotation.prefix,
        "suffix": quotation.suffix,
        "collection": collection,
    }


def clip_from(plain: Mapping[str, Any]) -> Clip:
    """Read a clip that was printed as JSON.

    Raises:
        ActUnreadable: It is none.
    """
    try:
        act = from_json(
            json.dumps(
                {
                    "kind": "clip",
                    "item": plain["clip"],
                    "report": {"id": plain["article"], "text": plain["text_hash"]},
                    "quotation": {
                        "text": plain["quote"],
                        "start": plain["start"],
                        "prefix": plain["prefix"],
                        "suffix": plain["suffix"],
                    },
                    "title": plain["title"],
                    "source": plain["source"],
                    "author": plain["author"],
                    "date": plain["date"] or "",
                    "basis": plain["date_basis"] or "",
                    "url": plain["url"],
                    "sha256": plain["sha256"],
                }
            )
        )
    except (KeyError, TypeError) as error:
        raise ActUnreadable(f"it is no clip ({error})") from error
    assert isinstance(act, Clip)
    return act


def as_json(entries: Iterable[Entry], collection: str) -> str:
    """One object a line."""
    return "".join(
        json.dumps(fields_of(entry, collection), ensure_ascii=False) + "\n" for entry in entries
    )


def as_csv(entries: Iterable[Entry], collection: str) -> str:
    """A table with a heading; a cell that a spreadsheet would compute begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for place, entry in enumerate(entries):
        fields = fields_of(entry, collection)
        if not place:
            writer.writerow(fields)
        writer.writerow([cell(value) for value in fields.values()])
    return out.getvalue()


def as_markdown(entries: Iterable[Entry], collection: str) -> str:
    """Quotations with a citation under each."""
    name = collection.rstrip("/").rpartition("/")[2] or collection
    pieces = [f"# Clips from {_plain(name)}\n"]
    for entry in entries:
        fields = fields_of(entry, collection)
        quote = _plain(str(fields["quote"]))
        pieces.append("".join(f"> {line}".rstrip() + "\n" for line in quote.split("\n")))
        pieces.append(f"{_citation(fields)}\n")
    return "\n".join(pieces)


def _citation(fields: Mapping[str, object]) -> str:
    date = fields["date"]
    basis = fields["date_basis"]
    known_by = DateBasis.USER if basis == DateBasis.USER else f"by its {basis}"
    dated = f"{date} ({known_by})" if date else "undated"
    facts = [f"*{_plain(str(fields['title']))}*"]
    facts += [_plain(str(fields[name])) for name in ("source", "author") if fields[name]]
    facts.append(dated)
    place = f"{_code(str(fields['article']))}, characters {fields['start']}–{fields['end']}"
    lines = [f"— {', '.join(facts)}.", f"{place}."]
    if fields["url"]:
        lines.append(f"{_code(str(fields['url']))}")
    if fields["sha256"]:
        lines.append(f"SHA-256 of the file: `{fields['sha256']}`")
    return "  \n".join(lines)


def _plain(text: str) -> str:
    """A text of which Markdown takes nothing for markup."""
    return _MARKUP.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", clean(text))


def _code(text: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{clean(text)}{pad}{ticks}"


PRINTED: Final = {"markdown": as_markdown, "csv": as_csv, "json": as_json}
"""What prints a pad in each format."""
