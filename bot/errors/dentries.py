"""What is wrong with the file or folder that somebody means."""

from typing_extensions import override

from bot.errors.user import BadArgument, UserError


class NoSuchFile(UserError):
    """Nothing by that name is where it was looked for; ``near`` are names there that come close.

    ``asked`` is what was said, which no card repeats, and ``where`` the place, empty for none.
    ``unread`` counts rows that could not be read: it may be one of them; below 0 not all was read.
    Where a number was said, ``numbers`` is how many the last list here has, 0 for no list; else
    None. What something ``goes`` into was looked for, and not what goes there.
    """

    template = "no_such_file"
    prints = ("where", "near", "unread", "numbers", "number", "goes")
    goes = False

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

    @property
    def number(self) -> str:
        """The number that was said, empty where it was none."""
        return "" if self.numbers is None else self.asked.lstrip("#")


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


class FileNameRefused(BadArgument):
    """DingTalk takes no such name for a file or folder, so it was not asked.

    ``sign`` is what is at fault: the sign itself, ``tab``, ``line``, a dot at the end, or empty
    where nothing is left of the name.
    """

    template = "file_name_refused"

    def __init__(self, name: str, sign: str) -> None:
        super().__init__("name", name, "")
        self.sign = sign

    @override
    def data(self) -> dict[str, object]:
        return {"name": self.given, "sign": self.sign}


class IntoItself(UserError):
    """A folder cannot go into itself, nor into one below it; ``name`` is that folder."""

    template = "into_itself"
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


class AlreadyThere(UserError):
    """All that should be moved is in that folder already; ``place`` is its name."""

    template = "already_there"
    prints = ("place",)

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class NotNumbers(UserError):
    """Several files, or items of the recycle bin (``in_bin``), are named by their numbers in the
    last list, and this says none.

    ``name`` is what several items of the recycle bin are called; ``nameless`` tells that nothing
    in it is called so, or nothing of ``space``, where that was said; ``places`` are the spaces of
    what is called so. ``missing`` are numbers that it does not have, empty where ``asked``, which
    no card repeats, has no numbers.
    """

    template = "not_numbers"
    prints = ("missing", "numbers", "in_bin", "name", "nameless", "space", "places")

    def __init__(
        self,
        asked: str,
        missing: tuple[int, ...] = (),
        numbers: int = 0,
        *,
        in_bin: bool = False,
        name: str = "",
        nameless: bool = False,
        space: str = "",
        places: tuple[str, ...] = (),
    ) -> None:
        super().__init__(asked)
        self.space = space
        self.places = places
        self.asked = asked
        self.missing = missing
        self.numbers = numbers
        self.in_bin = in_bin
        self.name = name
        self.nameless = nameless


class OneSpaceAtATime(UserError):
    """Several files are meant that do not lie in one space, or of which that is not known."""

    template = "one_space_at_a_time"
