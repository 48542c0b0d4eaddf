"""RequestAsking the admins for something, and what they decide."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import Card
from bot.errors.requests import HasRoom, NoSuchRequest, RequestHindered
from bot.messages import Conversation, Sender
from bot.requests import steps
from bot.requests.actions import DeclineRequest, WithdrawRequest
from bot.requests.cards import asked_card, deciding_card, facts_of
from bot.requests.request import (
    AccessWish,
    AskedRight,
    CameOfIt,
    RefusedTo,
    Request,
    RoomWish,
    SpaceWish,
    Who,
)
from bot.sizes import GB
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.cards.organisation import NOW
from tests.handlers.calling import presses, says, takes, trail
from tests.handlers.requesting import (
    CAROL,
    CREATE,
    HOUR,
    SHOW,
    admins_sit,
    approves,
    asked,
    closed_file,
    last_in,
    now,
)
from tests.handlers.watching import learns
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

OPEN = Request(
    "r1",
    12,
    SpaceWish("Audit 2027"),
    Who("staff01", "Ann"),
    Conversation("cid", "group", "Team"),
    "en",
    "card",
    at=NOW,
    expires=NOW + 72 * HOUR,
    because="the old one is full",
    there={"alike": ["Audit", "Audit 2026"]},
    deciding=("c1",),
)
ROOM = replace(
    OPEN,
    wish=RoomWish("s1", "Marketing", 500 * GB),
    there={"used": 90 * GB, "quota": None, "soft": 100 * GB, "read_at": NOW},
    people=("Bob", "Carol"),
)
LIMITED = {**ROOM.there, "used": None, "quota": 100 * GB, "soft": None}
GROWING = {"rate": 7 * GB, "full": None, "is_full": False}
MORE = replace(
    ROOM,
    wish=RoomWish("s1", "Marketing", 100 * GB + 1, 120 * GB),
    because="",
    there={**ROOM.there, "growth": GROWING},
)
WEEK = AccessWish(
    "u1", "s1", "d1", "report.docx", "EDITOR", "can edit", 7 * 24 * HOUR, space="Marketing"
)
VIEW = AccessWish("u1", "", "", "", "READER", "can view")
FILE = replace(
    OPEN,
    wish=WEEK,
    there={},
)
LINK = replace(OPEN, wish=VIEW, there={})
BY = Who("manager01", "Bob")
SPACE = replace(OPEN, wish=SpaceWish("Audit 2027", "EDITOR", "can edit"))


def came(request: Request, right: AskedRight, until: int = 0) -> Request:
    """A request that Bob approved, and what the asker has of it."""
    done = CameOfIt(right=right, until=until)
    return steps.done(steps.approve(request, BY, "t1", NOW), "t1", done, NOW)


STOOD = {
    "": OPEN,
    "-room": ROOM,
    "-limit": replace(ROOM, there=LIMITED),
    "-more": MORE,
    "-more_in_all": replace(MORE, wish=replace(MORE.wish, name=""), there=LIMITED),
    "-access": FILE,
    "-link": LINK,
    "-ever": replace(FILE, wish=replace(WEEK, millis=0)),
    "-link_days": replace(LINK, wish=replace(VIEW, millis=24 * HOUR)),
    "-given": came(FILE, "given", NOW + 7 * 24 * HOUR),
    "-given_for_ever": came(LINK, "given"),
    "-given_in_space": came(SPACE, "given"),
    "-had": came(FILE, "already"),
    "-beyond": came(SPACE, "beyond"),
    "-not_let_in": came(SPACE, "refused"),
    "-maybe_in": came(SPACE, "unknown"),
    "-with_role": SPACE,
    "-one_of_two": replace(OPEN, wanted=2, approvals=(BY,)),
    "-changed": replace(OPEN, wanted=2, changed=True),
    "-short": replace(OPEN, wanted=2, short=True),
    "-doing": steps.approve(OPEN, BY, "t1", NOW),
    "-refused": replace(OPEN, refusal=RefusedTo(BY, "permissionDenied", ("Carol", "Dan"))),
    "-approved": steps.done(steps.approve(OPEN, BY, "t1", NOW), "t1", CameOfIt(), NOW),
    "-uncertain": steps.done(steps.approve(OPEN, BY, "t1", NOW), "t1", CameOfIt("uncertain"), NOW),
    "-declined": steps.decline(OPEN, BY, "use the old one", NOW),
    "-expired": steps.expire(OPEN, NOW + 72 * HOUR),
    "-left": steps.void(OPEN, "left", NOW),
    "-gone": steps.void(ROOM, "gone", NOW),
    "-nobody": steps.void(OPEN, "nobody", NOW),
    "-withdrawn": steps.withdraw(OPEN, NOW),
}
EXAMPLES = {
    **{f"request{name}": deciding_card(each) for name, each in STOOD.items() if name != "-nobody"},
    **{
        f"request_asked{name}": asked_card(STOOD[name])
        for name in (
            "",
            "-room",
            "-access",
            "-link",
            "-one_of_two",
            "-short",
            "-doing",
            "-declined",
            "-nobody",
            "-withdrawn",
        )
    },
    **{
        f"request_ended{name}": Card("request_ended", facts_of(STOOD[name]))
        for name in (
            *("-approved", "-given", "-given_for_ever", "-given_in_space", "-had", "-beyond"),
            *("-not_let_in", "-maybe_in", "-declined", "-expired", "-gone"),
        )
    },
    "request_short": Card("request_short", facts_of(OPEN)),
    "request_short-two": Card("request_short", facts_of(STOOD["-short"])),
    "request_again": Card("request_again", facts_of(OPEN)),
    "request_none": Card("request_none", {"number": "13"}),
    "request_none-which": Card("request_none", {"number": ""}),
    **{
        f"request_hindered-{what}": Card(
            "request_hindered", RequestHindered(what, 12, 100 * GB).data()
        )
        for what in ("own", "twice", "busy", "unseen", "limit", "unknown", "denied", "unnamed")
    },
    **{
        f"request_hindered-{name}": Card(
            "request_hindered", RequestHindered("limit", 12, 8 * GB, 11 * GB, sized=sized).data()
        )
        for name, sized in (("raise", False), ("raise_sized", True))
    },
    "file_denied": Card("file_denied", {"name": "report.docx", "could": ("王芳",)}, {"ask": None}),
    "file_denied-nobody": Card("file_denied", {"name": "report.docx", "could": ()}, {"ask": None}),
    "request_has_room": Card(
        "request_has_room", {"name": "Marketing", "limit": 500 * GB, "wanted": 400 * GB}
    ),
    "requests": Card(
        "requests",
        {"rows": [facts_of(OPEN), facts_of(ROOM)], "decides": True, "decided": []},
        {"approve": "approve", "decline": "decline"},
    ),
    "requests-decided": Card(
        "requests",
        {
            "rows": [],
            "decides": False,
            "decided": [facts_of(STOOD[name]) for name in ("-declined", "-approved", "-withdrawn")],
        },
    ),
    "requests-none": Card("requests", {"rows": [], "decides": False, "decided": []}),
}


async def test_the_same_request_ten_times_is_one_card_and_one_request(bot: Assembly) -> None:
    admins = await admins_sit(bot)

    first: Any = await says(bot, "request space Audit because we move", ANN)
    cards = [await says(bot, "申请空间 Audit", ANN, key=f"again {n}") for n in range(9)]
    rerun: Any = await says(bot, "request space Audit because we move", ANN)

    assert (first.template, rerun.template) == ("request_asked", "request_asked")
    assert {card.template for card in cards} == {"request_again"}
    assert [each.number for each in await bot.services.requests.open_ones()] == [1]
    assert (await bot.calls()).count("POST cards/createAndDeliver") == 1
    shown = await last_in(bot, admins)
    assert "we move" in shown
    assert "Ann" in shown


async def test_the_same_asked_for_in_another_way_is_the_request_that_is_open(bot: Assembly) -> None:
    """Whatever name it is called by, and though it be for more or less of it."""
    admins = await admins_sit(bot)
    await learns(bot)
    made = await closed_file(bot)
    await bot.sandbox.give(made["spaceId"], "USER", "staff01", "READER")
    link = f"https://alidocs.dingtalk.com/i/nodes/{made['uuid']}"
    for first, others in (
        (
            "request space Audit 2027",
            ("request space audit 2027", 'request space "Audit 2027", now'),
        ),
        (
            "request room Finance 50 GB",
            ("request room Finance 80 GB", "request room Finance +9 GB"),
        ),
        (
            f"request access {link} can download",
            (
                f"request access {link} can edit 7 days",
                "request access 设计资料/plan.docx can edit",
            ),
        ),
    ):
        request = await asked(bot, first, key=first)
        for text in others:
            again: Any = await says(bot, text, ANN, key=text)
            assert (again.template, again.data["number"]) == ("request_again", request.number), text
    assert [each.number for each in await bot.services.requests.open_ones()] == [1, 2, 3]
    assert len(await bot.sandbox.messages(admins)) == 3
    await says(bot, "request space Audit 2027", BOB, key="of another")
    assert len(await bot.services.requests.open_ones()) == 4


async def test_two_of_one_name_are_shown_with_their_departments(bot: Assembly) -> None:
    """Nothing is asked about others."""
    await admins_sit(bot)
    plain = await asked(bot)
    await approves(bot, plain)
    looked = [str(each["template"]) for each in await bot.sandbox.calls()]
    other = await asked(bot, "request space Books")
    await approves(bot, other, replace(BOB, nick=ANN.nick))
    facts = facts_of(await now(bot, other))

    assert facts_of(await now(bot, plain))["asker"] == ANN.nick
    assert not [each for each in looked if "listparentbyuser" in each]
    assert (facts["asker"], facts["by"]) == ("Ann · 品牌组", "Ann · 示例公司")


async def test_of_many_who_ask_the_same_at_once_in_two_processes_one_is_kept(
    bot: Assembly,
) -> None:
    await admins_sit(bot)
    async with assembled(bot.sandbox, bot.store) as other:
        each = [(bot, other)[number % 2] for number in range(6)]
        await asyncio.gather(
            *(
                says(one, "request space Audit", ANN, key=f"at once {n}")
                for n, one in enumerate(each)
            )
        )

    assert len(await bot.services.requests.open_ones()) == 1
    assert (await bot.calls()).count("POST cards/createAndDeliver") == 1


async def test_an_approved_space_is_made_once_as_whoever_approved(bot: Assembly) -> None:
    admins = await admins_sit(bot)
    request = await asked(bot)

    card = await approves(bot, request)
    again = await approves(bot, request)
    later = await approves(bot, request, CAROL)

    spent = [c for c in await bot.sandbox.calls() if f"{c['method']} {c['template']}" == CREATE]
    bob = (await bot.services.who("manager01")).union_id
    assert [call["unionId"] for call in spent] == [bob]
    assert {each.data["state"] for each in (card, again, later)} == {"approved"}
    assert {each.data["by"] for each in (card, again, later)} == {"Bob"}
    assert await trail(bot) == [
        ("space create", "Audit", "done"),
        ("request approve", "Audit", "done"),
    ]
    await bot.services.requests.look()
    assert "已批准" in await last_in(bot, admins)
    assert "The space is ready" in await last_in(bot, bot.group.id)


async def test_two_who_decide_at_once_in_two_processes_make_one_space(bot: Assembly) -> None:
    await admins_sit(bot)
    request = await asked(bot)

    async with assembled(bot.sandbox, bot.store) as other:
        cards = await asyncio.gather(
            approves(bot, request),
            approves(other, request, CAROL),
            takes(other, DeclineRequest(request.id, 1), CAROL, key="declines"),
            return_exceptions=True,
        )

    state = (await now(bot, request)).state
    spaces = [each["spaceName"] for each in (await bot.sandbox.state())["spaces"]]
    assert spaces.count("Audit") == (state == "approved")
    assert state in {"approved", "declined"}
    assert all(isinstance(card, Card | RequestHindered) for card in cards)


@pytest.fixture
async def strict(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    """An organisation in which a space takes two, and Carol's second account is Bob's."""
    accounts = [["manager01", "staff02"]]
    async with assembled(sandbox, store, two_approvers=["space"], own_accounts=accounts) as core:
        yield core


async def test_nobody_decides_their_own_and_two_who_must_are_two_people(strict: Assembly) -> None:
    bot = strict
    await admins_sit(bot)
    await says(bot, "request space Mine", BOB)
    [mine] = await bot.services.requests.open_ones()
    for own in (BOB, Sender("staff02", "$:x", "Bob again")):
        with pytest.raises(RequestHindered, match="own"):
            await approves(bot, mine, own)

    request = await asked(bot, "request space Audit")
    first = await approves(bot, request)
    with pytest.raises(RequestHindered, match="twice"):
        await approves(bot, await now(bot, request))
    with pytest.raises(RequestHindered, match="twice"):
        await approves(bot, await now(bot, request), Sender("staff02", "$:x", "Bob again"))
    assert await bot.space("Audit") is None
    second = await approves(bot, await now(bot, request), CAROL)

    assert (first.data["state"], first.data["approved_by"]) == ("open", ["Bob"])
    assert (second.data["state"], second.data["by"]) == ("approved", "Carol")
    assert await bot.space("Audit")
    assert ("request approve", "Mine", "refused: nobody decides their own request") in await trail(
        bot
    )


async def test_what_has_changed_since_is_shown_and_asked_about_again(bot: Assembly) -> None:
    await admins_sit(bot)
    request = await asked(bot)
    await bot.sandbox.make_space("Audit", "manager01")

    changed = await approves(bot, request)
    spaces = [each["spaceName"] for each in (await bot.sandbox.state())["spaces"]]
    after = await approves(bot, await now(bot, request))

    assert (changed.data["state"], changed.data["changed"]) == ("open", True)
    assert changed.data["there"] == {"alike": ["Audit"]}
    assert spaces.count("Audit") == 1
    assert after.data["state"] == "approved"


async def test_what_dingtalk_refuses_stays_open_and_says_who_may_be_allowed(bot: Assembly) -> None:
    await admins_sit(bot)
    await bot.services.access.note(replace(CAROL, is_admin=True))
    request = await asked(bot)
    refusal = '{"code":"permissionDenied","message":"no"}'
    await bot.sandbox.fault("respond", CREATE, times=1, status=403, message=refusal)

    card = await approves(bot, request)
    state = await now(bot, request)
    done = await approves(bot, state, CAROL)

    assert (card.data["state"], card.data["refused"]["name"]) == ("open", "Bob")
    assert card.data["refused"]["others"] == ["Carol"]
    assert done.data["state"] == "approved", done.data["refused"]


async def test_an_asker_who_has_left_and_a_space_that_is_gone_end_it(bot: Assembly) -> None:
    await admins_sit(bot)
    room = await asked(bot, "request room Finance 500 GB")
    [finance] = [s for s in (await bot.sandbox.state())["spaces"] if s["spaceName"] == "Finance"]
    (await bot.sandbox.client.delete(f"/sandbox/spaces/{finance['spaceId']}")).raise_for_status()
    gone = await approves(bot, room)
    request = await asked(bot)
    (await bot.sandbox.client.delete("/sandbox/users/staff01")).raise_for_status()
    await bot.services.drop("staff01")
    left = await approves(bot, request)

    assert (gone.data["state"], gone.data["outcome"]) == ("void", "gone")
    assert (left.data["state"], left.data["outcome"]) == ("void", "left")
    assert await bot.space("Audit") is None


async def test_room_is_a_soft_quota_and_dingtalks_own_limit_is_raised_by_hand(
    bot: Assembly,
) -> None:
    await admins_sit(bot)
    spaces = {each["spaceName"]: each for each in (await bot.sandbox.state())["spaces"]}
    free = next(name for name, each in spaces.items() if each["quota"] == -1)
    limited = next(name for name, each in spaces.items() if each["quota"] > 0)
    space_id, size = spaces[limited]["spaceId"], spaces[limited]["quota"]

    soft = await asked(bot, f'request room "{free}" 900 GB because of scans')
    done = await approves(bot, soft)
    with pytest.raises(HasRoom):
        await says(bot, f'request room "{free}" 800 GB', ANN)
    hard = await asked(bot, f'request room "{limited}" +50 GB')
    with pytest.raises(RequestHindered, match="limit"):
        await approves(bot, hard)
    await bot.sandbox.change_space(space_id, quota=size + 60 * GB)
    shown = await approves(bot, await now(bot, hard))
    after = await approves(bot, await now(bot, hard))

    overrides = await bot.services.watch.limits.overrides()
    assert done.data["state"] == "approved", done.data["refused"]
    assert overrides.limits(soft.wish.target).soft_quota == 900 * GB
    assert isinstance(hard.wish, RoomWish)
    assert hard.wish.size == size + 50 * GB
    assert (shown.data["state"], shown.data["changed"]) == ("open", True)
    assert after.data["state"] == "approved"
    assert overrides.limits(space_id).soft_quota is None
    assert ("quota set", free, "done") in await trail(bot)


async def test_it_is_declined_with_a_reason_taken_back_and_listed(bot: Assembly) -> None:
    await admins_sit(bot)
    first, second = await asked(bot), await asked(bot, "request space Other")
    listed = await says(bot, "requests")
    assert [row["number"] for row in listed.data["rows"]] == [1, 2]
    assert {name: each.line for name, each in listed.actions.items()} == {
        "approve": "request approve 1",
        "decline": "request decline 1",
    }
    assert (await says(bot, "requests", ANN)).data["decides"] is False

    declined: Any = await says(bot, "request decline 1 use the old one")
    pressed = await takes(bot, DeclineRequest(first.id, 1), CAROL, key="late")
    with pytest.raises(NoSuchRequest):
        await says(bot, "request cancel 2", BOB)
    taken: Any = await presses(bot, WithdrawRequest(second.id, 2), ANN)
    late = await approves(bot, await now(bot, second))
    await bot.services.requests.look()

    assert (declined.data["by"], declined.data["reason_given"]) == ("Bob", "use the old one")
    assert pressed.data["by"] == "Bob"
    assert (taken.data["outcome"], late.data["outcome"]) == ("withdrawn", "withdrawn")
    assert (await says(bot, "requests")).data["rows"] == []
    mine = (await says(bot, "requests", ANN)).data["decided"]
    assert [(row["number"], row["state"]) for row in mine] == [(2, "void"), (1, "declined")]
    assert (await says(bot, "requests", BOB)).data["decided"] == []
    assert "use the old one" in await last_in(bot, bot.group.id)
    assert ("request decline", "Audit", "done") in await trail(bot)
    for said in ("request approve 77", "request approve seven", "request cancel"):
        with pytest.raises(NoSuchRequest):
            await says(bot, said, ANN if "cancel" in said else BOB)


async def test_without_admins_it_is_void_and_may_be_asked_again(bot: Assembly) -> None:
    nobody: Any = await says(bot, "request space Audit", ANN)
    await bot.services.access.note(replace(BOB, is_admin=True))
    again: Any = await says(bot, "request space Audit", ANN, key="again")
    await bot.sandbox.fault("timeout-before", SHOW, times=9)

    assert (nobody.data["state"], nobody.data["outcome"]) == ("void", "nobody")
    assert (again.data["state"], again.data["people"]) == ("open", ["Bob"])


async def test_what_nobody_decides_expires_as_declined_and_is_painted(bot: Assembly) -> None:
    admins = await admins_sit(bot)
    async with assembled(bot.sandbox, bot.store, request_hours=1e-9) as hasty:
        request = await asked(hasty)
        await hasty.sandbox.fault("server-error", "PUT /v1.0/card/instances", times=1)
        await hasty.services.requests.look()
        unpainted = await last_in(hasty, admins)
        await hasty.store.redis.delete(
            *[key async for key in hasty.store.redis.scan_iter(f"{hasty.store.prefix}retry*")]
        )
        await hasty.services.requests.look()

    late = await approves(bot, await now(bot, request))
    assert "超时未处理" not in unpainted
    assert "超时未处理" in await last_in(bot, admins)
    told = await bot.sandbox.messages(bot.group.id)
    assert ["Nobody decided in time" in str(each) for each in told] == [True]
    assert late.data["state"] == "expired"
    assert await bot.space("Audit") is None
