"""What fills a space: one page is read, the next at their price, and nobody sees another's."""

import asyncio

import pytest

from bot.budget.promised import promised_key
from bot.storage import open_store
from tests.conversations.crashes import held, hold, kill, made
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import UPDATE

ALL = "POST /v1.0/storage/spaces/{spaceId}/dentries/listAll"
MORE, MANY = "再读 20", "再读 100"
NAME = "仓库"


async def counted(stage: Stage) -> int:
    return int((await stage.sandbox.state())["counters"]["counted"])


async def filled(stage: Stage, files: int) -> str:
    """A space with so many files of different sizes, that all members see; gives its id."""
    space = str((await stage.sandbox.make_space(NAME))["spaceId"])

    async def made_one(number: int) -> None:
        size = (number + 1) * 1000
        await stage.sandbox.make_file(space, f"f{number:04}.mp4", "manager01", size=size)

    for start in range(0, files, 20):
        numbers = range(start, min(start + 20, files))
        await asyncio.gather(*map(made_one, numbers))
    await stage.sandbox.give(space, "ORG", stage.state["corpId"], "EDITOR")
    return space


async def walked(stage: Stage) -> int:
    """How many pages were asked for."""
    return len(await made(stage.sandbox, ALL))


async def kept_for_jobs(stage: Stage) -> int:
    """For how many jobs calls are kept."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        return int(await store.redis.hlen(promised_key(store)))


async def until(person: Person, card: Seen, words: str) -> Seen:
    """Wait until a card says something, however often it is painted before."""
    return await person.reads(words, card.seq - 1)


async def test_one_page_is_read_and_all_its_views_cost_no_more(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        await ann.says("查看 设计资料")
        before = await counted(stage)
        largest = await ann.says("最大文件 设计资料")
        first = await counted(stage) - before
        oldest = await ann.presses(largest, "最旧")
        kinds = await ann.says("按类型")
        folders = await ann.says("最大文件夹")
        twice = await ann.says("重复文件")
        inside = await ann.says("文件 设计资料/资料 Material/归档 Archive")

        assert first == 3, "the space by its name, one page of files, and the card"
        assert await walked(stage) == 1
        assert largest.text.splitlines()[0].startswith("**1** design-22.docx · 1.6")
        assert oldest.text.splitlines()[0].startswith("**1** 方案-01.docx")
        assert "视频" in kinds.text
        assert "归档 Archive · 8.5" in folders.text
        assert "没有重复文件" in twice.text
        assert "design-22.docx" in inside.text


async def test_folders_come_with_a_picture_that_is_made_once_and_stays_while_pages_turn(
    stage: Stage,
) -> None:
    space = await filled(stage, 4)
    for number in range(10):
        folder = await stage.sandbox.make_file(space, f"d{number}", "manager01", type="FOLDER")
        parent, size = str(folder["dentryId"]), 2000 + number
        await stage.sandbox.make_file(space, "x.mp4", "manager01", parentId=parent, size=size)
    async with stage.bot():
        ann = await stage.alone("staff02")
        first = await ann.says(f"最大文件夹 {NAME}")
        drawn = len(await made(stage.sandbox, "POST /media/upload"))
        again = await ann.says("最大文件夹")
        second = await ann.presses(again, "下一页")
        largest = await ann.presses(second, "最大")

        assert drawn == 1
        assert len(await made(stage.sandbox, "POST /media/upload")) == 1, "it is known by then"
        assert all("![" in each.text for each in (first, again, second))
        assert "d9" in again.text
        assert "![" not in largest.text


async def test_more_is_read_at_its_price_and_numbers_of_what_is_found_are_usable(
    stage: Stage,
) -> None:
    await filled(stage, 120)
    async with stage.bot():
        ann = await stage.alone("staff02")
        first = await ann.says(f"最大文件 {NAME}")
        asked = await walked(stage)
        await ann.presses(first, MORE)
        whole = await until(ann, first, "f0119.mp4")
        opened = await ann.says("查看文件 1")
        again = await ann.says("按类型")

        assert asked == 1, "nothing is read on before somebody agrees"
        assert "至少" in first.text
        assert "1 次调用" in first.text
        assert await walked(stage) == 3
        assert "至少" not in whole.text
        assert "120 个文件" in whole.text
        assert MORE not in str(whole.labels)
        assert opened.title == "f0119.mp4"
        assert "120 个文件" in again.text


async def test_stop_ends_it_after_the_page_it_is_at(stage: Stage) -> None:
    await filled(stage, 200)
    async with stage.bot():
        ann = await stage.alone("staff02")
        first = await ann.says(f"最大文件 {NAME}")
        slow = await stage.sandbox.fault("slow", ALL, times=3, delayMillis=2500)
        reading = await ann.presses(first, MANY)
        await held(stage.sandbox, slow)
        await ann.taps(reading, "停止")
        ended = await until(ann, reading, "停止了读取")

        assert "还有更多内容" in ended.text
        assert "至少" in ended.text
        assert MORE in " ".join(ended.labels).replace("\u00a0", " ")
        assert 2 <= await walked(stage) <= 3


async def test_another_person_sees_nothing_of_it(stage: Stage) -> None:
    """Each walks as themselves; who lost their right is shown nothing more, and it is forgotten."""
    space = await filled(stage, 60)
    async with stage.bot():
        ann, admin = await stage.alone("staff02"), await stage.alone("manager01")
        theirs = await admin.says(f"最大文件 {NAME}")
        await admin.presses(theirs, MORE)
        await until(admin, theirs, "60 个文件")
        before = await walked(stage)
        hers = await ann.says(f"最大文件 {NAME}")

        assert await walked(stage) == before + 1
        assert "已读取 50 个文件" in hers.text

        await stage.sandbox.take(space, "ORG", stage.state["corpId"])
        refused = await ann.presses(hers, MORE)
        ended = await until(ann, refused, "不允许")
        assert "f00" not in ended.text


async def test_pages_that_repeat_or_bring_nothing_end_it_in_doubt(stage: Stage) -> None:
    await filled(stage, 160)
    async with stage.bot():
        ann = await stage.alone("staff02")
        await stage.sandbox.fault("repeat-page", ALL, times=1)
        first = await ann.says(f"最大文件 {NAME}")
        await ann.presses(first, MORE)
        twice = await until(ann, first, "160 个文件")
        first = await ann.presses(twice, "重新读取")
        await stage.sandbox.fault("same-pages", ALL)
        await ann.presses(first, MORE)
        cut = await until(ann, first, "没有结束")
        calls = await walked(stage)

        assert "至少" not in twice.text, "what came twice is there once"
        assert "至少" in cut.text
        assert calls < 15, calls
        assert MORE not in str(cut.labels)


async def test_a_size_that_is_not_said_is_not_zero(stage: Stage) -> None:
    await filled(stage, 5)
    async with stage.bot():
        ann = await stage.alone("staff02")
        await stage.sandbox.fault("malform", ALL, times=1, code="absent", message="dentries.3.size")
        card = await ann.says(f"最大文件 {NAME}")
        folders = await ann.says("最大文件夹")

        assert "没有返回 1 个文件的大小" in card.text
        assert "至少" in card.text
        assert "至少" in folders.text.splitlines()[0]


async def test_what_is_gone_meanwhile_is_said_when_it_is_opened(stage: Stage) -> None:
    space = await filled(stage, 5)
    async with stage.bot():
        ann = await stage.alone("staff02")
        await ann.says(f"最大文件 {NAME}")
        largest = next(
            each for each in await stage.sandbox.files(space) if each["name"] == "f0004.mp4"
        )
        await stage.sandbox.delete_file(space, largest["dentryId"])
        gone = await ann.says("查看文件 1")

        assert "已不在那里" in gone.text


async def test_the_allowance_ends_in_the_middle_and_the_card_says_until_when(stage: Stage) -> None:
    await filled(stage, 300)
    async with stage.bot(monthly_calls=8, allowance_share=100):
        ann = await stage.alone("staff02")
        first = await ann.says(f"最大文件 {NAME}")
        before = await walked(stage)
        await ann.presses(first, MORE)
        waits = await until(ann, first, "之后继续")
        stopped = await ann.presses(waits, "停止")
        ended = await until(ann, stopped, "停止了读取")

        assert before < await walked(stage) < 6
        assert "已读取" in ended.text
        assert "至少" in ended.text


async def test_numbers_of_what_was_found_are_moved_together(stage: Stage) -> None:
    space = await filled(stage, 6)
    await stage.sandbox.make_file(space, "旧", "manager01", type="FOLDER")
    async with stage.bot():
        ann = await stage.alone("manager01")
        await ann.says(f"最大文件 {NAME}")
        moved = await ann.says(f"移动文件 1 3-4 到 {NAME}/旧")
        inside = await ann.says(f"文件 {NAME}/旧")

        assert "f0005.mp4" in inside.text, moved
        assert "f0003.mp4" in inside.text
        assert "f0002.mp4" in inside.text
        assert "f0004.mp4" not in inside.text


@pytest.mark.parametrize(("counts", "says"), [(True, "回收站"), (False, "比之前少")])
async def test_tidying_says_whether_room_was_freed(
    stage: Stage, says: str, *, counts: bool
) -> None:
    await filled(stage, 6)
    await stage.sandbox.settings(binCounts=counts)
    async with stage.bot():
        ann = await stage.alone("manager01")
        await ann.says(f"最大文件 {NAME}")
        asked = await ann.says("删除文件 1 3-4")
        done = await ann.presses(asked, "删除")
        left = await ann.says("最大文件")
        next_time = await ann.says("删除文件 1")
        await ann.says("取消")
        await ann.says("撤销")
        back = await ann.says("最大文件")

        assert "共 2 次调用" in asked.text
        assert "上次" not in asked.text, "nobody knows yet"
        assert ("没有释放" if counts else "立即释放") in next_time.text
        assert says in done.text, done
        assert "f0005" not in left.text
        assert "f0004" in left.text
        assert "f0005" in back.text, "what was brought back is there again"


Point = tuple[str, str]
POINTS: tuple[Point, ...] = (("before", ALL), ("after", ALL), ("before", UPDATE), ("after", UPDATE))
"""Where a walk is killed: before a page was read, after it was, before its card is painted, and
after it was."""


async def test_a_walk_goes_on_wherever_it_is_killed(stage: Stage) -> None:
    await filled(stage, 220)
    patient = {"call_seconds": 30, "interim_seconds": 30}
    ann = await stage.alone("staff02")
    async with stage.process(**patient):
        first = await ann.says(f"最大文件 {NAME}")
    for when, call in POINTS:
        async with stage.process(**patient) as process:
            fault = await hold(stage.sandbox, when, call)
            await ann.taps(first, MORE)
            await held(stage.sandbox, fault)
            await kill(stage, process)
        promised = await kept_for_jobs(stage)
        async with stage.process(**patient):
            whole = await until(ann, first, "220 个文件")

            assert promised or call == UPDATE, (when, call)
            assert await kept_for_jobs(stage) == 0, (when, call)
            assert "f0219.mp4" in whole.text, (when, call)
            # What the process that was killed still owed may show the whole once more first.
            await ann.taps(whole, "重新读取")
            first = await until(ann, whole, "已读取 50 个文件")
