"""``manage.py enrol``: carriers, clients, departments, people and their roles."""

import getpass
import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore import enrolment
from riskcore.access.models import Role
from riskcore.access.people import person
from riskcore.clients.models import ClientKind
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "Take carriers, clients, departments and people into the programme."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as", dest="acting", default="", help="act as this user")
        parser.add_argument("--json", action="store_true", help="print JSON")
        kinds = parser.add_subparsers(dest="kind", required=True)
        carrier = kinds.add_parser("carrier")
        carrier.add_argument("code")
        carrier.add_argument("--name", required=True)
        client = kinds.add_parser("client")
        client.add_argument("code")
        client.add_argument("--name", required=True)
        client.add_argument("--client-kind", required=True, choices=ClientKind.values)
        client.add_argument("--state", required=True, help="two letters")
        client.add_argument("--carrier", required=True, help="the carrier's code")
        department = kinds.add_parser("department")
        department.add_argument("client")
        department.add_argument("--name", required=True)
        someone = kinds.add_parser(
            "person", help="asks for a password, or leaves none with --no-password"
        )
        someone.add_argument("username")
        someone.add_argument("--email", default="")
        someone.add_argument("--no-password", action="store_true")
        for name in ("role", "end-role"):
            role = kinds.add_parser(name)
            role.add_argument("username")
            role.add_argument("role", choices=Role.values)
            role.add_argument("--client", required=True)
            role.add_argument("--department", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[dict[str, Any]], dict[str, str]]] = {
            "carrier": self._carrier,
            "client": self._client,
            "department": self._department,
            "person": self._person,
            "role": self._role,
            "end-role": self._end_role,
        }
        try:
            options["by"] = person(options["acting"])
            answer = verbs[options["kind"]](options)
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            self.stdout.write(json.dumps(answer))
        else:
            self.stdout.write(", ".join(f"{name}: {value}" for name, value in answer.items()))

    def _carrier(self, options: dict[str, Any]) -> dict[str, str]:
        row = enrolment.add_carrier(by=options["by"], code=options["code"], name=options["name"])
        return {"carrier": row.code, "name": row.name}

    def _client(self, options: dict[str, Any]) -> dict[str, str]:
        row = enrolment.add_client(
            by=options["by"],
            code=options["code"],
            name=options["name"],
            kind=options["client_kind"],
            state=options["state"],
            carrier=options["carrier"],
        )
        return {"client": row.code, "name": row.name, "kind": row.kind, "state": row.state}

    def _department(self, options: dict[str, Any]) -> dict[str, str]:
        row = enrolment.add_department(
            by=options["by"], client_code=options["client"], name=options["name"]
        )
        return {"client": options["client"], "department": row.name}

    def _person(self, options: dict[str, Any]) -> dict[str, str]:
        password = "" if options["no_password"] else getpass.getpass("Password: ")
        row = enrolment.add_person(
            by=options["by"],
            username=options["username"],
            email=options["email"],
            password=password,
        )
        return {"person": row.username}

    def _role(self, options: dict[str, Any]) -> dict[str, str]:
        granted = enrolment.grant(by=options["by"], **self._where(options))
        return {
            "person": granted.username,
            "role": granted.role,
            "organisation": granted.organisation,
        }

    def _end_role(self, options: dict[str, Any]) -> dict[str, str]:
        enrolment.withdraw(by=options["by"], **self._where(options))
        return {"person": options["username"], "ended": options["role"]}

    def _where(self, options: dict[str, Any]) -> dict[str, Any]:
        return {
            "username": options["username"],
            "role": options["role"],
            "client_code": options["client"],
            "department": options["department"],
        }
