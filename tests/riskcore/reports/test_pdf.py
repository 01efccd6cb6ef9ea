"""The program that draws alone: what it may fetch, its limits, and how it ends."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from riskcore.reports.checks import INSTALL, missing_libraries

if missing_libraries():
    pytest.skip(f"the PDF engine's libraries are absent; {INSTALL}", allow_module_level=True)

from riskcore.reports import pdf  # it loads the engine


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An order whose limits and whose rest from collecting do not reach this process."""
    monkeypatch.setattr(pdf, "limit", lambda **limits: None)
    monkeypatch.setattr(pdf.gc, "disable", lambda: None)
    (tmp_path / "page.html").write_text("<html lang=en><title>T</title><p>Words</p></html>")
    given = {
        "html": str(tmp_path / "page.html"),
        "pdf": str(tmp_path / "page.pdf"),
        "answer": str(tmp_path / "answer.json"),
        "assets": {},
        "attachments": [],
        "seconds": 30,
        "megabytes": 512,
    }
    place = tmp_path / "order.json"
    place.write_text(json.dumps(given))
    return place


def test_an_order_is_drawn_and_answered(order: Path, tmp_path: Path) -> None:
    assert pdf.main(str(order)) == 0
    answer = json.loads((tmp_path / "answer.json").read_text())
    assert answer["pages"] == 1
    assert answer["engine"].startswith("WeasyPrint ")
    assert answer["complaints"] == []
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (MemoryError(), pdf.OUT_OF_MEMORY, ""),
        (ValueError("no such face"), pdf.ENGINE_FAILED, "ValueError: no such face"),
    ],
)
def test_a_failure_is_told_by_status_and_answers_nothing(
    order: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    status: int,
    words: str,
) -> None:
    def fail(order: dict[str, Any]) -> dict[str, Any]:
        raise error

    monkeypatch.setattr(pdf, "draw", fail)
    assert pdf.main(str(order)) == status
    assert words in capsys.readouterr().err
    assert not (tmp_path / "answer.json").exists()


def test_only_data_and_named_files_are_fetched(tmp_path: Path) -> None:
    style = tmp_path / "report.css"
    style.write_text("p { color: red }")
    fetcher = pdf.OnlyNamedAssets({"report.css": str(style), "face.ttf": str(style)})
    found = fetcher.fetch("asset:report.css")
    assert found.read() == b"p { color: red }"
    assert found.content_type == "text/css"
    assert fetcher.fetch("asset:face.ttf").content_type == "font/ttf"
    assert fetcher.fetch("data:text/plain,ok").read() == b"ok"
    for address in (
        "asset:../secret",
        "report.css",
        f"file://{style}",
        "http://127.0.0.1:9/x",
        "ftp://127.0.0.1/x",
    ):
        with pytest.raises(Exception, match=r"(?i)not allowed|protocol|unknown|scheme|ur[il]"):
            fetcher.fetch(address)


def test_limits_hold_for_the_process_that_sets_them() -> None:
    program = (
        "import resource, sys; from riskcore.reports import pdf; "
        "pdf.limit(seconds=7, megabytes=900); "
        "print(*(resource.getrlimit(n)[0] for n in (resource.RLIMIT_CPU, resource.RLIMIT_AS, "
        "resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["7", str(900 * 1024**2), str(pdf.LARGEST_FILE), "0"]
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != 7
