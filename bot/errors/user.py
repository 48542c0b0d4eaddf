"""What the person who asked can do something about."""

from typing import Literal

from typing_extensions import override

from bot.errors.base import SpacekeeperError


class UserError(SpacekeeperError):
    """The person who asked can do something about it."""


class NotAllowed(UserError):
    """The role of whoever asked does not reach this command.

    ``needs`` is the role that does: ``member`` or ``admin``; ``looks`` says that the command only
    shows something. ``ask`` is the button that asks an admin for it, where there is one; ``own``
    tells that it is about how all of a conversation is told.
    """

    template = "not_allowed"
    prints = ("needs", "looks", "own")
    ask: object = None

    def __init__(self, needs: str = "admin", *, looks: bool = False, own: bool = False) -> None:
        super().__init__(needs)
        self.needs = needs
        self.own = own
        self.looks = looks


class NotStaff(NotAllowed):
    """The message carried no staff id: an outsider, or an app that is not published yet."""

    template = "not_staff"

    def __init__(self) -> None:
        super().__init__("member")


class OtherOrganisation(UserError):
    """The message came from another organisation than the one this bot belongs to."""

    template = "other_organisation"
    brief = True

    @override
    def data(self) -> dict[str, object]:
        return {"known": True}


class Paused(UserError):
    """An admin stopped all changes."""

    template = "paused"

    def __init__(self, by: str, since: int) -> None:
        """Name who paused and since when, in milliseconds since 1970 (0: nobody can tell)."""
        super().__init__(by, since)
        self.by = by
        self.since = since

    @override
    def data(self) -> dict[str, object]:
        return {"by": self.by, "since": self.since or None}


class ChangedMeanwhile(UserError):
    """Somebody has changed what this was about since it was asked; nothing was done."""

    template = "changed_meanwhile"


class ListOffered(UserError):
    """What was asked takes the person's own list, which costs more than they should pay unasked.

    ``calls`` is what it costs, ``left`` what they still have of what is fair today; None where that
    limits nobody.
    """

    template = "list_offered"
    prints = ("calls", "left")

    def __init__(self, calls: int, left: int | None) -> None:
        super().__init__(calls)
        self.calls = calls
        self.left = left


class NoSuchSpace(UserError):
    """The person's own list has nothing by that name; ``near`` are names that come close.

    ``unread`` counts spaces of that list that could not be read: it may be one of them. Where a
    number was said, ``numbers`` is how many the last list here has, 0 for no list, and for one of
    something else, as ``of_others`` tells; else None. Where it was looked for in a list that is
    kept, ``listed`` is when that was read (milliseconds since 1970, else None) and ``calls`` how
    many it takes to read it again.
    """

    template = "no_such_space"
    prints = ("near", "unread", "numbers", "number", "of_others", "listed", "calls")

    def __init__(
        self,
        asked: str,
        near: tuple[str, ...] = (),
        unread: int = 0,
        numbers: int | None = None,
    ) -> None:
        super().__init__(asked)
        self.asked = asked
        self.near = near
        self.unread = unread
        self.numbers = numbers
        self.of_others = False
        self.listed: int | None = None
        self.calls = 0

    @property
    def number(self) -> str:
        """The number that was said, empty where it was none."""
        return "" if self.numbers is None else self.asked.lstrip("#")


class AmbiguousSpace(UserError):
    """Several spaces answer to that name.

    ``candidates`` are (spaceId, name, used bytes, or None where DingTalk did not say).
    """

    template = "ambiguous_space"
    prints = ("asked", "candidates")

    def __init__(self, asked: str, candidates: tuple[tuple[str, str, int | None], ...]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.candidates = candidates


class NoSuchPerson(UserError):
    """Whoever is meant is nobody that can be found; ``asked`` is how they were named.

    ``why`` tells it: ``unknown`` here and to DingTalk, a ``stranger`` who was mentioned and has no
    userId, or ``unseen``, outside the part of the organisation that the app may see.
    """

    template = "no_such_person"
    prints = ("why",)

    def __init__(
        self, asked: str, why: Literal["unknown", "stranger", "unseen"] = "unknown"
    ) -> None:
        super().__init__(asked, why)
        self.asked = asked
        self.why = why


class AmbiguousPerson(UserError):
    """Several people have that name; ``candidates`` are (userId, name)."""

    template = "ambiguous_person"
    prints = ("asked", "candidates")

    def __init__(self, asked: str, candidates: tuple[tuple[str, str], ...]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.candidates = candidates


class MissingArgument(UserError):
    """A part of the command was left out; the answer asks for just that part."""

    template = "ask"
    prints = ("part", "question", "meant", "all_too")

    def __init__(
        self, part: str, question: str, meant: tuple[str, ...] = (), *, all_too: bool = False
    ) -> None:
        """Name the part and carry the question (a catalogue message) that asks for it; ``meant``
        are the names that may be answered, where they are few, ``all_too`` if all may be.
        """
        super().__init__(part)
        self.part = part
        self.question = question
        self.meant = meant
        self.all_too = all_too


class BadArgument(UserError):
    """A part of the command cannot be read; the answer marks it in the usage line."""

    template = "bad_argument"

    def __init__(self, part: str, given: str, reason: str, **values: str) -> None:
        """Carry the part's name, what was typed, and a catalogue message that says why not, with
        the ``values`` that it names.
        """
        super().__init__(part)
        self.part = part
        self.given = given
        self.reason = reason
        self.values = values

    @override
    def data(self) -> dict[str, object]:
        shown = {"part": self.part, "reason": self.reason, "usage": ""}
        return {**shown, "values": self.values}


class NotAChoice(BadArgument):
    """A part of the command is none of the few words that it may be; ``choices`` are those."""

    def __init__(self, part: str, given: str, reason: str, choices: tuple[str, ...]) -> None:
        super().__init__(part, given, reason)
        self.choices = choices

    @override
    def data(self) -> dict[str, object]:
        return {**super().data(), "choices": self.choices}


class TooOld(UserError):
    """The message waited more than ten minutes for its turn, so it changes nothing."""

    template = "too_old"


class Stale(UserError):
    """What this belongs to is over: the card was answered, replaced or has expired."""

    template = "stale"
