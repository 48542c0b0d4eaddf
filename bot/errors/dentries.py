"""What is wrong with the file or folder that somebody means."""

from bot.errors.user import UserError


class NoSuchFile(UserError):
    """Nothing by that name is where it was looked for; ``near`` are names there that come close.

    ``asked`` is what was said and ``where`` the place, empty for none. ``unread`` counts rows that
    could not be read: it may be one of them; below 0 not all was read. Where a number was said,
    ``numbers`` is how many the last list here has, 0 for no list; else None.
    """

    template = "no_such_file"
    prints = ("asked", "where", "near", "unread", "numbers")

    def __init__(
        self,
        asked: str,
        where: str = "",
        near: tuple[str, ...] = (),
        unread: int = 0,
        numbers: int | None = None,
    ) -> None:
        super().__init__(asked)
        self.asked = asked
        self.where = where
        self.near = near
        self.unread = unread
        self.numbers = numbers


class NotAFolder(UserError):
    """A folder is needed, and ``name`` is a file."""

    template = "not_a_folder"
    prints = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotAFile(UserError):
    """A file is needed, and ``name`` is a folder."""

    template = "not_a_file"
    prints = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoSuchVersion(UserError):
    """A file has no version of this ``number`` that could come back; ``newest`` is that of now.

    ``more`` says that not all of its versions could be read.
    """

    template = "no_such_version"
    prints = ("number", "newest", "more")

    def __init__(self, number: int, newest: int, *, more: bool) -> None:
        super().__init__(number)
        self.number = number
        self.newest = newest
        self.more = more
