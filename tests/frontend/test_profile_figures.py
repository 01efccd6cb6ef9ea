"""Figures of a profile in words, measured or frozen."""

from datetime import date

from frontend.profile_figures import frozen_sheet, sheet_of, stands_out, tab_of, three_first
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.registry import FACTORS
from riskcore.profiles.queries import profile
from tests.factories.losses import load
from tests.factories.riskcore import ExposureFactory
from tests.factories.snapshots import made_up_body, made_up_factors

AS_OF = date(2026, 9, 30)


def test_watched_figures_stand_apart_from_those_that_may_be_rated(alder: Client, ana: User) -> None:
    sheet = sheet_of(profile(by=ana, client_code=alder.code, as_of=AS_OF), tabs=())
    assert {item.figure.use for item in sheet.watched} == {"watch"}
    assert "watch" not in {item.figure.use for item in sheet.rated}
    assert len(sheet.rated) + len(sheet.watched) == len(FACTORS)
    assert all(item.sentences for item in (*sheet.rated, *sheet.watched))


def test_a_snapshot_is_written_from_its_body_alone() -> None:
    with made_up_factors():
        sheet = frozen_sheet(made_up_body(), tabs=())
    labels = [item.figure.label for item in sheet.rated]
    assert labels == ["Claim frequency", "Incurred, limited to $250,000"]
    assert sheet.rated[0].figure.band == "2.10 to 3.40"


def test_what_stands_out_needs_peers_and_the_glance_does_not(alder: Client, ana: User) -> None:
    for month in range(1, 10):
        ExposureFactory(client=alder, month=date(2026, month, 1), quantity=20)
    load(alder, ana, AS_OF, {"number": "A1", "occurred_on": AS_OF, "indemnity_reserve": 5_000})
    read = profile(by=ana, client_code=alder.code, as_of=AS_OF)
    assert stands_out(read, tabs=()) == ()
    first = [item.figure.key for item in three_first(read)]
    assert (first[0], len(first)) == ("losses.frequency", 3)


def test_a_figure_leads_to_the_tab_of_its_subject_where_that_may_be_opened() -> None:
    assert tab_of("recommendations_overdue", ["client_loss_control"]) == "client_loss_control"
    assert tab_of("recommendations_overdue", ["client"]) == ""
    assert tab_of("no.such.factor", ["client"]) == ""
