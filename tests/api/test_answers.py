"""Files sent in pieces."""

import io
from contextlib import ExitStack

from api.answers import CHUNK, attachment, created, file_headers, stream


def test_a_stream_is_sent_whole_and_let_go_also_when_nobody_reads_to_the_end() -> None:
    for pieces in (3, 1):
        closed: list[str] = []
        held = ExitStack()
        held.callback(closed.append, "closed")
        content = b"x" * (2 * CHUNK + 1)
        answer = stream(io.BytesIO(content), held=held, headers=file_headers("a.csv", "text/csv"))
        sent = iter(answer)
        got = [next(sent) for _ in range(pieces)]
        assert content.startswith(b"".join(got))
        assert (b"".join(got) == content) == (pieces == 3)
        for close in answer._resource_closers:  # what the server calls when the caller has gone
            close()
        assert closed == ["closed"]


def test_a_file_is_saved_under_its_name_whatever_it_holds() -> None:
    answer = attachment(b"x", name='ü "quoted".pdf', content_type="application/pdf")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%BC")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_was_made_says_where_it_is_and_in_which_version() -> None:
    assert created({}, at="/x/", etag='"x-1"')["ETag"] == '"x-1"'
    assert "ETag" not in created({}, at="/x/")
