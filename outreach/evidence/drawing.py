"""Which accepted initiatives are audited: drawn by a seed that was sealed before the decision. Pure.

Whoever decides does not know the seed; its SHA-256 is on record from the start of the quarter, and the
seed itself is opened afterwards, so that anybody can draw again and finds the same.
"""

import hashlib
import hmac
from typing import Final

SHARE: Final = 0.10


def is_drawn(seed: str, *, client_code: str, reference: str, version: int) -> bool:
    """Whether this version of an initiative is among the tenth that is audited.

    seed: 64 digits of base16. Every initiative has the same chance, whatever its reference.

    >>> sum(is_drawn("ab" * 32, client_code="a", reference=str(n), version=1) for n in range(1000))
    112
    """
    message = f"{client_code}\x1f{reference}\x1f{version}".encode()
    digest = hmac.new(bytes.fromhex(seed), message, hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < SHARE


def sealed(seed: str) -> str:
    """What is published of a seed before it is opened."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()
