"""What DingTalk refuses or does not answer, and what our rights at DingTalk do not reach."""

from typing_extensions import override

from bot.errors.base import SpacekeeperError


class PlatformError(SpacekeeperError):
    """DingTalk answered with an error, or not at all.

    ``code``, ``message`` and ``request_id`` are DingTalk's own (page `server-api-error-codes-1`);
    the request id can be looked up in the developer console for seven days. Its card speaks to
    whoever asked; ``whose`` names them where others read it later. ``could`` are the names of some
    who could do it, where that is known.
    """

    template = "platform_error"

    def __init__(
        self, code: str = "", message: str = "", request_id: str = "", scopes: tuple[str, ...] = ()
    ) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.request_id = request_id
        self.scopes = scopes
        self.could: tuple[str, ...] = ()

    @override
    def data(self) -> dict[str, object]:
        return {
            "kind": type(self).__name__,
            "code": self.code,
            "message": self.message,
            "request_id": self.request_id,
            "scopes": self.scopes,
            "whose": "",
            "could": self.could,
        }


class Refused(PlatformError):
    """DingTalk understood and said no; trying again would not help."""


class NotAuthorized(Refused):
    """``no.priviledge``, ``permissionDenied``: the acting person may not."""


class NotAllowedByAdmin(Refused):
    """``addSpace.forbiden``: an admin of the organisation switched creation off."""


class BadName(Refused):
    """``name.invalid``: DingTalk does not accept this name."""


class BadParameter(Refused):
    """``param.error``: an argument DingTalk does not take."""


class SpaceMissing(BadParameter):
    """``spaceNotExist``: DingTalk says in words that there is no such space (any more)."""


class PageTooLarge(BadParameter):
    """``param.error.maxresults``: ask for smaller pages."""


class Unsupported(Refused):
    """``unsupported.operation``: not possible here, the built-in all-staff folder for example."""


class ScopeMissing(Refused):
    """The app was not given a permission; ``scopes`` names it when DingTalk did."""


class AddressRefused(Refused):
    """``IpNotInWhiteList``: the app accepts calls only from listed addresses."""


class BadCredentials(Refused):
    """``invalidClientIdOrSecret``: the app's own id or secret is wrong."""


class UserUnknown(Refused):
    """33012 or 60121: DingTalk knows no such person in this organisation."""


class UserOutOfScope(Refused):
    """50002: the person is outside the part of the organisation this app may see."""


class DepartmentMissing(Refused):
    """60003: DingTalk knows no such department (any more)."""


class DepartmentOutOfScope(Refused):
    """50004: the department is outside the part of the organisation this app may see."""


class AllowanceUsedUp(Refused):
    """``ApiCountLimitForOrg``: the organisation's counted calls of this month are used up."""


class CardExists(Refused):
    """``param.cardAlreadyExist``: a card with this outTrackId was made before."""


class CardMissing(Refused):
    """``param.cardNotExist``: DingTalk knows no card with this outTrackId."""


class TokenRefused(PlatformError):
    """``InvalidAuthentication``: the access token is wrong or has expired."""


class Throttled(PlatformError):
    """``Qps…``, ``Qpm…``, ``request.overlimit``: too fast; a second later it may pass."""


class Blocked(PlatformError):
    """DingTalk blocks this address (an HTML page, or status 1111): nothing leaves for a while."""


class NoAllowance(PlatformError):
    """The governor lets no call leave, so nothing was done.

    ``why`` is ``share`` (the bot's share of the month is used up), ``kept`` (what is left is kept
    for what is more urgent), ``stopped`` (DingTalk says that the organisation's calls are used up),
    ``person`` or ``conversation`` (its fair part of the day is used up), or ``presses`` (too many
    within a minute). ``limit`` is how many
    calls that is, 0 where no number is; ``until`` when it begins anew, in milliseconds since 1970.
    """

    template = "no_allowance"

    def __init__(self, why: str, limit: int, until: int) -> None:
        super().__init__("allowance", why)
        self.why = why
        self.limit = limit
        self.until = until

    @override
    def data(self) -> dict[str, object]:
        return {"why": self.why, "limit": self.limit, "until": self.until}


class Unavailable(PlatformError):
    """A 5xx without a known code, a broken answer, or none; what only reads may be tried again."""


class Unreached(Unavailable):
    """No connection to DingTalk, so that the call never left and cost nothing."""

    @override
    def data(self) -> dict[str, object]:
        return {**super().data(), "kind": "Unavailable"}


class OutcomeUnknown(Unavailable):
    """No usable answer to a call that changes something: it may have happened."""


class DeliveryFailed(PlatformError):
    """A card or message did not reach its conversation, although the call itself succeeded."""
