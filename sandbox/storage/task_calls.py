"""How far a task has come."""

from sandbox.call import Call, Reply
from sandbox.storage.desk import Desk
from sandbox.storage.refusals import refused
from sandbox.storage.tasks import Task
from sandbox.views import utc


class TaskCalls:
    """Looks at tasks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def one(self, call: Call) -> Reply:
        """`GET /v1.0/storage/tasks/{taskId}`."""
        self._desk.actor(call)
        task = self._desk.world.org.tasks.get(call.path["taskId"])
        if task is None:
            raise refused(call, "taskNotExist")
        return Reply({"task": _view(task)})


def _view(task: Task) -> dict[str, object]:
    ended = {} if task.ended is None else {"endTime": utc(task.ended)}
    reason = {"failMessage": "systemError"} if task.status == "FAIL" else {}
    return {
        "id": task.task_id,
        "status": task.status,
        "totalCount": len(task.steps),
        "successCount": task.succeeded,
        "failCount": task.failed,
        "beginTime": utc(task.begun),
        **ended,
        **reason,
    }
