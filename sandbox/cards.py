"""The card platform: create, deliver, update (page `create-and-deliver-cards`).

A delivery that fails is HTTP 200 with `success: true` above and `success: false` inside.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.call import Call, Reply
from sandbox.card_fields import (
    Place,
    deliver_model,
    param_map,
    places,
    private_maps,
    refused,
    required,
    space_models,
)
from sandbox.people import GROUP, Face, Message
from sandbox.world import BY_UNION_ID, BY_USER_ID, Card, World

ILLEGAL_SPACE = "spaceId is illegal"


class Cards:
    """Every card of the app; an outTrackId names one card for ever."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create(self, call: Call) -> Reply:
        """`POST /v1.0/card/instances`."""
        out_track_id, _ = self._create(call)
        return Reply({"success": True, "result": out_track_id})

    def deliver(self, call: Call) -> Reply:
        """`POST /v1.0/card/instances/deliver`."""
        body = call.json_object()
        card = self._card(required(body, "outTrackId", "param.outTrackIdEmpty"))
        wanted = _places(body)
        return Reply({"success": True, "result": self._deliver(call, card, wanted)})

    def create_and_deliver(self, call: Call) -> Reply:
        """`POST /v1.0/card/instances/createAndDeliver`."""
        wanted_body = call.json_object()
        required(wanted_body, "cardTemplateId", "param.cardTemplateIdEmpty")
        required(wanted_body, "outTrackId", "param.outTrackIdEmpty")
        wanted = _places(wanted_body)
        out_track_id, card = self._create(call)
        delivered = self._deliver(call, card, wanted)
        result = {"outTrackId": out_track_id, "deliverResults": delivered}
        return Reply({"success": True, "result": result})

    def update(self, call: Call) -> Reply:
        """`PUT /v1.0/card/instances`: the whole map, or key by key when asked."""
        body = call.json_object()
        card = self._card(required(body, "outTrackId", "param.outTrackIdEmpty"))
        limit = self._world.settings.card_value_bytes
        options = body.get("cardUpdateOptions") or {}
        if not isinstance(options, dict):
            raise refused("param.invalid")
        self.change(
            card,
            public=param_map(body.get("cardData"), limit),
            private=private_maps(body.get("privateData"), limit),
            public_by_key=options.get("updateCardDataByKey") is True,
            private_by_key=options.get("updatePrivateDataByKey") is True,
        )
        return Reply({"success": True, "result": True})

    def apply_response(self, card: Card, user_id: str, response: Any) -> None:
        """Apply what a click's acknowledgement carries; an unusable one changes nothing."""
        if not isinstance(response, dict):
            return
        limit = self._world.settings.card_value_bytes
        own = param_map(response.get("userPrivateData"), limit)
        options = response.get("cardUpdateOptions") or {}
        by_key = options if isinstance(options, dict) else {}
        self.change(
            card,
            public=param_map(response.get("cardData"), limit),
            private=None if own is None else {user_id: own},
            public_by_key=by_key.get("updateCardDataByKey") is True,
            private_by_key=by_key.get("updatePrivateDataByKey") is True,
        )

    def change(
        self,
        card: Card,
        *,
        public: Mapping[str, str] | None,
        private: Mapping[str, Mapping[str, str]] | None,
        public_by_key: bool,
        private_by_key: bool,
    ) -> None:
        """Give the card its new face and show it, unless nothing differs."""
        params, own = dict(card.face.params), dict(card.face.private)
        if public is not None:
            params = params | dict(public) if public_by_key else dict(public)
        for user_id, values in (private or {}).items():
            kept = own.get(user_id, {}) if private_by_key else {}
            own[user_id] = {**kept, **values}
        if (params, own) == (card.face.params, card.face.private):
            return
        version = card.face.version + 1
        card.face = replace(card.face, params=params, private=own, version=version)
        for conversation_id in card.conversations:
            self._show(card, conversation_id)

    def _create(self, call: Call) -> tuple[str, Card]:
        body, settings = call.json_object(), self._world.settings
        template_id = required(body, "cardTemplateId", "param.cardTemplateIdEmpty")
        out_track_id = required(body, "outTrackId", "param.outTrackIdEmpty")
        params = param_map(body.get("cardData"), settings.card_value_bytes)
        if params is None:
            raise refused("param.cardPublicDataEmpty")
        space_models(body)
        private = private_maps(body.get("privateData"), settings.card_value_bytes) or {}
        if call.faulty("card-exists"):
            raise refused("param.cardAlreadyExist")
        existing = self._world.org.cards.get(out_track_id)
        if existing is not None:
            if settings.card_exists == "error":
                raise refused("param.cardAlreadyExist")
            return out_track_id, existing
        face = Face(out_track_id, template_id, params, private, version=1)
        id_type = BY_UNION_ID if body.get("userIdType") == BY_UNION_ID else BY_USER_ID
        card = Card(face, str(body.get("callbackType", "")), id_type)
        self._world.org.cards[out_track_id] = card
        return out_track_id, card

    def _card(self, out_track_id: str) -> Card:
        card = self._world.org.cards.get(out_track_id)
        if card is None:
            raise refused("param.cardNotExist")
        return card

    def _deliver(self, call: Call, card: Card, wanted: list[Place]) -> list[dict[str, Any]]:
        failure = None
        if call.fault is not None and call.fault.fault == "deliver-failed":
            failure = call.fault.message or ILLEGAL_SPACE
        return [self._deliver_to(card, place, failure) for place in wanted]

    def _deliver_to(self, card: Card, place: Place, failure: str | None) -> dict[str, Any]:
        conversation_id = self._conversation(place)
        if failure is None and conversation_id is None:
            failure = ILLEGAL_SPACE
        result: dict[str, Any] = {"spaceType": place.type, "spaceId": place.id}
        if failure is not None or conversation_id is None:
            return result | {"success": False, "carrierId": "", "errorMsg": failure}
        if conversation_id not in card.conversations:
            card.conversations.append(conversation_id)
        carrier = self._world.org.ids.word(18)
        seq = self._show(card, conversation_id, carrier)
        self._world.org.sent[carrier] = [(conversation_id, seq)]
        return result | {"success": True, "carrierId": carrier, "errorMsg": ""}

    def _conversation(self, place: Place) -> str | None:
        org = self._world.org
        if place.type == "IM_GROUP":
            group = org.conversations.get(place.id)
            return place.id if group is not None and group.type == GROUP else None
        chat = org.chat_of(place.id) if place.type == "IM_ROBOT" else None
        return chat.conversation_id if chat else None

    def _show(self, card: Card, conversation_id: str, carrier: str | None = None) -> int:
        message = Message(
            at=self._world.now(),
            conversation_id=conversation_id,
            sender="bot",
            kind="card",
            via="card",
            text="",
            msg_id=carrier,
            card=card.face,
        )
        return self._world.post(message)


def _places(body: Mapping[str, Any]) -> list[Place]:
    wanted = places(required(body, "openSpaceId", "param.openSpaceIdEmpty"))
    for place in wanted:
        deliver_model(body, place)
    return wanted
