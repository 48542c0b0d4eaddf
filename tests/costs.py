"""Counts what questions and changes cost, in organisations of many sizes.

``python -m tests.costs`` prints the tables of ``docs/costs.md``. One organisation is made a size, and
watched or not; everything is counted by the sandbox, as DingTalk would count it, the card included.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from uuid import uuid4

from typing_extensions import override

from bot.drive.card_list import ShownList
from bot.messages import Click, Sender
from bot.sessions import Session
from bot.shared_buttons import ReadList
from bot.storage import Store
from handlers.create import ConfirmCreate
from handlers.spaces import ShowMore
from tests.assembly import Assembly, assembled
from tests.handlers.watching import learns, swept
from tests.parts import ANN, BOB
from tests.sandbox_server import running_sandbox
from tests.valkey import fresh_store, running_valkey

SIZES = (13, 300, 3_000, 10_000)
UNWATCHED = (13, 300)
"""So many spaces have the organisations that are counted without an operator too."""
MINUTE = 60_000
HOUR = 60 * MINUTE
CAT = Sender("staff02", "$:LWCP_v1:$cat", "Cat")

DOOMED = ("客户支持", "人力资源", "新员工入职", "产品文档")
READING = ("spaces", "spaces fin", "space Finance", "quota", "quota Finance", "next page")
CHANGES = ("space create", "space delete")
WITH, WITHOUT = "may query", "refused"
"""What DingTalk answers members who ask for spaces by id."""
ASKED = {True: "asked", False: "asked, without an operator"}
"""How the tables begin."""


class LaterStore(Store):
    """A store whose clock can be set ahead."""

    ahead = 0

    @override
    async def now(self) -> int:
        return await super().now() + self.ahead


@dataclass(slots=True)
class Chat:
    """Somebody who asks one thing after another, in single turns of the dispatcher."""

    bot: Assembly
    sender: Sender
    session: Session = field(default_factory=Session)

    async def says(self, text: str) -> None:
        """Say something, and have it answered."""
        corp_id = await self.bot.services.organisation.corp_id()
        message = self.bot.message(text, self.sender, msg_id=uuid4().hex)
        message = replace(message, corp_id=corp_id or "")
        self.session = await self.bot.dispatcher.answer(
            message, self.session, await self.bot.fence()
        )

    async def asks(self, text: str) -> None:
        """Say something, and agree to what its list costs where that is asked."""
        await self.says(text)
        if isinstance(self.session.state, ReadList):
            await self.says("yes")

    async def presses(self, wanted: type | object) -> None:
        """Press a button that takes a turn, of the last question or list: by what it is, or as the
        fast lane would have it where it cannot answer.
        """
        card = self.session.card or self.session.last_list or ""
        record = await self.bot.record(card)
        offered = [self.bot.types.load(each) for each in record.actions.values()]
        if isinstance(wanted, type):
            wanted = next(each for each in offered if isinstance(each, wanted))
        meaning = self.bot.types.dump(wanted)
        tapped = Click(
            card, record.face, "10", meaning, self.sender, self.bot.group, self.bot.clock()
        )
        working = self.bot.delivery.working(record, tapped.key)
        assert await self.bot.delivery.records.save(working, instead_of=record.face)
        self.session = await self.bot.dispatcher.answer(
            tapped, self.session, await self.bot.fence()
        )

    async def shown(self) -> ShownList:
        """Give the list that was shown last."""
        kept = await self.bot.services.kept(self.session.last_list)
        assert isinstance(kept, ShownList)
        return kept


@dataclass(slots=True)
class Counting:
    """Counts what DingTalk counts."""

    bot: Assembly
    store: LaterStore
    seq: int = 0
    doomed: list[str] = field(default_factory=lambda: list(DOOMED))

    async def counted(self) -> int:
        """Give how many calls were counted since this was asked last."""
        calls = await self.bot.sandbox.calls(self.seq)
        self.seq = calls[-1]["seq"] if calls else self.seq
        return sum(bool(call["counted"]) for call in calls)

    async def of(self, chat: Chat, what: str) -> int:
        """Give what one thing costs."""
        if what == "next page":
            await chat.asks("spaces")
        await self.counted()
        match what:
            case "next page":
                await self._next(chat)
            case "space create":
                await chat.says(f"space create {uuid4().hex[:8]} plans")
                await chat.presses(ConfirmCreate)
            case "space delete":
                await self._deletes(chat)
            case _:
                await chat.asks(what)
        return await self.counted()

    async def _next(self, chat: Chat) -> None:
        """Turn to the first page that was not asked for yet; the fast lane has all others."""
        shown = await chat.shown()
        if shown.more:
            await chat.presses(ShowMore(shown.pages + 1))

    async def _deletes(self, chat: Chat) -> None:
        name = self.doomed.pop()
        await chat.says(f"space delete {name}")
        await chat.says(name)
        (hold,) = await self.bot.services.holds.waiting()
        await self.bot.ends.end(hold.id)

    def later(self, millis: int) -> None:
        """Let time pass."""
        self.store.ahead += millis
        self.bot.clock.at += millis


@asynccontextmanager
async def organisation(url: str, spaces: int, *, watched: bool = True) -> AsyncIterator[Counting]:
    """An organisation of so many spaces, of which nobody has asked for any yet."""
    async with running_sandbox() as sandbox, fresh_store(url) as opened:
        await sandbox.reset(spaces=spaces, files=1)
        await sandbox.settings(qps=0, monthlyCalls=1_000_000)
        store = LaterStore(opened.redis, opened.prefix, opened.url)
        async with assembled(
            sandbox, store, monthly_calls=1_000_000, calls_per_second=1_000_000, interim_seconds=60
        ) as bot:
            await (swept(bot) if watched else learns(bot))
            yield Counting(bot, store)


Costs = dict[str, tuple[int, int]]
"""Of each question and change, what it costs first and an hour after the last one."""


async def costs(counting: Counting, *, members_may: bool) -> Costs:
    """Let a member ask everything, and an admin change things, each first and an hour later."""
    await counting.bot.sandbox.settings(managementForMembers=members_may)
    chat = {True: Chat(counting.bot, ANN if members_may else CAT), False: Chat(counting.bot, BOB)}
    found = await _all(counting, chat)
    counting.later(HOUR)
    later = await _all(counting, chat)
    return {what: (first, later[what]) for what, first in found.items()}


async def _all(counting: Counting, chat: Mapping[bool, Chat]) -> dict[str, int]:
    found = {}
    for what in (*READING, *CHANGES):
        counting.later(2 * MINUTE)
        found[what] = await counting.of(chat[what in READING], what)
    return found


async def main() -> None:
    """Print the tables."""
    with running_valkey() as url:
        for watched, sizes in ((True, SIZES), (False, UNWATCHED)):
            table: dict[tuple[int, str], Costs] = {}
            for spaces in sizes:
                async with organisation(url, spaces, watched=watched) as counting:
                    for members_may in (True, False):
                        name = WITH if members_may else WITHOUT
                        table[spaces, name] = await costs(counting, members_may=members_may)
            sys.stdout.write("\n".join([*rows(table, watched=watched), "", ""]))


def rows(table: Mapping[tuple[int, str], Costs], *, watched: bool) -> list[str]:
    """Write a table in Markdown."""
    head = [ASKED[watched], *(f"{spaces:,}, {name}" for spaces, name in table)]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for what in (*READING, *CHANGES):
        cells = [f"{first}, {later}" for first, later in (each[what] for each in table.values())]
        lines.append(f"| {_said(what)} | " + " | ".join(cells) + " |")
    return lines


def _said(what: str) -> str:
    """Write what is said as such; a page is turned by a press."""
    return what if what == "next page" else f"`{what}`"


def stated(document: str, spaces: int, name: str, *, watched: bool) -> Costs:
    """Read from a document's table what it says of an organisation of this size."""
    head_line = f"| {ASKED[watched]} | {SIZES[0]}, {WITH} |"
    lines = document[document.index(head_line) :].partition("\n\n")[0]
    head, _, *body = ([cell.strip() for cell in line.split("|")] for line in lines.splitlines())
    column = head.index(f"{spaces:,}, {name}")
    cells = {row[1].strip("`"): row[column].split(", ") for row in body}
    return {what: (int(first), int(later)) for what, (first, later) in cells.items()}


if __name__ == "__main__":
    asyncio.run(main())
