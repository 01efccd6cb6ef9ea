"""What a department may publish: tables of counts over the five years given out, small ones withheld.

Nothing here knows a complaint, an officer or a day. Every table goes through the same suppression as
the insurer's, so the public learns nothing from it that insurers do not.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accountability.complaints.counts import (
    Book,
    allegation_counts,
    complaints_by_year,
    stage_counts,
)
from accountability.complaints.models import Stage
from accountability.force.queries import force_by_year
from accountability.tables import Table, category_table, force_table, stage_table, year_table
from riskcore.periods import year_label, years_to


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """One table that can be switched on. dictionary: what its words mean until the department writes
    its own; heading: of its first column; build(book) -> the table of the book's one client."""

    key: str
    label: str
    heading: str
    dictionary: str
    build: Callable[[Book], Table]


def _only(book: Book) -> int:
    [client_id] = book.client_ids
    return client_id


def _by_year(book: Book) -> Table:
    years = [year_label(year) for year in years_to(book.period)]
    return year_table(complaints_by_year(book).get(_only(book), {}), years)


def _by_category(book: Book) -> Table:
    return category_table(allegation_counts(book).get(_only(book), {}))


def _by_stage(book: Book) -> Table:
    labels = {stage.value: stage.label.capitalize() for stage in Stage}
    return stage_table(stage_counts(book).get(_only(book), {}), labels)


def _force(book: Book) -> Table:
    found = force_by_year(client_ids=book.client_ids, period=book.period, known_at=book.known_at)
    return force_table(found.get(_only(book), {}))


DATA_SETS: dict[str, DataSet] = {
    data_set.key: data_set
    for data_set in (
        DataSet(
            key="complaints-by-year",
            label="Complaints by year",
            heading="Year",
            dictionary="A complaint is one number in the department's register, whoever and however "
            "many officers it names. It counts in the year it was received.",
            build=_by_year,
        ),
        DataSet(
            key="allegations-by-category",
            label="What was alleged, and what was found",
            heading="Category",
            dictionary="An allegation is one thing one officer is accused of. Sustained: it happened "
            "and broke a rule. Not sustained: the evidence cannot settle it. Exonerated: it happened "
            "and was within policy. Unfounded: it did not happen. Closed otherwise: withdrawn, "
            "mediated, or closed for another reason without a finding.",
            build=_by_category,
        ),
        DataSet(
            key="findings-by-stage",
            label="Findings by who made them",
            heading="Stage",
            dictionary="Recommended by the investigator, final by the head of the department, or "
            "after an appeal. A later finding does not remove the earlier one from this table.",
            build=_by_stage,
        ),
        DataSet(
            key="force-by-level",
            label="Uses of force by year and level",
            heading="Year",
            dictionary="One report for each officer and event. Level 0: contact. Level 1: low. Level 2: "
            "injury, or means likely to injure. Level 3: serious injury, death or a firearm.",
            build=_force,
        ),
    )
}
