"""A kind of work that can be caught in the middle: of its work, or of its last transaction."""

import time
from pathlib import Path
from typing import Any

from riskcore.access.models import Organisation
from riskcore.jobs.kinds import JobContext, JobKind

PATIENCE = 30.0


def reached(place: Path, *, context: JobContext | None = None) -> None:
    """Wait until another process has noted that it came to this place."""
    deadline = time.monotonic() + PATIENCE
    while not place.exists():
        assert time.monotonic() < deadline, f"Nobody came to {place.name}."
        if context is not None:
            context.heartbeat()
        time.sleep(0.02)


def work(context: JobContext) -> str:
    """Note where we are, and stay there the first time; a later attempt passes through."""
    folder = Path(context.arguments["folder"])
    if "after" in context.arguments:
        reached(folder / context.arguments["after"], context=context)
    if context.arguments.get("stay") == "work":
        _stay(folder / "in-work", context)
    return "prepared"


def store(context: JobContext, prepared: str) -> dict[str, Any]:
    Organisation.objects.create(name=f"effect of {context.job_id}")
    if context.arguments.get("stay") == "store":
        _stay(Path(context.arguments["folder"]) / "in-store", None)
    return {"prepared": prepared}


def _stay(place: Path, context: JobContext | None) -> None:
    if place.exists():
        return
    place.touch()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(0.02)
        if context is not None:
            context.progress(1, 2, "half-way")


SLOW = JobKind(key="test.slow", label="Something slow", work=work, store=store)
