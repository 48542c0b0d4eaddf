"""Of two wishes in one sentence both are answered, or the second is a button once the first is done;
none is ever dropped silently.
"""

import pytest

from tests.conversations.stage import Stage
from tests.sweeping import tried


async def test_what_is_asked_besides_is_answered_next(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("spaces")
        for said, title, other in (
            ("how full is Finance, and how many calls are left", "Finance", "API calls"),
            ("which spaces are nearly full? and who are the admins", "Fullest", "Admins"),
            ("Finance 还剩多少，顺便看看还剩多少调用量", "Finance", "调用"),
            (
                "how full is Finance? and give staff02 edit on Engineering/photo-08.docx",
                "Finance",
                "photo-08",
            ),
            ("duplicates in Finance and Engineering", "Finance", "Engineering: duplicates"),
            ("市场部和设计资料里最大的文件有哪些", "市场部", "设计资料：最大文件"),
            ("give staff02 edit on poster.psd and tell me when it is full", "File or", "alert me"),
        ):
            with tried(said, title, other):
                shown = await admin.says(said)
                also = await admin.reads(other, shown.seq)

                assert shown.title.startswith(title)
                assert also.card != shown.card
                await admin.says("cancel")


async def test_what_only_tells_why_has_no_answer_of_its_own(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("Finance 还剩多少")

        told = await ann.says("那先清一清，有没有重复的")

        assert told.title == "Finance：重复文件"
        admin = await stage.in_group("manager01")
        given = await admin.says("给员工乙看 Engineering/photo-08.docx，月底就收回")
        assert given.title == "无法限期授权"  # its end was taken, and is no wish of its own


async def test_what_is_wished_besides_a_change_is_a_button_once_that_is_over(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("spaces")
        rename = "rename report-02.pdf in Finance to Q3 and show me who can see Finance"
        move = "rename 数据-07.zip in Finance to Q5 data.zip and then move it over to Legal"

        asked = await admin.says(rename)
        renamed = await admin.says("yes")
        shown = await admin.presses(renamed, "Who can open")
        await admin.says("把Finance里的slides-04.pptx改名为 终稿，顺便看看Finance谁能看")
        given_up = await admin.says("算了")
        await admin.says("rename slides-04.pptx in Finance to Q4 and show me who can see Finance")
        other = await admin.says("budget")

        assert "**file rename Finance/report-02.pdf Q3**" in asked.text
        assert "**who Finance**" in asked.text
        assert renamed.title == "Renamed: Q3.pdf"
        assert "press its button or send it: **who Finance**" in renamed.text
        assert shown.title.startswith("Permissions of “Finance”")
        assert "谁能看：Finance" in given_up.labels
        assert "who Finance" not in other.text
        assert '**file move "Finance/Q5 data.zip"' in (await admin.says(move)).text


async def test_the_second_is_named_with_what_to_send(stage: Stage) -> None:
    async with stage.bot():
        for said, title, other in (
            ("set 产品文档 and 新员工入职 to 30 GB", "Do this?", "quota set 新员工入职 30 GB"),
            ("set 会议录像 to 500 GB and alert me", "Do this?", "alert me"),
            (
                "send me Engineering/photo-08.docx and Engineering/slides-04.pptx",
                "Do this?",
                "file send Engineering/slides-04.pptx",
            ),
            (
                "make a folder called Bills in Finance and put a.pdf in it",
                "Do this?",
                "file move Finance/a.pdf Finance/Bills",
            ),
        ):
            with tried(said, title, other):
                admin = await stage.in_group("manager01")
                await admin.says("spaces")

                shown = await admin.says(said)

                assert shown.title.startswith(title)
                assert f"**{other}**" in shown.text


@pytest.mark.parametrize("yes", ["对,都建", "都建", "yes, create all of them"])
async def test_several_new_spaces_are_made_one_after_the_other(stage: Stage, yes: str) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")

        asked = await admin.says("新建两个空间:法务合同 和 招投标")
        made = await admin.says(yes)
        other = await admin.says(yes)

        assert "法务合同" in asked.title
        assert "新建空间 招投标" in asked.text
        assert "法务合同" in made.title
        assert "招投标" in made.text
        assert "招投标" in other.title
        assert {"法务合同", "招投标"} <= set(await stage.names())


async def test_a_limit_said_with_a_new_space_is_its_next_step(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")

        asked = await admin.says("Make me a space called Q3 Launch with 20 GB")
        made = await admin.presses(asked, "Create")
        misnamed = await admin.says("oops typo, it should be Q4 Launch")
        limited = await admin.presses(made, "Set quota: 20\xa0GB")
        await admin.says("Make me a space called Q5 Launch with 20 GB")
        await admin.says("yes")
        agreed = await admin.says("yes")
        more = await admin.says("add 10 GB to the soft quota of Q3 Launch")
        raised = await admin.presses(more, "Set it to 30\xa0GB")

        assert "Q3 Launch" in asked.title
        assert "Create “Q4 Launch”" in misnamed.labels
        assert "Q3 Launch" in misnamed.text
        assert agreed.title == limited.title.replace("Q3", "Q5")
        assert "20 GB" in asked.text
        assert "20 GB" in made.text
        assert "Soft quota" in limited.title
        assert "from **20 GB** to **30 GB**" in more.text
        assert "30 GB" in raised.text


async def test_a_weak_second_wish_is_named(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")

        told = await ann.says("Finance 还剩多少，顺便订一下周五的会议室")
        thanked = await ann.says("Finance 还剩多少，另外谢谢")

        assert told.title.startswith("Finance")
        assert "会议室" in told.text
        assert "谢谢" not in thanked.text


async def test_a_deletion_is_never_the_first_of_two(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("spaces")

        told = await admin.says("get rid of Finance, and show me who the admins are")

        assert told.title == "One at a time, please"
        assert "**space delete Finance**" in told.text
        assert "**admin list**" in told.text


async def test_what_is_not_understood_of_it_is_said(stage: Stage) -> None:
    async with stage.bot():
        boss = await stage.in_group("manager01")
        await boss.says("spaces")
        for said, also in (
            ("space create Tender 2028 and set Legal 法务's quota to 500", "quota set"),
            ("space create Tender 2030 and delete Legal 法务", "Not answered: “delete Legal"),
        ):
            asked = await boss.says(said)
            assert asked.title.startswith("Create “Tender")
            assert "Legal" not in asked.title
            assert also in asked.text
        await boss.says("cancel")

        ann = await stage.in_group("staff01")
        await ann.says("spaces")

        told = await ann.says("how full is Engineering? and buy us some more storage")

        assert told.title.startswith("Engineering")
        assert "buy us some more storage" in told.text

        await ann.says("cancel")
        asked = await ann.says("we need more storage for 市场部, please ask the admins")

        assert "Ask the admins for more storage for 市场部" in asked.text
        assert "Not answered" not in asked.text


async def test_a_follow_up_that_says_what_is_asked_is_one_wish(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("空间")

        told = await ann.says("那第一个呢,大概什么时候会满")
        lasts = await ann.says("设计资料还剩多少，能撑多久啊")
        shown = await ann.says("设计资料里是不是有好多重复的文件？帮我列一下")

        access = await ann.says("我看不了Finance，帮我申请一下权限")
        assert "申请权限 Finance" in access.text
        assert [each for each in (told, lasts, shown) if "还有未执行的" in each.text] == []
        assert "销售合同" in told.title
        assert "增长" in lasts.text
        assert "重复" in shown.title
