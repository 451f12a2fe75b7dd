"""Settings: what is set is used, what is odd is said on one line."""

import json
import os
from pathlib import Path

import pytest

from tui.cli import main
from tui.settings import configuration
from tui.settings.configuration import Configuration, ConfigurationError, Keys, read


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert read(tmp_path / "config.toml") == (Configuration(), [])


def test_what_is_set_is_read(tmp_path: Path) -> None:
    text = 'detector = "spacy:en_core_web_sm"\nlibrary = "~/libraries"\ntheme = "nord"\n'
    text += 'engine = "tantivy"\n'
    found, warnings = read(written(tmp_path, text))
    assert found == Configuration("spacy:en_core_web_sm", "tantivy", "~/libraries", "nord")
    assert warnings == []


@pytest.mark.parametrize(
    ("key", "advice"),
    [
        ("detektor", "did you mean detector?"),
        ("xyz", "keys are columns, copies, detector, engine, "),
    ],
)
def test_an_unknown_key_is_a_warning_that_names_the_nearest(
    tmp_path: Path, key: str, advice: str
) -> None:
    path = written(tmp_path, f'{key} = 1\ntheme = "nord"\n')
    found, (warning,) = read(path)
    assert found.theme == "nord"
    assert warning.startswith(f"{path}: there is no setting '{key}'; {advice}")


@pytest.mark.parametrize(
    "content", ["theme = ", "theme = 3", 'theme = ""', b"\xff\xfe", "theme = ['a']"]
)
def test_a_bad_file_is_an_error_of_one_line_that_names_it(
    tmp_path: Path, content: str | bytes
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ConfigurationError, match=str(path)) as error:
        read(path)
    assert "\n" not in str(error.value)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    for name, kind in (("pipe", "named pipe"), ("device", "device"), (".", "folder")):
        with pytest.raises(ConfigurationError, match=f"it is a {kind}"):
            read(tmp_path / name)


@pytest.mark.parametrize("target", ["not-there.toml", "config.toml"])
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, target: str) -> None:
    (tmp_path / "config.toml").symlink_to(target)
    with pytest.raises(ConfigurationError, match=f"cannot read {tmp_path / 'config.toml'}: "):
        read(tmp_path / "config.toml")


def test_what_is_larger_than_settings_are_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "config.toml").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(ConfigurationError, match="it is larger than 1 MB"):
        read(tmp_path / "config.toml")


def test_a_bad_file_ends_a_command_with_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = configuration.file()
    place.parent.mkdir(parents=True)
    written(place.parent, "theme = ")
    assert main(["stats", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_library_that_is_set_is_used_unless_an_option_says_otherwise(tmp_path: Path) -> None:
    place = configuration.file()
    place.parent.mkdir(parents=True)
    written(place.parent, 'library = "~/kept"')
    (tmp_path / "a.txt").write_text("Levee\n\nThe levee at Harrow Bend held.\n")
    assert main(["index", str(tmp_path / "a.txt")]) == 0
    assert len(list((Path.home() / "kept").iterdir())) == 1
    assert main(["index", str(tmp_path / "a.txt"), "--library", str(tmp_path / "other")]) == 0
    assert len(list((tmp_path / "other").iterdir())) == 1


def test_a_warning_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = configuration.file()
    place.parent.mkdir(parents=True)
    written(place.parent, 'librari = "~/kept"')
    (tmp_path / "a.txt").write_text("Levee\n\nThe levee at Harrow Bend held.\n")
    assert main(["stats", str(tmp_path / "a.txt")]) == 0
    assert capsys.readouterr().err.count("did you mean library?") == 1


@pytest.mark.parametrize(
    ("content", "keys"),
    [
        ('keys = "emacs"', Keys("emacs")),
        ('[keys]\n"mention.next" = "e,]"', Keys("vim", {"mention.next": "e,]"})),
        ("[keys]\nmention.next = ['e', ']']", Keys("vim", {"mention.next": "e,]"})),
        ("[keys]\npreset = 'emacs'\nzen = 'Z'", Keys("emacs", {"zen": "Z"})),
    ],
)
def test_keys_are_a_preset_or_a_table_by_command(tmp_path: Path, content: str, keys: Keys) -> None:
    assert read(written(tmp_path, content))[0].keys == keys


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        ('keys = "emax"', "there are vim, emacs"),
        ("keys = 3", "a table"),
        ("[keys]\nzen = 3", "text in quotes"),
        ('mouse = "no"', "true or false"),
        ('copies = "open"', 'copies = "unfolded"'),
        ("copies = false", '"folded" or "unfolded"'),
        ('themes = "x"', "tables"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_the_right_one(
    tmp_path: Path, content: str, advice: str
) -> None:
    with pytest.raises(ConfigurationError, match=advice):
        read(written(tmp_path, content))


def test_the_engine_that_is_set_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = configuration.file()
    place.parent.mkdir(parents=True)
    written(place.parent, 'engine = "tantivy"')
    (tmp_path / "a.txt").write_text("Levee\n\nThe levee at Harrow Bend held.\n")
    assert main(["stats", str(tmp_path / "a.txt"), "--json"]) == 0
    assert '"engine": "tantivy"' in capsys.readouterr().out


def test_an_engine_that_there_is_not_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = configuration.file()
    place.parent.mkdir(parents=True)
    written(place.parent, 'engine = "lucene"')
    assert main(["index", str(tmp_path)]) == 2
    assert capsys.readouterr().err.endswith('engine has to be "whoosh" or "tantivy"\n')


@pytest.mark.parametrize(
    ("content", "is_ok", "told"),
    [
        ("", True, "config.toml"),
        ("detektor = 1", False, "did you mean detector?"),
        ('engine = "lucene"', False, "whoosh or tantivy"),
        ('theme = "nrod"', False, "there is no theme 'nrod'"),
        ('columns = "size"', False, "there is no column 'size'"),
        ('[themes.mine]\npanel = "bluish"', False, "panel is no colour"),
        ('[keys]\nzen = "n"', True, "n is 'zen' now"),
        ('[keys]\nzenn = "n"', False, "did you mean 'zen'?"),
        ('[keys]\nzen = "ctrl-i"', False, "terminals send Tab"),
        ('[keys]\nzen = "Z"\nfold = "Z"', False, "Z is set for 'zen' and for 'fold'"),
        ("mouse = 3", False, "true or false"),
        ("mouse = ", False, "cannot read"),
    ],
)
def test_doctor_says_what_is_odd_in_the_settings(
    capsys: pytest.CaptureFixture[str], content: str, is_ok: bool, told: str
) -> None:
    place = configuration.file()
    place.parent.mkdir(parents=True)
    written(place.parent, content)
    code = main(["doctor", "--json"])
    checks = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = next(check for check in checks if check["check"] == "settings")
    assert (found["ok"], code == 0) == (is_ok, all(check["ok"] for check in checks))
    assert told in found["found"]
