"""Answers who owns or manages a space: by what DingTalk tells apps of who may open it.

The question is never one for changes; of whom it is about is found by the name in it, by a row of
the last list, or by the space of the last answer.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.cards import Card
from bot.dispatch.doubting import part_of
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.listening import Listening
from bot.drive.spaces import Space
from bot.messages import Command
from bot.reading.numbers import ordinals
from bot.reading.said import Said, folded
from bot.routing import Routes
from bot.services import Services
from bot.sessions import LastAnswer

_WHO: Final = "who"
_OWNS: Final = re.compile(
    "(?<![a-z])who(?:'s| is| are)? (?:the |its |their )?(?:owners?|managers?|boss|admins?"
    "|person in charge|one in charge|"
    "responsible|in charge|looking after|looks after|takes care|taking care|owns|manages|runs"
    "|managing|running|"
    "actually (?:owns|manages|runs))(?![a-z])"
    "|(?<![a-z])(?:who does .{1,40} belong to|whose (?:space|drive|is)"
    "|to whom does .{1,40} belong)(?![a-z])"
    "|(?:是|由|归)?谁(?:在|来|正在)?(?:管着?|负责|管理|主管)(?!员)|归谁(?:的|所有)?"
    "|(?:负责人|所有者|管理者|管理员|拥有者|主人|owner)(?:到底|究竟)?是(?:谁|哪位|哪个)"
    "|谁是[^,.?]{0,20}(?:负责人|所有者|管理员|管理者|主人|owner)"
)
_OTHERWISE: Final = re.compile(
    "alert|remind|request|提醒|告警|申请|这个机器人|你们?的?管理员|bot(?![a-z])"
    "|[.][a-z0-9]{2,4}(?![a-z])"
    "|文件(?!夹?里)|(?<![a-z])(?:file|folder)(?![a-z])|离职"
)
_IT: Final = re.compile("它|他|[这那]个?(?:空间|盘)?|(?<![a-z])(?:it|its|that|this)(?![a-z])")


class OwnerAsked:
    """Leads the question to who may open a space."""

    def __init__(
        self, routes: Routes[Services], listening: Listening, heard_runner: HeardRunner
    ) -> None:
        self._routes = routes
        self._listening = listening
        self._heard_runner = heard_runner

    async def of(self, text: str, topic: LastAnswer | None, command: Command) -> Card | None:
        """Answer who owns a space; None for any other sentence."""
        said = Said(text)
        route = self._routes.named(_WHO)
        if route is None or not _OWNS.search(said.copy) or _OTHERWISE.search(said.copy):
            return None
        names = await self._listening.kept(command)
        place = _named(said, names.spaces) or _row(said) or self._of_topic(said, topic)
        if not place:
            return None
        return await self._heard_runner.run(route, {route.takes[0].name: place}, command)

    def _of_topic(self, said: Said, topic: LastAnswer | None) -> str:
        route = self._routes.named(topic.words) if topic else None
        if topic is None or route is None or not _IT.search(said.copy):
            return ""
        return topic.raw.get(part_of(route), "")


def _named(said: Said, spaces: Sequence[Space]) -> str:
    """Give the longest name of a space that is in a sentence."""
    found = [each.name for each in spaces if folded(each.name) in said.copy]
    return max(found, key=len, default="")


def _row(said: Said) -> str:
    return next((each.text for each in ordinals(said.copy)), "")
