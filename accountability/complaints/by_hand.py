"""Which attributes of complaints a person gave: a file that comes again leaves those as they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from accountability.complaints.attributes import NAMES
from accountability.complaints.models import Complaint, ComplaintRevision
from accountability.crosswalk import Crosswalk
from riskcore.clients.models import Client

NOTHING_SAID = (None, "", "UNKNOWN", False, "day")
"""What a column holds where nobody said anything of it."""
PAIRS = tuple((f"{kind}_on", f"{kind}_precision") for kind in ("received", "occurred"))


def given_by_hand(
    client: Client, complaints: Iterable[Mapping[str, Any]], own: Crosswalk
) -> dict[int, frozenset[str]]:
    """By complaint id the attributes whose value a person gave: at intake by hand or as a correction.

    complaints: those that count, with id, batch_id and their attributes. A date and its precision go
    together. A channel that the client's own crosswalk reads from its word is not by hand: it follows
    the word. Complaints of which a person gave nothing are left out. One query.
    """
    revisions: dict[int, list[dict[str, Any]]] = defaultdict(list)
    corrected = Complaint.objects.filter(client=client, revised_at__isnull=False)
    rows = ComplaintRevision.objects.filter(complaint__in=corrected.order_by().values("pk"))
    for row in rows.order_by("superseded_at", "id").values("complaint_id", "batch_id", *NAMES):
        revisions[row["complaint_id"]].append(row)
    found = {}
    for complaint in complaints:
        steps = [*revisions.get(complaint["id"], ()), complaint]
        given = _given(complaint["batch_id"] is None, steps)
        if "channel" in given:
            known = own.find("channel", complaint["channel_as_recorded"])
            given -= {"channel"} if known and known.code == complaint["channel"] else set()
        if given:
            found[complaint["id"]] = frozenset(given)
    return found


def _given(by_hand: bool, steps: list[Any]) -> set[str]:
    """steps: what the complaint said from its first day on, each but the last with the act that ended
    it."""
    first = steps[0]
    given = {name for name in NAMES if first[name] not in NOTHING_SAID} if by_hand else set()
    for before, after in pairwise(steps):
        changed = {name for name in NAMES if before[name] != after[name]}
        given = given - changed if before["batch_id"] else given | changed
    for pair in PAIRS:
        if given.intersection(pair):
            given.update(pair)
    return given
