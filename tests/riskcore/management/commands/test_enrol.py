"""``manage.py enrol`` from the first carrier to the last role."""

import getpass
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.clients.models import Client, Department
from riskcore.clients.queries import can


def run(*arguments: str) -> dict[str, str]:
    out = StringIO()
    call_command("enrol", "--json", *arguments, stdout=out)
    told: dict[str, str] = json.loads(out.getvalue())
    return told


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    typed = "lantern harbour seven"
    monkeypatch.setattr(getpass, "getpass", lambda prompt: typed)
    return typed


def test_a_programme_is_built_from_nothing(house: User, password: str) -> None:
    assert run("carrier", "acme", "--name", "Acme") == {"carrier": "acme", "name": "Acme"}
    details = ("--client-kind", "municipality", "--state", "TX", "--carrier", "acme")
    assert run("client", "harbour", "--name", "Harbour Point", *details) == {
        "client": "harbour",
        "name": "Harbour Point",
        "kind": "municipality",
        "state": "TX",
    }
    assert run("department", "harbour", "--name", "Police") == {
        "client": "harbour",
        "department": "Police",
    }
    assert run("person", "zoe", "--email", "zoe@example.test") == {"person": "zoe"}
    zoe, client = User.objects.get(username="zoe"), Client.objects.get(code="harbour")
    assert zoe.check_password(password)
    told = run("role", "zoe", "reviewer", "--client", "harbour", "--department", "Police")
    assert told["organisation"] == "Police"
    assert can(by=zoe, permission="complaint.view_rows", client=client)
    ended = run("end-role", "zoe", "reviewer", "--client", "harbour", "--department", "Police")
    assert ended == {"person": "zoe", "ended": "reviewer"}
    assert not can(by=zoe, permission="client.view", client=client)


def test_without_a_password_nobody_signs_in(house: User) -> None:
    run("person", "zoe", "--no-password")
    assert not User.objects.get(username="zoe").has_usable_password()


def test_it_is_printed_in_one_line_for_people(
    alder: Client, dee: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("enrol", "--as", "dee", "department", "alder-falls", "--name", "Fire")
    assert capsys.readouterr().out == "client: alder-falls, department: Fire\n"
    assert Department.objects.filter(name="Fire").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--as", "dee", "carrier", "acme", "--name", "Acme"), "only the operator"),
        (("--as", "ana", "department", "alder-falls", "--name", "Fire"), "You may not"),
        (("--as", "nobody", "department", "alder-falls", "--name", "Fire"), "nobody"),
        (("role", "zed", "advisor", "--client", "alder-falls"), "nobody with the user name"),
        (("end-role", "cal", "advisor", "--client", "alder-falls"), "does not hold it"),
    ],
)
def test_what_cannot_be_done_ends_with_one_sentence(
    alder: Client, dee: User, ana: User, cal: User, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)


def test_a_weak_password_is_refused(house: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "password")
    with pytest.raises(CommandError, match="too short"):
        run("person", "zoe")
    assert not User.objects.filter(username="zoe").exists()
