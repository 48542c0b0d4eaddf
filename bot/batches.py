"""Changes of several things at DingTalk, each judged by itself and done once, whatever dies in
between.

DingTalk takes no idempotency key, and one call takes so many things. So what is intended is written
before each call, and where no answer came it is read what is there. What came of each is its
*fate*.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, Protocol, TypeVar

import structlog
from pydantic import TypeAdapter

from bot.audit import Audit, Entry
from bot.journal import Intent, Journal
from bot.messages import Command

log = structlog.get_logger()

CALLS: Final = 2
"""How often a change is called, in all, when the first call left no trace."""


class _Named(Protocol):
    """One of the things, by whatever tells it apart from the others."""

    @property
    def id(self) -> str: ...


class _Judged(Protocol):
    """What became of one; *unknown* is what nobody can tell."""

    @property
    def outcome(self) -> str: ...


P = TypeVar("P")
T = TypeVar("T", bound=_Named)
F = TypeVar("F", bound=_Judged)


@dataclass(frozen=True, slots=True)
class Batch(Generic[P, T]):
    """As many as one call takes, the key under which they are changed, and as whom (a unionId).

    ``is_all`` says that the ``plan`` is about nothing else.
    """

    command: Command
    key: str
    viewer: str
    plan: P
    targets: tuple[T, ...]
    is_all: bool = True


class Batches(ABC, Generic[P, T, F]):
    """Makes such changes in somebody's name; how one is called and looked for, its kind knows."""

    stands: ClassVar[frozenset[str]] = frozenset({"done"})
    """Fates after which a later run must not do it again."""

    def __init__(
        self,
        journal: Journal,
        audit: Audit,
        plans: TypeAdapter[P],
        fates: TypeAdapter[tuple[F, ...]],
        *,
        uncertain_seconds: float,
        now: Callable[[], Awaitable[int]],
    ) -> None:
        """``uncertain_seconds`` pass before an outcome is looked up: DingTalk gives a call up after
        3 s. ``now`` gives Redis's time in milliseconds since 1970.
        """
        self._journal = journal
        self._audit = audit
        self._plans = plans
        self._fates = fates
        self._uncertain_seconds = uncertain_seconds
        self._now = now

    async def begun(self, command: Command) -> P | None:
        """Give what an earlier run of this turn has begun: what it is about may be otherwise by
        now, or be gone.
        """
        intent = await self._journal.find(command.key)
        return None if intent is None else self._plans.validate_json(intent.facts["plan"])

    @abstractmethod
    async def _call(self, batch: Batch[P, T], left: tuple[T, ...]) -> Mapping[str, F]:
        """Make the call; gives the fates by id, but for those of which no answer tells it."""

    @abstractmethod
    async def _look(self, batch: Batch[P, T], left: tuple[T, ...], at: int) -> Mapping[str, F]:
        """Look what a call at ``at`` has done; gives the fates by id, but for those for which it
        has not happened.
        """

    @abstractmethod
    def _unknown(self, target: T) -> F:
        """Give the fate of one of which nobody can tell it."""

    @abstractmethod
    def _entry(self, batch: Batch[P, T], fate: F) -> Entry:
        """Give the line of the trail; what was not done left everything as before."""

    async def _once(self, batch: Batch[P, T]) -> tuple[F, ...]:
        intent, found = await self._intend(batch), dict[str, F]()
        if intent.result is None and not intent.new:
            found |= await self._looked(batch, batch.targets, intent.at)
        for _ in range(CALLS):
            left = _left(batch.targets, found)
            if intent.result is not None or not left:
                break
            intent = await self._intend(batch)  # looking took its time
            if intent.result is None:
                found |= await self._call(batch, left)
                found |= await self._looked(batch, _left(left, found), intent.at)
        if intent.result is not None:
            return self._fates.validate_json(intent.result["fates"])
        fates = tuple(found.get(each.id) or self._unknown(each) for each in batch.targets)
        await self._conclude(batch, fates)
        return fates

    async def _intend(self, batch: Batch[P, T]) -> Intent:
        facts = {"plan": self._plans.dump_json(batch.plan).decode()}
        return await self._journal.intend(batch.key, batch.command.unbroken, facts)

    async def _looked(self, batch: Batch[P, T], left: tuple[T, ...], at: int) -> Mapping[str, F]:
        """Look what a call has done, if it told not of all, not before it must have ended."""
        if not left:
            return {}
        passed = (await self._now() - at) / 1000
        await asyncio.sleep(max(0.0, self._uncertain_seconds - passed))
        return await self._look(batch, left, at)

    async def _conclude(self, batch: Batch[P, T], fates: Sequence[F]) -> None:
        """Write what came of it, with its lines in the trail. What nobody could tell is looked up
        again by a run that comes later, and what was only refused may be asked again.
        """
        first = next((each for each in fates if each.outcome in self.stands), None)
        await self._note(batch, fates, besides=first)
        is_known = all(each.outcome != "unknown" for each in fates)
        if first is not None or (is_known and not batch.is_all):
            line = self._audit.line(batch.key, self._entry(batch, first or fates[0]))
            result = {"fates": self._fates.dump_json(tuple(fates)).decode()}
            await self._journal.conclude(batch.key, result, line)
        elif is_known:
            await self._journal.forget(batch.key)

    async def _note(
        self, batch: Batch[P, T], fates: Sequence[F], *, besides: F | None = None
    ) -> None:
        """Write a line for each, in the order of what they are about, but for one."""
        for target, fate in zip(batch.targets, fates, strict=True):
            if fate is besides:
                continue
            entry = self._entry(batch, fate)
            await self._audit.append(f"{batch.key}:{target.id}", entry, batch.command.fence)
            if fate.outcome == "unknown":
                log.error("change_uncertain", what=batch.command.words, turn=batch.command.key)


def keyed(command: Command, number: int) -> str:
    """Name a batch of a command; the first, 0, has the turn's own key, by which it is known that
    the change has begun.
    """
    return f"{command.key}:part{number + 1}" if number else command.key


def _left(targets: Iterable[T], found: Collection[str]) -> tuple[T, ...]:
    return tuple(each for each in targets if each.id not in found)
