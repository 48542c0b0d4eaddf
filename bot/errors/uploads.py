"""What is wrong with a file that was to be stored."""

from bot.errors.user import UserError


class TooBig(UserError):
    """A file is larger than what can be stored from here; ``size`` and ``most`` are in bytes."""

    template = "upload_too_big"
    prints = ("name", "size", "most")

    def __init__(self, name: str, size: int, most: int) -> None:
        super().__init__(name)
        self.name = name
        self.size = size
        self.most = most


class SendAgain(UserError):
    """DingTalk hands a file out no more, so nothing of it is stored."""

    template = "upload_again"
    prints = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotWhole(SendAgain):
    """What came of a file is not what was announced, so nothing of it is stored."""

    template = "upload_not_whole"
