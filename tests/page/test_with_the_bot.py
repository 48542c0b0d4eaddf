"""The page and the bot together: what a visitor of the demo does first, in both languages."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from tests.conversations.stage import PATIENCE, Stage, set_up
from tests.page.conftest import Visit
from tests.page.person import Person
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass(frozen=True, slots=True)
class Words:
    """What one says, presses and reads in one language."""

    list_: str
    further: str
    second_page: str
    back: str
    create: str
    yes: str
    created: str
    delete: str
    really: str
    undo: str
    kept: str


ENGLISH = Words(
    list_="spaces",
    further="Next",
    second_page="Page 2 of 2",
    back="Previous",
    create="space create Launch",
    yes="Create",
    created="Created: Launch",
    delete="space delete Launch",
    really="Delete",
    undo="Undo",
    kept="Kept: Launch",
)
CHINESE = Words(
    list_="空间列表",
    further="下一页",
    second_page="第 2/2 页",
    back="上一页",
    create="新建空间 Launch",
    yes="新建",
    created="已新建：Launch",
    delete="删除空间 Launch",
    really="删除",
    undo="撤销",
    kept="已保留：Launch",
)


@pytest_asyncio.fixture(loop_scope="session")
async def stage(sandbox: SandboxHandle, redis_url: str) -> AsyncIterator[Stage]:
    """The bot itself, connected to the sandbox."""
    async with set_up(sandbox, redis_url) as ready, ready.bot():
        yield ready


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["English", "Chinese"])
async def test_an_admin_lists_pages_creates_deletes_and_undoes(
    visit: Visit, stage: Stage, words: Words
) -> None:
    person = await visit()
    await person.is_("manager01")
    spaces = person.page.locator(".space", has_text="Launch")

    await person.says(words.list_)
    await _presses(person, words.further)
    await _reads(_newest(person), words.second_page)
    await _presses(person, words.back)
    await person.says(words.create)
    await _presses(person, words.yes)
    await _reads(_newest(person), words.created)
    await expect(spaces).to_have_count(1)
    await person.says(words.delete)
    await _presses(person, words.really)
    await _presses(person, words.undo)
    await _reads(_newest(person), words.kept)

    await expect(spaces).to_have_count(1)
    assert (await stage.names()).count("Launch") == 1


async def test_a_fault_set_on_the_page_is_seen_in_the_answer_and_gone_with_it(
    visit: Visit, stage: Stage
) -> None:
    person = await visit()
    await person.is_("staff01")
    await person.looks_at("faults")
    await person.page.locator("[name=fault]").select_option("no-scope")
    await person.page.get_by_label("Acts on").fill("GET /v1.0/drive/spaces")
    await person.page.get_by_label("Times").fill("")
    await person.button("Add").last.click()
    await expect(person.page.get_by_role("tab", name="Faults")).to_contain_text("1")

    await person.says("spaces")
    await _reads(_newest(person), "Drive")
    await expect(_newest(person).get_by_role("button")).to_have_count(0)
    await person.button("Remove the fault no-scope").click()
    await person.says("spaces")

    await _reads(_newest(person), "Page 1 of 2")


def _newest(person: Person) -> Locator:
    return person.page.locator(".card").last


async def _presses(person: Person, label: str) -> None:
    button = _newest(person).get_by_role("button", name=label, exact=True)
    await button.click(timeout=PATIENCE * 1000)


async def _reads(card: Locator, words: str) -> None:
    await expect(card).to_contain_text(words, timeout=PATIENCE * 1000)
