"""Which calls eat the organisation's monthly allowance. One that nothing is known of does."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether calls count, and who says so; ``counts`` is None where nobody does."""

    counts: bool | None
    source: str


_METERING = "page `notice-optimization-payment-metering`"
_DRIVE = Rule(counts=True, source=f"{_METERING}, which names Drive")
_FREE = Rule(counts=False, source=_METERING)
_UNKNOWN = Rule(counts=None, source="no page names it")

RULES: Mapping[str, Rule] = {
    "/v1.0/drive/": _DRIVE,
    "/v1.0/storage/": _DRIVE,
    "/v2.0/storage/": _DRIVE,
    "/v1.0/convFile/": _DRIVE,
    "/v2.0/doc/": Rule(counts=True, source=f"{_METERING}, which names documents"),
    "/v1.0/card/": _UNKNOWN,
    "/v1.0/robot/": _UNKNOWN,
    "/v1.0/im/": _UNKNOWN,
    "/media/upload": _UNKNOWN,
    "/v1.0/oauth2/accessToken": _FREE,
    "/gettoken": _FREE,
    "/topapi/v2/user/get": _FREE,
    "/topapi/user/getbyunionid": _FREE,
    "/topapi/v2/department/": _FREE,
    "/v1.0/contact/": _FREE,
    "/v1.0/gateway/connections/open": Rule(
        counts=False, source="carries no access token, so it belongs to no metered call"
    ),
    "/robot/sendBySession": Rule(
        counts=False,
        source="page `dingtalk-application-development-platform-billing-model`, "
        "which counts it as a webhook message",
    ),
}
"""The beginning of a path → what is known of it; a path that ends in no slash is meant as it is."""


def rule_of(api: str) -> Rule:
    """Find what is known of ``METHOD /template``."""
    path = api.partition(" ")[2]
    family = next((name for name in RULES if name.endswith("/") and path.startswith(name)), path)
    return RULES.get(family, _UNKNOWN)


def counts(api: str) -> bool:
    """Tell whether a call of ``METHOD /template`` eats the allowance, as far as is known."""
    return rule_of(api).counts is not False


def surely_counts(api: str) -> bool:
    """Tell whether DingTalk itself says that it does."""
    return rule_of(api).counts is True
