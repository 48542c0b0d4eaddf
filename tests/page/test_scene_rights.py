"""A member asks for a file that they are refused, and has it for a week: the page and the bot together."""

from dataclasses import dataclass

import pytest

from tests.conversations.stage import Stage
from tests.conversations.test_lent import passes
from tests.page import scene
from tests.page.conftest import Visit
from tests.page.scene import Actor, killed_after

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

SPACE, FILE = "仓库", "plan.txt"
MEMBER, ADMIN = "staff02", "manager01"
GROUP = "Design Review"
QUICK = {"watch_seconds": 0.3}


@dataclass(frozen=True, slots=True)
class Words:
    """What one says, presses and reads in one language."""

    language: str
    operate: str
    operates: str
    admins: str
    admins_here: str
    files: str
    listed: str
    send: str
    denied: str
    ask: str
    request: str
    told: str
    approve: str
    approved: str
    open: str
    sent: str
    soon: str
    longer: str
    end: str
    ended: str


ENGLISH = Words(
    language="en",
    operate="/operator me",
    operates="You are now the operator",
    admins="/admin here",
    admins_here="Admin conversation: Design Review 设计评审",
    files=f"files {SPACE}",
    listed=f"{SPACE}: 1 item",
    send="file send 1",
    denied=f"No access: {FILE}",
    ask="Ask for access",
    request=f"Request 1: access to “{FILE}”",
    told="The admins have been asked.",
    approve="request approve 1 7 days",
    approved="Approved by 管理员甲",
    open="Open in DingTalk",
    sent=f"Sent: {FILE}",
    soon=f"Your access ends soon: {FILE}",
    longer="Ask for longer",
    end="End now",
    ended=f"Access ended: {FILE}",
)
CHINESE = Words(
    language="zh",
    operate="/由我监控",
    operates="你已成为监控人",
    admins="/管理员会话",
    admins_here="管理员会话：Design Review 设计评审",
    files=f"文件 {SPACE}",
    listed=f"{SPACE}：1 项",
    send="发给我 1",
    denied=f"没有权限：{FILE}",
    ask="申请权限",
    request=f"第 1 号申请：“{FILE}”的权限",
    told="已通知管理员。",
    approve="批准申请 1 7 天",
    approved="管理员甲 已批准",
    open="在钉钉中打开",
    sent=f"已发送：{FILE}",
    soon=f"你的权限即将到期：{FILE}",
    longer="申请延长",
    end="立即收回",
    ended=f"权限已到期：{FILE}",
)
LANGUAGES = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["English", "Chinese"])


@dataclass(frozen=True, slots=True)
class Play:
    """A member in their single chat, and an admin in the admins' conversation; one act after the
    other.
    """

    stage: Stage
    words: Words
    dan: Actor
    bob: Actor

    async def is_refused_and_asks(self) -> None:
        words, dan, bob = self.words, self.dan, self.bob
        await bob.says(words.operate)
        await bob.reads(words.operates)
        await bob.says(words.admins)
        await bob.reads(words.admins_here)
        await dan.says(words.files)
        await dan.reads(words.listed)
        await dan.says(words.send)
        await dan.reads(words.denied)
        await dan.presses(words.ask)
        await dan.reads(words.request, words.told)
        await bob.reads(words.request, "员工乙", words.open)

    async def is_let_in_for_a_week(self) -> None:
        words, dan, bob = self.words, self.dan, self.bob
        await bob.says(words.approve)
        await bob.reads(words.request, words.approved)
        await bob.offers()
        await dan.reads(words.request, words.approved, words.open)
        await dan.says(words.send)
        await dan.reads(words.sent)

    async def is_told_and_loses_it(self) -> None:
        words, dan = self.words, self.dan
        await passes(self.stage, 6)
        await dan.reads(words.soon)
        await dan.offers(words.longer, words.end)
        await passes(self.stage, 1)
        await dan.reads(words.ended)
        await dan.offers()
        await dan.says(words.send)
        await dan.reads(words.denied)
        await dan.offers(words.ask)


async def people(visit: Visit, stage: Stage, words: Words) -> Play:
    """Let there be a file that members see and may not have."""
    space = str((await stage.sandbox.make_space(SPACE, owner=ADMIN))["spaceId"])
    await stage.sandbox.give(space, "ORG", stage.state["corpId"], "READER")
    await stage.sandbox.make_file(space, FILE, ADMIN, size=3)
    dan = await scene.enters(visit, MEMBER, words.language)
    bob = await scene.enters(visit, ADMIN, words.language, GROUP)
    return Play(stage, words, dan, bob)


async def test_who_asks_for_a_file_has_it_for_a_week(visit: Visit, stage: Stage) -> None:
    play = await people(visit, stage, ENGLISH)
    async with stage.bot(language="en", **QUICK):
        await play.is_refused_and_asks()
        await play.is_let_in_for_a_week()
        await play.is_told_and_loses_it()


@pytest.mark.slow
@LANGUAGES
async def test_whoever_kills_the_bot_a_week_ends_as_it_was_said(
    visit: Visit, stage: Stage, words: Words
) -> None:
    """It is killed after each of two acts, and a day is left of the week when it comes back."""
    play = await people(visit, stage, words)
    settings = {"language": words.language, **QUICK}
    async with killed_after(stage, play.dan, **settings):
        await play.is_refused_and_asks()
    async with killed_after(stage, play.dan, **settings):
        await play.is_let_in_for_a_week()
    async with stage.process(**settings):
        await play.is_told_and_loses_it()
