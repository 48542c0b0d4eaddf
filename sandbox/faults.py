"""Faults: what the simulated DingTalk has been told to do wrong, how often and how long."""

import asyncio
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

ApiFault = Literal[
    "qps",
    "count-limit",
    "invalid-token",
    "no-scope",
    "server-error",
    "slow",
    "timeout-before",
    "timeout-after",
    "respond",
    "deliver-failed",
    "card-exists",
    "webhook-expired",
    "repeat-page",
    "skip-page",
    "omit-id",
    "empty-pages",
    "same-pages",
    "new-pages",
    "malform",
    "task-fails",
    "task-hangs",
    "short-bytes",
    "other-bytes",
    "cut-bytes",
    "whole-bytes",
]
StreamFault = Literal[
    "disconnect",
    "drop",
    "duplicate",
    "delay",
    "zombie",
    "half-open",
    "refuse-open",
    "refuse-socket",
    "malform-push",
]


_LIST = "GET /v1.0/drive/spaces"
_FILES = {
    "GET /v1.0/storage/spaces/{spaceId}/dentries",
    "POST /v1.0/storage/spaces/{spaceId}/dentries/listAll",
    "GET /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions",
    "GET /v1.0/storage/recycleBins/{recycleBinId}/recycleItems",
    "POST /v2.0/storage/dentries/search",
    "POST /v2.0/storage/spaces/dentries/{dentryUuid}/permissions/query",
}
"""Pages of files."""
_BYTES = "GET /oss/{key}"
_DENTRY = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}"
_DENTRIES = "POST /v1.0/storage/spaces/{spaceId}/dentries"
_ITEMS = "POST /v1.0/storage/recycleBins/{recycleBinId}/recycleItems"
_TASKS = {
    f"POST {_DENTRY}/copy",
    f"POST {_DENTRY}/move",
    f"DELETE {_DENTRY}",
    f"{_DENTRIES}/batchCopy",
    f"{_DENTRIES}/batchMove",
    f"{_DENTRIES}/batchRemove",
    f"{_ITEMS}/{{recycleItemId}}/restore",
    f"{_ITEMS}/batchRestore",
}
"""What goes on as a task."""
_CREATE_CARD = "POST /v1.0/card/instances"
_SHOW_CARD = f"{_CREATE_CARD}/createAndDeliver"
_ACTS_ON: Mapping[str, set[str]] = {
    "deliver-failed": {
        _SHOW_CARD,
        f"{_CREATE_CARD}/deliver",
        "POST /v1.0/robot/oToMessages/batchSend",
    },
    "card-exists": {_CREATE_CARD, _SHOW_CARD},
    "webhook-expired": {"POST /robot/sendBySession"},
    "repeat-page": {_LIST, *_FILES},
    "skip-page": {_LIST, *_FILES},
    "empty-pages": {_LIST, *_FILES},
    "same-pages": {_LIST, *_FILES},
    "new-pages": {_LIST},
    "task-fails": _TASKS,
    "task-hangs": _TASKS,
    "short-bytes": {_BYTES},
    "other-bytes": {_BYTES},
    "cut-bytes": {_BYTES},
    "whole-bytes": {_BYTES},
    "omit-id": {_LIST, "POST /v1.0/drive/managements/spaces/query", *_FILES},
}
"""Where faults of one kind of call can act; elsewhere they are not used up."""


@dataclass(slots=True, eq=False)
class Fault:
    """One fault and how often it has acted.

    `match` is `METHOD /template` or `*`. It acts until `times` uses or until `ends` (seconds of
    the monotonic clock), each time with probability `chance`. `over` is set when it is taken
    away, which lets go of calls that it holds.
    """

    fault_id: str
    on: Literal["api", "stream"]
    fault: ApiFault | StreamFault
    match: str = "*"
    times: int | None = None
    for_millis: int | None = None
    chance: float = 1.0
    seed: int | None = None
    delay_millis: int | None = None
    status: int | None = None
    code: str | None = None
    message: str | None = None
    connection_id: str | None = None
    used: int = 0
    ends: float | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)
    dice: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self.dice.seed(self.seed)

    def means(self, name: str) -> bool:
        """Whether this fault of API calls concerns the API `name` and can act on it."""
        where = _ACTS_ON.get(self.fault)
        return self.match in {"*", name} and (where is None or name in where)

    def alive(self, now: float) -> bool:
        """Whether it may still act at `now` (monotonic seconds)."""
        spent = self.times is not None and self.used >= self.times
        return not (spent or self.over.is_set() or (self.ends is not None and now >= self.ends))

    def applies(self, now: float) -> bool:
        """Whether it acts this time; counts the use when it does."""
        if not self.alive(now) or (self.chance < 1 and self.dice.random() >= self.chance):
            return False
        self.used += 1
        return True


class Faults:
    """The faults in the order they were set; the first that matches acts."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._faults: dict[str, Fault] = {}

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults.values())

    def add(self, fault: Fault) -> None:
        """Set a fault; its time starts now."""
        if fault.for_millis is not None:
            fault.ends = self._monotonic() + fault.for_millis / 1000
        self._faults[fault.fault_id] = fault

    def remove(self, fault_id: str) -> None:
        """Take one fault away and let go of the calls it holds."""
        self._faults.pop(fault_id).over.set()

    def clear(self) -> None:
        """Take every fault away."""
        for fault_id in list(self._faults):
            self.remove(fault_id)

    def for_api(self, name: str) -> Fault | None:
        """The fault that acts on this call of the API `name`."""
        if not self._faults:
            return None
        now = self._monotonic()
        for fault in self._faults.values():
            if fault.on == "api" and fault.means(name) and fault.applies(now):
                return fault
        return None

    def for_stream(self, kinds: set[str], connection_id: str | None = None) -> Fault | None:
        """The fault of one of `kinds` that acts on this moment of this connection."""
        now = self._monotonic()
        for fault in self._faults.values():
            if (
                fault.on == "stream"
                and fault.fault in kinds
                and fault.connection_id in {None, connection_id}
                and fault.applies(now)
            ):
                return fault
        return None
