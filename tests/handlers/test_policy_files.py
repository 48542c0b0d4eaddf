"""Rules travel in the alert settings' file: exported, compared, confirmed, written down."""

import zipfile
from io import BytesIO
from typing import Any

import pytest

from bot.alerts.settings_file.format import load
from bot.alerts.settings_file.rule_changes import rule_changes
from bot.errors import ChangedMeanwhile
from bot.errors.files import BadFile
from bot.policy.rule import GROUPS, MEMBERS, MOST_RULES, PolicyRule, group, person
from bot.policy.rules import Stored
from tests.assembly import Assembly
from tests.handlers.calling import says, trail
from tests.handlers.importing import alone, confirms, imports
from tests.handlers.test_policy import NAMES
from tests.sweeping import sweep

ASKS = PolicyRule(
    "space create", MEMBERS, "", "ask", deciders=(person("manager02"),), decided="Carol"
)
DENIES = PolicyRule("file *", person("staff01"), "cidTeam", "deny", called="Ann: x", titled="# T")
ALLOWS = PolicyRule("*", group("cidTeam"), GROUPS, "allow", called="Team")
RULES = (ASKS, DENIES, ALLOWS)


REST = "where: everywhere, outcome: deny"
GOOD = f"command: file, who: everybody, {REST}"


def said(rules: tuple[PolicyRule, ...]) -> set[tuple[Any, ...]]:
    """What rules say, whoever set them and when."""
    return {
        (r.what, r.who, r.where, r.outcome, r.called, r.titled, r.deciders, r.decided)
        for r in rules
    }


def file(*rules: str) -> str:
    return "rules:\n" + "".join(f"- {{{each}}}\n" for each in rules)


async def exported(bot: Assembly) -> str:
    card = await says(bot, "alert export", conversation=await alone(bot))
    assert card.data["rules"] == len(await bot.services.policy.rules())
    lines = await bot.sandbox.messages((await alone(bot)).id)
    url = [line["file"]["url"] for line in lines if line["kind"] == "file"][-1]
    packed = (await bot.sandbox.client.get(url)).content
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return archive.read(archive.namelist()[0]).decode()


async def test_rules_go_out_and_come_back_as_they_were(bot: Assembly) -> None:
    await bot.services.access.add_admin("manager02", "Carol", "Bob")
    for each in RULES:
        await bot.services.policy.set(each)
    text = await exported(bot)
    same = await imports(bot, text)
    assert (same.template, same.data["rules"]) == ("alert_import_same", 3)
    for each in RULES:
        await bot.services.policy.remove(each)

    asked = await imports(bot, text)
    assert [row["change"] for row in asked.data["rows"]] == ["added"] * 3
    assert await bot.services.policy.rules() == ()
    done = await confirms(bot, asked)

    assert (done.template, done.data["added"], done.data["left"]) == ("alert_imported", 3, [])
    found = await bot.services.policy.rules()
    assert said(found) == said(RULES)
    assert {each.by for each in found} == {"manager01"}


async def test_what_a_file_changes_is_shown_and_written_down_rule_by_rule(bot: Assembly) -> None:
    for each in (ASKS, DENIES):
        await bot.services.policy.set(each)
    text = file(
        "command: 新建空间, who: members, where: everywhere, outcome: deny",
        "command: file *, who: user staff01, where: cidTeam, remove: yes",
        "command: all commands, who: admins, where: in groups, outcome: allow",
    )

    asked = await imports(bot, text)
    assert [row["change"] for row in asked.data["rows"]] == ["changed", "removed", "added"]
    first = await confirms(bot, asked, key="robot1:import")
    again = await confirms(bot, asked, key="robot1:import")

    assert first.data == again.data == {"added": 1, "changed": 1, "removed": 1, "left": []}
    assert [(name, outcome) for name, _, outcome in await trail(bot)] == [
        ("policy set", "done"),
        ("policy remove", "done"),
        ("policy set", "done"),
        ("alert import", "planned"),
    ]
    assert {(each.what, each.outcome) for each in await bot.services.policy.rules()} == {
        ("space create", "deny"),
        ("*", "allow"),
    }


async def test_a_file_without_rules_leaves_them_and_what_was_changed_since_stays(
    bot: Assembly,
) -> None:
    await bot.services.policy.set(ASKS)
    await confirms(bot, await imports(bot, "conversations:\n- {id: a, kind: group, spaces: all}\n"))
    assert said(await bot.services.policy.rules()) == said((ASKS,))

    asked = await imports(bot, file("command: spaces, who: admins, where: everywhere, remove: yes"))
    assert asked.template == "alert_import_same"
    text = file("command: space create, who: members, where: everywhere, outcome: deny")
    asked = await imports(bot, text)
    await bot.services.policy.set(PolicyRule("space create", MEMBERS, "", "allow"))
    again = await confirms(bot, asked, key="robot1:1")
    assert (again.template, again.data["overtaken"]) == ("alert_import", True)
    with pytest.raises(ChangedMeanwhile):
        await bot.services.policy.swap(ASKS.key, Stored("deny"), None)
    [rule] = await bot.services.policy.rules()
    assert rule.outcome == "allow"


@sweep(
    ("entry", "problem"),
    [
        ("command: nonsense, who: members, where: everywhere, outcome: deny", (2, "command")),
        ("command: policy set, who: members, where: everywhere, outcome: deny", (2, "command")),
        ("command: spaces, who: nobody, where: everywhere, outcome: deny", (2, "who")),
        ("command: spaces, who: user a b, where: everywhere, outcome: deny", (2, "who")),
        ("command: spaces, who: members, where: over there, outcome: deny", (2, "where")),
        ("command: spaces, who: members, where: everywhere, outcome: maybe", (2, "outcome")),
        ("command: spaces, who: members, where: everywhere", (2, "")),
        ("command: spaces, where: everywhere, outcome: deny", (2, "who")),
        ("command: spaces, who: members, where: everywhere, outcome: deny, role: x", (2, "role")),
        (
            "command: spaces, who: members, where: everywhere, outcome: ask, approvers: [all]",
            (2, "approvers"),
        ),
        (
            "command: spaces, who: members, where: everywhere, outcome: deny, approvers: [user a]",
            (2, ""),
        ),
        (GOOD, (3, "")),
    ],
)
def test_a_bad_rule_is_refused_with_its_line(entry: str, problem: tuple[int, str]) -> None:
    with pytest.raises(BadFile) as bad:
        rule_changes((), load(file(entry, GOOD), zone="UTC").rules, NAMES)

    assert [(each.line, each.field) for each in bad.value.problems] == [problem]


async def test_nobody_approves_by_a_file_who_is_no_admin_and_there_are_at_most_200_rules(
    bot: Assembly,
) -> None:
    named = "outcome: ask, approvers: [user staff01]"
    many = (f"command: spaces, who: user u{n}, {REST}" for n in range(MOST_RULES + 1))
    for each in (file(f"command: grant, who: members, where: everywhere, {named}"), file(*many)):
        with pytest.raises(BadFile):
            await imports(bot, each)
    assert await bot.services.policy.rules() == ()
