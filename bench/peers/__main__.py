"""`python -m bench.peers blocking|async CLIENT_ID CLIENT_SECRET UNION_ID`.

DINGTALK_OPENAPI_ENDPOINT is in the environment: the SDK reads it when it is imported.
"""

# typings/ describes only what our own bot uses of the SDK.
# mypy: ignore-errors

import sys

import requests  # noqa: TID251 - blocks as the SDK itself does
from dingtalk_stream import (
    AckMessage,
    AsyncChatbotHandler,
    CallbackMessage,
    ChatbotHandler,
    ChatbotMessage,
    Credential,
    DingTalkStreamClient,
)
from dingtalk_stream.utils import DINGTALK_OPENAPI_ENDPOINT


class ShowsSpaces:
    """Lists spaces as one person, and shows them."""

    union_id: str

    def answer(self, callback: CallbackMessage) -> None:
        """Make three calls one after another: one to Drive, two that the SDK takes for a card."""
        message = ChatbotMessage.from_dict(callback.data)
        listed = requests.get(
            f"{DINGTALK_OPENAPI_ENDPOINT}/v1.0/drive/spaces",
            params={"unionId": self.union_id, "spaceType": "org", "maxResults": 50},
            headers={"x-acs-dingtalk-access-token": self.dingtalk_client.get_access_token()},
            timeout=10,
        )
        rows = (_row(space) for space in listed.json()["spaces"])
        self.reply_markdown_card("\n".join(rows), message, title="Spaces")


class Blocking(ShowsSpaces, ChatbotHandler):
    """Answers before it acknowledges, one message after another."""

    async def process(self, callback: CallbackMessage) -> tuple[int, str]:
        self.answer(callback)
        return AckMessage.STATUS_OK, "OK"


class Async(ShowsSpaces, AsyncChatbotHandler):
    """Acknowledges at once, and answers in the eight threads that the SDK starts."""

    def process(self, callback: CallbackMessage) -> tuple[int, str]:
        self.answer(callback)
        return AckMessage.STATUS_OK, "OK"


def _row(space: dict) -> str:
    return f"- {space['spaceName']}: {space['usedQuota'] / 2**30:.1f} GB"


def main(kind: str, client_id: str, client_secret: str, union_id: str) -> None:
    client = DingTalkStreamClient(Credential(client_id, client_secret))
    handler = {"blocking": Blocking, "async": Async}[kind]()
    handler.union_id = union_id
    client.register_callback_handler(ChatbotMessage.TOPIC, handler)
    client.start_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
