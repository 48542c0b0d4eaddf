"""Requests from end to end: asked for once, decided once, shown and told. Whoever carries one out
says here what came of it.

What a request stands at is in Redis; cards only show it. A card that shows an older version is
painted by a task, or by the next round where the task died.
"""

from collections.abc import Mapping

from bot.audit import Audit, Entry, Noting
from bot.dingtalk.directory import Directory
from bot.messages import Command, Sender
from bot.requests import steps
from bot.requests.asking import RequestAsking
from bot.requests.enough import Enough
from bot.requests.ledger import Change, RequestLedger
from bot.requests.painting import RequestPainter
from bot.requests.request import CameOfIt, RefusedTo, Request, Who
from bot.requests.terms import RequestTerms
from bot.storage import Clock
from bot.tasks import Tasks
from bot.times.spans import DAY
from bot.unasked import Known

TASK = "request"
SOON_MILLIS = 1_500
"""So long the turn of a press has to paint the card that was pressed."""
KEPT_MILLIS = 30 * DAY
_NAMED = 3
"""So many admins are named to somebody."""


class Requests:
    """Takes the steps of requests. Who may decide is asked of ``hindrance``; what is done once
    somebody has approved is up to the handler, between ``approve`` and ``done``.
    """

    def __init__(
        self,
        ledger: RequestLedger,
        asking: RequestAsking,
        painter: RequestPainter,
        enough: Enough,
        *,
        tasks: Tasks,
        audit: Audit,
        admins: Known,
        directory: Directory,
        terms: RequestTerms,
        clock: Clock,
    ) -> None:
        """``admins`` gives those who may be allowed where DingTalk refuses somebody."""
        self.ask = asking.ask
        self.space_role = terms.space_role
        self._ledger = ledger
        self._painter = painter
        self._enough = enough
        self._tasks = tasks
        self._audit = audit
        self._admins = admins
        self._directory = directory
        self.terms = terms
        self._clock = clock

    def begin(self, seconds: float) -> None:
        """Have cards painted, and look every so many seconds at what has waited too long."""
        self._tasks.register(TASK, self._painter.paint)
        self._tasks.every(seconds, "requests", self.look)

    async def look(self) -> None:
        """Expire what nobody has decided, and paint what nobody has painted."""
        now = await self._clock()
        for each in await self._ledger.all():
            after = await self._ledger.change(each.id, lambda before: steps.expire(before, now))
            after = after and await self._weighed(after)
            await self._painter.paint(each.id)
            if after and after.ended and now - after.ended > KEPT_MILLIS:
                await self._ledger.forget(after)

    async def get(self, request_id: str) -> Request | None:
        """Give a request as it stands; None for one that is not known any more."""
        return await self._ledger.get(request_id)

    async def admins(self, but: str) -> tuple[str, ...]:
        """Name the admins who are known, whom somebody may ask themselves; ``but`` is their own
        userId.
        """
        known = [(each.user_id, each.name) for each in await self._admins()]
        return await self._directory.apart([each for each in known if each[0] != but][:_NAMED])

    async def numbered(self, number: int) -> Request | None:
        """Give the request that people call by this number."""
        return next((each for each in await self._ledger.all() if each.number == number), None)

    async def open_ones(self, user_id: str | None = None) -> tuple[Request, ...]:
        """Give the open requests, or those of one person, the first first."""
        found = [each for each in await self._ledger.all() if each.is_open]
        return tuple(each for each in found if user_id in {None, each.asker.user_id})

    async def ended_ones(self, user_id: str, most: int) -> tuple[Request, ...]:
        """Give what one person has asked for and is decided, the latest first, at ``most`` so many.

        They are known for a month.
        """
        mine = [each for each in await self._ledger.all() if each.asker.user_id == user_id]
        ended = [each for each in mine if not each.is_open]
        return tuple(sorted(ended, key=lambda each: each.ended or 0, reverse=True)[:most])

    async def hindrance(self, request: Request, sender: Sender, turn: str) -> steps.Hindrance:
        """Say what keeps somebody from deciding, in this turn."""
        now = await self._clock()
        return steps.hindrance(request, sender.key, turn, now, self.terms.accounts)

    async def bind(self, request: Request, there: Mapping[str, object], bound: str) -> Request:
        """Show what has changed of the target since it was asked; as it came where nothing has."""
        return await self._stepped(request, lambda before: steps.bind(before, there, bound))

    async def approve(
        self, command: Command, request: Request, other: steps.Instead = steps.AS_ASKED
    ) -> Request:
        """Note an approval, with its line in the trail; it is carried out by this turn where it was
        the last that it takes, and then ``doing`` says so. ``other`` is what is given instead.
        """
        now, (by, inside) = await self._clock(), await self._decider(command, request)

        def step(before: Request) -> Request:
            accounts = self.terms.accounts
            if steps.hindrance(before, by.user_id, command.key, now, accounts):
                return before
            if before.doing and before.doing.turn == command.key:
                return before
            after = steps.approve(steps.instead(before, other), by, command.key, now)
            return steps.apart(before, after, inside)

        after = await self._stepped(request, step, self._noting(command))
        return after if after.doing else await self._weighed(after)

    async def decline(self, command: Command, request: Request, reason: str = "") -> Request:
        """Decline it, with its line in the trail."""
        now, (by, inside) = await self._clock(), await self._decider(command, request)

        def step(before: Request) -> Request:
            return steps.apart(before, steps.decline(before, by, reason, now), inside)

        return await self._stepped(request, step, self._noting(command))

    async def withdraw(self, request: Request) -> Request:
        """Let whoever asked take it back."""
        now = await self._clock()
        return await self._stepped(request, lambda before: steps.withdraw(before, now))

    async def void(self, request: Request, why: str) -> Request:
        """End a request whose target is ``gone``, or whose asker has ``left``."""
        now = await self._clock()
        return await self._stepped(request, lambda before: steps.void(before, why, now))

    async def done(self, command: Command, request: Request, came: CameOfIt) -> Request:
        """Note that it was carried out, and what came of it."""
        now, turn = await self._clock(), command.key
        return await self._stepped(request, lambda each: steps.done(each, turn, came, now))

    async def refused(self, command: Command, request: Request, code: str) -> Request:
        """Note that DingTalk has refused it to whoever approved: it stays open, for others."""
        but = (command.sender.key, request.asker.user_id)
        known = [
            (each.user_id, each.name)
            for each in await self._admins()
            if not any(self.terms.is_same(each.user_id, other) for other in but)
        ]
        by = request.doing.by if request.doing else _who(command.sender)
        refusal, turn = RefusedTo(by, code, await self._directory.apart(known)), command.key
        return await self._stepped(request, lambda each: steps.refused(each, turn, refusal))

    async def failed(self, command: Command, request: Request) -> Request:
        """Note that nothing came of an approval, and let others approve."""
        return await self._stepped(request, lambda each: steps.failed(each, command.key))

    async def _weighed(self, request: Request) -> Request:
        """Say of an open request whether enough are left who could approve it."""
        if not request.is_open:
            return request
        short = await self._enough.lacks(request)
        return await self._stepped(request, lambda before: steps.weigh(before, short=short))

    async def _decider(self, command: Command, request: Request) -> tuple[Who, Mapping[str, str]]:
        """Give whoever decides, and the departments of all who are called the same."""
        by = _who(command.sender)
        inside = {each: await self._directory.mark(each) for each in steps.namesakes(request, by)}
        return steps.placed(by, inside), inside

    async def _stepped(
        self, request: Request, step: Change, noting: Noting[Request] | None = None
    ) -> Request:
        """Take a step, and have it shown soon."""
        after = await self._ledger.change(request.id, step, noting) or request
        if after.shown < after.version:
            soon = await self._clock() + SOON_MILLIS
            key = f"request:{after.id}:{after.version}"
            await self._tasks.add(TASK, after.id, key=key, at=soon)
        return after

    def _noting(self, command: Command) -> Noting[Request]:
        def line(before: Request | None, after: Request | None) -> Entry | None:
            if after is None or before == after:
                return None
            return Entry.of(command, "done", after.wish.target, after.wish.name)

        return self._audit.noting(command, line)


def _who(sender: Sender) -> Who:
    return Who(sender.key, sender.nick)
