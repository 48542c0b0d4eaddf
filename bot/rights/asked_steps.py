"""The steps in which a role is given or asked for: on what, to whom, which one, and how long."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from bot.drive.naming import typed_name
from bot.drive.space import Listing
from bot.errors import AmbiguousSpace, BadArgument, MissingArgument
from bot.files.dentry import ROOT
from bot.files.meaning import last_shown, reference
from bot.files.paths import FindsFiles
from bot.files.shown import ShownFiles
from bot.guided import Given, Offered
from bot.i18n import N_
from bot.language import NOT_A_CHOICE, normalise, unquoted
from bot.messages import Command
from bot.requests.asked_steps import MOST_OFFERED, asked_name, spaces_shown
from bot.rights.arguments import is_one_of
from bot.rights.asked_words import NOT_BY_REQUEST
from bot.rights.lasting import NOT_A_LENGTH, HowLong, Lasting
from bot.rights.member import Member
from bot.rights.place import FindsRights, place_said
from bot.rights.role import CALLED, FileRole, role_of
from bot.rights.whom import EVERYBODY, GROUP, FindsMembers, whom_said
from bot.shared_buttons import said as in_language
from bot.times import Unclear

PLACE, PERSON, ROLE, TIME = "place", "person", "role", "time"

TYPED_ROLES: Final[dict[FileRole, tuple[str, str]]] = {
    "READER": ("可查看", "viewer"),
    "DOWNLOADER": ("可下载", "downloader"),
    "EDITOR": ("可编辑", "editor"),
    "MANAGER": ("管理者", "manager"),
    "OWNER": ("所有者", "owner"),
}
"""How roles are typed in a command, in Chinese and English, the least first."""
NO_END: Final = frozenset(
    {
        *("no end", "never", "forever", "for ever", "always", "unlimited", "without end", "skip"),
        *("不限", "不限期", "无期限", "没有期限", "永久", "长期", "一直", "跳过", "永远"),
    }
)
NEVER_ENDS: Final = N_("No end")
_LENGTHS: Final = (
    (N_("1 day"), "1天", "1 day"),
    (N_("7 days"), "7天", "7 days"),
    (N_("30 days"), "30天", "30 days"),
)
_SIGNS: Final = re.compile(r"[/／\\\"“”「」]")


class FindsPlaces(FindsFiles, Protocol):
    """What it takes to find a place and to write it by names."""

    async def kept_listing(self, command: Command) -> Listing | None: ...


S = TypeVar("S", bound=FindsPlaces)


class HasZone(Protocol):
    """Whose time zone counts."""

    @property
    def zone(self) -> str: ...


class HasClock(Protocol):
    """What it takes to tell whether a moment is over; ``now`` in milliseconds since 1970."""

    @property
    def now(self) -> Callable[[], int]: ...
    @property
    def digests(self) -> HasZone: ...


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """What was meant: the names that lead to it, and the text that means nothing else.

    Without a ``space_id`` it is meant by that text alone.
    """

    names: tuple[str, ...]
    text: str
    space_id: str = ""


Finds = Callable[[S, Command, str], Awaitable[PlaceFound]]


@dataclass(frozen=True, slots=True)
class PlaceStep(Generic[S]):
    """A file, a folder or a space, as ``finds`` finds it."""

    question: str
    finds: Finds[S]
    name: str = PLACE
    label: str = N_("Where")
    how: str = N_(
        "Send a name, a path like Design/poster.psd, or its number from the last list here."
    )
    free: bool = False

    def fits(self, text: str) -> bool:  # noqa: ARG002 - a number always does
        return False

    async def offers(self, svc: S, command: Command) -> Sequence[Offered]:
        """Give the files or spaces that the last list shows, as far as their names are kept."""
        shown = await last_shown(svc, command)
        if isinstance(shown, ShownFiles):
            return await self._files(svc, command, shown)
        known = await svc.kept_listing(command)
        return tuple(
            Offered(_place((each.name,), reference(each.id, ROOT), each.id, known), number)
            for number, each in await spaces_shown(svc, command)
        )

    async def _files(self, svc: S, command: Command, shown: ShownFiles) -> Sequence[Offered]:
        kept = await svc.dentries.kept(shown.viewer, shown.space_id, shown.folder_id, shown.order)
        rows = shown.rows(kept)[:MOST_OFFERED] if kept else ()
        numbers = {each.id: number for number, each in enumerate(shown.items, 1)}
        names, space_id = kept.folder.names if kept else (), shown.space_id
        known = await svc.kept_listing(command)
        return tuple(
            Offered(
                _place((*names, each.name), reference(space_id, each.id), space_id, known),
                numbers[each.id],
            )
            for each in rows
        )

    async def read(self, svc: S, command: Command, text: str) -> Sequence[Given]:
        """Find it; raises as ``finds`` does, each of several spaces with the path behind it."""
        said = unquoted(text)
        if not normalise(said):
            raise MissingArgument(self.name, self.question)
        try:
            found = await self.finds(svc, command, said)
        except AmbiguousSpace as several:
            _, sign, rest = said.partition("/")
            raise AmbiguousSpace(
                several.asked,
                tuple(
                    (f"{each}/{rest}" if sign else reference(each, ROOT), name, used)
                    for each, name, used in several.candidates
                ),
            ) from several
        known = await svc.kept_listing(command) if found.space_id else None
        return (_place(found.names, found.text, found.space_id, known),)


def _place(names: tuple[str, ...], text: str, space_id: str, known: Listing | None) -> Given:
    """Give a place by its path, where names alone mean it, as far as the asker's are ``known``."""
    path, called = "/".join(names), {each.id: each.name for each in known.spaces} if known else {}
    by_names = bool(space_id) and not any(_SIGNS.search(each) for each in names)
    if by_names and called:
        by_names = bool(typed_name(space_id, called.get(space_id, ""), called))
    return Given(PLACE, text, asked_name(path) if by_names else text, names[-1] if names else text)


async def rights_place(svc: FindsRights, command: Command, said: str) -> PlaceFound:
    """Find what roles are given on. Raises as :func:`bot.rights.place.place_said` does."""
    place = await place_said(svc, command, said)
    text = reference(place.space_id, place.dentry_id)
    return PlaceFound(place.names, text, place.space_id)


@dataclass(frozen=True, slots=True)
class MembersStep:
    """People, a department, this group or everybody."""

    name: str = PERSON
    label: str = N_("Who")
    question: str = N_("Who gets permission?")
    how: str = N_("Mention people with @, or send a name, a department, this group or everybody.")
    free: bool = False

    def fits(self, text: str) -> bool:
        return is_one_of(text, GROUP) or is_one_of(text, EVERYBODY)

    async def offers(self, svc: FindsMembers, command: Command) -> Sequence[Offered]:  # noqa: ARG002 - as steps are asked
        """Offer this group, where there is one."""
        if not command.conversation.is_group:
            return ()
        said = in_language(command.language, "本群", "this group")
        return (Offered(Given(self.name, said, asked_name(said), said)),)

    async def read(self, svc: FindsMembers, command: Command, text: str) -> Sequence[Given]:
        """Find them; raises as :func:`bot.rights.whom.whom_said` does."""
        said = unquoted(text)
        if not normalise(said) and not command.mentions_somebody:
            raise MissingArgument(self.name, self.question)
        found = await whom_said(svc, command, said)
        if not command.mentions_somebody:
            return (Given(self.name, said, asked_name(said), _called(found) or said),)
        names = " ".join(f"@{each.name}" for each in found)
        people = (command.mentions, command.strangers)
        return (Given(self.name, names, names, _called(found), "", "", *people),)


def _called(members: Sequence[Member]) -> str:
    return " · ".join(each.name for each in members if each.name)


@dataclass(frozen=True, slots=True)
class RoleStep:
    """One of some roles, in any words that name it."""

    roles: tuple[FileRole, ...]
    name: str = ROLE
    label: str = N_("Permission")
    question: str = N_("Which permission?")
    how: str = N_("Press one, or send its name.")
    free: bool = False

    def fits(self, text: str) -> bool:
        return role_of(text) in self.roles

    async def offers(self, svc: object, command: Command) -> Sequence[Offered]:  # noqa: ARG002 - as steps are asked
        return tuple(Offered(self._given(each, command.language)) for each in self.roles)

    async def read(self, svc: object, command: Command, text: str) -> Sequence[Given]:  # noqa: ARG002 - as steps are asked
        """Read it; raises BadArgument for what is none of them."""
        role = role_of(text)
        if role == "OWNER" and role not in self.roles:
            raise BadArgument(self.name, text, NOT_BY_REQUEST)
        if role not in self.roles:
            raise BadArgument(self.name, text, NOT_A_CHOICE)
        return (self._given(role, command.language),)

    def _given(self, role: FileRole, language: str) -> Given:
        typed = in_language(language, *TYPED_ROLES[role])
        return Given(self.name, typed, typed, label=CALLED[role])


@dataclass(frozen=True, slots=True)
class EndStep:
    """How long, or where ``moments`` are taken until when; or for ever."""

    question: str
    how: str
    moments: bool = True
    name: str = TIME
    label: str = N_("Until")
    free: bool = False

    def fits(self, text: str) -> bool:
        return normalise(text) in NO_END or HowLong(self.name).could_be(unquoted(text))

    async def offers(self, svc: object, command: Command) -> Sequence[Offered]:  # noqa: ARG002 - as steps are asked
        lengths = ((label, in_language(command.language, *said)) for label, *said in _LENGTHS)
        never = in_language(command.language, "不限期", "no end")
        return (
            *(Offered(Given(self.name, said, said, label=label)) for label, said in lengths),
            Offered(Given(self.name, "", never, label=NEVER_ENDS)),
        )

    async def read(self, svc: HasClock, command: Command, text: str) -> Sequence[Given]:  # noqa: ARG002 - as steps are asked
        """Read it; raises BadArgument for no time, and for one that is over."""
        said = unquoted(text)
        if normalise(said) in NO_END:
            return (Given(self.name, "", label=NEVER_ENDS),)
        lasting = HowLong(self.name, self.question).read(said)
        if lasting is None or (lasting.moment is not None and not self.moments):
            raise BadArgument(self.name, said, NOT_A_LENGTH)
        check_end(lasting, said, svc)
        return (Given(self.name, said, said, said),)


def check_end(lasting: Lasting, said: str, svc: HasClock) -> int:
    """Give when it ends (milliseconds since 1970); raises BadArgument for what is over."""
    try:
        return lasting.ends(svc.now(), svc.now(), svc.digests.zone)
    except Unclear as unclear:
        raise BadArgument(TIME, said, unclear.reason) from unclear
