"""What a period has lost, in words; the queries are tried in ``test_actions``."""

from accountability.retention.records import Lost


def test_what_was_lost_is_said_and_nothing_is_not() -> None:
    assert Lost().sentence == ""
    assert Lost(sealed=1).sentence == "1 record of this period is sealed or purged."
    assert Lost(purged=4).sentence == "4 records of this period are sealed or purged."
