"""Takes the space that heads a ranking for *it*: who asks which one grows the fastest has been told
its name in the title, and goes on about that one.

Only what shows is completed so: a change is never of a space that nobody named.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.dispatch.doubting import part_of
from bot.drive.spaces import Space
from bot.language import normalise
from bot.reading import Understood
from bot.routing import Routes
from bot.services import Services
from bot.sessions import LastAnswer

_RANKING: Final = "quota top"
_IT: Final = re.compile(
    "(?<![a-z])(?:it|it's|its|(?:this|that)(?: one| space)?|the (?:top|first) one)(?![a-z])"
    "|它|[这那]个(?:空间|盘)?"
)


class FirstRow:
    """Completes what is understood by the first row of a ranking."""

    def __init__(self, routes: Routes[Services], services: Services) -> None:
        self._routes = routes
        self._services = services

    async def of(
        self,
        text: str,
        understood: Understood,
        topic: LastAnswer | None,
        spaces: Sequence[Space],
    ) -> Understood:
        """Give what was understood, about the first row of the ranking that was shown last where
        the sentence points to one space and names none.
        """
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or not route.looks or understood.certainty != "sure":
            return understood
        part = part_of(route)
        if topic is None or not part or wish.raw.get(part) or not self._points(text, topic):
            return understood
        ids = await self._services.listed(topic.card)
        name = next((each.name for each in spaces if ids and each.id == ids[0]), "")
        if not name:
            return understood
        return replace(understood, wishes=(replace(wish, raw={**wish.raw, part: name}),))

    def _points(self, text: str, topic: LastAnswer) -> bool:
        """Whether a sentence points to what heads the ranking that was shown last."""
        if topic.is_over(self._services.now()) or topic.words != _RANKING or topic.page > 1:
            return False
        return _IT.search(normalise(text)) is not None
