"""The session webhook: the reply channel that comes with every message (page `message`).

It answers HTTP 200 whatever happens; `errcode` tells.
"""

from collections import deque
from collections.abc import Mapping
from typing import Any

from sandbox.call import Call, Reply
from sandbox.errors import OldRefusal
from sandbox.people import Message
from sandbox.rendering import Shown, link
from sandbox.world import Session, World

MINUTE_MILLIS = 60_000
THROTTLED_MILLIS = 10 * MINUTE_MILLIS


class Webhook:
    """Sends to the conversation a session belongs to."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._recent: deque[int] = deque()
        self._throttled_until = 0

    def send(self, call: Call) -> Reply:
        """`POST /robot/sendBySession?session=`."""
        session = self._session(call)
        if not isinstance(call.body, dict):
            raise _invalid("the body is not a JSON object")
        shown = _shown(call.body)
        self._check_rate()
        if not self._world.allowance.spend_webhook(self._world.now(), self._world.settings):
            raise OldRefusal(90020, "当前企业的消息额度已用完")
        self._world.post(self._line(shown, session.conversation_id))
        return Reply({"errcode": 0, "errmsg": "ok"})

    def clear(self) -> None:
        """Forget the rate."""
        self._recent.clear()
        self._throttled_until = 0

    def _session(self, call: Call) -> Session:
        session = self._world.org.sessions.get(call.query.get("session", ""))
        if session is None or self._over(session) or call.faulty("webhook-expired"):
            raise OldRefusal(300001, "session 不存在")
        return session

    def _over(self, session: Session) -> bool:
        gone = session.conversation_id not in self._world.org.conversations
        return gone or session.expires <= self._world.now()

    def _check_rate(self) -> None:
        limit, now = self._world.settings.webhook_per_minute, self._world.now()
        if not limit:
            return
        while self._recent and self._recent[0] <= now - MINUTE_MILLIS:
            self._recent.popleft()
        if len(self._recent) >= limit and now >= self._throttled_until:
            self._throttled_until = now + THROTTLED_MILLIS
        if now < self._throttled_until:
            raise OldRefusal(130101, f"send too fast, exceed {limit} times per minute")
        self._recent.append(now)

    def _line(self, shown: Shown, conversation_id: str) -> Message:
        return Message(
            at=self._world.now(),
            conversation_id=conversation_id,
            sender="bot",
            kind=shown.kind,
            via="webhook",
            text=shown.text,
            msg_id=self._world.org.ids.message_id(),
            title=shown.title,
        )


def _shown(body: Mapping[str, Any]) -> Shown:
    kind = body.get("msgtype")
    content = body.get(kind) if isinstance(kind, str) else None
    if not isinstance(content, dict):
        raise _invalid("msgtype")
    if kind == "text":
        return Shown("text", _needed(content, "content"))
    if kind == "markdown":
        return Shown("markdown", _needed(content, "text"), _needed(content, "title"))
    if kind == "link":
        text = f"{_needed(content, 'text')}\n\n" + _link(content, "title", "messageUrl")
        return Shown("markdown", text, _needed(content, "title"))
    if kind == "actionCard":
        links = "".join(f"\n\n{one}" for one in _action_links(content))
        return Shown("markdown", _needed(content, "text") + links, _needed(content, "title"))
    if kind == "feedCard":
        links = "\n\n".join(_link(item, "title", "messageURL") for item in _items(content, "links"))
        return Shown("markdown", links)
    raise _invalid("msgtype")


def _action_links(content: Mapping[str, Any]) -> list[str]:
    if "singleTitle" in content:
        return [_link(content, "singleTitle", "singleURL")]
    return [_link(button, "title", "actionURL") for button in _items(content, "btns")]


def _items(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    items = content.get(name)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _invalid(name)
    return items


def _link(content: Mapping[str, Any], title: str, url: str) -> str:
    return link(_needed(content, title), _needed(content, url))


def _needed(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not value:
        raise _invalid(name)
    return value


def _invalid(what: str) -> OldRefusal:
    return OldRefusal(310000, f"invalid parameter: {what}")
