"""A short text sealed under keys, so that a copy of the database alone gives nothing away. Pure.

Sealing is the ``cryptography`` library's Fernet; this module only says which keys. Each secret of the
house gives a key of its own to every scope (a department), so that what is sealed for one opens for no
other. The first secret seals and all of them open, which lets a secret be turned over: put a new one in
front, seal again, take the old one away.

Source: the Fernet specification (AES-128-CBC, then HMAC-SHA-256); keys by HKDF, RFC 5869.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from riskcore.errors import Conflict

KEY_BYTES = 32


def seal(text: str, *, secrets: Sequence[str], scope: str) -> bytes:
    """The text sealed for a scope under the first of the secrets; twice never the same bytes."""
    return _box(secrets, scope).encrypt(text.encode())


def unseal(sealed: bytes, *, secrets: Sequence[str], scope: str) -> str:
    """The text; Conflict where none of the secrets sealed it for the scope, or the bytes changed.

    >>> unseal(seal("Words", secrets=["k"], scope="x"), secrets=["new", "k"], scope="x")
    'Words'
    """
    try:
        return _box(secrets, scope).decrypt(sealed).decode()
    except InvalidToken:
        raise _unreadable() from None


def reseal(sealed: bytes, *, secrets: Sequence[str], scope: str) -> bytes:
    """The same text under the first of the secrets. Raises Conflict as ``unseal`` does."""
    try:
        return _box(secrets, scope).rotate(sealed)
    except InvalidToken:
        raise _unreadable() from None


def _box(secrets: Sequence[str], scope: str) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret, scope)) for secret in secrets])


def _key(secret: str, scope: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"seal {scope}".encode())
    return urlsafe_b64encode(derived.derive(secret.encode()))


def _unreadable() -> Conflict:
    return Conflict(
        "sealing.unreadable",
        "A sealed text cannot be opened: it was sealed under another key, or changed since. Tell "
        "your administrator.",
    )
