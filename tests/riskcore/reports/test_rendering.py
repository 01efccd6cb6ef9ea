"""Drawing PDFs under limits, and what the result must be."""

import io
import os
import re
from dataclasses import dataclass

import pikepdf
import pypdf
import pytest

from riskcore.errors import InvalidInput
from riskcore.reports import rendering
from riskcore.reports.assemble import assemble, print_html
from riskcore.reports.charts import (
    Chart,
    Point,
    Series,
    bars,
    forest,
    heat_grid,
    line,
    stacked_bars,
)
from riskcore.reports.rendering import RenderFailed, render
from riskcore.reports.sections import SECTIONS, Attachment, Audience, Section
from riskcore.units import COUNT, DOLLARS, PER_100_OFFICER_YEARS
from tests.factories.snapshots import (
    AS_OF,
    made_up_factors,
    only_built_in_sections,
    recommended,
    unsaved_snapshot,
)
from tests.riskcore.reports.engine import needs_engine

pytestmark = [needs_engine, pytest.mark.slow]


@dataclass(frozen=True)
class Content:
    finding: str
    charts: tuple[Chart, ...]


def gather(context):
    points = [Point("2024", 3, 0.6, 8.8), Point("2025", None, note="not covered"), Point("2026", 4)]
    common = {"subtitle": "Made up", "source": "Tests"}
    return Content(
        "Claims rose.",
        (
            bars(id="l-bars", title="Bars say so", points=points, unit=COUNT, **common),
            line(
                id="l-line",
                title="A line says so",
                points=points,
                unit=PER_100_OFFICER_YEARS,
                band=(1, 2, "peers"),
                **common,
            ),
            stacked_bars(
                id="l-stack",
                title="A stack says so",
                categories=["2025", "2026"],
                series=[Series("Paid", [1, 2]), Series("Open", [2, 3])],
                unit=DOLLARS,
                **common,
            ),
            forest(id="l-forest", title="A forest says so", points=points, unit=COUNT, **common),
            heat_grid(
                id="l-heat",
                title="A grid says so",
                rows=["Force"],
                columns=["Q1", "Q2"],
                values=[[1, None]],
                unit=COUNT,
                **common,
            ),
        ),
    )


LOSSES = Section(
    key="losses",
    title="Loss experience",
    order=100,
    audiences=frozenset(Audience),
    template="riskcore/reports/_charts.html",
    gather=gather,
)


@pytest.fixture(scope="module")
def report():
    with only_built_in_sections(), SECTIONS.registered_temporarily(LOSSES), made_up_factors():
        return assemble(
            snapshot=unsaved_snapshot(),
            audience=Audience.COUNCIL,
            recommendations=recommended(),
            author="Ana Ortiz",
            number="CW-2026-alder-falls-001",
            synthetic=True,
        )


def draw(html, *, attachments=(), heartbeat=lambda: None, **limits):
    return render(html, dated=AS_OF, heartbeat=heartbeat, attachments=attachments, **limits)


@pytest.fixture(scope="module")
def drawn(report):
    return draw(print_html(report), attachments=report.attachments)


@pytest.fixture(scope="module")
def text(drawn):
    reader = pypdf.PdfReader(io.BytesIO(drawn.content))
    return [re.sub(r"[\s\u00a0]+", " ", page.extract_text()) for page in reader.pages]


def test_the_engine_has_nothing_to_complain_of(drawn):
    assert drawn.complaints == ()


def test_the_count_of_pages_is_that_of_the_file(drawn, text):
    assert drawn.pages == len(text) >= 6


def test_every_heading_is_there_and_every_page_but_the_cover_is_numbered(report, text):
    whole = " ".join(text)
    for section in (*report.front, *report.sections):
        assert section.title in whole
    for number, page in enumerate(text[1:], start=2):
        assert f"Page {number} of {len(text)}" in page
    assert "Page 1" not in text[0]


def test_the_contents_give_the_page_on_which_a_section_opens(text):
    page = next(number for number, page in enumerate(text, start=1) if "Claims rose." in page)
    contents = next(page for page in text if "How to read the figures" in page)
    numbers, _, titles = contents.partition(" Contents ")
    assert titles.startswith("1 Loss experience")
    assert numbers.split()[0] == str(page)


def test_the_cover_holds_who_when_and_by_whom(text):
    for words in ("Alder Falls", "1 Oct 2021 to 30 Sep 2026", "30 Sep 2026", "Carrier A"):
        assert words in text[0]
    assert "Ana Ortiz" in text[0]
    assert "Synthetic data" in text[0]


def test_page_two_stands_alone(text):
    for words in ("5.21", "3.67 to 7.18", "18.30", "$1.24 M", "What to do first", "30 days late"):
        assert words in text[1]


def test_every_due_date_number_and_figure_is_in_the_text(text):
    whole = " ".join(text)
    for words in ("31 Aug 2026", "31 Dec 2026", "15 Nov 2026", "alder-falls-2025-004"):
        assert words in whole
    assert "710.25" in whole
    assert "no outreach log covers the period" in whole
    assert "fewer than 10 were counted" in whole


def test_the_last_page_names_the_snapshot_and_the_versions(report, text):
    last = text[-1].replace(" ", "")
    assert report.snapshot_id in last
    assert "profile-2026.1" in last
    assert "report-2026.2" in last


def test_running_head_and_foot_name_client_number_section_and_snapshot(report, text):
    page = next(page for page in text if "Claims rose." in page)
    assert "Alder Falls CW-2026-alder-falls-001" in page
    assert "1 Loss experience" in page
    assert f"Snapshot {report.snapshot_id[:12]}" in page


def test_it_is_a_tagged_document_with_language_and_title(drawn):
    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "en"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Advisory report: Alder Falls"
        figures = [node for node in walk(root.StructTreeRoot) if node.get("/S") == "/Figure"]
        assert len(figures) == 5
        assert {str(figure.Alt) for figure in figures} == {
            f"{kind} so"
            for kind in ("Bars say", "A line says", "A stack says", "A forest says", "A grid says")
        }


def walk(node):
    """All structure elements of a tag tree."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield child
            yield from walk(child)


def test_every_face_is_embedded(drawn):
    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        fonts = [obj for obj in pdf.objects if is_descriptor(obj)]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all("Source" in str(font.FontName) for font in fonts)


def is_descriptor(obj):
    return isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"


def test_attachments_come_out_as_they_went_in(report, drawn):
    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        found = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    assert found == {item.name: item.content for item in report.attachments}


def test_the_same_report_gives_the_same_bytes(report, drawn):
    again = draw(print_html(report), attachments=report.attachments)
    assert again.content == drawn.content


HOSTILE = {
    "file stylesheet": '<link rel="stylesheet" href="file:///etc/passwd">',
    "file image": '<img src="file:///etc/passwd" alt="x">',
    "file attachment": '<link rel="attachment" href="file:///etc/passwd">',
    "http image": '<img src="http://127.0.0.1:9/x.png" alt="x">',
    "http import": "<style>@import url(http://127.0.0.1:9/x.css)</style>",
    "http face": "<style>@font-face{font-family:x;src:url(http://127.0.0.1:9/f)}p{font:1em x}</style>",
    "http attachment": '<a rel="attachment" href="http://127.0.0.1:9/x">x</a>',
    "unnamed asset": '<link rel="stylesheet" href="asset:../../../etc/passwd">',
    "svg": '<img alt="x" src="data:image/svg+xml,'
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>\">",
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_but_named_assets_is_fetched(markup, caplog):
    page = f'<html lang="en"><title>t</title><body>{markup}<p>The rest is drawn.</p></body></html>'
    drawn = draw(page)
    text = pypdf.PdfReader(io.BytesIO(drawn.content)).pages[0].extract_text()
    assert "The rest is drawn." in text
    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        assert not pdf.attachments
    assert b"root:" not in drawn.content
    assert drawn.complaints
    assert "complained" in caplog.text


def test_a_bomb_of_nested_boxes_is_stopped_in_time():
    bomb = '<div style="display:flex">' * 14 + "x" + "</div>" * 14
    with pytest.raises(RenderFailed, match="longer than 3 seconds") as caught:
        draw(f"<html><body>{bomb}</body></html>", seconds=3)
    assert caught.value.code == "render.too_slow"


def test_the_wall_clock_stops_a_renderer_that_sleeps(monkeypatch, tmp_path):
    program = tmp_path / "sleeper.py"
    program.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(rendering, "PROGRAM", program)
    with pytest.raises(RenderFailed, match="longer than 1 seconds"):
        draw("<p>x</p>", seconds=1)


def test_too_little_memory_is_told_as_such():
    rows = "<tr>" + "<td>words and more words</td>" * 8 + "</tr>"
    with pytest.raises(RenderFailed) as caught:
        draw(f'<html lang="en"><table>{rows * 1400}</table></html>', megabytes=250)
    assert caught.value.code == "render.too_large"


def test_a_failing_engine_is_told_without_its_inner_words(monkeypatch, tmp_path):
    program = tmp_path / "failing.py"
    program.write_text("raise SystemExit(4)\n")
    monkeypatch.setattr(rendering, "PROGRAM", program)
    with pytest.raises(RenderFailed, match="the PDF engine failed") as caught:
        draw("<p>x</p>")
    assert caught.value.code == "render.engine_failed"


def test_too_many_cells_and_too_long_text_are_refused_before_drawing():
    with pytest.raises(InvalidInput, match="12,001 table cells"):
        draw("<td>" * 12_001)
    with pytest.raises(InvalidInput, match="characters and may have"):
        draw("x" * (5 * 1024 * 1024 + 1))


class Stop(BaseException):
    """As a job that was cancelled."""


def test_a_heartbeat_that_raises_ends_the_renderer(monkeypatch, tmp_path):
    noted = tmp_path / "pid"
    program = tmp_path / "sleeper.py"
    program.write_text(
        f"import os, time\nopen({str(noted)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    )
    monkeypatch.setattr(rendering, "PROGRAM", program)
    monkeypatch.setattr(rendering, "HEARTBEAT_SECONDS", 0.5)

    def stop():
        raise Stop

    with pytest.raises(Stop):
        draw("<p>x</p>", heartbeat=stop)
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)


def test_the_renderer_inherits_no_secret(monkeypatch, tmp_path):
    program = tmp_path / "telling.py"
    program.write_text(
        "import os, sys\nsys.exit(7 if 'COMMONWARD_SECRET_KEY' in os.environ else 4)\n"
    )
    monkeypatch.setattr(rendering, "PROGRAM", program)
    monkeypatch.setenv("COMMONWARD_SECRET_KEY", "hush")
    with pytest.raises(RenderFailed) as caught:
        draw("<p>x</p>")
    assert caught.value.facts == {"status": 4}


def test_an_attachment_that_starts_like_a_path_is_only_a_name():
    entry = Attachment(name="figures.csv", description="Figures", content=b"a,b")
    drawn = draw('<html lang="en"><title>t</title><p>x</p></html>', attachments=(entry,))
    with pikepdf.open(io.BytesIO(drawn.content)) as pdf:
        assert list(pdf.attachments) == ["figures.csv"]
