import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from outreach.material import flyer
from outreach.material.models import TrackedLink
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from tests.factories.outreach import record, service

pytestmark = pytest.mark.django_db
BASE = "https://outreach.example.gov/q/"
SPANISH = {"name": "Visita de bienestar", "what": "Tocamos la puerta.", "reach": "555 0141"}


def drawn(by: User, client: Client, **choice: str) -> Job:
    job = flyer.ask(by=by, initiative_id=record(by, client, strategy="S2").pk, base=BASE, **choice)
    runner.run(str(job.pk))
    job.refresh_from_db()
    assert job.status == "done", job.error_message
    return job


def codes_of(content: bytes, folder: Path) -> list[str]:
    """The codes that a telephone reads off the first page, at 150 dots an inch."""
    (folder / "flyer.pdf").write_bytes(content)
    command = ["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", "flyer.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    [page] = folder.glob("page*.png")
    return [code.text for code in zxingcpp.read_barcodes(Image.open(page))]


@pytest.mark.parametrize(("layout", "codes"), [("letter", 1), ("two_up", 2)])
def test_a_flyer_is_one_page_whose_code_is_read_back(
    layout: str, codes: int, lee: User, alder: Client, tmp_path: Path
) -> None:
    for name in ("Welfare check", "Home safety visit", "Safe exchange", "Ride along"):
        service(lee, alder, name=name, what="A sentence that says what it is. " * 4)
    job = drawn(lee, alder, layout=layout)
    assert job.result["pages"] == 1
    file = flyer.read(by=lee, job_id=job.pk)
    token = TrackedLink.objects.get().token
    assert codes_of(file.content, tmp_path) == [f"{BASE}{token}/"] * codes


@pytest.mark.parametrize("layout", ["letter", "two_up"])
def test_long_words_still_fit_on_one_page(layout: str, lee: User, alder: Client) -> None:
    for number in range(6):
        service(
            lee,
            alder,
            name=f"Service of a rather long name, number {number}",
            what="Words that say a little more. " * 20,
            reach="A number, a desk and an address. " * 9,
            languages=[f"Language {each}" for each in range(20)],
        )
    job = drawn(lee, alder, layout=layout)
    assert job.result["pages"] == 1


def test_a_spanish_flyer_takes_the_services_that_have_spanish_words(
    lee: User, alder: Client
) -> None:
    service(lee, alder, in_spanish=SPANISH)
    service(lee, alder, name="Home safety visit")
    job = drawn(lee, alder, language="es")
    assert flyer.read(by=lee, job_id=job.pk).name.endswith("-es-letter.pdf")
    html = flyer.html_of(alder, job.arguments)
    assert "Visita de bienestar" in html
    assert "Más que el 911" in html
    assert "Home safety visit" not in html


def test_without_services_or_words_there_is_no_flyer(lee: User, ana: User, alder: Client) -> None:
    initiative = record(lee, alder, strategy="S2")
    asked = {"by": lee, "initiative_id": initiative.pk, "base": BASE}
    with pytest.raises(InvalidInput, match="offers no service"):
        flyer.ask(**asked)
    service(lee, alder)
    with pytest.raises(InvalidInput, match="Spanish"):
        flyer.ask(**asked, language="es")
    with pytest.raises(InvalidInput, match="it comes as"):
        flyer.ask(**asked, layout="poster")
    with pytest.raises(PermissionDenied):
        flyer.ask(**asked | {"by": ana})


def test_a_flyer_not_drawn_yet_is_not_found(lee: User, cal: User, alder: Client) -> None:
    service(lee, alder)
    job = flyer.ask(by=lee, initiative_id=record(lee, alder).pk, base=BASE)
    with pytest.raises(NotFound, match="no worker has drawn"):
        flyer.read(by=lee, job_id=job.pk)
    runner.run(str(job.pk))
    with pytest.raises(NotFound):
        flyer.read(by=cal, job_id=job.pk)
