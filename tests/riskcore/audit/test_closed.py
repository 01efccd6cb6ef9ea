"""Facts that would give a single complaint away stay closed to readers who may not see rows."""

from riskcore.access.models import User
from riskcore.audit.closed import CLOSED, Closed, Reader, reader
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client

FACTS = canonical_json({"kind": "diaries", "sha256": "ab", "number": "C-7", "total": 12})
DIARY = Closed(key="diary.", permission="loss.view", kinds=frozenset({"diaries"}))
NOBODY = Reader(username="ben", held=frozenset())


def facts(by: Reader, verb: str = "diary.kept", actor: str = "lee") -> dict[str, object]:
    with CLOSED.registered_temporarily(DIARY):
        return by.facts(verb=verb, actor=actor, facts=FACTS)


def test_without_the_permission_only_that_it_was_done_is_read() -> None:
    shown = facts(NOBODY)
    assert (shown["kind"], shown["sha256"]) == ("diaries", "ab")
    assert str(shown["withheld"]).startswith("for those who may")
    assert not {"number", "total"} & shown.keys()


def test_whoever_did_it_or_holds_the_permission_reads_it_whole() -> None:
    holder = Reader(username="rita", held=frozenset({"loss.view"}))
    for told in (facts(holder), facts(NOBODY, actor="ben")):
        assert told["number"] == "C-7"


def test_a_beginning_covers_its_verbs_and_a_kind_only_its_own() -> None:
    assert DIARY.covers("diary.kept", {"kind": "diaries"})
    assert not DIARY.covers("diaries.kept", {"kind": "diaries"})
    assert not DIARY.covers("diary.kept", {"kind": "letters"})
    assert Closed(key="diary.kept", permission="loss.view").covers("diary.kept", {})
    assert not Closed(key="diary.kept", permission="loss.view").covers("diary.kept_again", {})
    assert facts(NOBODY, verb="letter.sent")["number"] == "C-7"


def test_a_reader_holds_what_the_rule_table_gives(
    alder: Client, birch: Client, rita: User, lee: User
) -> None:
    with CLOSED.registered_temporarily(DIARY):
        assert "loss.view" in reader(by=rita, client=alder).held
        assert "loss.view" not in reader(by=lee, client=alder).held
        assert reader(by=rita, client=birch).held == frozenset()
