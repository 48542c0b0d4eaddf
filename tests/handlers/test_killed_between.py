"""A kill after any write to Redis: the rerun of the turn answers as the first run would have, and
leaves the same lines in the trail, each once.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from typing_extensions import override

from bot.access import Operator, Place
from bot.alerts.cards.here import ConfirmHere
from bot.alerts.subscription import Digest, Subscription
from bot.audit import Entry
from bot.cards import Card
from bot.errors import SpacekeeperError
from bot.holds import Undo
from bot.messages import Conversation
from handlers.admins import ConfirmAdmins
from handlers.alert_files import _shown
from handlers.create import ConfirmCreate
from handlers.delete import ConfirmDelete, SpaceDeletion
from handlers.digest import ConfirmDigest
from handlers.watch import ConfirmEvents
from tests.assembly import Assembly
from tests.conversations.test_killed_file_changes import STEPS
from tests.handlers.alerting import SINGLE
from tests.handlers.calling import presses, takes, types
from tests.handlers.watching import swept
from tests.placing import place

WRITES = {"HSET", "HDEL", "SET", "DEL", "SADD", "ZADD", "EVAL", "EVALSHA"}
GB = 1 << 30
FILE = """
version: 1
conversations:
  - {id: cidOne, kind: group, spaces: all}
  - {id: cidTwo, kind: group, spaces: all}
rules:
  - {command: space create, who: members, where: everywhere, outcome: ask}
  - {command: file *, who: admins, where: in groups, outcome: deny}
"""
TURN = "robot1:turn"
Begin = Callable[[Assembly], Awaitable[Any]]
Run = Callable[[Assembly, Any], Awaitable[Card]]


def errors(kind: type[SpacekeeperError]) -> set[type[SpacekeeperError]]:
    """All kinds of failures there are."""
    return {kind}.union(*map(errors, kind.__subclasses__()))


ERRORS = {each.template for each in errors(SpacekeeperError)} | {"error", "timeout"}


class Killed(BaseException):
    """The process ends here."""


@dataclass(frozen=True, slots=True)
class Change:
    """What stands before, and the run of a turn that is killed and runs again.

    ``words`` are those of its route; ``run`` is given what ``begin`` gave.
    """

    words: str
    run: Run
    begin: Begin

    @override
    def __str__(self) -> str:
        return self.words


async def nothing(_: Assembly) -> None:
    pass


def typed(text: str, words: str, begin: Begin = nothing, **changed: Any) -> Change:
    return Change(words, lambda bot, _: types(bot, text, key=TURN, **changed), begin)


def pressed(action: object, words: str, begin: Begin = nothing, **changed: Any) -> Change:
    return Change(words, lambda bot, _: takes(bot, action, key=TURN, **changed), begin)


async def told(bot: Assembly) -> None:
    here = Subscription(
        bot.group, "Eve", 1, spaces=frozenset({"a", "b"}), digest=Digest("daily", 540, last=1)
    )
    await place(bot.services.alerts, here)


async def stopped(bot: Assembly) -> None:
    await bot.services.organisation.pause("Eve", 1)


async def ann_is_admin(bot: Assembly) -> None:
    await bot.services.access.add_admin("staff01", "Ann", "Eve")


async def elsewhere(bot: Assembly) -> None:
    old = Place(Conversation("cidOLD", "group", "Old"))
    await bot.services.organisation.name_admins_place(old)


async def eve_operates(bot: Assembly) -> None:
    await bot.services.organisation.name_operator(Operator("manager02", "Eve", 1))


async def with_events(bot: Assembly) -> None:
    await bot.services.watch.switch_events_on("Eve")


async def asked_to_import(bot: Assembly) -> object:
    kept = await bot.services.settings_files.keep("a.yaml", FILE.encode())
    card = await _shown(kept, await bot.command("alert import"), bot.services)
    return card.actions["confirm"]


async def confirms(bot: Assembly, asked: object) -> Card:
    return await takes(bot, asked, key=TURN)


async def ruled(bot: Assembly) -> None:
    await types(bot, "policy set space create members everywhere ask")


async def held(bot: Assembly) -> Undo:
    command = await bot.command("space delete", key="robot1:held", card="card of the hold")
    return Undo((await bot.services.holds.place(command, SpaceDeletion("sp1", "Finance", 5))).id)


async def pressed_at_once(bot: Assembly, undo: Undo) -> Card:
    return await presses(bot, undo)


async def without_quota(bot: Assembly) -> str:
    seen = (await bot.services.watch.seen()).values()
    return next(each.space_id for each in seen if each.sample.quota is None)


async def sets_soft_quota(bot: Assembly, space_id: str) -> Card:
    return await types(bot, f"quota set {space_id} 500 GB", key=TURN)


CHANGES = (
    typed("pause", "pause"),
    typed("pause", "pause", stopped),
    typed("resume", "resume", stopped),
    pressed(ConfirmAdmins(("staff01", "staff02")), "admin add"),
    typed("admin remove staff01", "admin remove", ann_is_admin),
    typed("admin here", "admin here", elsewhere),
    typed("operator me", "operator me", eve_operates),
    typed("operator off", "operator off"),
    typed("operator off", "operator off", with_events),
    pressed(ConfirmEvents(), "watch events on"),
    typed("watch events off", "watch events off", with_events),
    Change("quota set", sets_soft_quota, without_quota),
    typed("quota levels all 60", "quota levels"),
    typed("budget used 1200", "budget used"),
    typed("alert levels 50", "alert levels", told),
    typed("alert mute forever", "alert mute", told),
    typed("alert deadline 2 days", "alert deadline", told),
    typed("alert quiet 22:00-8:00", "alert quiet", told),
    typed("alert holidays 2027-05-01", "alert holidays", told),
    typed("alert off", "alert off", told),
    pressed(ConfirmHere(None, None, ("a", "b")), "alert here", told),
    pressed(ConfirmHere(None, None), "alert here"),
    typed("alert me all", "alert me", conversation=SINGLE),
    typed("digest daily 10:00", "digest daily", told),
    typed("digest weekly mon 9:00", "digest weekly", told),
    pressed(ConfirmDigest(Digest("weekly", 600, 2)), "digest weekly"),
    typed("digest off", "digest off", told),
    Change("alert import", confirms, asked_to_import),
    pressed(ConfirmDelete(SpaceDeletion("sp1", "Finance", 5)), "space delete"),
    typed("policy set space create members everywhere ask", "policy set"),
    typed("policy remove space create members everywhere", "policy remove", ruled),
    typed("undo", "undo", held),
    Change("undo", pressed_at_once, held),
)


@asynccontextmanager
async def killed(bot: Assembly, after: int) -> AsyncIterator[list[int]]:
    """End the process once so many writes were made; gives how many were."""
    redis: Any = bot.store.redis  # its commands of any kind have no types
    sent, made = redis.execute_command, [0]

    async def execute(*args: Any, **more: Any) -> Any:
        answer = await sent(*args, **more)
        made[0] += str(args[0]).upper() in WRITES
        if made[0] == after:
            raise Killed
        return answer

    redis.execute_command = execute
    try:
        yield made
    finally:
        redis.execute_command = sent


async def begun(bot: Assembly, change: Change) -> Any:
    """Begin anew: a bot that has forgotten its own rate calls faster than DingTalk lets it."""
    await bot.sandbox.settings(qps=0)
    await bot.store.redis.flushdb()
    await swept(bot)
    return await change.begin(bot)


@dataclass(frozen=True, slots=True)
class Came:
    """The card of the last run, without what Redis's clock says, and the lines of the trail."""

    card: tuple[str, dict[str, object]]
    lines: tuple[Entry, ...]


async def came(bot: Assembly, card: Card) -> Came:
    data = {name: value for name, value in card.data.items() if name not in {"ends_at", "at"}}
    lines = [kept.entry for kept in reversed(await bot.services.audit.last(99))]
    return Came((card.template, data), tuple(_without_moments(line) for line in lines))


def _without_moments(line: Entry) -> Entry:
    """A line without what other calls of the month have counted meanwhile."""
    return replace(line, before="", after="") if line.command == "budget used" else line


async def undisturbed(bot: Assembly, change: Change) -> tuple[Came, int]:
    """What comes of a change that nobody kills, and how many writes it makes."""
    basis = await begun(bot, change)
    async with killed(bot, -1) as made:
        card = await change.run(bot, basis)
    return await came(bot, card), made[0]


@pytest.mark.parametrize("change", CHANGES, ids=str)
async def test_a_kill_after_any_write_loses_no_line_and_no_answer(
    bot: Assembly, change: Change
) -> None:
    wanted, writes = await undisturbed(bot, change)
    assert wanted.lines
    for after in range(1, writes + 1):
        basis = await begun(bot, change)
        async with killed(bot, after):
            with pytest.raises(Killed):
                await change.run(bot, basis)

        assert await came(bot, await change.run(bot, basis)) == wanted, (
            f"killed after write {after}"
        )


def test_every_change_is_killed_here(bot: Assembly) -> None:
    """Except those that are journalled before their call, and whose whole process is killed."""
    changing = {route.words for route in bot.routes if route.changes}
    besides = {"pause", "resume", "undo", "alert import", "operator off"}
    # "file undo" is what `撤销` comes to where files were deleted last
    journalled = {
        "space create",
        "version restore",
        "file undo",
        "file send",
        "file send here",
        "store",
        "app space create",
        "bin remove",
        "extend",  # and all else about roles that end, in tests.bot.rights.test_killed
        "grant end",
        *("grant", "revoke"),  # in tests.bot.rights.test_giving
        "request approve",  # in tests.conversations.test_requests, with what it carries out
        "request decline",
    }
    for step in STEPS:
        found = [bot.routes.find(words) for words in (*step.first, step.says)]
        journalled |= {match.route.words for match in found if match} & changing

    assert journalled <= changing
    assert {change.words for change in CHANGES} == changing - journalled | besides


async def silent(bot: Assembly) -> None:
    """Let DingTalk answer nothing at all from now on, and forget what it has told."""
    await bot.sandbox.fault("respond", times=999, status=403, code="no.priviledge", message="no")
    for pattern in ("*person*", "*list*", "*spaces*"):
        async for key in bot.store.redis.scan_iter(match=pattern):
            await bot.store.redis.delete(key)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("change", CHANGES, ids=str)
async def test_a_rerun_that_can_read_nothing_tells_what_was_done(
    bot: Assembly, change: Change
) -> None:
    """Killed after any write from that of its line on, and answered as a turn is."""
    _, writes = await undisturbed(bot, change)
    for after in range(1, writes + 1):
        basis = await begun(bot, change)
        async with killed(bot, after):
            with pytest.raises(Killed):
                await change.run(bot, basis)
        lines = await bot.services.audit.last(99)
        if not lines:
            continue
        await silent(bot)
        async with bot.boundary.caught(bot.done.by(TURN, bot.group.id)) as outcome:
            outcome.given = await change.run(bot, basis)
        card = outcome.card
        await bot.sandbox.clear_faults()

        assert card.template not in ERRORS, f"killed after write {after}: {card}"
        assert len(await bot.services.audit.last(99)) >= len(lines)


@pytest.mark.usefixtures("impatient")
async def test_a_creation_whose_rerun_can_read_nothing_is_done_or_in_doubt(bot: Assembly) -> None:
    """Killed before its result was written nobody knows; afterwards its line says it."""
    create = pressed(ConfirmCreate("Plans"), "space create")
    _, writes = await undisturbed(bot, create)
    shown = []
    for after in range(1, writes + 1):
        await begun(bot, create)
        async with killed(bot, after):
            with pytest.raises(Killed):
                await create.run(bot, None)
        if not await bot.done.has_begun(TURN):
            continue
        await silent(bot)
        async with bot.boundary.caught(bot.done.by(TURN, bot.group.id)) as outcome:
            outcome.given = await create.run(bot, None)
        card = outcome.card
        await bot.sandbox.clear_faults()
        shown.append((card.template, card.data.get("done"), bool(await bot.services.audit.last(9))))

    assert set(shown) <= {
        ("done_before", False, False),
        ("change_uncertain", None, True),
        ("done_before", True, True),
        ("created", None, True),
    }
    assert shown[0] == ("done_before", False, False)
