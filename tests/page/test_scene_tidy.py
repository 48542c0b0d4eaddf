"""A full space is tidied from the card of its alert, until all is well: the page and the bot together."""

from dataclasses import dataclass

import pytest

from tests.conversations.crashes import held, hold
from tests.conversations.stage import Stage
from tests.conversations.test_file_deletions import REMOVES
from tests.conversations.test_tidied import NAME, full
from tests.page import scene
from tests.page.conftest import Visit
from tests.page.scene import killed_after

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADMIN, GROUP = "manager01", "Design Review"
QUICK = {"watch_seconds": 0.1, "event_seconds": 1, "interim_seconds": 30, "call_seconds": 30}


@dataclass(frozen=True, slots=True)
class Words:
    """What one says, presses and reads in one language."""

    language: str
    operate: str
    operates: str
    alert_here: str
    sure_here: str
    turn_on: str
    alert: str
    fills: str
    alone: str
    to_type: str
    largest: str
    delete: str
    sure: str
    yes: str
    deleted: str
    over: str


ENGLISH = Words(
    language="en",
    operate="/operator me",
    operates="You are now the operator",
    alert_here=f"/alert here {NAME}",
    sure_here="Turn on alerts in this group?",
    turn_on="yes",
    alert=f"{NAME}: 512 MB left",
    fills="What fills it",
    alone="Only you see this",
    to_type=f"largest {NAME}",
    largest=f"{NAME}: largest files",
    delete="delete 1 2",
    sure="Delete 2 items?",
    yes="Delete",
    deleted="Deleted: 2 items",
    over=f"{NAME}: back to normal",
)
CHINESE = Words(
    language="zh",
    operate="/由我监控",
    operates="你已成为监控人",
    alert_here=f"/在此提醒 {NAME}",
    sure_here="在本群开启提醒？",
    turn_on="确认",
    alert=f"{NAME} 剩余 512 MB",
    fills="用量详情",
    alone="仅你可见",
    to_type=f"最大文件 {NAME}",
    largest=f"{NAME}：最大文件",
    delete="删除 1 2",
    sure="删除 2 项？",
    yes="删除",
    deleted="已删除：2 项",
    over=f"{NAME} 已恢复正常",
)


@pytest.mark.slow
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["English", "Chinese"])
async def test_a_full_space_is_taken_from_its_alert_to_all_right(
    visit: Visit, stage: Stage, words: Words
) -> None:
    """With the bot killed while its files are being deleted."""
    await full(stage)
    bob = await scene.enters(visit, ADMIN, words.language, GROUP)
    settings = {"language": words.language, **QUICK}
    async with killed_after(stage, bob, **settings):
        await bob.says(words.operate)
        await bob.reads(words.operates)
        await bob.says(words.alert_here)
        await bob.reads(words.sure_here)
        await bob.says(words.turn_on)
        await bob.reads(words.alert)
        await bob.presses(words.fills)
        await bob.reads(words.alert, words.alone, "raw.mov", words.to_type)
        await bob.says(words.to_type)
        await bob.reads(words.largest, "raw.mov", "cut.mov", "plan.docx")
        await bob.says(words.delete)
        await bob.reads(words.sure)
        fault = await hold(stage.sandbox, "after", REMOVES)
        await bob.presses(words.yes)
        await held(stage.sandbox, fault)
    async with stage.process(**settings):
        await bob.reads(words.deleted)
        await bob.reads(words.over, about=words.over)
        await bob.offers(about=words.over)
    assert len(await stage.sandbox.binned()) == 2
