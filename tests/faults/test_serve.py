"""``serve`` starts everything that is needed, and leaves nothing behind however it ends."""

import os
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from riskcore.access.models import User
from riskcore.jobs import actions, tasks
from riskcore.jobs.models import JobStatus
from riskcore.jobs.waiting import wait_for
from tests.faults.conftest import Start, eventually
from tests.faults.slow import SLOW

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux's /proc"),
]


def ours_alive(mark: str) -> list[int]:
    """Processes that were started with this mark in their environment."""
    alive = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        if mark.encode() in environment:
            alive.append(int(folder.name))
    return alive


def lines_of(serve: "subprocess.Popen[str]", count: int) -> dict[str, str]:
    """The first lines it prints, by the name each begins with."""
    assert serve.stdout is not None
    lines = [serve.stdout.readline().split(maxsplit=1) for _ in range(count)]
    return {name: rest.strip() for name, rest in lines}


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=60).close()  # noqa: S310  # our own address
    except urllib.error.HTTPError as error:
        error.close()
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(
    start: Start,
    ana: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
) -> None:
    mark = f"COMMONWARD_TEST_MARK={tmp_path}"
    monkeypatch.setenv(*mark.split("=", 1))
    serve = start("serve", "--bind", "127.0.0.1:0")
    lines = lines_of(serve, 3)
    assert set(lines) == {"web", "worker", "scheduler"}
    if number == signal.SIGINT:
        assert answers(lines["web"].split()[0])
        # Published by the scheduler, since the broker is made not to hear of it here.
        monkeypatch.setattr(tasks.run_job, "apply_async", lambda **_: None)
        job = actions.enqueue(by=ana, kind=SLOW.key, arguments={"folder": str(tmp_path)})
        ended = wait_for(job.pk, timeout=60, start_worker_if_idle=False)
        assert ended.status == JobStatus.DONE
    assert len(ours_alive(mark)) >= 4
    os.kill(serve.pid, number)
    assert serve.wait(timeout=60) == (0 if number != signal.SIGKILL else -signal.SIGKILL)
    eventually(lambda: not ours_alive(mark), within=30)
