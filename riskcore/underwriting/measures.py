"""What referral rules look at: measures, each over any number of clients in a fixed number of queries.

Other subjects register theirs from ``AppConfig.ready()``; a rule whose measure nobody registered is
told as "cannot be checked".
"""

import logging
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from riskcore.registry import Registry
from riskcore.underwriting.plan import ReferralPlan
from riskcore.underwriting.rules import Answer, Checked, Unchecked, apply
from riskcore.underwriting.terms import LineTerms

log = logging.getLogger(__name__)
Shared = TypeVar("Shared")
FAILED = Unchecked(because="the measure failed; the cause stands in the log")
LEFT_OUT = Unchecked(because="the measure has nothing to say of this client")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One client as the rules see it. offered, expiring: terms by line, empty where no review is under
    way or nothing expires; underwriter: user id of whose authority counts, None for nobody's; term:
    the day the reviewed term starts, None where none is reviewed."""

    client_id: int
    code: str
    carrier_id: int
    offered: tuple[LineTerms, ...] = ()
    expiring: tuple[LineTerms, ...] = ()
    underwriter: int | None = None
    term: date | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of every measure: which clients, with the facts of which day, under which plan.

    plans: by client id the plan whose bounds hold for it, where they are not those of ``plan``; the
    windows and causes of ``plan`` hold for all. A question lives for one evaluation; ``once``
    remembers what several measures draw on.
    """

    subjects: tuple[Subject, ...]
    as_of: date
    plan: ReferralPlan
    plans: Mapping[int, ReferralPlan] = field(default_factory=dict)
    _shared: dict[Hashable, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def client_ids(self) -> list[int]:
        return [subject.client_id for subject in self.subjects]

    def once(self, key: Hashable, read: Callable[[], Shared]) -> Shared:
        """What several measures need, read by the first of them."""
        if key not in self._shared:
            self._shared[key] = read()
        found: Shared = self._shared[key]
        return found


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure. measure(question) -> an answer by client id; of_terms: speaks only of terms offered,
    so that a client without a review is left out."""

    key: str
    label: str
    order: int
    measure: Callable[[Question], Mapping[int, Answer]]
    of_terms: bool = False


MEASURES: Registry[Measure] = Registry("referral measure")


def check_all(question: Question) -> dict[int, Checked]:
    """Every rule of the plan over every client of the question, by client id.

    A measure that fails leaves its rules unchecked, says so in the log, and stops nothing else.
    """
    wanted = {rule.measure for rule in question.plan.rules}
    answers: dict[int, dict[str, Answer]] = {pk: {} for pk in question.client_ids}
    for measure in MEASURES:
        if measure.key not in wanted:
            continue
        found = _answers(measure, question)
        for pk, known in answers.items():
            known[measure.key] = found.get(pk, LEFT_OUT) if found is not None else FAILED
    return {
        pk: apply(question.plans.get(pk, question.plan).rules, known)
        for pk, known in answers.items()
    }


def by_client(pairs: Iterable[tuple[int, Shared]], ids: Iterable[int]) -> dict[int, list[Shared]]:
    """Pairs gathered under their client; an empty list for clients without any."""
    gathered: dict[int, list[Shared]] = {pk: [] for pk in ids}
    for pk, each in pairs:
        if pk in gathered:
            gathered[pk].append(each)
    return gathered


def _answers(measure: Measure, question: Question) -> Mapping[int, Answer] | None:
    try:
        return measure.measure(question)
    except Exception:
        log.exception("The referral measure %s failed.", measure.key)
        return None
