"""How open the door is: access, completeness and inquiries together, so that few complaints are never
praised by themselves. Pure.

A department that takes no complaints has none. Whoever reads a low rate reads this beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accountability.measures.rates import share
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Reading, cannot
from riskcore.units import Unit

ENOUGH = 80.0
FEWEST = 10
SCORE = Unit("score", "of 100")

QUESTIONS: dict[str, str] = {
    "online_form": "Can a complaint be filed on line?",
    "complaint_page": "Is there a page of its own about complaints?",
    "homepage_link": "Does the home page lead there?",
    "pdf_form": "Is there a form to print?",
    "email": "Is a complaint by e-mail taken?",
    "any_form": "Is a complaint taken that is not on the department's own form?",
    "anonymous": "Is an anonymous complaint taken?",
    "website": "Does the department have a web site?",
    "facebook": "Is it on Facebook?",
    "twitter": "Is it on X (Twitter)?",
    "youtube": "Is it on YouTube?",
    "telephone": "Is a complaint by telephone taken?",
    "post": "Is a complaint by post taken?",
    "counter_form": "Does the form lie open at every public counter, without asking for it?",
    "in_person": "Is a complaint taken in person at every station, whoever is on duty?",
    "languages": "Are page and form there in every language that many residents speak?",
    "third_party": "Is a complaint taken from a witness, a parent or anybody else?",
    "notary": "Must a complaint be sworn before a notary?",
    "prosecution": "Does the form or the page warn of prosecution?",
}
"""Every question that any version of the checklist asks. An answer belongs to the question, so that it
need not be given again when the weights change."""


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """One version of the access checklist. points: what a yes adds to the score, or takes from it;
    those above zero add up to 100. effective_on: the first day it is scored by."""

    key: str
    effective_on: date
    points: Mapping[str, int]
    source: str


CHECKLISTS: tuple[Checklist, ...] = (
    Checklist(
        key="access-1",
        effective_on=date(2021, 1, 1),
        points={
            "online_form": 20,
            "complaint_page": 14,
            "homepage_link": 10,
            "pdf_form": 10,
            "email": 10,
            "any_form": 10,
            "anonymous": 10,
            "website": 3,
            "facebook": 3,
            "twitter": 3,
            "youtube": 3,
            "telephone": 2,
            "post": 2,
            "notary": -10,
        },
        source="The department accessibility score of OpenPolice (src/Controllers/DepartmentScores.php, "
        "2021); questions worded by us.",
    ),
    Checklist(
        key="access-2",
        effective_on=date(2025, 1, 1),
        points={
            "online_form": 12,
            "complaint_page": 8,
            "homepage_link": 6,
            "pdf_form": 6,
            "counter_form": 10,
            "in_person": 8,
            "telephone": 8,
            "email": 6,
            "post": 2,
            "any_form": 8,
            "anonymous": 10,
            "third_party": 8,
            "languages": 8,
            "notary": -10,
            "prosecution": -10,
        },
        source="Ours, after access-1 and the headings on who may file, how, and on dissuading "
        "complainants in the COPS standards for internal affairs; social media are left out.",
    ),
)
VERSIONS = {checklist.key: checklist for checklist in CHECKLISTS}


@dataclass(frozen=True)
class Item:
    """One question as a version asks it."""

    key: str
    question: str
    points: int


CHECKLIST: tuple[Item, ...] = tuple(
    Item(key, QUESTIONS[key], points) for key, points in CHECKLISTS[-1].points.items()
)
"""What the latest version asks."""
BY_KEY = {item.key: item for item in CHECKLIST}


def checklist_on(day: date) -> Checklist:
    """The version that a day is scored by; the first one for days before it.

    >>> checklist_on(date(2024, 12, 31)).key, checklist_on(date(2025, 1, 1)).key
    ('access-1', 'access-2')
    """
    begun = [each for each in CHECKLISTS if each.effective_on <= day]
    return begun[-1] if begun else CHECKLISTS[0]


def access_score(answers: Mapping[str, bool], checklist: Checklist) -> Reading:
    """Points of 100 for how a complaint can be filed; it cannot be told while a question is open.

    answers: question -> yes or no; those the version does not ask are passed over. Floor 0.

    Source: that of the version.

    >>> version = VERSIONS["access-1"]
    >>> access_score({key: points > 0 for key, points in version.points.items()}, version).value
    100
    """
    unknown = sorted(set(answers) - set(QUESTIONS))
    if unknown:
        raise InvalidInput(
            "measures.access",
            f"Answers were given to {', '.join(unknown)}; no access checklist asks that.",
            unknown=unknown,
        )
    missing = [key for key in checklist.points if key not in answers]
    if missing:
        many = f"{len(missing)} of {len(checklist.points)} questions"
        return cannot(f"{many} of the access checklist are not answered")
    points = max(0, sum(given for key, given in checklist.points.items() if answers[key]))
    return Reading(value=points)


def completeness(filled: int, required: int) -> Reading:
    """Required fields that are filled, in percent of all required ones.

    Under 80 a comparison of departments by these records is not made.
    """
    return share(filled, required, of="complaints whose fields could be looked at")


def cautious_completeness(filled: int, required: int) -> Reading:
    """``completeness`` with fewer than ten blanks taken for ten, so that a product shown to those who
    may not see small numbers does not tell how many there are. None is none.

    >>> cautious_completeness(199, 200).value, cautious_completeness(200, 200).value
    (95.0, 100.0)
    """
    blank = required - filled
    return completeness(max(0, required - FEWEST) if 0 < blank < FEWEST else filled, required)


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
