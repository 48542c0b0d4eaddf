"""A sentence that is no answer to a question is answered itself, and a digest is asked about once."""

from tests.conversations.stage import Stage
from tests.sweeping import tried


async def test_a_sentence_that_is_no_answer_is_answered(stage: Stage) -> None:
    async with stage.bot():
        for said in ("市场部和人力资源哪个大", "which spaces are almost out of room"):
            with tried(said):
                admin = await stage.in_group("manager01")
                await admin.says("spaces")
                await admin.says("digest weekly")

                shown = await admin.says(said)

                assert "→" in shown.text
                assert shown.title.startswith(("Spaces", "空间"))


async def test_a_wrong_answer_keeps_its_question(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("spaces")
        await admin.says("digest weekly")

        assert "still open" in (await admin.says("some day or other")).text


async def test_a_digest_that_is_wished_is_asked_about_once(stage: Stage) -> None:
    async with stage.bot():
        for said in ("send me a weekly overview on mondays at 9", "每天早上九点给我发个汇总"):
            with tried(said):
                admin = await stage.in_group("manager01")
                await admin.says("operator me")
                asked = await admin.says(said)
                done = await admin.says("yes")

                assert "?" in asked.title or "？" in asked.title
                assert (
                    "digest" in done.title.casefold() or "报" in done.title or "摘要" in done.title
                )
                assert "?" not in done.title
                assert "？" not in done.title
