"""The checklists that come with the product."""

from functools import lru_cache
from pathlib import Path

from riskcore.assessments.checklist import Checklist, parse
from riskcore.errors import NotFound

FOLDER = Path(__file__).parent / "checklists"


@lru_cache
def library() -> dict[str, Checklist]:
    """Every version by its key."""
    return {
        path.stem: parse(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.toml"))
    }


def checklist(key: str) -> Checklist:
    """The version of this key. Raises NotFound."""
    found = library().get(key)
    if found is None:
        raise NotFound(
            "assessment.checklist_unknown",
            f"You asked for the checklist {key!r}; there is none. Known: {', '.join(library())}.",
            checklist=key,
        )
    return found
