"""What can go wrong, split by who can act on it.

::

    SpacekeeperError
    ├── UserError                 the person who asked can do something about it
    │   ├── NotAllowed            their role, or DingTalk, says no
    │   │   └── NotStaff          no staff id: not of this organisation, or the app is not published
    │   ├── Paused                an admin stopped all changes
    │   ├── NoSuchSpace           nothing by that name in their own list
    │   ├── AmbiguousSpace        several by that name
    │   ├── MissingArgument       a part of the command was left out
    │   ├── BadArgument           a part of the command cannot be read
    │   ├── UnknownCommand        no command by that word
    │   ├── FileUnusable          a file that was sent cannot be read at all (bot.unusable)
    │   ├── BadFile               what a file says cannot be done (bot.unusable)
    │   ├── TooOld                said more than ten minutes ago
    │   └── Stale                 the card or conversation this belongs to is over
    ├── PlatformError             DingTalk, or our rights at DingTalk
    │   ├── Refused               a code of DingTalk's that means no
    │   │   ├── NotAuthorized     the acting person may not (no.priviledge)
    │   │   ├── NotAllowedByAdmin an admin switched the feature off (addSpace.forbiden)
    │   │   ├── BadName           name.invalid
    │   │   ├── BadParameter      param.error and kin
    │   │   │   └── PageTooLarge  param.error.maxresults
    │   │   ├── Unsupported       unsupported.operation
    │   │   ├── ScopeMissing      the app was not given a permission
    │   │   ├── AddressRefused    the app's IP list does not have us
    │   │   ├── BadCredentials    client id or secret is wrong
    │   │   ├── UserUnknown       33012, 60121: DingTalk knows no such person here
    │   │   ├── UserOutOfScope    50002: outside the app's contact scope
    │   │   ├── AllowanceUsedUp   ApiCountLimitForOrg: the month's calls are gone
    │   │   ├── CardExists        param.cardAlreadyExist
    │   │   └── CardMissing       param.cardNotExist
    │   ├── TokenRefused          InvalidAuthentication: renew and try again
    │   ├── Throttled             Qps, Qpm, request.overlimit: wait and try again
    │   ├── Blocked               DingTalk blocks this address; no call leaves for five minutes
    │   ├── NoAllowance           the governor lets no call leave for this any more
    │   ├── Unavailable           5xx without a known code, or no answer
    │   │   ├── OutcomeUnknown    no answer to a change: it may have happened
    │   │   └── Unreached         no connection: the call never left
    │   └── DeliveryFailed        a message or card did not reach its conversation
    ├── ChangeUncertain           a change whose outcome could not be found out
    ├── LeaseLost                 another process took over; stop without a word
    └── Overtaken                 somebody else changed the card first; leave it

A :class:`UserError` knows the template that shows it and the data it needs, so that a handler
raises and never formats an apology.
"""

from typing import ClassVar

from typing_extensions import override


class SpacekeeperError(Exception):
    """Everything this program raises on purpose."""

    template: ClassVar[str] = "error"

    def data(self) -> dict[str, object]:
        """Give the template what it prints."""
        return {}


class UserError(SpacekeeperError):
    """The person who asked can do something about it."""


class NotAllowed(UserError):
    """The role of whoever asked does not reach this command.

    ``needs`` is the role that does: ``member`` or ``admin``.
    """

    template = "not_allowed"

    def __init__(self, needs: str = "admin") -> None:
        super().__init__(needs)
        self.needs = needs

    @override
    def data(self) -> dict[str, object]:
        return {"needs": self.needs}


class NotStaff(NotAllowed):
    """The message carried no staff id: an outsider, or an app that is not published yet."""

    template = "not_staff"

    def __init__(self) -> None:
        super().__init__("member")


class Paused(UserError):
    """An admin stopped all changes."""

    template = "paused"

    def __init__(self, by: str, since: int) -> None:
        """Name who paused and since when, in milliseconds since 1970."""
        super().__init__(by, since)
        self.by = by
        self.since = since

    @override
    def data(self) -> dict[str, object]:
        return {"by": self.by, "since": self.since}


class NoSuchSpace(UserError):
    """The person's own list has nothing by that name; ``near`` are names that come close."""

    template = "no_such_space"

    def __init__(self, asked: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(asked)
        self.asked = asked
        self.near = near

    @override
    def data(self) -> dict[str, object]:
        return {"asked": self.asked, "near": self.near}


class AmbiguousSpace(UserError):
    """Several spaces answer to that name; ``candidates`` are (spaceId, name, used bytes)."""

    template = "ambiguous_space"

    def __init__(self, asked: str, candidates: tuple[tuple[str, str, int], ...]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.candidates = candidates

    @override
    def data(self) -> dict[str, object]:
        return {"asked": self.asked, "candidates": self.candidates}


class MissingArgument(UserError):
    """A part of the command was left out; the answer asks for just that part."""

    template = "ask"

    def __init__(self, part: str, question: str) -> None:
        """Name the part and carry the question (a catalogue message) that asks for it."""
        super().__init__(part)
        self.part = part
        self.question = question

    @override
    def data(self) -> dict[str, object]:
        return {"part": self.part, "question": self.question}


class BadArgument(UserError):
    """A part of the command cannot be read; the answer marks it in the usage line."""

    template = "bad_argument"

    def __init__(self, part: str, given: str, reason: str) -> None:
        """Carry the part's name, what was typed, and a catalogue message that says why not."""
        super().__init__(part)
        self.part = part
        self.given = given
        self.reason = reason

    @override
    def data(self) -> dict[str, object]:
        return {"part": self.part, "given": self.given, "reason": self.reason, "usage": ""}


class UnknownCommand(UserError):
    """No command by that word; ``near`` are those that come close."""

    template = "unknown_command"

    def __init__(self, said: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.said = said
        self.near = near

    @override
    def data(self) -> dict[str, object]:
        return {"said": self.said, "near": self.near}


class TooOld(UserError):
    """The message waited more than ten minutes for its turn, so it changes nothing."""

    template = "too_old"


class Stale(UserError):
    """What this belongs to is over: the card was answered, replaced or has expired."""

    template = "stale"


class ChangeUncertain(SpacekeeperError):
    """The outcome of a change could not be found out; ``what`` is ``create`` or ``delete``."""

    template = "uncertain"

    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.what = what
        self.name = name

    @override
    def data(self) -> dict[str, object]:
        return {"what": self.what, "name": self.name}


class LeaseLost(SpacekeeperError):
    """Another process took over this box or hold: stop without touching anything."""


class Overtaken(SpacekeeperError):
    """Somebody else changed the card first: what it shows now is newer than what we had."""


class PlatformError(SpacekeeperError):
    """DingTalk answered with an error, or not at all.

    ``code``, ``message`` and ``request_id`` are DingTalk's own (page `server-api-error-codes-1`);
    the request id can be looked up in the developer console for seven days.
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

    @override
    def data(self) -> dict[str, object]:
        return {
            "kind": type(self).__name__,
            "code": self.code,
            "message": self.message,
            "request_id": self.request_id,
            "scopes": self.scopes,
        }


class Refused(PlatformError):
    """DingTalk understood and said no; trying again would not help."""


class NotAuthorized(Refused):
    """``no.priviledge``, ``permissionDenied``: the acting person may not."""


class NotAllowedByAdmin(Refused):
    """``addSpace.forbiden``: an admin of the organisation switched creation off."""


class BadName(Refused):
    """``name.invalid``: DingTalk does not take this name."""


class BadParameter(Refused):
    """``param.error``: an argument DingTalk does not take."""


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
    ``person`` or ``conversation`` (its fair part of the day is used up). ``limit`` is how many
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
