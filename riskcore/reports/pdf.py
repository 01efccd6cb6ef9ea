"""One page of HTML in, one PDF out: the program that runs alone, with limits, per report.

It is started by ``riskcore.reports.rendering`` as a process of its own and is the only place that
imports WeasyPrint. It knows no Django, no database and no secret: what it may read is named in the
order it is given, and it may fetch nothing else. Limits are set before any of the HTML is read.

Exit statuses: 0 drawn, 3 out of memory, 4 the engine failed (its last words are on stderr).
"""

import gc
import json
import logging
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

OUT_OF_MEMORY, ENGINE_FAILED = 3, 4
LARGEST_FILE = 50 * 1024 * 1024
VARIANT = "pdf/ua-1"


class OnlyNamedAssets(URLFetcher):  # type: ignore[misc]  # the engine has no types
    """Answers ``data:`` and the files named in the order; refuses every other address."""

    def __init__(self, assets: dict[str, str]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        name = url.removeprefix("asset:")
        if name == url or name not in self.assets:
            return super().fetch(url, headers)
        kind = "text/css" if name.endswith(".css") else "font/ttf"
        return URLFetcherResponse(
            url, body=Path(self.assets[name]).read_bytes(), headers={"Content-Type": kind}
        )


class Complaints(logging.Handler):
    """Keeps what the engine warns of, so that a report with a flaw is noticed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


def limit(*, seconds: int, megabytes: int) -> None:
    """Processor time, address space, file size; no core file."""
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw(order: dict[str, Any]) -> dict[str, Any]:
    """Draw the order's HTML into its ``pdf`` file; answers pages, engine and complaints."""
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    fetcher = OnlyNamedAssets(order["assets"])
    fonts = FontConfiguration()
    html = Path(order["html"]).read_text()
    options = {
        "pdf_variant": VARIANT,
        "dpi": 150,
        "attachments": [_attachment(entry, fetcher) for entry in order["attachments"]],
    }
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    document = page.render(font_config=fonts, **options)
    document.write_pdf(order["pdf"], **options)
    return {
        "pages": len(document.pages),
        "engine": f"WeasyPrint {weasyprint.__version__}",
        "complaints": complaints.lines,
    }


def _attachment(entry: dict[str, str], fetcher: URLFetcher) -> Any:
    dated = datetime.fromisoformat(entry["dated"])
    return weasyprint.Attachment(
        string=Path(entry["path"]).read_bytes(),
        name=entry["name"],
        description=entry["description"],
        relationship="Data",
        created=dated,
        modified=dated,
        url_fetcher=fetcher,
    )


def main(order_file: str) -> int:
    order = json.loads(Path(order_file).read_text())
    limit(seconds=order["seconds"], megabytes=order["megabytes"])
    gc.disable()
    try:
        answer = draw(order)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:  # noqa: BLE001  # whatever it was, the parent must learn of it
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return ENGINE_FAILED
    Path(order["answer"]).write_text(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
