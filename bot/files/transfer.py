"""A *transfer*: a file that somebody sent, on its way into a folder. Its record says how far it is.

Each step is written before it is made, so that a run that follows a crash knows what may have been
done, and looks before it does it again.
"""

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from bot.files.dentry import Folder
from bot.messages import Conversation, File, Sender

Stage = Literal["asked", "begun", "clash", "stored", "stopped", "failed"]
Clash = Literal["ask", "keep", "replace", "drop"]
"""What becomes of a name that is taken: it is asked about, both are kept, the file there gets a
newer version, or nothing is stored.
"""
STRATEGY: Final = {
    "ask": "RETURN_ERROR_IF_EXISTS",
    "keep": "AUTO_RENAME",
    "replace": "OVERWRITE",
}
OVER: Final = frozenset({"stored", "stopped", "failed"})
EDITS: Final = 5
"""How often in all a card tells how far a file is."""
MOST_PARTS: Final = 30
"""So many addresses come with one call (page
`obtains-the-information-about-multipart-uploads-of-an-object`).
"""


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How large what is stored may be (``most`` bytes), up to how many it is put in a ``single``
    piece, and how large a ``part`` is at least; how many files one process carries ``at_once``, and
    for how long (``edit_millis``) a card stays as it is at least.
    """

    most: int
    single: int
    part: int
    at_once: int
    edit_millis: int

    def part_size(self, size: int) -> int:
        """Give the size of parts that one call's addresses are enough for; 0 for a single piece:
        there is nothing to go on from.
        """
        return 0 if size <= self.single else max(self.part, -(-size // MOST_PARTS))


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes under an uploadKey. ``part`` is the size of one part, 0 for a single piece; ``done``
    are the parts that are there, ``chain`` the sum of their sums.
    """

    key: str
    size: int
    part: int = 0
    done: int = 0
    chain: str = ""

    @property
    def parts(self) -> int:
        return max(1, -(-self.size // self.part)) if self.part else 1

    def length(self, number: int) -> int:
        """Give the size of a part, from 1."""
        return min(self.part, self.size - (number - 1) * self.part) if self.part else self.size


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is known of one file on its way.

    ``key`` is the key of its message, which DingTalk keeps with the file; ``viewer`` the unionId of
    whoever sent it. ``parent_uuid`` is where it is committed, in ``waits_in`` (a dentryId) where
    that is not its folder. ``copied`` and ``committed`` are when such a call was about to be made,
    ``moved`` likewise (milliseconds since 1970, 0 for not), ``staged`` and ``dentry`` what lies
    there, ``misnamed`` a copy that is to go again, for its name is taken. ``edits`` counts how
    often its card has told how far it is, ``edited`` is when it did last. ``template`` and ``data``
    are the card of a failure; ``asks`` is the card that asked about its name last.
    """

    id: str
    key: str
    asker: Sender
    conversation: Conversation
    language: str
    file: File
    stage: Stage = "asked"
    card: str = ""
    turn: str = ""
    viewer: str = ""
    folder: Folder | None = None
    clash: Clash = "ask"
    size: int | None = None
    sent: int = 0
    no_copy: bool = False
    copied: int = 0
    parent_uuid: str = ""
    waits_in: str = ""
    upload: Upload | None = None
    renewed: bool = False
    committed: int = 0
    staged: str = ""
    moved: int = 0
    misnamed: str = ""
    dentry: str = ""
    name: str = ""
    template: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    edits: int = 0
    edited: int = 0
    begun: int = 0
    shown: bool = False
    asks: str = ""

    @property
    def called(self) -> str:
        """What the file is called: as it was stored, or as it was sent."""
        return self.name or self.file.name
