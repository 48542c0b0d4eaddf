"""A bot that is killed at every step of a change of roles: one effect, one answer."""

from dataclasses import dataclass

import pytest
from typing_extensions import override

from tests.conversations.crashes import held, hold, kill, sent_cards
from tests.conversations.stage import Stage
from tests.conversations.test_rights import SPACE, given, made
from tests.conversations.watching import SHOW

PATIENT = {"call_seconds": 30, "interim_seconds": 30}
_DENTRY = "/v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
WHERE = f"{SPACE}/海报/甲.txt"


@dataclass(frozen=True, slots=True)
class Step:
    """Where the bot is held when it is killed: before or after which call did its work."""

    says: str
    when: str
    call: str
    title: str
    role: str

    @override
    def __str__(self) -> str:
        return f"{self.when} {self.call}: {self.says}"


GIVES = (f"授权 员工乙 可编辑 {WHERE}", "已更改权限：甲.txt", "EDITOR")
CHANGES = (f"授权 管理员乙 可编辑 {WHERE}", "已更改权限：甲.txt", "EDITOR")
TAKES = (f"收回权限 管理员乙 {WHERE}", "已收回权限：甲.txt", "")
STEPS = [
    Step(says, when, call, title, role)
    for (says, title, role), when, call in (
        (GIVES, "before", f"POST {_DENTRY}"),
        (GIVES, "after", f"POST {_DENTRY}"),
        (GIVES, "before", SHOW),
        (CHANGES, "after", f"PUT {_DENTRY}"),
        (TAKES, "after", f"POST {_DENTRY}/remove"),
        (TAKES, "before", SHOW),
    )
]
"""A call not made, made and not answered, and its answer not shown; tests/handlers/test_rights.py has
every change with each of these, without a process to kill."""


@pytest.mark.parametrize("step", STEPS, ids=str)
async def test_a_kill_at_any_step_leaves_one_effect_and_one_answer(
    stage: Stage, step: Step
) -> None:
    space, _, file = await made(stage)
    who = "staff02" if "员工乙" in step.says else "manager02"
    async with stage.process(**PATIENT) as process:
        bob = await stage.alone("manager01")
        await bob.says(step.says)
        fault = await hold(stage.sandbox, step.when, step.call)
        sent = await bob.sends("确认")
        await held(stage.sandbox, fault)
        await kill(stage, process)
    async with stage.bot(**PATIENT):
        answer = await bob.answer_to(sent)
        after = await given(stage, space, file["dentryId"])
        cards = await sent_cards(stage.sandbox)

    assert answer.title == step.title, answer
    assert after.get(who, "") == step.role
    assert cards.count(bob.card_of(sent)) == 1
