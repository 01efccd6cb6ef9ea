"""Starting the programme's own processes together, and leaving none of them behind.

Knows how each is started, kept up and ended; knows nothing of what it does. Each runs in a session
of its own, so that Ctrl-C reaches only the parent, which passes it on once; and on Linux each is
told by the kernel when its parent dies, however it dies.
"""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from types import FrameType

from django.conf import settings

from riskcore.errors import InvalidInput

GRACE_SECONDS = 20.0
LONGEST_PAUSE = 30.0
SETTLED_SECONDS = 10.0
QUICK_ENDS = 5
PORTS_TRIED = 50
PR_SET_PDEATHSIG = 1

Say = Callable[[str], None]


@contextmanager
def stop_on(*numbers: signal.Signals) -> Iterator[Event]:
    """An event that is set by the first of these signals; a second one interrupts at once."""
    stop = Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def manage(*words: str) -> list[str]:
    """The command line of one of our own management commands."""
    return [sys.executable, str(Path(settings.ROOT) / "manage.py"), *words]


def spawn(command: Sequence[str], *, pass_fds: Sequence[int] = ()) -> "subprocess.Popen[bytes]":
    """Start a process that ends when this one does."""
    return subprocess.Popen(  # noqa: S603  # our own commands, no shell
        command,
        cwd=settings.ROOT,
        start_new_session=True,
        pass_fds=tuple(pass_fds),
        preexec_fn=_ending_with(os.getpid()),
    )


def listen(bind: str) -> socket.socket:
    """A listening socket on ``host:port``, or on the next free port where that one is taken.

    Raises InvalidInput for an address that is malformed or cannot be listened on.
    """
    host, _, digits = bind.rpartition(":")
    host = host.strip("[]")
    if not host or not digits.isdecimal() or int(digits) > 65535:
        raise InvalidInput(
            "processes.address",
            f"You asked to serve at {bind!r}, which is not an address and a port. "
            "Write it as in 127.0.0.1:8000.",
            bind=bind,
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ports = range(int(digits), min(int(digits) + PORTS_TRIED, 65536))
    for port in ports:
        try:
            return socket.create_server((host, port), family=family, backlog=128)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise InvalidInput(
                    "processes.address",
                    f"You asked to serve at {bind!r}, which this machine refuses "
                    f"({error.strerror}). Choose another address.",
                    bind=bind,
                ) from error
    raise InvalidInput(
        "processes.ports_taken",
        f"You asked to serve at {bind!r}; it and the ports up to {ports[-1]} are taken. "
        "Choose another port.",
        bind=bind,
    )


class Part:
    """One process of the group: running, or waiting for its next start."""

    def __init__(self, name: str, command: Sequence[str], *, pass_fds: Sequence[int] = ()) -> None:
        self.name = name
        self.command = command
        self.pass_fds = pass_fds
        self.quick_ends = 0
        self.start()

    def start(self) -> None:
        self.process = spawn(self.command, pass_fds=self.pass_fds)
        self.started_at = time.monotonic()
        self.start_again_at: float | None = None

    def look(self, say: Say) -> None:
        """Start it again where it has ended: at once if it had settled, else later each time."""
        now = time.monotonic()
        if self.start_again_at is not None:
            if now >= self.start_again_at:
                self.start()
                say(f"{self.name:<10} started again (process {self.process.pid})")
            return
        code = self.process.poll()
        if code is None:
            return
        self.kill_rest()
        settled = now - self.started_at >= SETTLED_SECONDS
        self.quick_ends = 0 if settled else self.quick_ends + 1
        pause = 0.0 if settled else min(2.0 ** (self.quick_ends - 1), LONGEST_PAUSE)
        self.start_again_at = now + pause
        say(f"{self.name:<10} ended with code {code}; starting it again in {pause:.0f} s")

    def kill_rest(self) -> None:
        """Kill whatever is left in its process group."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Group:
    """The processes started together. ``address`` is where the pages are, "" without a web process."""

    def __init__(self, stopping: Event, say: Say) -> None:
        self.parts: list[Part] = []
        self.address = ""
        self._stopping = stopping
        self._say = say

    def wait(self) -> int:
        """Keep them all up until told to stop (0), or until one ends again and again (1)."""
        while not self._stopping.wait(0.2):
            for part in self.parts:
                part.look(self._say)
                if part.quick_ends >= QUICK_ENDS:
                    self._say(f"{part.name:<10} ended {QUICK_ENDS} times in a row; giving up")
                    return 1
        return 0

    def stop(self) -> None:
        """Ask every process to end, wait, and kill what has not ended after the time of grace."""
        try:
            for part in self.parts:
                if part.process.poll() is None:
                    part.process.terminate()
            end = time.monotonic() + GRACE_SECONDS
            for part in self.parts:
                with suppress(subprocess.TimeoutExpired):
                    part.process.wait(timeout=max(end - time.monotonic(), 0))
        except KeyboardInterrupt:
            self._say("ending at once")
        finally:
            for part in self.parts:
                part.kill_rest()
                part.process.wait()


@contextmanager
def running(
    names: Sequence[str], *, bind: str = "127.0.0.1:8000", say: Say = print
) -> Iterator[Group]:
    """Run some of "web", "worker" and "scheduler" for the length of the block.

    ``say`` gets one line per process. SIGINT and SIGTERM end ``group.wait()``; leaving the block, in
    whatever way, ends every process and waits for it. Raises InvalidInput for a ``bind`` that cannot
    be used. Call it from the main thread.
    """
    with stop_on(signal.SIGINT, signal.SIGTERM) as stopping:
        group = Group(stopping, say)
        listener = listen(bind) if "web" in names else None
        try:
            for name in names:
                if name == "web" and listener is not None:
                    group.address = _address(listener)
                    _say_if_moved(bind, listener, say)
                    part = Part(name, _web(listener), pass_fds=[listener.fileno()])
                else:
                    part = Part(name, manage(name))
                group.parts.append(part)
                where = group.address if name == "web" else "started"
                say(f"{name:<10} {where} (process {part.process.pid})")
            yield group
        finally:
            group.stop()
            if listener is not None:
                listener.close()


def _web(listener: socket.socket) -> list[str]:
    module, _, name = str(settings.WSGI_APPLICATION).rpartition(".")
    # The socket is handed over open: no other process can take the port in between, and while the
    # web process starts again, requests wait instead of being refused.
    return [
        *(sys.executable, "-m", "gunicorn", f"{module}:{name}"),
        *("--bind", f"fd://{listener.fileno()}", "--workers", "2"),
        *("--timeout", "120", "--graceful-timeout", "10"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _say_if_moved(bind: str, listener: socket.socket, say: Say) -> None:
    asked = bind.rpartition(":")[2]
    given = listener.getsockname()[1]
    if asked not in {"0", str(given)}:
        say(f"port {asked} is taken; using {given} instead")


def _ending_with(parent: int) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def prepare() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return prepare
