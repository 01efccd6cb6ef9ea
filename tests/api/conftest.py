"""Two clients with one of everything, files in a folder of their own, and an engine that is quick."""

from pathlib import Path
from typing import Any

import pytest

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.reports import job_kinds, rendering
from riskcore.reports.rendering import Rendered
from tests.api.furnished import Furnished, furnish
from tests.conftest import member
from tests.factories.riskcore import DepartmentFactory


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quick_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws a report at once: the HTML itself, which holds every text that the PDF would."""

    def render(html: str, **details: object) -> Rendered:
        return Rendered(content=html.encode(), pages=3, engine="Quick 1.0", complaints=())

    monkeypatch.setattr(job_kinds, "render", render)
    monkeypatch.setattr(rendering, "render", render)


@pytest.fixture
def full(quick_engine: None, alder: Client, ana: User, rita: User, chief: User) -> Furnished:
    """Alder Falls with one of everything; its mark is canary-alder."""
    return furnish(alder, mark="canary-alder", advisor=ana, manager=rita, reviewer=chief)


@pytest.fixture
def checker(alder: Client) -> User:
    """A second advisor of Alder Falls' carrier, who audits what the first accepted."""
    return member("checker", Role.ADVISOR, alder.carrier.organisation)


@pytest.fixture
def bea(birch: Client) -> User:
    """Chief at Birch County."""
    department = DepartmentFactory(client=birch, name="canary-birch Sheriff")
    return member("bea", Role.REVIEWER, department.organisation)


@pytest.fixture
def birch_full(quick_engine: None, birch: Client, cal: User, bea: User) -> Furnished:
    """Birch County with one of everything; its mark is canary-birch."""
    manager = member("bob", Role.RISK_MANAGER, birch.organisation)
    return furnish(birch, mark="canary-birch", advisor=cal, manager=manager, reviewer=bea)
