"""A worker process: `python -m index.workers.child DESCRIPTOR`, driven over a socket.

It is told what to do by its parent and ends with it. What kills it (a crash, no memory, a bug)
costs the file it was reading, nothing else; so it catches nothing.
"""

import gc
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any, Final

from index.workers.confinement import lift, lower

MEMORY: Final = 3 << 30
"""Bytes of address space that reading and recognising may take."""

_LOOK: Final = 1.0
"""Seconds between two looks whether the parent is there."""

READ: Final = "read"
MORE: Final = "more"
ANALYSE: Final = "analyse"


def main() -> None:
    """Serve the parent until it goes away."""
    _confine()
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    from articles.article import Article  # noqa: PLC0415 - after _confine
    from articles.entities.detectors import OWN, DetectorError, load  # noqa: PLC0415 - the same
    from index.workers.exile import Exile  # noqa: PLC0415 - the same
    from index.workers.reading import Item, batch, items, look  # noqa: PLC0415 - the same

    exile = Exile()  # starts up while the model is loaded
    connection = Connection(int(sys.argv[1]))
    collection, known, name, prepare = connection.recv()
    if name != OWN:
        _give_room()
    try:
        detector = load(name)
    except DetectorError as error:
        connection.send(str(error))
        return
    # Loads the model; whoever cannot even do this says nothing of the report it would get first.
    look([Article("", "A word.", "")], detector, prepare)
    gc.freeze()  # model and word lists live as long as the process: nothing to collect among them
    connection.send("")
    things: Iterator[Item] = iter(())
    for command, *arguments in _orders(connection):
        if command == ANALYSE:
            connection.send(look(arguments[0], detector, prepare))
            continue
        if command == READ:
            files, skip = arguments
            things = items(collection, files, known, exile.parse, skip)
        connection.send(batch(things))


def _orders(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """What the parent wants, until it goes away."""
    while True:
        try:
            yield connection.recv()
        except EOFError:
            return


def _give_room() -> None:
    """Let a detector that is not ours have the memory that its model takes."""
    lift(resource.RLIMIT_AS)


def _end_with_parent(parent: int) -> None:
    """End once the parent is gone: deep in a long report nobody reads its connection."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _confine() -> None:
    """Take no more than a share of the machine, and leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    lower(resource.RLIMIT_AS, MEMORY, for_good=False)
    lower(resource.RLIMIT_CORE, 0)


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, ConnectionResetError):
        sys.exit(1)
