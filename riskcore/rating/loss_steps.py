"""The steps of a worksheet about losses: as valued, capped, trended, developed, believed. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from riskcore.rating.book_development import BookDevelopment
from riskcore.rating.money import exact, rounded
from riskcore.rating.plan import Expected, KSource, Order, RatingPlan
from riskcore.rating.plan_words import dollars, share
from riskcore.rating.worksheet import Inputs, Worked
from riskcore.rating.worksheet_step import Source, Step
from riskcore.units import write_date, write_money, write_number


def loss_steps(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Iterator[Step]:
    """From the ledger to pure premium and credibility, in order."""
    used = plan.experience
    count = len(inputs.claims)
    span = f"{write_date(inputs.years[0].start)} to {write_date(inputs.as_of)}"
    gross = sum((max(claim.incurred, Decimal(0)) for claim in inputs.claims), Decimal(0))
    capped = sum((year.capped for year in worked.years), Decimal(0))
    reported = sum((year.reported for year in worked.years), Decimal(0))
    claims = tuple(
        Source(
            kind="claim",
            key=claim.number,
            words=(
                f"{claim.number}, {dollars(claim.incurred)} incurred, "
                f"counted {dollars(claim.counted)}"
            ),
        )
        for claim in worked.largest
    )
    order = (
        "before trend" if used.order is Order.CAP_THEN_TREND else "at the level of the term rated"
    )
    yield _loss(
        "losses",
        "Losses as valued",
        f"{write_number(count)} claims, {span}",
        "",
        gross,
        f"The ledger holds {write_number(count)} claims of {len(inputs.years)} years with "
        f"{write_money(gross)} incurred as of {write_date(inputs.as_of)}, gross of the retention.",
    )
    yield _loss(
        "cap",
        "Each claim capped",
        f"at {dollars(used.cap)} {order}",
        "",
        capped,
        f"No claim counts for more than {dollars(used.cap)}, so that one large loss does not decide; "
        f"{write_money(capped)} remain. The largest are named.",
        claims,
    )
    yield _loss(
        "trend",
        "Trended to the term",
        f"{share(used.trend)} a year",
        " · ".join(f"{year.trend:.4f}" for year in worked.years),
        reported,
        f"At {share(used.trend)} a year from the middle of each year to the middle of the term that "
        f"begins on {write_date(inputs.effective_on)} they are {write_money(reported)}.",
    )
    yield _developed(plan, inputs, worked)
    yield _pure_premium(plan, inputs, worked)
    yield _credibility(plan, inputs, worked)


def _developed(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Step:
    ultimate = sum((year.ultimate for year in worked.years), Decimal(0))
    young = sum(year.young for year in worked.years)
    expected = (
        "Cape Cod over the carrier's book"
        if plan.development.expected is Expected.CAPE_COD
        else "the plan"
    )
    return _loss(
        "develop",
        "Developed to ultimate",
        f"{len(worked.years)} years, {young} of them young",
        " · ".join(f"{year.factor:.4f}" for year in worked.years),
        ultimate,
        f"What is still to be reported brings them to {write_money(ultimate)}. "
        f"{_origin(inputs.development)}{young} years younger "
        f"than {plan.development.young} months are developed by Bornhuetter-Ferguson on an expected "
        f"{_money(inputs.book.expected)} for each of {plan.experience.base}, from {expected}.",
    )


def _origin(found: BookDevelopment | None) -> str:
    """Where the factors come from, where the plan develops by the book."""
    if found is None:
        return ""
    day = write_date(found.valued_on)
    if found.because:
        return f"The book had no triangle on {day}, so the factors are the plan's own. "
    return (
        f"The factors are the book's: the chain ladder over {found.origins} years and "
        f"{write_number(found.claims)} claims as valued on {day}, with the plan's own as the tail. "
    )


def _pure_premium(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Step:
    used = plan.experience
    span = f"{write_date(inputs.years[0].start)} to {write_date(inputs.as_of)}"
    return Step(
        key="pure_premium",
        name="Pure premium",
        given=f"{write_number(worked.weight, 1)} years of {used.base}",
        factor="",
        amount=rounded(exact(worked.pure_premium)),
        of="pure premium",
        sentence=(
            f"For each of {used.base} a year that is {_money(worked.pure_premium)}; the carrier's book "
            f"has {_money(inputs.book.collective)}."
        ),
        plan="experience",
        sources=(Source(kind="exposure", key=used.base, words=f"{used.base} by month, {span}"),),
    )


def _loss(
    key: str,
    name: str,
    given: str,
    worked: str,
    amount: Decimal,
    sentence: str,
    sources: tuple[Source, ...] = (),
) -> Step:
    return Step(
        key=key,
        name=name,
        given=given,
        factor=worked,
        amount=amount,
        of="losses",
        sentence=sentence,
        plan="experience",
        sources=sources,
    )


def _credibility(plan: RatingPlan, inputs: Inputs, worked: Worked) -> Step:
    book = inputs.book
    if book.k is None:
        told = f"Own experience counts for nothing. {book.because}"
    else:
        origin = (
            "fixed by the plan"
            if plan.credibility.source is KSource.FIXED
            else (f"estimated from {write_number(book.clients)} clients of the book")
        )
        told = (
            f"With k of {write_number(book.k, 1)}, {origin}, {write_number(worked.weight, 1)} years of "
            f"{plan.experience.base} are believed to {share(round(worked.z, 3))}; the rest is the book."
        )
    return Step(
        key="credibility",
        name="Credibility",
        given=f"Bühlmann-Straub over the carrier's book, {write_number(book.clients)} clients",
        factor=f"Z = {worked.z:.4f}",
        amount=None,
        of="",
        sentence=told,
        plan="experience",
    )


def _money(value: float) -> str:
    return write_money(rounded(exact(value)))
