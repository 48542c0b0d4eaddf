"""On which terms requests are decided, as the settings say."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from bot.requests.request import AccessWish, SpaceWish, Wish
from bot.requests.steps import same_person


@dataclass(frozen=True, slots=True)
class RequestTerms:
    """``accounts`` are the userIds of people who have several, ``two`` the kinds of requests that
    take two people, ``millis`` how long one waits for somebody to decide, ``space_role`` what
    whoever asks for a space gets in it: DingTalk's word, empty for nothing.
    """

    accounts: Collection[Collection[str]]
    two: Collection[str]
    millis: int
    space_role: Literal["MANAGER", "EDITOR", ""] = ""

    def is_same(self, one: str, other: str) -> bool:
        """Tell whether two userIds are one person's."""
        return same_person(one, other, self.accounts)

    def takes_two(self, wish: Wish) -> bool:
        """Tell whether two people must approve such a wish."""
        is_raised = isinstance(wish, AccessWish | SpaceWish) and wish.role == "MANAGER"
        return wish.kind in self.two or (is_raised and "manager" in self.two)
