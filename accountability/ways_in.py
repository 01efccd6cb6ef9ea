"""How a complaint can be made, as the department itself says: the whole checklist said at once, and the
answers in force of many clients, which a credit for outreach stands or falls with.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accountability.intake.actions import answer_question
from accountability.intake.models import IntakeAnswer
from accountability.measures.intake import QUESTIONS, checklist_on
from riskcore.access.models import User
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput

VIEW, SAY = "complaint.view_measures", "complaint.say_ways"


def say_ways_in(
    *,
    by: User,
    client_code: str,
    answers: Mapping[str, bool],
    answered_on: date | None = None,
    evidence: str = "Said by the department.",
) -> list[IntakeAnswer]:
    """Say how several questions of the checklist stand since a day (today). Those that stand so already
    are passed over; the new answers are returned.

    Raises NotFound, PermissionDenied; InvalidInput for an unknown question, for none, and as
    ``answer_question``. Audited as ``intake.answered``, once for each.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission=SAY)
        day = answered_on or timezone.localdate()
        unknown = sorted(set(answers) - set(QUESTIONS))
        if unknown or not answers:
            raise InvalidInput(
                "ways_in.answers",
                f"You answered {', '.join(unknown) or 'no question'}; the checklist asks "
                f"{', '.join(checklist_on(day).points)}. Answer one of them.",
                unknown=unknown,
            )
        standing = IntakeAnswer.objects.filter(client=client).standing(day)
        held = dict(standing.values_list("question", "answer"))
        return [
            answer_question(
                by=by,
                client_code=client.code,
                question=question,
                answer=answer,
                answered_on=day,
                evidence=evidence,
            )
            for question, answer in answers.items()
            if held.get(question) is not answer
        ]


def answers_of(
    *, client_ids: Collection[int], known_at: datetime | None = None
) -> dict[int, dict[str, bool]]:
    """By client id the answers in force; clients that never answered are left out. One query."""
    day = timezone.localdate(known_at) if known_at else timezone.localdate()
    rows = IntakeAnswer.objects.filter(client__in=client_ids).standing(day, known_at)
    found: dict[int, dict[str, bool]] = {}
    for client_id, question, answer in rows.values_list("client_id", "question", "answer"):
        found.setdefault(client_id, {})[question] = answer
    return found
