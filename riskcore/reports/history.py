"""What came before a report: the editions for the same readers, and the advice in the last one.

Both are worked out when a report is asked for and frozen with it, so that it can be drawn again.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from riskcore.recommendations.queries import Advice
from riskcore.recommendations.states import PRINTED, SETTLED
from riskcore.reports.assemble import printed_body
from riskcore.reports.models import Report
from riskcore.reports.overall import rate
from riskcore.reports.sections import Audience, Edition, Recommended, SectionContext
from riskcore.reports.states import RELEASED
from riskcore.units import write_date

FIRST = "First version."
OPEN = PRINTED - SETTLED


def predecessors(row: Report) -> "QuerySet[Report]":
    """Released reports that this one takes the place of: of the same client and for the same readers,
    as of the same day or an earlier one. Oldest first."""
    return Report.objects.filter(
        client=row.client_id,
        audience=row.audience,
        status__in=RELEASED,
        as_of__lte=row.as_of,
        issued_at__isnull=False,
    ).order_by("as_of", "issued_at", "number")


def history(row: Report, reason: str) -> tuple[Edition, ...]:
    """Every edition up to this one, which comes last and is not issued yet."""
    before = tuple(predecessors(row))
    told: list[Edition] = []
    for version, earlier in enumerate(before, start=1):
        kept = earlier.made_with.get("history") or [{}]
        told.append(
            Edition(
                version=version,
                number=earlier.number,
                as_of=earlier.as_of.isoformat(),
                issued_on=timezone.localdate(earlier.issued_at).isoformat(),
                changed=kept[-1].get("changed") or FIRST,
            )
        )
    return (
        *told,
        Edition(
            version=len(before) + 1,
            number=row.number,
            as_of=row.as_of.isoformat(),
            issued_on="",
            changed=_changed(row, before[-1] if before else None, reason),
        ),
    )


def last_advice(row: Report, advice: Sequence[Advice]) -> dict[str, Any] | None:
    """What was asked for in the last report of an earlier day, beside how it stands now; None where
    there is no such report. A correction of the same day looks back as far as the one it corrects."""
    last = predecessors(row).filter(as_of__lt=row.as_of).last()
    if last is None:
        return None
    now = {item.number: item for item in advice}
    asked = last.made_with["recommendations"]
    before = {item["number"] for item in asked}
    return {
        "number": last.number,
        "as_of": last.as_of.isoformat(),
        "issued_on": timezone.localdate(last.issued_at).isoformat(),
        "followed": [
            _followed(item, now.get(item["number"]))
            for item in asked
            if item["status"] in OPEN or _was_reopened(item, now.get(item["number"]))
        ],
        "new": sum(item.status in PRINTED and item.number not in before for item in advice),
    }


def last_levels(row: Report) -> dict[str, int | None]:
    """How the last report of an earlier day is rated by today's plan; {} where there is none."""
    last = predecessors(row).filter(as_of__lt=row.as_of).select_related("snapshot").last()
    if last is None:
        return {}
    body, _ = printed_body(last.snapshot)
    context = SectionContext(
        as_of=last.as_of,
        snapshot_id=last.snapshot_id,
        snapshot=body,
        audience=Audience(last.audience),
        synthetic=False,
        recommendations=tuple(thawed(item) for item in last.made_with["recommendations"]),
    )
    return rate(context).levels


def thawed(item: dict[str, Any]) -> Recommended:
    """A recommendation as it was frozen in ``made_with``, its due date a date again."""
    due = item["due_on"]
    return Recommended(**{**item, "due_on": date.fromisoformat(due) if due else None})


def _followed(then: dict[str, Any], now: Advice | None) -> dict[str, Any]:
    return {
        "number": then["number"],
        "classification": then["classification"],
        "title": then["title"],
        "due_on": then["due_on"],
        "status": now.status if now else "withdrawn",
        "was_closed": then["status"] in SETTLED,
        "closed_on": now.closed_on.isoformat() if now and now.closed_on else None,
        "days_overdue": now.days_overdue if now else 0,
    }


def _was_reopened(then: dict[str, Any], now: Advice | None) -> bool:
    return then["status"] in SETTLED and now is not None and now.status in OPEN


def _changed(row: Report, last: Report | None, reason: str) -> str:
    said = reason.strip()
    if last is None:
        return said or FIRST
    day = "the same day" if last.as_of == row.as_of else write_date(last.as_of)
    told = f"Takes the place of {last.number}, as of {day}."
    return f"{told} {said}".strip()
