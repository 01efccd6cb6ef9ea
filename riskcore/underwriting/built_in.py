"""The measures that need nothing but the record: terms offered, claims, exposures, advice,
indicators."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import ExposureAmount, ExposureBase, amounts
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Factor, Use
from riskcore.periods import trailing
from riskcore.profiles.kept import measured
from riskcore.profiles.suppression import as_read_by
from riskcore.rating.models import Worksheet
from riskcore.recommendations.queries import Advice, standing
from riskcore.underwriting.authority import Asked, Excess, Grant, judge
from riskcore.underwriting.grants import grants_of
from riskcore.underwriting.measures import MEASURES, Measure, Question, Subject
from riskcore.underwriting.rules import Answer, Finding, SourceRow, Unchecked
from riskcore.underwriting.terms import LineTerms, retro_advanced
from riskcore.units import DOLLARS, PERCENT, write_date, write_number

NO_TERMS = Unchecked(because="no terms have been set")
OFFICER_MONTHS = 12
# What concerns the client and not one of its lines: said once, however many lines are offered.
OF_CLIENT = frozenset({"officers", "critical"})
# The book that the list of clients has measured and kept, rather than another one.
SAME_AS_DESK = frozenset({"losses.by_year"})


def officers_of(question: Question) -> Mapping[int, Decimal]:
    """Mean officers over the known months of the last twelve, by client id; one query."""

    def read() -> dict[int, Decimal]:
        found = amounts(
            base=ExposureBase.OFFICERS,
            client_ids=question.client_ids,
            period=trailing(question.as_of, months_back=OFFICER_MONTHS),
        )
        return {pk: _mean(amount) for pk, amount in found.items()}

    return question.once("officers", read)


def overdue_of(question: Question) -> Mapping[int, list[Advice]]:
    """Critical recommendations past due on the day, by client id; two queries."""

    def read() -> dict[int, list[Advice]]:
        sent = standing(client_ids=question.client_ids, as_of=question.as_of)
        return {
            pk: [each for each in advice if each.is_overdue and each.classification == "critical"]
            for pk, advice in sent.items()
        }

    return question.once("critical overdue", read)


def asked_of(question: Question, subject: Subject, terms: LineTerms) -> Asked:
    """What a line of a subject's terms asks authority for."""
    return Asked(
        line=terms.line,
        limit=terms.limit,
        retention=terms.retention,
        premium=terms.premium,
        schedule_percent=terms.schedule_percent,
        officers=officers_of(question).get(subject.client_id),
        open_critical=len(overdue_of(question).get(subject.client_id, ())),
    )


def authority(question: Question) -> Mapping[int, Answer]:
    """Where the terms go beyond what the review's underwriter may decide alone."""
    users = User.objects.in_bulk([s.underwriter for s in question.subjects if s.underwriter])
    held: dict[int, tuple[Grant, ...]] = {}
    for carrier in {subject.carrier_id for subject in question.subjects}:
        mine = [
            users[s.underwriter]
            for s in question.subjects
            if s.underwriter in users and s.carrier_id == carrier
        ]
        held |= grants_of(carrier_id=carrier, users=mine, on=question.as_of)
    return {
        subject.client_id: _above(question, subject, held.get(subject.underwriter or 0))
        for subject in question.subjects
    }


def retro(question: Question) -> Mapping[int, Answer]:
    """Lines offered with a retro date later than the expiring one."""
    return {
        subject.client_id: tuple(
            Finding(
                key=after.line,
                words=_moved(before, after),
                values={"expiring": _day(before.retro_date), "offered": _day(after.retro_date)},
            )
            for before, after in retro_advanced(subject.expiring, subject.offered)
        )
        if subject.offered
        else NO_TERMS
        for subject in question.subjects
    }


def schedule(question: Question) -> Mapping[int, Answer]:
    """The schedule credit or debit of each line offered, in percent."""
    return {
        subject.client_id: tuple(
            Finding(
                key=terms.line,
                value=terms.schedule_percent,
                words=f"{terms.line} is offered at a schedule "
                f"{'credit' if terms.schedule_percent < 0 else 'debit'} of "
                f"{PERCENT.write(abs(terms.schedule_percent))}",
                values={"schedule_percent": terms.schedule_percent},
            )
            for terms in subject.offered
            if terms.schedule_percent
        )
        if subject.offered
        else NO_TERMS
        for subject in question.subjects
    }


def below_indicated(question: Question) -> Mapping[int, Answer]:
    """How far the premium of each line lies below what its kept worksheet indicates, in percent; one
    query. A line that names no worksheet is told beside the terms and fires nothing."""
    named = {each.worksheet for one in question.subjects for each in one.offered if each.worksheet}
    rows = Worksheet.objects.filter(pk__in=named).defer("body").in_bulk()
    return {
        subject.client_id: tuple(
            found
            for terms in subject.offered
            if (found := _below(terms, rows.get(terms.worksheet))) is not None
        )
        if subject.offered
        else NO_TERMS
        for subject in question.subjects
    }


def officers(question: Question) -> Mapping[int, Answer]:
    """The size of the force."""
    known = officers_of(question)
    return {
        pk: (
            Finding(
                value=known[pk],
                values={"officers": str(known[pk])},
                rows=(_exposure_row(question.as_of),),
            ),
        )
        if pk in known
        else Unchecked(because="no officers are recorded for the last twelve months")
        for pk in question.client_ids
    }


def critical_overdue(question: Question) -> Mapping[int, Answer]:
    """Critical recommendations past due, and by how many days."""
    found = overdue_of(question)
    return {
        pk: tuple(
            Finding(
                key=advice.number,
                value=Decimal(advice.days_overdue),
                words=f"Critical recommendation {advice.number}, {advice.title!r},",
                values={"number": advice.number, "due_on": _day(advice.due_on)},
                rows=(
                    SourceRow(
                        table="recommendations",
                        id=advice.number,
                        says=f"due {write_date(advice.due_on)}" if advice.due_on else "due",
                    ),
                ),
            )
            for advice in found.get(pk, ())
        )
        for pk in question.client_ids
    }


def outside_band(question: Question) -> Mapping[int, Answer]:
    """Watch indicators above the middle half of the peers, as an insurer may read them: small counts
    stay hidden here as everywhere."""
    clients = Client.objects.select_related("carrier").filter(pk__in=question.client_ids)
    book = measured(clients=clients, as_of=question.as_of, exhibits=SAME_AS_DESK).book
    watched = [factor for factor in FACTORS if factor.use is Use.WATCH]
    if not watched:
        nothing = Unchecked(because="no watch indicator is registered")
        return dict.fromkeys(question.client_ids, nothing)
    return {
        pk: _outside({factor: book.readings[pk][factor.key] for factor in watched})
        for pk in question.client_ids
    }


def _below(terms: LineTerms, row: Worksheet | None) -> Finding | None:
    if row is None or terms.premium is None or not row.premium or terms.premium >= row.premium:
        return None
    percent = (100 * (1 - terms.premium / row.premium)).quantize(Decimal("0.1"))
    indicated = DOLLARS.write(row.premium)
    return Finding(
        key=terms.line,
        value=percent,
        words=f"{terms.line} is offered at {DOLLARS.write(terms.premium)}, "
        f"{PERCENT.write(percent)} below the {indicated} that its worksheet indicates",
        values={"premium": terms.premium, "indicated": row.premium},
        rows=(SourceRow(table="worksheets", id=row.pk[:12], says=f"{indicated} indicated"),),
    )


def _mean(amount: ExposureAmount) -> Decimal:
    return (amount.quantity * 12 / amount.months_known).quantize(Decimal("0.1"))


def _above(question: Question, subject: Subject, held: tuple[Grant, ...] | None) -> Answer:
    if not subject.offered:
        return NO_TERMS
    if subject.underwriter is None:
        return Unchecked(because="no underwriter has taken the review up")
    found = []
    for terms in subject.offered:
        verdict = judge(held or (), asked_of(question, subject, terms))
        found += [
            _excess("" if excess.dimension in OF_CLIENT else terms.line, excess)
            for excess in verdict.excesses
        ]
    return tuple({finding.key: finding for finding in reversed(found)}.values())[::-1]


def _excess(line: str, excess: Excess) -> Finding:
    says = f"{line}: {excess.says}" if line else excess.says[0].upper() + excess.says[1:]
    return Finding(
        key=f"{line}.{excess.dimension}" if line else excess.dimension,
        words=f"{says}; somebody with more authority must approve it.",
        values={
            "line": line,
            "dimension": excess.dimension,
            "asked": excess.asked,
            "bound": excess.bound,
        },
    )


def _moved(before: LineTerms, after: LineTerms) -> str:
    was = f"of {write_date(before.retro_date)}" if before.retro_date else "full prior acts"
    now = write_date(after.retro_date) if after.retro_date else "none"
    return (
        f"{after.line} is offered with the retro date {now}; the expiring term had "
        f"{'a retro date ' if before.retro_date else ''}{was}. Cover for acts between is lost."
    )


def _outside(readings: Mapping[Factor, Reading]) -> Answer:
    shown = {
        factor: as_read_by(reading, factor, is_open=False) for factor, reading in readings.items()
    }
    comparable = {
        factor: reading
        for factor, reading in shown.items()
        if reading.value is not None and reading.peers is not None
    }
    if not comparable:
        return Unchecked(because="no watch indicator can be compared with peers for this client")
    return tuple(
        Finding(
            key=factor.key,
            value=Decimal(str(reading.value)),
            words=(
                f"{factor.label} is {factor.unit.write(reading.value)}, above the middle half of "
                f"{reading.peers.n} peers (up to {write_number(reading.peers.high, 2)})."
            ),
            values={"factor": factor.key, "value": f"{float(reading.value):.4g}"},
            rows=(
                SourceRow(
                    table="factors", id=factor.key, says=str(reading.source.get("table", ""))
                ),
            ),
        )
        for factor, reading in comparable.items()
        if reading.value is not None
        and reading.peers is not None
        and reading.value > reading.peers.high
    )


def _exposure_row(as_of: date) -> SourceRow:
    period = trailing(as_of, months_back=OFFICER_MONTHS)
    return SourceRow(
        table="exposures",
        id="officers",
        says=f"mean of the known months from {period.start} to {period.last_day}",
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def register() -> None:
    for at, (key, label, measure, of_terms) in enumerate(
        (
            ("authority", "Terms against the underwriter's own authority", authority, True),
            ("terms.retro", "Retro dates offered against the expiring ones", retro, True),
            ("terms.schedule", "Schedule credits and debits offered", schedule, True),
            (
                "terms.below_indicated",
                "Premiums offered below what their worksheets indicate",
                below_indicated,
                True,
            ),
            ("exposure.officers", "Officers, mean of the last twelve months", officers, False),
            (
                "recommendations.critical_overdue",
                "Critical recommendations past due",
                critical_overdue,
                False,
            ),
            ("watch.outside_band", "Watch indicators beside the peers", outside_band, False),
        )
    ):
        MEASURES.register(
            Measure(key=key, label=label, order=10 * at, measure=measure, of_terms=of_terms)
        )
