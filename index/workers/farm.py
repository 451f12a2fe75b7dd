"""Reading and recognising on all cores, with results in the order of the tasks.

A file is read by one worker, some reports at a time; whoever is idle looks for the entities in
them, so that one file with many reports keeps all cores busy as well as many files do. What has
been read and not been taken is bounded, so memory is too.
"""

import queue
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import wait
from typing import Final

from articles.collection.collection import Collection, File, Skipped
from articles.entities.detectors import OWN
from index.workers.inline import Task, from_library
from index.workers.process import Group, Worker
from index.workers.reading import (
    BATCH,
    CHARACTERS,
    Piece,
    Place,
    Prepare,
    articles,
    fill,
    report_at,
)

_GROUP_FILES: Final = 16
_GROUP_BYTES: Final = 1 << 20
_WAITING: Final = 4_000_000
"""Characters that may wait for an earlier result, and again as many that may wait to be taken."""
_DEATHS: Final = 25
"""Workers that may die in a row before we believe that no report can be read at all."""
_TICK: Final = 0.1
_DIED: Final = "crashed the process that read it, or took too long"
_SPENT: Final = (
    "a process that reads has computed as long as it may ('ulimit -t'); what is read is kept, and"
    " the next time goes on from there"
)


class WorkersFailed(Exception):
    """Workers die whatever they are given; the message says so."""


class Farm:
    """Worker processes.

    Args:
        collection: What they read.
        known: Hashes of contents that need not be recognised.
        jobs: How many.
        detector: The name of what recognises names.
        prepare: What they do for the text index, if anything.
    """

    def __init__(
        self,
        collection: Collection,
        known: frozenset[bytes],
        jobs: int,
        detector: str = OWN,
        prepare: Prepare | None = None,
    ) -> None:
        self._hired = partial(Worker, collection, known, detector, prepare)
        self._jobs = jobs
        self._workers: list[Worker] = []
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workers")
        self._stop = threading.Event()
        self._deaths: Counter[bool] = Counter()

    def hire(self) -> None:
        """Start the workers, if they have not been started."""
        while len(self._workers) < self._jobs:
            self._workers.append(self._hired())

    def results(self, tasks: Iterable[Task]) -> Iterator[Piece | None]:
        """Do the tasks; their results in order, with None now and then while there is none yet.

        A thread hands out work and takes answers, so that workers do not wait for whoever takes
        the results.

        Raises:
            WorkersFailed: No report can be read at all.
        """
        self._tasks = deque(tasks)
        if self._tasks:
            self.hire()
        self._order: deque[Group] = deque()
        self._again: deque[Group] = deque()
        self._unrecognised: deque[list[Place]] = deque()
        self._waiting = self._handed_on = self._taken = 0
        done: queue.SimpleQueue[Piece] = queue.SimpleQueue()
        running = self._thread.submit(self._run, done)
        while not (running.done() and done.empty()):
            try:
                piece = done.get(timeout=_TICK)
            except queue.Empty:
                yield None
                continue
            self._taken += piece.size
            yield piece
        running.result()

    def close(self) -> None:
        """End the workers, at once."""
        self._stop.set()
        self._thread.shutdown(wait=True)
        for worker in self._workers:
            worker.kill()

    def _run(self, done: "queue.SimpleQueue[Piece]") -> None:
        while not self._stop.is_set():
            self._hand_on(done)
            for worker in self._workers:
                if not worker.busy:
                    self._occupy(worker)
            busy = [worker for worker in self._workers if worker.busy]
            if not busy and not self._tasks and not self._order:
                return
            answered = wait([worker.connection for worker in busy], _TICK)
            for worker in busy:
                if worker.connection in answered or worker.is_overdue():
                    self._receive(worker)

    def _hand_on(self, done: "queue.SimpleQueue[Piece]") -> None:
        """Pass on whatever is complete and has nothing unfinished before it."""
        while self._order:
            group = self._order[0]
            while group.pieces and not group.pieces[0].unrecognised():
                piece = group.pieces.pop(0)
                self._waiting -= piece.size
                self._handed_on += piece.size
                done.put(piece)
            if group.pieces or not group.finished:
                return
            self._order.popleft()

    def _occupy(self, worker: Worker) -> None:
        """Give an idle worker something to do, if there is anything."""
        plenty = len(self._unrecognised) >= len(self._workers)
        if (plenty or not self._read_on(worker)) and self._unrecognised:
            places = self._unrecognised.popleft()
            worker.analyse(places, articles(places))

    def _read_on(self, worker: Worker) -> bool:
        """Let a worker read, unless too much waits already or there is nothing left."""
        if self._handed_on - self._taken >= _WAITING:
            return False
        may_wait = self._waiting < _WAITING
        if worker.reading is not None:
            if may_wait or worker.reading is self._order[0]:
                worker.more()
        elif self._again:
            worker.read(self._again.popleft())
        elif may_wait and self._tasks:
            self._begin(worker)
        return worker.busy

    def _begin(self, worker: Worker) -> None:
        """Let a worker begin with the next files."""
        group = Group([])
        self._order.append(group)
        while self._tasks and len(group.files) < _GROUP_FILES and group.size() < _GROUP_BYTES:
            task = self._tasks.popleft()
            if isinstance(task, File):
                group.files.append(task)
            elif group.files:
                self._tasks.appendleft(task)
                break
            else:
                group.finished = True
                self._take(group, from_library(task))
                return
        worker.read(group)

    def _take(self, group: Group, piece: Piece) -> None:
        """Keep a piece until it is complete."""
        group.pieces.append(piece)
        self._waiting += piece.size
        last = self._unrecognised[-1] if self._unrecognised else []
        for place in piece.unrecognised():
            if not last or len(last) >= BATCH or _characters(last) >= CHARACTERS:
                last = []
                self._unrecognised.append(last)
            last.append((piece, place))

    def _receive(self, worker: Worker) -> None:
        """Take a worker's answer, or its end."""
        try:
            if worker.is_overdue() and not worker.connection.poll():
                raise EOFError
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        worker.busy = False
        if not worker.ready:
            if answer:
                raise WorkersFailed(answer)
            worker.ready = True
            return
        self._deaths[bool(worker.analysing)] = 0
        if worker.analysing:
            fill(worker.analysing, answer)
            worker.analysing = []
            return
        group = worker.reading
        assert group is not None
        taken, group.finished = answer
        for piece in group.delivered(taken):
            self._take(group, piece)
        if group.finished:
            worker.reading = None

    def _bury(self, worker: Worker) -> None:
        """Replace a dead worker, and let others try what it did, piece by piece."""
        if not worker.ready:
            raise WorkersFailed(f"the processes that read cannot start{worker.last_words()}")
        worker.kill()
        if worker.is_spent():
            raise WorkersFailed(_SPENT)
        self._workers[self._workers.index(worker)] = self._hired()
        self._deaths[bool(worker.analysing)] += 1
        if max(self._deaths.values()) > _DEATHS:
            raise WorkersFailed("reading keeps crashing, whichever report is read")
        if worker.reading is not None:
            self._divide(worker.reading, guilty=not worker.analysing)
        if len(worker.analysing) == 1:
            piece, place = worker.analysing[0]
            article = report_at((piece, place)).article
            piece.items[place] = Skipped(article.id, _DIED)
        else:
            self._unrecognised.extendleft([place] for place in reversed(worker.analysing))

    def _divide(self, group: Group, *, guilty: bool) -> None:
        """Let somebody else read the rest of a group, file by file if it is to blame."""
        group.finished = True
        rest = group.rest()
        if guilty and len(rest.files) == 1:
            file = rest.files[0]
            self._take(group, Piece(file, [Skipped(file.path, _DIED)]))
            return
        parts = rest.single_files() if guilty else [rest]
        place = self._order.index(group) + 1
        for part in reversed(parts):
            self._order.insert(place, part)
            self._again.appendleft(part)


def _characters(places: Sequence[Place]) -> int:
    return sum(len(article.text) for article in articles(places))
