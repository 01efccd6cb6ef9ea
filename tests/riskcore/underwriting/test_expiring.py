"""What expires is what ends first among what is in force, in the form in which terms are offered."""

from datetime import date
from decimal import Decimal

from riskcore.clients.models import Client
from riskcore.underwriting.expiring import expiring_terms
from tests.factories.underwriting import AS_OF, EXPIRES, policy


def test_nothing_in_force_is_nothing_to_renew(alder: Client) -> None:
    policy(alder, starts_on=date(2024, 1, 1), ends_on=AS_OF)
    assert expiring_terms(client=alder, on=AS_OF) is None


def test_the_policies_that_end_first_are_taken_together(alder: Client) -> None:
    policy(alder, number="PE-1")
    policy(alder, number="PE-2", line="POL", limit=500_000)
    policy(alder, number="PE-3", line="EPL", ends_on=date(2027, 1, 1))
    found = expiring_terms(client=alder, on=AS_OF)
    assert found is not None
    assert (found.label, found.ends_on) == ("PE-1, PE-2", EXPIRES)
    assert [line.line for line in found.lines] == ["LEL", "POL"]
    assert found.lines[0].limits == (
        ("each_wrongful_act", Decimal(1_000_000)),
        ("aggregate", Decimal(3_000_000)),
    )
    assert found.lines[0].premium == 100_000


def test_a_term_recorded_anew_speaks_for_itself(alder: Client) -> None:
    policy(alder, limit=1_000_000)
    policy(alder, limit=2_000_000)
    found = expiring_terms(client=alder, on=AS_OF)
    assert found is not None
    assert found.lines[0].limit == 2_000_000
