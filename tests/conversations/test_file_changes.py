"""Files are renamed, moved and copied in conversation, and folders made: one effect, one answer."""

from tests.conversations.stage import Person, Stage
from tests.conversations.watching import cost, space_id, spent
from tests.sandbox_server import Json

SPACE = "设计资料"
_DENTRIES = "/v1.0/storage/spaces/{spaceId}/dentries"
COPY = f"POST {_DENTRIES}/{{dentryId}}/copy"
MOVES = f"POST {_DENTRIES}/batchMove"


async def here(stage: Stage, folder: str = "0") -> dict[str, Json]:
    """What lies in a folder of the space, by its name."""
    space = await space_id(stage, SPACE)
    return {each["name"]: each for each in await stage.sandbox.files(space, parentId=folder)}


async def boxed(stage: Stage) -> Json:
    """A folder with two small files in it: what is done to it takes a task."""
    space = await space_id(stage, SPACE)
    box = await stage.sandbox.make_file(space, "盒子", "manager01", type="FOLDER")
    for name in ("一.txt", "二.txt"):
        await stage.sandbox.make_file(space, name, "manager01", size=1, parentId=box["dentryId"])
    return box


async def browsing(stage: Stage, user: str = "manager01") -> Person:
    """Somebody who looks at the space's files."""
    person = await stage.alone(user)
    await person.says(f"文件 {SPACE}")
    return person


async def test_a_folder_is_made_for_one_call_and_its_name_asked_about(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        before = await spent(stage)
        made = await ann.says("新建文件夹 海报 2027")
        paid = await cost(stage, before)
        again = await ann.says("新建文件夹 海报 2027")
        both = await ann.presses(again, "都保留")
        listed = await ann.says(f"文件 {SPACE}")

        assert "海报 2027(1)" in listed.text, "read anew, within the minute it is kept"
        assert "海报 2027" in made.title
        assert paid["POST /v1.0/storage/spaces/{spaceId}/dentries/{parentId}/folders"] == 1
        assert "已有同名内容" in again.title
        assert both.title.endswith("：海报 2027(1)"), "the name that it has got"
        assert {"海报 2027", "海报 2027(1)"} <= set(await here(stage))


async def test_a_file_is_renamed_by_its_number_and_a_forbidden_sign_named(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        before = await spent(stage)
        refused = await ann.says("重命名文件 2 a|b.pdf")
        paid = await cost(stage, before)
        await ann.says("重命名文件 1")
        again = await ann.says("a*b")
        answered = await ann.says("资料")
        renamed = await ann.says("重命名文件 2 新名字.pdf")
        taken = await ann.says("重命名文件 3 新名字.pdf")
        both = await ann.says("都保留")
        await ann.says("复制文件")
        older = await ann.says("1")
        named = await ann.says(SPACE)
        await ann.says("取消")
        await ann.says(f"文件 {SPACE} 按名称")
        await ann.says("重命名文件 3 新名字.pdf")
        left = await ann.says(f"文件 {SPACE}")

        assert "|" in refused.text
        assert [each for each in paid if "/storage/" in each or "/drive/" in each] == []
        assert again.labels == ("取消",), "its question stays open"
        assert answered.title.endswith("：资料")
        assert "重命名文件" in left.text, "the question that was left is called what was asked"
        assert renamed.title.endswith("新名字.pdf")
        assert "已有同名内容" in taken.title
        assert "新名字 (2).pdf" in both.title
        assert older.labels == ("取消",), "it asks where to"
        assert named.title == "要这样做吗？", "something else was spoken of since that list"
        assert "资料" in named.text, "what the number means"
        assert {"新名字.pdf", "新名字 (2).pdf"} <= set(await here(stage))


async def test_a_file_keeps_its_ending_where_its_new_name_has_none(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        kept = {"重命名文件 2 2026合同": "2026合同", "重命名文件 3 方案 v1.2": "方案 v1.2"}
        for said, name in kept.items():
            old = (await ann.says(f"文件 {SPACE} 按名称")).text
            ending = next(line for line in old.split("\n") if line.startswith(f"**{said[6]}**"))
            ending = "." + ending.split(" · ")[0].rpartition(".")[2]

            renamed = await ann.says(said)

            assert renamed.title.endswith(name + ending)
            assert f"**{ending}**" in renamed.text
        whole = await ann.says("重命名文件 3 合同.tar")
        made = await ann.says("新建文件夹 第1.2版")
        await ann.says(f"文件 {SPACE}")
        folder = await ann.says("重命名文件 第1.2版 第二版")

        assert whole.title.endswith("合同.tar")
        assert "扩展名" not in whole.text + folder.text
        assert made.title.endswith("第1.2版")
        assert folder.title.endswith("第二版")


async def test_an_ending_that_was_typed_in_a_sentence_is_never_cut(stage: Stage) -> None:
    said = {
        "把{file}改名为 2026合同.xlsx": "2026合同.xlsx",
        "把{file}重命名为2027合同.xlsx。": "2027合同.xlsx",
        "rename the file {file} to plan.v2.docx please": "plan.v2.docx",
        "建一个叫 v1.2.b 的文件夹": "v1.2.b",
        "create a folder called a.b": "a.b",
    }
    async with stage.bot():
        ann = await browsing(stage)
        space = await space_id(stage, SPACE)
        for number, (words, name) in enumerate(said.items()):
            file = f"旧合同-7{number}.xlsx"
            await stage.sandbox.make_file(space, file, "manager01")
            await ann.says(f"文件 {SPACE}")

            answer = await ann.says(words.format(file=file))

            assert name in f"{answer.title} {answer.text}", words
            await ann.says("取消")


async def test_several_are_moved_in_one_call_and_each_is_judged_by_itself(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        made = await ann.says("新建文件夹 归档")
        listed = await ann.says(f"文件 {SPACE} 按名称")
        there = await here(stage)
        third = next(each for name, each in there.items() if f"**3** {name}" in listed.text)
        await stage.sandbox.delete_file(await space_id(stage, SPACE), third["dentryId"])
        before = await spent(stage)
        moved = await ann.says("移动文件 2-4 到 归档")
        paid = await cost(stage, before)
        into = await here(stage, there["归档"]["dentryId"])

        assert "归档" in made.title
        assert paid[MOVES] == 1
        assert "已不存在" in moved.text, moved
        assert len(into) == 2, (moved, into)


async def test_what_cannot_go_there_is_said_before_a_call(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        await ann.says("新建文件夹 外")
        await ann.says(f"文件 {SPACE}/外")
        await ann.says("新建文件夹 里")
        before = await spent(stage)
        own = await ann.says(f"移动文件 {SPACE}/外 {SPACE}/外/里")
        same = await ann.says(f"移动文件 {SPACE}/外 {SPACE}")
        copied = await ann.says(f"复制文件 {SPACE}/外 {SPACE}/外")
        paid = await cost(stage, before)

        assert "放入自身" in own.title
        assert "已在" in same.title
        assert "放入自身" in copied.title
        assert not {each for each in paid if each.endswith(("/move", "/copy"))}


async def test_a_clash_is_asked_about_and_settled_in_three_ways(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        space = await space_id(stage, SPACE)
        await ann.says("新建文件夹 归档")
        folder = (await here(stage))["归档"]["dentryId"]
        for name in ("甲.txt", "乙.txt", "丙.txt"):
            for parent in ("0", folder):
                await stage.sandbox.make_file(
                    space, name, "manager01", size=9 + len(parent), parentId=parent
                )
        asked = [await ann.says(f"复制文件 {SPACE}/{name} {SPACE}/归档") for name in ("甲.txt",)]
        both = await ann.says("keep both")
        asked.append(await ann.says(f"移动文件 {SPACE}/乙.txt {SPACE}/归档"))
        replaced = await ann.says("替换")
        asked.append(await ann.says(f"移动文件 {SPACE}/丙.txt {SPACE}/归档"))
        stopped = await ann.says("取消")
        await ann.says(f"删除文件 {SPACE}/丙.txt")
        await ann.says("确认")
        await stage.sandbox.make_file(space, "丙.txt", "manager01", size=3)
        await ann.says("回收站")
        asked.append(await ann.says("恢复文件 1"))
        back = await ann.says("overwrite")
        into, top = await here(stage, folder), await here(stage)

        assert "已恢复" in back.title
        assert top["丙.txt"]["size"] == 10
        assert all("已有同名内容" in each.title for each in asked)
        assert both.title == "已复制：甲(1).txt"
        assert "已移动" in replaced.title
        assert "丙.txt" not in stopped.title
        assert {"甲.txt", "甲(1).txt", "乙.txt", "丙.txt"} == set(into)
        assert into["乙.txt"]["size"] == 10
        assert {"甲.txt", "丙.txt"} <= set(top)
        assert "乙.txt" not in top


async def test_a_full_place_is_told_by_what_is_full_and_who_may_not_is_told_so(
    stage: Stage,
) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        space = await space_id(stage, SPACE)
        file = await stage.sandbox.make_file(space, "甲.txt", "manager01", size=9)
        await ann.says("新建文件夹 归档")
        told = []
        for level in ("space", "scene", "app", "org"):
            await stage.sandbox.fault(
                "respond", COPY, times=1, status=400, code=f"{level}QuotaInsufficient"
            )
            told.append((await ann.says(f"复制文件 {SPACE}/甲.txt {SPACE}/归档")).text)
        await stage.sandbox.fault("respond", COPY, times=1, status=403, code="permissionDenied")
        refused = await ann.says(f"复制文件 {SPACE}/甲.txt {SPACE}/归档")

        assert len(set(told)) == 4
        assert "不允许" in refused.text
        assert file["name"] == "甲.txt"


async def test_a_task_is_followed_and_one_that_fails_or_hangs_is_said(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        for name in ("归档", "另一个", "再一个"):
            await ann.says(f"新建文件夹 {name}")
        await boxed(stage)
        await stage.sandbox.settings(taskMillis=300)
        done = await ann.says(f"复制文件 {SPACE}/盒子 {SPACE}/归档")
        await stage.sandbox.fault("task-fails", COPY, times=1)
        failed = await ann.says(f"复制文件 {SPACE}/盒子 {SPACE}/另一个")
        await stage.sandbox.settings(taskMillis=60_000)
        going = await ann.says(f"复制文件 {SPACE}/盒子 {SPACE}/再一个")
        await stage.sandbox.settings(clockOffsetMillis=120_000)
        after = await ann.presses(going, "再看一次")

        assert "已复制" in done.title, done
        assert "中停止" in failed.text or "停止" in failed.text, failed
        assert "仍在处理" in going.title, going
        assert "已复制" in after.title, after
