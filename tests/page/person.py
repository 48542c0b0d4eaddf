"""Somebody in front of the page: opens a conversation, says, presses, looks."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page


@dataclass(frozen=True, slots=True)
class Person:
    """One browser tab, and what one does in it."""

    page: Page

    async def is_(self, user_id: str) -> None:
        """Choose who I am."""
        await self.page.select_option("#person", user_id)

    async def opens(self, title: str) -> None:
        """Open the conversation with this title."""
        name = self.page.locator(".conversation-title", has_text=title)
        await self.page.locator(".conversation", has=name).click()

    async def says(self, text: str) -> None:
        """Type it and press Enter."""
        await self.page.fill("#draft", text)
        await self.page.press("#draft", "Enter")

    async def looks_at(self, tab: str) -> None:
        """Choose a tab of the inspector."""
        await self.page.click(f"#tab-{tab}")

    def message(self, text: str) -> Locator:
        """The message with this text."""
        return self.page.locator(".message", has_text=text)

    def card(self, out_track_id: str) -> Locator:
        """The card with this outTrackId."""
        return self.page.locator(f'[data-card="{out_track_id}"]')

    def button(self, label: str) -> Locator:
        """The button with this label."""
        return self.page.get_by_role("button", name=label, exact=True)
