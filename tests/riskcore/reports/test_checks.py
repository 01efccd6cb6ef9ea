"""The system check for the PDF engine."""

from riskcore.reports import checks


def test_nothing_is_said_where_the_libraries_are_there(monkeypatch):
    monkeypatch.setattr(checks.ctypes.util, "find_library", lambda name: f"lib{name}.so")
    assert checks.pdf_engine(None) == []


def test_what_is_missing_is_named_with_the_command_that_mends_it(monkeypatch):
    monkeypatch.setattr(
        checks.ctypes.util, "find_library", lambda name: None if "pango" in name else "x"
    )
    (message,) = checks.pdf_engine(None)
    assert message.id == "riskcore.W001"
    assert "pangoft2-1.0 not found" in message.msg
    assert (
        "apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"
        in message.msg
    )
