"""Rules: who may run which command where."""

from dataclasses import replace

import pytest

from bot.cards import Card
from bot.errors import BadArgument, MissingArgument, NoSuchPerson, Stale
from bot.policy.rule import PolicyRule, group, person
from bot.policy.said import names_of, read_rule
from handlers.policy import PAGE, ShownRules, TurnRules
from tests.assembly import Assembly
from tests.handlers.calling import presses, says, trail
from tests.parts import ANN, BOB
from tests.sweeping import sweep

RULE = {
    "what": "space delete",
    "who": "members",
    "called": "",
    "where": "everywhere",
    "titled": "",
    "outcome": "deny",
}
ANNS = {**RULE, "what": "", "who": "person", "called": "Ann", "where": "there", "titled": "Team"}
ASKS = {**RULE, "what": "file *", "who": "group", "called": "Team", "where": "groups"}
LAST = {**ASKS, "outcome": "ask"}
EXAMPLES = {
    "policy_refused": Card("policy_refused", {"rule": RULE, "asks": False}),
    "policy_refused-asks": Card("policy_refused", {"rule": LAST, "asks": True}),
    "policy_refused-request": Card("policy_refused", {"rule": LAST, "asks": True}, {"ask": None}),
    "hold_ruled_out": Card("hold_ruled_out", {"name": "Finance", "rule": ANNS, "asks": False}),
    "hold_ruled_out-asks": Card("hold_ruled_out", {"name": "", "rule": LAST, "asks": True}),
    "policy": Card(
        "policy",
        {
            "rules": [{**RULE, "number": 1}, {**ANNS, "number": 2}, {**LAST, "number": 3}],
            "page": 1,
            "pages": 1,
            "total": 3,
        },
    ),
    "policy-none": Card("policy", {"rules": [], "page": 1, "pages": 1, "total": 0}),
    "policy-page": Card(
        "policy",
        {"rules": [{**LAST, "number": 7}], "page": 2, "pages": 3, "total": 13},
        {"previous": TurnRules(1), "next": TurnRules(3)},
        kept=ShownRules((), 2),
    ),
    "whoami-ruled": Card(
        "whoami",
        {
            "name": "Ann",
            "role": "member",
            "user_id": "staff01",
            "union_id": "",
            "language": "en",
            "ruled": [{**ANNS, "commands": 30}, {**LAST, "commands": 1}],
        },
    ),
    "help_command-ruled": Card(
        "help_command",
        {
            "words": "space delete",
            "usage": "space delete <space>",
            "text": "Show your role and what you can do.",
            "others": (),
            "for_admins": True,
            "calls": "",
            "sentences": (),
            "rule": RULE,
        },
    ),
    "help_command-decides": Card(
        "help_command",
        {
            "words": "request space",
            "usage": "request space <name> [why]",
            "text": "Ask the admins for a new space; put the reason after a comma, or the name in quotes.",
            "others": (),
            "for_admins": False,
            "calls": "",
            "sentences": (),
            "rule": None,
            "decides": {**LAST, "what": "space create", "by": "Carol"},
        },
    ),
    "policy_set": Card("policy_set", {"rules": [RULE], "idle": False}),
    "policy_set-by": Card("policy_set", {"rules": [{**LAST, "by": "Bob, Carol"}], "idle": False}),
    "policy_set-idle": Card("policy_set", {"rules": [{**ASKS, "outcome": "allow"}], "idle": True}),
    "policy_removed": Card("policy_removed", {"rules": [RULE, ANNS]}),
}

NAMES = names_of(
    [
        ("space create", ("space create", "新建空间")),
        ("space", ("space",)),
        ("spaces", ("spaces", "空间列表")),
        ("file", ("file", "文件详情")),
        ("file delete", ("file delete", "删除文件")),
    ]
)


@sweep(
    ("text", "what", "who", "where"),
    [
        ("space create members everywhere ask", "space create", "role:member", ""),
        ("/Space Create  Everyone here ASK", "space create", "", "here"),
        ("space admins in groups ask", "space", "role:admin", "kind:group"),
        ("spaces everybody private ask", "spaces", "", "kind:single"),
        ("file * members everywhere ask", "file *", "role:member", ""),
        ("file commands members everywhere ask", "file *", "role:member", ""),
        ("all commands members cidXYZ+/== ask", "*", "role:member", "cidXYZ+/=="),
        ("file members everywhere ask", "file", "role:member", ""),
        ("file delete Ann Lee everywhere ask", "file delete", "Ann Lee", ""),
        ("file delete “Ann Lee”, everywhere, ask", "file delete", "Ann Lee", ""),
        ("file delete @Ann here ask", "file delete", "Ann", "here"),
        ("新建空间 成员 所有会话 审批", "space create", "role:member", ""),
        ("删除文件 所有人 群聊 需审批", "file delete", "", "kind:group"),
        ("所有命令 管理员 这里 审批", "*", "role:admin", "here"),
        ("新建空间成员所有会话审批", "space create", "role:member", ""),
        ("空间列表 小王 单聊 审批。", "spaces", "小王", "kind:single"),
        ("file delete this group here ask", "file delete", "this group", "here"),
        ("删除文件 本群成员 到处 审批", "file delete", "this group", ""),
    ],
)
def test_a_rule_is_read_as_it_is_said(text: str, what: str, who: str, where: str) -> None:
    read = read_rule(text, NAMES, mentioned=False)

    named = "this group" if read.this_group else read.person if read.who is None else read.who
    assert (read.what, named, "here" if read.here else read.where) == (what, who, where)
    assert read.outcome == "ask"


@sweep(
    "text",
    [
        "members everywhere ask",
        "spacesuit members everywhere ask",
        "nothing * members everywhere ask",
        "space create members everywhere",
        "space create members everywhere perhaps",
        "space create members ask",
        "space create everywhere ask",
        "space create",
        "?",
    ],
)
def test_what_is_no_whole_rule_is_refused(text: str) -> None:
    with pytest.raises(BadArgument):
        read_rule(text, NAMES, mentioned=False)


async def test_a_rule_is_set_changed_shown_and_taken_away(bot: Assembly) -> None:
    card = await says(bot, "policy set space create members everywhere ask")
    assert card.template == "policy_set"
    assert not card.data["idle"]
    await says(bot, "设置策略 新建空间 成员 所有会话 禁止")
    await says(bot, "policy set file * this group here deny")
    await says(bot, "policy set spaces staff01 in groups allow")

    rules = await bot.services.policy.rules()
    assert [(each.what, each.who, each.where, each.outcome) for each in rules] == [
        ("file *", group(bot.group.id), bot.group.id, "deny"),
        ("space create", "role:member", "", "deny"),
        ("spaces", person("staff01"), "kind:group", "allow"),
    ]
    assert rules[2].called == "员工甲"
    shown = await says(bot, "policy")
    assert [row["what"] for row in shown.data["rules"]] == ["file *", "space create", "spaces"]
    assert [row["where"] for row in shown.data["rules"]] == ["here", "everywhere", "groups"]

    with pytest.raises(BadArgument):
        await says(bot, "policy remove 2", key="robot1:unseen")  # of a list that nobody was shown
    await says(bot, "policy remove space create members everywhere")
    await says(bot, "policy remove spaces staff01 in groups")
    assert [each.what for each in await bot.services.policy.rules()] == ["file *"]
    with pytest.raises(BadArgument):
        await says(bot, "policy remove 2", key="robot1:again")
    assert await trail(bot) == [
        ("policy remove", "spaces 员工甲 in groups allow", "done"),
        ("policy remove", "space create members everywhere deny", "done"),
        ("policy set", "spaces 员工甲 in groups allow", "done"),
        ("policy set", "file * Team Team deny", "done"),
        ("policy set", "space create members everywhere deny", "done"),
        ("policy set", "space create members everywhere ask", "done"),
    ]


async def test_everybody_who_is_mentioned_gets_a_rule(bot: Assembly) -> None:
    text = "policy set file delete everywhere deny"
    card = await says(bot, text, mentions=("staff01", "staff02"))

    assert len(card.data["rules"]) == 2
    assert {each.who for each in await bot.services.policy.rules()} == {
        person("staff01"),
        person("staff02"),
    }
    again = await says(bot, text, mentions=("staff01", "staff02"))
    assert again == card
    assert len(await trail(bot)) == 2


async def test_people_of_one_name_are_offered(bot: Assembly) -> None:
    for each in ("staff01", "staff02"):
        await bot.services.access.note(replace(ANN, user_id=each, nick="Sam"))

    asked = await says(bot, "policy set file delete Sam here deny")

    assert asked.template == "ambiguous_person"
    assert [each.raw["rule"] for each in asked.then.offers] == [
        "file delete staff01 here deny",
        "file delete staff02 here deny",
    ]
    assert await bot.services.policy.rules() == ()


async def test_what_cannot_be_a_rule_changes_nothing(bot: Assembly) -> None:
    refused = {
        "policy set help members everywhere deny": BadArgument,
        "policy set policy set admins everywhere deny": BadArgument,
        "policy set undo everybody everywhere deny": BadArgument,
        "policy set file delete nobody99 everywhere deny": NoSuchPerson,
        "policy set": MissingArgument,
        "policy remove": MissingArgument,
        "policy remove 1": BadArgument,
        "policy remove spaces members everywhere": BadArgument,
        "policy much": BadArgument,
    }
    for said, error in refused.items():
        with pytest.raises(error):
            await says(bot, said)
    single = replace(bot.group, kind="single")
    with pytest.raises(BadArgument):
        await says(bot, "policy set files this group everywhere deny", conversation=single)
    assert await bot.services.policy.rules() == ()
    assert await trail(bot) == []


async def test_what_only_admins_may_is_not_given_to_members_by_a_rule(bot: Assembly) -> None:
    assert (await says(bot, "policy set space create members everywhere allow")).data["idle"]
    assert not (await says(bot, "policy set space create admins everywhere allow")).data["idle"]
    assert not (await says(bot, "policy set spaces members everywhere allow")).data["idle"]


async def test_many_rules_have_pages(bot: Assembly) -> None:
    for n in range(PAGE + 1):
        await bot.services.policy.set(PolicyRule("files", person(f"u{n}"), "", "deny"))

    first = await says(bot, "policy")
    second = await presses(bot, first.actions["next"], kept=first.kept)

    assert (first.data["page"], first.data["pages"], first.data["total"]) == (1, 2, PAGE + 1)
    assert second.data["rules"] != first.data["rules"]
    assert second.data["page"] == 2
    assert (await says(bot, "policy 2")).data == second.data
    with pytest.raises(Stale):
        await presses(bot, TurnRules(2), BOB)


async def test_whoami_and_help_say_which_rule_decides(bot: Assembly) -> None:
    assert (await says(bot, "whoami", ANN)).data["ruled"] == []
    await says(bot, "policy set file * members here deny")
    await says(bot, "policy set file delete staff01 everywhere ask")
    await says(bot, "policy set files everybody everywhere allow")
    await says(bot, "policy set space create members everywhere deny")

    mine = (await says(bot, "whoami", ANN)).data["ruled"]
    bobs = (await says(bot, "whoami")).data["ruled"]
    explained = (await says(bot, "help command file delete", ANN)).data["rule"]
    other = (await says(bot, "help command spaces", ANN)).data["rule"]

    assert [(row["what"], row["outcome"]) for row in mine] == [
        ("file *", "deny"),
        ("space create", "deny"),  # which a member may ask for, but for this
    ]
    assert bobs == []
    assert (explained["what"], explained["outcome"]) == ("file *", "deny")
    assert other is None


async def test_of_a_request_whoami_and_help_say_who_decides_or_that_none_is_made(
    bot: Assembly,
) -> None:
    await bot.services.access.add_admin("manager02", "Carol", "Bob")
    await says(bot, "policy set space create members everywhere ask by Carol")
    await says(bot, "policy set request room members here deny")
    await says(bot, "policy set grant members in private chats ask")

    mine = (await says(bot, "whoami", ANN)).data["ruled"]
    space = (await says(bot, "help command request space", ANN, language="zh")).data
    room = (await says(bot, "帮助命令 申请容量", ANN)).data
    access = (await says(bot, "help command request access", ANN)).data

    assert {(row["what"], row["outcome"]) for row in mine} == {
        ("space create", "ask"),
        ("request room", "deny"),
    }
    assert (space["rule"], space["decides"]["what"]) == (None, "新建空间")
    assert space["decides"]["by"]
    assert (room["rule"]["outcome"], room["decides"]) == ("deny", None)
    assert (access["rule"], access["decides"]) == (None, None)
