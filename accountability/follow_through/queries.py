"""What became of the discipline of sustained allegations, for the whole book in few queries."""

from collections import defaultdict

from django.db.models import F, Q

from accountability.complaints.counts import Book, finding_tally, known_findings
from accountability.complaints.models import Stage
from accountability.discipline import Discipline
from accountability.given_out import allegations_of, book_of
from accountability.measures.follow_through import Followed, Step, followed
from riskcore.factors.registry import Scope, Window

DECIDED = (Stage.FINAL, Stage.AFTER_APPEAL)


def followed_of(scope: Scope, window: Window) -> dict[int, tuple[Followed, int]]:
    """Of every client what became of discipline, and how many of the findings it rests on an appeal has
    turned since; read by the first measure of a build that asks. Two queries beside the shared table of
    allegations."""
    return scope.once(("follow-through", window), lambda: _read(scope, window))


def _read(scope: Scope, window: Window) -> dict[int, tuple[Followed, int]]:
    book = book_of(scope, window)
    tables = allegations_of(scope, window)
    sustained: dict[int, set[int]] = defaultdict(set)
    for client_id, allegation in _sustained(book):
        sustained[client_id].add(allegation)
    steps = _steps(book)
    found = {}
    for client_id in scope.client_ids:
        own = sustained[client_id]
        standing = finding_tally(tables.get(client_id, {})).get("SUS", 0)
        found[client_id] = (
            followed((steps[each] for each in own if each in steps), sustained=len(own)),
            abs(len(own) - standing),
        )
    return found


def _sustained(book: Book) -> list[tuple[int, int]]:
    """Client and allegation of all that were ever sustained by who decides, an appeal since or not."""
    rows = known_findings(book).known_at(book.known_at).decided_by(book.period.last_day)
    rows = rows.filter(merits="SUS", stage__in=DECIDED)
    return list(rows.values_list("allegation__complaint__client_id", "allegation_id").distinct())


def _steps(book: Book) -> dict[int, dict[str, Step]]:
    """By allegation the last word of each stage by the period's end."""
    findings = known_findings(book).known_at(book.known_at).decided_by(book.period.last_day)
    sustained = findings.filter(merits="SUS", stage__in=DECIDED).values("allegation")
    rows = (
        Discipline.objects.known_at(book.known_at)
        .filter(Q(decided_on__isnull=True) | Q(decided_on__lt=book.period.end))
        .filter(allegation__in=sustained)
        .order_by("id")
        .values_list(F("allegation_id"), "stage", "code", "days")
    )
    found: dict[int, dict[str, Step]] = defaultdict(dict)
    for allegation, stage, code, days in rows:
        found[allegation][stage] = Step(code=code, days=days)
    return found
