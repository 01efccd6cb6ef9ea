"""How a match is written down: which two ends it joins, and the score a plan gave it."""

from dataclasses import asdict
from typing import Any

from accountability.links.matching import Kind, Match
from accountability.links.models import Link
from accountability.links.plan import PLAN

ENDS = ("complaint_id", "force_report_id", "claim_id")
Ends = tuple[int | None, int | None, int | None]


def ends_of(match: Match) -> Ends:
    """The ids of the complaint, the force report and the claim; None for the kind that is not in it."""
    ends = {match.first.kind: match.first.id, match.second.kind: match.second.id}
    return ends.get(Kind.COMPLAINT), ends.get(Kind.FORCE), ends.get(Kind.CLAIM)


def ends_of_row(link: Link) -> Ends:
    """The same of a link on record."""
    return link.complaint_id, link.force_report_id, link.claim_id


def score_of(match: Match) -> dict[str, Any]:
    """The columns of a score."""
    return {
        "plan": PLAN.name,
        "confidence": match.confidence,
        "parts": [asdict(part) for part in match.parts],
    }
