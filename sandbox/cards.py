"""The card platform: create, deliver, update (page `create-and-deliver-cards`).

A delivery that fails is HTTP 200 with `success: true` above and `success: false` inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.call import Call, Reply
from sandbox.card_fields import (
    Place,
    callback_type,
    deliver_model,
    param_map,
    places,
    private_maps,
    refused,
    required,
    space_models,
    top,
)
from sandbox.people import GROUP, Conversation, Face, Message, Top
from sandbox.world import BY_UNION_ID, BY_USER_ID, Card, World

ILLEGAL_SPACE = "spaceId is illegal"
TOP_BOX = "ONE_BOX"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Where a card is to be shown; `top` is set for the box above a group."""

    place: Place
    top: Top | None


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
        wanted = _wanted(body)
        return Reply({"success": True, "result": self._deliver(call, card, wanted)})

    def create_and_deliver(self, call: Call) -> Reply:
        """`POST /v1.0/card/instances/createAndDeliver`."""
        wanted_body = call.json_object()
        required(wanted_body, "cardTemplateId", "param.cardTemplateIdEmpty")
        required(wanted_body, "outTrackId", "param.outTrackIdEmpty")
        wanted = _wanted(wanted_body)
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

    def append_spaces(self, call: Call) -> Reply:
        """`PUT /v1.0/card/instances/spaces`: more kinds of space the card may be shown in."""
        body = call.json_object()
        self._card(required(body, "outTrackId", "param.outTrackIdEmpty"))
        if not space_models(body):
            raise refused("param.openSpaceModelInvalid")
        return Reply({"success": True, "result": True})

    def close_top(self, call: Call) -> Reply:
        """`POST /v1.0/card/tops/close`: the box above a group is gone.

        The SDK sends both arguments in the query, and no body.
        """
        group = self._group(required(call.query, "openConversationId", "param.empty"))
        card = self._card(required(call.query, "outTrackId", "param.outTrackIdEmpty"))
        if group is None or group.conversation_id not in card.tops:
            raise refused("param.cardNotExist")
        card.tops.remove(group.conversation_id)
        group.top = None
        self._world.events.state()
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
        if card.tops:
            self._world.events.state()

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
        card = Card(face, callback_type(body), id_type)
        self._world.org.cards[out_track_id] = card
        return out_track_id, card

    def _card(self, out_track_id: str) -> Card:
        card = self._world.org.cards.get(out_track_id)
        if card is None:
            raise refused("param.cardNotExist")
        return card

    def _deliver(self, call: Call, card: Card, wanted: list[_Wanted]) -> list[dict[str, Any]]:
        failure = None
        if call.fault is not None and call.fault.fault == "deliver-failed":
            failure = call.fault.message or ILLEGAL_SPACE
        return [self._deliver_to(card, one, failure) for one in wanted]

    def _deliver_to(self, card: Card, wanted: _Wanted, failure: str | None) -> dict[str, Any]:
        place = wanted.place
        conversation_id = self._conversation(place)
        if failure is None and conversation_id is None:
            failure = ILLEGAL_SPACE
        result: dict[str, Any] = {"spaceType": place.type, "spaceId": place.id}
        if failure is not None or conversation_id is None:
            return result | {"success": False, "carrierId": "", "errorMsg": failure}
        if wanted.top is not None:
            self._put_on_top(card, conversation_id, wanted.top)
            return result | {"success": True, "carrierId": "", "errorMsg": ""}
        if conversation_id not in card.conversations:
            card.conversations.append(conversation_id)
        carrier = self._world.org.ids.word(18)
        seq = self._show(card, conversation_id, carrier)
        self._world.org.sent[carrier] = [(conversation_id, seq)]
        return result | {"success": True, "carrierId": carrier, "errorMsg": ""}

    def _conversation(self, place: Place) -> str | None:
        if place.type in {"IM_GROUP", TOP_BOX}:
            return place.id if self._group(place.id) else None
        chat = self._world.org.chat_of(place.id) if place.type == "IM_ROBOT" else None
        return chat.conversation_id if chat else None

    def _group(self, conversation_id: str) -> Conversation | None:
        group = self._world.org.conversations.get(conversation_id)
        return group if group is not None and group.type == GROUP else None

    def _put_on_top(self, card: Card, conversation_id: str, shown: Top) -> None:
        """Show `card` above the group in place of the one that was there."""
        group = self._world.org.conversations[conversation_id]
        before = self._world.org.cards.get(group.top.out_track_id) if group.top else None
        if before is not None:
            before.tops.remove(conversation_id)
        card.tops.append(conversation_id)
        group.top = shown
        self._world.events.state()

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


def _wanted(body: Mapping[str, Any]) -> list[_Wanted]:
    asked = places(required(body, "openSpaceId", "param.openSpaceIdEmpty"))
    models = [(place, deliver_model(body, place)) for place in asked]
    name = str(body.get("outTrackId"))
    return [
        _Wanted(place, top(model, name) if place.type == TOP_BOX else None)
        for place, model in models
    ]
