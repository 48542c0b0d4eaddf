"""What came of a call that may go on as a task."""

from dataclasses import dataclass
from typing import Any

from sandbox.storage.desk import Place


@dataclass(frozen=True, slots=True)
class Outcome:
    """The file that a call made or moved; `task_id` where it is not done yet."""

    place: Place
    task_id: str = ""

    def view(self) -> dict[str, Any]:
        """How a single call says it."""
        return {"async": True, "taskId": self.task_id} if self.task_id else {"async": False}

    def row(self) -> dict[str, Any]:
        """How a row of several says it; a task's row has no `success`."""
        return self.view() | ({} if self.task_id else {"success": True})
