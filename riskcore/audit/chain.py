"""The arithmetic of a chain: what is hashed, and what a broken chain looks like. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from riskcore.canonical import canonical_json, sha256


@dataclass(frozen=True, kw_only=True)
class Link:
    """The parts of one event that its hash covers; all text, times as ISO with microseconds, UTC."""

    row: int
    chain: str
    sequence: int
    at: str
    actor: str
    client: str
    verb: str
    subject_kind: str
    subject_id: str
    facts: str
    previous_hash: str
    hash: str = ""

    def computed_hash(self) -> str:
        """SHA-256 over the canonical JSON list of the parts: lengths cannot be confused."""
        return sha256(
            canonical_json(
                [
                    self.chain,
                    self.sequence,
                    self.at,
                    self.actor,
                    self.client,
                    self.verb,
                    self.subject_kind,
                    self.subject_id,
                    self.facts,
                    self.previous_hash,
                ]
            )
        )


@dataclass(frozen=True, kw_only=True)
class Break:
    """One place where a chain does not hold."""

    chain: str
    row: int | None
    sequence: int
    kind: str
    sentence: str


def breaks(chain: str, links: Iterable[Link], *, head: tuple[int, str] | None) -> list[Break]:
    """Every edit, gap, fork and missing end of one chain, given its links in order of sequence.

    head: (sequence, hash) the house last wrote, or None where there is no head row.
    """
    found: list[Break] = []
    sequence, previous = 0, ""

    def add(link: Link | None, at: int, kind: str, sentence: str) -> None:
        found.append(
            Break(
                chain=chain,
                row=link.row if link else None,
                sequence=at,
                kind=kind,
                sentence=sentence,
            )
        )

    for link in links:
        where = f"Event {link.row} (chain {chain}, number {link.sequence})"
        if link.sequence == sequence:
            add(link, link.sequence, "fork", f"{where} repeats a number already taken.")
        elif link.sequence != sequence + 1:
            missing = link.sequence - sequence - 1
            add(
                link,
                link.sequence,
                "gap",
                f"{where} follows number {sequence}: {missing} event(s) before it are missing.",
            )
        elif link.previous_hash != previous:
            add(link, link.sequence, "fork", f"{where} does not follow from the event before it.")
        if link.hash != link.computed_hash():
            add(link, link.sequence, "edit", f"{where} was changed after it was written.")
        sequence, previous = link.sequence, link.hash
    if head is not None and head != (sequence, previous):
        add(
            None,
            head[0],
            "gap",
            f"Chain {chain} ends at number {sequence}, but number {head[0]} was written last.",
        )
    if head is None and sequence:
        add(None, sequence, "gap", f"Chain {chain} has events but its head row is missing.")
    return found
