import pytest

from outreach.evidence.sheets import people_on


@pytest.mark.parametrize(
    ("sheet", "people"),
    [
        (b"Coffee\n\nName,Phone\nAda Birch,1\n ADA  birch ,2\n,3\n", {"ada birch"}),
        (b"First name,Last name\nAda,Birch\nBo,\n", {"ada birch", "bo"}),
        (b"Name,Email\nAda,a@x.org\nSomebody,A@X.org\n", {"a@x.org"}),
        (b"Half hour,People\n1,30\n", set()),
        ("Name\nJos\u00e9\n".encode("cp1252"), {"jos\u00e9"}),
        (b"", set()),
        (b"Name\nAda\n\0\n", {"ada", "\0"}),
    ],
    ids=["below a title", "two columns", "addresses first", "totals", "windows", "empty", "odd"],
)
def test_who_is_on_a_sheet(sheet: bytes, people: set[str]) -> None:
    assert people_on(sheet) == people
