"""The steps in which a request is built: a name, a space, how much, and why."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.drive.card_list import ShownList
from bot.drive.space import Space
from bot.errors import BadArgument, MissingArgument, UserError
from bot.guided import Given, Guide, Offered, Raw
from bot.i18n import N_
from bot.language import NOT_A_CHOICE, normalise, trim, unquoted
from bot.messages import Command
from bot.requests.arguments import HowMuch, with_why
from bot.requests.request import WHY_SHOWN
from bot.shared_buttons import said as in_language

MOST_OFFERED: Final = 5
SKIP: Final = frozenset({"skip", "none", "no reason", "nothing", "跳过", "没有", "无", "不填"})
SKIPPED: Final = N_("Skip")
WHY: Final = "why"
KIND: Final = "kind"
_KINDS: Final[tuple[tuple[str, str, str, str, tuple[str, ...]], ...]] = (
    (
        "request access",
        N_("Access to a file"),
        "权限",
        "access",
        ("文件权限", "permission", "a file"),
    ),
    ("request space", N_("A new space"), "空间", "space", ("新空间", "a space", "a new space")),
    ("request room", N_("More storage"), "容量", "storage", ("扩容", "room", "more storage")),
)
"""The commands, what their buttons say, and how each is said in Chinese and English."""
_MORE: Final = ("+50 GB", "+100 GB", "+500 GB")
_ANY: Final = "x"
"""Stands for what is asked for, where only the reason is looked at."""


def asked_name(name: str) -> str:
    """Give a name as it stands in a command: quoted where a blank is in it."""
    return f'"{name}"' if re.search(r"\s", name) else name


def because(why: str, language: str) -> str:
    """Give what stands behind a request for its reason, empty for none."""
    return why and in_language(language, f"因为{why}", f"because {why}")


class KeepsLists(Protocol):
    """What it takes to know what was shown last."""

    @property
    def kept(self) -> Callable[[str | None], Awaitable[object]]: ...


class HasLists(KeepsLists, Protocol):
    """What it takes to find a space."""

    async def watched_space(self, command: Command, which: str) -> tuple[Space, int]: ...


async def spaces_shown(svc: KeepsLists, command: Command) -> Sequence[tuple[int, Space]]:
    """Give the first spaces on the page of the last list, each with its number; none elsewhere."""
    shown = await svc.kept(command.last_list)
    if not isinstance(shown, ShownList):
        return ()
    return tuple(enumerate(shown.rows[:MOST_OFFERED], shown.first))


@dataclass(frozen=True, slots=True)
class KindStep:
    """What is asked for: each is a command of its own, which is built from there on."""

    name: str = KIND
    label: str = N_("Request")
    question: str = N_("What do you want to ask the admins for?")
    how: str = N_("Press one, or send its name.")
    free: bool = False

    def fits(self, text: str) -> bool:
        return _kind(text) is not None

    async def offers(self, svc: object, command: Command) -> Sequence[Offered]:  # noqa: ARG002 - as steps are asked
        return tuple(
            Offered(
                Given(
                    self.name,
                    words,
                    in_language(command.language, zh, en),
                    label=label,
                    goes_on=words,
                )
            )
            for words, label, zh, en, _ in _KINDS
        )

    async def read(self, svc: object, command: Command, text: str) -> Sequence[Given]:  # noqa: ARG002 - as steps are asked
        """Read it; raises BadArgument for anything else."""
        words = _kind(text)
        if words is None:
            raise BadArgument(self.name, text, NOT_A_CHOICE)
        return (Given(self.name, words, goes_on=words),)


def _kind(text: str) -> str | None:
    said = normalise(unquoted(text))
    return next((words for words, _, zh, en, more in _KINDS if said in {zh, en, *more}), None)


@dataclass(frozen=True, slots=True)
class WhyStep:
    """Why, in any words; it may be left out."""

    name: str = WHY
    label: str = N_("Why")
    question: str = N_("Why do you need it?")
    how: str = N_("The admins see what you send. You can also skip this.")
    free: bool = True

    def fits(self, text: str) -> bool:
        return normalise(text) in SKIP

    async def offers(self, svc: object, command: Command) -> Sequence[Offered]:  # noqa: ARG002 - as steps are asked
        words = in_language(command.language, "跳过", "skip")
        return (Offered(Given(self.name, "", words, label=SKIPPED)),)

    async def read(self, svc: object, command: Command, text: str) -> Sequence[Given]:  # noqa: ARG002 - as steps are asked
        """Take the words, none for those that leave it out."""
        said = trim(unquoted(text))
        if normalise(said) in SKIP:
            return (Given(self.name, "", label=SKIPPED),)
        before, why = with_why(f"{_ANY} {said}")
        said = " ".join((why if before == _ANY else said).split())[:WHY_SHOWN]
        if not said:
            raise MissingArgument(self.name, self.question)
        return (Given(self.name, said, said),)


@dataclass(frozen=True, slots=True)
class NameStep:
    """What something new is called, maybe with the reason behind it."""

    name: str = "name"
    label: str = N_("Name")
    question: str = N_("What should the new space be called?")
    how: str = N_("Send it as your next message, in quotes if it looks like a command.")
    free: bool = True

    def fits(self, text: str) -> bool:  # noqa: ARG002 - a name may read like anything
        return False

    async def offers(self, svc: object, command: Command) -> Sequence[Offered]:  # noqa: ARG002 - as steps are asked
        return ()

    async def read(self, svc: object, command: Command, text: str) -> Sequence[Given]:  # noqa: ARG002 - as steps are asked
        """Take the name, and the reason where one is said."""
        name, why = with_why(text)
        if not normalise(name):
            raise MissingArgument(self.name, self.question)
        return (Given(self.name, name, asked_name(name), name), *reason_given(why))


@dataclass(frozen=True, slots=True)
class SpaceStep:
    """Which space, as it may be named anywhere."""

    name: str = "space"
    label: str = N_("Space")
    question: str = N_("Which space needs more storage?")
    how: str = N_("Send its name, or its number from the last list here.")
    free: bool = False

    def fits(self, text: str) -> bool:  # noqa: ARG002 - a number always does
        return False

    async def offers(self, svc: HasLists, command: Command) -> Sequence[Offered]:
        """Give the spaces that the last list shows."""
        shown = await spaces_shown(svc, command)
        return tuple(Offered(self._given(space), number) for number, space in shown)

    async def read(self, svc: HasLists, command: Command, text: str) -> Sequence[Given]:
        """Find it; raises as ``watched_space`` does."""
        said = unquoted(text)
        if not normalise(said):
            raise MissingArgument(self.name, self.question)
        space, _ = await svc.watched_space(command, said)
        return (self._given(space),)

    def _given(self, space: Space) -> Given:
        return Given(self.name, space.id, asked_name(space.name), space.name)


@dataclass(frozen=True, slots=True)
class MuchStep:
    """How much storage, maybe with the reason behind it."""

    name: str = "size"
    label: str = N_("Storage")
    question: str = N_("How much storage should it have?")
    how: str = N_("Send a limit, such as 500 GB, or how much more, such as +50 GB.")
    free: bool = False

    def fits(self, text: str) -> bool:
        try:
            HowMuch(self.name, self.question).read(text)
        except UserError:
            return False
        return True

    async def offers(self, svc: object, command: Command) -> Sequence[Offered]:  # noqa: ARG002 - as steps are asked
        return tuple(Offered(Given(self.name, each, each, each)) for each in _MORE)

    async def read(self, svc: object, command: Command, text: str) -> Sequence[Given]:  # noqa: ARG002 - as steps are asked
        """Read the size; raises as HowMuch does."""
        HowMuch(self.name, self.question).read(text)
        said, why = with_why(text)
        return (Given(self.name, said, said, said), *reason_given(why))


def reason_given(why: str) -> tuple[Given, ...]:
    """Give the reason that was said behind another answer, if any was."""
    return (Given(WHY, why, why, why),) if why else ()


def parted_from_why(raw: Raw, part: str) -> dict[str, str]:
    """Part what was typed for ``part`` from the reason behind it."""
    if part not in raw:
        return {}
    said, why = with_why(raw[part])
    return {part: said, **({WHY: why} if why else {})}


def _space_parted(raw: Raw, mentioned: bool) -> Raw:  # noqa: ARG001, FBT001 - as guides are asked
    return parted_from_why(raw, "name")


def _space_joined(said: Raw, language: str) -> Raw:
    return {"name": with_reason(said.get("name", ""), said, language)}


def _room_parted(raw: Raw, mentioned: bool) -> Raw:  # noqa: ARG001, FBT001 - as guides are asked
    return {
        **{each: raw[each] for each in ("space",) if each in raw},
        **parted_from_why(raw, "size"),
    }


def _room_joined(said: Raw, language: str) -> Raw:
    return {
        "space": said.get("space", ""),
        "size": with_reason(said.get("size", ""), said, language),
    }


def _nothing_parted(raw: Raw, mentioned: bool) -> Raw:  # noqa: ARG001, FBT001 - as guides are asked
    return {}


def _nothing_joined(said: Raw, language: str) -> Raw:  # noqa: ARG001 - as guides are asked
    return {}


def with_reason(asked: str, said: Raw, language: str) -> str:
    """Put the reason behind what is asked for, if there is one."""
    return " ".join(filter(None, (asked, because(said.get(WHY, ""), language))))


SPACE_GUIDE: Final[Guide[object]] = Guide((NameStep(), WhyStep()), _space_parted, _space_joined)
ROOM_GUIDE: Final[Guide[HasLists]] = Guide(
    (SpaceStep(), MuchStep(), WhyStep()), _room_parted, _room_joined
)
KIND_GUIDE: Final[Guide[object]] = Guide((KindStep(),), _nothing_parted, _nothing_joined)
