"""A sentence that only the organisation's own model understands, if it does."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.conversations.stage import Seen, Stage
from tests.conversations.watching import DELETE
from tests.sandbox_server import SandboxHandle

SAID = "vrrm qwxz plonk"
"""Nothing that anybody else understands."""
KEY = "k3y-0f-th3-m0d3l"


def brought(sandbox: SandboxHandle, **changed: Any) -> dict[str, Any]:
    """The settings of a bot whose organisation has a model."""
    url = f"{sandbox.url}/sandbox/model/v1"
    return {"model_url": url, "model_name": "own", "model_key": KEY, "language": "en", **changed}


async def answered(stage: Stage, user: str, line: str, **changed: Any) -> Seen:
    """What somebody is shown for a sentence that the model takes for ``line``."""
    await stage.sandbox.model({SAID: line}, key=KEY)
    async with stage.bot(**brought(stage.sandbox, **changed)):
        return await (await stage.in_group(user)).says(SAID)


async def test_what_only_shows_something_is_answered_at_once(stage: Stage) -> None:
    shown = await answered(stage, "staff01", "`space Finance`")

    assert "Finance" in shown.title
    assert "space Finance" in shown.text  # how it was understood


async def test_a_change_is_only_offered_and_asks_as_ever(stage: Stage) -> None:
    await stage.sandbox.model({SAID: "space delete Finance"}, key=KEY)
    async with stage.bot(**brought(stage.sandbox)):
        bob = await stage.in_group("manager01")
        offered = await bob.says(SAID)
        asked = await bob.presses(offered, "Delete a space: Finance")

    assert "mean" in offered.title
    assert "Finance" in asked.title
    assert DELETE not in (await stage.sandbox.state())["counters"]["api"]


@pytest.mark.parametrize(
    "line",
    [
        "space delete Finance",
        "quota set Finance lots",
        "rm -rf /",
        "two\nspaces",
        "x" * 400,
        "None.",
    ],
)
async def test_what_this_person_could_not_send_counts_for_nothing(stage: Stage, line: str) -> None:
    shown = await answered(stage, "staff01", line)

    assert "mean" not in shown.title
    assert "Finance" not in shown.title
    assert len(await stage.sandbox.model_asked()) == 1


@pytest.mark.parametrize(
    "fault", ["slow", "nonsense", "injection", "server-error", "no-json", "empty"]
)
async def test_a_model_that_fails_is_as_if_there_were_none(stage: Stage, fault: str) -> None:
    await stage.sandbox.model({SAID: "spaces"}, fault=fault, key=KEY)
    with capture_logs() as logs:
        async with stage.bot(**brought(stage.sandbox, model_seconds=0.5)):
            shown = await (await stage.in_group("manager01")).says(SAID)
            clear = await (await stage.in_group("manager01")).says("spaces")

    assert len(await stage.sandbox.model_asked()) == 1
    assert shown.title != clear.title
    assert SAID not in str(logs)
    assert KEY not in str(logs)


async def test_it_is_told_what_its_asker_may_send_and_see_and_no_more(stage: Stage) -> None:
    await stage.sandbox.make_space("Of the admins alone")
    await stage.sandbox.model(key=KEY)
    async with stage.bot(**brought(stage.sandbox)):
        ann = await stage.in_group("staff01")
        await ann.says("spaces")
        await ann.says(SAID)
        [asked] = await stage.sandbox.model_asked()

    usages = {each["usage"].partition(" <")[0] for each in asked["commands"]}
    assert asked["sentence"] == SAID
    assert "spaces [words]" in usages
    assert not usages & {"space delete", "pause", "admin add", "operator me"}
    assert sorted(asked["spaces"]) == sorted(await stage.names())


async def test_what_is_sure_is_asked_of_nobody(stage: Stage) -> None:
    await stage.sandbox.model({"spaces": "pause"}, key=KEY)
    async with stage.bot(**brought(stage.sandbox)):
        bob = await stage.in_group("manager01")
        for said in ("spaces", "Finance", "/vrrm", "有哪些空间"):
            await bob.says(said)

    assert await stage.sandbox.model_asked() == []


async def test_one_person_asks_so_often_a_day(stage: Stage) -> None:
    await stage.sandbox.model({SAID: "help"}, key=KEY)
    async with stage.bot(**brought(stage.sandbox, model_questions_a_day=2)):
        ann, bob = await stage.in_group("staff01"), await stage.in_group("manager01")
        shown = [await ann.says(SAID) for _ in range(3)]
        other = await bob.says(SAID)

    assert shown[0].title == shown[1].title == other.title != shown[2].title
    assert len(await stage.sandbox.model_asked()) == 3


async def test_a_wrong_key_helps_nobody(stage: Stage) -> None:
    shown = await answered(stage, "staff01", "space Finance", model_key="another")

    assert "Finance" not in shown.title
    assert await stage.sandbox.model_asked() == []
