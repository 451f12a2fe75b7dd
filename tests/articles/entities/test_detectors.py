"""Another detector takes the place of ours, and the rest of the chain stays as it is."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from articles.article import Article
from articles.entities import EntityType
from articles.entities.analysis import analyse
from articles.entities.detector_gliner import GlinerDetector
from articles.entities.detectors import OWN, DetectorError, load, orderly, require
from articles.entities.recognised import Kind, Recognised

FAKE = """
from articles.entities.recognised import Kind, Recognised

class Fake:
    def detect(self, texts):
        return [
            [Recognised(at, at + 6, Kind.PERSON) for at in [text.find("zebra!")] if at >= 0]
            for text in texts
        ]

def broken():
    raise OSError("its model is missing")
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path with a package that offers detectors."""
    (tmp_path / "fake_detector.py").write_text(FAKE)
    info = tmp_path / "fake_detector-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fake-detector\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[gazetteer.detectors]\nfake = fake_detector:Fake\nbroken = fake_detector:broken\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "fake_detector", raising=False)  # that of another test
    return tmp_path


def test_our_own_is_no_plug_in() -> None:
    assert load(OWN) is None


def test_an_entry_point_finds_what_ours_would_not(installed: Path) -> None:
    text = "A zebra! ran past the United Nations.\n"
    (entities,) = analyse([Article("a", text, "")], load("fake"))
    found = {entity.name: entity.type for entity in entities}
    assert found == {"zebra!": EntityType.PERSON, "United Nations": EntityType.ORGANISATION}


def test_a_detector_that_lacks_something_is_an_error_of_one_line(installed: Path) -> None:
    with pytest.raises(DetectorError, match="broken cannot be loaded: its model is missing"):
        load("broken")


def test_an_unknown_detector_names_those_that_there_are(installed: Path) -> None:
    with pytest.raises(DetectorError, match="installed: broken, fake"):
        require("fakke")


@pytest.mark.parametrize("name", ["", "stanza:en", "spacy:", ":x"])
def test_what_is_no_name_of_a_detector_is_refused(name: str) -> None:
    with pytest.raises(DetectorError, match="there is no detector"):
        require(name)


@pytest.mark.parametrize("kind", ["spacy", "gliner"])
def test_a_missing_package_is_an_error_that_says_what_to_install(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DetectorError, match=rf"pip install 'gazetteer\[{kind}\]'"):
        require(f"{kind}:something")


def test_a_missing_pipeline_is_an_error_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "spacy" or None)
    with pytest.raises(DetectorError, match="python -m spacy download en_core_web_sm"):
        require("spacy:en_core_web_sm")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([(4, 8), (0, 3)], [(0, 3), (4, 8)]),
        ([(0, 5), (2, 8)], [(0, 5)]),
        ([(3, 99), (-5, 2)], [(0, 2), (4, 24)]),
        ([(3, 9)], [(4, 8)]),
        ([(3, 4), (9, 9), (40, 50)], []),
        ([(4, 22)], []),
    ],
)
def test_whatever_a_detector_says_is_put_in_order(
    found: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    text = "Bob Anna  Carl and\n\nEve" if found == [(4, 22)] else "Bob Anna  Carl and   Eves"[:24]
    names = [Recognised(start, end, Kind.PERSON) for start, end in found]
    assert [(name.start, name.end) for name in orderly(text, names)] == expected


def test_a_spacy_pipeline_takes_our_place(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="needs the extra 'spacy'")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "zebra"},
            {"label": "GPE", "pattern": "the Harrow Bend"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    pipeline.to_disk(tmp_path / "pipeline")
    text = "On Monday the zebra’s keeper left the Harrow Bend.\n"
    (entities,) = analyse([Article("a", text, "")], load(f"spacy:{tmp_path / 'pipeline'}"))
    found = {entity.name: entity.type for entity in entities}
    assert found == {"zebra": EntityType.PERSON, "Harrow Bend": EntityType.PLACE}


def test_a_gliner_model_is_asked_about_all_of_a_long_text() -> None:
    def predict(
        texts: list[str], labels: list[str], threshold: float
    ) -> list[list[dict[str, object]]]:
        assert max(len(text.split()) for text in texts) <= 200
        return [
            [{"start": at, "end": at + 5, "label": "person", "score": threshold}]
            if (at := text.find("zebra")) >= 0
            else []
            for text in texts
        ]

    model = SimpleNamespace(batch_predict_entities=predict)
    text = "One word after the other, and no end. " * 60 + "A zebra! " + "word " * 500 + "zebra"
    (found,) = GlinerDetector(model).detect([text])
    assert [text[name.start : name.end] for name in found] == ["zebra", "zebra"]


def test_gliner_loads_from_a_folder_and_downloads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}
    module = ModuleType("gliner")
    module.GLiNER = SimpleNamespace(  # type: ignore[attr-defined]  # a fake package
        from_pretrained=lambda where, **how: asked.update(how, where=where)
    )
    monkeypatch.setitem(sys.modules, "gliner", module)
    GlinerDetector.at(str(tmp_path))
    assert asked == {"where": str(tmp_path), "local_files_only": True}
