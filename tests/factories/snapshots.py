"""A made-up snapshot with every kind of reading, and factors to go with it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from riskcore.access.models import User
from riskcore.canonical import canonical_json, sha256
from riskcore.clients.models import Client
from riskcore.factors.registry import FACTORS, Direction, Factor, Use
from riskcore.profiles.models import ProfileSnapshot
from riskcore.reports.sections import SECTIONS, Recommended
from riskcore.units import DOLLARS, PER_100_OFFICER_YEARS, STRATEGIES, Unit

AS_OF = date(2026, 9, 30)


def factor(key: str, label: str, unit: Unit, order: int, **details: Any) -> Factor:
    """A factor for tests: it measures nothing."""
    return Factor(
        key=key,
        label=label,
        unit=unit,
        order=order,
        direction=details.pop("direction", Direction.HIGHER_IS_RISKIER),
        use=details.pop("use", Use.WATCH),
        definition=f"{label}: the numerator over the denominator, in the five years to the day.",
        source="Made-up factor of the tests.",
        measure=lambda scope, window: {},
        **details,
    )


MADE_UP = (
    factor("test.frequency", "Claim frequency", PER_100_OFFICER_YEARS, 1, use=Use.RATING),
    factor("test.incurred", "Incurred, limited to $250,000", DOLLARS, 2, use=Use.RATING),
    factor("test.complaints", "Complaint rate", PER_100_OFFICER_YEARS, 3),
    factor("test.force", "Force reports with injury", PER_100_OFFICER_YEARS, 4, suppress_below=10),
    factor(
        "test.outreach",
        "Outreach strategies with evidence",
        STRATEGIES,
        5,
        direction=Direction.LOWER_IS_RISKIER,
    ),
)


def reading(label: str, unit: str, value: Any, **parts: Any) -> dict[str, Any]:
    return {
        "label": label,
        "unit": unit,
        "use": "watch",
        "value": value,
        "numerator": None,
        "denominator": None,
        "interval": None,
        "peers": None,
        "date_basis": "",
        "grade": "A",
        "source": {},
        "unavailable": "",
        "note": "",
    } | parts


def interval(low: float, high: float) -> dict[str, Any]:
    return {"low": low, "high": high, "level": 0.95, "method": "exact Poisson"}


def peers(low: float, high: float, median: float) -> dict[str, Any]:
    return {"low": low, "high": high, "median": median, "n": 14, "group": "Texas cities"}


def made_up_body() -> dict[str, Any]:
    rate = "per_100_officer_years"
    rows = {"table": "claims", "from": "2021-10-01", "to": "2026-09-30", "count": 37}
    return {
        "client": {
            "code": "alder-falls",
            "name": "Alder Falls",
            "kind": "municipality",
            "state": "TX",
            "carrier": "Carrier A",
        },
        "as_of": AS_OF.isoformat(),
        "plan": {"key": "profile-2026.1", "years": 5},
        "window": {"from": "2021-10-01", "to": "2026-09-30"},
        "readings": {
            "test.frequency": reading(
                "Claim frequency",
                rate,
                5.21,
                use="rating",
                numerator=37,
                denominator="710.25",
                interval=interval(3.67, 7.18),
                peers=peers(2.1, 3.4, 2.8),
                date_basis="date of loss",
                source=rows,
            ),
            "test.incurred": reading(
                "Incurred, limited to $250,000",
                "dollars",
                "1240311.87",
                use="rating",
                numerator="1240311.87",
                peers=peers(400000, 1900000, 820000),
                source=rows,
            ),
            "test.complaints": reading(
                "Complaint rate",
                rate,
                18.3,
                numerator=130,
                denominator="710.25",
                interval=interval(15.29, 21.73),
                peers=peers(12.0, 17.5, 14.2),
                grade="B",
                note="Four months of 2022 have no complaint file.",
            ),
            "test.force": reading(
                "Force reports with injury",
                rate,
                0.56,
                numerator=4,
                denominator="710.25",
                interval=interval(0.15, 1.44),
            ),
            "test.outreach": reading(
                "Outreach strategies with evidence",
                "strategies",
                None,
                grade="C",
                unavailable="no outreach log covers the period",
            ),
            "test.retired": reading("A figure of an older plan", "shift_hours", "12.5"),
        },
        "exhibits": {},
    }


@contextmanager
def made_up_factors() -> Iterator[None]:
    with ExitStack() as stack:
        for entry in MADE_UP:
            stack.enter_context(FACTORS.registered_temporarily(entry))
        yield


@contextmanager
def only_built_in_sections() -> Iterator[None]:
    """The house's own sections, whatever the packages above have registered."""
    before = dict(SECTIONS._entries)
    SECTIONS._entries = {
        key: entry
        for key, entry in before.items()
        if entry.gather.__module__ == "riskcore.reports.built_in"
    }
    try:
        yield
    finally:
        SECTIONS._entries = before


def unsaved_snapshot(body: dict[str, Any] | None = None) -> ProfileSnapshot:
    text = canonical_json(body or made_up_body())
    return ProfileSnapshot(id=sha256(text), as_of=AS_OF, plan="profile-2026.1", body=text)


def saved_snapshot(client: Client, by: User) -> ProfileSnapshot:
    row = unsaved_snapshot()
    row.client, row.created_by = client, by
    row.save(force_insert=True)
    return row


def recommended() -> tuple[Recommended, ...]:
    """Five: two critical (one late), one important, one reported done, one closed."""
    return (
        Recommended(
            number="alder-falls-2026-001",
            classification="critical",
            title="Review every use of force within seven days",
            condition=(
                "Of 40 force reports read, 11 had no supervisor's review on file and 6 were reviewed "
                "after more than 60 days."
            ),
            consequence="A pattern that nobody looked at is what a court asks about first.",
            action="Name a reviewer per shift, and report the open reviews to the chief every Monday.",
            due_on=date(2026, 8, 31),
            status="issued",
            days_overdue=30,
        ),
        Recommended(
            number="alder-falls-2026-002",
            classification="critical",
            title="Adopt a pursuit policy with a duty to end the pursuit",
            condition="The policy of 2014 leaves the decision to the officer in the lead car.",
            consequence="Two of the five largest claims began with a pursuit for a traffic offence.",
            action="Adopt the model policy <b>and</b> train all sworn staff before the year ends.",
            due_on=date(2026, 12, 31),
            status="issued",
            days_overdue=0,
        ),
        Recommended(
            number="alder-falls-2026-003",
            classification="important",
            title="Record complaints made by telephone",
            condition="Complaints by telephone are noted on paper and not numbered.",
            consequence="",
            action="Number every complaint on the day it is made.",
            due_on=date(2026, 11, 15),
            status="issued",
            days_overdue=0,
        ),
        Recommended(
            number="alder-falls-2025-004",
            classification="important",
            title="Inventory the evidence room twice a year",
            condition="The last full inventory was in 2023.",
            consequence="",
            action="Inventory in March and September.",
            due_on=date(2026, 9, 1),
            status="client_reports_complete",
            days_overdue=0,
        ),
        Recommended(
            number="alder-falls-2025-001",
            classification="advisory",
            title="Publish the complaint form in Spanish",
            condition="The form is in English only.",
            consequence="",
            action="Publish both.",
            due_on=None,
            status="verified_closed",
            days_overdue=0,
        ),
    )
