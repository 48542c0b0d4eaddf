"""Somebody leaves, and what hung on them is named and given to others: the page and the bot together."""

from dataclasses import dataclass

import pytest

from tests.conversations.stage import Stage
from tests.conversations.test_rights import given
from tests.page import scene
from tests.page.conftest import Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

SPACE, FOLDER, FILE = "Studio", "posters", "plan.txt"
LEAVER, ADMIN = "staff02", "manager01"
GROUP = "Design Review"


@dataclass(frozen=True, slots=True)
class Words:
    """What one says, presses and reads in one language."""

    language: str
    operate: str
    operates: str
    admins: str
    admins_here: str
    grants: tuple[str, ...]
    sure: str
    give: str
    given: str
    remove: str
    left: str
    unmanaged: str
    choose: str
    orphans: str
    was_managed: str
    successor: str
    really: str
    yes: str
    managed: str


ENGLISH = Words(
    language="en",
    operate="/operator me",
    operates="You are now the operator",
    admins="/admin here",
    admins_here="Admin conversation: Design Review 设计评审",
    grants=(
        f"grant 员工甲 can edit {SPACE}/{FOLDER}",
        f"grant 员工乙 can view {SPACE}/{FOLDER} 7 days",
    ),
    sure=f"Change permissions for “{FOLDER}”?",
    give="Give permission",
    given=f"Permissions changed: {FOLDER}",
    remove="Remove 员工乙",
    left="员工乙 has left the organisation",
    unmanaged=f"Nobody who is still here manages:• {FOLDER}",
    choose="Choose managers",
    orphans="Without a manager",
    was_managed="managed by 员工乙 until they left",
    successor="员工甲",
    really=f"Really change permissions for “{FOLDER}”?",
    yes="Yes, change",
    managed="员工甲 · 品牌组: can edit → manager",
)
CHINESE = Words(
    language="zh",
    operate="/由我监控",
    operates="你已成为监控人",
    admins="/管理员会话",
    admins_here="管理员会话：Design Review 设计评审",
    grants=(
        f"授权 员工甲 可编辑 {SPACE}/{FOLDER}",
        f"授权 员工乙 可查看 {SPACE}/{FOLDER} 7 天",
    ),
    sure=f"更改“{FOLDER}”的权限？",
    give="授予权限",
    given=f"已更改权限：{FOLDER}",
    remove="移除 员工乙",
    left="员工乙 已离开组织",
    unmanaged=f"以下内容已没有在职的管理者：• {FOLDER}",
    choose="选择管理者",
    orphans="无人管理",
    was_managed="离开前由 员工乙 管理",
    successor="员工甲",
    really=f"确定更改“{FOLDER}”的权限？",
    yes="确定更改",
    managed="员工甲 · 品牌组：可编辑 → 管理者",
)


LANGUAGES = (
    pytest.param(ENGLISH, id="English"),
    pytest.param(CHINESE, id="Chinese", marks=pytest.mark.slow),
)


@pytest.mark.parametrize("words", LANGUAGES)
async def test_what_hung_on_somebody_who_leaves_is_named_and_given_to_others(
    visit: Visit, stage: Stage, words: Words
) -> None:
    """Everybody manages the space as one of many, which makes nobody answer for it."""
    space = str((await stage.sandbox.make_space(SPACE, owner=LEAVER))["spaceId"])
    await stage.sandbox.give(space, "ORG", stage.state["corpId"], "MANAGER")
    folder = await stage.sandbox.make_file(space, FOLDER, LEAVER, type="FOLDER")
    bob = await scene.enters(visit, ADMIN, words.language, GROUP)
    async with stage.bot(language=words.language, watch_seconds=0.3):
        await bob.says(words.operate)
        await bob.reads(words.operates)
        await bob.says(words.admins)
        await bob.reads(words.admins_here)
        for grant in words.grants:
            await bob.says(grant)
            await bob.reads(words.sure)
            await bob.presses(words.give)
            await bob.reads(words.given)

        await bob.person.looks_at("settings")
        await bob.person.button(words.remove).click()
        dialog = bob.person.page.get_by_role("dialog")
        await dialog.get_by_role("button").last.click()
        await bob.reads(words.left, words.unmanaged)
        await bob.presses(words.choose)
        await bob.reads(words.orphans, words.was_managed)
        await bob.presses(words.successor)
        await bob.reads(words.sure)
        await bob.presses(words.give)
        await bob.reads(words.really)
        await bob.presses(words.yes)
        await bob.reads(words.given, words.managed)
    assert (await given(stage, space, folder["dentryId"]))["staff01"] == "MANAGER"
