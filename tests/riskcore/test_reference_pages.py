"""docs/reference is what the code says, and other packages may add a page."""

import pytest
import yaml
from django.core.management import CommandError, call_command

from riskcore.reference import PAGES, Page, pages
from tests.architecture.source import ROOT

REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", [page.key for page in PAGES])
def test_a_page_is_what_the_code_says(name: str, db: None) -> None:
    assert (REFERENCE / name).read_text() == pages()[name], "Run 'make reference'."


def test_the_document_of_the_api_is_among_them_and_can_be_read() -> None:
    document = yaml.safe_load(pages()["openapi.yaml"])
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/clients/{code}/loss-run/" in document["paths"]


def test_a_stale_page_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with (
        PAGES.registered_temporarily(Page("never-written.md", lambda: "# Never")),
        pytest.raises(CommandError, match=r"never-written\.md"),
    ):
        call_command("render_reference", "--check")
    assert not (REFERENCE / "never-written.md").exists()


def test_every_example_in_the_page_of_the_api_names_an_address_that_exists() -> None:
    paths = yaml.safe_load(pages()["openapi.yaml"])["paths"]
    patterns = [path.split("/") for path in [*paths, "/api/v1/schema/"]]
    text = (REFERENCE / "api.md").read_text()
    asked = [word.strip('"').split("?")[0] for word in text.split() if "localhost:8000" in word]
    assert len(asked) > 10
    for address in asked:
        parts = address.split("localhost:8000")[1].split("/")
        assert any(
            len(parts) == len(pattern)
            and all(
                want.startswith("{") or want == got
                for want, got in zip(pattern, parts, strict=True)
            )
            for pattern in patterns
        ), address
