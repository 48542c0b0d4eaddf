"""A file that is said with its space is that file, and words before or behind a place are none."""

from tests.conversations.stage import Stage
from tests.conversations.watching import space_id

SPACE = "设计资料"
FILE = "季度照片-78.docx"


async def test_whoever_may_deletes_a_file_that_is_said_with_its_space(stage: Stage) -> None:
    async with stage.bot():
        space = await space_id(stage, SPACE)
        await stage.sandbox.make_file(space, FILE, "manager01")
        ann = await stage.alone("staff01")
        for first in ("", f"文件 {SPACE}", "空间列表"):
            for said in (
                f"delete {FILE} in {SPACE}",
                f"delete the file {FILE} from {SPACE}",
                f"删掉{SPACE}里的 {FILE}",
                f"删除 {SPACE}里的 {FILE}",
                f"删除{SPACE}里面的{FILE}",
                f"删除文件 {SPACE}中的{FILE}",
            ):
                if first:
                    await ann.says(first)

                asked = await ann.says(said)

                assert FILE in asked.title, (first, said, asked.title, asked.text)
                assert "Delete" in asked.title or "删除" in asked.title
                await ann.says("取消")


async def test_a_place_is_found_without_the_words_that_lead_to_it(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("manager01")
        for first in ("", f"文件 {SPACE}"):
            for said in (
                f"show me files in {SPACE}",
                *(f"files {word} {SPACE}" for word in ("in", "of", "from", "at")),
                f"文件 {SPACE}里",
                f"文件 {SPACE}里的",
            ):
                if first:
                    await ann.says(first)

                listed = await ann.says(said)

                assert listed.title.startswith(SPACE), (first, said, listed.title)
        none = await ann.says("files in Atlantis")

        assert "Atlantis" in none.title + none.text or "not found" in none.title


async def test_the_space_that_is_said_is_meant_and_not_the_last_list(stage: Stage) -> None:
    """Its files have the same names as those of the space that was listed last."""
    async with stage.bot():
        ann = await stage.alone("manager01")
        for said in (
            "photo-08.docx in 市场部 has a silly name, it should be called Budget.docx",
            "can you send me photo-08.docx from 市场部 pls, the auditor is waiting",
            "please throw away photo-08.docx in 市场部, it is outdated",
            "把市场部里的photo-08.docx删了吧",
            "Please move photo-08.docx from 市场部 over to 人力资源, it has no business there",
            "把市场部的photo-08.docx挪到人力资源去吧",
        ):
            await ann.says(f"files {SPACE}")

            asked = await ann.says(said)

            assert "市场部" in asked.text, (said, asked.title, asked.text)
            await ann.says("取消")
        await ann.says(f"files {SPACE}")
        await ann.says("send me photo-08.docx")
        other = await ann.says("hmm no sorry, I meant the slides")
        assert "slides-" in other.text, (other.title, other.text)
        near = await ann.says("把市场推广的photo-08.docx挪到人力资源去吧")
        await ann.presses(near, "执行")

        assert "photo-08.docx" in (await ann.says(f"files {SPACE}")).text
