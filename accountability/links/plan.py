"""What two records must share to be suggested as one event, and what each shared thing is worth. Pure.

The points are a first judgement of ours, declared as such; the record of what people confirmed and
rejected stands beside them on every page, so that they can be judged and replaced by a new version.
"""

from dataclasses import dataclass

from riskcore.errors import InvalidInput

Steps = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class LinkPlan:
    """One version of the rule.

    days: (most days between the two events, points), nearest first. days_alone: within how many days two
    records are compared although nothing else brings them together; days_together: the same where an
    officer is shared; days_person: where a claimant is. number, person, officer, matter, place: points
    of each. floor: the least confidence that is suggested. bands: (least confidence, word), highest
    first; the last begins at the floor.
    """

    name: str
    days: Steps
    days_alone: int
    days_together: int
    days_person: int
    same_month: int
    most_sharing: int
    number: int
    person: int
    officer: int
    matter: int
    place: int
    floor: int
    bands: tuple[tuple[int, str], ...]
    source: str

    def __post_init__(self) -> None:
        nearest_first = [most for most, _ in self.days]
        floors = [least for least, _ in self.bands]
        if nearest_first != sorted(nearest_first) or floors != sorted(floors, reverse=True):
            raise InvalidInput(
                "links.plan",
                f"The link plan {self.name!r} lists days or bands out of order; days go up, bands down.",
            )
        if floors[-1] != self.floor:
            raise InvalidInput(
                "links.plan",
                f"The link plan {self.name!r} suggests from {self.floor}, but its lowest band begins at "
                f"{floors[-1]}. They must be the same.",
            )

    def days_points(self, apart: int) -> int:
        """Points for two events so many days apart, whichever came first; 0 beyond the last step."""
        return next((points for most, points in self.days if abs(apart) <= most), 0)

    def band(self, confidence: int) -> str:
        """The confidence in a word."""
        return next((word for least, word in self.bands if confidence >= least), "weak")


PLAN = LinkPlan(
    name="links-2026",
    days=((0, 35), (1, 30), (3, 20), (7, 10), (30, 4)),
    days_alone=3,
    days_together=30,
    days_person=365,
    same_month=8,
    most_sharing=20,
    number=60,
    person=30,
    officer=30,
    matter=12,
    place=8,
    floor=40,
    bands=((75, "strong"), (55, "likely"), (40, "possible")),
    source="Declared. What to compare (days within three of each other, place, officer, claimant and "
    "numbers) follows the research for this product; the points are ours, to be judged by what people "
    "confirm.",
)
