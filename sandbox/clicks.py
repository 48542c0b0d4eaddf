"""A press of a card's button: the callback, its deadline, and the answer applied to the card."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from sandbox.call import load
from sandbox.cards import Cards
from sandbox.errors import Refusal
from sandbox.people import GROUP, User
from sandbox.push import Ack, Parcel, Postman
from sandbox.world import BY_UNION_ID, Card, World

TOPIC = "/v1.0/card/instances/callback"
STREAM = "STREAM"


@dataclass(frozen=True, slots=True)
class Clicked:
    """What came of a press. `response` is what the acknowledgement carried."""

    delivered: bool
    ack_millis: int | None = None
    code: int | None = None
    response: Any = None
    timed_out: bool = False

    def view(self) -> dict[str, Any]:
        """The JSON form; members that say nothing are left out."""
        view: dict[str, Any] = {"delivered": self.delivered}
        if self.timed_out:
            view["timedOut"] = True
        if self.ack_millis is not None:
            view |= {"ackMillis": self.ack_millis, "code": self.code, "response": self.response}
        return view


class Clicks:
    """Sends card callbacks (page `event-callback-card`)."""

    def __init__(self, world: World, postman: Postman, cards: Cards) -> None:
        self._world = world
        self._postman = postman
        self._cards = cards

    async def click(
        self,
        out_track_id: str,
        user: User,
        action_id: str,
        params: Mapping[str, Any],
        conversation_id: str | None,
    ) -> Clicked:
        """Press `action_id`, shown or not, and wait for the answer as long as DingTalk does.

        An unknown card is pushed all the same and delivered where it was said to be; a card not
        made for Stream callbacks is never pushed.
        """
        card = self._world.org.cards.get(out_track_id)
        if card is not None and card.callback_type != STREAM:
            return Clicked(delivered=False)
        where = conversation_id or (card.places[0] if card and card.places else "")
        content = {"cardPrivateData": {"actionIds": [action_id], "params": dict(params)}}
        data = self._callback(out_track_id, card, user, where) | {
            "content": json.dumps(content, ensure_ascii=False)
        }
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        parcel = Parcel("card", out_track_id, TOPIC, json.dumps(data, ensure_ascii=False))
        parcel.answer = answer
        started = time.perf_counter()
        if not self._postman.send(parcel):
            return Clicked(delivered=False)
        return await self._outcome(answer, started, card, user)

    async def _outcome(
        self, answer: "asyncio.Future[Ack]", started: float, card: Card | None, user: User
    ) -> Clicked:
        try:
            async with asyncio.timeout(self._world.settings.card_ack_millis / 1000):
                ack = await answer
        except TimeoutError:
            return Clicked(delivered=True, timed_out=True)
        millis = round((time.perf_counter() - started) * 1000)
        response = _response(ack.data)
        still_there = card is not None and self._world.org.cards.get(card.face.out_track_id) is card
        if ack.code == HTTPStatus.OK and card is not None and still_there:
            self._apply(card, user, response)
        return Clicked(delivered=True, ack_millis=millis, code=ack.code, response=response)

    def _apply(self, card: Card, user: User, response: Any) -> None:
        try:
            self._cards.apply_response(card, self._id_of(card, user), response)
        except Refusal:
            # An answer that breaks the card rules changes nothing; the person sees no difference.
            return

    def _callback(
        self, out_track_id: str, card: Card | None, user: User, where: str
    ) -> dict[str, Any]:
        conversation = self._world.org.conversations.get(where)
        group = conversation is not None and conversation.type == GROUP
        return {
            "type": "actionCallback",
            "outTrackId": out_track_id,
            "corpId": self._world.org.corp_id,
            "userId": self._id_of(card, user),
            "userIdType": card.user_id_type if card else 1,
            "spaceType": "IM_GROUP" if group else "IM",
            "spaceId": where,
            "extension": "{}",
        }

    def _id_of(self, card: Card | None, user: User) -> str:
        wants_union_id = card is not None and card.user_id_type == BY_UNION_ID
        return (user.union_id if wants_union_id else None) or user.user_id


def _response(data: str) -> Any:
    try:
        body = load(data.encode())
    except ValueError:
        return None
    return body.get("response") if isinstance(body, dict) else None
