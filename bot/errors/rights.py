"""What cannot be done to the roles on a file."""

from collections.abc import Mapping, Sequence
from typing import Literal

from bot.errors.user import UserError


class LastManager(UserError):
    """Nobody who is still in the organisation would manage the file of this ``name`` any more."""

    template = "last_manager"
    prints = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoRightsOfSpace(UserError):
    """DingTalk gives apps no way to the roles of the whole space of this ``name``: only to those of
    the folders and files in it. ``folders`` names some of those, as far as they are known.

    ``does`` tells whether they were to be seen (``see``), given or taken (``change``), or asked for
    (``ask``); ``admins`` names whom to ask, and ``choices`` what can be done with the folders.
    """

    template = "no_rights_of_space"
    prints = ("name", "folders", "does", "admins", "choices")
    does: Literal["see", "change", "ask"] = "change"
    admins: Sequence[str] = ()
    choices: Sequence[Mapping[str, str]] = ()

    def __init__(self, name: str, folders: tuple[str, ...] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.folders = folders
