"""Finding files in conversation: DingTalk's search as the asker, and nothing besides."""

from tests.conversations.stage import Stage
from tests.conversations.test_files import counted
from tests.conversations.test_unknown import unsaid

SEARCH = "POST /v2.0/storage/dentries/search"
IDS = "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId"


async def space_of(stage: Stage, name: str) -> str:
    spaces = (await stage.sandbox.state())["spaces"]
    return next(str(each["spaceId"]) for each in spaces if each["spaceName"] == name)


async def test_files_are_found_by_a_word_and_opened_by_their_number(stage: Stage) -> None:
    """One call for the search, none for turning pages, and a file's ids only where it is opened."""
    async with stage.bot():
        ann = await stage.alone("staff02")
        await ann.says("spaces")
        space = await space_of(stage, "设计资料")
        for number in range(10):
            await stage.sandbox.make_file(space, f"zebra {number}.pdf", "staff02")
        older = await ann.says("show me the versions of zebra 3.pdf")
        before = await counted(stage)

        first = await ann.says("find zebra")
        after = await counted(stage)
        second = await ann.presses(first, "Next")
        await ann.says("file 9")
        turned = await counted(stage)
        file = await ann.says("file 10")
        opened = await counted(stage)

        assert after - before == 2, "the search, and the card: the list of spaces is at hand"
        assert turned - after == 4, "one file was opened, and the query of spaces refused once"
        assert "“zebra”: 10 items" in first.title
        assert "send for example **versions 2**" in older.text, "which is meant, no list tells"
        assert ".pdf · 设计资料 · " in first.text, "where it lies, without its name again"
        assert "**10**" in second.text
        assert file.title in second.text
        assert opened - turned == 3, "its ids, the file, and the card"
        await stage.sandbox.make_file(space, "the zebra film.mp4", "staff02")
        by_kind = await ann.says("find zebra mp4")
        assert ": 1 item" in by_kind.title
        assert "zebra film.mp4" in by_kind.text


async def test_a_search_is_narrowed_by_space_person_and_time(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        mine, other = await space_of(stage, "设计资料"), await space_of(stage, "Finance")
        await stage.sandbox.make_file(mine, "zebra one.pdf", "staff02")
        await stage.sandbox.make_file(mine, "zebra two.pdf", "staff01")
        await stage.sandbox.make_file(other, "zebra three.pdf", "staff02")

        within = await ann.says("find zebra in Finance")
        by = await ann.says("找 我的zebra")
        named = await ann.says("find zebra by staff01")
        since = await ann.says("find zebra since yesterday")
        said = await ann.says("找 今年的设计资料里的zebra")
        called = await ann.says("帮我找下设计资料的zebra")
        await (await stage.alone("staff01")).says("hello")
        both = await ann.says("找 员工甲在设计资料里的zebra")
        neither = await ann.says("找 我在公司里的zebra")
        periods = [
            await ann.says(said)
            for said in (
                "find zebra created last year",
                "找 zebra 去年",
                "找 员工甲去年上传的zebra",
            )
        ]
        today = await ann.says("find zebra made this month in Finance")
        no_place = await ann.says("find zebra in nowhere at all")
        of_a_kind = await ann.says("麻烦帮我找一下那个zebra表格，不记得放哪个空间了")

        assert ("three" in within.text, "one" in within.text) == (True, False)
        assert ("one" in by.text, "three" in by.text, "two" in by.text) == (True, True, False)
        assert ("two" in named.text, "one" in named.text) == (True, False)
        assert "three" in since.text
        assert ("two" in said.text, "three" in said.text) == (True, False)
        assert ("two" in called.text, "three" in called.text) == (True, False)
        assert ("two" in both.text, "one" in both.text) == (True, False), both
        assert "查找：**zebra** · 位于 设计资料 · 由 员工甲 创建" in both.text
        assert "查找" not in neither.text, "who is known and where is not: all of it is the name"
        assert "Looked for: **zebra** · in Finance" in within.text
        assert "“zebra in nowhere at all”: 0 items" in no_place.title
        assert "“zebra表格”：3 项" in of_a_kind.title
        assert {"0" in each.title for each in periods} == {True}
        assert "Looked for: **zebra** · created since Jan 1" in periods[0].text
        assert "created before Jan 1" in periods[0].text
        assert "由 员工甲 创建" in periods[2].text, periods[2]
        assert "three" in today.text
        options = [
            each["body"]["option"]
            for each in await stage.sandbox.calls()
            if each["template"] == SEARCH.split()[1]
        ]
        assert options[0]["spaceIds"] == [int(other)]
        assert options[1]["creatorIds"] == ["staff02"]
        assert options[3]["createTimeRange"]["startTime"] < (await stage.sandbox.state())["now"]


async def test_nothing_is_shown_that_the_search_did_not_give_the_asker(stage: Stage) -> None:
    """What somebody else may see is not found; nor is what was taken away since."""
    async with stage.bot():
        admin, ann = await stage.alone("manager01"), await stage.alone("staff01")
        state = await stage.sandbox.state()
        space = await space_of(stage, "设计资料")
        made = await stage.sandbox.make_file(space, "zebra.pdf", "manager01")
        before = await ann.says("find zebra")
        await stage.sandbox.take(space, "ORG", state["corpId"])

        theirs = await admin.says("find zebra")
        opened = await ann.says("file 1")
        hers = await ann.presses(before, "Refresh")
        await stage.sandbox.delete_file(space, made["dentryId"])
        gone = await admin.says("file 1")

        assert "zebra.pdf" in before.text
        assert "zebra.pdf" in theirs.text
        assert "DingTalk does not let you do this" in opened.text
        assert "zebra.pdf" not in hers.text
        assert "no longer there" in gone.text


async def test_without_the_permission_names_of_one_space_are_read_at_their_price(
    stage: Stage,
) -> None:
    await stage.sandbox.settings(searchScope=False)
    async with stage.bot():
        ann = await stage.alone("staff02")
        space = await space_of(stage, "设计资料")
        await stage.sandbox.make_file(space, "Zebra [x](https://evil.example).pdf", "staff02")

        nowhere = await ann.says("find design 设计")
        offered = await ann.says("find zebra in 设计资料")
        searches = [
            each for each in await stage.sandbox.calls() if SEARCH.endswith(each["template"])
        ]
        before = await counted(stage)
        read = await ann.presses(offered, "Read the names")
        calls = await counted(stage) - before
        file = await ann.says("file 1")

        assert "Storage.Dentry.Search" in nowhere.text
        assert "at most 20" in offered.text
        assert len(searches) == 1, "a refusal is remembered for an hour"
        assert "Zebra" in read.text
        assert "](https://evil" not in read.text
        assert 1 <= calls <= 4
        assert file.title.startswith("Zebra")


async def test_a_search_that_goes_round_or_leaves_out_says_so(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        space = await space_of(stage, "设计资料")
        for number in range(60):
            await stage.sandbox.make_file(space, f"zebra {number}.pdf", "staff02")

        await ann.says("find zebra page 6")
        await stage.sandbox.fault("repeat-page", SEARCH, times=9)
        round_ = await ann.says("find zebra page 8")
        await stage.sandbox.clear_faults()
        await unsaid(stage.sandbox, SEARCH, "items.0", "null")
        lost = await ann.says("find zebra 5")
        await stage.sandbox.clear_faults()
        await unsaid(stage.sandbox, SEARCH, "items.*.name")
        unnamed = await ann.says("find zebra 4")

        assert "There may be more files" in round_.text
        assert "could not be read" in lost.text
        assert "**1**" in unnamed.text
