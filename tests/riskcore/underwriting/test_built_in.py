"""The measures of terms, exposures, advice and indicators, over many clients at once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.reading import PeerBand, Reading
from riskcore.factors.registry import FACTORS, Direction, Factor, Use
from riskcore.profiles import kept
from riskcore.recommendations.models import Recommendation
from riskcore.underwriting import built_in
from riskcore.underwriting.measures import Question, Subject, check_all
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.rules import Unchecked
from riskcore.units import PER_100_OFFICER_YEARS
from tests.factories.rating import saved_worksheet, written
from tests.factories.recommendations import recommendation
from tests.factories.riskcore import ClientFactory, ExposureFactory
from tests.factories.underwriting import AS_OF, WIDE, granted, line_terms


def ask(*clients: Client, as_of: date = AS_OF, **more: object) -> Question:
    return Question(
        subjects=tuple(
            Subject(client_id=c.pk, code=c.code, carrier_id=c.carrier_id, **more)  # type: ignore[arg-type]
            for c in clients
        ),
        as_of=as_of,
        plan=PLAN,
    )


def keys(answer: object) -> list[str]:
    assert isinstance(answer, tuple), answer
    return [finding.key for finding in answer]


def test_terms_above_the_grant_are_found_respect_by_respect(
    alder: Client, uma: User, dee: User
) -> None:
    granted(alder, by=dee, asked=WIDE)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=600)
    wide = line_terms(limits=(("each_wrongful_act", Decimal(2_000_000)),))
    found = built_in.authority(ask(alder, offered=(wide,), underwriter=uma.pk))[alder.pk]
    assert keys(found) == ["LEL.limit", "officers"]
    assert "above $1,000,000" in found[0].words  # type: ignore[index]  # a tuple, as seen
    covered = built_in.authority(ask(alder, offered=(line_terms(),), underwriter=uma.pk))
    assert keys(covered[alder.pk]) == ["officers"]


def test_without_a_grant_every_line_is_above(alder: Client, uma: User) -> None:
    terms = (line_terms(), line_terms(line="POL"))
    found = built_in.authority(ask(alder, offered=terms, underwriter=uma.pk))[alder.pk]
    assert keys(found) == ["LEL.grant", "POL.grant"]


def test_nobodys_review_and_no_terms_cannot_be_checked(alder: Client, uma: User) -> None:
    nobody = built_in.authority(ask(alder, offered=(line_terms(),)))[alder.pk]
    nothing = built_in.authority(ask(alder, underwriter=uma.pk))[alder.pk]
    assert isinstance(nobody, Unchecked)
    assert isinstance(nothing, Unchecked)


def test_a_retro_date_that_moves_is_found_with_both_dates(alder: Client) -> None:
    offered = (line_terms(retro_date=date(2020, 1, 1)),)
    found = built_in.retro(ask(alder, expiring=(line_terms(),), offered=offered))[alder.pk]
    assert keys(found) == ["LEL"]
    assert found[0].values == {"expiring": "2015-10-01", "offered": "2020-01-01"}  # type: ignore[index]
    same = built_in.retro(ask(alder, expiring=(line_terms(),), offered=(line_terms(),)))
    assert same[alder.pk] == ()


def test_a_schedule_is_found_with_its_sign(alder: Client) -> None:
    offered = (line_terms(schedule_percent=Decimal(-30)), line_terms(line="POL"))
    found = built_in.schedule(ask(alder, offered=offered))[alder.pk]
    assert keys(found) == ["LEL"]
    assert found[0].value == Decimal(-30)  # type: ignore[index]  # a tuple
    fired = check_all(ask(alder, offered=offered))[alder.pk].firings
    assert "terms.schedule" in {firing.rule.key for firing in fired}


def test_a_price_that_leaves_its_worksheet_behind_is_found_and_a_dearer_one_is_not(
    alder: Client, uma: User
) -> None:
    sheet = saved_worksheet(alder, uma, written(by=uma))
    offered = tuple(
        line_terms(line=line, premium=Decimal(premium), worksheet=sheet.pk)
        for line, premium in (("LEL", 700), ("POL", 1001), ("EPL", 1000))
    )
    asked = ask(alder, offered=(*offered, line_terms(line="ELL", premium=Decimal(1))))
    found = built_in.below_indicated(asked)[alder.pk]
    assert keys(found) == ["LEL"]
    assert found[0].value == Decimal("30.0")  # type: ignore[index]  # a tuple
    [firing] = [
        each
        for each in check_all(asked)[alder.pk].firings
        if each.rule.key == "terms.below_indicated"
    ]
    assert "30.0\xa0% below the $1,000" in firing.sentence
    assert firing.rows[0]["id"] == sheet.pk[:12]


def test_officers_are_the_mean_of_the_known_months(alder: Client, birch: Client) -> None:
    ExposureFactory(client=alder, month=date(2026, 7, 1), quantity=250)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=251)
    found = built_in.officers(ask(alder, birch))
    assert found[alder.pk][0].value == Decimal("250.5")  # type: ignore[index]  # a tuple
    assert isinstance(found[birch.pk], Unchecked)


def test_critical_recommendations_past_due_are_found_with_their_days(
    alder: Client, ana: User, rita: User
) -> None:
    today = timezone.localdate()
    row = recommendation(
        client=alder, advisor=ana, manager=rita, status="issued", classification="critical"
    )
    recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    Recommendation.objects.update(due_on=today - timedelta(days=5))
    found = built_in.critical_overdue(ask(alder, as_of=today))[alder.pk]
    assert keys(found) == [row.number]
    assert found[0].value == 5  # type: ignore[index]  # a tuple


def watched(value: float | None, small: bool = False) -> Factor:
    def measure(scope: object, window: object) -> dict[int, Reading]:
        reading = Reading(
            value=value,
            numerator=3 if small else 50,
            unavailable="" if value is not None else "nothing was recorded",
        )
        return {peer.id: reading for peer in scope.peers}  # type: ignore[attr-defined]  # a Scope

    return Factor(
        key="test.complaints",
        label="Complaints",
        unit=PER_100_OFFICER_YEARS,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition="Complaints per hundred officers and year, invented for this test.",
        source="None.",
        order=999,
        suppress_below=10,
        measure=measure,
    )


BAND = PeerBand(low=1.0, high=5.0, median=3.0, n=20, group="towns")


@pytest.mark.parametrize(
    ("value", "small", "fires"),
    [(6.0, False, True), (5.0, False, False), (0.1, False, False), (6.0, True, None)],
    ids=["above", "at the edge", "below is no concern", "too few to be shown"],
)
def test_an_indicator_above_its_peers_starts_a_conversation(
    value: float, small: bool, fires: bool | None
) -> None:
    factor = watched(value, small=small)
    reading = Reading(value=value, numerator=3 if small else 50, peers=BAND)
    found = built_in._outside({factor: reading})
    if fires is None:
        assert isinstance(found, Unchecked)
    else:
        assert keys(found) == (["test.complaints"] if fires else [])


def test_indicators_without_peers_cannot_be_checked(alder: Client) -> None:
    with FACTORS.registered_temporarily(watched(6.0)):
        found = built_in.outside_band(ask(alder))
    assert isinstance(found[alder.pk], Unchecked)


def test_all_rules_take_as_many_queries_for_many_clients_as_for_one(
    alder: Client, uma: User, dee: User, django_assert_max_num_queries: object
) -> None:
    granted(alder, by=dee, asked=WIDE)
    others = [ClientFactory(carrier=alder.carrier) for _ in range(12)]
    for client in (alder, *others):
        ExposureFactory(client=client, month=date(2026, 8, 1))
    terms = (line_terms(),)
    kept.forget()
    with django_assert_max_num_queries(200) as one:  # type: ignore[operator]  # a fixture
        check_all(ask(alder, offered=terms, underwriter=uma.pk))
    kept.forget()
    with django_assert_max_num_queries(len(one) + 1):  # type: ignore[operator]  # a fixture
        check_all(ask(alder, *others, offered=terms, underwriter=uma.pk))
