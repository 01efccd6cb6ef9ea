"""Policies of the book: one a year, a part a line, with the limits that line asks for."""

import itertools

from django.db.models import Count

from riskcore.policies import CoveragePart, Limit, Line, Policy, Trigger
from tests.riskcore.synthetic.conftest import PLAN


def test_every_client_has_a_term_each_year_that_ends_where_the_next_begins(
    counts: dict[str, int],
) -> None:
    assert Policy.objects.count() == counts["policies"] == PLAN.clients * PLAN.years
    terms = list(Policy.objects.filter(client__code="quillhaven").order_by("starts_on"))
    assert all(a.ends_on == b.starts_on for a, b in itertools.pairwise(terms))
    assert len({term.number for term in terms}) == 1


def test_law_enforcement_has_three_limits_and_the_other_lines_two(counts: dict[str, int]) -> None:
    parts = CoveragePart.objects.annotate(held=Count("limits"))
    assert set(parts.filter(line=Line.LEL).values_list("held", flat=True)) == {3}
    assert set(parts.exclude(line=Line.LEL).values_list("held", flat=True)) == {2}
    assert Limit.objects.count() == counts["limits"]


def test_a_retro_date_stands_on_claims_made_parts_only_and_never_moves(
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
    assert moving.count() == 0
