"""Streaming: an AI card's text that grows while people watch (page `api-streamingupdate`).

DingTalk tells a wrong key, a card without callbacks and a template without AI states all with
`unknownError` alone.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from sandbox.call import Call, Reply
from sandbox.cards import Cards
from sandbox.clicks import STREAM
from sandbox.draw import AI_MARKDOWN, MARKDOWN, MARKDOWN_BUTTONS
from sandbox.errors import ApiRefusal
from sandbox.world import Card, World

INPUTTING, FINISHED, FAILED = "2", "3", "5"
_KEYS: Mapping[str, frozenset[str]] = {
    AI_MARKDOWN: frozenset({"msgContent"}),
    MARKDOWN: frozenset(),
    MARKDOWN_BUTTONS: frozenset(),
}
"""The streaming variables of the templates drawn here, which are all Markdown."""


class Streaming:
    """Writes one variable of a card and moves the card's state with it."""

    def __init__(self, world: World, cards: Cards) -> None:
        self._world = world
        self._cards = cards

    def update(self, call: Call) -> Reply:
        """`PUT /v1.0/card/streaming`; a `guid` that was seen before changes nothing."""
        body = call.json_object()
        card = self._card(body)
        guid, key = _text(body, "guid"), _text(body, "key")
        content = _text(body, "content")
        self._check(card, key, full=_flag(body, "isFull"))
        if len(content.encode()) > self._world.settings.card_value_bytes:
            raise _refused("content", "content is too large")
        state = _state(finished=_flag(body, "isFinalize"), failed=_flag(body, "isError"))
        if guid not in card.guids:
            card.guids.add(guid)
            before = "" if _flag(body, "isFull") else card.face.params.get(key, "")
            self._write(card, {key: before + content, "flowStatus": state})
        return Reply({"success": True, "result": True})

    def _write(self, card: Card, values: Mapping[str, str]) -> None:
        self._cards.change(
            card, public=values, private=None, public_by_key=True, private_by_key=True
        )

    def _card(self, body: Mapping[str, Any]) -> Card:
        name = body.get("outTrackId")
        card = self._world.org.cards.get(name) if isinstance(name, str) else None
        if card is None:
            raise _refused("outTrackId", "card is not exist")
        return card

    def _check(self, card: Card, key: str, *, full: bool) -> None:
        keys = _KEYS.get(card.face.template_id)
        if card.callback_type != STREAM or (keys is not None and key not in keys):
            raise ApiRefusal(HTTPStatus.INTERNAL_SERVER_ERROR, "unknownError", "unknownError")
        if keys is not None and not full:
            raise _refused("isFull")


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise _refused(f"{name}Empty")
    return value


def _flag(body: Mapping[str, Any], name: str) -> bool:
    return body.get(name) is True


def _state(*, finished: bool, failed: bool) -> str:
    if failed:
        return FAILED
    return FINISHED if finished else INPUTTING


def _refused(what: str, message: str | None = None) -> ApiRefusal:
    code = f"param.stream.{what}"
    return ApiRefusal(HTTPStatus.BAD_REQUEST, code, message or code)
