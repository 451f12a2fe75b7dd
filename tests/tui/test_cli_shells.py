"""What the command line offers to shells, to `man`, and to who listens."""

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from articles.article import Article, DateBasis, Label, Part, ReportDate, Span
from tui.cli import main
from tui.cli.arguments import SHELLS, documented
from tui.cli.completing import script
from tui.cli.manual import page
from tui.cli.plain import spoken

PROJECT = Path(__file__).parents[2]
COMMANDS = [name for name in documented() if name]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_every_command_and_option(shell: str) -> None:
    text = script(shell)
    for name, parser in documented().items():
        assert name in text
        options = [o for a in parser._actions if a.help != "==SUPPRESS==" for o in a.option_strings]
        assert all(option.lstrip("-") in text for option in options)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_takes_its_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    path = tmp_path / "script"
    path.write_text(script(shell))
    subprocess.run([shell, "-n", str(path)], check=True)


def bash(*words: str) -> list[str]:
    """What bash offers for the last of these words."""
    typed = " ".join(f"'{word}'" for word in words)
    commands = f"""
        COMP_WORDS=(gazetteer {typed}); COMP_CWORD={len(words)}
        $(complete -p gazetteer | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    run = subprocess.run(
        ["bash", "-c", f"{script('bash')}\n{commands}"], capture_output=True, check=True, text=True
    )
    return run.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("se",), "search"),
        (("search", "--so"), "--sort"),
        (("search", "--sort", "ti"), "title"),
        (("completion", "f"), "fish"),
    ],
)
def test_bash_offers_commands_options_and_choices(words: tuple[str, ...], offered: str) -> None:
    assert offered in bash(*words)


def test_the_script_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    assert capsys.readouterr().out.strip() == script("bash").strip()


def test_another_shell_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["completion", "tcsh"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "bash" in told


def test_the_man_page_is_made_from_the_parsers() -> None:
    kept = (PROJECT / "docs" / "gazetteer.1").read_text("utf-8")
    assert kept == page(), "make keys writes it anew"
    assert all(f".SS gazetteer {name}\n" in kept for name in COMMANDS)


def test_nothing_in_the_man_page_is_obeyed_by_roff_but_what_is_meant() -> None:
    requests = {line.split()[0] for line in page().splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".br"}


def test_the_wheel_brings_the_man_page() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    shared = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared["docs/gazetteer.1"] == "share/man/man1/gazetteer.1"


TEXT = "Levee breaks\n\nThe levee\nbroke.\n\nPhoto: a levee\n"
ARTICLE = Article(
    "levee.txt", TEXT, "Levee breaks", date=ReportDate("2020-01-05", DateBasis.FILE_NAME),
    source="Valley News", parts=(Part(Label.HEADLINE, 0, 12), Part(Label.CAPTION, 32, 46)),
)  # fmt: skip


def test_a_report_is_said_a_line_a_paragraph_with_what_it_is_and_what_was_looked_for() -> None:
    marked = [(Span(18, 23), "hit"), (Span(0, 5), "hit"), (Span(18, 20), "mention")]
    assert list(spoken(ARTICLE, marked)) == [
        "Title: Levee breaks",
        "Source: Valley News",
        "Date: 2020-01-05, by its file name",
        "8 words.",
        "Hits: 2.",
        "Mentions: 1.",
        "",
        "Headline: [hit: Levee] breaks",
        "The [mention: le]vee broke.",
        "Caption: Photo: a levee",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One ends.\n \t\nTwo begins.\n\n\n\n\tThree.\n", ["One ends.", "Two begins.", "Three."]),
        (
            "".join(f"Line {n} is a paragraph {'of many words ' * 9}and ends.\n" for n in range(4)),
            [f"Line {n} is a paragraph {'of many words ' * 9}and ends." for n in range(4)],
        ),
        (
            "\n".join(["the line that was broken by hand at sixty columns " + "x" * 9] * 5)
            + "\n\n  It went on.",
            [
                " ".join(["the line that was broken by hand at sixty columns " + "x" * 9] * 5),
                "It went on.",
            ],
        ),
        ("12 Mill Street\nHarrow Bend\n\nIt held.", ["12 Mill Street Harrow Bend", "It held."]),
        ("", []),
    ],
)
def test_a_line_is_a_paragraph_however_the_text_was_set(text: str, said: list[str]) -> None:
    lines = list(spoken(Article("a", text, "A"), ()))
    assert lines[lines.index("") + 1 :] == said


def test_a_headline_and_a_byline_below_each_other_are_two_lines_and_a_dateline_none() -> None:
    text = "Levee breaks\nBy Ann Writer\n\nHARROW BEND (AP) - The levee broke before dawn.\n"
    labels = [
        ("Levee breaks", Label.HEADLINE),
        ("By Ann", Label.BYLINE),
        ("HARROW", Label.DATELINE),
    ]
    ends = {Label.HEADLINE: 12, Label.BYLINE: 26, Label.DATELINE: 45}
    parts = tuple(Part(label, text.index(begins), ends[label]) for begins, label in labels)
    lines = list(spoken(Article("a", text, "Levee breaks", parts=parts), ()))
    assert lines[-3:] == [
        "Headline: Levee breaks",
        "Byline: By Ann Writer",
        "HARROW BEND (AP) - The levee broke before dawn.",
    ]


def test_show_says_a_report_with_its_hits_and_mentions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "levee.txt").write_text(
        "Levee breaks\n\nMargaret Okafor blamed the levee. Okafor left.\n"
    )
    words = ["show", str(tmp_path), "levee.txt", "--search", "levee", "--entity", "Okafor"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "[hit: Levee] breaks" in said
    assert "[mention: Margaret Okafor] blamed the [hit: levee]. [mention: Okafor] left." in said
    assert "\x1b" not in said
