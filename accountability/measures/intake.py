"""How open the door is: access, completeness and inquiries together, so that few complaints are never
praised by themselves. Pure.

A department that takes no complaints has none. Whoever reads a low rate reads this beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from accountability.measures.rates import share
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Reading, cannot

CHECKLIST_VERSION = "access-1"
ENOUGH = 80.0


@dataclass(frozen=True)
class Item:
    """One question of the access checklist. points: what a yes adds, or takes."""

    key: str
    question: str
    points: int


CHECKLIST: tuple[Item, ...] = (
    Item("online_form", "Can a complaint be filed on line?", 20),
    Item("complaint_page", "Is there a page of its own about complaints?", 14),
    Item("homepage_link", "Does the home page lead there?", 10),
    Item("pdf_form", "Is there a form to print?", 10),
    Item("email", "Is a complaint by e-mail taken?", 10),
    Item("any_form", "Is a complaint taken that is not on the department's own form?", 10),
    Item("anonymous", "Is an anonymous complaint taken?", 10),
    Item("website", "Does the department have a web site?", 3),
    Item("facebook", "Is it on Facebook?", 3),
    Item("twitter", "Is it on X (Twitter)?", 3),
    Item("youtube", "Is it on YouTube?", 3),
    Item("telephone", "Is a complaint by telephone taken?", 2),
    Item("post", "Is a complaint by post taken?", 2),
    Item("notary", "Must a complaint be sworn before a notary?", -10),
)
BY_KEY = {item.key: item for item in CHECKLIST}


def access_score(answers: Mapping[str, bool]) -> Reading:
    """Points of 100 for how a complaint can be filed; it cannot be told while a question is open.

    answers: item key -> yes or no. Floor 0.

    Source: the department accessibility score of OpenPolice (src/Controllers/DepartmentScores.php,
    2021); questions worded by us.

    >>> access_score({item.key: item.points > 0 for item in CHECKLIST}).value
    100
    """
    unknown = sorted(set(answers) - set(BY_KEY))
    if unknown:
        raise InvalidInput(
            "measures.access",
            f"Answers were given to {', '.join(unknown)}; the checklist {CHECKLIST_VERSION} does not "
            "ask that.",
            unknown=unknown,
        )
    missing = [item.key for item in CHECKLIST if item.key not in answers]
    if missing:
        many = f"{len(missing)} of {len(CHECKLIST)} questions"
        return cannot(f"{many} of the access checklist are not answered")
    points = sum(item.points for item in CHECKLIST if answers[item.key])
    return Reading(value=max(0, points), numerator=max(0, points), denominator=100)


def completeness(filled: int, required: int) -> Reading:
    """Required fields that are filled, in percent of all required ones.

    Under 80 a comparison of departments by these records is not made.
    """
    return share(filled, required, of="complaints whose fields could be looked at")


def inquiry_ratio(complaints: int, inquiries: int | None) -> Reading:
    """Of all who came to the door, how many were taken down as a complaint, in percent; the others were
    handled as an inquiry, on which nothing is found and nobody is held to account."""
    if inquiries is None:
        return cannot("inquiries handled without a complaint are not counted", numerator=complaints)
    return share(complaints, complaints + inquiries, of="complaints and inquiries")


def intake_quality(access: Reading, complete: Reading, taken: Reading) -> Reading:
    """Access times completeness times the share taken down as complaints: 0 to 100.

    A product, so that a wide door does not make up for a form left blank. Where one of the three cannot
    be computed the product cannot, for the same reason.

    Source: ours; the parts after OpenPolice and the intake chapter of the COPS standards for internal
    affairs.

    >>> full = share(1, 1, of="things")
    >>> intake_quality(Reading(value=50), full, full).value
    50.0
    """
    values = []
    for part in (access, complete, taken):
        if part.value is None:
            return cannot(part.unavailable)
        values.append(float(part.value))
    return Reading(
        value=round(values[0] * values[1] * values[2] / 10_000, 4),
        note="Access × completeness × share taken down as complaints.",
    )


def may_be_compared(complete: Reading) -> bool:
    """Whether the records are complete enough to stand beside those of others."""
    return complete.value is not None and float(complete.value) >= ENOUGH
