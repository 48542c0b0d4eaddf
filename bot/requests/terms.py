"""On which terms requests are decided, as the settings say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.requests.request import AccessWish, RoomWish, SpaceWish, Wish
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

    def approvers(self, does: str) -> int:
        """Tell how many must approve whatever asks for a command, 1 where only some takes two."""
        two = {"access": AccessWish.does, "space": SpaceWish.does, "room": RoomWish.does}
        is_raised = self.space_role == "MANAGER" and "manager" in self.two
        always = {two[kind] for kind in self.two if kind in two}
        return 2 if does in always or (is_raised and does == SpaceWish.does) else 1

    def apart(self, user_ids: Sequence[str], but: str = "") -> int:
        """Count people, each once whatever accounts they have, without ``but``."""
        found: list[str] = []
        for each in user_ids:
            if not any(self.is_same(each, other) for other in (*found, but)):
                found.append(each)
        return len(found)
