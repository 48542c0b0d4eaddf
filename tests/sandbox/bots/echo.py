"""A bot made with DingTalk's own stream library, unmodified, in the way its samples show.

`python echo.py CLIENT_ID CLIENT_SECRET`, with DINGTALK_OPENAPI_ENDPOINT in the environment. It runs
as a process of its own: the library reads the environment when it is imported.
"""

# typings/ describes only what our own bot uses of the library.
# mypy: ignore-errors

import sys
from typing import Any

from dingtalk_stream import (
    AckMessage,
    CallbackHandler,
    CallbackMessage,
    ChatbotHandler,
    ChatbotMessage,
    Credential,
    DingTalkStreamClient,
    EventHandler,
    EventMessage,
)
from dingtalk_stream.card_callback import CardCallbackMessage

BUTTON = {"text": "Go", "color": "blue", "id": "go", "request": True}


class Messages(ChatbotHandler):
    """Repeats what is said, shows a card when asked for one, and finds pictures."""

    async def process(self, callback: CallbackMessage) -> tuple[int, Any]:
        message = ChatbotMessage.from_dict(callback.data)
        pictures = message.get_image_list()
        text = " ".join(message.get_text_list() or []).strip()
        if pictures:
            self.reply_text(self.get_image_download_url(pictures[0]), message)
        elif text == "card":
            self.show_card(message)
        elif text == "every card":
            self.show_every_card(message)
        else:
            self.reply_text(f"echo: {text}", message)
        return AckMessage.STATUS_OK, "OK"

    def show_card(self, message: ChatbotMessage) -> None:
        card = self.ai_markdown_card_start(message, "Title")
        card.ai_streaming("half")
        card.ai_finish("whole", [BUTTON])

    def show_every_card(self, message: ChatbotMessage) -> None:
        self.reply_markdown_card("plain", message, title="First")
        self.reply_markdown_button(
            message, "linked", [{"text": "Open", "url": "https://a.example/"}]
        )
        self.reply_carousel_card(message, "slides", [("one", "@m1")], "Choose", title="Third")
        self.reply_rpa_plugin_card(message, "1", "1.0.0", "plugin", "ability", {}, goal="Fourth")


class Cards(CallbackHandler):
    """Answers a press by another title."""

    async def process(self, callback: CallbackMessage) -> tuple[int, Any]:
        pressed = CardCallbackMessage.from_dict(callback.data)
        action = pressed.content["cardPrivateData"]["actionIds"][0]
        return AckMessage.STATUS_OK, {
            "cardUpdateOptions": {"updateCardDataByKey": True},
            "cardData": {"cardParamMap": {"msgTitle": f"pressed {action} by {pressed.user_id}"}},
        }


class Events(EventHandler):
    """Takes every event."""

    async def process(self, event: EventMessage) -> tuple[int, Any]:
        return AckMessage.STATUS_OK, "OK"


def main() -> None:
    client = DingTalkStreamClient(Credential(sys.argv[1], sys.argv[2]))
    client.register_all_event_handler(Events())
    client.register_callback_handler(ChatbotMessage.TOPIC, Messages())
    client.register_callback_handler(CallbackHandler.TOPIC_CARD_CALLBACK, Cards())
    client.start_forever()


if __name__ == "__main__":
    main()
