"""A file or folder that is named means the one that was listed, and else is looked for everywhere."""

from tests.conversations.stage import Stage
from tests.sweeping import tried

SPACE = "设计资料"


async def test_a_folder_is_opened_by_its_number_and_left_again(stage: Stage) -> None:
    async with stage.bot():
        for into, up in (
            ("打开 1", "上级"),
            ("打开第一个文件夹", "回到上一级"),
            ("open 1", "go up"),
            ("open the first folder", "to the folder above"),
        ):
            with tried(into, up):
                ann = await stage.alone("staff02")
                top = await ann.says(f"文件 {SPACE}")

                folder = await ann.says(into)
                back = await ann.says(up)

                assert "资料 Material" in folder.title
                assert "设计资料" in back.title
                assert "资料 Material" in back.text
                assert "资料 Material" in top.text


async def test_names_of_a_folder_are_known_after_something_in_it_was_changed(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("manager01")
        await ann.says(f"文件 {SPACE}")
        await ann.says("新建文件夹 归档")
        folder = await ann.says("文件 归档")
        await ann.says(f"文件 {SPACE}")
        await ann.says("重命名文件 photo-08.docx 封面.docx")
        moved = await ann.says("移动文件 封面.docx 到 归档")
        file = await ann.says("查看文件 数据-07.zip")
        await ann.says(f"文件 {SPACE}")
        await ann.says("新建文件夹 归档二")
        asked = await ann.says("删除 归档二")
        sent = await ann.says(f"{SPACE}里那个PPT发我一下")
        await ann.says("取消")
        await ann.says(f"文件 {SPACE}")
        down = await ann.says("report-02 挪到资料文件夹里")
        await ann.says("取消")
        beside = await ann.says("帮我把Finance的report-02挪到资料文件夹里去，急")
        await ann.says("取消")
        await ann.says(f"最大文件 {SPACE}")
        named = await ann.says("把纪要-13改名叫会议纪要")

        assert folder.title == "归档：0 项"
        assert moved.title == "已移动：封面.docx"
        assert asked.title == "删除“归档二”？", asked
        assert file.title == "数据-07.zip"
        assert f"位置：{SPACE}" in file.text, file
        assert f"把“{SPACE}/slides-04.pptx”发到你的单聊" in sent.text, sent
        assert f"把“report-02.pdf”移动到“{SPACE}/资料 Material”" in down.text, down
        assert "移动到“Finance/资料 Material”" in beside.text, beside
        assert "纪要-13.mp4”重命名为“会议纪要”" in named.text, named


async def test_who_was_shown_no_folder_cannot_go_up(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        assert "设计资料" not in (await ann.says("go up")).title


async def test_a_name_in_the_last_list_of_files_is_no_space(stage: Stage) -> None:
    async with stage.bot():
        for said in (
            "delete 资料 Material",
            "删除 资料 Material 文件夹",
            "delete the folder 资料 Material",
        ):
            with tried(said):
                bob = await stage.alone("manager01")
                await bob.says(f"文件 {SPACE}")

                asked = await bob.says(said)

                assert asked.title in {"删除“资料 Material”？", "Delete “资料 Material”?"}
                assert "file delete" in asked.text or "删除文件" in asked.text


async def test_a_folder_and_a_space_of_one_name_are_asked_about(stage: Stage) -> None:
    await stage.sandbox.make_space("资料 Material")
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says(f"文件 {SPACE}")
        before = await stage.names()

        asked = await bob.says("delete 资料 Material")

        assert "**1**" in asked.text
        assert "**2**" in asked.text
        assert await stage.names() == before


async def test_a_file_that_is_not_where_it_was_looked_for_is_found(stage: Stage) -> None:
    async with stage.bot():
        plain, elsewhere = "delete photo-16.pdf", "delete Finance/photo-16.pdf"
        for said in ("把 photo-16.pdf 发给我", "谁能看 photo-16.pdf", plain, elsewhere):
            with tried(said):
                ann = await stage.alone("staff02")

                found = await ann.says(said)
                first = await ann.says("file 1")

                assert ("file delete 1" in found.text) == (said == plain)
                assert "photo-16.pdf" in found.title
                assert "**1**" in found.text
                assert first.title == "photo-16.pdf"


async def test_the_space_that_was_spoken_of_last_is_looked_through_first(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        await ann.says(f"{SPACE}用了多少")

        file = await ann.says("查看文件 photo-08.docx")

        assert file.title == "photo-08.docx"
        assert SPACE in file.text


async def test_what_is_nowhere_is_said_to_be_nowhere(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")
        assert (await ann.says("发给我 没有的.pdf")).title == "找不到这个文件或文件夹"


async def test_a_space_is_known_in_the_first_sentence_about_its_rights(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")

        answer = await ann.says(f"我在{SPACE}有什么权限")

        assert SPACE in answer.title + answer.text
        assert "哪个空间" not in answer.text
