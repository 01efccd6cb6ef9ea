"""What the record must hold before a case may move on: findings and discipline, asked of the tables."""

from accountability.cases.models import Case
from accountability.codes import NOT_CLOSED
from accountability.complaints.models import Allegation, Finding, Merits, Stage
from accountability.discipline import Discipline, DisciplineStage
from riskcore.errors import InvalidInput

SUSTAINED = (Merits.SUSTAINED, Merits.SUSTAINED_OTHER)


def missing(case: Case, verb: str) -> list[str]:
    """What this step still lacks, in words; empty where it may be taken. At most three queries."""
    allegations = Allegation.objects.known_at().filter(complaint=case.complaint_id)
    if verb == "report":
        found = Finding.objects.known_at().filter(
            allegation__in=allegations.values("pk"),
            stage__in=(Stage.RECOMMENDED, Stage.FINAL),
        )
        ready = set(found.values_list("allegation", flat=True))
        return [
            f"a recommended finding for {_shown(row)}" for row in allegations if row.pk not in ready
        ] or ([] if allegations else ["an allegation"])
    if verb == "decide":
        standing = Finding.objects.filter(allegation__in=allegations.values("pk")).current()
        ready = set(standing.exclude(closure__in=NOT_CLOSED).values_list("allegation", flat=True))
        return [f"a final finding for {_shown(row)}" for row in allegations if row.pk not in ready]
    if verb == "settle_discipline":
        due = sustained_ids(case)
        decided = Discipline.objects.known_at().filter(
            allegation__in=due, stage=DisciplineStage.IMPOSED
        )
        ready = set(decided.values_list("allegation", flat=True))
        return [
            f"the discipline imposed, or that there is none, for {_shown(row)}"
            for row in allegations.filter(pk__in=due)
            if row.pk not in ready
        ]
    return []


def sustained_ids(case: Case) -> list[int]:
    """Ids of the case's allegations whose standing finding sustains them. One query."""
    allegations = Allegation.objects.known_at().filter(complaint=case.complaint_id)
    standing = Finding.objects.filter(allegation__in=allegations.order_by().values("pk")).current()
    return list(standing.filter(merits__in=SUSTAINED).values_list("allegation", flat=True))


def check_ready(case: Case, verb: str) -> None:
    """Raise InvalidInput with everything that is missing, in one sentence."""
    lacking = missing(case, verb)
    if lacking:
        raise InvalidInput(
            "case.not_ready",
            f"This case cannot move on yet: it lacks {'; '.join(lacking)}. Record it first.",
            missing=lacking,
        )


def _shown(allegation: Allegation) -> str:
    return f"“{allegation.category_as_recorded or allegation.class_as_recorded or allegation.pk}”"
