"""Listings as CSV, to be carried inside a report. Pure."""

from collections.abc import Iterable, Sequence

from riskcore.exports import csv_bytes


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows, the first being the headings; no cell can start a formula."""
    headings, *rest = rows
    return csv_bytes(headings, rest)
