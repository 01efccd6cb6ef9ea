"""Coding the rows of a word anew, as a version of the client's own crosswalk says.

The word stays as it was recorded. Categories and channels get a revision, findings and discipline a row
beside the earlier one, so that every earlier day keeps the codes it had. A code that a person gave to
one row stays.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import Max, Q

from accountability.codes import MERITS, UNKNOWN, UNMAPPED_DISCIPLINE
from accountability.complaints.history import recode, revise
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.crosswalk import UNMAPPED, normal
from accountability.discipline import Discipline
from accountability.words.models import WordKind, WordMap
from accountability.words.queries import crosswalk_of
from riskcore.clients.models import Client

Word = tuple[str, str, str]
"""Kind, words and heading as ``normal`` has them."""
Spellings = Mapping[Word, Sequence[tuple[str, str]]]
"""Words and heading as rows have them, by what they are for comparison."""


def last_version(client: Client) -> int:
    """The latest version of the client's crosswalk, 0 before the first; taken back ones count too."""
    return WordMap.objects.filter(client=client).aggregate(last=Max("version"))["last"] or 0


def spellings(client: Client) -> Spellings:
    """How rows of the client spell each word. Four queries."""
    of_allegation = {"allegation__complaint__client": client}
    categories = Allegation.objects.known_at().filter(complaint__client=client)
    channels = Complaint.objects.known_at().filter(client=client)
    findings = Finding.objects.known_at().filter(**of_allegation)
    discipline = Discipline.objects.known_at().filter(**of_allegation)
    under = categories.order_by().values_list("category_as_recorded", "class_as_recorded")
    alone: dict[str, Iterable[str]] = {
        WordKind.FINDING: findings.order_by().values_list("as_recorded", flat=True).distinct(),
        WordKind.DISCIPLINE: discipline.order_by().values_list("as_recorded", flat=True).distinct(),
        WordKind.CHANNEL: channels.order_by()
        .values_list("channel_as_recorded", flat=True)
        .distinct(),
    }
    found: dict[Word, list[tuple[str, str]]] = defaultdict(list)
    for words, heading in under.distinct():
        found[WordKind.CATEGORY, normal(words), normal(heading)].append((words, heading))
    for kind, said in alone.items():
        for words in said:
            found[kind, normal(words), ""].append((words, ""))
    return found


def code_rows(mapped: WordMap, spelt: Spellings) -> int:
    """Code the rows that wait for the word, and those that an earlier version of it coded otherwise.
    Returns how many; the act around it holds the client's row and saves the version."""
    earlier = WordMap.objects.in_force().filter(
        client=mapped.client, kind=mapped.kind, words=mapped.words, heading=mapped.heading
    )
    before = list(earlier.filter(version__lt=mapped.version).select_related("client"))
    rows = spelt.get((mapped.kind, mapped.words, mapped.heading), ())
    return sum(CODE[mapped.kind](mapped, before, *each) for each in rows)


def _categories(mapped: WordMap, before: Sequence[WordMap], words: str, heading: str) -> int:
    coded = (
        Allegation.objects.known_at()
        .filter(complaint__client=mapped.client)
        .filter(Q(category=UNKNOWN) | Q(crosswalk__in=[crosswalk_of(each) for each in before]))
        .filter(category_as_recorded=words, class_as_recorded=heading)
        .exclude(category=mapped.code)
    )
    categories = dict.fromkeys(coded.order_by().values_list("pk", flat=True), mapped.code)
    recode(
        categories=categories,
        crosswalk=crosswalk_of(mapped),
        at=mapped.recorded_at,
        batch=mapped.batch,
    )
    return len(categories)


def _findings(mapped: WordMap, before: Sequence[WordMap], words: str, heading: str) -> int:
    del heading
    versions = [crosswalk_of(each) for each in before]
    coded = (
        Finding.objects.known_at()
        .filter(allegation__complaint__client=mapped.client, as_recorded=words)
        .filter(Q(closure=UNMAPPED.closure) | Q(crosswalk__in=versions))
        .exclude(Q(merits=mapped.code) | Q(closure=mapped.code))
    )
    latest = {(row.allegation_id, row.stage): row for row in coded.order_by("id")}
    last = {
        (allegation, stage): pk
        for allegation, stage, pk in Finding.objects.known_at()
        .filter(allegation__in=[allegation for allegation, _ in latest])
        .order_by("id")
        .values_list("allegation", "stage", "id")
    }
    merits = mapped.code in MERITS
    rows = [
        Finding(
            allegation=row.allegation,
            merits=mapped.code if merits else "",
            closure="" if merits else mapped.code,
            stage=row.stage,
            decided_on=row.decided_on,
            as_recorded=row.as_recorded,
            crosswalk=crosswalk_of(mapped),
            recorded_at=mapped.recorded_at,
            batch=mapped.batch,
        )
        for place, row in latest.items()
        if last[place] == row.pk
    ]
    return len(Finding.objects.bulk_create(rows))


def _discipline(mapped: WordMap, before: Sequence[WordMap], words: str, heading: str) -> int:
    del heading
    versions = [crosswalk_of(each) for each in before]
    coded = (
        Discipline.objects.filter(allegation__complaint__client=mapped.client)
        .current()
        .filter(Q(code=UNMAPPED_DISCIPLINE) | Q(crosswalk__in=versions), as_recorded=words)
        .exclude(code=mapped.code)
    )
    rows = [
        Discipline(
            allegation=row.allegation,
            code=mapped.code,
            stage=row.stage,
            days=row.days,
            hours=row.hours,
            decided_on=row.decided_on,
            as_recorded=row.as_recorded,
            crosswalk=crosswalk_of(mapped),
            recorded_at=mapped.recorded_at,
            batch=mapped.batch,
        )
        for row in coded.order_by("id")
    ]
    return len(Discipline.objects.bulk_create(rows))


def _channels(mapped: WordMap, before: Sequence[WordMap], words: str, heading: str) -> int:
    del heading
    coded = Complaint.objects.known_at().filter(
        client=mapped.client,
        channel__in={UNKNOWN, *(each.code for each in before)} - {mapped.code},
        channel_as_recorded=words,
    )
    changes = {pk: {"channel": mapped.code} for pk in coded.order_by().values_list("pk", flat=True)}
    revise(changes=changes, by=mapped.mapped_by, at=mapped.recorded_at, batch=mapped.batch)
    return len(changes)


CODE: dict[str, Callable[[WordMap, Sequence[WordMap], str, str], int]] = {
    WordKind.CATEGORY: _categories,
    WordKind.FINDING: _findings,
    WordKind.DISCIPLINE: _discipline,
    WordKind.CHANNEL: _channels,
}
