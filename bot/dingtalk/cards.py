"""Calls of the card platform (page `create-and-deliver-cards`).

A card is named by its outTrackId for ever: creating it again neither repeats nor changes it.
Callbacks come over Stream, cards cannot be forwarded (their buttons would be other people's), and
an update replaces only the values it carries.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.consent import Consent
from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Flag, Payload, Words, flag, rows_of
from bot.errors import DeliveryFailed, OutcomeUnknown
from bot.messages import Conversation

INSTANCES = "/v1.0/card/instances"


class CardCalls:
    """Create, deliver and update cards."""

    def __init__(self, dingtalk: DingTalk) -> None:
        self._dingtalk = dingtalk

    async def create_and_deliver(
        self,
        out_track_id: str,
        template_id: str,
        params: Mapping[str, str],
        *,
        conversation: Conversation,
        user_id: str | None,
        robot_code: str,
        preview: str,
        mentions: Mapping[str, str] = MappingProxyType({}),
        along: Consent | None = None,
    ) -> str:
        """Show a new card in a conversation, and give its carrierId, empty where that is not said;
        of a single chat ``user_id`` is the person.

        ``preview`` stands in the list of conversations; ``mentions`` are the names, by userId, of
        those whom a group's card calls. Raises CardExists when there is such a card
        already, DeliveryFailed when the card was made but not shown, OutcomeUnknown when no answer
        came, or one that does not say what became of it. What is asked ``along`` is written as the
        call leaves, or keeps it from leaving.
        """
        body = {
            "outTrackId": out_track_id,
            "cardTemplateId": template_id,
            "cardData": {"cardParamMap": dict(params)},
            "callbackType": "STREAM",
            "userIdType": 1,
            **_space(conversation, preview),
            **_delivery(conversation, user_id, robot_code, mentions),
        }
        answer = await self._dingtalk.call(
            "POST", f"{INSTANCES}/createAndDeliver", body=body, changes=True, along=along
        )
        result = answer.body.get("result")
        return _carrier(answer, result.get("deliverResults") if isinstance(result, dict) else None)

    async def deliver(
        self,
        out_track_id: str,
        *,
        conversation: Conversation,
        user_id: str | None,
        robot_code: str,
    ) -> None:
        """Show a card that exists but did not reach its conversation.

        Raises CardMissing, DeliveryFailed, or OutcomeUnknown when no answer came.
        """
        body = {
            "outTrackId": out_track_id,
            "userIdType": 1,
            **_delivery(conversation, user_id, robot_code),
        }
        answer = await self._dingtalk.call("POST", f"{INSTANCES}/deliver", body=body, changes=True)
        _check_delivered(answer, answer.body.get("result"))

    async def update(
        self,
        out_track_id: str,
        params: Mapping[str, str],
        private: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
        along: Consent | None = None,
    ) -> None:
        """Replace these values of a card; ``private`` by userId, those that one person sees.

        Raises CardMissing; may be repeated, so it is retried. ``along`` is as above.
        """
        body: dict[str, Any] = {
            "outTrackId": out_track_id,
            "cardData": {"cardParamMap": dict(params)},
            "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        }
        if private:
            body["userIdType"] = 1
            body["privateData"] = _private(private)
        answer = await self._dingtalk.call("PUT", INSTANCES, body=body, along=along)
        _check(answer)

    async def whisper(self, out_track_id: str, private: Mapping[str, Mapping[str, str]]) -> None:
        """Replace values that one person sees, by userId, and leave the card as it is.

        Raises CardMissing; may be repeated, so it is retried.
        """
        body = {
            "outTrackId": out_track_id,
            "userIdType": 1,
            "privateData": _private(private),
            "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        }
        answer = await self._dingtalk.call("PUT", INSTANCES, body=body)
        _check(answer)


def _private(values: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {user_id: {"cardParamMap": dict(each)} for user_id, each in values.items()}


def _space(conversation: Conversation, preview: str) -> dict[str, Any]:
    model = {"supportForward": False, "lastMessageI18n": {"ZH_CN": preview}}
    return {_models(conversation) + "OpenSpaceModel": model}


def _delivery(
    conversation: Conversation,
    user_id: str | None,
    robot_code: str,
    mentions: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    model: dict[str, Any] = {"robotCode": robot_code}
    if not conversation.is_group:
        model["spaceType"] = "IM_ROBOT"
    elif mentions:
        model["atUserIds"] = dict(mentions)
    return {
        "openSpaceId": _open_space_id(conversation, user_id),
        _models(conversation) + "OpenDeliverModel": model,
    }


def _models(conversation: Conversation) -> str:
    return "imGroup" if conversation.is_group else "imRobot"


def _open_space_id(conversation: Conversation, user_id: str | None) -> str:
    if conversation.is_group:
        return f"dtv1.card//IM_GROUP.{conversation.id}"
    if user_id is None:
        raise DeliveryFailed("", "a single chat without a userId")
    return f"dtv1.card//IM_ROBOT.{user_id}"


class _Delivered(Payload):
    """What became of a card in one place."""

    success: Flag = None
    error_msg: Words = None
    carrier_id: Words = None


def _check(answer: Answer) -> None:
    """Find a failure inside an answer of status 200."""
    if flag(answer.body.get("success")) is False:
        raise DeliveryFailed("success", "false", answer.request_id)


def _carrier(answer: Answer, results: object) -> str:
    """Check that a card was shown, and give the message that carries it."""
    _check_delivered(answer, results)
    rows = rows_of(_Delivered, results)
    return (rows.read[0].carrier_id or "") if rows and rows.read else ""


def _check_delivered(answer: Answer, results: object) -> None:
    """Find out whether a card was shown; raises OutcomeUnknown when that is not said."""
    _check(answer)
    rows = rows_of(_Delivered, results)
    for row in rows.read if rows else ():
        if row.success is False:
            raise DeliveryFailed("deliverResults", row.error_msg or "", answer.request_id)
    if not rows or not rows.read or rows.unread or not all(row.success for row in rows.read):
        raise OutcomeUnknown("deliverResults", "not said", answer.request_id)
