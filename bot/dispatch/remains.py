"""What can be read of a turn that cannot be read as a whole: enough to tell whose it was."""

import hashlib
import json
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.language import language_of
from bot.messages import Conversation, Sender, Webhook

T = TypeVar("T")

_CONVERSATION = TypeAdapter(Conversation)
_SENDER = TypeAdapter(Sender)
_WEBHOOK = TypeAdapter(Webhook)


@dataclass(frozen=True, slots=True)
class Remains:
    """A turn of another release. ``key`` is its own name, or one made of what it says; ``card`` the
    outTrackId of what was pressed, empty for a message and for a card that belongs to all;
    ``language`` is that of the words, if any.
    """

    key: str
    conversation: Conversation | None
    sender: Sender | None
    webhook: Webhook | None
    card: str
    language: str | None = None


def remains_of(turn: str) -> Remains:
    """Read what is left of a stored turn, each part by itself."""
    stored = _members(turn)
    named = [_word(stored, name) for name in ("robot_code", "msg_id")]
    sender = _part(_SENDER, stored.get("sender"))
    pressed = [_word(stored, "out_track_id"), str(stored.get("face")), _word(stored, "action_id")]
    is_shared = bool(stored.get("shared"))
    if is_shared and sender is not None:
        pressed.append(sender.key)
    made_up = hashlib.sha256(turn.encode()).hexdigest()[:32]
    return Remains(
        ":".join(named) if all(named) else ":".join(pressed) if all(pressed) else made_up,
        _part(_CONVERSATION, stored.get("conversation")),
        sender,
        _part(_WEBHOOK, stored.get("webhook")),
        "" if is_shared else pressed[0],
        language_of(_word(stored, "text")),
    )


def _members(turn: str) -> dict[str, object]:
    try:
        stored = json.loads(turn)
    except ValueError:
        return {}
    return stored if isinstance(stored, dict) else {}


def _word(stored: dict[str, object], name: str) -> str:
    word = stored.get(name)
    return word if isinstance(word, str) else ""


def _part(kind: TypeAdapter[T], value: object) -> T | None:
    try:
        return kind.validate_python(value)
    except ValidationError:
        return None
