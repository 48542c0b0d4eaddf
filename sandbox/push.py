"""Pushes: one random connection each, again until acknowledged, matched by messageId.

The pages contradict each other on redelivery; this follows what was observed: what is not
acknowledged in time comes again with a new messageId and the same msgId or eventId.
"""

import asyncio
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal

from sandbox.call import dump
from sandbox.connections import CALLBACK, EVENT, Connection, Connections, frame
from sandbox.faults import Fault
from sandbox.ids import Ids
from sandbox.log import KEPT, Log
from sandbox.malform import malformed
from sandbox.world import World

Kind = Literal["message", "event", "card"]
_ID_NAMES = {"message": "msgId", "event": "eventId", "card": "outTrackId"}


@dataclass(slots=True, eq=False)
class Parcel:
    """Something to deliver.

    `answer` is resolved with the first acknowledgement, in time. A `free` parcel does not count
    against the monthly messages.
    """

    kind: Kind
    key: str
    topic: str
    data: str
    headers: Mapping[str, str] = field(default_factory=dict)
    free: bool = False
    attempts: int = 0
    answer: "asyncio.Future[Ack] | None" = None
    timer: asyncio.TimerHandle | None = None

    @property
    def type(self) -> str:
        """The frame type."""
        return EVENT if self.kind == "event" else CALLBACK


@dataclass(frozen=True, slots=True)
class Ack:
    """What a client answered."""

    code: int
    data: str

    @property
    def wants_again(self) -> bool:
        """Whether an event's consumer asks for it once more."""
        return self.code != HTTPStatus.OK or _status(self.data) == "LATER"


@dataclass(slots=True)
class Push:
    """One attempt in the log."""

    parcel: Parcel
    at: int
    message_id: str
    connection_id: str
    attempt: int
    acked_at: int | None = None
    code: int | None = None

    def view(self, seq: int) -> dict[str, Any]:
        """The JSON form; `ackedAt` and `code` appear with the acknowledgement."""
        view: dict[str, Any] = {
            "seq": seq,
            "at": self.at,
            "kind": self.parcel.kind,
            _ID_NAMES[self.parcel.kind]: self.parcel.key,
            "messageId": self.message_id,
            "connectionId": self.connection_id,
            "attempt": self.attempt,
        }
        if self.acked_at is not None:
            view |= {"ackedAt": self.acked_at, "code": self.code}
        return view


class Postman:
    """Delivers parcels over the open connections."""

    def __init__(self, world: World, connections: Connections, seed: int) -> None:
        self.log: Log[Push] = Log()
        self._world = world
        self._connections = connections
        self._waiting: dict[str, list[tuple[int, Push]]] = {}
        self._timers: set[Parcel] = set()
        self.reseed(seed)

    def reseed(self, seed: int) -> None:
        """Forget every push and begin the random choices anew."""
        for parcel in list(self._timers):
            self._forget_timer(parcel)
        self._waiting.clear()
        self.log.clear()
        self._ids = Ids(seed)
        self._random = random.Random(seed)  # noqa: S311 - the same seed, the same choices

    def send(self, parcel: Parcel) -> bool:
        """Give `parcel` to one connection; false when there is none, or no allowance left.

        A message without a connection is lost, as on DingTalk; an event is tried again later.
        """
        parcel.attempts += 1
        candidates = self._connections.for_push(parcel.type, parcel.topic)
        given = bool(candidates) and (parcel.free or self._spend())
        if given:
            self._give(parcel, self._random.choice(candidates))
        if (given and parcel.kind != "card") or parcel.kind == "event":
            self._try_again_later(parcel)
        return given

    def acknowledge(self, message_id: str, ack: Ack) -> None:
        """Note an acknowledgement, whichever connection it came from; an unknown id is ignored."""
        for seq, push in self._waiting.pop(message_id, ()):
            push.acked_at, push.code = self._world.now(), ack.code
            self._world.events.push(push.view(seq))
            self._settle(push.parcel, ack)

    def close(self) -> None:
        """Deliver nothing more."""
        for parcel in list(self._timers):
            self._forget_timer(parcel)
        self.log.close()

    def _spend(self) -> bool:
        return self._world.allowance.spend_stream(self._world.now(), self._world.settings)

    def _settle(self, parcel: Parcel, ack: Ack) -> None:
        if parcel.kind == "event" and ack.wants_again:
            return
        self._forget_timer(parcel)
        if parcel.answer is not None and not parcel.answer.done():
            parcel.answer.set_result(ack)

    def _give(self, parcel: Parcel, connection: Connection) -> None:
        message_id = self._ids.hexadecimal(32)
        if connection.state in {"zombie", "half-open"}:
            self._note(parcel, message_id, connection)
            return
        fault = self._world.faults.for_stream(
            {"drop", "duplicate", "delay", "malform-push"}, connection.connection_id
        )
        kind = fault.fault if fault else None
        self._note(parcel, message_id, connection)
        text = self._frame(parcel, message_id, connection, fault)
        if kind == "duplicate":
            self._note(parcel, message_id, connection)
            connection.outbox.put_nowait(text)
        if kind == "delay" and fault:
            seconds = (fault.delay_millis or 0) / 1000
            asyncio.get_running_loop().call_later(seconds, connection.outbox.put_nowait, text)
        elif kind != "drop":
            connection.outbox.put_nowait(text)

    def _note(self, parcel: Parcel, message_id: str, connection: Connection) -> None:
        push = Push(
            parcel, self._world.now(), message_id, connection.connection_id, parcel.attempts
        )
        seq = self.log.append(push)
        self._waiting.setdefault(message_id, []).append((seq, push))
        if len(self._waiting) > KEPT:
            # What nobody answered for so long will not be answered any more.
            del self._waiting[next(iter(self._waiting))]
        self._world.events.push(push.view(seq))

    def _frame(
        self, parcel: Parcel, message_id: str, connection: Connection, fault: Fault | None
    ) -> str:
        headers = {
            "appId": self._world.app.client_id,
            "connectionId": connection.connection_id,
            "messageId": message_id,
            "time": str(self._world.now()),
            "topic": parcel.topic,
        }
        data = parcel.data
        if fault is not None and fault.fault == "malform-push":
            data = dump(malformed(json.loads(data), fault)).decode()
        return frame(parcel.type, headers | dict(parcel.headers), data)

    def _try_again_later(self, parcel: Parcel) -> None:
        self._forget_timer(parcel)
        if parcel.attempts <= self._world.settings.redeliveries:
            seconds = self._world.settings.ack_millis / 1000
            loop = asyncio.get_running_loop()
            parcel.timer = loop.call_later(seconds, self._again, parcel)
            self._timers.add(parcel)

    def _again(self, parcel: Parcel) -> None:
        self._timers.discard(parcel)
        if not self.send(parcel):
            self._try_again_later(parcel)

    def _forget_timer(self, parcel: Parcel) -> None:
        self._timers.discard(parcel)
        if parcel.timer is not None:
            parcel.timer.cancel()
            parcel.timer = None


def _status(data: str) -> str | None:
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return None
    status = body.get("status") if isinstance(body, dict) else None
    return status if isinstance(status, str) else None
