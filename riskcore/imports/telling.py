"""From what was prepared to the outcome a person reads."""

from decimal import Decimal
from typing import Any

from riskcore.imports import totals
from riskcore.imports.kinds import Problem
from riskcore.imports.models import ImportBatch
from riskcore.imports.outcome import Outcome
from riskcore.imports.preparing import Prepared


def outcome_of(batch: ImportBatch, prepared: Prepared, *, status: str, reason: str) -> Outcome:
    """What one prepared file would change, or changed."""
    findings, plan, mapping = prepared.findings, prepared.plan, prepared.mapping
    sums: dict[str, int | Decimal] = dict(plan.totals)
    if not sums and mapping and not prepared.accepted.is_empty():
        sums |= totals.control_totals(prepared.accepted, kind=prepared.kind, mapping=mapping)
    return Outcome(
        batch=str(batch.pk),
        kind=batch.kind,
        client=batch.client.code,
        status=str(status),
        reason=reason,
        rows=prepared.rows,
        created=plan.created,
        updated=plan.updated,
        unchanged=plan.unchanged,
        vanished=plan.vanished,
        rejected=len(findings.rejected),
        totals=sums,
        printed_totals=dict(prepared.totals.printed),
        problems=(*prepared.totals.problems, *findings.in_order()),
        problems_found=findings.count + len(prepared.totals.problems),
        differences=plan.differences,
        notes=(*findings.notes, *plan.notes),
        mapping=mapping.name if mapping else "",
        suggested=prepared.suggestion is not None,
        confidence=prepared.suggestion.confidence if prepared.suggestion else {},
    )


def unchanged(batch: ImportBatch, before: ImportBatch) -> Outcome:
    """The answer for a file that is committed already: every fact of it stands."""
    kept = outcome_from(before)
    when = f"{before.committed_at:%d %b %Y}" if before.committed_at else "before"
    sentence = (
        f"This very file was committed on {when} as {before.file_name!r}; nothing changes. To read it "
        "in another way, take that import back first."
    )
    return Outcome(
        batch=str(batch.pk),
        kind=batch.kind,
        client=batch.client.code,
        status="unchanged",
        reason=sentence,
        rows=kept.rows,
        unchanged=kept.created + kept.updated + kept.unchanged,
        rejected=kept.rejected,
        totals=kept.totals,
        printed_totals=kept.printed_totals,
        notes=(sentence,),
        mapping=kept.mapping,
    )


def outcome_from(batch: ImportBatch) -> Outcome:
    """The outcome kept in a file's row when it was last previewed or committed."""
    kept: dict[str, Any] = dict(batch.preview)
    names = kept.pop("vanished_sample", [])
    count = kept.pop("vanished", 0)
    fixed = {
        "batch": str(batch.pk),
        "kind": batch.kind,
        "client": batch.client.code,
        "status": str(batch.status),
        "reason": batch.reason,
        "vanished": (*names, *[""] * (count - len(names))),
        "totals": {key: _amount(value) for key, value in kept.get("totals", {}).items()},
        "printed_totals": {k: Decimal(v) for k, v in kept.get("printed_totals", {}).items()},
        "problems": tuple(Problem(**problem) for problem in kept.get("problems", [])),
        "differences": tuple(kept.get("differences", [])),
        "notes": tuple(kept.get("notes", [])),
    }
    return Outcome(**{**kept, **fixed})


def _amount(value: int | str) -> int | Decimal:
    return value if isinstance(value, int) else Decimal(value)
