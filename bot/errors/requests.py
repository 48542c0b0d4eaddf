"""Why nothing comes of a request, or of a decision about one."""

from bot.errors.user import UserError


class NoSuchRequest(UserError):
    """No open request has this number; ``number`` is empty where what was said is none."""

    template = "request_none"
    prints = ("number",)

    def __init__(self, number: str = "") -> None:
        super().__init__()
        self.number = number if number.isdecimal() else ""


class RequestHindered(UserError):
    """Whoever decides may not, or not now: ``what`` is ``own``, ``twice``, ``busy``; ``unseen``
    where they do not see the target; ``limit`` where DingTalk's own limit, ``quota`` bytes, stands
    in the way of what is ``wanted`` (0 for any more), ``unknown`` where it is not known, ``denied``
    where a rule keeps what would be done from them, and ``unnamed`` where one names others to
    decide.
    """

    template = "request_hindered"
    prints = ("what", "number", "quota", "wanted", "sized")

    def __init__(
        self, what: str, number: int, quota: int = 0, wanted: int = 0, *, sized: bool = False
    ) -> None:
        """``sized`` tells that the ``wanted`` is not what was asked for."""
        super().__init__(what, number)
        self.what = what
        self.number = number
        self.quota = quota
        self.wanted = wanted
        self.sized = sized


class HasRoom(UserError):
    """A space has the limit already that is asked for; ``limit`` in bytes."""

    template = "request_has_room"
    prints = ("name", "limit", "wanted")

    def __init__(self, name: str, limit: int, wanted: int) -> None:
        super().__init__(name)
        self.name = name
        self.limit = limit
        self.wanted = wanted
