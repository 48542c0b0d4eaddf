"""What cannot be done to the roles on a file."""

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
    """

    template = "no_rights_of_space"
    prints = ("name", "folders")

    def __init__(self, name: str, folders: tuple[str, ...] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.folders = folders
