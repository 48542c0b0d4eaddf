"""Plain messages: by the session webhook of a message, or by the robot itself.

A message has no id that DingTalk would know again, so none is repeated when no answer came.
"""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

import httpx

from bot.dingtalk.http import DingTalk
from bot.errors import DeliveryFailed, OutcomeUnknown, Refused, Throttled, TokenRefused
from bot.messages import Webhook

MARGIN_MILLIS = 5 * 60 * 1000
"""A session webhook is not used this close to its end."""

HOSTS = ("dingtalk.com", "dingtalk.io")
UNDELIVERED = ("invalidStaffIdList", "flowControlledStaffIdList", "filteredStaffIdList")


class RobotCalls:
    """Messages from the robot, in Markdown, and files."""

    def __init__(
        self,
        dingtalk: DingTalk,
        *,
        robot_code: str,
        api_base: str,
        sent: Callable[[], None] = lambda: None,
    ) -> None:
        """``sent`` is told of each message by webhook that left and was not refused."""
        self._dingtalk = dingtalk
        self._robot_code = robot_code
        self._api_base = api_base
        self._sent = sent

    async def send_webhook(self, webhook: Webhook, title: str, markdown: str, now: int) -> None:
        """Answer by the webhook that came with a message; ``now`` in milliseconds since 1970.

        Raises DeliveryFailed when its time is over, its host is not DingTalk's, or DingTalk says no
        (errcode 300001: it knows no such session); OutcomeUnknown when no answer came.
        """
        if not is_live(webhook, now):
            raise DeliveryFailed("expired", "the session webhook is over")
        if not is_trusted(webhook.url, self._api_base):
            raise DeliveryFailed("host", "the session webhook is not DingTalk's")
        body = {"msgtype": "markdown", "markdown": {"title": title, "text": markdown}}
        try:
            await self._dingtalk.post(webhook.url, body)
        except OutcomeUnknown:
            self._sent()
            raise
        except (Refused, Throttled, TokenRefused) as refusal:
            raise DeliveryFailed(refusal.code, refusal.message, refusal.request_id) from refusal
        self._sent()

    async def send_group(self, conversation_id: str, title: str, markdown: str) -> None:
        """Post in a group (page `the-robot-sends-a-group-message`)."""
        body = {"openConversationId": conversation_id, **self._message(title, markdown)}
        await self._dingtalk.call("POST", "/v1.0/robot/groupMessages/send", body=body, changes=True)

    async def send_person(self, user_id: str, title: str, markdown: str) -> None:
        """Write to one person (page `chatbots-send-one-on-one-chat-messages-in-batches`).

        Raises DeliveryFailed when DingTalk took the message but lists the person as not reached.
        """
        await self._to_person(user_id, self._message(title, markdown))

    async def send_file(self, user_id: str, media_id: str, name: str) -> None:
        """Send one person a file that was uploaded; raises as for any message to them."""
        kind = name.rpartition(".")[2]
        params = {"mediaId": media_id, "fileName": name, "fileType": kind}
        await self._to_person(user_id, self._of_kind("sampleFile", params))

    async def _to_person(self, user_id: str, message: Mapping[str, Any]) -> None:
        body = {"userIds": [user_id], **message}
        answer = await self._dingtalk.call(
            "POST", "/v1.0/robot/oToMessages/batchSend", body=body, changes=True
        )
        for reason in UNDELIVERED:
            if isinstance(listed := answer.body.get(reason), list | str) and listed:
                raise DeliveryFailed(
                    reason, "the message did not reach the person", answer.request_id
                )

    def _message(self, title: str, markdown: str) -> Mapping[str, Any]:
        return self._of_kind("sampleMarkdown", {"title": title, "text": markdown})

    def _of_kind(self, kind: str, members: Mapping[str, str]) -> Mapping[str, Any]:
        params = json.dumps(members, ensure_ascii=False)
        return {"robotCode": self._robot_code, "msgKey": kind, "msgParam": params}


def is_live(webhook: Webhook, now: int) -> bool:
    """Whether a session webhook may still be used at ``now``, in milliseconds since 1970."""
    return now <= webhook.expires - MARGIN_MILLIS


def is_trusted(address: str, api_base: str, hosts: Collection[str] = HOSTS) -> bool:
    """Whether an address that came from outside is DingTalk's, or that of the sandbox in use.

    ``hosts`` are DingTalk's, and so is what lies below them. The address is read by the library
    that will call it, so that both see the same host.
    """
    base = httpx.URL(api_base)
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        return False
    if base.scheme == "http":
        return not url.userinfo and _origin(url) == _origin(base)
    return _is_plain_https(url) and _is_below(url.host, hosts)


def _is_plain_https(url: httpx.URL) -> bool:
    return (url.scheme, url.port, url.userinfo) == ("https", None, b"")


def _is_below(host: str, hosts: Collection[str]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
