"""Policies of the book: one a year, a part a line, with the limits that line asks for."""

import itertools
from datetime import date

from django.db.models import Count

from riskcore.clients.models import Client
from riskcore.coverage.gaps import GAP, RETRO_ADVANCED
from riskcore.coverage.queries import standing_findings
from riskcore.policies import CoveragePart, Limit, Line, Policy, Trigger
from riskcore.synthetic.policies import ENDED_EARLY
from riskcore.synthetic.sizes import months_later
from tests.riskcore.synthetic.conftest import PLAN


def test_every_client_has_a_term_each_year_that_ends_where_the_next_begins(
    counts: dict[str, int],
) -> None:
    spread = sum(months_later(place) > 0 for place in range(PLAN.clients))
    expected = PLAN.clients * PLAN.years + spread
    assert Policy.objects.count() == counts["policies"] == expected
    terms = list(Policy.objects.filter(client__code="quillhaven").order_by("starts_on"))
    assert all(a.ends_on == b.starts_on for a, b in itertools.pairwise(terms))
    assert len({term.number for term in terms}) == 1


def test_law_enforcement_has_three_limits_and_the_other_lines_two(counts: dict[str, int]) -> None:
    parts = CoveragePart.objects.annotate(held=Count("limits"))
    assert set(parts.filter(line=Line.LEL).values_list("held", flat=True)) == {3}
    assert set(parts.exclude(line=Line.LEL).values_list("held", flat=True)) == {2}
    assert Limit.objects.count() == counts["limits"]


def test_one_retro_date_has_advanced_and_one_term_ended_early(counts: dict[str, int]) -> None:
    members = list(Client.objects.order_by("pk"))
    found = standing_findings(client_ids=[one.pk for one in members], as_of=date(2026, 9, 30))
    advanced = [one for of in found.values() for one in of if one.key == RETRO_ADVANCED]
    assert [(one.line, one.is_open) for one in advanced] == [("EPL", True)]
    gaps = {client for client, of in found.items() if any(one.key == GAP for one in of)}
    assert len(gaps) == (1 if len(members) > ENDED_EARLY else 0)


def test_a_retro_date_stands_on_claims_made_parts_only_and_moves_once_at_most(
    counts: dict[str, int],
) -> None:
    occurrence = CoveragePart.objects.filter(trigger=Trigger.OCCURRENCE)
    assert occurrence.filter(retro_date__isnull=False).count() == 0
    made = CoveragePart.objects.exclude(trigger=Trigger.OCCURRENCE)
    assert made.filter(retro_date__isnull=False).exists()
    moving = (
        made.order_by()
        .values("policy__client", "line")
        .annotate(dates=Count("retro_date", distinct=True))
        .filter(dates__gt=1)
    )
    assert moving.count() <= 1
