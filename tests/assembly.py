"""The bot's core put together on a sandbox and a store, without a listener or a worker.

A test calls the part it is about by itself, and sets the clock that the part reads.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from bot.app import Resources, core_of, now, routes_of, terms_of
from bot.app.answering import Deciding, deciding_of
from bot.budget import Governor
from bot.cards import Card
from bot.delivery import Delivery, Record, Target, card_id
from bot.dingtalk.http import open_dingtalk
from bot.dispatch import Boundary, Dispatcher, DoneAlready, HoldEnds, Replies, Speaking, Unread
from bot.dispatch.hearing import heard
from bot.journal import Journal
from bot.messages import Command, Conversation, Fence, Message, Sender
from bot.reading import Reader
from bot.routing import Router, Routes
from bot.services import Services, Status
from bot.sessions import Cancel, Session
from bot.settings import Settings
from bot.storage import Store
from bot.tagged_union import TaggedUnion
from bot.tasks import Tasks
from handlers import ROUTERS
from tests.parts import BOB, CALL_SECONDS, Clock, Given, message, queueing
from tests.sandbox_server import SandboxHandle

CARD_CALLS = "/v1.0/card/instances"
STATUS = Status(connected=True, waiting=2, holds=1, calls=42, version="9.9")


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything behind the listener, in one organisation."""

    sandbox: SandboxHandle
    store: Store
    tasks: Tasks
    settings: Settings
    types: TaggedUnion
    routes: Routes[Services]
    delivery: Delivery
    services: Services
    replies: Replies
    dispatcher: Dispatcher
    ends: HoldEnds
    unread: Unread
    speaking: Speaking
    done: DoneAlready
    boundary: Boundary
    clock: Clock
    group: Conversation

    async def fence(self) -> Fence:
        """The lease of a box that stays ours."""
        key = self.store.key("lease", "test")
        await self.store.redis.set(key, "token", px=600_000)
        return Fence(key, "token")

    async def command(self, words: str, sender: Sender = BOB, **changed: Any) -> Command:
        """A request of somebody in the first group; ``changed`` are members of the command."""
        made = Command(
            words=words,
            sender=sender,
            conversation=self.group,
            language="en",
            key=f"robot1:{words}",
            at=self.clock(),
            card=f"card of {words}",
            fence=await self.fence(),
        )
        return replace(made, **changed)

    def message(self, text: str, sender: Sender = BOB, **more: Any) -> Message:
        """A message said in the first group now."""
        return message(
            text, sender, **{"conversation": self.group, "msg_id": text, "at": self.clock(), **more}
        )

    async def to_message(self, message: Message, session: Session, command: Command) -> Card:
        """What answers a message, whatever a handler raises going through."""
        return await self.replies.to_message(message, session, command, heard(message, self.routes))

    def reading(self, reader: Reader) -> Deciding:
        """What decides by such a reader of sentences."""
        return deciding_of(
            self.routes,
            self.services,
            self.types,
            journal=Journal(self.store),
            stale_seconds=600,
            reader=reader,
        )

    def target(self, turn: str = "turn 1", sender: Sender = BOB, **changed: Any) -> Target:
        """Where the answer to a turn goes."""
        aim = Target(
            out_track_id=card_id(turn, "answer", self.group.id),
            conversation=self.group,
            asker=sender.key,
            asker_user_id=sender.user_id,
            language="en",
            turn=turn,
            nick=sender.nick,
        )
        return replace(aim, **changed)

    async def record(self, card: str) -> Record:
        """What is remembered of a card that was sent."""
        found = await self.delivery.records.load(card)
        assert found is not None
        return found

    async def shown(self) -> list[dict[str, Any]]:
        """What the bot has put into the first group, every change of a card included."""
        entries = await self.sandbox.messages(self.group.id)
        return [entry for entry in entries if entry["from"] == "bot"]

    async def calls(self) -> list[str]:
        """What reached DingTalk so far, in order, but for tokens and tickets."""
        calls = [f"{call['method']} {call['template']}" for call in await self.sandbox.calls()]
        told = [call for call in calls if "oauth2" not in call and "gateway" not in call]
        return [call.replace(CARD_CALLS, "cards") for call in told]

    async def space(self, name: str) -> dict[str, Any] | None:
        """A space as DingTalk has it, by its name."""
        spaces = (await self.sandbox.state())["spaces"]
        return next((each for each in spaces if each["spaceName"] == name), None)


@asynccontextmanager
async def assembled(
    sandbox: SandboxHandle,
    store: Store,
    *,
    routers: Iterable[Router[Services]] = ROUTERS,
    **changed: Any,
) -> AsyncIterator[Assembly]:
    """Put the core together; ``changed`` are settings, with short waits unless given."""
    waits = {
        "uncertain_seconds": 0,
        "recheck_seconds": 0,
        "call_seconds": CALL_SECONDS,
        "calls_used": 0,
    }
    state = await sandbox.state()
    settings = Given.model_validate(
        {
            "client_id": state["clientId"],
            "client_secret": state["clientSecret"],
            "api_base": sandbox.url,
            **waits,
            **changed,
        }
    )
    clock = Clock(now())
    budget = Governor(store, now=clock, terms=terms_of(settings))
    async with (
        queueing(store) as tasks,
        open_dingtalk(settings, store, hear=budget.heard, books=budget.booking) as dingtalk,
    ):
        resources = Resources(
            settings,
            store,
            tasks,
            dingtalk,
            sandbox.client,
            budget,
            clock,
            store.now,
            kinds=(Cancel,),
        )
        core = core_of(resources, routes_of(tuple(routers)), status)
        yield Assembly(
            sandbox,
            store,
            tasks,
            settings,
            core.shared.types,
            core.routes,
            core.shared.delivery,
            core.services,
            core.answering.replies,
            core.answering.dispatcher,
            core.answering.ends,
            core.answering.unread,
            core.answering.speaking,
            core.answering.done,
            core.answering.boundary,
            clock,
            Conversation(await sandbox.group(), "group", "Team"),
        )


async def status() -> Status:
    return STATUS


def question() -> Card:
    """A card with one button."""
    return Card(
        "ask",
        {"part": "name", "question": "What should the new space be called?", "names": True},
        {"cancel": Cancel()},
    )
