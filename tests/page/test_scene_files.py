"""A file's life, from the chat it was sent in: the page and the bot together."""

from dataclasses import dataclass

import pytest

from tests.conversations.crashes import held, hold
from tests.conversations.stage import Stage
from tests.conversations.test_file_deletions import ONE
from tests.conversations.watching import space_id
from tests.page import scene
from tests.page.conftest import Visit
from tests.page.scene import killed_after

pytestmark = pytest.mark.asyncio(loop_scope="session")

SPACE = "设计资料"
WHO = "staff02"
NAME = "poster-plan.txt"
FIRST, SECOND = b"first", b"second one"


@dataclass(frozen=True, slots=True)
class Words:
    """What one says, presses and reads in one language."""

    language: str
    where: str
    store: str
    stored: str
    find: str
    found: str
    move: str
    moved: str
    taken: str
    newer: str
    is_newer: str
    versions: str
    listed: str
    former: str
    sure_back: str
    bring: str
    back: str
    delete: str
    sure: str
    yes: str
    deleted: str
    undo: str
    restored: str


ENGLISH = Words(
    language="en",
    where=f"Store “{NAME}”?",
    store=f"store {SPACE}",
    stored=f"Stored: {NAME}",
    find="find poster-plan",
    found="“poster-plan”: 1 item",
    move=f"move 1 {SPACE}/Final",
    moved=f"Moved: {NAME}",
    taken=f"The name is taken: {NAME}",
    newer="New version",
    is_newer="It is a newer version of the file that was there",
    versions=f"versions {SPACE}/Final/{NAME}",
    listed=f"{NAME}: 2 versions",
    former="Restore previous",
    sure_back=f"Bring back version 1 of “{NAME}”?",
    bring="Bring it back",
    back=f"Brought back: {NAME}",
    delete=f"delete file {SPACE}/Final/{NAME}",
    sure=f"Delete “{NAME}”?",
    yes="Delete",
    deleted=f"Deleted: {NAME}",
    undo="Undo",
    restored=f"Restored: {NAME}",
)
CHINESE = Words(
    language="zh",
    where=f"保存“{NAME}”？",
    store=f"存到 {SPACE}",
    stored=f"已保存：{NAME}",
    find="找 poster-plan",
    found="“poster-plan”：1 项",
    move=f"移动 1 {SPACE}/Final",
    moved=f"已移动：{NAME}",
    taken=f"名称已存在：{NAME}",
    newer="新版本",
    is_newer="它是原有文件的新版本",
    versions=f"历史版本 {SPACE}/Final/{NAME}",
    listed=f"{NAME}：2 个版本",
    former="恢复上一版本",
    sure_back=f"把“{NAME}”恢复到版本 1？",
    bring="恢复",
    back=f"已恢复：{NAME}",
    delete=f"删除文件 {SPACE}/Final/{NAME}",
    sure=f"删除“{NAME}”？",
    yes="删除",
    deleted=f"已删除：{NAME}",
    undo="撤销",
    restored=f"已恢复：{NAME}",
)


@pytest.mark.slow
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["English", "Chinese"])
async def test_a_file_that_is_sent_is_kept_found_moved_renewed_and_comes_back(
    visit: Visit, stage: Stage, words: Words
) -> None:
    """With the bot killed in between, while a deletion is on its way."""
    space = await space_id(stage, SPACE)
    for folder in ("Drafts", "Final"):
        await stage.sandbox.make_file(space, folder, WHO, type="FOLDER")
    ann = await scene.enters(visit, WHO, words.language)
    async with killed_after(stage, ann, language=words.language):
        await ann.sends(NAME, FIRST)
        await ann.reads(words.where)
        await ann.says(f"{words.store}/Drafts")
        await ann.reads(words.stored)
        await ann.says(words.find)
        await ann.reads(words.found)
        await ann.says(words.move)
        await ann.reads(words.moved)
        await ann.sends(NAME, SECOND)
        await ann.reads(words.where)
        await ann.says(f"{words.store}/Final")
        await ann.reads(words.taken)
        await ann.presses(words.newer)
        await ann.reads(words.stored, words.is_newer)
        assert await content(stage, "Final") == SECOND
        await ann.says(words.versions)
        await ann.reads(words.listed)
        await ann.presses(words.former)
        await ann.reads(words.sure_back)
        await ann.presses(words.bring)
        await ann.reads(words.back)
        assert await content(stage, "Final") == FIRST
        await ann.says(words.delete)
        await ann.reads(words.sure)
        fault = await hold(stage.sandbox, "after", ONE)
        await ann.presses(words.yes)
        await held(stage.sandbox, fault)
    async with stage.process(language=words.language):
        await ann.reads(words.deleted)
        assert [each["name"] for each in await stage.sandbox.binned()] == [NAME]
        await ann.presses(words.undo)
        await ann.reads(words.restored)
    assert await content(stage, "Final") == FIRST


async def content(stage: Stage, folder: str) -> bytes:
    """What the one file in a folder holds."""
    space = await space_id(stage, SPACE)
    [parent] = [each for each in await stage.sandbox.files(space) if each["name"] == folder]
    [file] = await stage.sandbox.files(space, parentId=parent["dentryId"])
    path = f"/sandbox/spaces/{space}/files/{file['dentryId']}/content"
    answer = await stage.sandbox.client.get(path, params={"version": file["version"]})
    return answer.content
