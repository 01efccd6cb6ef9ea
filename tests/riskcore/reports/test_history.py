"""The line of editions, and what became of the advice in the last report."""

from datetime import timedelta
from typing import Any

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.recommendations import actions as recommendations
from riskcore.recommendations.models import Recommendation
from riskcore.reports.actions import request_report
from riskcore.reports.models import Report
from riskcore.reports.queries import preview
from tests.factories.reports import released
from tests.factories.snapshots import AS_OF


def asked(by: User, days: int = 0, **wish: Any) -> Report:
    return request_report(
        by=by, client_code="alder-falls", as_of=AS_OF + timedelta(days=days), **wish
    )


def advice(by: User, title: str) -> Recommendation:
    row = recommendations.write(
        by=by,
        client_code="alder-falls",
        classification="important",
        title=title,
        condition="Seen.",
        consequence="",
        action="Mend it.",
    )
    return recommendations.issue(by=by, number=row.number, version=row.version)


def test_a_first_report_says_so_and_a_second_names_the_first(
    issued: Report, ana: User, uma: User
) -> None:
    assert [line["changed"] for line in issued.made_with["history"]] == ["First version."]
    second = asked(ana, reason="The claim of March was entered twice.")
    first, last = second.made_with["history"]
    assert (first["version"], first["number"]) == (1, issued.number)
    assert first["issued_on"]
    assert last["version"] == 2
    assert last["changed"] == (
        f"Takes the place of {issued.number}, as of the same day. "
        "The claim of March was entered twice."
    )
    released(second, by=uma)
    third = asked(ana, days=1).made_with["history"]
    assert [line["version"] for line in third] == [1, 2, 3]
    assert third[1]["changed"] == last["changed"]
    html = "".join(part.html for part in preview(by=ana, report_id=second.pk).sections)
    assert "First version." in html
    assert "version 2" in html


def test_the_last_advice_is_followed_to_where_it_stands(
    alder: Client, ana: User, uma: User, rita: User, quick_engine: object
) -> None:
    done, reported, kept, dropped = (advice(ana, f"Advice {letter}") for letter in "abcd")
    last = released(asked(ana, days=-365), by=uma)
    for row in (done, reported):
        row = recommendations.report_complete(
            by=rita, number=row.number, version=row.version, note="It is done."
        )
    row = Recommendation.objects.get(number=done.number)
    recommendations.verify(by=ana, number=row.number, version=row.version, method="site")
    recommendations.withdraw(
        by=ana, number=dropped.number, version=dropped.version, reason="Written twice."
    )
    advice(ana, "Advice e")
    frozen = asked(ana).made_with["last_advice"]
    assert frozen["number"] == last.number
    assert frozen["new"] == 1
    became = {item["number"]: item["status"] for item in frozen["followed"]}
    assert became == {
        done.number: "verified_closed",
        reported.number: "client_reports_complete",
        kept.number: "issued",
        dropped.number: "withdrawn",
    }


def test_a_correction_of_the_same_day_looks_back_past_the_one_it_corrects(
    issued: Report, ana: User
) -> None:
    assert asked(ana).made_with["last_advice"] is None
    assert asked(ana, days=1).made_with["last_advice"]["number"] == issued.number


def test_the_last_report_is_rated_by_the_plan_of_this_one(issued: Report, ana: User) -> None:
    assert asked(ana).made_with["last_levels"] == {}
    levels = asked(ana, days=1).made_with["last_levels"]
    assert levels["practice"] is levels["overall"] is None
    assert levels["data"] in {0, 1, 2, 3}
