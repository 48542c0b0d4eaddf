"""Where a card goes, and whose its buttons are."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.delivery.record import Record
from bot.messages import Conversation, Fence, Webhook


@dataclass(frozen=True, slots=True)
class Target:
    """Where a card goes and whose its buttons are.

    ``turn`` is the key of the turn that paints: a rerun of it paints the same face again.
    ``mentions`` are the names, by userId, of those whom a new card calls. ``fence`` is what a paint
    must find unbroken.
    """

    out_track_id: str
    conversation: Conversation
    asker: str
    asker_user_id: str | None
    language: str
    turn: str
    nick: str = ""
    webhook: Webhook | None = None
    mentions: Mapping[str, str] = field(default_factory=dict)
    fence: Fence | None = None


def card_id(turn: str, purpose: str, conversation_id: str) -> str:
    """Name a card so that every run of one turn names the same one."""
    return hashlib.sha256(f"{turn}\n{purpose}\n{conversation_id}".encode()).hexdigest()[:32]


def target_of(record: Record, turn: str, fence: Fence | None = None) -> Target:
    """Aim at a card that stands already."""
    return Target(
        record.out_track_id,
        record.conversation,
        record.asker,
        record.asker_user_id,
        record.language,
        turn,
        record.nick,
        fence=fence,
    )
