"""Tasks: what is done to a folder with something in it is done piece by piece, later.

Page `get-the-asynchronous-task-information-in-storage`. Nothing runs by itself: whoever looks at
the organisation sees what is due by the clock done before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Step = Callable[[], bool]
"""One piece; false when it could not be done any more."""
Status = Literal["INIT", "IN_PROGRESS", "SUCCESS", "FAIL"]
Ending = Literal["done", "fails", "hangs"]


def nothing() -> bool:
    """A piece that shows only in the count."""
    return True


@dataclass(slots=True, eq=False)
class Task:
    """One task. It takes `millis` from `begun` on; half-way it may fail, or stay for ever."""

    task_id: str
    steps: Sequence[Step]
    begun: int
    millis: int
    ending: Ending = "done"
    succeeded: int = 0
    failed: int = 0
    status: Status = "INIT"
    ended: int | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.ended is not None

    def go_on(self, now: int) -> None:
        """Do what is due at `now` (milliseconds)."""
        due = self._due(now)
        reached = due if self.ending == "done" else min(due, len(self.steps) // 2)
        while self.succeeded + self.failed < reached:
            done = self.steps[self.succeeded + self.failed]()
            self.succeeded, self.failed = self.succeeded + done, self.failed + (not done)
        if due and self.status == "INIT":
            self.status = "IN_PROGRESS"
        if due == len(self.steps) and self.ending != "hangs":
            self._end()

    def _due(self, now: int) -> int:
        passed = now - self.begun
        if passed >= self.millis:
            return len(self.steps)
        return max(len(self.steps) * passed // self.millis, 0)

    def _end(self) -> None:
        self.failed = len(self.steps) - self.succeeded
        self.status = "FAIL" if self.failed else "SUCCESS"
        self.ended = self.begun + self.millis


class Tasks:
    """Every task there was."""

    def __init__(self) -> None:
        self._by_id: dict[str, Task] = {}
        self._running: list[Task] = []

    def __len__(self) -> int:
        return len(self._by_id)

    def start(self, task: Task, now: int) -> None:
        """Begin a task, and do what is due of it at once."""
        self._by_id[task.task_id] = task
        self._running.append(task)
        self.go_on(now)

    def get(self, task_id: str) -> Task | None:
        """The task with this id."""
        return self._by_id.get(task_id)

    def go_on(self, now: int) -> None:
        """Do what is due of all tasks."""
        if self._running:
            for task in self._running:
                task.go_on(now)
            self._running = [task for task in self._running if not task.over]
