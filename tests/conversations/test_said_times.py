"""Times in running bots: read the same by every command in both languages, or refused with why."""

from bot.times.china import last_known
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import called
from tests.sweeping import tried

CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
QUICK = {"watch_seconds": 0.1}


async def told(stage: Stage) -> Person:
    """Have the group told of one space; gives an admin there."""
    await stage.sandbox.make_space("Marketing", quota=100 << 30, usedQuota=10 << 30)
    bob = await stage.in_group("manager01")
    await bob.says("/operator me")
    await called(stage.sandbox, CAPACITY)
    await bob.says("/alert here Marketing")
    await bob.says("yes")
    return bob


async def hears(bob: Person, said: str, *words: str) -> Seen:
    """Say something, and wait for an answer, in a card or in words, that has all these in it."""
    entries = await bob.sandbox.messages(bob.conversation)
    await bob.sends(said)
    seen = await bob.reads(words[0], entries[-1]["seq"])
    for each in words:
        assert each in f"{seen.title}\n{seen.text}", f"{each!r} is not on {seen}"
    return seen


async def test_hours_days_and_digests_are_said_as_people_say_them(stage: Stage) -> None:
    async with stage.bot(**QUICK):
        bob = await told(stage)

        await hears(bob, "免打扰 22点半到8点半", "22:30", "08:30")
        await hears(bob, "/alert quiet 10pm-8am", "22:00", "08:00")
        await hears(bob, "免打扰 晚上十点到早上八点半", "22:00", "08:30")
        await hears(bob, "alert quiet from 21:15 to 7", "21:15", "07:00")

        await hears(bob, "周报 每周一早上9点", "9:00")
        await hears(bob, "digest weekly next friday 5pm", "17:00")
        await hears(bob, "日报 晚上十点半", "22:30")
        await hears(bob, "digest daily noon", "12:00")

        await hears(bob, "提醒静音 半小时", "☑️ **已静音**")
        await hears(bob, "alert deadline 1.5h", "90 minutes", "working")
        await hears(bob, "提醒静音 关闭", "静音：未开启")


async def test_days_off_add_up_and_what_is_not_announced_is_not_guessed(stage: Stage) -> None:
    async with stage.bot(**QUICK):
        bob = await told(stage)
        last = last_known()

        await hears(bob, "节假日 2099年10月1日到7日", "2099年10月1日至7日")
        await hears(
            bob,
            "alert holidays dec 25, 2099",
            "added to the earlier ones",
            "Oct 1\u2009–\u20097, 2099",
            "Dec 25, 2099",
        )
        await hears(bob, "alert holidays off 2099-12-25", "Oct 1\u2009–\u20097, 2099")

        await hears(bob, f"节假日 {last + 1}年国庆", f"已收录至 {last} 年", "未做任何更改")
        await hears(bob, f"holidays spring festival {last + 1}", f"up to {last}", "not known yet")
        await hears(bob, "holidays China", f"known up to {last}", "2099")
        gone = await hears(bob, "节假日 关闭", "假期：仅周末")
        assert "2099" not in gone.text
        assert "中国法定节假日" not in gone.text


async def test_what_cannot_be_says_what_is_wrong_and_changes_nothing(stage: Stage) -> None:
    async with stage.bot(**QUICK):
        for said, why in (
            ("alert quiet 25:00-8:00", "There is no such time"),
            ("免打扰 晚上2点到5点", "无法区分上午或下午"),
            ("alert quiet 22:00-22:00", "start and end at the same time"),
            ("digest weekly mon 13pm", "does not fit the part of the day"),
            ("周报 周八9点", "请写星期和时间"),
            ("alert holidays 2099-02-30", "no such date"),
            ("节假日 2099年10月7日到1日", "结束日期早于开始日期"),
            ("alert holidays 2020-10-01", "already passed"),
            ("alert mute 2 months", "differ in length"),
            ("提醒时限 到周五", "时限"),
        ):
            with tried(said, why):
                bob = await told(stage)
                await hears(bob, "alert quiet 21:00-6:00", "21:00")

                await hears(bob, said, why)

                listed = await hears(bob, "alert levels 90", "21:00", "06:00")
                assert "2099" not in listed.text
