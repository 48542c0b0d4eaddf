"""Who is told, sent as a file and taken from one."""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from typing_extensions import override

from bot.access import Role
from bot.alerts.service import Alerts
from bot.alerts.subscription import Digest, Subscription
from bot.cards import Card
from bot.documents import Changed
from bot.errors import DeliveryFailed, Refused, Stale, Unavailable
from bot.errors.files import BadFile
from bot.messages import Command, Conversation
from bot.quota.limits import Percent
from bot.routing import NotMine
from bot.sessions import Cancel
from handlers.alert_files import ConfirmImport, TurnImport
from tests.assembly import Assembly
from tests.handlers.calling import answers, says, takes
from tests.handlers.importing import alone, confirms, file, imports
from tests.handlers.watching import swept
from tests.parts import BOB
from tests.placing import place
from tests.sandbox_server import Json

TEAM = Subscription(Conversation("cidTeam", "group", "Team"), "manager02", 5)
UPLOAD = "POST /media/upload"
PERSON = "POST /v1.0/robot/oToMessages/batchSend"
DOWNLOAD = "POST /v1.0/robot/messageFiles/download"


async def exports(bot: Assembly) -> Any:
    return await says(bot, "/alert export", conversation=await alone(bot))


def kinds(card: Any) -> list[str]:
    return [row["kind"] for row in card.data["rows"]]


async def placed(bot: Assembly) -> dict[str, Subscription]:
    return await bot.services.alerts.subscriptions()


async def files(bot: Assembly) -> list[Json]:
    """The files that Bob has got."""
    lines = await bot.sandbox.messages((await alone(bot)).id)
    return [line["file"] for line in lines if line["from"] == "bot" and line["kind"] == "file"]


async def test_what_is_exported_is_sent_to_whoever_asked(bot: Assembly) -> None:
    await place(bot.services.alerts, TEAM)

    card = await exports(bot)

    assert (card.template, card.data["shared"], card.data["personal"]) == ("alert_exported", 1, 0)
    [found] = await files(bot)
    assert found["name"] == card.data["name"]
    packed = (await bot.sandbox.client.get(found["url"])).content
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        [member] = archive.namelist()
        assert "cidTeam" in archive.read(member).decode()
    assert member == found["name"].replace(".zip", ".yaml")


async def test_an_export_sent_back_changes_nothing(bot: Assembly) -> None:
    await place(bot.services.alerts, replace(TEAM, digest=Digest("daily", 60, last=9)))
    await exports(bot)
    [found] = await files(bot)
    packed = (await bot.sandbox.client.get(found["url"])).content

    card = await imports(bot, packed, found["name"])

    assert (card.template, card.data) == ("alert_import_same", {"same": 1, "theirs": 0})


async def test_spaces_are_named_beside_their_ids(bot: Assembly) -> None:
    await swept(bot)
    space = await bot.space("Finance")
    assert space is not None
    await place(bot.services.alerts, replace(TEAM, spaces=frozenset({space["spaceId"]})))
    await exports(bot)

    [found] = await files(bot)
    packed = (await bot.sandbox.client.get(found["url"])).content
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    assert f"- '{space['spaceId']}' # Finance" in text


async def test_with_nothing_to_export_nothing_is_called(bot: Assembly) -> None:
    theirs = Conversation("cidAnn", "single")
    await place(bot.services.alerts, Subscription(theirs, "staff01", 1, "staff01", personal=True))

    card = await exports(bot)

    assert (card.template, card.data) == ("alert_export_nothing", {"personal": 1})
    assert UPLOAD not in await bot.calls()


@pytest.mark.parametrize("text", ["/alert export", "alert import"])
async def test_files_go_through_the_single_chat_only(bot: Assembly, text: str) -> None:
    await place(bot.services.alerts, TEAM)

    assert await says(bot, text) == Card("alert_files_alone")
    assert await files(bot) == []


async def test_a_file_sent_in_a_group_is_not_even_fetched(bot: Assembly) -> None:
    card = await imports(bot, file("id: a, spaces: all"), conversation=bot.group)

    assert card == Card("alert_files_alone")
    assert DOWNLOAD not in await bot.calls()


async def test_it_says_how_to_send_a_file(bot: Assembly) -> None:
    assert await says(bot, "导入提醒设置", conversation=await alone(bot)) == Card(
        "alert_import_how"
    )


@pytest.mark.parametrize("api", [UPLOAD, PERSON])
async def test_an_export_that_fails_is_told(bot: Assembly, api: str) -> None:
    await place(bot.services.alerts, TEAM)
    await bot.sandbox.fault("respond", api, status=400, code="40006", message="no")

    with pytest.raises(Refused):
        await exports(bot)
    assert await files(bot) == []


async def test_an_export_that_does_not_arrive_is_told(bot: Assembly) -> None:
    await place(bot.services.alerts, TEAM)
    await bot.sandbox.fault("deliver-failed", PERSON)

    with pytest.raises(DeliveryFailed):
        await exports(bot)


async def test_a_file_is_shown_as_a_difference_before_anything_changes(bot: Assembly) -> None:
    await place(bot.services.alerts, TEAM)

    card = await imports(
        bot,
        file(
            "id: cidTeam, spaces: all, levels: [50%]",
            "id: cidNew, title: New, kind: group, spaces: ['42']",
        ),
    )

    assert (card.data["added"], card.data["changed"], card.data["removed"]) == (1, 1, 0)
    assert kinds(card) == ["changed", "wish", "added", "gained"]
    assert card.data["rows"][2]["known"] is False
    assert card.data["rows"][3]["spaces"] == [{"id": "42", "name": "", "is_organisation": False}]
    assert card.actions["cancel"] == Cancel()
    assert await placed(bot) == {"cidTeam": TEAM}


async def test_a_conversation_in_which_something_was_answered_is_known(bot: Assembly) -> None:
    await bot.services.conversations.visit(Conversation("cidNew", "group"), "Bob")

    card = await imports(bot, file("id: cidNew, kind: group, spaces: all"))

    assert card.data["rows"][0]["known"] is True


async def test_what_was_shown_is_done_once_it_is_confirmed(bot: Assembly) -> None:
    await place(bot.services.alerts, TEAM)
    await place(bot.services.alerts, replace(TEAM, conversation=Conversation("cidOld", "group")))
    card = await imports(
        bot,
        file(
            "id: cidTeam, spaces: all, levels: [50%]",
            "id: cidOld, remove: yes",
            "id: cidNew, kind: single, user: staff01, spaces: all, digest: daily 09:00",
        ),
    )

    done = await confirms(bot, card)

    assert (done.template, done.data) == (
        "alert_imported",
        {"added": 1, "changed": 1, "removed": 1, "left": []},
    )
    now = await placed(bot)
    assert set(now) == {"cidTeam", "cidNew"}
    confirmed = replace(TEAM, by="Bob", whose=BOB.key, at=bot.clock())
    assert now["cidTeam"] == replace(confirmed, levels=(Percent(50),))
    assert now["cidNew"].user_id == "staff01"
    assert now["cidNew"].digest == Digest("daily", 540, last=bot.clock())


async def test_every_change_is_written_down(bot: Assembly) -> None:
    await place(bot.services.alerts, TEAM)
    card = await imports(
        bot, file("id: cidTeam, spaces: ['1'], alerts: no", "id: cidNew, kind: group, spaces: all")
    )

    await confirms(bot, card)

    kept = [each.entry for each in await bot.services.audit.last(5)]
    assert [(each.command, each.outcome, each.target) for each in kept] == [
        ("alert import", "done", "cidNew"),
        ("alert import", "done", "cidTeam"),
        ("alert import", "planned", ""),
    ]
    assert (kept[1].before, kept[1].after) == ("spaces=all", "spaces=1; alerts=no")
    assert kept[2].after == "added=1; changed=1; removed=0"


async def test_it_is_confirmed_by_a_word_too(bot: Assembly) -> None:
    card = await imports(bot, file("id: cidNew, kind: group, spaces: all"))
    assert isinstance(card.then, ConfirmImport)
    assert card.then.expects("yes")
    assert not card.then.expects("spaces")

    done = await answers(bot, card.then, "确认")

    assert done.template == "alert_imported"
    assert set(await placed(bot)) == {"cidNew"}


async def test_a_long_difference_is_turned_by_button_and_by_word(bot: Assembly) -> None:
    spaces = ", ".join(f"'{number}'" for number in range(100))
    card = await imports(bot, file(f"id: cidNew, kind: group, spaces: [{spaces}]"))
    assert (card.data["page"], "previous" in card.actions) == (1, False)

    second = await takes(bot, card.actions["next"])
    assert isinstance(second.then, ConfirmImport)
    assert second.then.expects("page 3")
    third = await answers(bot, second.then, "第3页")
    last = await answers(bot, second.then, "page 999")

    assert [each.data["page"] for each in (second, third)] == [2, 3]
    assert last.data["page"] == last.data["pages"]
    assert "next" not in last.actions
    shown = [card]
    while "next" in shown[-1].actions:
        shown.append(await takes(bot, shown[-1].actions["next"]))
    named = {each["id"] for one in shown for row in one.data["rows"] for each in row["spaces"]}
    assert named == {str(number) for number in range(100)}
    assert (await confirms(bot, shown[-1])).template == "alert_imported"


async def test_what_somebody_changed_meanwhile_is_shown_again(bot: Assembly) -> None:
    await place(bot.services.alerts, TEAM)
    card = await imports(bot, file("id: cidTeam, spaces: all, levels: [50%]"))
    changed = replace(TEAM, levels=(Percent(70),))
    await place(bot.services.alerts, changed)

    again = await confirms(bot, card)

    assert (again.template, again.data["overtaken"]) == ("alert_import", True)
    assert await placed(bot) == {"cidTeam": changed}
    assert (await confirms(bot, again, key="robot1:again")).template == "alert_imported"


async def test_a_file_that_was_kept_too_long_is_stale(bot: Assembly) -> None:
    for action in (ConfirmImport("0" * 32, "x", 1, 0, 0), TurnImport("0" * 32, 2)):
        with pytest.raises(Stale):
            await takes(bot, action)


async def test_a_kept_file_lives_for_an_hour(bot: Assembly) -> None:
    card = await imports(bot, file("id: cidNew, kind: group, spaces: all"))

    assert isinstance(card.then, ConfirmImport)
    left = await bot.store.redis.ttl(bot.store.key("import", card.then.file))
    assert 3500 < left <= 3600


async def test_of_a_file_with_a_mistake_nothing_is_done(bot: Assembly) -> None:
    text = file("id: cidNew, kind: group, spaces: all", "id: cidOther, spaces: all, quiet: x")

    with pytest.raises(BadFile) as bad:
        await imports(bot, text)

    assert [each.line for each in bad.value.problems] == [3]
    assert await placed(bot) == {}


@pytest.mark.parametrize(
    ("name", "content"), [("a.zip", b"PK nothing"), ("a.yml", b"\xff\xfe"), ("a.zip", b"")]
)
async def test_a_file_that_is_none_is_left_to_others(
    bot: Assembly, name: str, content: bytes
) -> None:
    with pytest.raises(NotMine):
        await imports(bot, content or b"x", name)


async def test_members_own_alerts_stay(bot: Assembly) -> None:
    chat = Conversation("cidAnn", "single")
    theirs = Subscription(chat, "staff01", 1, "staff01", personal=True, spaces=frozenset({"1"}))
    await place(bot.services.alerts, theirs)

    card = await imports(
        bot, file("id: cidAnn, spaces: all", "id: cidNew, kind: group, spaces: all")
    )
    await confirms(bot, card)

    assert card.data["theirs"] == 1
    assert (await placed(bot))["cidAnn"] == theirs


class Failing(Alerts):
    """Alerts that cannot be placed any more after the first time."""

    def __init__(self, real: Alerts) -> None:
        self._real = real
        self._left = 1

    @override
    async def subscriptions(self) -> dict[str, Subscription]:
        return await self._real.subscriptions()

    @override
    async def place(self, *args: Any, **more: Any) -> Changed[Subscription]:
        self._left -= 1
        if self._left < 0:
            raise Unavailable
        return await self._real.place(*args, **more)


async def test_a_run_that_died_on_its_way_is_finished_by_the_next(bot: Assembly) -> None:
    card = await imports(
        bot, file("id: cid1, kind: group, spaces: all", "id: cid2, kind: group, spaces: all")
    )
    asked = card.actions["confirm"]
    route = bot.routes.action_for(type(asked))
    assert route is not None
    command: Command = await bot.command(route.words, BOB, key="robot1:confirm")
    failing = replace(bot.services, alerts=Failing(bot.services.alerts))
    with pytest.raises(Unavailable):
        await route.handler(asked, command, failing)
    assert set(await placed(bot)) == {"cid1"}

    done = await route.handler(asked, command, bot.services)

    assert (done.template, done.data["added"]) == ("alert_imported", 2)
    assert set(await placed(bot)) == {"cid1", "cid2"}
    kept = [each.entry.outcome for each in await bot.services.audit.last(9)]
    assert kept == ["done", "done", "planned"]


def test_only_admins_may(bot: Assembly) -> None:
    routes = [bot.routes.named("alert export"), bot.routes.named("alert import")]
    others = [
        bot.routes.file_for("a.zip"),
        bot.routes.action_for(ConfirmImport),
        bot.routes.action_for(TurnImport),
        bot.routes.state_for(ConfirmImport),
    ]
    assert {route.role for route in (*routes, *others) if route} == {Role.ADMIN}
    assert None not in (*routes, *others)


def test_what_a_button_does_can_be_typed() -> None:
    turn, confirm = TurnImport("f", 3), ConfirmImport("f", "m", 1, 0, 0)
    for language in ("zh", "en"):
        assert confirm.expects(turn.says(language))
        assert confirm.expects(confirm.says(language))


def test_nobody_else_is_asked(bot: Assembly) -> None:
    """The card belongs to whoever sent the file, and to other admins."""
    route = bot.routes.action_for(ConfirmImport)
    assert route is not None
    assert (route.whose, route.changes) == ("asker", True)
