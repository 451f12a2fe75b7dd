"""How the reader starts: with what the first list needs, and nothing else."""

import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor, ReflowResult
from textual.app import ComposeResult
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse as parse_css
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem
from textual.dom import DOMNode
from textual.events import ScreenResume
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from articles.collection.collection import Collection
from index.build.build import build
from index.catalogue.store import Catalogue, Sort
from index.library.folder import place_of
from index.library.library import Library
from tui.app import Reader
from tui.background.answers import Answer
from tui.desk.desk import Desk
from tui.desk.searcher import Searcher
from tui.desk.user_notebook import UserNotebook
from tui.screens.main import MainScreen

PROJECT = Path(__file__).parents[2]
NEEDLESS = {
    # what reads files and names
    "articles.assemble", "articles.dates.datelines", "articles.formats.opening",
    "articles.entities.forms", "articles.entities.spelling", "articles.dates.relative_dates",
    "articles.collection.walk", "lxml", "trafilatura", "yaml", "numpy",
    # what searches
    "index.analysis", "index.engines.engine", "index.query.tree", "index.search.hits", "whoosh",
    "tantivy", "tui.background.searching", "tui.background.search_process",
    # what builds, what writes, what the user made
    "index.copies.grouping", "index.mentions.writing", "index.judgements.rules",
    "index.notebook.acts", "index.notebook.attached", "index.notebook.schema",
    "tui.background.held", "tui.background.indexing", "tui.background.keeping",
    # what comes over the panes
    "textual.widgets._text_area", "tui.commands.palette",
    "tui.dialogs.concordance", "tui.dialogs.help", "tui.dialogs.listing", "tui.dialogs.note",
    "tui.dialogs.over", "tui.dialogs.sheet", "tui.dialogs.tagging", "tui.dialogs.welcome",
    # what one can do, once one does it
    "tui.features.beside", "tui.features.copies", "tui.features.finding", "tui.features.following",
    "tui.features.hinting", "tui.features.kept", "tui.features.marking", "tui.features.menus",
    "tui.features.notebook", "tui.features.notes", "tui.features.outside",
    "tui.features.paragraphs", "tui.features.places",
    "tui.features.saved_searches", "tui.features.selecting", "tui.features.skipped",
    "tui.features.tagging", "tui.features.teaching", "tui.features.told_dates",
    "tui.features.views", "tui.features.watch",
    # what few have or need
    "importlib.metadata", "importlib.resources", "tomllib", "tui.crash",
}  # fmt: skip

_AT_THE_FIRST_LIST = """
import sys
from pathlib import Path
from tui.cli import running, reading  # as the command line comes to it
from tui.app import Reader
from tui.screens.main import MainScreen

show = MainScreen.show_list

def below(kind):
    for one in type.__subclasses__(kind):
        yield one
        yield from below(one)

def is_compiled(one):
    ours = one.__module__.partition(".")[0] in ("articles", "index", "tui")
    return ours and "__dataclass_fields__" in vars(one)

def shown(self, row):
    show(self, row)
    compiled = {one.__qualname__ for one in below(object) if is_compiled(one)}
    for line in ([len(self.desk.results.numbers)], sys.modules, compiled):
        print(*line, file=sys.__stdout__, flush=True)
    self.app.exit(0)

MainScreen.show_list = shown
Reader(Path(sys.argv[1]), Path(sys.argv[2])).run(headless=True)
"""


@pytest.fixture(scope="module")
def first_list(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, set[str], str]:
    """How many reports the first list has, the modules loaded by then, the data classes made."""
    folder = tmp_path_factory.mktemp("start")
    reports, libraries = folder / "reports", folder / "libraries"
    reports.mkdir()
    (reports / "levee.txt").write_text("Levee breaks\n\nThe levee broke before dawn.\n", "utf-8")
    for _ in build(Collection.open(reports), place_of(reports, libraries), jobs=1):
        pass
    command = [sys.executable, "-W", "ignore", "-c", _AT_THE_FIRST_LIST, reports, libraries]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    count, loaded, compiled = ran.stdout.splitlines()
    return count, set(loaded.split()), compiled


def test_nothing_is_loaded_before_the_first_list_that_it_does_not_need(
    first_list: tuple[str, set[str], str],
) -> None:
    count, loaded, _ = first_list
    assert count == "1"
    assert {"textual", "tui.screens.main", "index.catalogue.store"} <= loaded
    assert not NEEDLESS.intersection(loaded)


def test_no_data_class_is_made_before_the_first_list(
    first_list: tuple[str, set[str], str],
) -> None:
    """Python compiles the methods of each anew: a millisecond, where a tuple takes a seventh."""
    _, _, compiled = first_list
    assert compiled == ""


async def test_the_files_of_the_library_are_open_before_the_panes_are_made(
    reading: Callable[..., AbstractAsyncContextManager[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While these are made, the thread that opens it would wait for its turn at each file."""
    order: list[str] = []
    read, compose = Library.__init__, MainScreen.compose

    def opened(library: Library, folder: Path, like: Library | None = None) -> None:
        read(library, folder, like)
        order.append("library")

    def composed(screen: MainScreen) -> ComposeResult:
        order.append("panes")
        return compose(screen)

    monkeypatch.setattr(Library, "__init__", opened)
    monkeypatch.setattr(MainScreen, "compose", composed)
    async with reading():
        assert order[:3] == ["library", "library", "panes"]


async def test_panes_do_not_wait_for_a_library_that_cannot_be_opened_at_once(
    make_reader: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, is_there, read = make_reader(), threading.Event(), Library.open

    def opened(folder: Path) -> Library:
        is_there.wait(20)
        return read(folder)

    monkeypatch.setattr(Library, "open", opened)
    async with reader.run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        assert screen.articles.is_mounted
        assert not screen.desk.is_open
        is_there.set()


async def test_the_list_is_shown_once_it_has_its_width(
    reading: Callable[..., AbstractAsyncContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual lays the panes out when it tells the screen that it is the active one."""
    widths: list[int] = []
    post, show = MainScreen.post_message, MainScreen.show_list

    def late(screen: MainScreen, message: Message) -> bool:
        if isinstance(message, ScreenResume):
            screen.set_timer(0.2, lambda: post(screen, message))
            return True
        return post(screen, message)

    def shown(screen: MainScreen, row: int) -> None:
        widths.append(screen.articles.size.width)
        show(screen, row)

    monkeypatch.setattr(MainScreen, "post_message", late)
    monkeypatch.setattr(MainScreen, "show_list", shown)
    async with reading() as session:
        while not widths:
            await session.pilot.pause(0.05)
        assert min(widths) > 0


async def test_what_was_styled_as_it_was_mounted_is_not_styled_again_before_the_first_list(
    reading: Callable[..., AbstractAsyncContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That takes as long as the first time; the panes have all of their styles by then."""
    styled: list[int] = []
    update = Stylesheet.update_nodes

    def updated(sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        styled.append(len(list(nodes)))
        update(sheet, nodes, animate)

    monkeypatch.setattr(Stylesheet, "update_nodes", updated)
    async with reading() as session:
        assert max(styled) < 5
        screen = session.pilot.app.screen
        before = {node: node._css_styles.get_rules() for node in screen.walk_children()}
        screen.update_node_styles(animate=False)
        assert {node: node._css_styles.get_rules() for node in screen.walk_children()} == before


async def test_the_panes_are_laid_out_once_for_the_terminal_and_once_for_what_is_in_them(
    reading: Callable[..., AbstractAsyncContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual tells a screen its own size at each layout, and lays it out again at that."""
    laid_out: list[Size] = []
    before: list[int] = []
    reflow, show = Compositor.reflow, MainScreen.show_list

    def reflowed(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
        laid_out.append(size)
        return reflow(compositor, parent, size)

    def shown(screen: MainScreen, row: int) -> None:
        before.append(len(laid_out))
        show(screen, row)

    monkeypatch.setattr(Compositor, "reflow", reflowed)
    monkeypatch.setattr(MainScreen, "show_list", shown)
    async with reading():
        assert before[0] <= 2


async def test_the_style_sheet_of_each_widget_is_read_once(
    reading: Callable[..., AbstractAsyncContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of Textual's is read again for a class that derives from it less directly."""
    read: list[str] = []

    def parsed(
        scope: str, css: str, read_from: tuple[str, str], **how: object
    ) -> Iterable[RuleSet]:
        read.append(css)
        return parse_css(scope, css, read_from, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(stylesheet, "parse", parsed)
    async with reading():
        twice = {css for css in read if read.count(css) > 1}
        assert max(map(len, twice), default=0) < len(Widget.DEFAULT_CSS)


async def test_the_order_of_the_first_list_is_read_as_the_library_is_opened(
    reading: Callable[..., AbstractAsyncContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    order, search = Catalogue.order, Desk.search
    threads: list[str] = []
    before: list[int] = []

    def ordered(catalogue: Catalogue, sort: Sort) -> "array[int]":
        threads.append(threading.current_thread().name)
        return order(catalogue, sort)

    async def searched(desk: Desk, text: str, *, live: bool) -> Answer | None:
        before.append(len(threads))
        answer = await search(desk, text, live=live)
        before.append(len(threads))
        return answer

    monkeypatch.setattr(Catalogue, "order", ordered)
    monkeypatch.setattr(Desk, "search", searched)
    async with reading():
        assert before[:2] == [1, 1]
        assert threads[0].startswith("lookup")


async def test_threads_take_short_turns_only_once_the_first_list_is_painted(
    reading: Callable[..., AbstractAsyncContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before that each turn of one that reads the library has the loop stop for nothing."""
    turns: list[float] = []
    show = MainScreen.show_list

    def shown(screen: MainScreen, row: int) -> None:
        turns.append(sys.getswitchinterval())
        show(screen, row)

    monkeypatch.setattr(MainScreen, "show_list", shown)
    sys.setswitchinterval(0.005)
    async with reading():
        assert turns[0] == pytest.approx(0.005)
        assert sys.getswitchinterval() == pytest.approx(0.0001)


async def test_the_colours_of_the_theme_are_worked_out_once(
    reading: Callable[..., AbstractAsyncContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ColorSystem] = []
    generate = ColorSystem.generate

    def generated(system: ColorSystem) -> dict[str, str]:
        made.append(system)
        return generate(system)

    monkeypatch.setattr(ColorSystem, "generate", generated)
    async with reading():
        assert len(made) == 1


async def test_how_dialogues_look_is_read_with_the_first_of_them(
    reading: Callable[..., AbstractAsyncContextManager[Any]],
) -> None:
    async with reading() as session:
        stylesheet = session.pilot.app.stylesheet
        assert not [place for place, _ in stylesheet.source if place.endswith("dialogs.tcss")]
        await session.press("question_mark")
        assert [place for place, _ in stylesheet.source if place.endswith("dialogs.tcss")]
        assert session.pilot.app.screen.query_one(".sheet").styles.border_top[0] == "round"


async def test_the_notebook_is_loaded_beside_the_loop_before_the_search_process_is_told_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    async def load(notebook: UserNotebook) -> None:
        order.append("loaded")

    async def start(searcher: Searcher, notebook: Path, tell: Callable[[str], None]) -> None:
        order.append("told")

    monkeypatch.setattr(UserNotebook, "load", load)
    monkeypatch.setattr(Searcher, "start", start)
    await Desk(tmp_path, tmp_path).start_searching(print)
    assert order == ["loaded", "told"]


_ALL_OF_IT = """
import ast, sys
from importlib import import_module
from pathlib import Path

def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []  # `walk` has not come to it yet
        elif isinstance(node, ast.ImportFrom):
            yield node.module

for part in ("background", "desk", "dialogs", "features", "screens", "widgets"):
    for path in Path("tui", part).glob("*.py"):
        for module in imported(path):
            import_module(module)
print(*{"numpy", "whoosh", "tantivy", "lxml"} & set(sys.modules))
"""


def test_nothing_the_reader_does_loads_what_other_processes_do() -> None:
    """Numpy alone is 12 MB, and the interpreter's lock is held while it is loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _ALL_OF_IT],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.split() == []
