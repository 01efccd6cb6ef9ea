"""Every module has its test beside it in the mirror, or stands on a list that may only get shorter."""

from pathlib import Path

from tests.architecture.source import ROOT, modules, relative

WITHOUT_TWIN = ROOT / "tests" / "architecture" / "without_twin.txt"
TABLES_AND_WIRING = {"__init__.py", "apps.py", "models.py", "urls.py"}


def twin(path: Path) -> Path:
    parts = path.relative_to(ROOT).parts
    return ROOT / "tests" / Path(*parts[:-1]) / f"test_{parts[-1]}"


def without_twin() -> set[str]:
    return {
        relative(path)
        for path in modules()
        if path.name not in TABLES_AND_WIRING
        and not path.name.startswith("_")
        and path.read_text().strip()
        and not twin(path).exists()
    }


def test_the_list_of_modules_without_a_twin_only_shrinks() -> None:
    listed = set(WITHOUT_TWIN.read_text().split())
    missing = without_twin()
    assert not missing - listed, f"Write tests for: {sorted(missing - listed)}."
    assert not listed - missing, (
        f"These have tests now; take them off the list: {sorted(listed - missing)}."
    )
