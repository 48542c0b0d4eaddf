"""A bot that is killed at every step of a change of files: one effect, one answer."""

from dataclasses import dataclass

import pytest
from typing_extensions import override

from tests.conversations.crashes import held, hold, kill, made, sent_cards
from tests.conversations.stage import Stage
from tests.conversations.test_file_changes import COPY, SPACE, browsing, here
from tests.conversations.watching import SHOW, space_id

PATIENT = {"call_seconds": 30, "interim_seconds": 30, "hold_seconds": 1}
_DENTRIES = "/v1.0/storage/spaces/{spaceId}/dentries"
MOVE = f"POST {_DENTRIES}/{{dentryId}}/move"
MOVES = f"POST {_DENTRIES}/batchMove"
RENAME = f"POST {_DENTRIES}/{{dentryId}}/rename"
DELETE = f"DELETE {_DENTRIES}/{{dentryId}}"
RESTORE = "POST /v1.0/storage/recycleBins/{recycleBinId}/recycleItems/batchRestore"
DELETING = f"删除文件 {SPACE}/甲.txt"
REMOVE = "POST /v1.0/storage/recycleBins/{recycleBinId}/recycleItems/batchRemove"
FOLDER = f"POST {_DENTRIES}/{{parentId}}/folders"


async def test_a_kill_at_the_end_of_a_hold_removes_once(stage: Stage) -> None:
    """From the bin, and a file that no bin takes."""
    await prepared(stage)
    await stage.sandbox.make_file(await space_id(stage, SPACE), "乙.txt", "manager02", size=3)
    async with stage.process(**PATIENT) as process:
        ann, eve = await browsing(stage), await browsing(stage, "manager02")
        for words in (DELETING, "确认", "回收站", "彻底删除 1"):
            await ann.says(words)
        none = {"times": 1, "status": 400, "code": "recycleBinNotSupportForSpace"}
        await stage.sandbox.fault("respond", DELETE, **none)
        await eve.presses(await eve.says(f"删除文件 {SPACE}/乙.txt"), "删除")
        before = len(await made(stage.sandbox, DELETE))
        faults = [await hold(stage.sandbox, "after", each) for each in (REMOVE, DELETE)]
        holding, waiting = await ann.says("甲.txt"), await eve.says("乙.txt")
        await held(stage.sandbox, *faults)
        await kill(stage, process)
    await stage.sandbox.clear_faults()
    async with stage.bot(**PATIENT):
        answer = await ann.finished(holding.card, holding.seq)
        gone = await eve.finished(waiting.card, waiting.seq)

        assert answer.title == "已彻底删除：甲.txt", answer
        assert gone.title == "已删除：乙.txt", gone
        assert await stage.sandbox.binned() == []
        assert "乙.txt" not in await here(stage)
        assert len(await made(stage.sandbox, REMOVE)) == 1
        assert len(await made(stage.sandbox, DELETE)) == before + 1


HALF = ("manager01", "before", MOVES), ("manager02", "after", MOVES)
SETTLED = ("staff02", "before", COPY), ("staff01", "after", COPY)
"""Who has the bot die at which step: of a batch that half fails, and of a clash that was settled."""


async def test_a_kill_in_a_batch_that_half_fails_or_a_settled_clash_is_told_row_by_row(
    stage: Stage,
) -> None:
    """Four die with one process; each is that of somebody else, in a folder of their own."""
    sent: dict[str, str] = {}
    boxes = {user: await _box(stage, user) for user, *_ in (*HALF, *SETTLED)}
    async with stage.process(**PATIENT) as process:
        for user, when, call in (*HALF, *SETTLED):
            ann = await stage.alone(user)
            await ann.says(f"文件 {SPACE}/{user} 按名称")
            if call == MOVES:
                await stage.sandbox.delete_file(boxes[user]["spaceId"], boxes[user]["乙.txt"])
            else:
                await ann.says(f"复制文件 {SPACE}/{user}/甲.txt {SPACE}/{user}/归档")
            fault = await hold(stage.sandbox, when, call)
            words = f"移动文件 2-4 {SPACE}/{user}/归档" if call == MOVES else "都保留"
            sent[user] = await ann.sends(words)
            await held(stage.sandbox, fault)
        await kill(stage, process)
    await stage.sandbox.clear_faults()
    async with stage.bot(**PATIENT):
        answers = {user: await (await stage.alone(user)).answer_to(sent[user]) for user in sent}
        inside = {user: await _inside(stage, box) for user, box in boxes.items()}
    cards = await sent_cards(stage.sandbox)

    for user, when, _ in HALF:
        assert inside[user] == ["丙.txt", "甲.txt"], (when, answers[user])
        assert "已不存在" in answers[user].text, answers[user]
        assert answers[user].title == "已移动 2 项，共 3 项", answers[user]
    for user, when, _ in SETTLED:
        assert inside[user] == ["甲(1).txt", "甲.txt"], (when, answers[user])
        assert answers[user].title.startswith("已复制"), answers[user]
    assert len(cards) == len(set(cards)), "one card each"


async def _box(stage: Stage, user: str) -> dict[str, str]:
    """A folder of somebody's with three files and a folder, in which one of the names is taken."""
    space = await space_id(stage, SPACE)
    box = str((await stage.sandbox.make_file(space, user, user, type="FOLDER"))["dentryId"])
    within: dict[str, str] = {"spaceId": space, "box": box}
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        made_file = await stage.sandbox.make_file(space, name, user, size=3, parentId=box)
        within[name] = str(made_file["dentryId"])
    kept = await stage.sandbox.make_file(space, "归档", user, type="FOLDER", parentId=box)
    within["归档"] = str(kept["dentryId"])
    if user.startswith("staff"):
        await stage.sandbox.make_file(space, "甲.txt", user, size=4, parentId=within["归档"])
    return within


async def _inside(stage: Stage, box: dict[str, str]) -> list[str]:
    there = await stage.sandbox.files(box["spaceId"], parentId=box["归档"])
    return sorted(each["name"] for each in there)


@dataclass(frozen=True, slots=True)
class Step:
    """Where the bot is held when it is killed: before or after which call did its work."""

    says: str
    when: str
    call: str
    title: str
    first: tuple[str, ...] = ()

    @override
    def __str__(self) -> str:
        return f"{self.when} {self.call.rpartition('/')[2]}: {self.says}"


STEPS = [
    Step(says, when, at, title, tuple(first))
    for says, call, title, *first in (
        ("新建文件夹 新的", FOLDER, "已新建文件夹：新的"),
        (f"重命名文件 {SPACE}/甲.txt 新的", RENAME, "已改名：新的.txt"),
        (f"移动文件 {SPACE}/甲.txt {SPACE}/归档", MOVE, "已移动：甲.txt"),
        (f"复制文件 {SPACE}/甲.txt {SPACE}/归档", COPY, "已复制：甲.txt"),
        ("确认", DELETE, "已删除：甲.txt", DELETING),
        ("撤销", RESTORE, "已恢复：甲.txt", DELETING, "确认"),
        ("恢复文件 1", RESTORE, "已恢复：甲.txt", DELETING, "确认", "回收站"),
    )
    for when, at in (("before", call), ("after", call), ("before", SHOW))
]
"""Every step of every change: its call not made, made and not answered, and its answer not shown."""


async def names(stage: Stage) -> dict[str, list[str]]:
    """What lies at the top and in the folder."""
    top = await here(stage)
    inside = await here(stage, top["归档"]["dentryId"])
    return {"top": sorted(top), "inside": sorted(inside)}


async def prepared(stage: Stage) -> None:
    space = await space_id(stage, SPACE)
    await stage.sandbox.make_file(space, "归档", "manager01", type="FOLDER")
    await stage.sandbox.make_file(space, "甲.txt", "manager01", size=3)


@pytest.mark.parametrize("step", STEPS, ids=str)
async def test_a_kill_at_any_step_leaves_one_effect_and_one_answer(
    stage: Stage, step: Step
) -> None:
    await prepared(stage)
    before = await names(stage)
    async with stage.process(**PATIENT) as process:
        ann = await browsing(stage)
        for words in step.first:
            await ann.says(words)
        fault = await hold(stage.sandbox, step.when, step.call)
        sent = await ann.sends(step.says)
        await held(stage.sandbox, fault)
        await kill(stage, process)
    async with stage.bot(**PATIENT):
        answer = await ann.answer_to(sent)
        after = await names(stage)
        cards = await sent_cards(stage.sandbox)

    assert answer.title == step.title, answer
    assert after == expected(before, step)
    assert cards.count(ann.card_of(sent)) == 1


def expected(before: dict[str, list[str]], step: Step) -> dict[str, list[str]]:
    """What lies there once the change was made, and made once."""
    top, inside = set(before["top"]), set(before["inside"])
    if step.says in {"撤销", "恢复文件 1"}:
        return before
    if step.says == "确认" or "重命名" in step.says or "移动" in step.says:
        top.discard("甲.txt")
    if "移动" in step.says or "复制" in step.says:
        inside.add("甲.txt")
    elif step.says != "确认":
        top.add("新的.txt" if "重命名" in step.says else "新的")
    return {"top": sorted(top), "inside": sorted(inside)}
