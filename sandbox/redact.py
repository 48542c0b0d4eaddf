"""Takes secrets out of what is noted of a call."""

from collections.abc import Mapping
from typing import Any

HIDDEN = "***"
_SECRETS = frozenset(
    {
        "access_token",
        "accesstoken",
        "appsecret",
        "client_secret",
        "clientsecret",
        "session",
        "ticket",
        "token",
    }
)


def redacted(value: Any) -> Any:
    """`value` with every secret, token, ticket and webhook session as `***`."""
    if isinstance(value, Mapping):
        return {
            name: HIDDEN if str(name).lower() in _SECRETS else redacted(member)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [redacted(member) for member in value]
    return value
