"""The example files a newcomer may try, as they lie in docs/examples, each with its mapping."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Example:
    """One file to try. mapping: the file that says how it is read; "" where headers suffice."""

    file: str
    mapping: str = ""
    valued_on: str = ""


EXAMPLES = {
    "loss-run": Example(
        file="loss-run-2026-06-30.csv",
        mapping="mappings/example-loss-run.toml",
        valued_on="2026-06-30",
    ),
    "exposures": Example(file="exposures-harbour.xlsx", mapping="mappings/harbour-exposures.toml"),
    "policies": Example(file="policies-harbour.csv", mapping="mappings/harbour-policies.toml"),
    "complaints": Example(file="complaint-export.csv", mapping="mappings/complaint-export.toml"),
    "complaint-table": Example(file="complaint-table.csv", mapping="mappings/complaint-table.toml"),
    "findings": Example(file="findings.csv", mapping="mappings/findings.toml"),
    "discipline": Example(file="discipline.csv", mapping="mappings/discipline.toml"),
    "force": Example(file="force-reports.csv", mapping="mappings/force-reports.toml"),
    "officer-months": Example(file="officer-months.csv", mapping="mappings/officer-months.toml"),
    "stops": Example(file="stops.csv", mapping="mappings/stops.toml"),
    "activity": Example(file="activity.csv", mapping="mappings/activity.toml"),
    "claim-parties": Example(file="claim-parties.csv", mapping="mappings/claim-parties.toml"),
    "crosswalk": Example(file="crosswalk.csv", mapping="mappings/crosswalk.toml"),
    "calls": Example(file="calls.csv", mapping="mappings/calls.toml"),
    "contacts": Example(file="contacts.csv", mapping="mappings/contacts.toml"),
    "surveys": Example(file="survey-results.csv", mapping="mappings/survey-results.toml"),
    "outreach": Example(file="outreach-log.csv", mapping="mappings/outreach-log.toml"),
}


def folder() -> Path:
    """Where the examples lie."""
    return Path(settings.ROOT) / "docs" / "examples"


def example_of(kind: str) -> Example | None:
    """The example of a kind of file, where there is one and it was installed with the house."""
    example = EXAMPLES.get(kind)
    return example if example and (folder() / example.file).is_file() else None


def path_of(kind: str, *, mapping: bool) -> Path | None:
    """The file itself, or its mapping; None where there is none."""
    example = example_of(kind)
    name = (example.mapping if mapping else example.file) if example else ""
    return folder() / name if name else None
