"""What came of a received file, in words."""

from decimal import Decimal
from typing import Any

from riskcore.imports.kinds import FileKind
from riskcore.imports.outcome import Outcome
from riskcore.imports.queries import BatchLine, BatchPage
from riskcore.units import write_date, write_money, write_number


def found(outcome: Outcome | BatchLine, kind: FileKind, verb: str = "") -> str:
    """ "58 claims: 3 new, 12 changed, 43 unchanged; 2 rows rejected", the verb before the colon."""
    whole = outcome.created + outcome.updated + outcome.unchanged
    parts = [
        f"{write_number(count)} {word}"
        for count, word in (
            (outcome.created, "new"),
            (outcome.updated, "changed"),
            (outcome.unchanged, "unchanged"),
        )
        if count
    ]
    sentence = " ".join(filter(None, [kind.counted(whole), verb]))
    sentence += f": {', '.join(parts)}" if parts else ""
    if outcome.rejected:
        rows = "row" if outcome.rejected == 1 else "rows"
        sentence += f"; {write_number(outcome.rejected)} {rows} rejected"
    return sentence


def lead(page: BatchPage) -> str:
    """What the page of a file that was read says first."""
    line = page.line
    if line.status == "committed" and line.committed_at:
        verb = f"{_were(page)} committed on {write_date(line.committed_at.date())}"
    elif line.status == "taken_back":
        verb = f"{_were(page)} committed, and no longer count"
    else:
        verb = "would count"
    return f"{found(page.outcome, page.file_kind, verb)}."


def _were(page: BatchPage) -> str:
    outcome = page.outcome
    return "was" if outcome.created + outcome.updated + outcome.unchanged == 1 else "were"


def happened(line: BatchLine) -> str:
    """What a file in the list changed, or why it changed nothing."""
    if line.status in {"refused", "held", "taken_back"} or line.reason:
        return line.reason
    if line.status == "received":
        return "not read yet"
    words = found(line, line.file_kind)
    return words if line.status == "committed" else found(line, line.file_kind, "would count")


def commit_label(page: BatchPage) -> str:
    """The commit button: what will count once it is pressed; "" where nothing can be committed."""
    outcome = page.outcome
    if not page.can_commit or page.is_blocked:
        return ""
    whole = page.file_kind.counted(outcome.created + outcome.updated + outcome.unchanged)
    if not outcome.rejected:
        return f"Commit {whole}"
    rows = "the row that has a problem" if outcome.rejected == 1 else "the rows that have a problem"
    return f"Commit {whole} without {rows}"


def totals_told(page: BatchPage) -> list[dict[str, Any]]:
    """Control totals as the page lists them."""
    labels = {field.key: field.label for field in page.file_kind.fields}
    return [
        {
            "label": labels.get(total.key, total.key.replace("_", " ")),
            "ours": _amount(total.ours),
            "printed": _amount(total.printed),
            "agrees": total.agrees,
            "difference": _amount(total.difference),
        }
        for total in page.totals
    ]


def _amount(value: int | Decimal | None) -> str:
    if value is None:
        return "–"
    return write_number(value) if isinstance(value, int) else write_money(value)
