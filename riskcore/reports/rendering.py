"""Having a PDF drawn: start the renderer as a process of its own, watch it, and end it in time.

A worker has threads (its queue client, numerical libraries) and a forked child of a process with
threads may hang for ever; a fresh process cannot, and it inherits neither secrets nor connections.
It costs about 0.8 s of processor time per report (docs/decisions/0004).
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

from riskcore.errors import DomainError, InvalidInput
from riskcore.reports.charts.lettering import font_file
from riskcore.reports.sections import Attachment

logger = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("pdf.py")
LARGEST_HTML = 5 * 1024 * 1024
MOST_CELLS = 12_000
POLL_SECONDS, HEARTBEAT_SECONDS = 0.05, 2.0
OUT_OF_MEMORY = 3
FACES = (
    ("Source Sans Pro", "sans", "Regular", 400, "normal"),
    ("Source Sans Pro", "sans", "It", 400, "italic"),
    ("Source Sans Pro", "sans", "Semibold", 600, "normal"),
    ("Source Serif Pro", "serif", "Regular", 400, "normal"),
    ("Source Serif Pro", "serif", "It", 400, "italic"),
    ("Source Serif Pro", "serif", "Semibold", 600, "normal"),
)


class RenderFailed(DomainError):
    """The drawing was stopped or failed; nothing was kept of it."""

    status = 500


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished PDF. complaints: what the engine warned of; a sound report has none."""

    content: bytes
    pages: int
    engine: str
    complaints: tuple[str, ...]


def render(
    html: str,
    *,
    dated: date,
    heartbeat: Callable[[], None],
    attachments: Sequence[Attachment] = (),
    seconds: int | None = None,
    megabytes: int | None = None,
) -> Rendered:
    """Draw ``html`` as a tagged PDF. The same input gives the same bytes.

    dated: written into attachments, so that no clock is. heartbeat is called every two seconds and
    may raise to stop the drawing. Limits come from settings unless given. Raises InvalidInput where
    the HTML is too long to begin with, RenderFailed where time, memory or the engine gave out.
    """
    _refuse_too_large(html)
    limits = {
        "seconds": seconds or settings.COMMONWARD["RENDER_SECONDS"],
        "megabytes": megabytes or settings.COMMONWARD["RENDER_MEGABYTES"],
    }
    with tempfile.TemporaryDirectory(prefix="commonward-report-") as name:
        folder = Path(name)
        order = _write_order(folder, html, dated, attachments, limits)
        status, last_words = _run(folder, order, limits["seconds"], heartbeat)
        if status != 0:
            raise _failure(status, last_words, limits)
        answer = json.loads((folder / "answer.json").read_text())
        for complaint in answer["complaints"]:
            logger.warning("The PDF engine complained: %s", complaint)
        return Rendered(
            content=(folder / "report.pdf").read_bytes(),
            pages=answer["pages"],
            engine=answer["engine"],
            complaints=tuple(answer["complaints"]),
        )


def _refuse_too_large(html: str) -> None:
    cells = html.count("<td") + html.count("<th")
    if cells > MOST_CELLS:
        raise InvalidInput(
            "render.too_many_cells",
            f"The report has {cells:,} table cells and may have {MOST_CELLS:,}. "
            "Attach the long listing as a file and print an extract.",
            cells=cells,
            limit=MOST_CELLS,
        )
    if len(html) > LARGEST_HTML:
        raise InvalidInput(
            "render.too_long_text",
            f"The report has {len(html):,} characters and may have {LARGEST_HTML:,}. "
            "Shorten its sections or attach listings as files.",
            size=len(html),
            limit=LARGEST_HTML,
        )


def _write_order(
    folder: Path,
    html: str,
    dated: date,
    attachments: Sequence[Attachment],
    limits: dict[str, int],
) -> Path:
    (folder / "report.html").write_text(html)
    moment = datetime(dated.year, dated.month, dated.day, tzinfo=UTC).isoformat()
    entries = []
    for index, attachment in enumerate(attachments):
        path = folder / f"attachment-{index}"
        path.write_bytes(attachment.content)
        entries.append(
            {
                "path": str(path),
                "name": attachment.name,
                "description": attachment.description,
                "dated": moment,
            }
        )
    order = {
        "html": str(folder / "report.html"),
        "pdf": str(folder / "report.pdf"),
        "answer": str(folder / "answer.json"),
        "assets": _assets(folder),
        "attachments": entries,
        **limits,
    }
    path = folder / "order.json"
    path.write_text(json.dumps(order))
    return path


def _assets(folder: Path) -> dict[str, str]:
    """What the renderer may read, by the name the HTML uses: the sheet, the faces, their files."""
    sheets = {name: str(finders.find(f"riskcore/{name}")) for name in ("report.css", "draft.css")}
    assets = {**sheets, "faces.css": str(folder / "faces.css")}
    rules = []
    for family, kind, style, weight, slope in FACES:
        path = font_file(kind, style)
        assets[path.name] = str(path)
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
            f'font-style: {slope}; src: url("asset:{path.name}") }}'
        )
    (folder / "faces.css").write_text("\n".join(rules))
    return assets


def _run(
    folder: Path, order: Path, seconds: int, heartbeat: Callable[[], None]
) -> tuple[int | None, str]:
    """The renderer's exit status (None: stopped by the clock) and the end of its stderr."""
    with (folder / "stderr").open("wb+") as errors:
        process = subprocess.Popen(  # noqa: S603  # our own program, no shell
            [sys.executable, "-I", str(PROGRAM), str(order)],
            cwd=folder,
            env=_bare_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            start_new_session=True,
        )
        try:
            status = _watch(process, seconds, heartbeat)
        finally:
            _end(process)
        errors.seek(0)
        return status, errors.read()[-2000:].decode(errors="replace").strip()


def _watch(
    process: "subprocess.Popen[bytes]", seconds: int, heartbeat: Callable[[], None]
) -> int | None:
    started = beaten = time.monotonic()
    while (status := process.poll()) is None:
        now = time.monotonic()
        if now - started > seconds:
            return None
        if now - beaten >= HEARTBEAT_SECONDS:
            heartbeat()
            beaten = now
        time.sleep(POLL_SECONDS)
    return status


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _bare_environment(folder: Path) -> dict[str, str]:
    """No secret, no address: only what a program needs to find its libraries."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "HOME": str(folder), "LANG": "C.UTF-8", "TMPDIR": str(folder)}


def _failure(status: int | None, last_words: str, limits: dict[str, Any]) -> RenderFailed:
    seconds, megabytes = limits["seconds"], limits["megabytes"]
    if status is None or status == -signal.SIGXCPU:
        return RenderFailed(
            "render.too_slow",
            f"Drawing the report took longer than {seconds} seconds and was stopped. "
            "Shorten its longest tables, or raise COMMONWARD_RENDER_SECONDS.",
            seconds=seconds,
        )
    if status == OUT_OF_MEMORY or status in {-signal.SIGTRAP, -signal.SIGABRT, -signal.SIGSEGV}:
        return RenderFailed(
            "render.too_large",
            f"Drawing the report needed more than {megabytes} MB of memory and was stopped. "
            "Shorten its longest tables, or raise COMMONWARD_RENDER_MEGABYTES.",
            megabytes=megabytes,
        )
    logger.error("The PDF engine ended with status %s: %s", status, last_words)
    return RenderFailed(
        "render.engine_failed",
        "The report could not be drawn: the PDF engine failed. Run `manage.py check` to see whether "
        "its libraries are in place; the worker's log has the engine's own words.",
        status=status,
    )
