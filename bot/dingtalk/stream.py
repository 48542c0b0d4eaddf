"""Listens to DingTalk: keeps a connection to the gateway, whatever happens to it.

The SDK's released client loses messages and cannot be stopped, so its networking is replaced as a
whole; its registry, handler classes, messages and acks stay, so that a handler written for it works
here too. No other module imports the SDK.
"""

import asyncio
import json
import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, TypeVar
from weakref import WeakValueDictionary

import httpx
import structlog
from dingtalk_stream import (
    AckMessage,
    CallbackHandler,
    CallbackMessage,
    ChatbotMessage,
    Credential,
    DingTalkStreamClient,
    EventHandler,
    EventMessage,
    SystemMessage,
)
from dingtalk_stream.version import VERSION_STRING
from pydantic import SecretStr
from typing_extensions import override

from bot.dingtalk.backoff import Backoff
from bot.dingtalk.connection import Connection, Timings, dial
from bot.dingtalk.counts import StreamCounts
from bot.dingtalk.frames import CALLBACK, EVENT, SYSTEM, Frame
from bot.dingtalk.lag import Lag
from bot.dingtalk.opening import ask_for_address
from bot.dingtalk.payload import Malformed
from bot.dingtalk.wire import message_from, tap_from
from bot.errors import PlatformError
from bot.messages import ConversationKey, Message, Tap

log = structlog.get_logger()

# The library gives its loggers a handler of their own unless they find one.
logging.getLogger("dingtalk_stream").addHandler(logging.NullHandler())

IN_TIME_MILLIS = 1800
"""An ack that leaves later after its frame may reach DingTalk when it waits no more."""


def milliseconds() -> int:
    """Give this machine's time in milliseconds since 1970."""
    return int(time.time() * 1000)


M = TypeVar("M", SystemMessage, EventMessage, CallbackMessage)


class Accept(Protocol):
    """Takes what was pushed. Nothing is acknowledged before it returns, or if it raises."""

    async def message(self, message: Message) -> None:
        """Store a message to the bot."""

    async def tap(self, tap: Tap) -> dict[str, object]:
        """Store a pressed button; the result changes the card, and changes nothing if empty."""

    async def left(self, tap: Tap, *, in_time: bool) -> None:
        """Hear that the ack of a pressed button has left, and whether DingTalk still waited."""

    async def event(self, kind: str, event_id: str, data: dict[str, Any]) -> None:
        """Store an event of the organisation, ``kind`` being DingTalk's eventType."""


class Listener(DingTalkStreamClient):
    """Keeps one connection that delivers, opening the next before it gives up the last.

    The gateway ends every connection after a while, and gives each push to one connection of the
    app at random (page `protocol`): so two may be open at a time, in this process or in several.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: SecretStr,
        *,
        client: httpx.AsyncClient,
        api_base: str,
        accept: Accept,
        accept_seconds: float = 1.5,
        quiet_seconds: float = 1800.0,
        ping_seconds: float = 20.0,
        retry_seconds: float = 1.0,
        linger_seconds: float = 10.0,
        only_taps: bool = False,
    ) -> None:
        """Take the credentials of the app, and how long things may take in seconds.

        ``accept_seconds``: for storing what was pushed; ``quiet_seconds``: without a push, until
        another connection is opened; ``ping_seconds``: between pings, and for each pong;
        ``retry_seconds``: the first wait before opening again; ``linger_seconds``: from the arrival
        of its successor to a connection's end. ``only_taps`` leaves messages and events to others.
        """
        super().__init__(Credential(client_id, client_secret.get_secret_value()))
        self.counts = StreamCounts()
        self.ready = asyncio.Event()
        self._client = client
        self._api_base = api_base
        self._timings = Timings(ping=ping_seconds, quiet=quiet_seconds, linger=linger_seconds)
        self._backoff = Backoff(retry_seconds)
        self._current: Connection | None = None
        self._hears_events = not only_taps
        if not only_taps:
            self.register_all_event_handler(_Events(accept, accept_seconds))
            self.register_callback_handler(ChatbotMessage.TOPIC, _Messages(accept, accept_seconds))
        self._accept = accept
        self._lag = Lag()
        self._taps = _Taps(accept, accept_seconds, self._late)
        self.register_callback_handler(CallbackHandler.TOPIC_CARD_CALLBACK, self._taps)

    @property
    def connected(self) -> bool:
        """Whether pushes can be expected now; ``ready`` is set when they first could."""
        return self._current is not None and self._current.delivers

    async def run(self) -> None:
        """Listen until cancelled; then stop within 5 s, letting what was read be answered."""
        self.pre_start()
        try:
            # The tasks outlive the connections, so that what was read is stored in any case.
            async with asyncio.TaskGroup() as tasks, asyncio.TaskGroup() as connections:
                await self._keep_connected(tasks, connections)
        finally:
            self._current = None

    @override
    async def start(self) -> None:
        await self.run()

    @override
    async def open_connection(self) -> SecretStr:
        """Return the secret address of a new websocket; raises what :mod:`opening` raises."""
        topics = [{"type": CALLBACK, "topic": topic} for topic in self.callback_handler_map]
        events = [{"type": EVENT, "topic": "*"}] if self._hears_events else []
        request = {
            "clientId": self.credential.client_id,
            "clientSecret": self.credential.client_secret,
            "subscriptions": events + topics,
            "ua": f"dingtalk-sdk-python/v{VERSION_STRING}-union",
        }
        return await ask_for_address(self._client, self._api_base, request)

    @override
    async def background_task(self, frame: Frame) -> str | None:
        """Handle one frame and give the ack to send; whatever goes wrong goes no further."""
        self._lag.note(frame.sent, milliseconds())
        try:
            ack = await self.route_message(frame)
            written = _written(ack)
        except Malformed as error:
            self.counts.malformed += 1
            log.warning("stream_malformed", what=error.what, **_about(frame))
            ack = _ack(frame.message_id, AckMessage.STATUS_BAD_REQUEST, error.what)
            written = _written(ack)
        except Exception as error:  # noqa: BLE001 - the boundary of a frame
            # Where, but not in what words: an error may quote what it choked on.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("stream_failed", error=type(error).__name__, where=where, **_about(frame))  # noqa: TRY400 - see above
            return self._failed(frame)
        outcome = "done" if ack.code == AckMessage.STATUS_OK else "refused"
        self.counts.frames[_kind(frame), outcome] += 1
        return written

    @override
    async def route_message(self, frame: Frame) -> AckMessage:
        """Let the handler of a frame handle it; raises Malformed, or what the handler raises."""
        if frame.fault:
            raise Malformed(frame.fault)
        if frame.kind == SYSTEM:
            return await self.system_handler.raw_process(_unpacked(SystemMessage, frame))
        if frame.kind == EVENT:
            return await self.event_handler.raw_process(_unpacked(EventMessage, frame))
        handler = self.callback_handler_map.get(frame.topic)
        if frame.kind == CALLBACK and handler is not None:
            return await handler.raw_process(_unpacked(CallbackMessage, frame))
        log.warning("stream_unknown_topic", **_about(frame))
        return _ack(frame.message_id, AckMessage.STATUS_NOT_IMPLEMENT, "nothing here handles this")

    async def _keep_connected(
        self, tasks: asyncio.TaskGroup, connections: asyncio.TaskGroup
    ) -> None:
        while True:
            successor = await self._connect(tasks)
            connections.create_task(successor.serve())
            if self._current is not None:
                self._current.retire()
            self._current = successor
            self.ready.set()
            await successor.needs_successor.wait()
            self._note_end(successor)

    async def _connect(self, tasks: asyncio.TaskGroup) -> Connection:
        while True:
            await self._backoff.wait()
            try:
                socket = await dial(await self.open_connection())
            except Exception as error:  # noqa: BLE001 - the boundary of an attempt: whatever it is, try again
                self._backoff.failed()
                self.counts.failures += 1
                log.warning("stream_not_opened", **_why(error))
            else:
                self.counts.opened += 1
                log.info("stream_opened")
                return Connection(
                    socket,
                    self.background_task,
                    tasks,
                    self.counts,
                    self._timings,
                    ack_sent=self._left,
                )

    def _late(self, sent: int | None) -> int:
        return self._lag.of(sent, milliseconds())

    async def _left(self, frame: Frame, *, sent: bool) -> None:
        """Tell whoever took a press whether its ack was in time; by that its card is true."""
        tap = self._taps.answered.pop(frame.message_id, None)
        if tap is None:
            return
        try:
            await self._accept.left(tap, in_time=sent and self._late(frame.sent) <= IN_TIME_MILLIS)
        except Exception as error:  # noqa: BLE001 - the boundary of a frame
            log.warning("stream_ack_not_noted", error=type(error).__name__, **_about(frame))

    def _note_end(self, connection: Connection) -> None:
        """A connection that ends before it worked counts as a failed attempt."""
        self.counts.endings[connection.ending] += 1
        log.info("stream_needs_successor", ending=connection.ending)
        if connection.is_proven:
            self._backoff.succeeded()
        else:
            self._backoff.failed()

    def _failed(self, frame: Frame) -> str | None:
        """No ack, so that the gateway may send it again; an event is asked for again in words."""
        self.counts.frames[_kind(frame), "failed"] += 1
        if frame.kind != EVENT:
            return None
        later = {"status": "LATER", "message": "could not be stored"}
        return _written(_ack(frame.message_id, data=later))


class _Messages(CallbackHandler):
    """Messages to the bot."""

    def __init__(self, accept: Accept, seconds: float) -> None:
        super().__init__()
        self._accept = accept
        self._seconds = seconds
        self._places: WeakValueDictionary[ConversationKey, asyncio.Lock] = WeakValueDictionary()

    @override
    async def raw_process(self, callback_message: CallbackMessage) -> AckMessage:
        """Accept messages of one person in one conversation in the order in which they were read.

        Frames are handled at the same time, and what is accepted first is answered first. A lock
        for each place keeps the order without holding up other places: tasks begin in the order of
        reading, get as far as the lock without waiting for anything, and asyncio gives a lock in
        the order of asking. Waiting counts towards the time: behind a store that hangs, all give up
        together, and the gateway sends them again.
        """
        message = message_from(callback_message.data)
        place = self._places.setdefault(message.place, asyncio.Lock())
        async with asyncio.timeout(self._seconds), place:
            await self._accept.message(message)
        return _ack(callback_message.headers.message_id, data={"response": None})


class _Taps(CallbackHandler):
    """Pressed buttons; DingTalk waits 2 s for the answer (page `event-callback-card`).

    ``answered`` are those whose ack has not left yet, by the id of their frame.
    """

    def __init__(self, accept: Accept, seconds: float, late: Callable[[int | None], int]) -> None:
        super().__init__()
        self.answered: dict[str, Tap] = {}
        self._accept = accept
        self._seconds = seconds
        self._late = late

    @override
    async def raw_process(self, callback_message: CallbackMessage) -> AckMessage:
        headers = callback_message.headers
        sent = headers.time or None
        push = headers.message_id or ""
        tap = replace(tap_from(callback_message.data), push=push, late=self._late(sent))
        async with asyncio.timeout(self._seconds):
            response = await self._accept.tap(tap)
        self.answered[push] = tap
        return _ack(callback_message.headers.message_id, data={"response": response})


class _Events(EventHandler):
    """Events of the organisation."""

    def __init__(self, accept: Accept, seconds: float) -> None:
        super().__init__()
        self._accept = accept
        self._seconds = seconds

    @override
    async def raw_process(self, event_message: EventMessage) -> AckMessage:
        headers, data = event_message.headers, event_message.data
        if not isinstance(data, dict):
            raise Malformed("data: not an object")
        async with asyncio.timeout(self._seconds):
            await self._accept.event(headers.event_type or "", headers.event_id or "", data)
        return _ack(headers.message_id, data={"status": "SUCCESS"})


def _unpacked(kind: type[M], frame: Frame) -> M:
    """Make the SDK's message of a frame, from nothing but what was checked."""
    headers = {
        "messageId": frame.message_id,
        "topic": frame.topic,
        "eventType": frame.event_type,
        "eventId": frame.event_id,
        "time": frame.sent or 0,
    }
    try:
        return kind.from_dict({"headers": headers, "data": frame.data})
    except (ValueError, RecursionError):
        raise Malformed("data: not JSON") from None


def _ack(
    message_id: str | None,
    code: int = AckMessage.STATUS_OK,
    message: str = "OK",
    data: dict[str, Any] | None = None,
) -> AckMessage:
    ack = AckMessage()
    ack.code, ack.message, ack.data = code, message, data or {}
    ack.headers.content_type = ack.headers.CONTENT_TYPE_APPLICATION_JSON
    ack.headers.message_id = message_id
    return ack


def _written(ack: AckMessage) -> str | None:
    """Write an ack; without an id there is nothing to answer to."""
    return json.dumps(ack.to_dict()) if ack.headers.message_id else None


def _kind(frame: Frame) -> str:
    return frame.kind.lower() if frame.kind in {SYSTEM, EVENT, CALLBACK} else "other"


def _about(frame: Frame) -> dict[str, str]:
    return {"kind": _kind(frame), "topic": frame.topic, "message_id": frame.message_id}


def _why(error: Exception) -> dict[str, str]:
    """Tell what is harmless: the text of a library's error may hold the ticket."""
    about = {"error": type(error).__name__}
    if isinstance(error, Malformed):
        return about | {"what": error.what}
    if isinstance(error, PlatformError):
        return about | {"code": error.code, "request_id": error.request_id}
    return about
