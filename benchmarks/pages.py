r"""How much of a saved page's report we find: body, title and date, beside other extractors.

    python benchmarks/pages.py [--skip NAME …] [--worst 10] [--json FILE]

Reads `../shared/corpora/html.tar.gz` (or GAZETTEER_SHARED), where each page comes with what its
source expects. The body is scored by F1 over words (\w+, small letters, counted as often as they
occur), the title by whether it says the same letters, but for what stands behind or before a
divider (a site's name, a section), the date by its day. The others, where they are installed (`pip
install newspaper4k readability-lxml`), are used as their documentation says, on the same bytes in
the same run.
"""

import argparse
import contextlib
import io
import itertools
import json
import logging
import os
import re
import statistics
import tarfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.article import Article
from articles.assemble import assemble
from articles.formats import html
from articles.formats.draft import Draft

SHARED = Path(os.environ.get("GAZETTEER_SHARED", Path(__file__).parents[2] / "shared"))
_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|–—·:•»-]+\s+|\s*[|»_：\[]\s*|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f]+$)")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page, and what is expected of it; empty where nothing is."""

    name: str
    data: bytes
    body: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Found:
    """What an extractor says."""

    body: str = ""
    title: str = ""
    date: str = ""


Extractor = Callable[[bytes], Found]


def pages(limit: int) -> Iterator[Page]:
    """The pages of which something is expected."""
    lines = (SHARED / "corpora/html_manifest.jsonl").read_text("utf-8").splitlines()
    with tarfile.open(SHARED / "corpora/html.tar.gz") as archive:
        files = {
            info.name.removeprefix("html/"): archive.extractfile(info).read()  # type: ignore[union-attr]  # a file
            for info in archive
            if info.isfile()
        }
    for row in [json.loads(line) for line in lines][:limit]:
        page = _expected(row, files)
        if page is not None and (page.body or page.title or page.date):
            yield page


def _expected(row: dict[str, Any], files: dict[str, bytes]) -> Page | None:
    name, told = row["file"], row["expected"] or ""
    data = files.get(name)
    if data is None:
        return None
    if told.endswith(".txt"):
        body = files.get(told, b"").decode("utf-8", "replace")
        beside = files.get(re.sub(r"/html/(.*)\.html$", r"/metadata/\1.json", name), b"{}")
        stated = json.loads(beside)
        return Page(name, data, body, stated.get("title") or "", _day(stated.get("publish_date")))
    if told.endswith("expected-metadata.json)"):
        folder = name.rpartition("/")[0]
        stated = json.loads(files[f"{folder}/expected-metadata.json"])
        body = _plain(files[f"{folder}/expected.html"])
        date = _day(stated.get("publishedTime"))
        return Page(name, data, body, stated.get("title") or "", date)
    if told.endswith(".json"):
        stated = json.loads(files[told]).get("expected", {})
        date = _day(stated.get("publish_date"))
        return Page(name, data, stated.get("cleaned_text") or "", stated.get("title") or "", date)
    return None


def _plain(markup: bytes) -> str:
    from lxml import html as lxml_html  # type: ignore[import-untyped]  # noqa: PLC0415 - may not be there

    return str(lxml_html.fromstring(markup.decode("utf-8", "replace")).text_content())


def _day(stated: object) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d", str(stated or ""))
    return found[0] if found else ""


def ours(data: bytes) -> Found:
    """What a reader of ours would show."""
    (draft,) = html.read(io.BytesIO(data))
    if not isinstance(draft, Draft):
        return Found()
    made: Article = assemble("page.html", draft)
    return Found(made.text, made.title, made.date.value if made.date else "")


def trafilatura(data: bytes) -> Found:
    """trafilatura, called as its documentation shows."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - may not be installed

    found: Any = bare_extraction(data, with_metadata=True)
    return (
        Found() if found is None else Found(found.text or "", found.title or "", found.date or "")
    )


def newspaper(data: bytes) -> Found:
    """newspaper4k, called as its documentation shows."""
    import newspaper as library  # noqa: PLC0415 - may not be installed

    article = library.Article("https://example.org/", fetch_images=False)  # nothing is fetched here
    article.download(input_html=data.decode("utf-8", "replace"))
    article.parse()
    return Found(article.text, article.title or "", _day(article.publish_date))


def readability(data: bytes) -> Found:
    """readability-lxml, called as its documentation shows."""
    from readability import Document  # noqa: PLC0415 - may not be installed

    document = Document(data.decode("utf-8", "replace"))
    return Found(_plain(document.summary().encode()), document.short_title() or "")


EXTRACTORS: dict[str, Extractor] = {
    "ours": ours,
    "trafilatura": trafilatura,
    "newspaper": newspaper,
    "readability": readability,
}


def f1(found: str, expected: str) -> float:
    """Harmonic mean of precision and recall over words."""
    said, wanted = (Counter(_WORD.findall(text.lower())) for text in (found, expected))
    common = (said & wanted).total()
    return 2 * common / (said.total() + wanted.total()) if common else 0.0


def is_same_title(found: str, expected: str) -> bool:
    """Whether two titles say the same, but for the name of a site or section."""
    return bool(_readings(found) & _readings(expected))


def _readings(title: str) -> set[str]:
    """The letters of a title, and of it without what stands before or after a divider."""
    pieces = [_letters(piece) for piece in _SEPARATOR.split(title)]
    whole = {"".join(pieces[:end]) for end in range(1, len(pieces) + 1)}
    if len(pieces) > 1 and len(pieces[0]) < len("".join(pieces)) / 2:
        whole.add("".join(pieces[1:]))
    return whole - {""}


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def run(name: str, found_by: Extractor, known: list[Page], worst: int) -> dict[str, float]:
    """The figures of one extractor; its worst pages are printed if that is wished."""
    bodies: list[tuple[float, str]] = []
    titles: list[tuple[bool, str]] = []
    dates: list[tuple[bool, str]] = []
    seconds = 0.0
    for page in known:
        began = time.perf_counter()
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                found = found_by(page.data)
        except Exception as error:  # noqa: BLE001 - others raise what they like, and it costs them
            found = Found(title=type(error).__name__)
        seconds += time.perf_counter() - began
        if page.body:
            bodies.append((f1(found.body, page.body), page.name))
        if page.title:
            said = f"{page.name}: {found.title!r}, not {page.title!r}"
            titles.append((is_same_title(found.title, page.title), said))
        if page.date:
            said = f"{page.name}: {found.date!r}, not {page.date!r}"
            dates.append((found.date == page.date, said))
    wrong = [[one for one in some if not one[0]][:worst] for some in (titles, dates)]
    for figure, said in [*sorted(bodies)[:worst], *itertools.chain(*wrong)]:
        print(f"    {name} {figure:.2f} {said}")
    return {
        "body": statistics.fmean(figure for figure, _ in bodies),
        "median": statistics.median(figure for figure, _ in bodies),
        "title": statistics.fmean(is_right for is_right, _ in titles),
        "date": statistics.fmean(is_right for is_right, _ in dates),
        "seconds": seconds / len(known),
    }


def main() -> None:
    """Run, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--skip", nargs="*", default=[], choices=[*EXTRACTORS])
    parser.add_argument("--worst", type=int, default=0, help="pages to name, of ours")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    known = list(pages(arguments.pages))
    counts = [
        sum(bool(getattr(page, field)) for page in known) for field in ("body", "title", "date")
    ]
    print(f"{len(known)} pages: {counts[0]} bodies, {counts[1]} titles, {counts[2]} dates expected")
    figures = {}
    for name, found_by in EXTRACTORS.items():
        if name in arguments.skip:
            continue
        try:
            __import__({"ours": "trafilatura"}.get(name, name))
        except ImportError:
            print(f"{name:12} is not installed")
            continue
        figures[name] = run(name, found_by, known, arguments.worst if name == "ours" else 0)
        told = " ".join(f"{key} {value:.3f}" for key, value in figures[name].items())
        print(f"{name:12} {told}", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
