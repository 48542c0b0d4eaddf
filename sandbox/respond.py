"""The `respond` fault: an answer word for word as asked for.

Without `code` the `message` is the whole body, so that the page DingTalk shows a blocked address
(page `how-to-process-api-throttling-on-the-dingtalk-server`) can be imitated: an HTML page, or
with `code` 1111 the JSON that says the same.
"""

from sandbox.call import Reply
from sandbox.endpoints import Endpoint
from sandbox.errors import ApiRefusal, OldRefusal, is_old
from sandbox.faults import Fault

BLOCKED = "1111"
_WRAPPED = {"40014", "41001", "42001", "50002", "50004", "60011", "60020", "60121"}


def respond(endpoint: Endpoint, fault: Fault, request_id: str) -> Reply:
    """The answer that `fault` asks for, in the family of `endpoint`."""
    message = fault.message or ""
    if fault.code is None:
        return _plain(message, fault.status or 200)
    if fault.code == BLOCKED:
        body = {"status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": request_id}
        return Reply(body, status=fault.status or 200)
    if is_old(endpoint):
        wrapped = fault.code in _WRAPPED and endpoint.path.startswith("/topapi/")
        refusal = OldRefusal(_errcode(fault.code), message, wrapped=wrapped)
        return Reply(refusal.body(request_id), status=fault.status or 200)
    refused = ApiRefusal(fault.status or 400, fault.code, message)
    return Reply(refused.body(request_id), status=refused.status)


def _plain(message: str, status: int) -> Reply:
    html = message.lstrip().startswith("<")
    content_type = "text/html;charset=utf-8" if html else "application/json;charset=utf-8"
    return Reply(content=message.encode(), content_type=content_type, status=status)


def _errcode(code: str) -> int:
    return int(code) if code.lstrip("-").isdigit() else -1
