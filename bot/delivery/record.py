"""A card that was sent, as it is remembered: what it shows, whose it is, what its buttons mean."""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.cards import Rendered
from bot.delivery.store_marks import BETWEEN
from bot.messages import Conversation


@dataclass(frozen=True, slots=True)
class Record:
    """One card, as it is now.

    ``asker`` is the person key its buttons belong to, ``nick`` what they are called, ``turn`` the
    key of the turn that painted this face (a rerun paints the same face again), ``actions`` what
    each short id means and ``kept`` what further faces are made from, both tagged. ``note`` is a
    line above the body (*working*), ``box`` where the click waits that is being worked on,
    ``covered`` the face it was pressed on.
    ``by`` is whose press led to this face, empty for nobody's. ``mark`` is the store's id in the
    outTrackId that DingTalk knows, empty for a card sent before there was one.
    What is ``for_admins`` is shown its asker as an admin: they must be one to see more of it.
    ``surface`` is where it was sent: a card, or text. ``expires`` is in milliseconds since 1970.
    """

    out_track_id: str
    conversation: Conversation
    asker: str
    asker_user_id: str | None
    language: str
    turn: str
    face: int
    shown: Rendered
    actions: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: dict[str, Any] | None = None
    nick: str = ""
    note: str = ""
    box: str = ""
    covered: Rendered | None = None
    surface: str = "card"
    expires: int = 0
    by: str = ""
    mark: str = ""
    for_admins: bool = False

    @property
    def name(self) -> str:
        """The outTrackId that DingTalk knows."""
        return f"{self.mark}{BETWEEN}{self.out_track_id}" if self.mark else self.out_track_id

    @property
    def is_shared(self) -> bool:
        """Whether it belongs to its conversation, and not to somebody who asked."""
        return not self.asker

    def id_of(self, index: int) -> str:
        """Name the button at ``index`` of this face in at most four characters."""
        return short_id(self.face, index)


DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short_id(face: int, index: int) -> str:
    """Name a button in four characters: up to three digits tell its face, the last one itself.

    >>> short_id(1, 0)
    '10'
    """
    face %= len(DIGITS) ** 3
    digits = ""
    while face or not digits:
        face, digit = divmod(face, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits + DIGITS[index]


def working(record: Record, note: str, turn: str) -> Record:
    """The same card with its buttons gone and a note that something is being done."""
    return replace(
        record,
        face=record.face + 1,
        turn=turn,
        note=note,
        shown=replace(record.shown, buttons=()),
        covered=record.shown,
    )


def uncovered(record: Record) -> Record:
    """The card as it was before somebody pressed who may not."""
    shown = record.covered or record.shown
    meanings = enumerate(record.actions.values())
    actions = {record.id_of(index): meaning for index, meaning in meanings}
    return replace(record, note="", box="", shown=shown, actions=actions, covered=None)
