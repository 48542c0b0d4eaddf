"""Traces the way of a message through the running bot: which function calls which, in order."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from types import FrameType
from typing import Any

PACKAGES = ("bot.", "handlers.")
"""Whose functions are on the way."""

BEGINS = "_Messages.raw_process"
"""Where a message comes in."""

MARKS = ("Tasks.add", "Delivery.show")
"""Where the way leads to, beside the handler: the queue, and the card on its way out."""


@dataclass(frozen=True, slots=True)
class Step:
    """A function that is on the way."""

    module: str
    name: str


@dataclass(slots=True)
class Way:
    """What was traced: the functions at work when each mark was first reached, the outermost first,
    and each call from one module into another, in order.
    """

    to: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    calls: list[tuple[Step, Step]] = field(default_factory=list)
    _seen: dict[int, FrameType] = field(default_factory=dict)

    def saw(self, frame: FrameType) -> None:
        """Take note of a call; of a coroutine that goes on, none."""
        goes_on = frame.f_lineno != frame.f_code.co_firstlineno
        if not _is_ours(frame) or goes_on or id(frame) in self._seen:
            return
        self._seen[id(frame)] = frame  # which keeps its id from being another's
        stack = _stack(frame)
        if len(stack) > 1 and stack[-1].module != stack[-2].module:
            self.calls.append((stack[-2], stack[-1]))
        mark = "handler" if stack[-1].module.startswith("handlers.") else stack[-1].name
        if mark in {"handler", *MARKS}:
            self.to.setdefault(mark, stack)

    @property
    def steps(self) -> list[Step]:
        """Every function from the frame to the card, in order: what two parts share, once."""
        found = list[Step]()
        for mark in ("Tasks.add", "handler", "Delivery.show"):
            part = [step for step in self.to[mark] if step.module != "bot.tasks"]
            if mark == "Tasks.add":
                part = part[[step.name for step in part].index(BEGINS) :]
            found += [step for step in part if step not in found]
        return found

    @property
    def modules(self) -> list[str]:
        """The modules of the way, in order; one that is returned to stands there again."""
        return [module for module, _ in groupby(self.steps, lambda step: step.module)]

    def entries(self, module: str) -> list[str]:
        """The functions by which others have entered a module."""
        return [step.name for _, step in self.calls if step.module == module]


def entering(steps: Sequence[Step]) -> list[str]:
    """Give the functions by which a way goes from module to module."""
    return [next(each).name for _, each in groupby(steps, lambda step: step.module)]


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith(PACKAGES)


def _stack(frame: FrameType | None) -> tuple[Step, ...]:
    found = list[Step]()
    while frame is not None:
        if _is_ours(frame):
            found.append(Step(frame.f_globals["__name__"], frame.f_code.co_qualname))
        frame = frame.f_back
    return tuple(reversed(found))


@contextmanager
def traced() -> Iterator[Way]:
    """Trace what this thread calls."""
    way = Way()

    def profile(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            way.saw(frame)

    sys.setprofile(profile)
    try:
        yield way
    finally:
        sys.setprofile(None)
