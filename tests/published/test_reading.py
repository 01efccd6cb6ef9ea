"""Every published example names its source and is read by a test."""

from pathlib import Path

import pytest

from tests.published.reading import all_published, published

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("name", all_published())
def test_an_example_has_a_citation_and_a_test_that_reads_it(name: str) -> None:
    assert len(published(name)["citation"]) > 40
    ways = (f'published("{name}")', f"{name}.json")
    texts = (path.read_text() for path in TESTS.rglob("test_*.py"))
    readers = [text for text in texts if any(way in text for way in ways)]
    assert readers, f"No test reads {name}.json."
