"""How much was in the spaces before: it ends with what is in them now, and each grew its own way."""

from itertools import pairwise
from typing import Any

import pytest

from tests.sandbox_server import SandboxHandle

DAY = 24 * 3_600_000


async def past_of(sandbox: SandboxHandle, **query: int) -> dict[str, Any]:
    answer = await sandbox.client.get("/sandbox/past", params=query)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


async def test_sixty_days_end_with_what_is_there_now(sandbox: SandboxHandle) -> None:
    state, past = await sandbox.state(), await past_of(sandbox)

    assert past["at"][-1] - past["at"][0] == 60 * DAY
    assert state["now"] - DAY < past["at"][-1] <= state["now"]
    assert {each["spaceId"]: each["used"][-1] for each in past["spaces"]} == {
        each["spaceId"]: each["usedQuota"] for each in state["spaces"]
    }
    assert past["organisation"]["used"][-1] == sum(each["usedQuota"] for each in state["spaces"])


async def test_spaces_grow_in_ways_of_their_own(sandbox: SandboxHandle) -> None:
    past = await past_of(sandbox)
    used = {each["spaceName"]: each["used"] for each in past["spaces"]}
    steps = {name: [b - a for a, b in pairwise(sizes)] for name, sizes in used.items()}

    assert min(steps["设计资料"]) > 0, "steadily"
    assert set(steps["人力资源"]) == {0}, "not at all"
    assert max(steps["Marketing Archive 2024"]) < 0, "it shrinks"
    assert sum(step == 0 for step in steps["Finance"]) > len(steps["Finance"]) / 2, "on workdays"
    bursts = sorted(steps["Engineering"], reverse=True)
    assert sum(bursts[:10]) > 0.9 * sum(bursts), "in a few uploads"
    assert steps["销售合同"][-10:] == [0] * 10, "it is full since some days"
    assert steps["销售合同"][0] > 0


@pytest.mark.parametrize("days", ["-1", "731", "many"])
async def test_other_numbers_of_days_are_refused(sandbox: SandboxHandle, days: str) -> None:
    answer = await sandbox.client.get("/sandbox/past", params={"days": days})

    assert answer.status_code == 400
