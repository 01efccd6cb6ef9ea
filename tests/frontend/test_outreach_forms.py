"""Shape of what the desk sends: details as the verb takes them, every file whoever it is."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from frontend.outreach_forms import MORE, Files, Happened, empty_form, sent_files
from outreach.initiatives.actions import DETAILS

FILLED = {
    "strategy": "S4",
    "activity": "Coffee",
    "title": "Coffee at the library",
    "starts_on": "2026-06-10",
    "count_method": "sign_in",
    "people_reached": "30",
}


def test_the_form_asks_for_every_detail_of_a_record() -> None:
    assert set(Happened.base_fields) == {*DETAILS, "reference"}
    assert set(MORE) < set(DETAILS)


def test_without_a_last_day_it_lasted_one_day() -> None:
    form = Happened(FILLED)
    assert form.is_valid()
    details = form.details()
    assert details["ends_on"] == details["starts_on"] == date(2026, 6, 10)
    assert details["impressions"] is None


def test_how_people_were_counted_must_be_said() -> None:
    form = Happened(FILLED | {"count_method": "", "people_reached": ""})
    assert list(form.errors) == ["count_method"]


def test_today_is_filled_in_and_each_form_has_its_own_reference() -> None:
    first, second = (empty_form(today=date(2026, 6, 10)) for _ in range(2))
    assert 'value="2026-06-10"' in str(first["starts_on"])
    assert first.initial["reference"] != second.initial["reference"]


def test_a_phone_may_open_its_camera_for_the_sheet_and_several_pictures_fit() -> None:
    form = Files()
    assert 'capture="environment"' in str(form["sheet"])
    assert all(" multiple" in str(form[name]) for name in ("sheet", "photos", "others"))


def test_no_file_is_left_out_and_each_has_its_kind() -> None:
    files = [SimpleUploadedFile(f"{name}.png", b"") for name in "abcd"]
    sent = sent_files(
        MultiValueDict({"sheet": files[:1], "photos": files[1:3], "others": files[3:]}),
        {"others_kind": "invoice"},
    )
    assert [(file.kind, file.file.name) for file in sent] == [
        ("sign_in", "a.png"),
        ("photo", "b.png"),
        ("photo", "c.png"),
        ("invoice", "d.png"),
    ]
