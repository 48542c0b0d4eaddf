"""Two commands at once on one document, the second wholly between what the first reads and writes.

What comes of it must be what would come of one after the other, in whichever order, in Redis and in
the trail; or the first one says that it did nothing.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest

from bot.access import Operator, Place
from bot.alerts.cards.here import ConfirmHere
from bot.alerts.subscription import Digest, Subscription
from bot.errors import SpacekeeperError
from bot.messages import Conversation, Sender
from bot.quota.events import Switched
from handlers.alert_files import ConfirmImport
from handlers.digest import ConfirmDigest
from handlers.watch import ConfirmEvents
from tests.assembly import Assembly
from tests.handlers.alerting import SINGLE
from tests.handlers.calling import takes, types
from tests.handlers.watching import swept
from tests.parts import ANN, BOB
from tests.placing import place

WRITES = {"HSET", "HDEL", "SET", "DEL", "SETNX", "HSETNX", "EVAL", "EVALSHA"}
DID_NOTHING = {
    "ChangedMeanwhile",
    "NoAlertsHere",
    "alert_here",
    "alert_import",
    "digest_confirm",
}
Run = Callable[[Assembly, str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Doing:
    """A command, as somebody says or presses it in the turn of a key."""

    name: str
    run: Run


def typed(text: str, sender: Sender = BOB, **changed: Any) -> Doing:
    async def run(bot: Assembly, key: str) -> object:
        return await types(bot, text, sender, key=key, **changed)

    return Doing(f"{text} by {sender.nick}", run)


def pressed(name: str, action: object, sender: Sender = BOB) -> Doing:
    async def run(bot: Assembly, key: str) -> object:
        return await takes(bot, action, sender, key=key)

    return Doing(name, run)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of some commands: what each said, what is kept, and the lines of the trail."""

    said: tuple[str, ...]
    kept: str
    trail: tuple[tuple[str, str, str, str], ...]

    @property
    def effect(self) -> tuple[object, ...]:
        return self.kept, self.trail


class Stage:
    """Runs commands from the same beginning, alone, one after the other, or one inside another."""

    def __init__(self, bot: Assembly, begin: Callable[[Assembly], Awaitable[None]]) -> None:
        self._bot = bot
        self._begin = begin
        self._turns = 0
        self._one_by_one: dict[tuple[Doing, ...], Came] = {}
        self.met = 0

    async def one_by_one(self, *doings: Doing) -> Came:
        """From one beginning the same comes of it each time, so it is tried once."""
        if doings not in self._one_by_one:
            await self._reset()
            said = [await self._said(each) for each in doings]
            self._one_by_one[doings] = await self._came(said)
        return self._one_by_one[doings]

    async def inside(self, outer: Doing, inner: Doing) -> Came:
        """Run ``inner`` as soon as ``outer`` is about to write to what both are about.

        One that finds nothing to change writes nothing; then it is as if it came alone.
        """
        await self._reset()
        said: list[str] = []

        async def then() -> None:
            said.append(await self._said(inner))

        async with _seam(self._bot, then):
            outer_said = await self._said(outer)
        if not said:
            await then()
            self.met -= 1
        self.met += len(said)
        return await self._came([outer_said, *said])

    async def _said(self, doing: Doing) -> str:
        self._turns += 1
        try:
            card: Any = await doing.run(self._bot, f"robot1:{self._turns}")
        except SpacekeeperError as refused:
            return type(refused).__name__
        left = card.data.get("left")
        return f"{card.template}, but {left}" if left else str(card.template)

    async def _reset(self) -> None:
        redis = self._bot.store.redis
        await redis.delete(*_watched(self._bot), self._bot.store.key("audit"))
        await self._begin(self._bot)

    async def _came(self, said: Sequence[str]) -> Came:
        rows = [kept.entry for kept in reversed(await self._bot.services.audit.last(20))]
        done = tuple(
            (row.command, row.target, row.before, row.after)
            for row in rows
            if row.outcome == "done"
        )
        return Came(tuple(said), await _kept(self._bot), done)


def _watched(bot: Assembly) -> list[str]:
    parts = (
        ("alerts", "placements"),
        ("policy",),
        ("org",),
        ("pause",),
        ("watch", "events"),
        ("admins",),
    )
    return [bot.store.key(*each) for each in parts]


@asynccontextmanager
async def _seam(bot: Assembly, then: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Do something just before the first write to what is watched; everything else passes."""
    redis: Any = bot.store.redis  # its commands of any kind have no types
    keys = set(_watched(bot))
    sent, waits = redis.execute_command, [then]

    async def execute(*args: Any, **more: Any) -> Any:
        if waits and str(args[0]).upper() in WRITES and keys & {str(each) for each in args}:
            await waits.pop()()
        return await sent(*args, **more)

    redis.execute_command = execute
    try:
        yield
    finally:
        redis.execute_command = sent


async def _kept(bot: Assembly) -> str:
    """Write down what is watched, without the moments at which it was done."""
    svc = bot.services
    subscriptions = {
        key: replace(each, at=0, checked=0, digest=each.digest and replace(each.digest, last=0))
        for key, each in sorted((await svc.alerts.subscriptions()).items())
    }
    operator, place_ = await svc.organisation.operator(), await svc.organisation.admins_place()
    known = {
        "placements": subscriptions,
        "wishes": (await svc.watch.limits.overrides()).wishes,
        "operator": operator and operator.user_id,
        "place": place_,
        "paused": await svc.organisation.paused() is not None,
        "events": await svc.watch.events.switched() is not None,
        "admins": await svc.access.admins(),
    }
    return json.dumps(known, default=repr, sort_keys=True)


async def check(stage: Stage, doings: Sequence[Doing]) -> None:
    """Run each command inside each other one, and compare with one after the other."""
    wrong: list[str] = []  # only the first few are shown
    for outer, inner in product(doings, repeat=2):
        came = await stage.inside(outer, inner)
        serial = [
            await stage.one_by_one(outer, inner),
            await stage.one_by_one(inner, outer),
        ]
        did_nothing = came.said[0] in DID_NOTHING or ", but " in came.said[0]
        if did_nothing:
            serial.append(await stage.one_by_one(inner))
        if came.effect not in [each.effect for each in serial]:
            expected = "\n   or ".join(str(each) for each in serial)
            wrong.append(f"{outer.name}, in which {inner.name}:\n{came}\n not {expected}")
    assert stage.met >= len(doings)
    assert not wrong, "\n\n".join(wrong[:3])


async def ids(bot: Assembly) -> list[str]:
    """The ids of three spaces that were seen."""
    return sorted(await bot.services.watch.seen())[:3]


FILE = "version: 1\nconversations:\n  - id: {id}\n    spaces: all\n    levels: [50%]\n"


async def imported(bot: Assembly, text: str) -> Doing:
    """Say yes to a file whose difference was shown from the beginning of a stage."""

    async def run(bot: Assembly, key: str) -> object:
        return await takes(bot, asked, key=key, conversation=SINGLE)

    kept = await bot.services.settings_files.keep("a.yaml", text.encode())
    from handlers.alert_files import _shown  # noqa: PLC0415 - what the file's turn shows

    card = await _shown(kept, await bot.command("alert import"), bot.services)
    asked = card.actions["confirm"]
    assert isinstance(asked, ConfirmImport)
    return Doing("alert import", run)


@pytest.mark.slow
async def test_how_a_conversation_is_told_loses_no_change(bot: Assembly) -> None:
    """Slow: every pair of some fifteen commands, each of them three times."""
    await swept(bot)
    first, second, third = await ids(bot)
    here = bot.group

    async def begin(bot: Assembly) -> None:
        told = Subscription(
            here, "Eve", 1, spaces=frozenset({first, second}), digest=Digest("daily", 540, last=1)
        )
        await bot.services.organisation.name_operator(Operator("manager01", "Bob", 1))
        await place(bot.services.alerts, told)

    await begin(bot)
    basis = tuple(sorted({first, second}))
    await check(
        Stage(bot, begin),
        (
            typed("alert levels 50"),
            typed("alert mute forever"),
            typed("alert deadline 2 days"),
            typed("alert quiet 22:00-8:00"),
            typed("alert holidays 2027-05-01"),
            typed("digest daily 10:00"),
            typed("digest weekly mon 9:00", ANN),
            typed("digest off"),
            typed("alert off"),
            typed(f"alert off {first}"),
            typed(f"alert off {second}"),
            pressed("alert here one more", ConfirmHere((*basis, third), None, basis)),
            pressed("alert here all", ConfirmHere(None, None, basis)),
            pressed("digest confirmed", ConfirmDigest(Digest("weekly", 600, 2))),
            await imported(bot, FILE.format(id=json.dumps(here.id))),
        ),
    )


async def test_what_a_member_asks_for_loses_no_change(bot: Assembly) -> None:
    await swept(bot)
    first, second, _ = await ids(bot)

    async def begin(bot: Assembly) -> None:
        await bot.services.organisation.name_operator(Operator("manager01", "Bob", 1))

    await check(
        Stage(bot, begin),
        (
            typed(f"alert me {first}", conversation=SINGLE),
            typed(f"alert me {second}", conversation=SINGLE),
            typed("alert me all", conversation=SINGLE),
        ),
    )


async def test_wishes_of_a_space_lose_no_change(bot: Assembly) -> None:
    await swept(bot)
    free = next(
        each.space_id
        for each in (await bot.services.watch.seen()).values()
        if each.sample.quota is None
    )

    async def begin(_: Assembly) -> None:
        pass

    await check(
        Stage(bot, begin),
        (
            typed(f"quota set {free} 500 GB"),
            typed(f"quota set {free} off"),
            typed(f"quota levels {free} 50 70"),
            typed(f"quota levels {free} default"),
            typed("quota levels all 60"),
        ),
    )


async def test_what_the_organisation_has_chosen_loses_no_change(bot: Assembly) -> None:
    await swept(bot)

    async def begin(bot: Assembly) -> None:
        org = bot.services.organisation
        await org.learn((await bot.sandbox.state())["corpId"])
        await org.name_operator(Operator("manager02", "Eve", 1))
        await org.name_admins_place(Place(Conversation("cidOLD", "group", "Old")))
        await bot.services.access.add_admin("staff01", "Ann", "Eve")

    await check(
        Stage(bot, begin),
        (
            typed("operator me"),
            typed("operator off"),
            typed("admin here"),
            typed("admin here", ANN, conversation=Conversation("cidNEW", "group", "New")),
            typed("admin remove staff01"),
            typed("admin remove staff01", ANN),
            typed("pause"),
            typed("pause", ANN),
        ),
    )


async def test_allowing_changes_and_stopping_them_lose_nothing(bot: Assembly) -> None:
    async def begin(bot: Assembly) -> None:
        await bot.services.organisation.pause("Eve", 1)

    await check(Stage(bot, begin), (typed("pause"), typed("resume"), typed("resume", ANN)))


@pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
async def test_dingtalk_is_told_last_what_is_kept_of_file_events(
    bot: Assembly,
    is_on: bool,  # noqa: FBT001 - a test's parameter
) -> None:
    await swept(bot)

    async def begin(bot: Assembly) -> None:
        org = bot.services.organisation
        await org.learn((await bot.sandbox.state())["corpId"])
        await org.name_operator(Operator("manager01", "Bob", 1))
        if is_on:
            events, now = bot.services.watch.events, bot.clock()
            viewer = (await bot.services.who("manager01")).union_id
            corp_id = await org.corp_id()
            await events.switch_on(corp_id or "", viewer, Switched("Eve", now))

    stage = Stage(bot, begin)
    on, off = pressed("events on", ConfirmEvents()), typed("watch events off")
    await check(stage, (on, off))

    for outer, inner in ((on, off), (off, on)):
        await stage.inside(outer, inner)
        said = [call["path"] for call in await bot.sandbox.calls() if "/events/" in call["path"]]
        switched = await bot.services.watch.events.switched()
        assert said[-1].endswith("/subscribe") is (switched is not None)
