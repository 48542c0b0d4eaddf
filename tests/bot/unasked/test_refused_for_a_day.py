"""What nobody asked for is refused for a day, or never answered: it costs next to nothing."""

import ast
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.access import Admin, Place
from bot.alerts.subscription import Digest, Subscription
from bot.cards import Rendered
from bot.delivery import Record
from bot.inbox import Settler
from bot.messages import Conversation
from bot.quota.progress import Trouble
from bot.requests.asking import Proposal
from bot.requests.request import Request, SpaceWish
from bot.rights.grant import Grant
from bot.rights.grant_store import GrantStore
from bot.rights.member import Member
from bot.rights.plan import RightsPlace
from bot.storage import Store
from bot.times.spans import DAY, MINUTE, WEEK
from tests.bot.alerts.alerted import ANN, Alerted, alert_of, alerted
from tests.parts import ANN as BY_ANN
from tests.parts import command
from tests.sandbox_server import Json, SandboxHandle

SENT = (
    "POST /v1.0/card/instances/createAndDeliver",
    "POST /v1.0/card/instances/deliver",
    "PUT /v1.0/card/instances",
    "POST /v1.0/robot/groupMessages/send",
    "POST /v1.0/robot/oToMessages/batchSend",
    "POST /media/upload",
)
READ = (
    "GET /v1.0/drive/spaces",
    "POST /v1.0/drive/managements/spaces/query",
    "GET /v1.0/storage/orgs/{corpId}",
)

pytestmark = pytest.mark.slow
TRIES = 32
"""After 1, 2, 4 … minutes, then once an hour."""
UNANSWERED = TRIES + 8
"""One call a try; what went before it was accepted."""
CALLS = 2 * TRIES
"""To the group and to the admins."""
IN_WORDS = 3
"""What one try calls when each way is refused: it makes the card, delivers it, and says it in words."""
A_DAY = (*[MINUTE] * 32, *[40 * MINUTE] * 35)
"""Often enough that whoever tries whenever he is asked calls too much."""
HALF_A_DAY = (30 * MINUTE,) * 24
"""The same once more, without the first half hour, whose tries are over."""

Make = Callable[["Day"], Awaitable[None]]


@dataclass(slots=True)
class Day:
    """An organisation with a group that is told, and the admins in another."""

    team: Alerted
    digests: Callable[[], Awaitable[None]]
    settler: Settler
    space_id: str
    admins: str
    of_rights: bool = False

    async def ticks(self) -> None:
        """Do all that is done once a minute, or what may speak of requests and rights."""
        team = self.team
        if self.of_rights:
            services = team.bot.core.services
            await services.endings.work()
            await services.leavers.work()
            await services.requests.look()
            await team.bot.watch.notify()
            return
        await team.bot.watch.tick()
        await team.bot.work()
        await team.bot.watch.notify()
        await team.look_after()
        await self.digests()
        await self.settler.sweep()

    async def passes(self, moments: Iterable[int] = A_DAY) -> None:
        for millis in moments:
            self.team.bot.clock.at += millis
            await self.ticks()

    async def calls(self, *apis: str) -> list[str]:
        calls = [f"{each['method']} {each['template']}" for each in await self.team.sandbox.calls()]
        return [call for call in calls if call in apis]

    async def fills(self, used: int) -> None:
        await self.team.fill("Marketing", used)
        await self.team.look(self.space_id)

    async def said(self) -> list[Json]:
        """What the admins were told."""
        return list((await self.team.cards(self.admins)).values())


async def known() -> tuple[Admin, ...]:
    """Give the one admin who can be written to alone."""
    return (Admin("manager02", "Eve", "Bob"),)


@pytest.fixture
async def day(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Day]:
    async with alerted(sandbox, store, spaces=frozenset(), known=known) as team:
        core = team.bot.core
        digests = core.services.digests

        async def send_digests() -> None:
            await digests.tick()
            for conversation_id in await team.bot.alerts.subscriptions():
                await digests.send(conversation_id)

        admins = await sandbox.group(1)
        place = Place(Conversation(admins, "group", "Admins"), "manager01")
        await team.bot.organisation.name_admins_place(place)
        space_id = await team.fill("Marketing", 10)
        await alert_of(team, space_id)
        await team.look(space_id)
        settler = Settler(
            team.bot.delivery,
            core.resources.tasks,
            core.shared.channels.unasked,
            team.bot.governor,
            core.shared.access,
        )
        yield Day(team, send_digests, settler, space_id, admins)


# What is sent unasked: each makes something to be told, once DingTalk refuses.


async def trouble(day: Day) -> None:
    here = Trouble(day.team.bot.clock(), "no")
    await day.team.bot.progress.update(lambda now: replace(now, troubles={"query": here}))


async def warning(day: Day) -> None:
    share = (await day.team.bot.governor.report()).calls.share
    await day.team.bot.governor.state_used(share * 71 // 100)


async def fresh(day: Day) -> None:
    await day.fills(91)


async def many_fresh(day: Day) -> None:
    for used in (81, 91, 96, 100):
        await day.fills(used)


async def reminder(day: Day) -> None:
    await accepted(day, day.fills(91))
    day.team.bot.clock.at += DAY
    await day.team.look_after()


async def escalation(day: Day) -> None:
    await accepted(day, reminder(day))
    day.team.bot.clock.at += DAY
    await day.team.look_after()


async def edit(day: Day) -> None:
    await accepted(day, day.fills(91))
    key = (await day.team.incident(day.space_id)).card
    await day.team.bot.alerts.acknowledgements.take_by_word(day.team.here.id, {key: ""}, ANN)


async def digest(day: Day) -> None:
    daily = Digest("daily", 9 * 60, last=day.team.bot.clock() - 2 * DAY)
    await changed(day, digest=daily)


async def lost(day: Day) -> None:
    gone = frozenset({"gone1", "gone2"})
    await personal(day, gone)


async def unseen(day: Day) -> None:
    """A press changed a card, and nothing tells that its ack was seen."""
    records, now = day.team.bot.delivery.records, day.team.bot.clock()
    card = Record(
        out_track_id="pressed",
        conversation=day.team.here,
        asker="staff01",
        asker_user_id="staff01",
        language="en",
        turn="press",
        face=2,
        shown=Rendered("Kept", "", (), ""),
        expires=now + 7 * DAY,
    )
    await records.save(card, instead_of=0, acked=True)
    await records.note_outcome(card.out_track_id, "sent")
    await records.unpainted.put_off(card.out_track_id, now)


async def withdrawn(day: Day) -> None:
    """The card where a request would have been decided shows that it is no more."""
    requests, asked = day.team.bot.core.services.requests, list[Request]()
    wanted = Proposal(SpaceWish("Audit"), "", {}, "")

    async def ask() -> None:
        made = command("request space", BY_ANN, key="asks", conversation=day.team.here)
        asked.append((await requests.ask(made, wanted))[0])

    await accepted(day, ask())
    assert asked[0].is_open
    await requests.withdraw(asked[0])


async def lent(day: Day) -> None:
    """What somebody was given for a time has ended, and whoever gave it is to hear so."""
    await keep(day, state="ended", ended=day.team.bot.clock(), unheard=("giver",))


async def left(day: Day) -> None:
    """Somebody has left who was given something."""
    await keep(day, state="given")
    leavers = day.team.bot.core.services.leavers
    await leavers.heard("user_leave_org", {"userId": ["staff02"]})


async def keep(day: Day, **members: Any) -> None:
    """Keep that the bot has given Dan a role."""
    dan, here = Member("USER", "staff02", "Dan"), Conversation(day.admins, "group", "Admins")
    place = RightsPlace("uuid", day.space_id, "d1", ("Marketing", "plan.docx"))
    about = (place, dan, "Dan", "READER", "manager01", "Bob", "manager01", here, "en", "turn")
    grant = Grant("g1", *about, given=day.team.bot.clock(), **members)
    await GrantStore(day.team.bot.store).change("g1", lambda _: grant)


async def accepted(day: Day, what: Awaitable[None]) -> None:
    """Let DingTalk take what comes of it, and refuse again from then on."""
    faults = (await day.team.sandbox.client.get("/sandbox/faults")).json()["faults"]
    await day.team.sandbox.clear_faults()
    await what
    for each in faults:
        keep = ("on", "match", "fault", "status", "code", "message")
        body = {name: each[name] for name in keep if each.get(name) is not None}
        (await day.team.sandbox.client.post("/sandbox/faults", json=body)).raise_for_status()


async def changed(day: Day, **members: object) -> None:
    await day.team.bot.alerts.place(day.team.here.id, lambda now: now and replace(now, **members))  # type: ignore[arg-type] # a test names real members


async def personal(day: Day, spaces: frozenset[str]) -> Subscription:
    """Tell a member too, whose right to it was not looked at for a week."""
    here = Conversation("cidANN", "single")
    now = day.team.bot.clock()
    made = Subscription(
        here, "Ann", now, "staff01", spaces=spaces, personal=True, checked=now - WEEK
    )
    await day.team.bot.alerts.place(here.id, lambda _: made)
    return made


UNASKED: dict[str, Make] = {
    each.__name__: each
    for each in (
        trouble,
        warning,
        fresh,
        many_fresh,
        reminder,
        escalation,
        edit,
        digest,
        lost,
        unseen,
        withdrawn,
        lent,
        left,
    )
}


async def refuse(day: Day, fault: str, apis: tuple[str, ...]) -> None:
    for api in apis:
        if fault == "refused":
            await day.team.sandbox.fault("respond", api, status=400, code="gone", message="gone")
        else:
            await day.team.sandbox.fault("server-error", api)


@pytest.mark.parametrize("fault", ["refused", "unanswered"])
@pytest.mark.parametrize("kind", UNASKED)
async def test_what_is_refused_for_a_day_costs_little_and_is_dropped(
    day: Day, kind: str, fault: str
) -> None:
    before = len(await day.calls(*SENT))
    day.of_rights = kind in {"withdrawn", "lent", "left"}
    await refuse(day, fault, SENT)
    await UNASKED[kind](day)
    waited = set((await day.team.memory()).parcels)
    await day.passes()
    spent = len(await day.calls(*SENT)) - before
    refused = CALLS if kind == "unseen" else IN_WORDS * CALLS
    most = UNANSWERED if fault == "unanswered" else refused
    assert 0 < spent <= most

    await day.passes(HALF_A_DAY)  # a day later nothing of it is left, or it is tried once an hour
    more = len(await day.calls(*SENT)) - before - spent
    assert more <= most // 2
    assert not waited & set((await day.team.memory()).parcels)


async def test_admins_whose_conversation_refuses_for_a_day_are_told_once_each_alone(
    day: Day,
) -> None:
    sandbox = day.team.sandbox
    (await sandbox.client.delete(f"/sandbox/conversations/{day.admins}")).raise_for_status()
    await trouble(day)
    await day.passes()
    await day.passes(HALF_A_DAY)

    (card,) = (await day.team.cards(await sandbox.single("manager02"))).values()
    assert "admin conversation gets no messages" in card["title"]
    assert (await day.team.bot.progress.load()).troubles["query"].told


# What is read unasked


async def sweep(day: Day) -> None:
    day.team.bot.clock.at += DAY


async def look(day: Day) -> None:
    await day.team.bot.watch.switch_events_on("Bob")
    await day.team.bot.watch.events.note("storage_dentry_update", {"spaceId": day.space_id})


async def member(day: Day) -> None:
    await personal(day, frozenset({day.space_id}))


READS: dict[str, Make] = {each.__name__: each for each in (sweep, look, member)}


@pytest.mark.parametrize("fault", ["refused", "unanswered"])
@pytest.mark.parametrize("kind", READS)
async def test_what_is_read_unasked_is_tried_less_and_less_often(
    day: Day, kind: str, fault: str
) -> None:
    await READS[kind](day)
    before = len(await day.calls(*READ))
    await refuse(day, fault, READ)
    await day.passes()

    spent = len(await day.calls(*READ)) - before
    assert 0 < spent <= 3 * TRIES  # the list, the query and the capacity, each by itself


# Nobody else speaks unasked

EVERY = {
    "watch": (*READS,),
    "notices": ("trouble", "warning", "lost"),
    "alerts-tick": ("fresh", "many_fresh", "reminder", "escalation", "edit", "member"),
    "digests": ("digest",),
    "unpainted": ("unseen",),
    "requests": ("withdrawn",),
    "grants": ("lent",),
    "leavers": ("left",),
}
"""What is done once an interval, and what that may send or read."""

SHOWS = {
    "bot/delivery/delivery.py": "the way out itself",
    "bot/unasked/sending.py": "the one way out for what nobody asked for",
    "bot/delivery/asides.py": "what whoever pressed is told alone",
    "bot/dispatch/interim.py": "that an answer takes longer",
    "bot/dispatch/questions.py": "the card that asked, once it is answered in words",
    "bot/dispatch/showing.py": "answers, and the cards that an answer is about",
    "bot/alerts/sending.py": "samples and requests for room, which somebody asks for",
    "bot/jobs/running.py": "the card of work that somebody asked for, as it goes on and ends",
    "bot/files/transfers.py": "the card of a file that somebody has stored, as it goes on and ends",
    "bot/inbox/settle.py": "the card of a press, once",
    "bot/inbox/outage.py": "the webhook of a message, once an outage; no counted call",
}
"""Who may let a card or a message leave, and why."""


def test_each_task_of_an_interval_and_each_sender_is_known() -> None:
    folder = Path(bot.__file__).parent
    every, shows = set[str](), set[str]()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if ast.unparse(node.func).endswith("tasks.every"):
                    every.add(ast.literal_eval(node.args[1]))
                if _sends(node.func):
                    shows.add(str(path.relative_to(folder.parent)))

    assert every == set(EVERY)
    assert {each for names in EVERY.values() for each in names} == {*UNASKED, *READS}
    assert shows == set(SHOWS)


def _sends(called: ast.Attribute) -> bool:
    """Tell whether a call lets something leave: by delivery, or by the robot itself."""
    owner = ast.unparse(called.value).rpartition(".")[2].lstrip("_")
    return (owner == "delivery" and called.attr in {"show", "repaint", "interim", "uncover"}) or (
        owner == "robot_calls" and called.attr in {"send_webhook", "send_group", "send_person"}
    )
