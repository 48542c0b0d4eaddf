"""Files in conversation: a folder is read once, turned over for nothing, and named in many ways."""

from tests.conversations.stage import Person, Seen, Stage


async def files_of(ann: Person, space: str = "设计资料") -> Seen:
    return await ann.says(f"文件 {space}")


async def counted(stage: Stage) -> int:
    return int((await stage.sandbox.state())["counters"]["counted"])


async def test_a_folder_is_one_call_and_its_pages_none(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        await ann.says("查看 设计资料")
        before = await counted(stage)

        first = await files_of(ann)
        after = await counted(stage)
        second = await ann.presses(first, "下一页")
        back = await ann.presses(second, "上一页")
        again = await files_of(ann)

        assert after - before == 3, "the space by its name, one page of files, and the card"
        assert "**9**" in second.text
        assert back.text == again.text
        assert await counted(stage) - after == 1, "the card alone: files are kept for a minute"


async def test_an_order_that_is_said_behind_a_place_is_taken_at_its_word(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("manager01")
        await ann.says("lang en")
        said = {
            f"files {place} {words}": f"· {order} ·"
            for place in ("Engineering", "Engineering/资料 Material", "")
            for words, order in (
                ("by name", "by name"),
                ("largest", "largest first"),
                ("newest", "newest first"),
            )
        }
        shown = {words: (await ann.says(words)).text for words in said}

        assert {words for words, text in shown.items() if said[words] not in text} == set()


async def test_a_number_opens_a_folder_then_a_file_and_up_leads_back(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        top = await files_of(ann)

        folder = await ann.says("1")
        file = await ann.says("2")
        up = await ann.says("文件 上级")

        assert folder.title.startswith("资料 Material")
        assert "设计资料 › 资料 Material" in folder.text
        assert file.title in folder.text
        assert "https://alidocs.dingtalk.com/i/nodes/" in file.text
        assert up.title == top.title


async def test_a_file_is_found_by_its_path_its_name_and_its_number_alone(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        by_path = await ann.says("查看文件 设计资料/资料 Material/report-10.xlsx")
        await ann.says("文件 设计资料/资料 Material")

        by_name = await ann.says("查看文件 report-10.xlsx")
        in_capitals = await ann.says("查看文件 report-10.XLSX")
        by_number = await ann.says("查看文件 8")

        titles = {by_path.title, by_name.title, in_capitals.title, by_number.title}
        assert titles == {"report-10.xlsx"}


async def test_what_is_not_there_is_said_with_what_is_near(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        without_list = await ann.says("file 3")
        await files_of(ann)

        near = await ann.says("查看文件 report-03.pdf")
        beyond = await ann.says("查看文件 99")
        no_folder = await ann.says("文件 设计资料/report-02.pdf")

        assert "not one of files" in without_list.text
        assert "report-02.pdf" in near.text
        assert "9" in beyond.text
        assert "不是文件夹" in no_folder.title


async def test_who_may_not_any_more_is_shown_no_name(stage: Stage) -> None:
    """The asker's own right decides, whatever somebody else was shown a moment ago, or they."""
    state = await stage.sandbox.state()
    space = next(each["spaceId"] for each in state["spaces"] if each["spaceName"] == "设计资料")
    async with stage.bot():
        admin, ann = await stage.alone("manager01"), await stage.alone("staff01")
        shown = await files_of(admin)
        hers = await files_of(ann)
        await stage.sandbox.take(space, "ORG", state["corpId"])

        refused = await files_of(ann, "设计资料 最大")
        page = await ann.presses(hers, "刷新")
        file = await ann.says("查看文件 2")

        assert hers.text == shown.text
        assert "不允许" in refused.text
        assert "不允许" in page.text
        assert "photo-08" not in file.title + file.text
