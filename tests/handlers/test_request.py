"""RequestAsking the admins for something, and what they decide."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.access import Place
from bot.cards import Card
from bot.errors.grants import CannotEnd
from bot.errors.requests import HasRoom, NoSuchRequest, RequestHindered
from bot.messages import Conversation, Sender
from bot.requests import steps
from bot.requests.actions import ApproveRequest, DeclineRequest, WithdrawRequest
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
from tests.conversations.crashes import held, hold
from tests.handlers.calling import presses, says, takes, trail
from tests.handlers.watching import learns, named
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

HOUR = 3_600_000
CAROL = Sender("manager02", "$:LWCP_v1:$carol", "Carol")
CREATE = "POST /v1.0/drive/spaces"
GIVE = "POST /v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
QUERY = "POST /v2.0/storage/spaces/dentries/{dentryUuid}/permissions/query"
SHOW = "POST /v1.0/card/instances/createAndDeliver"
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
    "-limit": replace(ROOM, there={**ROOM.there, "used": None, "quota": 100 * GB, "soft": None}),
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
    "request_again": Card("request_again", facts_of(OPEN)),
    "request_none": Card("request_none", {"number": "13"}),
    "request_none-which": Card("request_none", {"number": ""}),
    **{
        f"request_hindered-{what}": Card(
            "request_hindered", {"what": what, "number": 12, "quota": 100 * GB}
        )
        for what in ("own", "twice", "busy", "unseen", "limit", "unknown", "denied")
    },
    "file_denied": Card("file_denied", {"name": "report.docx"}, {"ask": None}),
    "request_has_room": Card(
        "request_has_room", {"name": "Marketing", "limit": 500 * GB, "wanted": 400 * GB}
    ),
    "requests": Card("requests", {"rows": [facts_of(OPEN), facts_of(ROOM)], "decides": True}),
    "requests-none": Card("requests", {"rows": [], "decides": False}),
}


async def admins_sit(bot: Assembly) -> str:
    """Give the admins a conversation."""
    admins = Conversation(await bot.sandbox.group(1), "group", "Admins")
    await bot.services.organisation.name_admins_place(Place(admins))
    return admins.id


async def asked(bot: Assembly, text: str = "request space Audit", **more: Any) -> Request:
    """What Ann asks for."""
    await says(bot, text, ANN, **more)
    return (await bot.services.requests.open_ones())[-1]


async def now(bot: Assembly, request: Request) -> Request:
    found = await bot.services.requests.get(request.id)
    assert found is not None
    return found


async def approves(bot: Assembly, request: Request, who: Sender = BOB, **more: Any) -> Any:
    """A press of the button, as a turn of its own."""
    key = more.pop("key", f"press:{request.id}:{who.key}:{request.version}")
    return await takes(bot, ApproveRequest(request.id, request.number), who, key=key, **more)


async def last_in(bot: Assembly, conversation: str) -> str:
    return str((await bot.sandbox.messages(conversation))[-1]).replace("\u00a0", " ")


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


async def role_of_ann_in(bot: Assembly, name: str) -> str:
    """What Ann has in a whole space, as a file in it shows."""
    space = await bot.space(name)
    assert space is not None
    made = await bot.sandbox.make_file(space["spaceId"], "any.txt", "manager01", size=1)
    return " ".join(await roles_of_ann(bot, {**made, "spaceId": space["spaceId"]}))


async def test_whoever_asked_for_a_space_gets_a_role_in_it_or_hears_why_not(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Where nobody knows a way to the space's own folder, where DingTalk refuses or does not say
    what it did, the space is made all the same.
    """
    refusal = '{"code":"permissionDenied","message":"no"}'
    refused = {"times": 1, "status": 403, "message": refusal}
    rows = (
        ("beyond", None, "beyond"),
        ("given", None, "given"),
        ("refused", ("respond", GIVE, refused), "refused"),
        ("unsaid", ("server-error", GIVE, {"times": 9}), "unknown"),
        ("unlooked", ("server-error", QUERY, {"times": 9}), "given"),
    )
    async with assembled(sandbox, store, requested_space_role="manager") as bot:
        await learns(bot)
        admins = await admins_sit(bot)
        spent = []
        for name, fault, right in rows:
            await sandbox.settings(rootUuid=name != "beyond")
            if fault:
                await sandbox.fault(fault[0], fault[1], **fault[2])
            before = len(await bot.calls())
            card = await approves(bot, await asked(bot, f"request space {name}"))
            spent.append(
                [c for c in (await bot.calls())[before:] if re.search("/drive/|/storage/|/doc/", c)]
            )
            await sandbox.clear_faults()
            role = "MANAGER" if right == "given" else ""

            assert (card.data["state"], card.data["right"]) == ("approved", right), name
            assert await role_of_ann_in(bot, name) == role, name
        await bot.services.requests.look()

        assert [len(each) for each in spent[:2]] == [3, 3], spent
        assert ("grant", "given", "done") in await trail(bot)
        assert "无法由我授予" in str(await sandbox.messages(admins))
        assert "has “manager” in the whole space" in str(
            await sandbox.messages(bot.group.id)
        ).replace("\u00a0", " ")


ROOT = "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid"
KILLED = [(when, call) for call in (CREATE, ROOT, GIVE) for when in ("before", "after")]
"""Where an approval of a space is killed: each call that it makes, not made or made and unanswered."""


async def test_killed_at_each_call_a_space_is_made_once_with_one_role_in_it(bot: Assembly) -> None:
    await learns(bot)
    await admins_sit(bot)
    await bot.sandbox.settings(rootUuid=True)
    for number, (when, call) in enumerate(KILLED):
        name, where = f"Kept {number}", f"{when} {call}"
        request = await asked(bot, f"request space {name}")
        fault = await hold(bot.sandbox, when, call)
        run = asyncio.get_running_loop().create_task(approves(bot, request, key=name))
        await held(bot.sandbox, fault)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        await bot.sandbox.clear_faults()

        card = await approves(bot, request, key=name)

        spaces = [each["spaceName"] for each in (await bot.sandbox.state())["spaces"]]
        assert (card.data["state"], card.data["right"]) == ("approved", "given"), where
        assert spaces.count(name) == 1, where
        assert await role_of_ann_in(bot, name) == "EDITOR", where
        lines = [each for each in await trail(bot) if each[1] == name]
        assert sorted(lines) == [
            ("grant", name, "done"),
            ("request approve", name, "done"),
            ("space create", name, "done"),
        ], where


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

    overrides = await bot.services.watch.policies.overrides()
    assert done.data["state"] == "approved", done.data["refused"]
    assert overrides.policy(soft.wish.target).soft_quota == 900 * GB
    assert isinstance(hard.wish, RoomWish)
    assert hard.wish.size == size + 50 * GB
    assert (shown.data["state"], shown.data["changed"]) == ("open", True)
    assert after.data["state"] == "approved"
    assert overrides.policy(space_id).soft_quota is None
    assert ("quota set", free, "done") in await trail(bot)


async def test_it_is_declined_with_a_reason_taken_back_and_listed(bot: Assembly) -> None:
    await admins_sit(bot)
    first, second = await asked(bot), await asked(bot, "request space Other")
    assert [row["number"] for row in (await says(bot, "requests")).data["rows"]] == [1, 2]
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


async def closed_file(bot: Assembly) -> dict[str, Any]:
    """A file that Bob manages, and Ann may do nothing with."""
    state = await bot.sandbox.state()
    space = next(each for each in state["spaces"] if each["spaceName"] == "设计资料")
    await learns(bot)
    made = await bot.sandbox.make_file(space["spaceId"], "plan.docx", "manager01", size=5)
    await bot.sandbox.take(space["spaceId"], "ORG", state["corpId"])
    await bot.sandbox.give(space["spaceId"], "USER", "manager01", "MANAGER")
    return {**made, "spaceId": space["spaceId"]}


async def roles_of_ann(bot: Assembly, made: dict[str, Any]) -> list[str]:
    files = await bot.sandbox.files(made["spaceId"])
    [file] = [each for each in files if each["dentryId"] == made["dentryId"]]
    return [each["roleId"] for each in file["grants"] if each["member"]["id"] == "staff01"]


async def test_access_by_a_link_is_given_as_whoever_approved_and_once(bot: Assembly) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    link = f"https://alidocs.dingtalk.com/i/nodes/{made['uuid']}"

    request = await asked(bot, f"request access {link} can edit because we plan")
    refusal = '{"code":"permissionDenied","message":"no"}'
    await bot.sandbox.fault("respond", QUERY, times=1, status=403, message=refusal)
    card = await approves(bot, request, CAROL)
    stays = await now(bot, request)
    done = await approves(bot, stays)
    again = await asked(bot, f"request access {link} view", key="less")
    same = await approves(bot, again)

    assert (card.data["state"], card.data["refused"]["name"]) == ("open", "Carol")
    assert done.data["state"] == "approved", done.data["refused"]
    assert await roles_of_ann(bot, made) == ["EDITOR"]
    assert same.data["state"] == "approved"
    spent = [c for c in await bot.calls() if c.endswith("/permissions") and c.startswith("POST")]
    assert len(spent) == 1
    assert ("grant", request.wish.name or made["uuid"], "done") in await trail(bot)


async def test_a_file_that_was_renamed_or_is_gone_is_asked_about_again(bot: Assembly) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    await bot.sandbox.give(made["spaceId"], "USER", "staff01", "READER")
    request = await asked(bot, "request access 设计资料/plan.docx can download")

    await bot.sandbox.change_file(made["spaceId"], made["dentryId"], name="other.docx")
    renamed = await approves(bot, request)
    await bot.sandbox.delete_file(made["spaceId"], made["dentryId"])
    gone = await approves(bot, await now(bot, request))

    assert request.wish.name == "plan.docx"
    assert (renamed.data["state"], renamed.data["changed"]) == ("open", True)
    assert (gone.data["state"], gone.data["outcome"]) == ("void", "gone")


async def test_who_is_refused_a_file_is_offered_to_ask_for_it(bot: Assembly) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    await bot.sandbox.give(made["spaceId"], "USER", "staff01", "READER")

    refused: Any = await says(bot, "file send 设计资料/plan.docx", ANN)
    offer = refused.actions["ask"]
    card: Any = await says(bot, f"request access {offer.raw['access']}", ANN)
    [request] = await bot.services.requests.open_ones()
    done = await approves(bot, request)
    sent: Any = await says(bot, "file send 设计资料/plan.docx", ANN, key="again")

    assert refused.template == "file_denied"
    assert (card.template, card.data["wish"]["role"]) == ("request_asked", "can download")
    assert done.data["state"] == "approved", done.data["refused"]
    assert sent.template == "file_sent"
    assert (await types_offer(bot, offer)).route.words == "request access"


async def types_offer(bot: Assembly, offer: Any) -> Any:
    """What the line of an offer means when it is typed."""
    return bot.routes.find(offer.line)


async def test_access_for_a_week_is_recorded_to_end_and_not_given_where_nobody_could_end_it(
    bot: Assembly,
) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    link = f"https://alidocs.dingtalk.com/i/nodes/{made['uuid']}"
    request = await asked(bot, f"request access {link} can edit 7 days because we plan")

    with pytest.raises(CannotEnd):
        await approves(bot, request)
    left = await now(bot, request)
    none = await roles_of_ann(bot, made)
    await named(bot)
    done = await approves(bot, left)

    [grant] = await bot.services.grants.concerning("staff01", everything=False)
    assert (left.state, left.doing, none) == ("open", None, [])
    assert done.data["state"] == "approved"
    assert await roles_of_ann(bot, made) == ["EDITOR"]
    assert grant.until is not None
    assert abs(grant.until - bot.clock() - 7 * 24 * HOUR) < HOUR
    assert (done.data["right"], done.data["until"]) == ("given", grant.until)

    # What ends by itself is not had already: asked for longer, it ends later; for ever, not at all.
    month = await asked(bot, f"request access {link} can edit 30 days", key="longer")
    longer = await approves(bot, month)
    [later] = await bot.services.grants.concerning("staff01", everything=False)
    ever = await approves(bot, await asked(bot, f"request access {link} can edit", key="for ever"))
    again = await approves(bot, await asked(bot, f"request access {link} can view", key="less"))
    assert longer.data["until"] == later.until == grant.until + 23 * 24 * HOUR
    assert (ever.data["right"], ever.data["until"], again.data["right"]) == ("given", 0, "already")
    assert not await bot.services.grants.concerning("staff01", everything=False)
    assert await roles_of_ann(bot, made) == ["EDITOR"]
