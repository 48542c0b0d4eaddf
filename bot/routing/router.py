"""One family of commands: what its handlers answer, and to whom."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, Protocol, TypeVar, runtime_checkable

from bot.access import Role
from bot.cards import Card
from bot.errors import MissingArgument
from bot.guided import Guide
from bot.language import AskedLater, Pattern, Person, language_of
from bot.messages import Argument, Command, Conversation, File, Sender
from bot.routing.wish_texts import WishTexts

A = TypeVar("A")
H = TypeVar("H")
R = TypeVar("R")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the fast lane, pressed: all that can be known without asking anybody.

    ``kept`` is what the card's record remembers, ``asker`` the key of the person it was made for;
    ``at`` is the time of acceptance in milliseconds since 1970. ``again`` says that it was acted
    on already, and is only to be shown: somebody else has changed the card in between.
    """

    out_track_id: str
    sender: Sender
    conversation: Conversation
    language: str
    kept: object | None
    at: int
    asker: str
    again: bool = False


ANY: Final = "*"
"""Stands for the end of a name that no other route knows."""


class NotMine(Exception):
    """What answers files of this name does not take this one: whoever takes any file does."""


class Anew(Exception):
    """What a card keeps will not do for a press of the fast lane: it is worked on in a turn, as if
    the button of ``action`` had been pressed.
    """

    def __init__(self, action: object) -> None:
        super().__init__(type(action).__name__)
        self.action = action


Handler = Callable[[Command, S], Awaitable[Card]]
"""Answers a command; its docstring's first line is what ``help`` says about it."""

ActionHandler = Callable[[A, Command, S], Awaitable[Card]]
"""Answers a pressed button, in a turn of whoever pressed."""

FastHandler = Callable[[A, Press, S], Awaitable[Card]]
"""Answers a pressed button inside its acknowledgement, so without any call to DingTalk; raises Anew
where it takes one.
"""

AtOnceHandler = Callable[[A, Press, S], Awaitable[Card | None]]
"""Answers a press that nothing has to be done for, as a fast handler does, whoever pressed alone;
None where it takes a turn.
"""

StateHandler = Callable[[A, str, Command, S], Awaitable[Card]]
"""Answers the text a conversation waits for; it is given as it was typed."""

FileHandler = Callable[[File, Command, S], Awaitable[Card]]
"""Answers a file that somebody sent."""

HoldHandler = Callable[[A, Command, S], Awaitable[Card]]
"""Does what a hold was for, at its end."""

Whose = Literal["asker", "admins", "anybody"]
"""Who may press a button: the person the card was made for, that person and every admin, or anybody
of the right role."""


@runtime_checkable
class Choosy(Protocol):
    """An argument that tells what it cannot be, so that no phrase takes just any text for it."""

    name: str

    def could_be(self, text: str) -> bool:
        """Tell whether a phrase may have this text for it."""
        ...


_OF_ALL: Final = "组织"


@dataclass(frozen=True, slots=True)
class Route(Generic[S]):
    """One command: how it is said, who may say it, and what answers.

    ``words`` is its English name, by which the program knows it. ``number`` says that a number
    alone means this command; ``bare`` that its names take nothing behind them, and only phrases say
    what it takes; ``changes`` that it is refused while changes are paused; ``own`` that
    members use it of what they have in their single chat, and admins alone in a group; ``acts``
    that it does something, though no pause stops it; ``confirms`` that it asks itself before it
    changes anything. ``offered`` is to whom help offers what others
    may too, for it asks itself who may. ``calls`` says what it costs at DingTalk besides the
    answer: a catalogue message, empty for nothing. ``guide`` builds it step by step where a part of
    it is missing. ``label`` is what it is called on a button that offers it, and ``wish`` what it
    would do where somebody is asked whether they want it.
    """

    words: str
    names: tuple[str, ...]
    usage: str
    takes: tuple[Argument[object], ...]
    phrases: tuple[str, ...]
    role: Role
    number: bool
    changes: bool
    own: bool
    bare: bool
    acts: bool
    offered: Role | None
    confirms: bool
    calls: str
    guide: Guide[S] | None
    label: str
    wish: WishTexts
    handler: Handler[S]

    @property
    def looks(self) -> bool:
        """Whether it only shows something."""
        return not (self.changes or self.acts)

    def needs(self, *, group: bool) -> Role:
        """Give the role to which it is offered in a group, or in a single chat."""
        if self.offered is not None:
            return self.offered
        return Role.ADMIN if self.own and group else self.role

    @property
    def help(self) -> str:
        """The first line of the handler's docstring: a catalogue message."""
        return (self.handler.__doc__ or "").strip().partition("\n")[0]

    def called(self, language: str, *, about: bool = False) -> str:
        """Give its name in ``zh`` or ``en``; the English one if there is no other. Of what is
        ``about`` one space none that says that it is of the whole organisation.
        """
        names = [name for name in self.names if language_of(name) == language]
        fit = (name for name in names if not (about and name.startswith(_OF_ALL)))
        return next(fit, next(iter(names), self.words))

    def phrases_of(self, language: str) -> tuple[str, ...]:
        """Give the sentences of ``zh`` or ``en`` that say it, its parts as they are called."""
        return tuple(
            phrase.replace("{", "‹").replace("}", "›")
            for phrase in self.phrases
            if language_of(phrase) == language
        )

    def read(self, raw: Mapping[str, str], *, mentioned: bool = False) -> dict[str, object]:
        """Read the arguments; MissingArgument or BadArgument for the first that will not do.

        Who was ``mentioned`` is the person that is meant, so that no text is needed for one.
        """
        return {
            part.name: part.mentioned(raw.get(part.name, ""))
            if mentioned and isinstance(part, Person)
            else _read(part, raw.get(part.name, ""))
            for part in self.takes
        }

    def patterns(self) -> Iterator[Pattern]:
        """Give every way to say it; ValueError for one about something it does not take."""
        parts = [part.name for part in self.takes]
        if self.number and not parts:
            raise ValueError(f"{self.words!r} answers numbers, but takes nothing")
        behind = [] if self.bare else parts
        yield from (Pattern.of_name(name, behind) for name in self.names)
        for phrase in self.phrases:
            pattern = Pattern.of_phrase(phrase, self._checks(phrase))
            if not set(pattern.parts) <= set(parts) or len(set(pattern.parts)) < len(pattern.parts):
                raise ValueError(f"the parts of {phrase!r} are not those of {self.words!r}")
            yield pattern
        if self.number:
            yield Pattern.of_number(parts[0])

    def _checks(self, phrase: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
        for part in self.takes:
            if isinstance(part, Choosy) and f"{{{part.name}}}" in phrase:
                yield part.name, part.could_be


def _read(part: Argument[object], text: str) -> object:
    if not text and part.ask is not None and not isinstance(part, AskedLater):
        raise MissingArgument(part.name, part.ask)
    return part.read(text)


@dataclass(frozen=True, slots=True)
class ActionRoute(Generic[A, S]):
    """What answers a button; if ``destructive``, the role of whoever pressed is asked afresh.

    ``words`` is the command it goes on with, for the audit trail and for the policy; ``changes``
    and ``looks`` as in a route. A turn may cost calls, so what ``at_once`` can answer becomes none.
    """

    kind: type[A]
    role: Role
    whose: Whose
    destructive: bool
    words: str
    changes: bool
    looks: bool
    at_once: AtOnceHandler[A, S] | None
    handler: ActionHandler[A, S]


@dataclass(frozen=True, slots=True)
class FastRoute(Generic[A, S]):
    """What answers a button of the fast lane; ``looks`` and ``words`` as of an action."""

    kind: type[A]
    role: Role
    whose: Whose
    looks: bool
    words: str
    handler: FastHandler[A, S]


@dataclass(frozen=True, slots=True)
class StateRoute(Generic[A, S]):
    """What answers the next text while a conversation is in this state."""

    kind: type[A]
    role: Role
    words: str
    changes: bool
    handler: StateHandler[A, S]


@dataclass(frozen=True, slots=True)
class FileRoute(Generic[S]):
    """What answers a file whose name ends like this, or any other file (:data:`ANY`)."""

    suffix: str
    role: Role
    words: str
    changes: bool
    handler: FileHandler[S]


@dataclass(frozen=True, slots=True)
class HoldRoute(Generic[A, S]):
    """What happens at the end of a hold."""

    kind: type[A]
    words: str
    handler: HoldHandler[A, S]


_NOTHING_BETTER: Final = WishTexts()


class Router(Generic[S]):
    """The handlers of one family of commands, in the order ``help`` shows them."""

    def __init__(self) -> None:
        self.commands: list[Route[S]] = []
        self.actions: list[ActionRoute[Any, S]] = []
        self.fasts: list[FastRoute[Any, S]] = []
        self.states: list[StateRoute[Any, S]] = []
        self.files: list[FileRoute[S]] = []
        self.holds: list[HoldRoute[Any, S]] = []
        self.kept: list[type] = []

    def command(
        self,
        words: str,
        *names: str,
        usage: str | None = None,
        takes: Sequence[Argument[object]] = (),
        phrases: Sequence[str] = (),
        role: Role = Role.MEMBER,
        number: bool = False,
        looks: bool = False,
        changes: bool = False,
        own: bool = False,
        bare: bool = False,
        acts: bool = False,
        offered: Role | None = None,
        confirms: bool = False,
        calls: str = "",
        guide: Guide[S] | None = None,
        label: str = "",
        wish: WishTexts = _NOTHING_BETTER,
    ) -> Callable[[Handler[S]], Handler[S]]:
        """Answer ``words``, its other names, and phrases like ``how full is {which}``.

        Whether it only ``looks``, ``changes`` something or ``acts`` is said of each, for what looks
        is done at once where a sentence surely means it; ValueError where it is not said. ``label``
        fits on a button in both languages; what it is about stands behind it where there is room.
        """
        if looks == (changes or acts):
            raise ValueError(f"say of {words!r} whether it looks, acts or changes something")
        said = (words, (words, *names), usage or words, tuple(takes), tuple(phrases))

        def route(does: Handler[S]) -> Route[S]:
            asks, shown = (offered, confirms, calls, guide), (label or words, wish)
            return Route(*said, role, number, changes, own, bare, acts, *asks, *shown, does)

        return _added(self.commands, route)

    def action(
        self,
        kind: type[A],
        *,
        role: Role = Role.MEMBER,
        whose: Whose = "asker",
        destructive: bool = False,
        words: str = "",
        changes: bool = False,
        looks: bool = False,
        at_once: AtOnceHandler[A, S] | None = None,
    ) -> Callable[[ActionHandler[A, S]], ActionHandler[A, S]]:
        """Answer a button that carries a ``kind``."""
        said = (role, whose, destructive, words, changes, looks, at_once)
        return _added(self.actions, lambda does: ActionRoute(kind, *said, does))

    def fast(
        self,
        kind: type[A],
        *,
        role: Role = Role.MEMBER,
        whose: Whose = "asker",
        looks: bool = False,
        words: str = "",
    ) -> Callable[[FastHandler[A, S]], FastHandler[A, S]]:
        """Answer a button that carries a ``kind`` inside its acknowledgement."""
        return _added(self.fasts, lambda does: FastRoute(kind, role, whose, looks, words, does))

    def state(
        self,
        kind: type[A],
        *,
        role: Role = Role.MEMBER,
        words: str = "",
        changes: bool = False,
    ) -> Callable[[StateHandler[A, S]], StateHandler[A, S]]:
        """Answer the next text of a conversation whose state is a ``kind``."""
        return _added(self.states, lambda does: StateRoute(kind, role, words, changes, does))

    def file(
        self, *suffixes: str, role: Role = Role.MEMBER, words: str = "", changes: bool = False
    ) -> Callable[[FileHandler[S]], FileHandler[S]]:
        """Answer a file whose name ends in one of ``suffixes``, such as ``.zip``; :data:`ANY`
        is for all that no other answers.
        """

        def add(handler: FileHandler[S]) -> FileHandler[S]:
            self.files += [FileRoute(each, role, words, changes, handler) for each in suffixes]
            return handler

        return add

    def hold(
        self, kind: type[A], *, words: str = ""
    ) -> Callable[[HoldHandler[A, S]], HoldHandler[A, S]]:
        """Act at the end of a hold whose plan is a ``kind``."""
        return _added(self.holds, lambda does: HoldRoute(kind, words, does))

    def keeps(self, kind: type) -> None:
        """Let a card's record remember a ``kind``."""
        self.kept.append(kind)


def _added(routes: list[R], route: Callable[[H], R]) -> Callable[[H], H]:
    def add(handler: H) -> H:
        routes.append(route(handler))
        return handler

    return add
