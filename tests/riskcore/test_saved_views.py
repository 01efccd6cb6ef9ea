"""A person's own views: kept under a name, replaced by the same name, never another's."""

import pytest

from riskcore.access.models import User
from riskcore.errors import Conflict, InvalidInput, NotFound
from riskcore.saved_views import MOST, remove_view, save_view, views_of


def test_a_choice_is_kept_without_its_page_and_blanks(uma: User) -> None:
    save_view(
        by=uma, page="portfolio", name="  Texas   soon ", query="state=TX&page=4&kind=&within=90"
    )
    [view] = views_of(by=uma, page="portfolio")
    assert (view.name, view.query) == ("Texas soon", "state=TX&within=90")


def test_the_same_name_replaces_what_was_under_it(uma: User) -> None:
    for state in ("TX", "GA"):
        save_view(by=uma, page="portfolio", name="Mine", query=f"state={state}")
    assert [view.query for view in views_of(by=uma, page="portfolio")] == ["state=GA"]


def test_nobody_sees_or_removes_anothers(uma: User, ana: User) -> None:
    view = save_view(by=uma, page="portfolio", name="Mine", query="")
    assert views_of(by=ana, page="portfolio") == []
    with pytest.raises(NotFound):
        remove_view(by=ana, view_id=view.pk)
    remove_view(by=uma, view_id=view.pk)
    assert views_of(by=uma, page="portfolio") == []


@pytest.mark.parametrize(("name", "query"), [(" ", ""), ("x" * 81, ""), ("x", "text=" + "y" * 600)])
def test_a_view_needs_a_name_and_a_choice_that_can_be_kept(
    uma: User, name: str, query: str
) -> None:
    with pytest.raises(InvalidInput):
        save_view(by=uma, page="portfolio", name=name, query=query)


def test_there_is_an_end_to_how_many(uma: User) -> None:
    for number in range(MOST):
        save_view(by=uma, page="portfolio", name=f"View {number}", query="")
    save_view(by=uma, page="portfolio", name="View 0", query="state=TX")
    with pytest.raises(Conflict):
        save_view(by=uma, page="portfolio", name="One more", query="")
