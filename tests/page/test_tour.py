"""The tour, as a newcomer presses through it: with the bot whose tour it is, in both languages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.conversations.stage import PATIENCE, set_up
from tests.page.conftest import Visit
from tests.page.person import Person
from tests.sandbox_server import SandboxHandle, running_sandbox

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the page in one language."""

    you: str
    role: tuple[str, str]
    become: str
    steps: tuple[str, ...]
    end: str
    writes_as: str
    created: str
    alert: str
    taken: str


ENGLISH = Words(
    "You are 管理员甲 (admin).",
    ("admin", "member"),
    "For this step you become 管理员甲 (admin).",
    ("Say “which spaces are full”", "Create one", "Watch as me", "Fill Finance to 96%", "Take it"),
    "End of the tour",
    "Message as 管理员甲 · admin",
    "Created: Launch",
    "Finance: 205 MB left",
    "Taken by",
)
CHINESE = Words(
    "你现在是管理员甲（管理员）。",
    ("管理员", "成员"),
    "这一步将切换为管理员甲（管理员）。",
    ("发送“哪些空间快满了”", "新建一个", "由我监控", "将“Finance”装到 96%", "接手"),
    "导览结束",
    "以管理员甲（管理员）的身份发消息",
    "已新建：新品发布",
    "Finance",
    "接手",
)


@asynccontextmanager
async def supervised(folder: Path) -> AsyncIterator[Path]:
    """A socket where the page is told that the bot was started together with it."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.close()

    path = folder / "supervisor"
    async with await asyncio.start_unix_server(answer, path):
        yield path


async def test_no_tour_is_offered_with_a_bot_that_nobody_knows(visit: Visit) -> None:
    person = await visit()

    await expect(person.page.locator("#person")).to_have_attribute(
        "title", "Who you are on this page. Choose another person to become them."
    )
    await expect(person.page.locator("#tour")).to_be_hidden()
    await expect(person.page.locator("#tour-toggle")).to_be_hidden()


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["English", "Chinese"])
async def test_five_presses_lead_from_a_question_to_an_alert_that_is_taken(
    visit: Visit, redis_url: str, tmp_path: Path, words: Words
) -> None:
    async with (
        supervised(tmp_path) as path,
        running_sandbox(supervisor=path) as sandbox,
        set_up(sandbox, redis_url) as stage,
        stage.bot(watch_seconds=1, event_seconds=1),
    ):
        person = await visit(url=sandbox.url)
        if words is CHINESE:
            await person.page.click("#language")
        tour = person.page.locator("#tour")
        await expect(tour).to_contain_text(words.you)
        await person.is_("staff01")
        await expect(tour).to_contain_text(
            words.you.replace("管理员甲", "员工甲").replace(*words.role)
        )
        ask, create, *others = words.steps
        await tour.get_by_role("button", name=ask, exact=True).click(timeout=PATIENCE * 1000)
        await expect(tour).to_contain_text(words.become)
        await expect(tour.locator(".done")).to_have_count(1)
        await _is_not_done_by_a_refusal(person, sandbox, create)
        for step in (create, *others):
            await tour.get_by_role("button", name=step, exact=True).click(timeout=PATIENCE * 1000)
        await expect(tour).to_contain_text(words.end, timeout=PATIENCE * 1000)

        await _sees(person, words)
        await person.page.reload()
        await expect(tour).to_contain_text(words.end)
        await tour.get_by_role("button").first.click()
        await person.page.reload()
        await expect(person.page.locator("#tour-toggle")).to_be_visible()
        await expect(tour).to_be_hidden()


async def _is_not_done_by_a_refusal(person: Person, sandbox: SandboxHandle, step: str) -> None:
    """The step stays, and says that it is not done."""
    tour = person.page.locator("#tour")
    await sandbox.fault("no-scope", "POST /v1.0/drive/spaces", times=1)
    await tour.get_by_role("button", name=step, exact=True).click(timeout=PATIENCE * 1000)
    await expect(person.page.locator(".notice")).to_be_visible(timeout=PATIENCE * 1000)
    await expect(tour.get_by_role("button", name=step, exact=True)).to_be_enabled()
    await expect(tour.locator(".done")).to_have_count(1)
    await expect(tour.locator(".now")).to_have_text("2")


async def _sees(person: Person, words: Words) -> None:
    """Who I am by now, what I made, and the alert, which is mine."""
    page = person.page
    await expect(page.locator("#person")).to_have_value("manager01")
    await expect(page.locator("#draft")).to_have_attribute("placeholder", words.writes_as)
    await expect(page.locator(".card", has_text=words.created)).to_have_count(1)
    alert = page.locator(".card", has_text=words.alert).last
    await expect(alert).to_contain_text(words.taken)
