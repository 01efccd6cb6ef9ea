"""Lost updates refused: a versioned row goes out with an ETag and is changed only with If-Match."""

from rest_framework.request import Request

from riskcore.errors import DomainError


class VersionRequired(DomainError):
    """A change was asked for without saying which version it is based on."""

    status = 428


class VersionStale(DomainError):
    """The row has changed since the caller read it."""

    status = 412


def etag(pk: object, version: int) -> str:
    """A strong entity tag for one version of one row.

    >>> etag(7, 3)
    '"7-3"'
    """
    return f'"{pk}-{version}"'


def require_match(request: Request, *, pk: object, version: int) -> None:
    """Raise unless If-Match names the current version (428 without it, 412 with another).

    The action must still write with a condition on the version: this check gives the sentence, that
    one closes the race.
    """
    asked = request.headers.get("If-Match", "").strip()
    current = etag(pk, version)
    if not asked:
        raise VersionRequired(
            "version.required",
            "You asked to change this without saying which version you read. "
            "Send its ETag as If-Match.",
        )
    if current not in {part.strip() for part in asked.split(",")}:
        raise VersionStale(
            "version.stale",
            f"You asked to change a version that is no longer current; the current one is {current}. "
            "Read it again and repeat your change.",
            current=current,
        )
