"""The worksheets behind the terms of a review: which may be named, and what is offered beside what
they indicate."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from riskcore.access.models import User
from riskcore.errors import InvalidInput
from riskcore.rating import kept
from riskcore.rating.kept import Kept
from riskcore.underwriting.models import Review
from riskcore.underwriting.terms import LineTerms
from riskcore.units import PERCENT, write_date


@dataclass(frozen=True, kw_only=True)
class Behind:
    """What stands behind the premium of one line. offered over indicated less one is the share; None
    where no premium is offered. warnings: what an auditor would ask about, as sentences."""

    line: str
    worksheet: Kept
    offered: Decimal | None
    share: Decimal | None
    warnings: tuple[str, ...]

    @property
    def percent(self) -> str:
        """The share in words: "4.0 % below"; "" where there is none."""
        if self.share is None:
            return ""
        if not self.share:
            return "as indicated"
        word = "below" if self.share < 0 else "above"
        return f"{PERCENT.write(abs(self.share) * 100)} {word}"


def choices(*, by: User, client_code: str) -> tuple[Kept, ...]:
    """The kept worksheets that terms of this client may name, the latest first; none for who may not
    see premiums."""
    return kept.listing(by=by, client_code=client_code)


def check_worksheets(*, by: User, review: Review, lines: Iterable[LineTerms]) -> None:
    """Raise InvalidInput, naming every fault, where terms name a worksheet that is not kept for this
    client and line."""
    named = [each for each in lines if each.worksheet]
    if not named:
        return
    known = {row.id: row for row in choices(by=by, client_code=review.client.code)}
    faults = []
    for each in named:
        row = known.get(each.worksheet)
        if row is None:
            faults.append(
                f"{each.line}: no worksheet {each.worksheet[:12]!r} is kept for this client"
            )
        elif row.line != each.line:
            faults.append(f"{each.line}: the worksheet {row.id[:12]} is of {row.line}")
    if faults:
        raise InvalidInput(
            "terms.worksheet",
            f"The terms cannot stand: {'; '.join(faults)}. Keep a worksheet on the Rating tab and "
            "choose it.",
            faults=faults,
        )


def behind(*, by: User, review: Review, lines: Iterable[LineTerms]) -> tuple[Behind, ...]:
    """The worksheet of each line that names one, in the order of the lines. One query."""
    named = [each for each in lines if each.worksheet]
    if not named:
        return ()
    known = {row.id: row for row in choices(by=by, client_code=review.client.code)}
    return tuple(
        _behind(review, each, known[each.worksheet]) for each in named if each.worksheet in known
    )


def _behind(review: Review, terms: LineTerms, row: Kept) -> Behind:
    share = None
    if terms.premium is not None and row.premium:
        share = terms.premium / row.premium - 1
    return Behind(
        line=terms.line,
        worksheet=row,
        offered=terms.premium,
        share=share,
        warnings=tuple(_warnings(review, row)),
    )


def _warnings(review: Review, row: Kept) -> Iterable[str]:
    if row.as_of != review.as_of:
        yield (
            f"The worksheet stands on the facts of {write_date(row.as_of)}, the review on those of "
            f"{write_date(review.as_of)}."
        )
    if row.effective_on != review.starts_on:
        yield (
            f"The worksheet rates a term from {write_date(row.effective_on)}, the review is of one "
            f"from {write_date(review.starts_on)}."
        )
