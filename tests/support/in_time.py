"""What takes far too long is stopped by a timer: a failure costs as much as it is allowed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float, what: str) -> Iterator[None]:
    """Stop what takes more of the processor's time."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds:.0f} s of the processor for {what}")

    former = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
