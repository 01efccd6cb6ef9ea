"""Forms of a case: every kind of code of ours can be chosen, unmapped ones cannot."""

from accountability.codes import CLOSURES, DISCIPLINE
from frontend.case_forms import Discipline, Find, TakeIn


def test_what_is_not_mapped_cannot_be_chosen_by_hand() -> None:
    chosen = {key for _, group in Find().fields["code"].choices for key, _ in group}  # type: ignore[attr-defined]
    assert set(CLOSURES) - chosen == {"UNK"}
    codes = {key for key, _ in Discipline().fields["code"].choices}  # type: ignore[attr-defined]
    assert set(DISCIPLINE) - codes == {"UNK"}


def test_yes_no_and_not_known_are_three_answers() -> None:
    field = TakeIn().fields["on_duty"]
    assert [field.clean(word) for word in ("yes", "no", "")] == [True, False, None]
