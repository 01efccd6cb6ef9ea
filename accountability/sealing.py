"""A short text sealed under a key, so that a copy of the database alone gives nothing away. Pure.

The text is joined with a stream of HMAC-SHA256 over a nonce and a counter, and the whole is signed, so
that a change is noticed. The nonce is random and never used twice under one key.

Source: NIST SP 800-108r1 (2022), section 4.1, HMAC in counter mode as a pseudo-random stream; encrypt,
then authenticate after Bellare and Namprempre (2000).
"""

import hashlib
import hmac
import secrets

from riskcore.errors import Conflict

NONCE, TAG = 16, 32


def seal(text: str, *, key: bytes) -> bytes:
    """The text sealed under the key: nonce, covered text and signature, in this order."""
    nonce = secrets.token_bytes(NONCE)
    covered = _covered(text.encode(), key, nonce)
    return nonce + covered + _tag(key, nonce + covered)


def unseal(sealed: bytes, *, key: bytes) -> str:
    """The text; Conflict where the key is another or the bytes are not those that were sealed.

    >>> unseal(seal("Words", key=b"k"), key=b"k")
    'Words'
    """
    body, tag = sealed[:-TAG], sealed[-TAG:]
    if len(sealed) < NONCE + TAG or not hmac.compare_digest(tag, _tag(key, body)):
        raise Conflict(
            "sealing.unreadable",
            "A sealed text cannot be opened: it was sealed under another key, or changed since. Tell "
            "your administrator.",
        )
    return _covered(body[NONCE:], key, body[:NONCE]).decode()


def _covered(text: bytes, key: bytes, nonce: bytes) -> bytes:
    blocks = range(-(-len(text) // hashlib.sha256().digest_size))
    stream = b"".join(
        hmac.new(key, b"stream" + nonce + block.to_bytes(4, "big"), hashlib.sha256).digest()
        for block in blocks
    )
    return bytes(one ^ other for one, other in zip(text, stream, strict=False))


def _tag(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, b"tag" + body, hashlib.sha256).digest()
