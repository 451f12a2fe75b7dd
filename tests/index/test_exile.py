"""Parsers in exile: what they cannot do, and what becomes of those who try.

The parser of plain text is replaced by one that runs its text as a program, so a test says what a
parser would do that a file has taken over.
"""

import errno
import os
import platform
import select
import subprocess
import sys
import textwrap
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from socket import socketpair

import pytest

from articles.collection.collection import Collection, File, Skipped
from articles.formats.draft import Draft, Fault
from articles.formats.opening import Loaded, parsed
from index.workers import answers, exile
from index.workers.confinement import MEMORY
from index.workers.exile import Exile

EVIL = """
    import ctypes, os, socket, subprocess, sys, time
    from articles.formats import plain
    from articles.formats.draft import Draft, Fault
    libc = ctypes.CDLL(None, use_errno=True)

    def read(file, name=""):
        told = dict(globals())
        exec(file.read().decode(), told)
        yield Draft(str(told.get("said", "done")))

    plain.read = read
"""

Run = Callable[[str], Draft | Fault]
NO_TEXTS = [""] * (len(fields(Draft)) - 1)
"""All that crosses of a draft but its number."""


@pytest.fixture
def taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a program where a parser runs, and gives what came back."""
    (tmp_path / "evil_parser.py").write_text(textwrap.dedent(EVIL), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    boot = exile._BOOT.replace("from index.workers", "import evil_parser; from index.workers")
    monkeypatch.setattr(exile, "_BOOT", boot)
    with closing(Exile()) as parser:
        yield lambda program: run(parser, tmp_path / "program.txt", program)


def run(parser: Exile, file: Path, program: str) -> Draft | Fault:
    """What comes of a file with a program in it."""
    file.write_text(textwrap.dedent(program), "utf-8")
    with file.open("rb") as opened:
        items = parser.parse(opened.fileno(), file.name)
        (found,) = (item for item in items if not isinstance(item, Loaded))
    return found


def attempt(action: str) -> str:
    """A program that tries something, and says what stopped it."""
    return textwrap.dedent(f"""
        try:
            {action}
            said = 'nothing'
        except Exception as error:
            said = type(error).__name__
    """)


@pytest.mark.parametrize(
    "action",
    [
        "open('/etc/passwd')",
        "open('/tmp/gazetteer-was-here', 'w')",
        "os.listdir('/')",
        "socket.socket()",
        "socket.socketpair()",
        "os.pipe()",
        "os.dup(0)",
        "os.fork()",
        "subprocess.run(['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
        "os.unlink('/tmp/gazetteer-was-here')",
        "os.mkdir('/tmp/gazetteer-was-here')",
        "os.write(4, b'x')",
        "import antigravity",
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can refuse all of these")
def test_a_parser_can_do_nothing_but_parse(taken_over: Run, action: str) -> None:
    found = taken_over(attempt(action))
    assert isinstance(found, Draft)
    assert found.text in {"OSError", "PermissionError", "Sealed"}
    assert not Path("/tmp/gazetteer-was-here").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the calls of Linux")
def test_code_that_goes_round_python_is_refused_too(taken_over: Run) -> None:
    found = taken_over(
        """
        O_RDONLY, AF_INET, SOCK_STREAM = 0, 2, 1
        said = [
            libc.open(b"/etc/passwd", O_RDONLY),
            libc.socket(AF_INET, SOCK_STREAM, 0),
            libc.fork(),
            libc.creat(b"/tmp/gazetteer-was-here", 0o600),
            libc.system(b"true") == 0,
            libc.ptrace(16, os.getppid(), 0, 0),
        ]
        """
    )
    assert isinstance(found, Draft)
    assert found.text == "[-1, -1, -1, -1, False, -1]"


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"), reason="its calls by their numbers"
)
@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("56, 17, 0, 0, 0, 0", "another process"),
        ("302, os.getppid(), 7, 0, 0", "the limits of another"),
        ("132, b'/tmp', 0", "the times of a file"),
        ("235, b'/tmp', 0", "the same in another way"),
        ("16, 4, 0x40086602, b'        '", "the flags of a file"),
        ("72, 3, 8, os.getppid()", "a signal when more comes in"),
        ("72, 3, 10, 9", "which signal that is"),
        ("197, b'/tmp', b'user.a'", "an attribute of a file"),
        ("141, 2, 0, 19", "the priority of all processes of a user"),
    ],
)
def test_the_filter_refuses_what_limits_and_namespaces_do_not(
    taken_over: Run, call: str, what: str
) -> None:
    """It is told apart from them by its error: "operation not permitted"."""
    found = taken_over(f"ctypes.set_errno(0); said = libc.syscall({call}), ctypes.get_errno()")
    assert found == Draft(str((-1, errno.EPERM))), what


@pytest.mark.skipif(sys.platform != "linux", reason="the calls of Linux")
@pytest.mark.parametrize(
    ("call", "what"),
    [
        (f"{0x40000000 | 2}, b'/etc/passwd', 0", "a file, by the numbers of another convention"),
        ("425, 8, bytes(120)", "files by way of io_uring"),
        ("428, -100, b'/', 0", "a tree of files"),
        ("434, os.getppid(), 0", "a hold on another process"),
        ("437, -100, b'/etc/passwd', bytes(24), 24", "a file, by the newest way to open one"),
        ("447, 0", "memory that nobody else sees"),
        ("452, -100, b'/tmp', 0o777, 0", "who may read a file"),
        ("463, -100, b'/tmp', 0, b'user.a', bytes(16), 16", "an attribute of a file"),
        ("999", "what there is no name for yet"),
    ],
)
def test_no_call_that_came_later_than_the_list_is_let_through(
    taken_over: Run, call: str, what: str
) -> None:
    """Each is told that there is no such call, so that libc takes another one."""
    found = taken_over(f"ctypes.set_errno(0); said = libc.syscall({call}), ctypes.get_errno()")
    assert found == Draft(str((-1, errno.ENOSYS))), what


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
def test_limits_cannot_be_lifted(taken_over: Run) -> None:
    found = taken_over(
        """
        import resource
        said = 'lifted'
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
            open('/etc/passwd')
        except (OSError, ValueError):
            said = 'refused'
        """
    )
    assert found == Draft("refused")


LIMITS = {"AS": MEMORY, "CORE": 0, "FSIZE": 0, "NOFILE": 5, "NPROC": 0}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_parser_is_limited(taken_over: Run, limit: str) -> None:
    found = taken_over(f"import resource\nsaid = resource.getrlimit(resource.RLIMIT_{limit})")
    assert found == Draft(str((LIMITS[limit], LIMITS[limit])))


ON_FILES = {"open": "open('/etc/passwd')", "write": "os.write({kept}, b'x')"}


@pytest.mark.parametrize("what", ON_FILES)
def test_limits_alone_keep_a_parser_from_files(
    taken_over: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """As on a system whose kernel cannot refuse calls; what it had open before stays open."""
    kept = os.open(tmp_path / "kept", os.O_WRONLY | os.O_CREAT)
    made = subprocess.Popen
    monkeypatch.setattr(
        subprocess,
        "Popen",
        lambda *words, **how: made(*words, **{**how, "pass_fds": [*how["pass_fds"], kept]}),
    )
    without = "from index.workers import confinement; confinement._refuse_calls = lambda: None;"
    monkeypatch.setattr(exile, "_BOOT", exile._BOOT.replace("main(told", f"{without} main(told"))
    with closing(Exile()) as parser:
        found = run(parser, tmp_path / "program.txt", attempt(ON_FILES[what].format(kept=kept)))
    os.close(kept)
    assert found == Draft("OSError")
    assert (tmp_path / "kept").read_bytes() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone can be asked")
def test_a_parser_has_given_up_its_privileges(taken_over: Run) -> None:
    dumpable, no_new_privileges = 3, 39
    found = taken_over(
        f"said = [libc.prctl(asked, 0, 0, 0, 0) for asked in {(dumpable, no_new_privileges)}]"
    )
    assert found == Draft("[0, 1]")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has namespaces")
def test_a_parser_is_in_no_network(tmp_path: Path) -> None:
    ours = os.readlink("/proc/self/ns/net")  # noqa: PTH115 - it leads nowhere
    (tmp_path / "a.txt").write_text("Plain.")
    with closing(Exile()) as parser, (tmp_path / "a.txt").open("rb") as file:
        assert list(parser.parse(file.fileno(), "a.txt"))
        assert parser._process
        try:
            theirs = os.readlink(f"/proc/{parser._process.pid}/ns/net")  # noqa: PTH115 - the same
        except PermissionError:
            pytest.skip("only root may look into a process that cannot be looked into")
    unshare = [sys.executable, "-c", "import ctypes; exit(-ctypes.CDLL(None).unshare(0x50000000))"]
    if subprocess.run(unshare, check=False).returncode:
        pytest.skip("this system gives nobody a network of their own")
    assert theirs != ours


def test_a_parser_has_so_much_processor_time_for_a_file(
    taken_over: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exile, "PATIENCE", 30.0)
    limited = taken_over("sys.modules['index.workers.exiled'].SECONDS = 0\nsaid = 'limited'")
    assert limited == Draft("limited")
    assert taken_over("while True: pass") == Fault("takes too long to read")


def test_no_file_is_to_blame_for_what_others_computed_where_that_is_limited(
    taken_over: Run,
) -> None:
    spend = """
        import resource, time
        resource.setrlimit(resource.RLIMIT_CPU, (4, 4))
        began = time.process_time()
        while time.process_time() < began + 1.5:
            pass
        said = "read"
    """
    assert [taken_over(spend) for _ in range(3)] == [Draft("read")] * 3


def test_a_parser_is_replaced_after_so_many_files(
    taken_over: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exile, "_MOST_FILES", 2)
    served = [taken_over("said = os.getpid()") for _ in range(4)]
    assert served[0] == served[1] != served[2] == served[3]


def test_who_ran_out_of_memory_is_replaced(taken_over: Run) -> None:
    before = taken_over("said = os.getpid()")
    full = taken_over("raise MemoryError")
    assert isinstance(full, Fault)
    assert full.reason.startswith("needs more than 512 MB")
    assert taken_over("said = os.getpid()") != before


def test_a_parser_sees_nothing_of_our_environment(
    taken_over: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = taken_over("said = sorted(set(os.environ) - {'LC_CTYPE'})")
    assert found == Draft("[]")


def test_a_parser_that_takes_too_long_is_ended_and_the_next_file_is_read(
    taken_over: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exile, "PATIENCE", 0.3)
    monkeypatch.setattr(exile, "_BUSIEST", 2.0)
    drip = "os.write(3, b'\\0\\0\\1\\0')\nwhile True: (os.write(3, b'x'), time.sleep(0.1))"
    half = "os.write(3, b'\\0\\0\\1\\0half')\nwhile True: pass"
    for program in ("while True: pass", "time.sleep(1000)", half, drip):
        found = taken_over(program)
        assert isinstance(found, Fault)
        assert found.reason.startswith("takes longer than")
        assert taken_over("said = 'alive'") == Draft("alive")


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("os._exit(3)", "crashed the process that read it"),
        ("ctypes.string_at(0)", "crashed the process that read it (SIGSEGV)"),
        ("raise SystemExit", "crashed the process that read it"),
        ("class Odd(Exception): pass\nraise Odd", "crashed the process that read it"),
        ("x = [b'x' * (1 << 20) for _ in range(10_000)]", "needs more than 512 MB of memory"),
        ("os.write(3, b'\\0\\0\\0\\2[]')", "made the process that read it talk nonsense"),
        ("os.write(3, b'\\xff\\xff\\xff\\xff')", "made the process that read it talk nonsense"),
        (
            "while True: os.write(3, b'\\0\\1\\0\\0[\"text\", \"' + b'x' * 65524 + b'\"]')",
            "made the process that read it talk nonsense",
        ),
        (
            "os.write(3, b'\\0\\0\\0\\x10[\"draft\", 1, NaN]')",
            "made the process that read it talk nonsense",
        ),
    ],
)
def test_what_a_parser_dies_of_is_said_and_the_next_file_is_read(
    taken_over: Run, program: str, reason: str
) -> None:
    found = taken_over(program)
    assert isinstance(found, Fault)
    assert found.reason.startswith(reason)
    assert taken_over("said = 'alive'") == Draft("alive")


@pytest.mark.parametrize(
    "frame",
    [
        (answers.DRAFT, "text"),
        (answers.DRAFT, *NO_TEXTS, "1"),
        (answers.DRAFT, *NO_TEXTS, True),
        (answers.DRAFT, *NO_TEXTS, -1),
        (answers.DRAFT, *NO_TEXTS[1:], ["x"], 1),
        (answers.FAULT, "reason", 1.5, ""),
        (answers.LOADED, "x"),
        ("import", "os"),
        (answers.TEXT, "x"),
    ],
)
def test_an_answer_whose_fields_are_wrong_is_no_answer(
    frame: tuple[str, *tuple[object, ...]],
) -> None:
    with pytest.raises(answers.Nonsense):
        answers.item_of(frame[0], list(frame[1:]))


def test_what_is_said_comes_back_as_it_was() -> None:
    for item in (
        Draft("Élan\ud800\n", "T", "D", "S", "A", "U", "r", 7, "w"),
        Fault("why", 3, "w"),
        Loaded(),
    ):
        frame = answers.of_item(item)
        ours, theirs = socketpair()
        with ours, theirs:
            theirs.sendall(frame)
            assert answers.item_of(*answers.Incoming(ours).take(lambda _: None)) == item


def test_a_long_text_crosses_in_pieces_and_is_whole(tmp_path: Path) -> None:
    paragraphs = "".join(f"Élan {number} 😀\n" for number in range(20_000))
    (tmp_path / "a.txt").write_text(paragraphs, "utf-8")
    (tmp_path / "b.txt").write_text("b")
    with closing(Exile()) as parser:
        for name, text in (("a.txt", paragraphs), ("b.txt", "b")):
            with (tmp_path / name).open("rb") as file:
                *_, draft = parser.parse(file.fileno(), name)
            assert draft == Draft(text)


@pytest.mark.parametrize("values", [[], ["x", "y"], [1], [""]])
def test_what_is_no_piece_of_a_text_is_refused(values: list[object]) -> None:
    with pytest.raises(answers.Nonsense):
        answers.piece_of(values)


SHORT_LIVED = """
    import os, subprocess, sys, threading
    from index.workers import exile
    from index.workers.exile import Exile
    made = subprocess.Popen
    pipe, is_busy = int(sys.argv[1]), sys.argv[2] == "busy"
    subprocess.Popen = lambda *a, **k: made(*a, **{**k, "pass_fds": [*k["pass_fds"], pipe]})
    evil = "import evil_parser; from index.workers"
    exile._BOOT = exile._BOOT.replace("from index.workers", evil)
    if is_busy:
        threading.Timer(2, os.kill, (os.getpid(), 9)).start()
    parser = Exile()
    if is_busy:
        list(parser.parse(os.open(sys.argv[3], os.O_RDONLY), "a.txt"))
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("what", ["idle", "busy"])
def test_a_parser_ends_with_its_parent(tmp_path: Path, what: str) -> None:
    """The parser holds the only writing end of a pipe, which closes when it ends.

    One that waits for a file notices that nobody will send any; one that parses has to be killed.
    """
    (tmp_path / "evil_parser.py").write_text(textwrap.dedent(EVIL), "utf-8")
    (tmp_path / "a.txt").write_text("time.sleep(1000)")
    reading, writing = os.pipe()
    command = [sys.executable, "-c", textwrap.dedent(SHORT_LIVED), str(writing), what]
    ended = subprocess.run(
        [*command, tmp_path / "a.txt"],
        pass_fds=[writing],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])},
        check=False,
    )
    os.close(writing)
    assert ended.returncode == -9
    assert select.select([reading], [], [], 30)[0]
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_a_file_that_needs_more_than_text_gets_a_parser_that_can(tmp_path: Path) -> None:
    sentences = "".join(f"<p>The council voted on day {day} to rebuild it.</p>" for day in range(9))
    (tmp_path / "a.html").write_text(f"<html><body><article>{sentences}</article></body></html>")
    (tmp_path / "b.txt").write_text("Plain.")
    (tmp_path / "c.jsonl").write_text('{"text": "One."}\n{"text": "<p>Two</p><p>marked</p>"}\n')
    collection = Collection.open(tmp_path)
    files = [found for found in collection.scan() if isinstance(found, File)]
    with closing(Exile()) as parser:
        backwards = [list(collection.read(file, parser.parse)) for file in reversed(files)]
    assert backwards == [list(collection.read(file, parsed)) for file in reversed(files)]
    assert not any(isinstance(item, Skipped) for file in backwards for item in file)


def test_a_file_given_up_half_way_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text('{"text": "One."}\n' * 1_000)
    (tmp_path / "b.txt").write_text("Plain.")
    with closing(Exile()) as parser:
        with (tmp_path / "many.jsonl").open("rb") as file:
            found = parser.parse(file.fileno(), "many.jsonl")
            assert [next(found), next(found)] == [Loaded(), Draft("One.", number=1)]
            found.close()
        with (tmp_path / "b.txt").open("rb") as file:
            found = parser.parse(file.fileno(), "b.txt")
            next(found)
            found.close()
            assert list(parser.parse(file.fileno(), "b.txt")) == [Loaded(), Draft("Plain.")]


def test_a_file_that_gives_many_reports_may_take_longer_in_all(tmp_path: Path) -> None:
    """On a busy machine the end of a large archive would be lost otherwise."""
    (tmp_path / "a.txt").write_text("It held.")
    ours, theirs = socketpair()
    with ours, theirs, (tmp_path / "a.txt").open("rb") as file:
        watch = exile._Watch(file.fileno())
        watch._waited = watch._most + exile.PER_REPORT / 2
        theirs.sendall(b"x")
        with pytest.raises(TimeoutError):
            watch.wait(ours)
        watch.allow_for_one()
        watch.wait(ours)


def test_a_long_text_is_held_no_more_than_twice_while_it_is_taken_in() -> None:
    length = 8_000_000
    ours, theirs = socketpair()
    sending = threading.Thread(target=theirs.sendall, args=(answers.encoded("x", "a" * length),))
    with ours, theirs:
        incoming = answers.Incoming(ours)
        sending.start()
        tracemalloc.start()
        try:
            kind, (text,) = incoming.take(lambda _: None)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
            sending.join()
    assert (kind, text) == ("x", "a" * length)
    assert most < 2.6 * length
