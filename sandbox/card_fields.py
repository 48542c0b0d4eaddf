"""Reading the parts of a card call; what does not fit is refused with DingTalk's codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.errors import ApiRefusal
from sandbox.people import Top

OPEN_SPACE = "dtv1.card//"
KEY_BYTES = 100
_TYPES = {"IM_GROUP", "IM_ROBOT", "IM_SINGLE", "ONE_BOX", "CO_FEED", "DOC"}
_DELIVER_MODELS = {
    "IM_GROUP": "imGroupOpenDeliverModel",
    "IM_ROBOT": "imRobotOpenDeliverModel",
    "IM_SINGLE": "imSingleOpenDeliverModel",
    "ONE_BOX": "topOpenDeliverModel",
    "CO_FEED": "coFeedOpenDeliverModel",
    "DOC": "docOpenDeliverModel",
}
_SPACE_MODELS = ("imGroupOpenSpaceModel", "imRobotOpenSpaceModel")
_OTHER_SPACE_MODELS = (
    "imSingleOpenSpaceModel",
    "coFeedOpenSpaceModel",
    "topOpenSpaceModel",
)
_CALLBACK_TYPES = {"", "STREAM", "HTTP"}


@dataclass(frozen=True, slots=True)
class Place:
    """One open space: a type such as `IM_GROUP` and the id in it."""

    type: str
    id: str


def refused(code: str) -> ApiRefusal:
    """A refusal of the card platform, whose message repeats the code."""
    return ApiRefusal(400, code, code)


def required(body: Mapping[str, Any], name: str, code: str) -> str:
    """The text `name`, or the refusal `code`."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise refused(code)
    return value


def places(open_space_id: str) -> list[Place]:
    """Read `dtv1.card//IM_GROUP.cid1;IM_ROBOT.u1`; types in any case."""
    if not open_space_id.lower().startswith(OPEN_SPACE):
        raise refused("param.openSpaceIdInvalid")
    return [_place(part) for part in open_space_id[len(OPEN_SPACE) :].split(";")]


def deliver_model(body: Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    """The deliver model that `place` needs, with a robotCode for a group."""
    model = body.get(_DELIVER_MODELS[place.type])
    if model is None:
        raise refused("param.openDeliverModelEmpty")
    if not isinstance(model, dict):
        raise refused("param.openDeliverModelError")
    if place.type == "IM_GROUP" and not model.get("robotCode"):
        raise refused("param.openDeliverModelError")
    return model


def space_models(body: Mapping[str, Any]) -> int:
    """How many space models there are.

    Those of groups and robots must hold `supportForward`, the one of the top box its type.
    """
    models = {
        name: model
        for name in (*_SPACE_MODELS, *_OTHER_SPACE_MODELS)
        if (model := body.get(name)) is not None
    }
    for name, model in models.items():
        if not isinstance(model, dict):
            raise refused("param.openSpaceModelInvalid")
        if name in _SPACE_MODELS and not isinstance(model.get("supportForward"), bool):
            raise refused("param.openSpaceModelInvalid")
        if name == "topOpenSpaceModel" and model.get("spaceType") != "ONE_BOX":
            raise refused("param.openSpaceModelInvalid")
    return len(models)


def callback_type(body: Mapping[str, Any]) -> str:
    """`STREAM`, `HTTP`, or "" for a card that calls nobody back."""
    kind = body.get("callbackType") or ""
    if not isinstance(kind, str) or kind not in _CALLBACK_TYPES:
        raise refused("param.invalid")
    return kind


def top(model: Mapping[str, Any], out_track_id: str) -> Top:
    """What the deliver model of the top box says: until when, and for whom."""
    expires, user_ids = model.get("expiredTimeMillis"), model.get("userIds") or []
    if expires is not None and (not isinstance(expires, int) or isinstance(expires, bool)):
        raise refused("param.openDeliverModelError")
    if not isinstance(user_ids, list) or not all(isinstance(each, str) for each in user_ids):
        raise refused("param.openDeliverModelError")
    return Top(out_track_id, expires, tuple(user_ids))


def param_map(data: Any, limit: int) -> dict[str, str] | None:
    """The `cardParamMap` of `data`: text to text, each value at most `limit` bytes of UTF-8."""
    if data is None:
        return None
    values = data.get("cardParamMap") if isinstance(data, dict) else None
    if not isinstance(values, dict):
        raise refused("param.cardPublicDataEmpty")
    for name, value in values.items():
        if not isinstance(value, str) or len(value.encode()) > limit:
            raise refused("param.invalid")
        if len(name.encode()) > KEY_BYTES:
            raise refused("param.invalid")
    return dict(values)


def private_maps(data: Any, limit: int) -> dict[str, dict[str, str]] | None:
    """The private data by user id."""
    if data is None:
        return None
    if not isinstance(data, dict):
        raise refused("param.invalid")
    return {user_id: param_map(values, limit) or {} for user_id, values in data.items()}


def _place(part: str) -> Place:
    kind, _, identifier = part.partition(".")
    if kind.upper() not in _TYPES or not identifier:
        raise refused("param.openSpaceIdInvalid")
    return Place(kind.upper(), identifier)
