"""Saying how long records are kept, holding them, and sealing or purging what is due: two people each.

A run is proposed with exactly what it would do, approved by somebody else, and then done only to what
was approved and is still due and not held. What is purged leaves its month, category and class.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accountability.codes import CATEGORIES, RESTRICTIONS
from accountability.complaints.attributes import check_code
from accountability.complaints.correcting import find_complaint
from accountability.officers import Officer
from accountability.retention.models import (
    Disposition,
    LegalHold,
    Remedy,
    RetentionRule,
    RetentionRun,
)
from accountability.retention.plan import Due, due
from accountability.retention.purging import purge, seal
from accountability.retention.records import records_of, rules_of
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.canonical import canonical_json, sha256
from riskcore.clients.models import Client
from riskcore.clients.queries import check, find
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied

MOST_MONTHS = 1200
REASON_LENGTH = 400


def set_rule(
    *,
    by: User,
    client_code: str,
    key: str,
    name: str,
    source: str,
    disposition: str,
    keep_months: int,
    remedy: str,
    effective_on: date,
    category: str = "",
    restricts: tuple[str, ...] = (),
    withdrawn: bool = False,
) -> RetentionRule:
    """Record a rule, or the next version of it. Raises NotFound, PermissionDenied, InvalidInput. Records
    retention.rule_set."""
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="retention.rule")
        client = Client.objects.select_for_update().get(pk=client.pk)
        _check_words(disposition, remedy, category, restricts)
        _check_source(key, name, source, keep_months)
        earlier = RetentionRule.objects.filter(client=client, key=key).count()
        rule = RetentionRule.objects.create(
            client=client,
            key=key,
            version=earlier + 1,
            name=name.strip(),
            source=source.strip(),
            category=category,
            disposition=disposition,
            keep_months=keep_months,
            remedy=remedy,
            restricts=sorted(restricts),
            effective_on=effective_on,
            withdrawn=withdrawn,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="retention.rule_set",
            subject=rule,
            client=client,
            key=key,
            version=rule.version,
            keep_months=keep_months,
            remedy=remedy,
            withdrawn=withdrawn,
        )
        return rule


def _check_source(key: str, name: str, source: str, keep_months: int) -> None:
    if not (key.strip() and name.strip() and source.strip()):
        raise InvalidInput(
            "retention.source_missing",
            "A rule needs a key, a name and its source: the statute, contract clause or schedule "
            "it comes from. Give all three.",
        )
    if not 0 < keep_months <= MOST_MONTHS:
        raise InvalidInput(
            "retention.months",
            f"{keep_months} months were given; a record is kept 1 to {MOST_MONTHS} months.",
            field="keep_months",
        )


def _check_words(disposition: str, remedy: str, category: str, restricts: tuple[str, ...]) -> None:
    check_code("disposition", disposition, Disposition.values)
    check_code("remedy", remedy, Remedy.values)
    if category:
        check_code("category", category, CATEGORIES)
    for use in restricts:
        check_code("restriction", use, RESTRICTIONS)


def place_hold(
    *,
    by: User,
    client_code: str,
    reason: str,
    complaint_id: int | None = None,
    officer_token: str = "",
    claim: str = "",
) -> LegalHold:
    """Keep one complaint, or all that name one officer, whatever a rule says. Raises NotFound,
    PermissionDenied, InvalidInput. Records retention.hold_placed."""
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="retention.hold")
        if bool(complaint_id) == bool(officer_token):
            raise InvalidInput(
                "retention.hold_names_one",
                "A hold names one complaint or one officer; give exactly one of the two.",
            )
        if not reason.strip():
            raise InvalidInput(
                "retention.reason_missing", "A hold needs a reason; say what it protects."
            )
        complaint = officer = None
        if complaint_id:
            complaint = find_complaint(
                by=by, complaint_id=complaint_id, permission="retention.hold"
            )
        else:
            officer = Officer.objects.filter(client=client, token=officer_token).first()
        if (complaint and complaint.client_id != client.pk) or not (complaint or officer):
            raise NotFound(
                "retention.hold_unknown",
                "You asked to hold what is not on record for this client. Check it.",
            )
        hold = LegalHold.objects.create(
            client=client,
            complaint=complaint,
            officer=officer,
            reason=reason.strip()[:400],
            claim=claim.strip()[:64],
            placed_by=by,
            placed_at=timezone.now(),
        )
        audit.record(
            by=by, verb="retention.hold_placed", subject=hold, client=client, claim=hold.claim
        )
        return hold


def release_hold(*, by: User, hold_id: int, reason: str) -> LegalHold:
    """Let a hold go, with a reason. Raises NotFound, PermissionDenied, InvalidInput, Conflict. Records
    retention.hold_released."""
    with transaction.atomic():
        hold = find_hold(by=by, hold_id=hold_id)
        check(by=by, permission="retention.hold", client=hold.client)
        if not reason.strip():
            raise InvalidInput(
                "retention.reason_missing", "Releasing a hold needs a reason; say why it may end."
            )
        changed = LegalHold.objects.in_force().filter(pk=hold.pk)
        if not changed.update(
            released_at=timezone.now(), released_by=by, release_reason=reason.strip()[:400]
        ):
            raise Conflict("retention.hold_released", "This hold was released already.")
        hold.refresh_from_db()
        audit.record(by=by, verb="retention.hold_released", subject=hold, client=hold.client)
        return hold


def find_hold(*, by: Person, hold_id: int) -> LegalHold:
    """A hold, in force or released. Not visible means NotFound."""
    rows = LegalHold.objects.visible_to(by).select_related("client", "officer", "placed_by")
    hold = rows.filter(pk=hold_id).first()
    if hold is None:
        raise NotFound("retention.hold_unknown", f"There is no hold {hold_id} you may see.")
    return hold


def find_run(*, by: Person, run_id: int) -> RetentionRun:
    """A proposal, decided or not. Not visible means NotFound."""
    run = RetentionRun.objects.visible_to(by).select_related("client").filter(pk=run_id).first()
    if run is None:
        raise NotFound("retention.run_unknown", f"There is no proposal {run_id} you may see.")
    return run


def preview(*, by: User, client_code: str, as_of: date | None = None) -> list[Due]:
    """What is due to be sealed or purged on a day, held records among it; nothing is written."""
    client = find(by=by, code=client_code, permission="retention.run")
    return _due(client, as_of or timezone.localdate())


def propose(*, by: User, client_code: str, unless_declined: bool = False) -> RetentionRun:
    """Propose to seal and purge what is due today. Raises NotFound, PermissionDenied; InvalidInput where
    nothing is, or, with ``unless_declined``, where the very same was declined last. Records
    retention.proposed."""
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="retention.run")
        today = timezone.localdate()
        plan = [_written(each) for each in _due(client, today) if not each.held]
        if not plan:
            raise InvalidInput(
                "retention.nothing_due",
                "No record is due to be sealed or purged that no hold keeps. Nothing was proposed.",
            )
        if unless_declined:
            _check_not_declined(client, sha256(canonical_json(plan)))
        run = RetentionRun.objects.create(
            client=client,
            as_of=today,
            plan=plan,
            plan_sha256=sha256(canonical_json(plan)),
            proposed_by=by,
            proposed_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="retention.proposed",
            subject=run,
            client=client,
            records=len(plan),
            plan=run.plan_sha256,
        )
        return run


def approve(*, by: User, run_id: int) -> RetentionRun:
    """Approve another's proposal and do it, in one act, to what is still due and not held.

    Raises NotFound; PermissionDenied to whoever proposed it; Conflict where it was decided already.
    Records retention.done with how many were sealed, purged and kept by a hold placed since.
    """
    with transaction.atomic():
        run = find_run(by=by, run_id=run_id)
        check(by=by, permission="retention.run", client=run.client)
        if run.proposed_by_id == by.pk:
            raise PermissionDenied(
                "retention.two_people",
                "You proposed this yourself; sealing and purging needs two people. Ask a colleague "
                "to approve it.",
            )
        Client.objects.select_for_update().get(pk=run.client_id)
        now = timezone.now()
        if not RetentionRun.objects.filter(pk=run.pk, status="proposed").update(
            status="done", decided_by=by, decided_at=now, done_at=now
        ):
            raise Conflict("retention.decided", "This proposal was decided already. Look again.")
        still = {each.id: each for each in _due(run.client, run.as_of)}
        sealing, purging, held = [], [], 0
        for given in run.plan:
            each = still.get(given["id"])
            if each is None or _written(each) != given:
                continue
            if each.held:
                held += 1
            elif each.remedy == Remedy.SEAL:
                sealing.append(each)
            else:
                purging.append(each.id)
        seal(client=run.client, due=sealing, at=now)
        purged = purge(client=run.client, complaint_ids=purging, at=now)
        RetentionRun.objects.filter(pk=run.pk).update(
            sealed=len(sealing), purged=purged, held=held + len(purging) - purged
        )
        run.refresh_from_db()
        audit.record(
            by=by,
            verb="retention.done",
            subject=run,
            client=run.client,
            sealed=run.sealed,
            purged=run.purged,
            held=run.held,
        )
        return run


def decline(*, by: User, run_id: int, reason: str) -> RetentionRun:
    """Decline another's proposal, or withdraw one's own, so that a later one can be made.

    Raises NotFound, PermissionDenied; InvalidInput without a reason; Conflict where it was decided
    already. Records retention.declined.
    """
    with transaction.atomic():
        run = find_run(by=by, run_id=run_id)
        check(by=by, permission="retention.run", client=run.client)
        if not reason.strip():
            raise InvalidInput(
                "retention.reason_missing",
                "Declining a proposal needs a reason; say why not.",
                field="reason",
            )
        is_own = run.proposed_by_id == by.pk
        if not RetentionRun.objects.filter(
            pk=run.pk, status="proposed"
        ).update(
            status="withdrawn" if is_own else "declined",
            decided_by=None if is_own else by,  # who decides is never who proposed
            decided_at=timezone.now(),
            reason=reason.strip()[:REASON_LENGTH],
        ):
            raise Conflict("retention.decided", "This proposal was decided already. Look again.")
        run.refresh_from_db()
        audit.record(
            by=by,
            verb="retention.declined",
            subject=run,
            client=run.client,
            status=run.status,
            plan=run.plan_sha256,
        )
        return run


def _check_not_declined(client: Client, plan_sha256: str) -> None:
    last = RetentionRun.objects.filter(client=client).order_by("-id").first()
    if last is not None and last.status == "declined" and last.plan_sha256 == plan_sha256:
        raise InvalidInput(
            "retention.declined_before",
            "The very same was proposed before and declined. Nothing was proposed; a person still can.",
        )


def _due(client: Client, as_of: date) -> list[Due]:
    return due(records_of(client), rules_of(client, as_of), as_of=as_of)


def _written(each: Due) -> dict[str, Any]:
    return {"id": each.id, "rule": each.rule, "version": each.version, "remedy": each.remedy}
