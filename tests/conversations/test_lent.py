"""A permission for a week, asked for or given, by a bot that is killed while the week passes."""

from dataclasses import replace

from bot.rights.grant import Grant
from bot.rights.grant_store import GrantStore
from bot.storage import open_store
from bot.times.spans import DAY
from tests.conversations.crashes import kill
from tests.conversations.stage import Stage
from tests.conversations.test_rights import SPACE, given, made

WHERE = f"{SPACE}/海报/甲.txt"
QUICK = {"watch_seconds": 0.3}


async def passes(stage: Stage, days: int) -> Grant:
    """Let so many days have passed since the one role was given."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        kept = GrantStore(store)
        (grant,) = await kept.all()
        assert grant.until is not None
        before = replace(grant, given=grant.given - days * DAY, until=grant.until - days * DAY)
        await kept.change(grant.id, lambda _: before)
        return before


async def test_a_permission_for_a_week_ends_whoever_kills_the_bot(stage: Stage) -> None:
    space, _, file = await made(stage)
    async with stage.process(**QUICK) as process:
        bob, dan = await stage.alone("manager01"), await stage.alone("staff02")
        await bob.says("/由我监控")
        asked = await bob.says(f"授权 员工乙 可编辑 {WHERE} 7 天")
        assert "员工乙" in asked.text
        await bob.says("确认")
        assert "EDITOR" in str(await given(stage, space, file["dentryId"]))
        await kill(stage, process)
    await passes(stage, 6)
    async with stage.process(**QUICK) as process:
        soon = await dan.reads("你的权限即将到期：甲.txt")
        assert soon.labels == ("申请延长", "立即收回")
        lent = await bob.reads("权限即将到期：甲.txt")
        assert lent.labels == ("延长", "立即收回")
        await kill(stage, process)
    await passes(stage, 1)
    async with stage.bot(**QUICK):
        await dan.reads("权限已到期：甲.txt")
        await bob.reads("权限已到期：甲.txt")
        listed = await bob.says("临时权限")
        assert "没有会自动到期的" in listed.text
    roles = await given(stage, space, file["dentryId"])
    assert "staff02" not in str(roles)


async def test_who_is_refused_asks_and_has_it_for_a_week(stage: Stage) -> None:
    space = str((await stage.sandbox.make_space("仓库", owner="manager01"))["spaceId"])
    await stage.sandbox.make_file(space, "甲.txt", "manager01", size=3)
    await stage.sandbox.give(space, "ORG", stage.state["corpId"], "READER")
    dan, bob = await stage.alone("staff02"), await stage.alone("manager01")
    admins = await stage.in_group("manager01", 1)
    async with stage.process(**QUICK) as process:
        await bob.says("/由我监控")
        await admins.says("管理员会话")
        await dan.says("文件 仓库")
        refused = await dan.says("发给我 1")
        assert refused.labels == ("申请权限",)
        asked = await dan.says("申请权限 1 可下载 7 天")
        card = await admins.reads("甲.txt")
        assert "员工乙" in card.text
        await kill(stage, process)
    async with stage.process(**QUICK) as process:
        await admins.presses(card, "批准")
        await dan.reads("在钉钉中打开", asked.seq)
        sent = await dan.says("发给我 1")
        assert "甲.txt" in sent.title, sent
        await kill(stage, process)
    await passes(stage, 6)
    async with stage.bot(**QUICK):
        await dan.reads("你的权限即将到期：甲.txt")
        await passes(stage, 1)
        await dan.reads("权限已到期：甲.txt")
        again = await dan.says("发给我 1")
        assert "申请" in str(again.labels)
