"""A worker looks for links; the city asks, nobody else."""

import pytest

from accountability.links.job_kinds import LOOK, look_for_links
from accountability.links.models import Link
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import PermissionDenied
from riskcore.jobs import runner
from riskcore.jobs.kinds import KINDS
from tests.accountability.links.conftest import Evening


def test_a_worker_compares_and_keeps(evening: Evening, alder: Client, rita: User) -> None:
    assert KINDS.get("links.suggest") is LOOK
    job = look_for_links(by=rita, client_code=alder.code)
    runner.run(str(job.pk))
    job.refresh_from_db()
    assert (job.status, job.result) == ("done", {"new": 3, "scored_anew": 0, "unchanged": 0})
    assert Link.objects.count() == 3


def test_an_insurer_may_not_ask(evening: Evening, alder: Client, uma: User) -> None:
    with pytest.raises(PermissionDenied):
        look_for_links(by=uma, client_code=alder.code)
