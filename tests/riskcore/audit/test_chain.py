"""What a broken chain looks like: every edit, gap, fork and missing end is named with its row."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.audit.chain import Break, Link, breaks
from riskcore.canonical import sha256

CHAIN = "client:alder-falls"
HASHED = [field.name for field in fields(Link) if field.name not in {"row", "hash"}]


def chain_of(length: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, length + 1):
        link = Link(
            row=100 + number,
            chain=CHAIN,
            sequence=number,
            at=f"2026-01-{number:02d}T12:00:00.000000+00:00",
            actor="7",
            client="3",
            verb="client.noted",
            subject_kind="riskcore.client",
            subject_id="3",
            facts=f'{{"n":{number}}}',
            previous_hash=links[-1].hash if links else "",
        )
        links.append(replace(link, hash=link.computed_hash()))
    return links


def head_of(links: list[Link]) -> tuple[int, str]:
    return links[-1].sequence, links[-1].hash


def found(links: list[Link], head: tuple[int, str] | None) -> list[tuple[str, int | None]]:
    return [(one.kind, one.row) for one in breaks(CHAIN, links, head=head)]


def rehashed(link: Link) -> Link:
    return replace(link, hash=link.computed_hash())


@pytest.mark.parametrize("length", [1, 2, 30])
def test_a_whole_chain_has_no_break(length: int) -> None:
    links = chain_of(length)
    assert breaks(CHAIN, links, head=head_of(links)) == []


def test_an_empty_chain_is_whole() -> None:
    assert breaks(CHAIN, [], head=None) == breaks(CHAIN, [], head=(0, "")) == []


def test_an_edit_is_named_with_its_row() -> None:
    links = chain_of(4)
    head = head_of(links)
    links[1] = replace(links[1], facts='{"n":9}')
    assert found(links, head) == [("edit", 102)]


def test_an_edit_with_its_hash_made_to_fit_no_longer_carries_what_follows() -> None:
    links = chain_of(4)
    head = head_of(links)
    links[1] = rehashed(replace(links[1], facts='{"n":9}'))
    assert found(links, head) == [("fork", 103)]


def test_the_last_event_forged_with_a_fitting_hash_is_not_what_the_head_says() -> None:
    links = chain_of(3)
    head = head_of(links)
    links[2] = rehashed(replace(links[2], verb="nothing"))
    assert found(links, head) == [("gap", None)]


@pytest.mark.parametrize(("lost", "next_row"), [(0, 102), (1, 103), (2, 104)])
def test_a_missing_event_is_named_by_the_row_after_it(lost: int, next_row: int) -> None:
    links = chain_of(4)
    head = head_of(links)
    del links[lost]
    [gap] = breaks(CHAIN, links, head=head)
    assert (gap.kind, gap.row) == ("gap", next_row)
    assert "1 event(s) before it are missing" in gap.sentence


def test_a_missing_end_is_a_gap_at_the_heads_number() -> None:
    links = chain_of(4)
    assert breaks(CHAIN, links[:2], head=head_of(links)) == [
        Break(
            chain=CHAIN,
            row=None,
            sequence=4,
            kind="gap",
            sentence=f"Chain {CHAIN} ends at number 2, but number 4 was written last.",
        )
    ]


def test_all_events_gone_is_a_gap() -> None:
    assert found([], head_of(chain_of(3))) == [("gap", None)]


def test_a_repeated_number_is_a_fork() -> None:
    links = chain_of(3)
    head = head_of(links)
    twin = rehashed(replace(links[1], row=999, verb="client.other"))
    kinds = found([links[0], links[1], twin, links[2]], head)
    assert ("fork", 999) in kinds


def test_an_event_that_follows_from_another_is_a_fork() -> None:
    links = chain_of(3)
    links[2] = rehashed(replace(links[2], previous_hash="0" * 64))
    assert found(links, head_of(links)) == [("fork", 103)]


def test_a_lost_head_row_is_a_gap() -> None:
    assert found(chain_of(2), None) == [("gap", None)]


def test_the_hash_covers_every_part_but_the_row_number_and_itself() -> None:
    link = chain_of(1)[0]
    assert link.hash == sha256(
        '["client:alder-falls",1,"2026-01-01T12:00:00.000000+00:00","7","3","client.noted",'
        '"riskcore.client","3","{\\"n\\":1}",""]'
    )
    assert replace(link, row=5).computed_hash() == link.hash


@given(
    length=st.integers(1, 6),
    at=st.integers(0, 5),
    name=st.sampled_from([*HASHED, "hash"]),
    text=st.text(max_size=8),
    number=st.integers(0, 9),
)
def test_any_edit_of_any_single_field_of_any_link_is_found(
    length: int, at: int, name: str, text: str, number: int
) -> None:
    links = chain_of(length)
    head = head_of(links)
    index = at % length
    edited = replace(links[index], **{name: number if name == "sequence" else text})
    if edited == links[index]:
        return
    links[index] = edited
    assert breaks(CHAIN, sorted(links, key=lambda link: link.sequence), head=head)


@given(length=st.integers(2, 7), data=st.data())
def test_no_set_of_events_can_be_left_out(length: int, data: st.DataObject) -> None:
    links = chain_of(length)
    kept = data.draw(st.sets(st.integers(0, length - 1), max_size=length - 1))
    assert breaks(CHAIN, [links[index] for index in sorted(kept)], head=head_of(links))
