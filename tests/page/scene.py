"""Scenes that people play on the page with the bot itself: who says and presses what, and reads what.

A step ends when what it brings stands on the page, so nothing here waits for a time to pass.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import FilePayload, Locator, expect

from tests.conversations.crashes import kill
from tests.conversations.stage import PATIENCE, Stage
from tests.page.conftest import Visit
from tests.page.person import Person

SOON = PATIENCE * 1000
"""How long an answer may take on a busy machine, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in front of a page of their own, and the conversation that is open there."""

    person: Person

    async def says(self, text: str) -> None:
        await self.person.says(text)

    async def sends(self, name: str, content: bytes) -> None:
        """Attach a file and send it."""
        await self.person.page.set_input_files("#files", payload(name, content))
        await expect(self.person.page.locator(".attachment")).to_be_visible()
        await self.person.page.press("#draft", "Enter")

    async def presses(self, label: str, about: str = "") -> None:
        """Press a button of the newest card, or of the newest that is ``about`` something."""
        button = self._shown(about).get_by_role("button", name=label, exact=True)
        await button.click(timeout=SOON)

    async def reads(self, title: str, *words: str, about: str = "") -> Locator:
        """Wait until the newest card, or the newest that is ``about`` something, is called so and
        has these words.
        """
        shown = self._shown(about)
        await expect(shown.locator(".card-title")).to_have_text(title, timeout=SOON)
        for each in words:
            await expect(shown).to_contain_text(each, timeout=SOON)
        return shown

    async def offers(self, *labels: str, about: str = "") -> None:
        """Wait until the card has just these buttons."""
        buttons = self._shown(about).locator(".card-button")
        await expect(buttons).to_have_text(list(labels), timeout=SOON)

    def _shown(self, about: str) -> Locator:
        cards = self.person.page.locator("#log .card")
        return (cards.filter(has_text=about) if about else cards).last


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


async def enters(visit: Visit, user: str, language: str, group: str = "", **how: Any) -> Actor:
    """Open a page as somebody, in their single chat with the bot or a group, in their language."""
    person = await visit(**how)
    if language == "zh":
        await person.page.click("#language")
    await person.is_(user)
    await person.opens(group or "Spacekeeper")
    return Actor(person)


@asynccontextmanager
async def killed_after(stage: Stage, actor: Actor, **settings: Any) -> AsyncIterator[None]:
    """Run a bot for an act, and kill it at the end of it, which the page shows."""
    async with stage.process(**settings) as process:
        yield
        await kill(stage, process)
        await expect(actor.person.page.locator("#bot-status")).not_to_have_class("status up")
