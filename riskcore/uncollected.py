"""Work on a whole book without Python's cycle collector walking over it again and again.

The collector looks at every living object each time so many new ones were made. A book is hundreds of
thousands of rows that all live until the work ends and hold no cycles: nothing is there to be found, and
looking took up to half of the time (``tests/bench/rate_book.py``).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_working = 0
_was_on = False


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the cycle collector of this process back; it works again when the last such block ends.

    Blocks may be nested, and run in several threads.
    """
    global _working, _was_on  # the collector is one for the process
    with _lock:
        if not _working:
            _was_on = gc.isenabled()
            gc.disable()
        _working += 1
    try:
        yield
    finally:
        with _lock:
            _working -= 1
            if not _working and _was_on:
                gc.enable()
