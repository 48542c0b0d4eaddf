"""A front desk for taps, with a button of each kind."""

import json
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from typing_extensions import override

from bot.access import Role
from bot.cards import Card
from bot.delivery import Push, Record, Records, StoreMarks
from bot.errors import NotAllowed, Stale
from bot.inbox import Boxes, LateAnswers, Pressers, Taps
from bot.inbox.taps import ACK_MILLIS
from bot.messages import Command, Sender, Tap
from bot.routing import Anew, Press, Router
from bot.services import Services
from bot.sessions import Cancel
from tests.assembly import Assembly
from tests.parts import ANN, BOB

CORP = "corp1"
GAP = 500
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Slowly:
    """A button that needs a turn."""


@dataclass(frozen=True, slots=True)
class ForAdmins:
    """A fast button of the asker and every admin."""


@dataclass(frozen=True, slots=True)
class ForMembers:
    """A fast button of every member."""


@dataclass(frozen=True, slots=True)
class ForAll:
    """A fast button of everybody who sees the card; ``asked`` is whether each was again."""

    asked: ClassVar[list[bool]] = []


@dataclass(frozen=True, slots=True)
class More:
    """A fast button of the asker's alone that shows more of what the card keeps."""


@dataclass(frozen=True, slots=True)
class FailsForAll:
    """A fast button of everybody; ``how`` it fails."""

    how: str


@dataclass(frozen=True, slots=True)
class Whispers:
    """A fast button that answers whoever presses."""


@dataclass(frozen=True, slots=True)
class TooOld:
    """A fast button of what a card keeps too long, that needs a turn of another."""


@dataclass(frozen=True, slots=True)
class SlowlyForAll:
    """A button of everybody that needs a turn."""


@dataclass(frozen=True, slots=True)
class PerhapsForAll:
    """A button of everybody that needs a turn, unless there is an answer ``at_once``."""

    at_once: str


@dataclass(frozen=True, slots=True)
class ForAnyAdmin:
    """A fast button of every admin, and nobody else's."""


@dataclass(frozen=True, slots=True)
class Fails:
    """A fast button; ``how`` it fails."""

    how: str


class Beaten(Records):
    """Records of a card that somebody else always changes first."""

    @override
    async def save(self, record: Record, **_: Any) -> bool:
        return False

    @override
    async def press(
        self, working: Record, push: Push, *, instead_of: int, quiet_until: int
    ) -> bool:
        return False


class Surprise(Exception):
    """A bug."""


router = Router[Services]()


@router.fast(Cancel, role=Role.OUTSIDER)
async def cancel(_a: Cancel, _p: Press, _s: Services) -> Card:
    """Cancel."""
    return Card("cancelled")


@router.fast(ForAdmins, whose="admins")
async def for_admins(_a: ForAdmins, _p: Press, _s: Services) -> Card:
    """Do it."""
    return Card("cancelled")


@router.fast(ForMembers, whose="anybody")
async def for_members(_a: ForMembers, _p: Press, _s: Services) -> Card:
    """Do it."""
    return Card("cancelled")


@router.fast(ForAll, role=Role.OUTSIDER, whose="anybody")
async def for_all(_a: ForAll, press: Press, _s: Services) -> Card:
    """Do it."""
    ForAll.asked.append(press.again)
    return Card("cancelled")


@router.fast(FailsForAll, whose="anybody")
async def fails_for_all(action: FailsForAll, press: Press, svc: Services) -> Card:
    """Fail."""
    return await fails(Fails(action.how), press, svc)


@router.fast(Whispers, whose="anybody")
async def whispers(_a: Whispers, _p: Press, _s: Services) -> Card:
    """Tell whoever presses."""
    return Card("cancelled", aside=True)


@router.fast(More)
async def more(_a: More, _p: Press, _s: Services) -> Card:
    """Show more."""
    return Card("cancelled", actions={})


@router.fast(TooOld)
async def too_old(_a: TooOld, _p: Press, _s: Services) -> Card:
    """Leave it to a turn."""
    raise Anew(Slowly())


@router.action(SlowlyForAll, whose="anybody")
async def slowly_for_all(_a: SlowlyForAll, _c: Command, _s: Services) -> Card:
    """Take a turn."""
    return Card("cancelled", aside=True)


async def perhaps(action: PerhapsForAll, _p: Press, _s: Services) -> Card | None:
    """Answer what needs no turn."""
    match action.at_once:
        case "":
            return None
        case "answers":
            return Card("cancelled")
        case "stale":
            raise Stale
        case _:
            raise Surprise


@router.action(PerhapsForAll, whose="anybody", at_once=perhaps)
async def perhaps_for_all(_a: PerhapsForAll, _c: Command, _s: Services) -> Card:
    """Take a turn."""
    return Card("cancelled", aside=True)


@router.fast(ForAnyAdmin, role=Role.ADMIN, whose="anybody")
async def for_any_admin(_a: ForAnyAdmin, _p: Press, _s: Services) -> Card:
    """Do it."""
    return Card("cancelled")


@router.fast(Fails)
async def fails(action: Fails, _p: Press, _s: Services) -> Card:
    """Fail."""
    if action.how == "stale":
        raise Stale
    if action.how == "not allowed":
        refused = NotAllowed()
        refused.ask = Cancel()
        raise refused
    if action.how == "drawing":
        return Card("cancelled", actions={}, kept=Surprise())
    raise Surprise


@router.action(Slowly, role=Role.ADMIN)
async def slowly(_a: Slowly, _c: Command, _s: Services) -> Card:
    """Take a turn."""
    return Card("cancelled")


@dataclass
class Desk:
    """The front desk, and the cards it wants settled."""

    bot: Assembly
    settled: list[str]
    pressers: Pressers
    seconds: float = 5

    def taps(self, **changed: Any) -> Taps:
        """The front desk with some services exchanged."""
        return Taps(
            self.bot.replies,
            replace(self.bot.services, **changed),
            self.bot.delivery,
            Boxes(self.bot.store),
            self.bot.tasks,
            store=self.bot.store,
            pressers=self.pressers,
            marks=StoreMarks(self.bot.store),
            language=self.bot.settings.language,
            seconds=self.seconds,
            gap_seconds=GAP / 1000,
            late=LateAnswers(
                self.bot.delivery,
                self.bot.tasks,
                self.bot.services.budget,
                self.bot.services.access,
            ),
            settle=self.settled.append,
            doubt=self.settled.append,
        )

    async def card(self, *actions: object) -> Record:
        """A card of Bob's in the group, where Ann has spoken too, with a button for each action."""
        for each in (ANN, BOB):
            await self.bot.services.access.note(each, self.bot.group)
        record = await self.bot.delivery.show(Card("cancelled"), self.bot.target())
        meanings = {record.id_of(n): self.bot.types.dump(each) for n, each in enumerate(actions)}
        with_buttons = replace(record, actions=meanings)
        assert await self.bot.delivery.records.save(with_buttons, instead_of=record.face)
        return with_buttons

    async def press(
        self, record: Record, button: int = 0, *, by: Sender = BOB, corp: str = CORP, **changed: Any
    ) -> dict[str, Any]:
        """Press a button of that face; gives the ack's response."""
        tap = Tap(record.name, record.id_of(button), by.key, corp)
        return await self.taps(**changed).answer(tap)

    async def waiting(self, sender: Sender = BOB) -> list[dict[str, Any]]:
        """The turns in somebody's box of the group."""
        key = self.bot.store.key("box", f"{self.bot.group.id}:{sender.key}")
        return [json.loads(turn) for turn in await self.bot.store.redis.lrange(key, 0, -1)]


def title(response: dict[str, Any]) -> str:
    return str(response["cardData"]["cardParamMap"]["msgTitle"])


def aside(response: dict[str, Any]) -> bool:
    """Whether only who pressed sees it."""
    return "cardData" not in response and "userPrivateData" in response


class Hasty:
    """A clock by which every look takes longer than an ack may."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        self.at += ACK_MILLIS + 1
        return self.at
